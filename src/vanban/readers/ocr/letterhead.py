"""The letterhead of a recognised page: its two columns read each for itself, and numbers written by hand or stamp read once more as digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from PIL import ImageOps
from PIL.Image import Image

from vanban.readers.ocr.tesseract import DIGITS, LINE, SCALE, WORD, languages, lines_of_picture, moved, words_of
from vanban.readers.paper.words import COLUMN, Line, Rect, Word, confidence, side_by_side

_FIRST_LINES = 15
_MOTTO = ("CỘNG", "CONG", "CỌNG", "ĐẢNG", "DANG", "ĐÁNG")  # the first word of the right column, as it is read
_GOES_ON = ("HÒA", "HOÀ", "HOA", "HÓA", "CỘNG", "CONG", "CỌNG")
_HEIGHT = 8  # lines from the motto to place and date
_PAD = 14.0  # points around the columns, so that no mark of a capital is cut off


def reread(image: Image, lines: list[Line]) -> list[Line]:
    """The lines of a page with its letterhead read again, column by column, where that is surer. A page without letterhead stays as it is."""
    found = _letterhead(lines)
    if found is None:
        return lines
    whole, middle = found
    head = [line for line in lines if whole.top <= (line.top + line.bottom) / 2 <= whole.bottom]
    halves: list[Line] = []
    for half in (Rect(0, whole.top, middle, whole.bottom), Rect(middle, whole.top, whole.x1, whole.bottom)):
        before = [part for line in head if (part := _within(line, half))]
        after = _part(image, half)
        halves += after if _sure(after) > _sure(before) and len(after) >= len(before) else before
    head = side_by_side(halves)
    for line in head:
        _part_columns(line, middle)
        _reread_digits(image, line)
    rest = [line for line in lines if not whole.top <= (line.top + line.bottom) / 2 <= whole.bottom]
    return sorted([*rest, *head], key=lambda line: line.top)


def _letterhead(lines: Sequence[Line]) -> tuple[Rect, float] | None:
    """The place of the letterhead, from the line of the motto to that of place and date, and where its columns part."""
    for k, line in enumerate(lines[:_FIRST_LINES]):
        at = next((n for n, word in enumerate(line.words[:-1]) if word.text in _MOTTO and line.words[n + 1].text in _GOES_ON), None)
        if at is None:
            continue
        start = line.words[at].x0
        before = line.words[at - 1].x1 if at else start - 2 * _PAD
        dated = [other for other in lines[k : k + _HEIGHT] if "tháng" in other.text]
        last = dated[0] if dated else lines[min(k + 3, len(lines) - 1)]
        right = max(word.x1 for other in lines for word in other.words) + _PAD
        return Rect(0, line.top - _PAD / 2, right, last.bottom + _PAD / 2), (before + start) / 2
    return None


def _within(line: Line, rect: Rect) -> Line | None:
    words = [word for word in line.words if rect.x0 <= (word.x0 + word.x1) / 2 < rect.x1]
    return Line(words, line.top, line.bottom) if words else None


def _sure(lines: Sequence[Line]) -> float:
    """The mean confidence of letters and digits; drawn rules and specks do not count."""
    return confidence(word for line in lines for word in line.words if any(map(str.isalnum, word.text)))


def _part(image: Image, rect: Rect) -> list[Line]:
    """The lines of a part of the picture, placed on the whole."""
    left, top = max(int(rect.x0 / SCALE), 0), max(int((rect.top - _PAD / 2) / SCALE), 0)
    right, bottom = min(int(rect.x1 / SCALE), image.width), min(int((rect.bottom + _PAD / 2) / SCALE), image.height)
    if right - left < 2 * _PAD / SCALE or bottom - top < 2 * _PAD / SCALE:
        return []
    lines = lines_of_picture(image.crop((left, top, right, bottom)))
    placed = (moved(line, left * SCALE, top * SCALE) for line in lines)
    return [line for line in placed if rect.top <= (line.top + line.bottom) / 2 <= rect.bottom]


def _part_columns(line: Line, middle: float) -> None:
    first = next((word for word in line.words if (word.x0 + word.x1) / 2 >= middle), None)
    if first is not None and first is not line.words[0]:
        first.apart = COLUMN


# Digits.

_UNSURE = 0.8  # confidence
_SURE = 0.55  # what digits get that most readings agree in: they are taken, and still doubted
_SIZES = (1.0, 1.5, 2.0)
_AGREE = 5  # of six readings
_MARGIN = 6.0  # points to the words on both sides
_ORGAN = re.compile(r"/[A-ZĐ]")


def _reread_digits(image: Image, line: Line) -> None:
    """Read the number in "Số: 68 /QĐ-TTg" and day and month in "ngày 13 tháng 01" once more, where they were read unsurely or as no digits."""
    for k in _places_of_digits(line.words):
        word = line.words[k]
        if word.text.isdigit() and (word.sure or 0.0) >= _UNSURE:
            continue
        digits = _digits(image, Rect(line.words[k - 1].x1 + 1, word.top - _MARGIN, line.words[k + 1].x0 - 1, word.bottom + _MARGIN))
        if digits:
            word.sure = _SURE
            word.spell(digits)


def _places_of_digits(words: Sequence[Word]) -> Iterator[int]:
    for k in range(1, len(words) - 1):
        before, after = words[k - 1].text.lower().strip(".,:"), words[k + 1].text
        if (before == "số" and _ORGAN.match(after)) or (before == "ngày" and after == "tháng") or (before == "tháng" and after == "năm"):
            yield k


def _digits(image: Image, rect: Rect) -> str | None:
    """What nearly all of six readings see: three sizes, as a line and as a word. The English model knows more hands for digits."""
    box = tuple(round(value / SCALE) for value in rect)
    if box[2] - box[0] < _MARGIN or box[3] - box[1] < _MARGIN:
        return None
    cut = ImageOps.expand(image.crop(box), 20, 255)  # type: ignore[arg-type]
    language = "eng" if "eng" in languages() else "vie"
    votes: Counter[str] = Counter()
    for size in _SIZES:
        sized = cut.resize((round(cut.width * size), round(cut.height * size)))
        for segmentation in (LINE, WORD):
            votes["".join(row["text"] for row in words_of(sized, language, segmentation, *DIGITS))] += 1
    digits, count = votes.most_common(1)[0]
    return digits if digits and count >= _AGREE else None
