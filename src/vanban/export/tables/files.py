"""The tables as files, all written in one pass over the store: each table holds a batch of rows in memory, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vanban.export.tables.facts import TABLES
from vanban.export.tables.graph import GRAPH
from vanban.export.tables.model import Column, Row

if TYPE_CHECKING:
    from vanban.store import Store


class Writer(Protocol):
    """An open file that takes the rows of one table."""

    def write(self, rows: Iterable[Row]) -> None: ...

    def close(self) -> None: ...


def write(store: Store, folder: Path, ending: str, opened: Callable[[Path, tuple[Column, ...]], Writer]) -> None:
    """Write every table to a file of its own, NAME.ending, whose writer `opened` makes."""
    with ExitStack() as open_files:
        writers = {name: opened(folder / f"{name}.{ending}", table.columns) for name, table in TABLES.items()}
        for writer in writers.values():
            open_files.callback(writer.close)
        for number, document in enumerate(store):
            for name, table in TABLES.items():
                writers[name].write((number, document.id, *row) for row in table.of(document))
    for name, graph in GRAPH.items():
        with ExitStack() as open_files:
            writer = opened(folder / f"{name}.{ending}", graph.columns)
            open_files.callback(writer.close)
            writer.write(graph.rows(store))
