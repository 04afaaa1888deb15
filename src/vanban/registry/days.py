"""Days as ISO 8601 strings, which may be shortened to a month or a year."""

from __future__ import annotations

from datetime import date, timedelta

ALWAYS = "9999-12-31"
"""The day on which whatever goes on is still there."""


def last(day: str) -> str:
    """The last day of a month or year; a day itself. Months end on the 31st here: days are compared, not counted."""
    return day + "-12-31"[-(10 - len(day)) :] if len(day) < len(ALWAYS) else day


def first(day: str) -> str:
    """The first day of a month or year; a day itself."""
    return day + "-01-01"[-(10 - len(day)) :] if len(day) < len(ALWAYS) else day


def following(day: str) -> str:
    """The day after a day, the month after a month; the same year for a year, of which no more is known."""
    if len(day) == len("2025"):
        return day
    if len(day) == len("2025-02"):
        year, month = int(day[:4]), int(day[5:])
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
