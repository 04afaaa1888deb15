"""Exporters: what a store holds, in the formats of other programs. One module a format, in the visible list `EXPORTERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from vanban.export import graphml, jsonl

if TYPE_CHECKING:
    from vanban.store import Store

EXPORTERS: dict[str, Callable[[Store], Iterator[str]]] = {
    "jsonl": jsonl.lines,
    "graphml": graphml.lines,
}
"""Name of a format → the lines of the file, without their ends."""
