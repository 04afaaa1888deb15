"""The words of a PDF page as its own characters give them, by PDFium: each with its box, in the order of the file."""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import atan2, degrees
from typing import NamedTuple

from pypdfium2 import PdfPage, PdfTextPage, raw

from vanban.readers import legacy
from vanban.readers.legacy import Charset
from vanban.readers.paper.words import OTHER_RUN, SAME_RUN, Line, Rect, Word, spread
from vanban.readers.pdf.frame import Frame
from vanban.readers.pdf.quick import address, quick

_INVISIBLE = 3  # text render mode of the layer that OCR lays over a scan (ISO 32000-1, 9.3.6)
_GAP = 1.0  # of the height of a line: characters farther apart, or so far back, are of two words
_BLANK = 0.12  # of the height of a line: a narrower gap is no blank
_SLANT = 3.0  # degrees; text that is turned more is a watermark or a stamp
_ACROSS = 40  # characters; fewer that are turned are a stamp or watermark, too
_HYPHEN = "\x02"  # what PDFium gives for a hyphen at the end of a line
_MOST = 200_000  # characters of one page


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a page in the order of the file: those that are drawn, those that only lie over a picture as its `layer`, and those set
    `aside` because they do not stand upright, or not on the page.

    Boxes are those of the page as `frame` has it read. `drawn` counts the characters that are drawn. `parted` are the pairs of words (by `id`)
    between which the file itself has a blank.
    """

    frame: Frame
    words: list[Word]
    layer: list[Word]
    aside: list[str]
    drawn: int
    parted: frozenset[tuple[int, int]]


def text_of(page: PdfPage) -> Text:
    """The words of a page, each in the encoding of its font."""
    text = page.get_textpage()
    try:
        return _Reader(page, text).read()
    finally:
        text.close()


def strange_of(page: PdfPage) -> int:
    """The number of characters for which the file gives no Unicode."""
    text = page.get_textpage()
    try:
        return _Reader(page, text).strange()
    finally:
        text.close()


def joined(lines: Sequence[Line], parted: Container[tuple[int, int]]) -> list[Line]:
    """The lines with words made one that no blank parts. Where a font lacks letters, files have those of another font behind the rest of the line."""
    for line in lines:
        words: list[Word] = []
        before: Word | None = None
        for word in line.words:
            last = words[-1] if words else None
            if before and last and word.x0 - last.x1 < _BLANK * (word.bottom - word.top) and (id(before), id(word)) not in parted:
                words[-1] = Word(last.text + word.text, last.x0, last.top, word.x1, last.bottom, last.edges + word.edges, None, last.apart)
            else:
                words.append(word)
            before = word
        line.words = words
    return list(lines)


class _Reader:
    """The characters of a page, asked for all at once, and the words that they make."""

    def __init__(self, page: PdfPage, text: PdfTextPage) -> None:
        self.text = address(text.raw)
        self.count = min(text.count_chars(), _MOST)
        self.letters = _letters(text, self.count)
        self.frame = Frame(page)
        self._objects: dict[int | None, _Object] = {}
        self._charsets: dict[int | None, Charset | None] = {}
        self._matrix = raw.FS_MATRIX()
        self.stretches = [(*m.span(), self._object(m.start())) for m in _STRETCH.finditer(self.letters)]
        self.frame.turned = self._turned()
        self.boxes = self._boxes()
        self.lefts, self.rights = self.frame.across(self.boxes)
        self.edges = array("f", bytes(8 * self.count))
        self.edges[::2], self.edges[1::2] = array("f", self.lefts), array("f", self.rights)

    def _boxes(self) -> array[float]:
        """The places of characters in their lines, as wide as they move the pen and as high as their font: left, top, right, bottom of each, in the file."""
        boxes = array("f", bytes(16 * self.count))
        start, _ = boxes.buffer_info()
        for _ in map(_LOOSE_BOX, repeat(self.text), range(self.count), range(start, start + 16 * self.count, 16)):
            pass
        return boxes

    def read(self) -> Text:
        words: list[Word] = []
        layer: list[Word] = []
        aside: list[str] = []
        drawn = 0
        behind = 0  # where the stretch before ends
        last = -2  # the same, when it belongs to the same run
        before: Word | None = None
        parted: set[tuple[int, int]] = set()
        whole = self.frame.whole
        for start, end, part in self.stretches:
            drawn += (end - start) * part.visible
            blank, behind = 0 in map(_IS_GENERATED, repeat(self.text), range(behind, start)), end
            if part.direction != self.frame.turned:
                aside.append(self.letters[start:end])
                continue
            for word in self._words(start, end, part.charset):
                if not whole.holds(word):
                    aside.append(word.text)
                    continue
                word.apart = SAME_RUN if start - last <= _NEAR else OTHER_RUN
                (words if part.visible else layer).append(word)
                if before and blank and last != end:
                    parted.add((id(before), id(word)))
                before, last = word, end
        return Text(self.frame, words, layer, [" ".join(aside)] if aside else [], drawn, frozenset(parted))

    def strange(self) -> int:
        return sum(sum(map(_HAS_NO_UNICODE, repeat(self.text), range(start, end))) for start, end, part in self.stretches if part.charset is None)

    def _words(self, start: int, end: int, charset: Charset | None) -> Iterator[Word]:
        """The words of a stretch: it is parted where its characters stand apart."""
        box = self._box(start)
        room = _GAP * (box.bottom - box.top)
        for k in range(start + 1, end):
            if not -room < self.lefts[k] - self.rights[k - 1] < room:
                yield self._word(start, k, box, charset)
                start, box = k, self._box(k)
                room = _GAP * (box.bottom - box.top)
        yield self._word(start, end, box, charset)

    def _box(self, k: int) -> Rect:
        left, top, right, bottom = self.boxes[4 * k : 4 * k + 4]
        box = self.frame.read(left, bottom, right, top)
        return box if box.bottom > box.top + 1 else box._replace(bottom=box.top + 1)

    def _word(self, start: int, end: int, box: Rect, charset: Charset | None) -> Word:
        letters, edges = self.letters[start:end], self.edges[2 * start : 2 * end]
        x0, x1 = min(edges), max(edges)
        if charset is not None:
            letters = legacy.decoded(letters, charset)
        if 2 * len(letters) != len(edges):  # some letters of legacy fonts are two characters
            edges = spread(x0, x1, len(letters))
        return Word(letters, x0, box.top, x1, box.bottom, edges)

    def _object(self, k: int) -> _Object:
        """What holds for all characters of a text object, from one of them."""
        at = _TEXT_OBJECT(self.text, k)
        found = self._objects.get(at)
        if found is None:
            visible = not at or _RENDER_MODE(at) != _INVISIBLE
            self._objects[at] = found = _Object(visible, self._direction(k), self._charset(_FONT(at)) if at else None)
        return found

    def _direction(self, k: int) -> int | None:
        """How far the page as it is shown must be turned clockwise for a character to stand upright: 0, 90, 180 or 270; None where it is slanted.

        What counts is how its pen moves: letters that lean, as an italic does that is made of another font, stand upright.
        """
        _MATRIX(self.text, k, ctypes.addressof(self._matrix))
        turned = degrees(atan2(self._matrix.b, self._matrix.a)) - self.frame.rotation
        quarters = round(turned / 90)
        return quarters % 4 * 90 if abs(turned - quarters * 90) < _SLANT else None

    def _turned(self) -> int:
        """How far the page is turned to be read: by what most of its characters need, as tables printed across the page do."""
        sizes: Counter[int | None] = Counter()
        for start, end, part in self.stretches:
            sizes[part.direction] += end - start
        direction, size = sizes.most_common(1)[0] if sizes else (0, 0)
        return direction if direction and size > max(_ACROSS, sizes.total() / 2) else 0

    def _charset(self, font: int | None) -> Charset | None:
        if font not in self._charsets:
            self._charsets[font] = legacy.charset_of(_name(font)) if font else None
        return self._charsets[font]


class _Object(NamedTuple):
    """Of a text object: whether it is drawn, how far the page must be turned for it to stand upright (None: it is slanted), the encoding of its font."""

    visible: bool
    direction: int | None
    charset: Charset | None


_LOOSE_BOX = quick(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_HAS_NO_UNICODE = quick(raw.FPDFText_HasUnicodeMapError, ctypes.c_void_p, ctypes.c_int)
_IS_GENERATED = quick(raw.FPDFText_IsGenerated, ctypes.c_void_p, ctypes.c_int)
_TEXT_OBJECT = quick(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_MATRIX = quick(raw.FPDFText_GetMatrix, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_RENDER_MODE = quick(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p)
_FONT = quick(raw.FPDFTextObj_GetFont, ctypes.c_void_p, result=ctypes.c_void_p)
_FONT_NAME = quick(raw.FPDFFont_GetBaseFontName, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, result=ctypes.c_size_t)

_NEAR = 3  # characters between two words of one run: the blank, or a line end
_STRETCH = re.compile("[^\0-\x20\xa0\u2002\u2003\u2009\u200b\u3000\ufeff]+")
_STRANGE = re.compile("[\x02\ud800-\udfff\ufffe\uffff]")  # hyphens at the end of a line, and what is no character


def _letters(text: PdfTextPage, count: int) -> str:
    """The characters of a page, one for each that PDFium counts; it writes most pages so, of the others each is asked for."""
    letters: str = text.get_text_range(0, count) if count else ""
    if len(letters) != count or _STRANGE.search(letters):
        letters = "".join(chr(min(raw.FPDFText_GetUnicode(text, k), 0x10FFFF)) for k in range(count))
    return _STRANGE.sub(lambda m: "-" if m.group() == _HYPHEN else "\ufffd", letters)


def _name(font: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    return buffer.value.decode("latin-1") if _FONT_NAME(font, buffer, len(buffer)) else ""
