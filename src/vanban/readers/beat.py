"""How a reader shows that it goes on: a file of many pages is read for minutes, and whoever waits wants to see it, or to end it when it stands still."""

from __future__ import annotations

from collections.abc import Callable

Beat = Callable[[int, int], None]
"""Called with how many pages (or other steps) of a file are done, and how many there are."""


def silent(_done: int, _of: int) -> None:
    """The beat of someone who only wants the result."""
