"""The graph of documents for Gephi, yEd, Cytoscape and the like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban.store import Store


def lines(store: Store) -> Iterator[str]:
    """The graph as GraphML: nodes with what is known of them, edges with relation type and evidence."""
    from vanban import graph

    return graph.graphml(graph.load(store))
