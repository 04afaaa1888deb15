"""What holds a place: the sections over a place of the source, and whether any of some stretches covers a place of the clean text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from vanban.model import Section
from vanban.text import Stretch


class Outline:
    """The sections of a document, asked which of them hold a place. They must be in reading order, as `Document.sections` is."""

    __slots__ = ("_sections", "_starts", "_wider")

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        self._starts = [section.span.start for section in sections]
        # For each section the nearest one before it that ends later: whatever lies between holds nothing behind this section's end.
        self._wider: list[int] = []
        open_ones: list[int] = []
        for k, section in enumerate(sections):
            while open_ones and sections[open_ones[-1]].span.end <= section.span.end:
                open_ones.pop()
            self._wider.append(open_ones[-1] if open_ones else -1)
            open_ones.append(k)

    def chain(self, at: int) -> list[Section]:
        """The sections that hold this place of the source, innermost first."""
        found: list[Section] = []
        k = bisect_right(self._starts, at) - 1
        while k >= 0:
            if at < self._sections[k].span.end:
                found.append(self._sections[k])
                k -= 1
            else:
                k = self._wider[k]
        return found

    def path(self, at: int) -> str | None:
        """The path of the innermost section that holds this place of the source; None when none does."""
        k = bisect_right(self._starts, at) - 1
        while k >= 0 and at >= self._sections[k].span.end:
            k = self._wider[k]
        return self._sections[k].path if k >= 0 else None


class Cover:
    """A set of stretches of the clean text, in any order, also overlapping, asked what they cover."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, at: int) -> bool:
        k = bisect_right(self._starts, at) - 1
        return k >= 0 and at < self._ends[k]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of the stretches shares a character with [start, end); needs start < end."""
        k = bisect_left(self._starts, end) - 1
        return k >= 0 and start < self._ends[k]
