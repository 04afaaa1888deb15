"""The questions that people ask of a store, answered in plain values: what the commands print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from vanban import lexicon
from vanban.errors import StoreError, VanbanError
from vanban.graph import Plan, implementing, load
from vanban.identity.edges import Edge
from vanban.identity.nodes import Node
from vanban.records import record
from vanban.store import Store
from vanban.text import plain


class AmbiguousError(VanbanError):
    """What was asked for may be any of `candidates`."""

    def __init__(self, asked: str, candidates: list[Node]) -> None:
        super().__init__(f"{asked} may be any of {len(candidates)} documents; choose one by its id, --date or --province")
        self.candidates = [{"id": n.id, "symbol": n.symbol, "issuer": n.issuer, "date": n.date, "title": n.title} for n in candidates]


def choose(store: Store, asked: str, date: str | None = None, province: str | None = None) -> Node:
    """The one document of an id, symbol or title. A `date` (YYYY, YYYY-MM or YYYY-MM-DD) must agree; a `province` decides between several.

    Raises StoreError when there is none, AmbiguousError when there are several.
    """
    found = store.find(asked)
    if date:
        found = [node for node in found if node.date is None or node.date.startswith(date) or date.startswith(node.date)]
        found = [node for node in found if node.date] or found
    if province and len(found) > 1:
        found = [node for node in found if same_province(node.province, province)] or found
    if not found:
        raise StoreError(f"{store.name}: no document {asked}" + (f" of {date}" if date else ""))
    if len(found) > 1:
        raise AmbiguousError(asked, found)
    return found[0]


def same_province(a: str | None, b: str) -> bool:
    """Provinces as people type them: "lai chau", "TP.HCM"."""
    known = lexicon.province(b)
    return a is not None and plain(a) == plain(known.name if known else b)


def plans(store: Store, node: Node, *, direct: bool = False, only_in_force: bool = False, level: str | None = None, province: str | None = None) -> list[Plan]:
    """The documents that implement a document, nearest first; the filters leave out plans, not the steps in the paths of others."""
    return [
        plan
        for plan in implementing(load(store), node.id, direct)
        if (plan.in_force or not only_in_force) and level in (None, plan.level) and (province is None or same_province(plan.province, province))
    ]


def show(store: Store, node: Node) -> dict[str, Any]:
    """The record of a document, or what is known of one that was not read; with the relations to it and from it, and the files it was read from."""
    known = {other.id: other for other in store.nodes()}
    edges = store.edges(node.id)
    about = record(store.document(node.id)) if node.loaded else asdict(node)
    return about | {
        "incoming": _ends([(known[e.subject], e) for e in edges if e.object == node.id]),
        "outgoing": _ends([(known[e.object], e) for e in edges if e.subject == node.id]),
        "sources": [asdict(origin) for origin in store.origins(node.id)],
    }


def _ends(edges: Iterable[tuple[Node, Edge]]) -> list[dict[str, Any]]:
    """The other ends of edges: each document and relation once, with all evidence."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for other, edge in edges:
        end = found.setdefault((other.id, edge.type), {"type": edge.type, **asdict(other), "evidence": []})
        end["evidence"].append(asdict(edge.evidence))
    return sorted(found.values(), key=lambda end: (end["type"], end["date"] or "9999", end["id"]))
