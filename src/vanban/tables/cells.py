"""The cells of a table: their words, and where each piece of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.layout import Layout, Paragraph
from vanban.layout.lines import MARKER
from vanban.text import Stretch


@dataclass(slots=True)
class Cell:
    """A cell: its words, joined over the lines it was broken on, and where each piece stands in the clean text.

    `breaks` are the places in `text` where another of its paragraphs begins, as far as the file has told.
    """

    pieces: list[Stretch] = field(default_factory=list)
    text: str = ""
    breaks: list[int] = field(default_factory=list)

    def add(self, start: int, end: int, words: str) -> None:
        """Take in one more line of the cell: its words and where they stand."""
        self.pieces.append((start, end))
        self.text = f"{self.text} {words}".strip()

    def add_cell(self, below: Cell, *, paragraphs: bool = False) -> None:
        """Take in the words of a cell drawn below this one. `paragraphs`: each of its lines is one, unless it goes on mid-sentence."""
        if paragraphs and self.text and below.text and not goes_on(self.text, below.text):
            self.breaks.append(len(self.text) + 1)
        at = 0
        for start, end in below.pieces:
            self.add(start, end, below.text[at : at + end - start])
            at += end - start + 1

    def paragraphs(self) -> Iterator[Stretch]:
        """Stretches of `text` that belong together: each begins with a bullet, a paragraph or the cell itself."""
        at = begin = 0
        for start, end in self.pieces:
            if at > begin and (self.text[at] in "-+*•" or at in self.breaks):
                yield begin, at - 1
                begin = at
            at += end - start + 1
        if begin < len(self.text):
            yield begin, len(self.text)

    def place(self, start: int, end: int, around: int) -> Stretch:
        """Where text[start:end] stands in the clean text, as far as the line of the cell reaches that holds `around`."""
        at = 0
        for low, high in self.pieces:
            if around < at + high - low + 1:
                left = min(low + max(start - at, 0), high - 1)
                return left, max(min(low + end - at, high), left + 1)
            at += high - low + 1
        return self.pieces[-1]


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
