"""The present day, as people in Vietnam count it, wherever the program runs: a deadline is over there when the day is.

No other module asks the clock on the wall. It may be set at any moment; what is measured is measured with `time.monotonic`.
"""

from __future__ import annotations

import datetime
import time

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def today() -> str:
    """The present day, ISO."""
    return datetime.datetime.now(VIETNAM).date().isoformat()


def now() -> str:
    """The present time as an ISO date and time, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def seconds() -> int:
    """The present time in seconds since 1970."""
    return int(time.time())
