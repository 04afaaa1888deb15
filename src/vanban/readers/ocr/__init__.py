"""Words from a picture of a page, by tesseract with its Vietnamese model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vanban.readers.ocr.letterhead import reread
from vanban.readers.ocr.stamps import cleared
from vanban.readers.ocr.tesseract import DPI, OcrError, lines_of_picture, threads
from vanban.readers.paper.words import Line

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["DPI", "OcrError", "confidence", "recognised", "threads"]


def recognised(image: Image) -> tuple[list[Line], list[str]]:
    """The lines of a page drawn at `DPI` from top to bottom, boxes in points, its letterhead read as two columns; and what was set aside as stamps and
    specks. OcrError when tesseract fails or is missing.
    """
    return cleared(reread(image, lines_of_picture(image)))


def confidence(lines: Sequence[Line]) -> float:
    """The mean confidence (0 to 1) of words, by their length; 0 for none."""
    words = [(len(word.text), word.sure or 0.0) for line in lines for word in line.words]
    return sum(size * sure for size, sure in words) / sum(size for size, _ in words) if words else 0.0
