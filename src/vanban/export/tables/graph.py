"""The tables of the graph: nodes, edges with their evidence, and which node each citation means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from vanban.export.tables.facts import day
from vanban.export.tables.model import Column, Row, columns

if TYPE_CHECKING:
    from vanban.store import Store


@dataclass(frozen=True, slots=True)
class GraphTable:
    """A table of a whole store, as of its last `link()`."""

    columns: tuple[Column, ...]
    rows: Callable[[Store], Iterator[Row]]


def _nodes(store: Store) -> Iterator[Row]:
    from vanban.store.streams import nodes

    return ((*astuple(node), day(node.date)) for node in nodes(store))


def _edges(store: Store) -> Iterator[Row]:
    from vanban.store.streams import edges

    for e in edges(store):
        yield e.subject, e.type, e.object, e.partial, e.evidence.document, e.evidence.start, e.evidence.end, e.evidence.quote


def _links(store: Store) -> Iterator[Row]:
    from vanban.store.streams import links

    return links(store)


GRAPH: dict[str, GraphTable] = {
    "nodes": GraphTable(columns("id symbol doc_type title issuer level province date loaded:boolean unit day:date"), _nodes),
    "edges": GraphTable(columns("subject type object partial:boolean document start:integer end:integer quote"), _edges),
    "links": GraphTable(columns("reading:integer document citation node"), _links),
}
"""Name → table. `links` tells for each citation (`reading` and `id` in the table of citations) the node it means; one that means none for certain has no row.

`reading` counts as in `TABLES` when their rows are made of all documents of the store in its order.
"""
