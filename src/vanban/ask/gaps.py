"""What is missing: directives without plans in a province, plans on what is no longer in force, tasks and targets that name nobody or no time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from vanban.ask.choice import same_province
from vanban.graph import ENDING
from vanban.identity.judge import likeness
from vanban.identity.nodes import Node
from vanban.model import Assignment, Document, Target
from vanban.quantities import is_later
from vanban.store import Store

DIRECTING = ("CT", "NQ", "KL", "CTr")
"""Kinds of central documents that those below are to carry out with plans of their own."""


def gaps(store: Store, nodes: Iterable[Node] | None = None, province: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Gaps in the documents of a store, in some of them, or in those of a province.

    - `without_plan`: central directives that no document of the province carries out, itself or through others (only for a province as a whole);
    - `on_replaced`: documents that implement or rest on one that was replaced or repealed as a whole before, with who replaced it and the words;
    - `no_lead`, `no_deadline`: tasks that only helpers are named for, and tasks without a deadline or recurrence;
    - `no_body`: targets that no body is charged with, in the same section or in words like theirs.
    """
    chosen = [node for node in (store.nodes() if nodes is None else nodes) if province is None or same_province(node.province, province)]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ("without_plan", "on_replaced", "no_lead", "no_deadline", "no_body")}
    if province and nodes is None:
        found["without_plan"] = [_named(node) for node in _without_plan(store, chosen)]
    found["on_replaced"] = list(_on_replaced(store, {node.id: node for node in chosen}))
    for node in chosen:
        if node.loaded:
            _within(store.document(node.id), node, found)
    return found


def _named(node: Node) -> dict[str, Any]:
    return {"id": node.id, "symbol": node.symbol, "issuer": node.issuer, "date": node.date, "title": node.title}


def _without_plan(store: Store, local: Iterable[Node]) -> Iterator[Node]:
    """Central directives that are above none of the province's documents."""
    above = store.above([node.id for node in local])
    for node in store.nodes():
        if node.level == "central" and node.doc_type in DIRECTING and node.id not in above:
            yield node


def _on_replaced(store: Store, chosen: dict[str, Node]) -> Iterator[dict[str, Any]]:
    """Documents that implement, or are based on, one that had ended before they were made."""
    ended: dict[str, list[Node]] = defaultdict(list)
    ends = [edge for edge in store.all_edges(*ENDING) if not edge.partial]
    enders = {node.id: node for node in store.named(sorted({edge.subject for edge in ends}))}
    for edge in ends:
        ended[edge.object].append(enders[edge.subject])
    for edge in store.edges_to(sorted(ended), "implements", "basis"):
        node = chosen.get(edge.subject)
        by = next((ender for ender in ended[edge.object] if node and _was_there(ender, node)), None)
        if node and by and by.id != node.id:
            proof = {"document": edge.evidence.document, "start": edge.evidence.start, "end": edge.evidence.end, "quote": edge.evidence.quote}
            yield {**_named(node), "on": edge.object, "ended_by": by.id, "evidence": proof}


def _was_there(ender: Node, node: Node) -> bool:
    return bool(ender.date and node.date and is_later(node.date, ender.date))


def _within(document: Document, node: Node, found: dict[str, list[dict[str, Any]]]) -> None:
    """The tasks and targets of a document that name nobody or no time."""
    leads = {a.section for a in document.assignments if a.role == "lead"}
    for a in document.assignments:
        if a.role == "lead" and not (a.deadline or a.deadline_text or a.recurrence):
            found["no_deadline"].append(_task(a, node))
        elif a.role == "coordinate" and a.section not in leads:
            found["no_lead"].append(_task(a, node))
    found["no_body"] += [_target(t, node) for t in document.targets if t.status == "target" and not _is_charged(t, document.assignments)]


def _task(a: Assignment, node: Node) -> dict[str, Any]:
    span = {"start": a.span.start, "end": a.span.end, "quote": a.span.quote}
    return {"document": node.id, "assignment": a.id, "body": a.body.text, "action": a.action, "section": a.section, "span": span}


def _target(t: Target, node: Node) -> dict[str, Any]:
    span = {"start": t.span.start, "end": t.span.end, "quote": t.span.quote}
    return {"document": node.id, "target": t.id, "indicator": t.indicator, "section": t.section, "span": span}


_ALIKE = 0.5  # of the pairs of syllables


def _is_charged(target: Target, assignments: Iterable[Assignment]) -> bool:
    """Whether a body is charged in the target's section, or with an action in words like the target's."""
    return any((a.section is not None and a.section == target.section) or (likeness(target.indicator, a.action) or 0) >= _ALIKE for a in assignments)
