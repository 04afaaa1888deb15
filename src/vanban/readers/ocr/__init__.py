"""Words from a picture of a page, by tesseract with its Vietnamese model."""

from __future__ import annotations

from dataclasses import dataclass

from PIL.Image import Image

from vanban.readers.ocr.cells import read_cells
from vanban.readers.ocr.letterhead import reread
from vanban.readers.ocr.quarters import count_strokes
from vanban.readers.ocr.rules import without_rules
from vanban.readers.ocr.skew import levelled, skew_of
from vanban.readers.ocr.stamps import cleared
from vanban.readers.ocr.tesseract import DPI, MissingError, OcrError, lines_of_picture, threads
from vanban.readers.paper.judge import share_of_syllables
from vanban.readers.paper.page import Grid
from vanban.readers.paper.words import Line, confidence

__all__ = ["DPI", "MissingError", "Recognised", "recognised", "threads"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on a picture: lines from top to bottom, tables, and what was set aside as stamps and specks. Boxes are in points of the picture
    turned clockwise by `turned` degrees, and then by `skew`, as one reads it. `failed` is why nothing could be read.
    """

    lines: list[Line]
    grids: list[Grid]
    aside: list[str]
    turned: int = 0
    skew: float = 0.0
    failed: str | None = None

    @property
    def confidence(self) -> float:
        """The mean confidence (0 to 1) of words, by their length; 0 for none."""
        return confidence(word for line in self.lines for word in line.words)

    @property
    def quality(self) -> float:
        """The share (0 to 1) of its words that are Vietnamese syllables."""
        return share_of_syllables(word.text for line in self.lines for word in line.words)


_UNREADABLE = 0.75  # mean confidence; a page below it may lie on its side or head
_BETTER = 0.1  # by which it must be surer when turned
_READABLE = 0.6  # which it must then be at least: of a blank page nothing is


def recognised(image: Image) -> Recognised:
    """The words of a page drawn at `DPI`, its letterhead read as two columns. One page that tesseract fails on costs no other; MissingError without it."""
    try:
        return _upright(image)
    except MissingError:
        raise
    except OcrError as error:
        return Recognised([], [], [], failed=str(error))


def _upright(image: Image) -> Recognised:
    """The words of a page, which may lie on its side or head."""
    found = _recognised(image, 0)
    if (found.lines or found.aside) and found.confidence < _UNREADABLE:
        best = max((_recognised(image.rotate(-turn, expand=True, fillcolor=255), turn) for turn in (90, 180, 270)), key=lambda f: f.confidence)
        if best.confidence > max(found.confidence + _BETTER, _READABLE):
            return best
    return found


def _recognised(image: Image, turned: int) -> Recognised:
    skew = skew_of(image)
    page, grids = without_rules(levelled(image, skew))
    rest, cells = read_cells(page, grids) if grids else (page, [])
    lines, aside = cleared(reread(rest, lines_of_picture(rest)))
    lines += cells
    count_strokes(page, lines)
    return Recognised(lines, grids, aside, turned, skew)
