"""Tables drawn with bars, as rows of cells.

In a numbered table a row without a number in its first cell goes on with the row above, as tables flattened from Word do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from vanban.layout import Layout, Paragraph
from vanban.text import Stretch


@dataclass(slots=True)
class Cell:
    """A cell: its words, joined over the lines it was broken on, and where each piece stands in the clean text."""

    pieces: list[Stretch] = field(default_factory=list)
    text: str = ""

    def add(self, start: int, end: int, words: str) -> None:
        """Take in one more line of the cell: its words and where they stand."""
        self.pieces.append((start, end))
        self.text = f"{self.text} {words}".strip()

    def paragraphs(self) -> Iterator[Stretch]:
        """Stretches of `text` that belong together: each begins with a bullet or the cell itself."""
        at = begin = 0
        for start, end in self.pieces:
            if at > begin and self.text[at] in "-+*•":
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
                return low + max(start - at, 0), max(min(low + end - at, high), low + max(start - at, 0) + 1)
            at += high - low + 1
        return self.pieces[-1]


@dataclass(slots=True)
class Table:
    """A table: the cells of its heading row and of each row below, and where it begins and ends in the clean text."""

    head: list[Cell]
    rows: list[list[Cell]]
    start: int
    end: int


# What the columns of tables of tasks and of targets are called; of two that fit, a heading means the first.
_COLUMNS = {
    "lead": re.compile(r"chủ trì|(?:đơn vị|cơ quan|cá nhân|người)[^|]*(?:thực hiện|phụ trách)|phụ trách|thực hiện$", re.I),
    "coordinate": re.compile(r"phối hợp", re.I),
    "due": re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn", re.I),
    "task": re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|chỉ tiêu", re.I),
    "product": re.compile(r"sản phẩm|kết quả", re.I),
}


def columns(table: Table) -> dict[str, int]:
    """Which column of a table is which: "lead", "coordinate", "due", "task", "product", as far as the table has them."""
    found: dict[str, int] = {}
    for k, cell in enumerate(table.head):
        name = next((n for n, pattern in _COLUMNS.items() if pattern.search(cell.text) and n not in found), None)
        if name:
            found[name] = k
    return found


_DRAWN = re.compile(r"[|\s:+=-]+$")  # the rule under a heading, "|---|---|"
_HEADING = re.compile(r"(?:S?TT|Stt|Số TT|Thời gian|Hoạt động|Nội dung|Nhiệm vụ|Chỉ tiêu)\b", re.I)
_NUMBERS = re.compile(r"S?TT|Số TT|Stt", re.I)


def find(layout: Layout) -> Iterator[Table]:
    """Every table with a heading row and a row below it, in reading order."""
    for rows, group in groupby(layout.paragraphs, key=lambda p: p.zone == "row"):
        table = _table(layout, list(group)) if rows else None
        if table:
            yield table


def _table(layout: Layout, group: list[Paragraph]) -> Table | None:
    """The table of these rows; None when its first row is no heading."""
    lines = [_cells(layout, p) for p in group if not _DRAWN.match(layout.text(p))]
    if len(lines) < 2 or not any(_HEADING.match(cell.text) for cell in lines[0]):
        return None
    head = lines[0]
    numbered = bool(_NUMBERS.match(head[0].text))
    rows: list[list[Cell]] = []
    for cells in lines[1:]:
        above = rows[-1] if rows else head
        if numbered and not cells[0].text and len(cells) <= len(above):
            _go_on(layout, above, cells)
        else:
            rows.append(cells + [Cell() for _ in range(len(head) - len(cells))])
    return Table(head, rows, group[0].start, group[-1].end)


def _go_on(layout: Layout, above: list[Cell], cells: list[Cell]) -> None:
    """Add the words of each cell to the cell above it."""
    for upper, cell in zip(above, cells, strict=False):  # a row may end before its last cells
        for start, end in cell.pieces:
            upper.add(start, end, layout.clean[start:end])


def _cells(layout: Layout, p: Paragraph) -> list[Cell]:
    """The cells of one row. Its outer bars part nothing."""
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
