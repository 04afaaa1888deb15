"""One immutable source text, the spans in it, and the clean view on which all matching is done.

A `View` records every edit that made it, so that any stretch of the clean text leads back to the exact stretch of the source:
`view.span(a, b).quote == view.source[start:end]` holds for every a < b. Only spans of the source leave an extractor.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

Edit = tuple[int, int, str]
"""(start, end, replacement): these characters of the text below are shown as `replacement`."""
Stretch = tuple[int, int]
"""[start, end) of the clean text, on which all matching is done."""

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Vietnamese capitals, for a class in a pattern."""
# Where the ten digits of each script begin.
_ZEROS = (
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0,
    0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
)  # fmt: skip
DIGIT = "".join(f"{chr(zero)}-{chr(zero + 9)}" for zero in _ZEROS)
"""The digits of all living scripts, for a class that a search begins with: `re` looks these up in a table, but asks Unicode about each character for \\d."""
PERSON = rf"[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ]+){{1,3}}"
"""Pattern of a person's name: two to four words, each with a capital at its head only."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the source, counted in code points, with its words."""

    start: int
    end: int
    quote: str

    def __repr__(self) -> str:
        """With the beginning and the end of long words: a section's span holds pages."""
        words = self.quote if len(self.quote) <= 2 * _SHOWN_OF_QUOTE else f"{self.quote[:_SHOWN_OF_QUOTE]} … {self.quote[-_SHOWN_OF_QUOTE:]}"
        return f"Span(start={self.start}, end={self.end}, quote={words!r})"


_SHOWN_OF_QUOTE = 60


