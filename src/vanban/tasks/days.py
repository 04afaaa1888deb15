"""Days of tasks: the last day of a deadline, and the periods in which a recurring task comes again."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from vanban.clock import VIETNAM


def last_day(deadline: str | None) -> str | None:
    """The last day of a deadline as an ISO date: "2026-Q2" → "2026-06-30", "2021-2025" → "2025-12-31"; None when nothing can be computed."""
    m = _DEADLINE.fullmatch(deadline or "")
    if not m:
        return None
    if m["day"]:
        return m[0]
    year = int(m["to"] or m["year"])
    month = int(m["quarter"]) * 3 if m["quarter"] else int(m["month"] or 12)
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"


_DEADLINE = re.compile(r"(?P<year>\d{4})(?:-(?P<to>\d{4})|-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?")


def is_day(typed: str) -> bool:
    """Whether it is a day that the calendar has, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


MONTHS = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
"""How long the period of a recurrence is; one that is only "periodic" has none."""


def period_start(day: str, recurrence: str) -> str:
    """The first day of the period of a recurrence (one of `MONTHS`) that a day lies in: ("2026-08-20", "quarterly") → "2026-07-01"."""
    long = MONTHS[recurrence]
    return f"{day[:4]}-{(int(day[5:7]) - 1) // long * long + 1:02}-01"


def day_in_vietnam(at: str) -> str:
    """The calendar day in Vietnam at an ISO time in UTC: "2026-12-31T20:00:00+00:00" → "2027-01-01"."""
    return datetime.fromisoformat(at).astimezone(VIETNAM).date().isoformat()
