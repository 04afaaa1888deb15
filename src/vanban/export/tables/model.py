"""What a table is: columns with types, and rows of plain Python values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from vanban.model import Document

Type = Literal["string", "integer", "number", "boolean", "date", "strings", "json"]
"""Of a column's values, any of which may be None: str, int, float, bool, datetime.date, a tuple of str, JSON as str."""
Row = tuple[Any, ...]
"""One value for each column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name, unique in its table."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Table:
    """A table of what was read. The first two columns of every one are `reading`, which counts the documents as they come, from 0, and `document`, the id.

    A document that was read from two files is two readings with one id. `of` gives the rows of one document, without these two columns.
    """

    columns: tuple[Column, ...]
    of: Callable[[Document], Iterable[Row]]

    def rows(self, documents: Iterable[Document]) -> Iterator[Row]:
        """The rows of all documents, one document after the other."""
        return ((n, document.id, *row) for n, document in enumerate(documents) for row in self.of(document))


def columns(words: str) -> tuple[Column, ...]:
    """Columns from their names, each with its type unless that is string: "id value:number"."""
    pairs = (word.partition(":")[::2] for word in words.split())
    found = tuple(Column(name, cast("Type", type or "string")) for name, type in pairs)
    assert all(column.type in get_args(Type) for column in found)
    return found
