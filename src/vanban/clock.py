"""The present day, as people in Vietnam count it, wherever the program runs: a deadline is over there when the day is."""

from __future__ import annotations

import datetime

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def today() -> str:
    """The present day, ISO."""
    return datetime.datetime.now(VIETNAM).date().isoformat()


def now() -> str:
    """The present time as an ISO date and time, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
