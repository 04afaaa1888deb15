"""From the coordinates of a PDF file, which begin anywhere and go up, to those of the page as one reads it."""

from __future__ import annotations

from array import array

from pypdfium2 import PdfPage

from vanban.readers.paper.words import Rect


class Frame:
    """The part of a page that is shown. It is shown `rotation` degrees clockwise from its coordinates, and read `turned` degrees clockwise from that."""

    def __init__(self, page: PdfPage, turned: int = 0) -> None:
        self.rotation: int = page.get_rotation()
        self.turned = turned
        self._left, self._bottom, self._right, self._top = page.get_bbox()

    @property
    def whole(self) -> Rect:
        """The page itself."""
        return self.read(self._left, self._bottom, self._right, self._top)

    def read(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """The place of a rectangle of the file, in points from the upper left corner of the page as it is read."""
        clockwise = (self.rotation + self.turned) % 360
        if clockwise == 0:
            return Rect(x0 - self._left, self._top - y1, x1 - self._left, self._top - y0)
        if clockwise == 90:
            return Rect(y0 - self._bottom, x0 - self._left, y1 - self._bottom, x1 - self._left)
        if clockwise == 180:
            return Rect(self._right - x1, y0 - self._bottom, self._right - x0, y1 - self._bottom)
        return Rect(self._top - y1, self._right - x1, self._top - y0, self._right - x0)

    def across(self, boxes: array[float]) -> tuple[list[float], list[float]]:
        """The left and right edges of many rectangles of the file; `boxes` holds left, top, right, bottom of one after the other."""
        left, top, right, bottom = (boxes[k::4] for k in range(4))
        clockwise = (self.rotation + self.turned) % 360
        if clockwise == 0:
            return [x - self._left for x in left], [x - self._left for x in right]
        if clockwise == 90:
            return [y - self._bottom for y in bottom], [y - self._bottom for y in top]
        if clockwise == 180:
            return [self._right - x for x in right], [self._right - x for x in left]
        return [self._top - y for y in top], [self._top - y for y in bottom]
