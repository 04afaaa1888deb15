"""The tables that rules draw on a PDF page, by pdfplumber: rows, columns, merged cells. The words are not read here."""

from __future__ import annotations

import ctypes
import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pypdfium2 import PdfObject, PdfPage, raw

from vanban.readers.paper.page import Cell, Grid
from vanban.readers.paper.words import Rect

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_THIN = 4.0  # points; a path that is thinner is a rule
_LONG = 10.0  # points; a rule that is shorter is an ornament
_RULES = 3  # both ways; a table of one cell is a frame
_MOST_PATHS = 20_000  # a page with more is a drawing
_SAME = 3.0  # points: edges that lie so near are one


def has_rules(page: PdfPage) -> bool:
    """Whether a page may have a table: enough rules both ways, or boxes. Quick; asked of every page."""
    across = down = 0
    for n, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if n > _MOST_PATHS:
            return False
        x0, y0, x1, y1 = path.get_bounds()
        width, height = x1 - x0, y1 - y0
        box = 2 * (height > _THIN and width > _THIN and _is_stroked(path))
        across += box + (height <= _THIN and width >= _LONG)
        down += box + (width <= _THIN and height >= _LONG)
        if across >= _RULES and down >= _RULES:
            return True
    return False


def _is_stroked(path: PdfObject) -> bool:
    """Whether the outline of a path is drawn; others are backgrounds of lines and boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


class Tables:
    """The tables of one file's pages. pdfplumber opens the file when the first page with rules is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: Sequence[Page] | None = None

    def of(self, number: int) -> list[Grid]:
        """The tables of a page (counted from 1), from top to bottom."""
        page = self._page(number)
        try:
            left, top, *_ = page.bbox
            return [grid for table in page.find_tables() if (grid := _grid(table, left, top))]
        finally:
            page.close()

    def _page(self, number: int) -> Page:
        if self._pages is None:
            import pdfplumber

            self._pages = pdfplumber.open(io.BytesIO(self._data)).pages
        return self._pages[number - 1]


def _grid(table: Table, left: float, top: float) -> Grid | None:
    """The rows of a table with their cells; None for a frame around text, or a single row or column."""
    cells = [Rect(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
    columns, heights = _edges(c.x0 for c in cells), _edges(c.top for c in cells)
    if len(columns) < 2 or len(heights) < 2 or len(cells) < 4:
        return None
    rows: list[list[Cell]] = [[] for _ in heights]
    for cell in cells:
        column, first = _nearest(columns, cell.x0), _nearest(heights, cell.top)
        for k in range(first, len(heights)):
            if k > first and heights[k] > cell.bottom - _SAME:
                break
            rows[k].append(Cell(cell, column, k > first))
    around = Rect(min(c.x0 for c in cells), min(c.top for c in cells), max(c.x1 for c in cells), max(c.bottom for c in cells))
    return Grid(around, tuple(tuple(sorted(row, key=lambda c: c.column)) for row in rows), len(columns))


def _edges(values: Iterator[float]) -> list[float]:
    """The values in order, of those that lie near each other the first."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _nearest(edges: list[float], value: float) -> int:
    k = bisect_left(edges, value)
    return k if k < len(edges) and (k == 0 or edges[k] - value < value - edges[k - 1]) else k - 1
