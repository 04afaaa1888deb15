"""Which units have answered a document with one of their own, which have not, and after how many days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from vanban import lexicon
from vanban.clock import today
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
    return covered(node, answers(implementing(below(store, node.id), node.id)), level, province, on)


Answers = Mapping[UnitRef, Plan]
"""The first plan of each unit that answered, in the order of their days."""


def answers(plans: Iterable[Plan]) -> dict[UnitRef, Plan]:
    """The units, of whatever level, that answered with a plan: each with its earliest. A year alone counts as its end."""
    found: dict[UnitRef, Plan] = {}
    theirs = (plan for plan in plans if plan.level in LEVELS and plan.unit)
    for plan in sorted(theirs, key=lambda plan: (f"{plan.date or '9999'}~", plan.id)):
        found.setdefault(_unit(plan), plan)
    return found


def covered(node: Node, given: Answers, level: Level, province: str | None = None, on: str | None = None) -> dict[str, Any]:
    """As `coverage`, of answers that are at hand."""
    home = lexicon.typed_province(province) if province else None
    here = {unit: plan for unit, plan in given.items() if unit.level == level and (province is None or (home and unit.province == home.name))}
    absent = [unit for unit in units_on(level, on or node.date or today(), province) if unit not in given]
    return {
        "with": [_named(unit) | _answer(plan, node) for unit, plan in here.items()],
        "without": [unit.name for unit in absent],
        "missing": [_named(unit) for unit in absent],
        "successors": [_named(unit) | {"by": heir.name} | _answer(given[heir], node) for unit in absent for heir in _heirs(unit) if heir in given],
    }


@dataclass(frozen=True, slots=True)
class Share:
    """How many units of a level in a province have answered, of how many that it had on a day; `later` answered too, but were not there on that day."""

    province: str
    answered: int
    of: int
    later: int


def shares(given: Answers, level: Level, on: str) -> list[Share]:
    """The provinces of an ISO day with the answers of their units of a level, in the order of their names; then those that only later units stand in."""
    units = units_on(level, on)
    there, of = set(units), Counter(unit.province for unit in units)
    answered = Counter(unit.province for unit in given if unit in there)
    later = Counter(unit.province for unit in given if unit.level == level and unit not in there)
    return [Share(name, answered[name], of[name], later[name]) for name in {**of, **later}]


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


def _unit(plan: Plan) -> UnitRef:
    """The unit that issued a plan; one that the tables do not know is called as its issuer."""
    level = cast("Level", plan.level)
    known = _known_unit(level, plan.unit or "", plan.date, plan.issuer or "")
    return known or UnitRef(plan.unit or "", plan.issuer or plan.unit or "", level, "", plan.province or "")


_known_unit = lru_cache(maxsize=65536)(unit_of)  # the same plans and units are asked about again and again
_heirs = lru_cache(maxsize=16384)(heirs_on)


def _answer(plan: Plan, asked: Node) -> dict[str, Any]:
    return {"document": plan.id, "lag_days": lag(asked, plan)}


def lag(asked: Node, plan: Node) -> int | None:
    """The days from a document to one that answers it; None where a date is not known to the day."""
    if not (asked.date and plan.date and len(asked.date) == len(plan.date) == 10):
        return None
    return (date.fromisoformat(plan.date) - date.fromisoformat(asked.date)).days
