"""The tables that rules draw on a scanned page: long dark runs across and down become edges, pdfplumber's table finder makes cells of them."""

from __future__ import annotations

from typing import Any

import numpy
import PIL.Image
from PIL.Image import Image

from vanban.readers.ocr.tesseract import SCALE
from vanban.readers.paper.page import Grid
from vanban.readers.paper.ruled import edge, grids_of_rules, rules_of
from vanban.readers.paper.words import Rect

_DARK = 128  # of 255; darker pixels are ink
_RUN = 40  # pixels without a gap (5 mm at 200 dpi): longer than a stroke of any letter
_SAME, _NEAR = 3.0, 4.0  # points: rules that lie so near are one, or cross
_JOIN = 6.0  # points: pieces of one rule that lie so near each other are one
_THICK = 3  # pixels on both sides of a rule's middle
_LEAST = 4  # rules: fewer draw no table


def without_rules(image: Image) -> tuple[Image, list[Grid]]:
    """The tables of a page drawn at `DPI`, in points, from top to bottom, and the page with their rules taken out, which recognition takes for letters."""
    grey = numpy.asarray(image.convert("L"))
    ink = grey < _DARK
    edges = [*_edges(ink, "h"), *_edges(ink.T, "v")]
    if len(edges) < _LEAST:
        return image, []
    rules = rules_of(edges, _SAME, _JOIN, _JOIN)
    grids = grids_of_rules(rules, _NEAR)
    if not grids:
        return image, []
    clean = grey.copy()
    for rule in rules:
        top, bottom, left, right = (round(rule[name] / SCALE) for name in ("top", "bottom", "x0", "x1"))
        clean[max(top - _THICK, 0) : bottom + _THICK + 1, max(left - _THICK, 0) : right + _THICK + 1] = 255
    return PIL.Image.fromarray(clean), grids


def _edges(ink: numpy.ndarray[Any, Any], orientation: str) -> list[dict[str, Any]]:
    """The dark runs along the rows of the picture, as edges of pdfplumber."""
    sums = numpy.cumsum(ink, axis=1, dtype=numpy.int32)
    full = sums[:, _RUN:] - sums[:, :-_RUN] == _RUN  # where a run of that length ends
    found = []
    for row in numpy.flatnonzero(full.any(axis=1)):
        bounds = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], full[row].view(numpy.int8), [0]))))
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            low, high, at = (start + 1) * SCALE, (end + _RUN) * SCALE, (row + 0.5) * SCALE
            found.append(edge(Rect(low, at, high, at) if orientation == "h" else Rect(at, low, at, high)))
    return found
