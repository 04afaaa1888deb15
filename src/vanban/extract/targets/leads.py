"""What stands over a paragraph that holds numbers: the sections around it, and the lead-ins over lists in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from vanban.layout import sentences
from vanban.model import Section
from vanban.quantities import Deadline
from vanban.text import Stretch

_AT_THE_BEGINNING = 30  # characters of a lead-in before its period

Said = Callable[[int, int], list[Deadline]]
"""The deadlines of a sentence, [start, end) of the clean text."""


class Leads:
    """The periods of lead-ins over lists, by section: "Từ năm 2014 đến năm 2020, … cụ thể như sau:". Read only when they are asked for."""

    __slots__ = ("_last", "_said", "_text", "_unread")

    def __init__(self, text: str, said: Said) -> None:
        self._text, self._said = text, said
        self._unread: defaultdict[str, list[Stretch]] = defaultdict(list)
        self._last: dict[str, Deadline] = {}

    def add(self, path: str, start: int, end: int) -> None:
        """Take in a paragraph that ends in a colon; those of a section must come in reading order."""
        self._unread[path].append((start, end))

    def last(self, path: str) -> Deadline | None:
        """The period of the last lead-in of a section that begins with one, among those taken in so far."""
        for paragraph in reversed(self._unread.pop(path, ())):
            start, end = sentences(self._text, *paragraph)[-1]
            first = next(iter(self._said(start, end)), None)
            if first and first.start - start < _AT_THE_BEGINNING and first.value != "annual":
                self._last[path] = first
                break
        return self._last.get(path)


class Above(NamedTuple):
    """What stands over a paragraph."""

    start: int  # where the paragraph begins in the source
    chain: list[Section]  # the sections that hold it, innermost first
    path: str | None  # of the innermost
    leads: Leads
