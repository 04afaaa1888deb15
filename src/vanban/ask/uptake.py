"""How far and how fast a document was taken up: documents by level and line, days until units answered, how their number grew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Literal

from vanban import lexicon, symbols
from vanban.ask.coverage import Answers, lag
from vanban.clock import today
from vanban.graph import Plan
from vanban.identity.nodes import Node
from vanban.model import Level
from vanban.registry import units_on
from vanban.text import fold

ORDER: tuple[Level, ...] = ("central", "ministry", "province", "district", "commune", "unit")
"""Levels from the top down."""
Line = Literal["party", "state", "mass"]
"""Whose line a document comes down: the Party's (cấp ủy), the government's (chính quyền), or a mass organisation's (đoàn thể)."""


def line(node: Node) -> Line | None:
    """The line of a document by its issuer's name and the organ in its symbol; None where neither is known."""
    issuer = fold(node.issuer or "")
    symbol = symbols.parse(node.symbol) if node.symbol else None
    if _naming("mass").search(issuer):
        return "mass"
    if (symbol and symbols.is_party_organ(symbol.organ)) or _naming("party").search(issuer):
        return "party"
    return "state" if symbol or issuer else None


_AT_THE_TOP = ("Ban Bí thư", "Bộ Chính trị", "Ban Chấp hành Trung ương")


@cache
def _naming(line: Line) -> re.Pattern[str]:
    t = lexicon.table("bodies")
    names = t["mass"] if line == "mass" else [*_AT_THE_TOP, *(name for several in t["party_committees"].values() for name in several)]
    return re.compile(rf"\b(?:{lexicon.any_of(map(fold, names))})\b")


@dataclass(frozen=True, slots=True)
class Reach:
    """The units that are to answer a document: those of a level, of the whole country or a province, `of` in number on the document's day."""

    level: Level
    province: str | None
    of: int


def reach(node: Node, on: str | None = None) -> Reach | None:
    """Who is to answer: the provinces what comes from the centre, a province's districts (since 01/7/2025 communes) what comes from it; `on` an ISO day.

    None below provinces: which communes a district had is not asked here.
    """
    day = on or node.date or today()
    if node.level in ("district", "commune", "unit"):
        return None
    if node.level != "province" or not node.province:
        return Reach("province", None, len(units_on("province", day)))
    level: Level = "district" if units_on("district", day, node.province) else "commune"
    return Reach(level, node.province, len(units_on(level, day, node.province)))


@dataclass(frozen=True, slots=True)
class Uptake:
    """How a document was taken up: the number of documents of each level (None: not known) and of those whose text was read; who is to answer, how many of
    them did, and after how many days, in order, where these are known.
    """

    levels: dict[Level | None, int]
    read: int
    reach: Reach | None
    answered: int
    days: tuple[int, ...]

    @property
    def median(self) -> float | None:
        return median(self.days) if self.days else None


def uptake(node: Node, plans: Sequence[Plan], given: Answers) -> Uptake:
    """The figures of `plans`, with the answers of units among them. Units count that were there on the document's day; where nobody knows who is to answer,
    all that did.
    """
    wanted = reach(node)
    there = set(units_on(wanted.level, node.date or today(), wanted.province)) if wanted else given.keys()
    days = sorted(after for unit, plan in given.items() if unit in there and (after := _known(node, plan)) is not None)
    counts = Counter(plan.level for plan in plans)
    levels = {level: counts[level] for level in (*ORDER, None) if counts[level]}
    return Uptake(levels, sum(plan.loaded for plan in plans), wanted, len(there & given.keys()), tuple(days))


def _known(node: Node, plan: Plan) -> int | None:
    """The days to an answer that is dated to the day, and not before the document itself, as misprints are."""
    after = lag(node, plan)
    return after if after is not None and after >= 0 else None


@dataclass(frozen=True, slots=True)
class Lane:
    """The documents of a level by the days they came after: `(plan, days)`, the earliest first; `undated` are not known to the day, or dated before."""

    level: Level | None
    plans: tuple[tuple[Plan, int], ...]
    undated: tuple[Plan, ...]

    @property
    def median(self) -> float | None:
        return median(days for _, days in self.plans) if self.plans else None


def timeline(node: Node, plans: Iterable[Plan]) -> list[Lane]:
    """The documents below a document by level, from the top down, in time."""
    found: dict[Level | None, list[Plan]] = {}
    for plan in plans:
        found.setdefault(plan.level, []).append(plan)
    return [_lane(node, level, found[level]) for level in (*ORDER, None) if level in found]


def _lane(node: Node, level: Level | None, plans: Sequence[Plan]) -> Lane:
    dated = [(plan, after) for plan in plans if (after := _known(node, plan)) is not None]
    dated.sort(key=lambda one: (one[1], one[0].id))
    return Lane(level, tuple(dated), tuple(plan for plan in plans if _known(node, plan) is None))


def growth(days: Iterable[int]) -> list[tuple[int, int]]:
    """How many there are from each of these days on: [5, 3, 5] → [(3, 1), (5, 3)]."""
    counts, total = Counter(days), 0
    return [(day, total := total + counts[day]) for day in sorted(counts)]


def spread(days: Iterable[int], width: float) -> dict[int, int]:
    """How many fall into each stretch of `width` days: by its number from 0 on, empty ones left out."""
    return dict(sorted(Counter(int(day // width) for day in days).items()))
