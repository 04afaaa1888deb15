"""The straight lines that a PDF page draws, by PDFium: what tables are ruled with."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from pypdfium2 import PdfMatrix, PdfPage, raw

from vanban.readers.paper.words import Rect
from vanban.readers.pdf.frame import Frame
from vanban.readers.pdf.quick import address, quick

_STRAIGHT = 0.5  # points: a line that leaves its direction by less is straight
_SHORTEST = 1.0  # points; what is shorter is the end of a rule that is drawn as a box
_DEPTH = 3  # of forms in forms
_MOST_PATHS, _MOST_SEGMENTS = 20_000, 100_000  # a page with more is a drawing

Point = tuple[float, float]


@dataclass(slots=True)
class Path:
    """One drawing: its straight lines across and down as rectangles without width, from the upper left corner of the page as it is read, and
    whether its outline is drawn; others are backgrounds of lines and boxes.
    """

    lines: list[Rect]
    stroked: bool

    @property
    def size(self) -> Point:
        """Width and height of what its lines enclose."""
        return max(r.x1 for r in self.lines) - min(r.x0 for r in self.lines), max(r.bottom for r in self.lines) - min(r.top for r in self.lines)


def paths_of(page: PdfPage, frame: Frame) -> list[Path]:
    """The drawings of a page that have straight lines, those in its forms (XObjects) too; none of a page that is one drawing."""
    items = list(islice(_items(address(page.raw), _ON_PAGE, PdfMatrix(), _DEPTH), _MOST_PATHS + 1))
    if len(items) > _MOST_PATHS or sum(_COUNT(item) for item, _ in items) > _MOST_SEGMENTS:
        return []
    paths = (Path(list(_lines(item, matrix, frame)), _is_stroked(item)) for item, matrix in items)
    return [path for path in paths if path.lines]


def _is_stroked(path: int) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _DRAW_MODE(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    return bool(stroke.value)


def _lines(path: int, matrix: PdfMatrix, frame: Frame) -> Iterator[Rect]:
    for a, b in _segments(path, _matrix(path).multiply(matrix)):
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        if min(x1 - x0, y1 - y0) <= _STRAIGHT and max(x1 - x0, y1 - y0) >= _SHORTEST:
            yield frame.read(x0, y0, x1, y1)


def _items(holder: int, on: tuple[Callable[..., int], Callable[..., int]], matrix: PdfMatrix, depth: int) -> Iterator[tuple[int, PdfMatrix]]:
    """The paths of a page or form, with the way from the form's coordinates to the page's."""
    count, get = on
    for k in range(count(holder)):
        item = get(holder, k)
        kind = _KIND(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _items(item, _ON_FORM, _matrix(item).multiply(matrix), depth - 1)


def _matrix(item: int) -> PdfMatrix:
    values = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    _MATRIX(item, ctypes.addressof(values))
    return PdfMatrix.from_raw(values)


def _segments(path: int, matrix: PdfMatrix) -> Iterator[tuple[Point, Point]]:
    """The lines of a path, from point to point on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    places = ctypes.addressof(x), ctypes.addressof(y)
    first = before = (0.0, 0.0)
    for k in range(_COUNT(path)):
        segment = _SEGMENT(path, k)
        _POINT(segment, *places)
        point = matrix.on_point(x.value, y.value)
        kind = _SEGMENT_KIND(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        if _CLOSES(segment):
            yield point, first
        before = point


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_ON_PAGE = quick(raw.FPDFPage_CountObjects, _POINTER), quick(raw.FPDFPage_GetObject, _POINTER, _INT, result=_POINTER)
_ON_FORM = quick(raw.FPDFFormObj_CountObjects, _POINTER), quick(raw.FPDFFormObj_GetObject, _POINTER, ctypes.c_ulong, result=_POINTER)
_KIND = quick(raw.FPDFPageObj_GetType, _POINTER)
_MATRIX = quick(raw.FPDFPageObj_GetMatrix, _POINTER, _POINTER)
_DRAW_MODE = quick(raw.FPDFPath_GetDrawMode, _POINTER, _POINTER, _POINTER)
_COUNT = quick(raw.FPDFPath_CountSegments, _POINTER)
_SEGMENT = quick(raw.FPDFPath_GetPathSegment, _POINTER, _INT, result=_POINTER)
_POINT = quick(raw.FPDFPathSegment_GetPoint, _POINTER, _POINTER, _POINTER)
_SEGMENT_KIND = quick(raw.FPDFPathSegment_GetType, _POINTER)
_CLOSES = quick(raw.FPDFPathSegment_GetClose, _POINTER)
