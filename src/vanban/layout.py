"""From lines to paragraphs: which lines belong to one paragraph, and in which zone of the document each stands.

Zones, top down (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW): `letterhead` (organ, motto, symbol, place and date; its two columns become cells),
`type` (the kind of document in capitals), `issuer` (a line "CỦA BAN BÍ THƯ" under it, in Party documents), `title` (trích yếu), `body`, `closing` (nơi nhận and signature, cells again), then `annex_title` and `annex` when something
is attached. A row of a table drawn with bars is a paragraph of its own in zone `row`. A text without a letterhead is all `body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vanban import lexicon
from vanban.text import Edit, View, normalise, plain


@dataclass(frozen=True, slots=True)
class Line:
    """One line with something on it: [start, end) in the normalised text, its words with single blanks, and what stands before it."""

    start: int
    end: int
    text: str
    indent: int
    blanks: int  # empty lines above
    broken: bool  # a page break, page number or running head above


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a cell of the letterhead or closing: [start, end) in the clean text. `row` counts lines, `column` cells from the left."""

    start: int
    end: int
    zone: str
    row: int
    column: int


class Layout:
    """A source text laid out: `view` is the clean text with one paragraph a line, `paragraphs` say what each line is."""

    __slots__ = ("clean", "official", "paragraphs", "view")

    def __init__(self, source: str) -> None:
        normal = normalise(source)
        pieces, self.official = _pieces(normal.clean)
        self.view = View(normal, _glue(normal.clean, pieces))
        self.clean = self.view.clean
        self.paragraphs = tuple(_paragraphs(self.clean, pieces))

    def zone(self, *zones: str) -> Iterator[Paragraph]:
        """The paragraphs of these zones, in reading order."""
        return (p for p in self.paragraphs if p.zone in zones)

    def text(self, paragraph: Paragraph) -> str:
        return self.clean[paragraph.start : paragraph.end]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line on its way into the clean text; `joined` pieces continue the paragraph of the piece before.

    A row of a table that is aligned by blanks gets bars: `bars` in front for the empty cells, `gaps` where blanks part its cells.
    """

    start: int
    end: int
    zone: str
    row: int
    column: int
    joined: bool
    bars: str = ""
    gaps: tuple[Edit, ...] = ()


_RULE = re.compile(r"[-_=*~ .,•·◦—–|:;<>\"'`^]+$")
_PAGE = re.compile(r"(?:[Tt]rang )?[-(]?\s*\d{1,4}\s*[-)]?(?:/\d+)?$")
_RUNNING_HEAD = re.compile(r"(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số\b.*")
_LINE = re.compile(r"[^\n\f]+")
_GAP = re.compile(r" {3,}")
_CELL = re.compile(r"\s*\|[\s|]*| {3,}| +(?=CỘNG +H[ÒO]A +XÃ|ĐẢNG +CỘNG +SẢN|Độc +lập *-)|(?:(?<=[A-ZĐ]{2})|(?<=-TTg)) +(?=[A-ZĐ][^\W\d_]+(?: +[^\W\d_]+){0,3}, +ngày )")
_MARKER = re.compile(
    r"(?:[-+•*▪●○–]\s|Điều \d+\b|(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:thứ|[IVXLC\d]+\b)|(?:[IVXL]{1,6}|[A-H])\s?[.)/-]\s*(?=\D)|\(?\d{1,2}\)\s|\d{1,2}(?:\.\d{1,2}){0,4}[.)/]?[.)/-]?\s(?=[^\W\d_a-zà-ỹ“\"])"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s|\d{1,2}[.)/]\s|[a-zđ][)]\s?|[a-zđ]\.\s)"
)
_MOTTO = re.compile(r"C[ỘÔ]NG H[ÒO]A X[ÃA] H[ỘÔ]I|ĐẢNG C[ỘÔ]NG SẢN VI[ỆÊ]T NAM|Độc lập ?- ?Tự do")
_NUMBER_LABEL = re.compile(r"S[ốôóoỏ] ?:? ?(?:\d|[-/]|\.{2,}|…|_)")
_PLACE_DATE = re.compile(r"[^\W\d_][^,|]{1,40}, ?ngày.{0,12}tháng.{0,8}năm", re.S)
_CLOSING = re.compile(r"[|\s]*(?:[NM]ơi nhận\b|(?:T/?M|K/?T|T/?L|TUQ|T/UQ)(?:\.\s?| )[A-ZĐÀ-Ỹ]{2})")
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s*)?[IVX\d]+)?\b(?!.*[.;]$)")
_ATTACHED = re.compile(r"\(?\s*(?:Ban hành )?[Kk]èm theo\b")
_SALUTATION = re.compile(r"Kính gửi\b")
_OPENING = re.compile(r"(?:Căn cứ|Xét đề nghị|Theo đề nghị|Kính gửi)\b")
_FULL = 0.78  # a line this full, of the text's usual width, was broken by the width
_WIDEST_WRAP = 140  # longer lines are paragraphs, not wrapped lines


@cache
def _type_words() -> frozenset[str]:
    return frozenset(plain(name) for kind in lexicon.doc_types() for name in kind.names)


def is_type_line(text: str) -> bool:
    """A line that is nothing but the kind of document in capitals: "KẾ HOẠCH", "QUYÉT ĐỊNH :" (as OCR reads it)."""
    text = text.strip(" :.*|")
    return text.isupper() and plain(text) in _type_words()


def _lines(text: str) -> list[Line]:
    """The lines that carry text; page numbers, running heads and drawn rules are left out and remembered as breaks."""
    lines: list[Line] = []
    blanks, broken, last = 0, False, 0
    for m in _LINE.finditer(text):
        gap = text[last : m.start()]
        last = m.end()
        blanks += max(gap.count("\n") - 1, 0)
        broken = broken or "\f" in gap
        raw = m.group()
        content = raw.strip()
        if not content:
            blanks += 1
            continue
        if (_PAGE.match(content) and (blanks or "\f" in gap)) or _RUNNING_HEAD.match(content):
            broken = True
            continue
        if _RULE.match(content):
            blanks = max(blanks, 1)
            continue
        start, end = _trimmed(text, m.start(), m.end())
        if start < end:
            lines.append(Line(start, end, " ".join(text[start:end].split()), start - m.start(), blanks, broken))
            blanks, broken = 0, False
    return lines


_EDGE = re.compile(r"\s*(?:#{1,6}\s+)?_*")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The line without outer blanks and Markdown's heading and emphasis marks."""
    while start < end and text[end - 1] in " _":
        end -= 1
    m = _EDGE.match(text, start, end)
    return (m.end() if m else start), end


