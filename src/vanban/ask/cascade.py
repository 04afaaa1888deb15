"""What became of a document's targets on the way down."""

from __future__ import annotations

from typing import Any

from vanban import alignment
from vanban.ask.choice import same_province
from vanban.graph import below, implementing
from vanban.identity.nodes import Node
from vanban.store import Store


def cascade(store: Store, node: Node, level: str | None = None, province: str | None = None) -> list[dict[str, Any]]:
    """A document's targets beside those of every plan below it that was read (of a level or province, when given), aligned by meaning.

    `[{"target", "matches": [{"document", "target", "change", "similarity"}]}]`, in reading order and by the plans' depth and date; the last entry, without a
    target, holds what plans add. `document` is the plan's id; both targets carry their words.
    """
    plans = [plan for plan in implementing(below(store, node.id), node.id) if plan.loaded and level in (None, plan.level)]
    plans = [plan for plan in plans if province is None or same_province(plan.province, province)]
    targets = store.targets([node.id, *(plan.id for plan in plans)])
    same_place = {plan.id for plan in plans if plan.unit and plan.unit == node.unit}
    rows = alignment.cascade(targets.get(node.id, ()), [(plan.id, targets.get(plan.id, ())) for plan in plans], same_place=same_place)
    return alignment.to_json(rows)
