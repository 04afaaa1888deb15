"""A document with all that is known of it, and what implements it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from vanban.ask.choice import same_province
from vanban.clock import today
from vanban.graph import Plan, below, implementing
from vanban.identity.edges import Edge, Evidence
from vanban.identity.nodes import Node
from vanban.model import RelationType
from vanban.records import record
from vanban.store import Direction, Store


def plans(
    store: Store,
    node: Node,
    *,
    direct: bool = False,
    only_in_force: bool = False,
    level: str | None = None,
    province: str | None = None,
    on: str | None = None,
) -> list[Plan]:
    """The documents that implement a document, nearest first; the filters leave out plans, not the steps in the paths of others.

    `on`: the ISO day on which they are in force or not, by default today.
    """
    return [
        plan
        for plan in implementing(below(store, node.id, direct), node.id, direct, on or today())
        if (plan.in_force or not only_in_force) and level in (None, plan.level) and (province is None or same_province(plan.province, province))
    ]


def show(store: Store, node: Node) -> dict[str, Any]:
    """The record of a document, or what is known of one that was not read; with the relations to it and from it, and the files it was read from."""
    edges = store.edges(node.id)
    known = {other.id: other for other in store.named(sorted({end for e in edges for end in (e.subject, e.object)}))}
    about = record(store.document(node.id)) if node.loaded else asdict(node)
    return about | {
        "incoming": _ends([(known[e.subject], e) for e in edges if e.object == node.id]),
        "outgoing": _ends([(known[e.object], e) for e in edges if e.subject == node.id]),
        "sources": [asdict(origin) for origin in store.origins(node.id)],
    }


def _ends(edges: Iterable[tuple[Node, Edge]]) -> list[dict[str, Any]]:
    """The other ends of edges: each document and relation once, with all evidence, that of the subject's own text first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for other, edge in sorted(edges, key=lambda end: end[1].evidence.document != end[1].subject):
        end = found.setdefault((other.id, edge.type), {"type": edge.type, **asdict(other), "evidence": []})
        end["evidence"].append(asdict(edge.evidence))
    return sorted(found.values(), key=lambda end: (end["type"], end["date"] or "9999", end["id"]))


@dataclass(frozen=True, slots=True)
class Group:
    """The documents that stand in one relation to a document: `total` of them, the first ones with the words that say so."""

    type: RelationType
    total: int
    ends: tuple[tuple[Node, Evidence], ...]


def around(store: Store, node: Node, limit: int) -> dict[str, list[Group]]:
    """What stands around a document ("lược đồ"): `{"incoming": groups, "outgoing": groups}` by relation, the first `limit` documents by date in each."""
    return {"incoming": _groups(store, node.id, "incoming", limit), "outgoing": _groups(store, node.id, "outgoing", limit)}


def _groups(store: Store, node: str, direction: Direction, limit: int) -> list[Group]:
    counts = store.related(node, direction)
    return [Group(type, counts[type], tuple(store.ends(node, direction, type, limit))) for type in _ORDER if type in counts]


_ORDER: tuple[RelationType, ...] = ("implements", "basis", "guides", "amends", "replaces", "repeals", "cites")