def _pieces(text: str) -> tuple[list[Piece], bool]:
    lines = _lines(text)
    head = _head(lines)
    if head is None:
        return _prose(text, lines, 0, len(lines), "body", _width(lines)), False
    type_at, title_end = head
    pieces = [p for k in range(type_at) for p in _cells(text, lines, k, "letterhead")]
    if type_at < title_end:
        pieces.append(Piece(lines[type_at].start, lines[type_at].end, "type", type_at, 0, False))
        title_at = type_at + 1
        if title_at < title_end and _ISSUED_BY.match(lines[title_at].text):
            pieces.append(Piece(lines[title_at].start, lines[title_at].end, "issuer", title_at, 0, False))
            title_at += 1
        pieces += [Piece(lines[k].start, lines[k].end, "title", k, 0, k > title_at) for k in range(title_at, title_end)]
    at, zone, width = title_end, "body", _width(lines)
    while at < len(lines):
        closing = next((k for k in range(at, len(lines)) if _CLOSING.match(lines[k].text)), len(lines))
        closing = _column_top(lines, closing)
        annex = next((k for k in range(at, closing) if _opens_annex(lines, k)), closing)
        pieces += _prose(text, lines, at, annex, zone, width)
        if annex == closing:
            annex = next((k for k in range(closing + 1, len(lines)) if _opens_annex(lines, k)), len(lines))
            pieces += [p for k in range(closing, annex) for p in _cells(text, lines, k, "closing")]
        at = _annex_end(lines, annex)
        pieces += [Piece(lines[k].start, lines[k].end, "annex_title", k, 0, annex < k) for k in range(annex, at)]
        zone = "annex"
    return pieces, True


