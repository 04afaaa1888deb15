"""Duties that come again: on which days, by the words of the deadline or at the end of each period."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from vanban.tasks.days import MONTHS

_LAST = 31  # as a day: the last of the month


@dataclass(frozen=True, slots=True)
class Rule:
    """On `day` of every `step`-th month, among them `month`; day 31 is the last of each month. `step` divides twelve."""

    step: int
    month: int
    day: int

    def on_or_after(self, first: date) -> date:
        """The first such day that is not before another."""
        months = range(first.year * 12 + first.month - 1, first.year * 12 + first.month + 2 * self.step)
        days = (self._in(*divmod(at, 12)) for at in months if (at + 1 - self.month) % self.step == 0)
        return next(day for day in days if day >= first)

    def _in(self, year: int, month: int) -> date:
        return date(year, month + 1, min(self.day, monthrange(year, month + 1)[1]))

    def recur(self, until: date | None) -> dict[str, Any]:
        """The rule as parts of an RRULE, in the few shapes that Outlook takes: one day a month, of one month where it is yearly; bounded or for ever."""
        yearly = {"freq": "YEARLY", "bymonth": self.month}
        monthly = {"freq": "MONTHLY"} if self.step == 1 else {"freq": "MONTHLY", "interval": self.step}
        return {**(yearly if self.step == 12 else monthly), "bymonthday": self._month_day(), **({"until": until} if until else {})}

    def _month_day(self) -> int:
        if self.day < _LAST:
            return self.day
        return monthrange(2023, self.month)[1] if self.step == 12 and self.month != 2 else -1


def rule(recurrence: str | None, words: str | None) -> Rule | None:
    """When a duty comes again that is done so often, and is due by these words; None where it has no period ("định kỳ").

    "trước ngày 15/12 hằng năm" and "tháng 4 hằng năm" name the day; without such words a duty is due at the end of each year, half-year, quarter, month.
    How often the words themselves say counts more: of what is done each quarter and reported by 15/12 each year, that day is the deadline.
    """
    said = words or ""
    step = _told(said) or MONTHS.get(recurrence or "")
    return (_by_words(step, said) or Rule(step, 12, _LAST)) if step else None


_TOLD = (
    (1, re.compile(r"(?:h[ằà]ng|mỗi|từng) tháng", re.I)),
    (3, re.compile(r"(?:h[ằà]ng|mỗi|từng) quý|(?:đầu|cuối) quý", re.I)),
    (12, re.compile(r"(?:h[ằà]ng|mỗi|từng) năm", re.I)),
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(r"quý (IV|I{1,3}|[1-4])(?!\w)", re.I)
_HALF_YEARS = re.compile(r"ngày (\d{1,2})(?:/| tháng )(\d{1,2}) (?:và|,) (?:trước )?(?:ngày )?(\d{1,2})(?:/| tháng )(\d{1,2})(?![/\d])", re.I)
_DAY_AND_MONTH = re.compile(r"ngày (\d{1,2})(?:/| tháng )(\d{1,2})(?![/\d])", re.I)
_MONTH = re.compile(r"tháng (\d{1,2})(?![/\d])", re.I)
_DAY = re.compile(r"ngày (\d{1,2})(?![/\d])", re.I)
_FIRST_MONTH = re.compile(r"tháng đầu", re.I)


def _told(words: str) -> int | None:
    return next((step for step, pattern in _TOLD if pattern.search(words)), None)


def _by_words(step: int, words: str) -> Rule | None:
    if (m := _HALF_YEARS.search(words)) and m[1] == m[3] and abs(int(m[2]) - int(m[4])) == 6:
        return _valid(min(step, 6), int(m[2]), int(m[1]))  # "ngày 15/6 và 15/12 hằng năm"
    if m := _DAY_AND_MONTH.search(words):
        return _valid(step, int(m[2]), int(m[1]))
    if (m := _DAY.search(words)) and step < 12:  # "ngày 05 của tháng đầu mỗi quý"; a day of no month is none of a year
        return _valid(step, 1 if _FIRST_MONTH.search(words) else 12, int(m[1]))
    if m := _MONTH.search(words):
        return _valid(step, int(m[1]), _LAST)
    return _valid(step, 3 * _QUARTERS[m[1].upper()], _LAST) if step == 12 and (m := _QUARTER.search(words)) else None


def _valid(step: int, month: int, day: int) -> Rule | None:
    """The rule where the calendar has the day. A day that some of its months lack is the last of each: programs would leave those months out."""
    if not (1 <= month <= 12 and (day == _LAST or 1 <= day <= monthrange(2024, month)[1])):
        return None
    shortest = min(monthrange(2023, m)[1] for m in range(1, 13) if (m - month) % step == 0)
    return Rule(step, month, day if day <= shortest else _LAST)
