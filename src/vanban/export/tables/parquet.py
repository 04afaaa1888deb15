"""The tables as Parquet, with types: real dates, lists of texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from vanban.export.exporters import Asked
from vanban.export.tables.files import write as write_all
from vanban.export.tables.model import Column, Row, Type

if TYPE_CHECKING:
    from vanban.store import Store

_TYPES: dict[Type, Any] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": pa.list_(pa.string()),
    "json": pa.string(),
}
_ROWS = 10_000
"""In a row group, unless the texts in it grow too long before."""
_CHARACTERS = 2_000_000


def schema(columns: tuple[Column, ...]) -> Any:
    """The Arrow schema of a table's columns."""
    return pa.schema([(column.name, _TYPES[column.type]) for column in columns])


def write(store: Store, asked: Asked, folder: Path) -> None:
    """Write each table of the store to its file."""
    write_all(store, folder, "parquet", _File)


class _File:
    """A Parquet file on its way: rows wait until they fill a row group."""

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self._schema = schema(columns)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[Row] = []
        self._characters = 0

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._waiting.append(row)
            self._characters += sum(len(value) for value in row if isinstance(value, str))
            if len(self._waiting) >= _ROWS or self._characters >= _CHARACTERS:
                self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            columns = zip(*self._waiting, strict=True)
            arrays = [pa.array(values, type=field.type) for values, field in zip(columns, self._schema, strict=True)]
            self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._waiting, self._characters = [], 0
