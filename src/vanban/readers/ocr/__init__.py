"""Words from a picture of a page, by tesseract with its Vietnamese model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vanban.readers.ocr.cells import read_cells
from vanban.readers.ocr.letterhead import reread
from vanban.readers.ocr.rules import without_rules
from vanban.readers.ocr.stamps import cleared
from vanban.readers.ocr.tesseract import DPI, OcrError, lines_of_picture, threads
from vanban.readers.paper.page import Grid
from vanban.readers.paper.words import Line

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["DPI", "OcrError", "Recognised", "confidence", "recognised", "threads"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on a picture: lines from top to bottom, tables, and what was set aside as stamps and specks. Boxes are in points."""

    lines: list[Line]
    grids: list[Grid]
    aside: list[str]


def recognised(image: Image) -> Recognised:
    """The words of a page drawn at `DPI`, its letterhead read as two columns. OcrError when tesseract fails or is missing."""
    image, grids = without_rules(image)
    image, cells = read_cells(image, grids) if grids else (image, [])
    lines, aside = cleared(reread(image, lines_of_picture(image)))
    return Recognised([*lines, *cells], grids, aside)


def confidence(lines: Sequence[Line]) -> float:
    """The mean confidence (0 to 1) of words, by their length; 0 for none."""
    words = [(len(word.text), word.sure or 0.0) for line in lines for word in line.words]
    return sum(size * sure for size, sure in words) / sum(size for size, _ in words) if words else 0.0
