"""How much of one file is read."""

from __future__ import annotations

from vanban.errors import ReadError

MOST_TEXT = 10_000_000
"""Characters, some 4,000 pages. Where every line is a task each takes 170 bytes of a worker's memory (of 2 GiB), and 130 where it is written."""


def bounded(name: str, length: int) -> None:
    """ReadError when a text has this length or more, and that is too much: said before any more memory is spent on it."""
    if length > MOST_TEXT:
        raise ReadError(name, f"is too large: {length:,} characters of text or more, and of one file at most {MOST_TEXT:,} are read; divide it")
