"""From the coordinates of a PDF file, which begin anywhere and go up, to those of the page as it is shown."""

from __future__ import annotations

from pypdfium2 import PdfPage

from vanban.readers.paper.words import Rect


class Frame:
    """The part of a page that is shown, and how far it is turned."""

    def __init__(self, page: PdfPage) -> None:
        self.turned: int = page.get_rotation()
        self._left, self._bottom, self._right, self._top = page.get_bbox()

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """The place of a rectangle of the file, in points from the upper left corner of the page as it is shown."""
        if self.turned == 0:
            return Rect(x0 - self._left, self._top - y1, x1 - self._left, self._top - y0)
        if self.turned == 90:
            return Rect(y0 - self._bottom, x0 - self._left, y1 - self._bottom, x1 - self._left)
        if self.turned == 180:
            return Rect(self._right - x1, y0 - self._bottom, self._right - x0, y1 - self._bottom)
        return Rect(self._top - y1, self._right - x1, self._top - y0, self._right - x0)
