"""Words on a page, and the lines that they stand in."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle in points from the upper left corner of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies in it."""
        return self.x0 <= (word.x0 + word.x1) / 2 <= self.x1 and self.top <= (word.top + word.bottom) / 2 <= self.bottom


def spread(x0: float, x1: float, count: int) -> array[float]:
    """Left and right of `count` characters that share a stretch evenly: where only the word's own place is known."""
    step = (x1 - x0) / max(count, 1)
    return array("f", [x0 + (k + d) * step for k in range(count) for d in (0, 1)])


SAME_RUN, OTHER_RUN, COLUMN = 2.0, 0.8, -100.0
"""Of `Word.apart`: the file has both words in one run of text; it has them apart; a new column begins whatever the gap."""


@dataclass(slots=True)
class Word:
    """Characters without a blank between them. `edges` holds left and right of each; `sure` is the confidence (0 to 1) of OCR.

    `apart` is how wide the gap to the word at its left must be, in heights of a letter, to part two columns: see the constants.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    edges: array[float]
    sure: float | None = None
    apart: float = SAME_RUN

    def spell(self, text: str) -> None:
        """Give the word these letters, where it stands."""
        self.text, self.edges = text, spread(self.x0, self.x1, len(text))


@dataclass(slots=True)
class Line:
    """Words side by side, from left to right."""

    words: list[Word]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


_SHARED = 0.5  # of the height of the lower of the two: words that share so much stand in one line


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a page, from top to bottom. A word joins the line that it shares most of its height with."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom) / 2):
        line = next((line for line in lines[:-4:-1] if _shared(line, word) > _SHARED), None)
        if line is None:
            lines.append(Line([word], word.top, word.bottom))
            continue
        line.words.append(word)
        weight = 1 / len(line.words)  # the line's own height is the mean of its words', so that one high sign does not bridge two lines
        line.top += (word.top - line.top) * weight
        line.bottom += (word.bottom - line.bottom) * weight
    for line in lines:
        line.words.sort(key=lambda w: w.x0)
    return sorted(lines, key=lambda line: line.top)


def _shared(line: Line, word: Word) -> float:
    height = min(line.bottom - line.top, word.bottom - word.top)
    return (min(line.bottom, word.bottom) - max(line.top, word.top)) / height if height > 0 else 0.0


def side_by_side(lines: Iterable[Line]) -> list[Line]:
    """Lines that stand beside each other made one, from top to bottom."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        beside = next((other for other in found[-3:] if _is_beside(other, line)), None)
        if beside:
            beside.words = sorted([*beside.words, *line.words], key=lambda word: word.x0)
        else:
            found.append(line)
    return found


def _is_beside(a: Line, b: Line) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > _SHARED * min(a.bottom - a.top, b.bottom - b.top) and (a.x1 <= b.x0 or b.x1 <= a.x0 or _interleave(a, b))


def _interleave(a: Line, b: Line) -> bool:
    """Whether no word of the one covers a word of the other."""
    return all(x.x1 <= y.x0 or y.x1 <= x.x0 for x in a.words for y in b.words)


def confidence(words: Iterable[Word]) -> float:
    """The mean confidence (0 to 1) of recognised words, by their length; 0 for none."""
    sizes = [(len(word.text), word.sure or 0.0) for word in words]
    return sum(size * sure for size, sure in sizes) / sum(size for size, _ in sizes) if sizes else 0.0


def median(values: Sequence[float], default: float) -> float:
    """The middle one of the values, or the default when there are none."""
    return sorted(values)[len(values) // 2] if values else default
