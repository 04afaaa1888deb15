"""Which units have answered a document with one of their own, which have not, and after how many days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from vanban import lexicon
from vanban.ask.documents import today
from vanban.graph import Plan, below, implementing
from vanban.identity.nodes import Node
from vanban.model import Level
from vanban.registry import UnitRef, heirs_on, unit_of, units_on
from vanban.registry.territory import LEVELS
from vanban.store import Store


def coverage(store: Store, node: Node, level: Level, province: str | None = None, on: str | None = None) -> dict[str, Any]:
    """The units of a level (province, district, commune) that answered a document, and those of an ISO day (by default the document's) that did not.

    `{"with": [{"unit", "province", "document", "lag_days"}], "without": [units], "missing": [{"unit", "province"}], "successors": [{"unit", "province", "by",
    "document", "lag_days"}]}`; `missing` are those in `without`, with the provinces by which units of one name differ. A unit has answered with its
    earliest document that implements the asked one, itself or through others; it stands in `with` also when it was not there on that day. `successors` tells
    of those in `without` whose territory went to units, of whatever level, that have answered since. `lag_days` is null where a date is not known to the day.
    """
    day = on or node.date or today()
    answers = _first(plan for plan in implementing(below(store, node.id), node.id) if plan.level in LEVELS and plan.unit)
    home = lexicon.typed_province(province) if province else None
    here = {unit: plan for unit, plan in answers.items() if unit.level == level and (province is None or (home and unit.province == home.name))}
    absent = [unit for unit in units_on(level, day, province) if unit not in answers]
    return {
        "with": [_named(unit) | _answer(plan, node) for unit, plan in here.items()],
        "without": [unit.name for unit in absent],
        "missing": [_named(unit) for unit in absent],
        "successors": [_named(unit) | {"by": heir.name} | _answer(answers[heir], node) for unit in absent for heir in heirs_on(unit) if heir in answers],
    }


def rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The answer of `coverage` as a row for each unit: its `answer` is "with", "without", or "successor", one row for each of these."""
    taken = {(row["unit"], row["province"]) for row in found["successors"]}
    answers = {
        "with": found["with"],
        "successor": found["successors"],
        "without": [row for row in found["missing"] if (row["unit"], row["province"]) not in taken],
    }
    empty = {"document": None, "lag_days": None, "by": None}
    return [{"unit": row["unit"], "province": row["province"], "answer": name, **empty, **row} for name, several in answers.items() for row in several]


def _named(unit: UnitRef) -> dict[str, Any]:
    return {"unit": unit.name, "province": unit.province}


def _first(plans: Iterable[Plan]) -> dict[UnitRef, Plan]:
    """The earliest plan of each unit, by date; a year alone counts as its end."""
    found: dict[UnitRef, Plan] = {}
    for plan in sorted(plans, key=lambda plan: (f"{plan.date or '9999'}~", plan.id)):
        found.setdefault(_unit(plan), plan)
    return found


def _unit(plan: Plan) -> UnitRef:
    """The unit that issued a plan; one that the tables do not know is called as its issuer."""
    level = cast("Level", plan.level)
    known = unit_of(level, plan.unit or "", plan.date, plan.issuer or "")
    return known or UnitRef(plan.unit or "", plan.issuer or plan.unit or "", level, "", plan.province or "")


def _answer(plan: Plan, asked: Node) -> dict[str, Any]:
    return {"document": plan.id, "lag_days": _days(asked.date, plan.date)}


def _days(start: str | None, end: str | None) -> int | None:
    """The days between two ISO dates that are known to the day."""
    if not (start and end and len(start) == len(end) == 10):
        return None
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
