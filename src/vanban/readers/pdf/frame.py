"""From the coordinates of a PDF file, which begin anywhere and go up, to those of the page as one reads it."""

from __future__ import annotations

from pypdfium2 import PdfPage

from vanban.readers.paper.words import Rect


class Frame:
    """The part of a page that is shown. It is shown `rotation` degrees clockwise from its coordinates, and read `turned` degrees clockwise from that."""

    def __init__(self, page: PdfPage, turned: int = 0) -> None:
        self.rotation: int = page.get_rotation()
        self.turned = turned
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._width, self._height = page.get_size()

    @property
    def whole(self) -> Rect:
        """The page itself."""
        return self.turn(Rect(0, 0, self._width, self._height))

    def read(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """The place of a rectangle of the file, in points from the upper left corner of the page as it is read."""
        return self.turn(self.shown(x0, y0, x1, y1))

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """The same on the page as it is shown."""
        if self.rotation == 0:
            return Rect(x0 - self._left, self._top - y1, x1 - self._left, self._top - y0)
        if self.rotation == 90:
            return Rect(y0 - self._bottom, x0 - self._left, y1 - self._bottom, x1 - self._left)
        if self.rotation == 180:
            return Rect(self._right - x1, y0 - self._bottom, self._right - x0, y1 - self._bottom)
        return Rect(self._top - y1, self._right - x1, self._top - y0, self._right - x0)

    def turn(self, rect: Rect) -> Rect:
        """From the page as it is shown to the page as it is read."""
        x0, top, x1, bottom = rect
        if self.turned == 0:
            return rect
        if self.turned == 90:
            return Rect(self._height - bottom, x0, self._height - top, x1)
        if self.turned == 180:
            return Rect(self._width - x1, self._height - bottom, self._width - x0, self._height - top)
        return Rect(top, self._width - x1, bottom, self._width - x0)
