"""What became of a document's targets on the way down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vanban import alignment
from vanban.ask.choice import same_province
from vanban.graph import Plan, below, implementing
from vanban.identity.nodes import Node
from vanban.model import Level, Target
from vanban.store import Store


def cascade(store: Store, node: Node, level: str | None = None, province: str | None = None) -> list[dict[str, Any]]:
    """A document's targets beside those of every plan below it that was read (of a level or province, when given), aligned by meaning.

    `[{"target", "matches": [{"document", "target", "change", "similarity"}]}]`, in reading order and by the plans' depth and date; the last entry, without a
    target, holds what plans add. `document` is the plan's id; both targets carry their words.
    """
    plans = [plan for plan in implementing(below(store, node.id), node.id) if level in (None, plan.level)]
    return alignment.to_json(aligned(store, node, [plan for plan in plans if province is None or same_province(plan.province, province)]))


def aligned(store: Store, node: Node, plans: Sequence[Plan]) -> list[alignment.Row]:
    """A document's targets beside those of some plans below it, of which those that were read count."""
    read = [plan for plan in plans if plan.loaded]
    targets = store.targets([node.id, *(plan.id for plan in read)])
    same_place = {plan.id for plan in read if plan.unit and plan.unit == node.unit}
    return alignment.cascade(targets.get(node.id, ()), [(plan.id, targets.get(plan.id, ())) for plan in read], same_place=same_place)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a target: all matches, in how many documents of each change ("kept", "raised" …), and those that take it up by level.

    `key` is the target's id; what plans add has none and stands under "added".
    """

    key: str
    target: Target | None
    matches: tuple[alignment.Match, ...]
    counts: dict[str, int]
    levels: dict[Level | None, tuple[alignment.Match, ...]]


def fates(store: Store, node: Node, plans: Sequence[Plan]) -> list[Fate]:
    """What became of each of a document's targets in some plans below it, then what these add."""
    level = {plan.id: plan.level for plan in plans}
    return [_fate(row, level) for row in aligned(store, node, plans)]


def _fate(row: alignment.Row, level: dict[str, Level | None]) -> Fate:
    counts: Counter[str] = Counter(change for _, change in {(match.document, match.change) for match in row.matches})
    taken: dict[Level | None, list[alignment.Match]] = {}
    for match in row.matches:
        if match.target:
            taken.setdefault(level[match.document], []).append(match)
    key = row.target.id if row.target else "added"
    return Fate(key, row.target, row.matches, dict(counts), {name: tuple(several) for name, several in taken.items()})
