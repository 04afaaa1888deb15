"""Where the characters of a text stand on the pages they were read from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page (counted from 1), in points from the upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: [start, end) of the text, its size in points, and `recognised`, the mean confidence (0 to 1) of its words where OCR read it.

    `aside` are the lines that belong to the page and not to the text: running heads, page numbers, stamps. Size and boxes are those of the page as one
    reads it: `turned` clockwise by so many degrees (quarters) from how the file has it, and levelled by `skew` degrees more where it was scanned crooked.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    recognised: float | None = None
    aside: tuple[str, ...] = ()
    turned: int = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch [start, end) of the text that stands in one line of a page. `edges` holds left and right of each character."""

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: array[float]


@dataclass(frozen=True, slots=True)
class Places:
    """Page and box of every character that a page shows; what only parts words and lines has none. Runs stand in the order of the text."""

    pages: tuple[Page, ...]
    runs: tuple[Run, ...]

    def boxes(self, start: int, end: int) -> list[Box]:
        """The boxes of text[start:end], one for each line it stands on, in reading order."""
        found = []
        first = max(bisect_right(self.runs, start, key=lambda r: r.start) - 1, 0)
        for k in range(first, len(self.runs)):  # a slice would copy all runs behind, for every fact
            run = self.runs[k]
            if run.start >= end:
                break
            low, high = max(start, run.start) - run.start, min(end, run.end) - run.start
            if low < high:
                edges = run.edges[2 * low : 2 * high]
                found.append(Box(run.page, min(edges), run.top, max(edges), run.bottom))
        return found

    def pages_of(self, start: int, end: int) -> list[Page]:
        """The pages that text[start:end] stands on."""
        return [page for page in self.pages if page.start < end and start < page.end]

    def part(self, start: int, end: int) -> Places:
        """The places of text[start:end] alone, counted from its start. Pages keep their numbers."""
        pages = (replace(p, start=max(p.start, start) - start, end=min(p.end, end) - start) for p in self.pages_of(start, end))
        return Places(tuple(pages), tuple(_cut(run, start, end) for run in self.runs if run.start < end and start < run.end))


def _cut(run: Run, start: int, end: int) -> Run:
    low, high = max(run.start, start), min(run.end, end)
    return Run(low - start, high - start, run.page, run.top, run.bottom, run.edges[2 * (low - run.start) : 2 * (high - run.start)])
