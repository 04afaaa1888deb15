"""The words of a PDF page as its own characters give them, by PDFium: each with its box, in the order of the file."""

from __future__ import annotations

import ctypes
from array import array
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, degrees

from pypdfium2 import PdfPage, PdfTextPage, raw

from vanban.readers import legacy
from vanban.readers.legacy import Charset
from vanban.readers.paper.words import OTHER_RUN, SAME_RUN, Line, Rect, Word
from vanban.readers.pdf.frame import Frame

_INVISIBLE = 3  # text render mode of the layer that OCR lays over a scan (ISO 32000-1, 9.3.6)
_GAP = 1.0  # of the height of a line: characters farther apart, or so far back, are of two words
_BLANK = 0.12  # of the height of a line: a narrower gap is no blank
_SLANT = 3.0  # degrees; text that is turned more is a watermark or a stamp
_ACROSS = 40  # characters; fewer that are turned are a stamp or watermark, too
_HYPHEN = 2  # what PDFium gives for a hyphen at the end of a line
_MOST = 200_000  # characters of one page


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a page in the order of the file: those that are drawn, those that only lie over a picture as its `layer`, and those set
    `aside` because they do not stand upright, or not on the page.

    Boxes are those of the page as `frame` has it read. `drawn` counts the characters that are drawn, `strange` all those for which the file gives
    no Unicode. `parted` are the pairs of words (by `id`) between which the file itself has a blank.
    """

    frame: Frame
    words: list[Word]
    layer: list[Word]
    aside: list[str]
    drawn: int
    strange: int
    parted: frozenset[tuple[int, int]]


def text_of(page: PdfPage) -> Text:
    """The words of a page, each in the encoding of its font."""
    text = page.get_textpage()
    try:
        return _Reader(page, text).read()
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
    """Asks PDFium for one character after the other; the places it writes its answers to are made once."""

    def __init__(self, page: PdfPage, text: PdfTextPage) -> None:
        self.text = text.raw
        self.count = min(text.count_chars(), _MOST)
        self.frame = Frame(page)
        self._loose, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._objects: dict[int, tuple[bool, Charset | None]] = {}
        self.stretches = [(*stretch, self._direction(stretch[0])) for stretch in self._stretches()]
        self.frame.turned = self._turned()

    def read(self) -> Text:
        words: list[Word] = []
        layer: list[Word] = []
        aside: list[str] = []
        drawn = strange = 0
        last = -2  # the character before, when it belongs to the same run
        before: Word | None = None
        parted: set[tuple[int, int]] = set()
        whole = self.frame.whole
        for start, end, blank, direction in self.stretches:
            visible, charset = self._object(start)
            drawn += (end - start) * visible
            strange += sum(raw.FPDFText_HasUnicodeMapError(self.text, k) == 1 for k in range(start, end)) if charset is None else 0
            if direction != self.frame.turned:
                aside.append(self._letters(start, end))
                continue
            for word in self._words(start, end, charset):
                if not whole.holds(word):
                    aside.append(word.text)
                    continue
                word.apart = SAME_RUN if start - last <= _NEAR else OTHER_RUN
                (words if visible else layer).append(word)
                if before and blank and last != end:
                    parted.add((id(before), id(word)))
                before, last = word, end
        return Text(self.frame, words, layer, [" ".join(aside)] if aside else [], drawn, strange, frozenset(parted))

    def _stretches(self) -> Iterator[tuple[int, int, bool]]:
        """[start, end) of characters that no blank and no line end parts, and whether the file itself has a blank before them."""
        start = None
        own = False
        for k in range(self.count):
            code = raw.FPDFText_GetUnicode(self.text, k)
            if code != _HYPHEN and (code <= 0x20 or code in _BLANKS):
                if start is not None:
                    yield start, k, own
                    start, own = None, False
                own = own or raw.FPDFText_IsGenerated(self.text, k) == 0
            elif start is None:
                start = k
        if start is not None:
            yield start, self.count, own

    def _letters(self, start: int, end: int) -> str:
        return "".join(_letter(raw.FPDFText_GetUnicode(self.text, k)) for k in range(start, end))

    def _words(self, start: int, end: int, charset: Charset | None) -> Iterator[Word]:
        """The words of a stretch: it is parted where its characters stand apart."""
        edges = array("f")
        at, top, bottom = start, 0.0, 0.0
        for k in range(start, end):
            x0, upper, x1, lower = self._box(k)
            if edges and not -_GAP * (bottom - top) < x0 - edges[-1] < _GAP * (bottom - top):
                yield self._word(at, k, edges, top, bottom, charset)
                edges, at = array("f"), k
            if not edges:
                top, bottom = upper, max(lower, upper + 1)
            edges.extend((x0, x1))
        yield self._word(at, end, edges, top, bottom, charset)

    def _word(self, start: int, end: int, edges: array[float], top: float, bottom: float, charset: Charset | None) -> Word:
        letters = self._letters(start, end)
        x0, x1 = min(edges), max(edges)
        if charset is not None:
            letters = legacy.decoded(letters, charset)
        if 2 * len(letters) != len(edges):  # some letters of legacy fonts are two characters
            step = (x1 - x0) / max(len(letters), 1)
            edges = array("f", [x0 + (n + d) * step for n in range(len(letters)) for d in (0, 1)])
        return Word(letters, x0, top, x1, bottom, edges)

    def _box(self, k: int) -> Rect:
        """The place that a character takes in its line: as wide as it moves the pen, as high as its font."""
        raw.FPDFText_GetLooseCharBox(self.text, k, self._loose)
        box = self._loose
        return self.frame.read(box.left, box.bottom, box.right, box.top)

    def _direction(self, k: int) -> int | None:
        """How far the page as it is shown must be turned clockwise for a character to stand upright: 0, 90, 180 or 270; None where it is slanted.

        What counts is how its pen moves: letters that lean, as an italic does that is made of another font, stand upright.
        """
        raw.FPDFText_GetMatrix(self.text, k, self._matrix)
        turned = degrees(atan2(self._matrix.b, self._matrix.a)) - self.frame.rotation
        quarters = round(turned / 90)
        return quarters % 4 * 90 if abs(turned - quarters * 90) < _SLANT else None

    def _turned(self) -> int:
        """How far the page is turned to be read: by what most of its characters need, as tables printed across the page do."""
        sizes: Counter[int | None] = Counter()
        for start, end, _, direction in self.stretches:
            sizes[direction] += end - start
        direction, size = sizes.most_common(1)[0] if sizes else (0, 0)
        return direction if direction and size > max(_ACROSS, sizes.total() / 2) else 0

    def _object(self, k: int) -> tuple[bool, Charset | None]:
        """Whether a character is drawn, and the legacy encoding of its font; the same for all of a text object."""
        pointer = raw.FPDFText_GetTextObject(self.text, k)
        address = ctypes.addressof(pointer.contents) if pointer else 0
        if address not in self._objects:
            mode = raw.FPDFTextObj_GetTextRenderMode(pointer) if pointer else 0
            self._objects[address] = mode != _INVISIBLE, legacy.charset_of(_font(pointer)) if pointer else None
        return self._objects[address]


_NEAR = 3  # characters between two words of one run: the blank, or a line end
_BLANKS = frozenset((0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000, 0xFEFF))


def _letter(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) else chr(code)


def _font(pointer: object) -> str:
    font = raw.FPDFTextObj_GetFont(pointer)
    buffer = ctypes.create_string_buffer(128)
    size = raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer)) if font else 0
    return buffer.value.decode("latin-1") if size else ""
