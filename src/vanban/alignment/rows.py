"""The targets of a directive with what becomes of each in every plan below it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vanban.alignment.align import Alignment, aligned, known
from vanban.alignment.change import Basis
from vanban.model import Target
from vanban.records import values


@dataclass(frozen=True, slots=True)
class Match:
    """What a document does with a target. `target` is None when it drops it; `similarity` and `basis` are None when it drops or adds one."""

    document: str
    target: Target | None
    change: Literal["kept", "raised", "lowered", "dropped", "added"]
    similarity: float | None = None
    basis: Basis | None = None
    beside: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A target of the directive with its matches; None heads the targets that answer none of it."""

    target: Target | None
    matches: tuple[Match, ...]


def cascade(upper: Sequence[Target], plans: Iterable[tuple[str, Sequence[Target]]], *, same_place: Container[str] = ()) -> list[Row]:
    """A row for each target of the directive in reading order, then one for what plans add, if any does; matches in the order of the plans.

    `plans` are ids with targets; those without a target of their own neither drop nor add. `same_place` holds the ids of plans for the directive's own
    territory (the people's committee's plan under that of the provincial committee), whose counts are no shares of its counts.
    """
    above = known(upper)
    matches: dict[int, list[Match]] = {id(target): [] for target, _ in above}
    more: list[Match] = []
    for document, targets in plans:
        below = known(targets)
        if below:
            _spread(document, aligned(above, below, document in same_place), matches, more)
    rows = [Row(target, tuple(matches[id(target)])) for target, _ in above]
    return rows + [Row(None, tuple(more))] * bool(more)


def _spread(document: str, found: Alignment, matches: dict[int, list[Match]], more: list[Match]) -> None:
    """Write what one document does with the directive's targets under each of them."""
    for pair in found.pairs:
        matches[id(pair.upper)].append(Match(document, pair.lower, pair.change, pair.similarity, pair.basis, pair.beside))
    for target in found.dropped:
        matches[id(target)].append(Match(document, None, "dropped"))
    more.extend(Match(document, target, "added") for target in found.added)


def to_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows as JSON values: targets as in the record, further keys (`basis`, `beside`) on matches only where they say something."""
    return [{"target": values(row.target), "matches": [_match(m) for m in row.matches]} for row in rows]


def _match(m: Match) -> dict[str, Any]:
    plain: dict[str, Any] = {"document": m.document, "target": values(m.target), "change": m.change, "similarity": m.similarity}
    if m.basis:
        plain["basis"] = m.basis
    if m.beside:
        plain["beside"] = values(m.beside)
    return plain
