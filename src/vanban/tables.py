"""Tables drawn with bars, as rows of cells. A row without a number in its first cell goes on with the row above, as tables flattened from Word do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.layout import Layout, Paragraph


@dataclass(slots=True)
class Cell:
    """A cell: its words, joined over the lines it was broken on, and where each piece stands in the clean text."""

    pieces: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""

    def add(self, start: int, end: int, words: str) -> None:
        self.pieces.append((start, end))
        self.text = f"{self.text} {words}".strip()


@dataclass(slots=True)
class Table:
    """A table: the cells of its heading row and of each row below, and where it begins and ends in the clean text."""

    head: list[Cell]
    rows: list[list[Cell]]
    start: int
    end: int


_DRAWN = re.compile(r"[|\s:+=-]+$")
_HEADING = re.compile(r"(?:S?TT|Stt|Số TT|Thời gian|Hoạt động|Nội dung|Nhiệm vụ|Chỉ tiêu)\b", re.I)


def find(layout: Layout) -> Iterator[Table]:
    """Every table with a heading row, in reading order."""
    group: list[Paragraph] = []
    for p in [*layout.paragraphs, None]:
        if p is not None and p.zone == "row":
            group.append(p)
            continue
        if group:
            yield from _table(layout, group)
        group = []


def _table(layout: Layout, group: list[Paragraph]) -> Iterator[Table]:
    lines = [cells for p in group if (cells := _cells(layout, p)) and not _DRAWN.match(layout.text(p))]
    if len(lines) < 2 or not any(_HEADING.match(c.text) for c in lines[0]):
        return
    head, rows = lines[0], [list[Cell]()]
    numbered = bool(re.match(r"S?TT|Số TT|Stt", head[0].text, re.I))
    rows.clear()
    for cells in lines[1:]:
        above_row = rows[-1] if rows else head
        if numbered and not cells[0].text and len(cells) <= len(above_row):
            for above, cell in zip(above_row, cells, strict=False):
                for start, end in cell.pieces:
                    above.add(start, end, layout.clean[start:end])
        else:
            rows.append(cells + [Cell() for _ in range(len(head) - len(cells))])
    yield Table(head, rows, group[0].start, group[-1].end)


def _cells(layout: Layout, p: Paragraph) -> list[Cell]:
    start, end = p.start, p.end
    while start < end and layout.clean[start] in "| " and layout.clean[start - 1 : start] != "|":
        start += 1
    while end > start and layout.clean[end - 1] in " ":
        end -= 1
    end -= layout.clean[end - 1 : end] == "|"
    cells = []
    at = start
    for part in layout.clean[start:end].split("|"):
        left = at + len(part) - len(part.lstrip())
        words = part.strip()
        cell = Cell()
        if words:
            cell.add(left, left + len(words), words)
        cells.append(cell)
        at += len(part) + 1
    return cells
