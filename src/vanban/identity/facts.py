"""The facts that tell documents apart, and when two sets of them can be those of one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vanban.model import Level
from vanban.quantities import dates_agree


class Facts(NamedTuple):
    """What can contradict, in comparable form, null where unknown. `unit` is the administrative unit as in ids (`vn/lai-chau/phong-tho`)."""

    symbol: str | None
    name: str | None
    date: str | None
    level: Level | None
    province: str | None
    unit: str | None

    @property
    def known(self) -> int:
        """How much is known: one for each fact, a date counts by its parts."""
        return sum(value is not None for value in self) + len(self.date or "") // 4

    @property
    def order(self) -> tuple[str, ...]:
        """A key to sort by that depends on nothing but the facts."""
        return tuple(value or "" for value in self)


def agree(a: Facts, b: Facts) -> bool:
    """True when nothing that both know contradicts. Dates agree as far as the shorter goes; names count only where a symbol is missing."""
    if a.symbol and b.symbol:
        if a.symbol != b.symbol:
            return False
    elif a.name and b.name and a.name != b.name:
        return False
    if a.date and b.date and not dates_agree(a.date, b.date):
        return False
    return all(x is None or y is None or x == y for x, y in zip(a[3:], b[3:], strict=True))


def united(facts: Sequence[Facts]) -> Facts:
    """All that agreeing facts know together: of dates the fullest; where one id holds a misprint, the value of the facts that know most."""
    ordered = sorted(facts, key=lambda f: (-f.known, f.order))
    dates = sorted((f.date for f in ordered if f.date), key=len, reverse=True)
    return first_known(ordered)._replace(date=dates[0] if dates else None)


def first_known(facts: Sequence[Facts]) -> Facts:
    """Each fact from the first that knows it."""
    return Facts(*(next((value for value in values if value), None) for values in zip(*facts, strict=True)))
