"""The tables that rules draw on a PDF page, by pdfplumber: rows, columns, merged cells. The words are not read here."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pypdfium2 import PdfObject, PdfPage, raw

from vanban.readers.paper.grids import grid_of
from vanban.readers.paper.page import Grid
from vanban.readers.paper.words import Rect
from vanban.readers.pdf.frame import Frame

if TYPE_CHECKING:
    from pdfplumber.page import Page

_THIN = 4.0  # points; a path that is thinner is a rule
_LONG = 10.0  # points; a rule that is shorter is an ornament
_RULES = 3  # both ways; a table of one cell is a frame
_MOST_PATHS = 20_000  # a page with more is a drawing


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

    def of(self, number: int, frame: Frame) -> list[Grid]:
        """The tables of a page (counted from 1), from top to bottom. None where pdfplumber fails, which is not made for damaged files."""
        try:
            page = self._page(number)
            try:
                return list(_grids(page, frame))
            finally:
                page.close()
        except MemoryError:
            raise
        except Exception:
            return []

    def _page(self, number: int) -> Page:
        if self._pages is None:
            import pdfplumber

            self._pages = ()  # where it fails once, it fails for every page
            self._pages = pdfplumber.open(io.BytesIO(self._data)).pages
        return self._pages[number - 1]


def _grids(page: Page, frame: Frame) -> Iterator[Grid]:
    """pdfplumber counts from the corner of the MediaBox, of which less may be shown."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    whole = frame.shown(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    right, down = whole.x0 - page.bbox[0], whole.top - page.bbox[1]
    for table in page.find_tables():
        grid = grid_of([frame.turn(Rect(x0 + right, top + down, x1 + right, bottom + down)) for x0, top, x1, bottom in table.cells])
        if grid:
            yield grid
