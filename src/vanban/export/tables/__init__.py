"""Everything as tables, for pandas, DuckDB, R and spreadsheets: one definition of columns and rows, whatever file they are written to.

`TABLES` are of documents as they were read, `GRAPH` of what linking made of them.
"""

from vanban.export.tables.facts import TABLES
from vanban.export.tables.graph import GRAPH, GraphTable
from vanban.export.tables.model import Column, Row, Table, Type

__all__ = ["GRAPH", "TABLES", "Column", "GraphTable", "Row", "Table", "Type"]
