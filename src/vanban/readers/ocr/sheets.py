"""A recognised picture as a page to be set."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.readers.ocr import Recognised
from vanban.readers.paper.page import Sheet, turned_size


def sheet_of(number: int, size: tuple[float, float], found: Recognised, aside: Sequence[str] = ()) -> Sheet:
    """The page of a picture of this size (points, before it is turned). On a blank one nothing was recognised."""
    width, height = turned_size(size, found.turned)
    confidence = found.confidence if found.lines else None
    return Sheet(number, width, height, found.lines, found.grids, confidence, [*aside, *found.aside], found.turned, True, found.failed, found.skew)
