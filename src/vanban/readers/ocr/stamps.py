"""What stands on a scanned page beside its text: stamps of arrival, initials, specks, shadows of the fold. It is set aside, not thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.readers.legacy.syllables import is_syllable
from vanban.readers.paper.words import Line, Word, median

_APART = 1.2  # heights of a letter: words with a wider gap between them stand apart
_STAMP = 0.5  # mean confidence of a group of words; below it they are no print
_SPECK = 0.4  # confidence of a sign without letters or digits
_PROSE = 8  # words of a line that shows where the text begins
_OUTSIDE = 1.0  # heights of a letter left of that


def cleared(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines without what is no print, and what that was, as it was read."""
    left = median([line.x0 for line in lines if len(line.words) >= _PROSE], 0.0)
    kept: list[Line] = []
    aside: list[str] = []
    for line in lines:
        words: list[Word] = []
        for group in _groups(line):
            if _is_print(group, left - _OUTSIDE * (line.bottom - line.top)):
                words += group
            else:
                aside.append(" ".join(word.text for word in group))
        if words:
            kept.append(Line(words, line.top, line.bottom))
    return kept, aside


def _groups(line: Line) -> Iterator[list[Word]]:
    """The words of a line in groups that stand apart."""
    gap = _APART * (line.bottom - line.top)
    group: list[Word] = []
    for word in line.words:
        if (word.sure or 0.0) < _SPECK and not any(map(str.isalnum, word.text)):
            continue
        if group and word.x0 - group[-1].x1 > gap:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _is_print(group: Sequence[Word], left: float) -> bool:
    size = sum(len(word.text) for word in group)
    if sum(len(word.text) * (word.sure or 0.0) for word in group) < _STAMP * size:
        return sum(len(word.text) for word in group if _is_words(word.text)) > _STAMP * size
    return size > 2 or group[-1].x1 > left or not left > 0  # a sign or two in the margin are a speck or a fold


_LONG = 5  # letters; specks may look like shorter words


def _is_words(text: str) -> bool:
    """Whether a text is a long syllable, or two that recognition has joined ("Kínhgửi:"), which makes it unsure."""
    letters = text.strip(".,:;")
    if len(letters) < _LONG or not letters.isalpha():
        return False
    return is_syllable(letters) or any(is_syllable(letters[:k]) and is_syllable(letters[k:]) for k in range(2, len(letters) - 1))
