"""The cells of tables on a scanned page, each read for itself: side by side their lines run into each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import PIL.Image
from PIL.Image import Image

from vanban.readers.ocr.tesseract import DIGITS, LINE, LONGEST, SCALE, lines_of_picture, moved, words_of
from vanban.readers.paper.page import Grid
from vanban.readers.paper.words import Line, Rect

_INSET = 2  # pixels: what is left of a rule stays outside
_SPACE = 24  # pixels between two cells in a strip
_Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def read_cells(image: Image, grids: Sequence[Grid]) -> tuple[Image, list[Line]]:
    """The page without its tables, and the lines of their cells."""
    boxes = [_pixels(rect) for rect in _cells(grids)]
    page = image.convert("L").copy()
    lines = [line for strip in _strips(boxes) for line in _lines_of(page, strip)]
    for box in boxes:
        page.paste(255, box)
    return page, lines


def _strips(boxes: Iterable[_Box]) -> Iterator[list[_Box]]:
    """The cells in their order, as many at a time as one strip may hold."""
    strip: list[_Box] = []
    height = 0
    for box in boxes:
        more = box[3] - box[1] + _SPACE
        if strip and height + more > LONGEST:
            yield strip
            strip, height = [], 0
        strip.append(box)
        height += more
    if strip:
        yield strip


def _lines_of(page: Image, boxes: Sequence[_Box]) -> Iterator[Line]:
    """The lines of cells that are read below each other on one strip."""
    strip = PIL.Image.new("L", (max(r - x for x, _, r, _ in boxes) + 2 * _SPACE, sum(b - y + _SPACE for _, y, _, b in boxes)), 255)
    tops: list[int] = []
    at = 0
    for box in boxes:
        tops.append(at)
        strip.paste(page.crop(box), (_SPACE, at))
        at += box[3] - box[1] + _SPACE
    for line in lines_of_picture(strip):
        k = bisect_right(tops, (line.top + line.bottom) / 2 / SCALE) - 1
        if not any(map(str.isalnum, line.text)):
            _reread_number(strip.crop((0, tops[k], strip.width, tops[k] + boxes[k][3] - boxes[k][1])), line)
        yield moved(line, (boxes[k][0] - _SPACE) * SCALE, (boxes[k][1] - tops[k]) * SCALE)


_SURE = 60.0  # of 100


def _reread_number(cell: Image, line: Line) -> None:
    """A cell read as a sign alone is read again for digits: numbers of rows are too little for recognition to go by."""
    found = [row for row in words_of(cell, "vie", LINE, *DIGITS) if float(row["conf"]) >= _SURE]
    if len(found) == 1:
        line.words[0].x1, line.words[0].sure = line.x1, float(found[0]["conf"]) / 100
        line.words[0].spell(found[0]["text"])
        line.words = line.words[:1]


def _cells(grids: Iterable[Grid]) -> Iterable[Rect]:
    return dict.fromkeys(cell.rect for grid in grids for row in grid.rows for cell in row if not cell.above)


def _pixels(rect: Rect) -> _Box:
    x0, top, x1, bottom = (round(value / SCALE) for value in rect)
    return x0 + _INSET, top + _INSET, max(x1 - _INSET, x0 + _INSET + 1), max(bottom - _INSET, top + _INSET + 1)