class View:
    """A text derived from another by edits. Built in layers: each view knows the one below, the lowest is the source itself.

    `clean` is what matching sees. Positions inside an edited stretch map to the whole of it, positions elsewhere map exactly.
    """

    __slots__ = ("_below", "_ends", "_here", "_there", "clean", "source")
    clean: str
    source: str

    def __init__(self, below: str | View, edits: Iterable[Edit] = ()) -> None:
        """Apply `edits`, which must be sorted and must not overlap."""
        text = below if isinstance(below, str) else below.clean
        self.source = below if isinstance(below, str) else below.source
        self._below = None if isinstance(below, str) else below
        pieces: list[str] = []
        self._here: list[int] = [0]  # where each piece starts in `clean` …
        self._there: list[int] = [0]  # … and in the text below
        self._ends: list[int] = [-1]  # end below of an edited piece, -1 of a copied one
        at = size = 0
        for start, end, replacement in edits:
            if start > at:
                pieces.append(text[at:start])
                self._open(size, at, -1)
                size += start - at
            if replacement:
                pieces.append(replacement)
                self._open(size, start, end)
                size += len(replacement)
            at = end
        pieces.append(text[at:])
        self._open(size, at, -1)
        self.clean = "".join(pieces)

    def _open(self, here: int, there: int, end: int) -> None:
        if self._here[-1] == here:
            self._there[-1], self._ends[-1] = there, end
        else:
            self._here.append(here)
            self._there.append(there)
            self._ends.append(end)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source stretch behind clean[start:end]; needs start < end."""
        view: View | None = self
        while view is not None:  # layer by layer; asked for every fact, so without a call for each
            here = view._here
            k = bisect_right(here, start) - 1
            start = view._there[k] + start - here[k] if view._ends[k] < 0 else view._there[k]
            k = bisect_right(here, end - 1) - 1
            end = view._there[k] + end - here[k] if view._ends[k] < 0 else view._ends[k]
            view = view._below
        return start, end

    def to_clean(self, at: int) -> int:
        """Where the source position stands in the clean text; the next position that is shown, when it is not shown itself."""
        if self._below:
            at = self._below.to_clean(at)
        k = bisect_right(self._there, at) - 1
        if self._ends[k] >= 0:
            return self._here[k]
        following = self._here[k + 1] if k + 1 < len(self._here) else len(self.clean)
        return min(self._here[k] + at - self._there[k], following)

    def span(self, start: int, end: int) -> Span:
        """The source span behind clean[start:end]; needs start < end."""
        start, end = self.to_source(start, end)
        return Span(start, end, self.source[start:end])

    def place(self, span: Span) -> Stretch:
        """Where a span of the source stands in the clean text: the way back from `span`."""
        return self.to_clean(span.start), self.to_clean(span.end - 1) + 1


_MARKS = "\u0300-\u036f"
_TONES = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ", "aaaaaeeeeeyyyyyAAAAAEEEEEYYYYY")
_TONED = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", ("òù", "óú", "ỏủ", "õũ", "ọụ") * 3, strict=True))
_LATE_TONE = re.compile(
    r"(?<![qQ])"  # "quý" is no late tone: its u belongs to the consonant
    r"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])"
    r"(?![^\W\d_])"  # nor is "hoàn": only final vowels have two placements
)
_CLUSTER = re.compile(rf"[^{_MARKS}][{_MARKS}]+")
# What is written in several ways and how the clean text shows it. Each pattern begins with one class of characters, so that search leaps to them.
_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f"  # soft hyphens, marks of width and direction, controls
_HYPHENS = "\u2010-\u2015\u2212"
_LIKE_D = "ÐƉ"  # Icelandic and African letters that look like Đ
_LINE_ENDS = "\r\x0b\x85\u2028\u2029"
_TONED_AE, _TONED_Y = "àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ", "ỳýỷỹỵỲÝỶỸỴ"
_ODD = re.compile(
    rf"[{_TONED_AE}{_TONED_Y}{_BLANKS}{_HIDDEN}{_HYPHENS}{_LIKE_D}{_LINE_ENDS}](?:"
    rf"(?P<late>(?<=[oO][{_TONED_AE}]|[uU][{_TONED_Y}])(?<![qQ]..)(?![^\W\d_]))"
    rf"|(?<=[{_BLANKS}])(?P<blank>)"
    rf"|(?<=[{_HIDDEN}])(?P<hidden>)"
    rf"|(?<=[{_HYPHENS}])(?P<dash>)"
    rf"|(?<=[{_LIKE_D}])(?P<eth>)"
    rf"|(?<=[{_LINE_ENDS}])(?P<eol>(?<=\r)\n|))"
)
# What converters leave of a page's markup: the backslash before a mark, stars of bold and italic type (but not of a bullet, a product or a
# footnote), tags. Looked for only where there is any.
_MARKUP = re.compile(
    r"[\\*<](?:"  # one class at the head here too
    r"(?<=\\)(?=[-+.,:;()\[\]*_#!>&~`|\\\"'])"
    r"|(?<=\*)(?:\*|(?<![\w*]\*)(?=[^\s*)])|(?<=[^\s*(|]\*)(?![\w*]))"
    r"|(?<=<)/?[a-zA-Z][a-zA-Z0-9]{0,9}(?: [^<>\n]{0,120})?/?>)"
)
_SIGNS_OF_MARKUP = ("*", "\\", "</")
_DASHES = re.compile(f"[{_HYPHENS}]")
_SHOWN = {"blank": " ", "hidden": "", "dash": "-", "eth": "Đ", "eol": "\n"}


def early_tone(word: str) -> str:
    """Tone mark on the first vowel of a final oa, oe, uy: "hoà" → "hòa", "uỷ" → "ủy"; same length. "quý" and "hoàn" stay."""
    return _LATE_TONE.sub(lambda m: _swap(m.group()), word)


def _swap(pair: str) -> str:
    """Two vowels with the tone on the second, written with the tone on the first."""
    first, second = pair[0], pair[1]
    toned = _TONED[second.lower()][first.lower() == "u"]
    return (toned.upper() if first.isupper() else toned) + second.translate(_TONES)


def _composed(text: str) -> Iterator[Edit]:
    """Letters written with combining marks (NFD), each cluster as its composed letter."""
    if unicodedata.is_normalized("NFC", text):
        return
    for m in _CLUSTER.finditer(text):
        letter = unicodedata.normalize("NFC", m.group())
        if letter != m.group():
            yield m.start(), m.end(), letter


def _unified(text: str) -> Iterator[Edit]:
    """Everything else that is written in several ways, in the one way of the clean text."""
    parting = _tabs_of_tables(text)
    for m in _ODD.finditer(text):
        kind = m.lastgroup or ""
        if m.start() in parting:
            yield m.start(), m.end(), "|"
            continue
        if kind == "late":  # letter by letter, so that places between the two stay exact
            early = _swap(text[m.start() - 1 : m.end()])
            yield m.start() - 1, m.start(), early[0]
            yield m.start(), m.end(), early[1]
        else:
            yield m.start(), m.end(), _SHOWN[kind]


_ROW_OF_TABS = 3  # cells at least


def _tabs_of_tables(text: str) -> set[int]:
    """Where the tabs stand that part the cells of a table, as text copied from Word or a spreadsheet has them: two rows and more of three cells."""
    found: set[int] = set()
    above: list[int] = []
    at = 0
    for line in text.split("\n") if text.count("\t") > _ROW_OF_TABS else ():
        cells = line.split("\t")
        is_row = len(cells) >= _ROW_OF_TABS and sum(1 for cell in cells if cell.strip()) >= _ROW_OF_TABS and any(map(str.isalnum, cells[0]))
        tabs = [at + k for k, letter in enumerate(line) if letter == "\t"] if is_row else []
        if tabs and above:
            found.update(above, tabs)
        above = tabs
        at += len(line) + 1
    return found


def _unmarked(text: str) -> Iterator[Edit]:
    """The marks of Markdown and HTML taken out."""
    if any(sign in text for sign in _SIGNS_OF_MARKUP):
        for m in _MARKUP.finditer(text):
            yield m.start(), m.end(), ""


_VOWELS = "aeiouyàáảãạăắằẳẵặâấầẩẫậèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưừứửữựỳýỷỹỵ"
# A blank inside a word, as some PDF files have it: "n ăm", "c ủa", "T hông", "cá c đơn vị", "175/2025/N Đ-CP". No Vietnamese word is without vowel.
_INNER_BLANK = re.compile(
    rf"(?<![^\W\d_])(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|[bcdđghklmnpqrstvx])(?P<onset> )(?=[{_VOWELS}])"
    rf"|(?<![^\W\d_])[tnpckg](?P<cluster> )(?=h[{_VOWELS}])|(?<![^\W\d_])t(?P<tr> )(?=r[{_VOWELS}])"
    rf"|(?<=[{_VOWELS}])(?P<coda> )(?=(?:ng|nh|ch|[cpntm])(?:[ ,.;:)]|$)(?! ?[{_VOWELS}]))"
    r"|(?<=/)[NQTC](?P<code> )(?=[ĐTQ]-[A-ZĐ])",
    re.I,
)
_LONE_CONSONANTS = re.compile(r" [bcdđghklmnpqrstvx](?:(?<=[nt])gh?|(?<=[ntckpg])h|(?<=t)r)? ")  # what the pattern above finds most of; quick to count
_BROKEN_WORDS = 8  # fewer in ten thousand characters are lists of letters and slips


def _mended(text: str) -> list[Edit]:
    """The edits that take blanks out of words, in a text that is full of them."""
    least = max(_BROKEN_WORDS, len(text) // 10_000 * _BROKEN_WORDS)
    if sum(1 for _ in _LONE_CONSONANTS.finditer(text)) < least:
        return []
    found = [m.span(m.lastgroup or 0) for m in _INNER_BLANK.finditer(text)]
    return [(start, end, "") for start, end in found] if len(found) >= least else []


def normalise(source: str) -> View:
    """The source in one spelling: NFC, one tone placement, plain blanks and dashes, one kind of line end.

    Hidden characters, the marks of Markdown and HTML, and blanks inside words are gone. Lines stay.
    """
    composing = list(_composed(source))
    composed = View(source, composing) if composing else source  # each layer costs at every look-up
    text = source if isinstance(composed, str) else composed.clean
    unified = View(composed, sorted([*_unified(text), *_unmarked(text)]))
    mended = _mended(unified.clean)
    return View(unified, mended) if mended else unified


@lru_cache(maxsize=16384)  # the same names come again and again
def fold(text: str) -> str:
    """A key for comparing names: one spelling, lower case, single blanks, no outer punctuation.

    "Uỷ ban  Nhân dân," → "ủy ban nhân dân".
    """
    text = early_tone(unicodedata.normalize("NFC", text)).casefold()
    return " ".join(_DASHES.sub("-", text).split()).strip(" .,;:")


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of these words stands in the text: quicker than the pattern that must follow when one does."""
    for word in words:  # noqa: SIM110 (a generator would cost more than the search)
        if word in text:
            return True
    return False


def line_before(text: str, at: int, most: int) -> int:
    """Where the words begin that stand before a place on its line, so many characters at most."""
    low = max(0, at - most)
    return max(low, text.rfind("\n", low, at) + 1)


def places_of(text: str, words: Iterable[str]) -> list[int]:
    """Where any of these words begins, in order; of the places of a word that overlap each other the first."""
    found: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word))
    return sorted(found)


_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_PLAIN_LETTERS = {
    ord(letter): unicodedata.normalize("NFD", letter.replace("đ", "d"))[0]
    for base in _LETTERS
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    if len(letter := unicodedata.normalize("NFC", base + mark)) == 1
}


def plain(text: str) -> str:
    """The text without tones, accents and đ, in lower case: what people type into a search box.

    "Kế hoạch Đảng ủy" → "ke hoach dang uy".
    """
    known = text.casefold().translate(_PLAIN_LETTERS)
    if known.isascii():  # all its letters are Vietnamese ones
        return " ".join(known.split())
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


_NO_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """ASCII words joined by hyphens, for ids: "Lai Châu" → "lai-chau"."""
    return _NO_SLUG.sub("-", plain(text)).strip("-")
