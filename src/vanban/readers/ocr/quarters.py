"""Quarters of a year in Roman numerals ("Quý III/2025"): recognition drops strokes of I, II and III, so they are counted in the picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy
from PIL.Image import Image

from vanban.readers.ocr.tesseract import SCALE
from vanban.readers.paper.words import Line, Word

_QUARTER = re.compile(r"[Qq]u[ýyíi]$", re.I)
_STROKES = re.compile(r"(?P<strokes>[I1lHLTi|!Ïï]{1,4})(?=[/⁄.,;)-]|$)")  # how I, II and III are read
_SLASHES = re.compile(r"^[/⁄]+")
_MOST = 3
_DARK = 128  # of 255
_MIDDLE = (0.35, 0.65)  # of the height: rows in which an I is one stroke, clear of its serifs


def count_strokes(image: Image, lines: Sequence[Line]) -> None:
    """Put the strokes that the picture has into the quarters that these lines name."""
    for line in lines:
        for before, word in pairwise(line.words):
            m = _STROKES.match(word.text) if _QUARTER.match(before.text) else None
            count = _strokes(image, word) if m else 0
            if m and 1 <= count <= _MOST:
                word.spell("I" * count + _SLASHES.sub("/", word.text[m.end() :]))


def _strokes(image: Image, word: Word) -> int:
    """How many upright strokes stand at the beginning of a word, before anything else; 0 when that cannot be told."""
    box = tuple(round(value / SCALE) for value in (word.x0 - 1, word.top, word.x1 + 1, word.bottom))
    ink = numpy.asarray(image.crop(box).convert("L")) < _DARK  # type: ignore[arg-type]
    rows = numpy.flatnonzero(ink.any(axis=1))
    if len(rows) < 8:
        return 0
    ink = ink[rows[0] : rows[-1] + 1]
    low, high = (int(len(ink) * share) for share in _MIDDLE)
    counts = Counter(_upright(ink, row) for row in range(low, high))
    return counts.most_common(1)[0][0]


def _upright(ink: numpy.ndarray[tuple[int, int], numpy.dtype[numpy.bool_]], row: int) -> int:
    """The upright strokes that a row crosses before it comes to one that leans, or bends."""
    above, below = ink[int(len(ink) * 0.2)], ink[int(len(ink) * 0.8)]
    bounds = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], ink[row], [False])).astype(numpy.int8)))
    found = 0
    widest = 0
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        reach = slice(max(int(start) - 1, 0), int(end) + 1)
        if not (above[reach].any() and below[reach].any()) or (widest and end - start > 2 * widest):
            break
        found, widest = found + 1, max(widest, int(end - start))
    return found