def _column_top(lines: list[Line], closing: int) -> int:
    """The signature's column may begin above "Nơi nhận": a row of bars just above belongs to the closing."""
    while 0 < closing < len(lines) and lines[closing - 1].text.startswith("|") and lines[closing].text.startswith("|") and lines[closing].blanks == 0:
        closing -= 1
    return closing


def _opens_annex(lines: list[Line], k: int) -> bool:
    """A heading "PHỤ LỤC", or a kind of document in capitals that a line "(Ban hành kèm theo …)" follows."""
    if _ANNEX.match(lines[k].text) and len(lines[k].text) < 40:
        return True
    return is_type_line(lines[k].text) and any(_ATTACHED.match(line.text) for line in lines[k + 1 : k + 9])


def _annex_end(lines: list[Line], annex: int) -> int:
    """Where the annex's own title ends: after "(… kèm theo …)" with its wrapped lines, else at the first line that is not in capitals."""
    attached = next((k for k in range(annex, min(annex + 9, len(lines))) if _ATTACHED.match(lines[k].text)), None)
    if attached is None:
        end = annex + 1
        while end < len(lines) and lines[end].text.isupper() and not lines[end].text.startswith("|"):
            end += 1
        return min(end, len(lines))
    while attached < len(lines) - 1 and not lines[attached].text.endswith(")") and lines[attached + 1].blanks == 0:
        attached += 1
    return attached + 1


def _head(lines: list[Line]) -> tuple[int, int] | None:
    """(line of the kind, end of the title), or None for a text without letterhead. A letter has no kind: both are where it begins."""
    window = lines[:60]
    signs = [k for k, line in enumerate(window) if _MOTTO.search(line.text) or _NUMBER_LABEL.match(line.text.lstrip("| ")) or _PLACE_DATE.search(line.text[:400])]
    if not signs:
        return None
    type_at = next((k for k, line in enumerate(window) if k >= signs[0] and is_type_line(line.text)), None)
    if type_at is None:
        to = next((k for k, line in enumerate(window) if k > signs[0] and _SALUTATION.match(line.text)), None)
        return (to, to) if to is not None and signs[0] < 12 else None
    return type_at, _title_end(lines, type_at)


def _title_end(lines: list[Line], type_at: int) -> int:
    end = type_at + 1
    while end < min(type_at + 14, len(lines)):
        line, first = lines[end], end == type_at + 1
        if not first and ((line.blanks and not line.text[0].islower()) or _OPENING.match(line.text) or _MARKER.match(line.text)):
            break
        if first and _ISSUED_BY.match(line.text):
            type_at, end = end, end + 1
            continue
        if first and (_OPENING.match(line.text) or _MARKER.match(line.text)):
            break
        end += 1
    return end


_ISSUED_BY = re.compile(r"CỦA [A-ZĐÀ-Ỹ ]+$")


def _cells(text: str, lines: list[Line], k: int, zone: str) -> Iterator[Piece]:
    """The cells of a line that stands in columns: between bars, or between gaps of three blanks and more."""
    line = lines[k]
    at, column = line.start, 0
    for m in [*_CELL.finditer(text, line.start, line.end), None]:
        start, end = _trimmed(text, at, m.start() if m else line.end)
        if start < end:
            # The right-hand column keeps its place when the left cell of the row is empty.
            right = column == 0 and start - line.start + line.indent >= 30
            yield Piece(start, end, zone, k, 1 if right else column, False)
        column += 1 if at < (m.start() if m else line.end) or m is None or ("|" in m.group() and at > line.start) else 0
        at = m.end() if m else line.end


