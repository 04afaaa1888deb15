"""Documents, stores and answers as pandas tables.

pandas is loaded here, and comes with `pip install "vanban[notebook]"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

from vanban.errors import VanbanError
from vanban.export.tables import GRAPH, TABLES, Column, Type
from vanban.model import Document
from vanban.notebook.rows import rows, typed
from vanban.store import Store

if TYPE_CHECKING:
    import pandas as pd

_DTYPES: dict[Type, str] = {"string": "string", "json": "string", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[s]"}
_BIG = {"texts", "pages", "boxes"}


@overload
def to_pandas(of: Store | Document | Iterable[Document], table: None = None) -> dict[str, pd.DataFrame]: ...
@overload
def to_pandas(of: Store | Document | Iterable[Document], table: str) -> pd.DataFrame: ...
@overload
def to_pandas(of: Iterable[Any] | Mapping[str, Any]) -> pd.DataFrame: ...
def to_pandas(of: Any, table: str | None = None) -> pd.DataFrame | dict[str, pd.DataFrame]:
    """What vanban says, as pandas tables.

    - A document, several, or a store: the `table` of that name ("documents", "citations", "targets", "assignments" …, of a store also "nodes", "edges",
      "links"); without a name all of them as a dict, but for "texts", "pages" and "boxes", which are large and come when asked for by name.
    - A list of tasks, plans, nodes or facts, and the answers of `vanban.ask` (plans, coverage, cascade, search, gaps): one table, a row for each task, plan,
      unit, match of a target, hit, or gap.

    Names are those of the record, parts of a value after an underscore (`issuer_level`). Words are `string`, counts `Int64`, amounts `float64`; `day` and `due`
    are `datetime64`: of the `date` beside it where that is whole, and the last day of `deadline`. Lists stay lists of Python (tuples). Rows of documents bear
    `reading` (which one, from 0) and `document` (its id).

    VanbanError when there is no such table, or no pandas.
    """
    if isinstance(of, Document):
        return _of_documents([of], table)
    if isinstance(of, Store):
        return _of_store(of, table)
    if not isinstance(of, Mapping):
        first, of = _peeked(of)
        if isinstance(first, Document):
            return _of_documents(of, table)
    if table is not None:
        raise VanbanError(f"only documents and stores have tables by name: {table}")
    found = rows(of)
    columns = typed(found)
    return _frame(columns, [[row.get(column.name) for column in columns] for row in found])


def _peeked(of: Iterable[Any]) -> tuple[Any, Iterable[Any]]:
    """The first of some values, and all of them."""
    if isinstance(of, Sequence):
        return (of[0] if of else None), of
    rest = iter(of)
    first = next(rest, None)
    return first, chain(() if first is None else (first,), rest)


def _of_documents(documents: Iterable[Document], table: str | None) -> pd.DataFrame | dict[str, pd.DataFrame]:
    """Tables of documents, which may be a stream: they are gone through once."""
    names = _chosen(table, TABLES)
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in names}
    for n, document in enumerate(documents):
        for name in names:
            found[name] += ((n, document.id, *row) for row in TABLES[name].of(document))
    frames = {name: _frame(TABLES[name].columns, found[name]) for name in names}
    return frames if table is None else frames[table]


def _of_store(store: Store, table: str | None) -> pd.DataFrame | dict[str, pd.DataFrame]:
    names = _chosen(table, [*TABLES, *GRAPH])
    graph = {name: _frame(GRAPH[name].columns, list(GRAPH[name].rows(store))) for name in names if name in GRAPH}
    if table is not None:
        return graph[table] if table in graph else _of_documents(store, table)
    read = _of_documents(store, None)
    return {**read, **graph} if isinstance(read, dict) else graph


def _chosen(table: str | None, names: Iterable[str]) -> list[str]:
    known = list(names)
    if table is not None and table not in known:
        raise VanbanError(f"there is no table {table}: {', '.join(known)}")
    return [table] if table is not None else [name for name in known if name not in _BIG]


def _frame(columns: Sequence[Column], found: Sequence[Sequence[Any]]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise VanbanError('tables for notebooks need pandas: pip install "vanban[notebook]"') from error
    values = list(zip(*found, strict=True)) or [()] * len(columns)
    return pd.DataFrame({column.name: _column(pd, column.type, list(cells)) for column, cells in zip(columns, values, strict=True)})


def _column(pd: Any, kind: Type, cells: list[Any]) -> Any:
    if kind == "date":  # of years that no clock counts, such as a misprinted 0024, there is no time stamp in pandas 2
        return pd.to_datetime(pd.Series(cells, dtype="object"), errors="coerce").astype(_DTYPES[kind])
    return pd.Series(cells, dtype=_DTYPES.get(kind, "object"))
