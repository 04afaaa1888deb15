"""The facts that tell documents apart, and when two sets of them can be those of one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vanban import lexicon, symbols
from vanban.model import Level
from vanban.quantities import dates_agree


class Facts(NamedTuple):
    """What can contradict, in comparable form, null where unknown. `unit` is the administrative unit as in ids (`vn/lai-chau/phong-tho`), `kind` that of a unit
    which shares its name and province with another (thành phố Cao Lãnh, huyện Cao Lãnh)."""

    symbol: str | None
    name: str | None
    date: str | None
    level: Level | None
    province: str | None
    unit: str | None
    kind: str | None = None

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


def slipped(a: Facts, b: Facts) -> bool:
    """Whether the two contradict in their dates alone, and so that one is a misprint: documents of the Party of one term, others of one year.

    Numbers begin anew with each term or year, so within it one number is one document. A slip leaves two parts of the date as they were, or swaps two.
    """
    if not (a.date and b.date and len(a.date) == len(b.date) == 10) or a.date == b.date or not agree(a._replace(date=None), b._replace(date=None)):
        return False
    return likely_slip(a.date, b.date) and _one_series(a, b)


def series(facts: Facts) -> tuple[str, int]:
    """What parts documents that share an id: the level and kind of unit (a commune may bear the name of the district it was, a city that of the district
    around it), and in the Party the term, since numbers begin anew with it in the middle of a year. Unknown is "" and -1."""
    level, date = facts.level, facts.date
    term = lexicon.term(level, date) if level and date and len(date) == 10 and _of_party(facts) else None
    return f"{facts.level or ''} {facts.kind or ''}".strip(), -1 if term is None else term


def _of_party(facts: Facts) -> bool:
    """Whether the symbol ends in an organ of the Party, whatever dashes it was written with."""
    return symbols.is_party_organ((facts.symbol or "").rpartition("|")[2])


def likely_slip(a: str, b: str) -> bool:
    """Whether two full ISO dates differ in one part only, or have day and month swapped."""
    one, other = a.split("-"), b.split("-")
    return sum(x == y for x, y in zip(one, other, strict=True)) == 2 or (one[0] == other[0] and one[1:] == other[:0:-1])


def _one_series(a: Facts, b: Facts) -> bool:
    level = a.level or b.level
    if a.date is None or b.date is None or not _of_party(a) or level is None:
        return (a.date or "")[:4] == (b.date or "")[:4]
    term = lexicon.term(level, a.date)
    return term is not None and term == lexicon.term(level, b.date)


def united(facts: Sequence[Facts]) -> Facts:
    """All that agreeing facts know together: of dates the fullest; where one id holds a misprint, the value of the facts that know most."""
    ordered = sorted(facts, key=lambda f: (-f.known, f.order))
    dates = sorted((f.date for f in ordered if f.date), key=len, reverse=True)
    return first_known(ordered)._replace(date=dates[0] if dates else None)


def first_known(facts: Sequence[Facts]) -> Facts:
    """Each fact from the first that knows it."""
    return Facts(*(next((value for value in values if value), None) for values in zip(*facts, strict=True)))
