"""The rows of a table as they are drawn: which lines are one row, as the file has told or as numbers in the first column show."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanban.layout import Layout, Paragraph
from vanban.model import Row
from vanban.tables.cells import Cell, cells_of, goes_on


@dataclass(slots=True)
class Drawn:
    """A row as it is drawn. `row` is that of the file, None where it has told nothing; `turned`: a page break stands above it."""

    cells: list[Cell]
    row: Row | None
    turned: bool
    start: int
    end: int

    @property
    def above(self) -> tuple[int, ...]:
        """The columns whose cell is one with the cell above."""
        return self.row.above if self.row else ()

    def texts(self) -> list[str]:
        """The words of each cell, less the empty ones at the end."""
        texts = [cell.text for cell in self.cells]
        while texts and not texts[-1]:
            texts.pop()
        return texts


class FileRows:
    """The rows that a file has told of, asked for a place of its text. Of those that overlap the first counts."""

    __slots__ = ("_rows", "_starts")

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: list[Row] = []
        for row in sorted(rows, key=lambda r: r.start):
            if row.start < row.end and (not self._rows or self._rows[-1].end <= row.start):
                self._rows.append(row)
        self._starts = [row.start for row in self._rows]

    def at(self, place: int) -> Row | None:
        """The row that holds this place of the source."""
        k = bisect_right(self._starts, place) - 1
        return self._rows[k] if k >= 0 and place < self._rows[k].end else None


_RULED = re.compile(r"[|\s:+=-]+$")  # the rule under a heading, "|---|---|"


def drawn(layout: Layout, lines: Iterable[Paragraph], rows: FileRows) -> Iterator[Drawn]:
    """The rows of these lines; lines of one row of the file are one."""
    above: Drawn | None = None
    source, last = layout.view.source, 0
    for p in lines:
        if _RULED.match(layout.text(p)):
            continue
        start, end = layout.view.to_source(p.end - 1, p.end)
        row = rows.at(start)
        turned = bool(last) and "\f" in source[last:start]
        last = end
        cells = cells_of(layout, p)
        if above is not None and row is not None and row is above.row:
            below(above.cells, cells, paragraphs=True)
            above.end = p.end
            continue
        if above is not None:
            yield above
        above = Drawn(cells, row, turned, p.start, p.end)
    if above is not None:
        yield above


def below(upper: list[Cell], cells: list[Cell], *, paragraphs: bool = False) -> None:
    """Add the words of each cell to the cell above it. A row may end before its last cells."""
    for above, cell in zip(upper, cells, strict=False):
        above.add_cell(cell, paragraphs=paragraphs)


def goes_over(upper: list[Cell], cells: list[Cell]) -> bool:
    """Whether cells below a page break go on with the row above it: no number, and some cell goes on mid-sentence."""
    pairs = [(above.text, cell.text) for above, cell in zip(upper, cells, strict=False)]
    return not cells[0].text and any(above and words and goes_on(above, words) for above, words in pairs)