def _width(lines: list[Line]) -> int:
    """The width at which the text was wrapped, in characters; 0 when its lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if "|" not in line.text)
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.97)] if len(lengths) > 30 else lengths[-1]
    return widest if widest <= _WIDEST_WRAP else 0


_ALIGNED_HEAD = re.compile(r"S?TT(?: {2,}\S.*?){2,}$", re.I)


def _prose(text: str, lines: list[Line], start: int, end: int, zone: str, width: int) -> list[Piece]:
    pieces: list[Piece] = []
    columns: list[int] = []
    for k in range(start, end):
        line = lines[k]
        if _ALIGNED_HEAD.match(text, line.start, line.end):
            columns = [at - line.start + line.indent for at, _ in _aligned(text, line)]
        elif columns and not _in_columns(text, line, columns):
            columns = []
        if columns:
            pieces.append(_aligned_row(text, line, k, columns))
            continue
        row = line.text.count("|") >= 2 or line.text.startswith("|")
        joined = k > start and not row and pieces[-1].zone != "row" and _continues(lines[k - 1], line, width)
        pieces.append(Piece(line.start, line.end, "row" if row else zone, k, 0, joined))
    return pieces


def _aligned(text: str, line: Line) -> list[Name]:
    """The cells of a line that stands in columns parted by two blanks and more."""
    return [m.span() for m in re.compile(r"\S+(?: \S+)*").finditer(text, line.start, line.end)]


def _column(at: int, columns: list[int]) -> int:
    return max((k for k, column in enumerate(columns) if column <= at + 2), default=0)


def _in_columns(text: str, line: Line, columns: list[int]) -> bool:
    """Whether a line goes on with a table: each of its cells begins where a column does."""
    return all(any(abs(at - line.start + line.indent - column) <= 2 for column in columns) for at, _ in _aligned(text, line))


def _aligned_row(text: str, line: Line, k: int, columns: list[int]) -> Piece:
    cells = _aligned(text, line)
    places = [_column(at - line.start + line.indent, columns) for at, _ in cells]
    gaps = tuple((a[1], b[0], " |" * max(q - p, 1) + " ") for a, b, p, q in zip(cells, cells[1:], places, places[1:], strict=False))
    return Piece(line.start, line.end, "row", k, 0, False, "|" + " |" * places[0] + " ", gaps)


Name = tuple[int, int]
_STOPS = (".", ";", ":", "!", "?", "…", "./.")


def _continues(above: Line, line: Line, width: int) -> bool:
    """Whether a line goes on with the paragraph above it, across a line end or a page break."""
    finished = above.text.endswith(_STOPS)
    full = bool(width) and len(above.text) >= _FULL * width
    if _MARKER.match(line.text):
        # "… cho Sở Lao động⏎- Thương binh và Xã hội": a dash of a name that wrapped, flush left in a full paragraph.
        return line.text.startswith("- ") and full and not (finished or line.blanks or line.indent or above.text.endswith(",")) and _in_wrapped(above)
    lower = line.text[0].islower()
    if line.broken and lower and above.text.endswith(";"):
        return True
    if line.blanks:
        return not finished and (lower or (line.broken and full)) and not above.text.isupper()
    if lower:
        return not finished or full
    if line.indent > above.indent + 2:
        return False
    return full and not (above.text.isupper() and not line.text.isupper())


def _in_wrapped(above: Line) -> bool:
    return above.indent > 0 or not _MARKER.match(above.text)


def _glue(text: str, pieces: list[Piece]) -> Iterator[Edit]:
    at = 0
    for n, piece in enumerate(pieces):
        if piece.start > at or n:
            yield at, piece.start, ("" if n == 0 else " " if piece.joined else "\n") + piece.bars
        yield from piece.gaps
        for m in () if piece.gaps else _RUN.finditer(text, piece.start, piece.end):
            yield m.start(), m.end(), " " if m["wide"] else ""
        at = piece.end
    if at < len(text):
        yield at, len(text), ""


# Blanks that stray before a comma or behind an opening bracket are taken out, wide ones made single.
_RUN = re.compile(r"\s+(?=[,;:)](?:\s|$)|\.\s*$)|(?<=\()\s+|(?P<wide>\s{2,}|[^\S ])")


def _paragraphs(clean: str, pieces: list[Piece]) -> Iterator[Paragraph]:
    first = [p for p in pieces if not p.joined or p is pieces[0]]
    at = 0
    for piece in first:
        end = clean.find("\n", at)
        end = len(clean) if end < 0 else end
        yield Paragraph(at, end, piece.zone, piece.row, piece.column)
        at = end + 1
