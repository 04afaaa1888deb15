"""The cells of a table: their words, and where each piece of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.layout import Layout, Paragraph
from vanban.layout.lines import MARKER
from vanban.text import Stretch


@dataclass(slots=True)
class Cell:
    """A cell: its words, line by line as it was broken, and where each of these pieces stands in the clean text (`pieces`) and in `text` (`starts`).

    `breaks` are the pieces (from 0) that begin another of its paragraphs, as far as the file has told.
    """

    pieces: list[Stretch] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    _text: str | None = None

    @property
    def text(self) -> str:
        """The words of the cell, joined over its lines."""
        if self._text is None:
            self._text = " ".join(self.words)
        return self._text

    def add(self, start: int, end: int, words: str) -> None:
        """Take in one more line of the cell: its words and where they stand."""
        self.starts.append(self.starts[-1] + len(self.words[-1]) + 1 if self.words else 0)
        self.pieces.append((start, end))
        self.words.append(words)
        self._text = None

    def add_cell(self, below: Cell, *, paragraphs: bool = False) -> None:
        """Take in the words of a cell drawn below this one. `paragraphs`: each of its lines is one, unless it goes on mid-sentence."""
        if paragraphs and self.words and below.words and not goes_on(self.words[-1], below.words[0]):
            self.breaks.add(len(self.words))
        for (start, end), words in zip(below.pieces, below.words, strict=True):
            self.add(start, end, words)

    def paragraphs(self) -> Iterator[Stretch]:
        """Stretches of `text` that belong together: each begins with a bullet, a paragraph or the cell itself."""
        begin = 0
        for k, (at, words) in enumerate(zip(self.starts, self.words, strict=True)):
            if k and (words[0] in "-+*•" or k in self.breaks):
                yield begin, at - 1
                begin = at
        if self.words:
            yield begin, self.starts[-1] + len(self.words[-1])

    def place(self, start: int, end: int, around: int) -> Stretch:
        """Where text[start:end] stands in the clean text, as far as the line of the cell reaches that holds `around`."""
        k = bisect_right(self.starts, around) - 1
        at, (low, high) = self.starts[k], self.pieces[k]
        left = min(low + max(start - at, 0), high - 1)
        return left, max(min(low + end - at, high), left + 1)


_UNFINISHED = re.compile(
    r"(?:[,(/-]|(?:^|[ (])(?:của|và|các|những|về|theo|tại|cho|với|do|từ|đến|trong|bằng|hoặc|thuộc"
    r"|Sở|Bộ|Ban|Ủy ban|Phòng|Văn phòng|Giám đốc|Thanh tra|số|ngày|tháng|năm))$"
)
_STOPS = (".", ";", ":", "!", "?", "…")


def goes_on(above: str, below: str) -> bool:
    """Whether words go on mid-sentence with those that stand above them."""
    if MARKER.match(below):
        return False
    return bool(_UNFINISHED.search(above)) or (below[:1].islower() and not above.endswith(_STOPS))


def cells_of(layout: Layout, p: Paragraph) -> list[Cell]:
    """The cells of one line. Its outer bars part nothing."""
    start, end = p.start, p.end
    while start < end and layout.clean[start] in "| " and layout.clean[start - 1 : start] != "|":
        start += 1
    while end > start and layout.clean[end - 1] == " ":
        end -= 1
    end -= layout.clean[end - 1 : end] == "|"
    cells = []
    at = start
    for part in layout.clean[start:end].split("|"):
        cell = Cell()
        words = part.strip()
        if words:
            left = at + len(part) - len(part.lstrip())
            cell.add(left, left + len(words), words)
        cells.append(cell)
        at += len(part) + 1
    return cells
