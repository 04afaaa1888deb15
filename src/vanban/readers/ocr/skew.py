"""How crooked a scan lies: the angle at which its ink gathers in rows, as lines of print and rules do."""

from __future__ import annotations

import numpy
from PIL.Image import Image, Resampling

_COARSE = 4  # pixels of the page for one that is looked at
_DARK = 128  # of 255
_MOST, _STEP = 3.0, 0.1  # degrees
_LEAST = 0.15  # degrees; less does not matter
_INK = 500  # dark points; a page with fewer tells nothing


def skew_of(image: Image) -> float:
    """By how many degrees a page must be turned clockwise for its lines to lie level; 0 where that cannot be told or does not matter."""
    small = numpy.asarray(image.convert("L").reduce(_COARSE)) < _DARK
    down, across = numpy.nonzero(small)
    if len(down) < _INK:
        return 0.0
    angles = numpy.arange(-_MOST, _MOST + _STEP / 2, _STEP)
    best = max(angles, key=lambda angle: _gathered(down, across, float(angle)))
    return round(float(best), 1) if abs(best) >= _LEAST else 0.0


def _gathered(down: numpy.ndarray[tuple[int], numpy.dtype[numpy.intp]], across: numpy.ndarray[tuple[int], numpy.dtype[numpy.intp]], angle: float) -> float:
    """How much of the ink falls into few rows when the page is turned clockwise by this angle: the sum of the squares of what each row holds."""
    rows = numpy.rint(down + across * numpy.tan(numpy.radians(angle))).astype(numpy.intp)
    counts = numpy.bincount(rows - rows.min())
    return float((counts.astype(numpy.float64) ** 2).sum())


def levelled(image: Image, skew: float) -> Image:
    """The page turned clockwise by `skew` degrees, as large as it was."""
    return image.rotate(-skew, resample=Resampling.BICUBIC, fillcolor=255 if image.mode == "L" else "white") if skew else image
