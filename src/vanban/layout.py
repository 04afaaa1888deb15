"""From lines to paragraphs: which lines belong to one paragraph, and in which zone of the document each stands.

Zones, top down (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW): `letterhead` (organ, motto, symbol, place and date; its two
columns become cells), `type` (the kind of document in capitals), `issuer` (a line "CỦA BAN BÍ THƯ" under it, in Party documents), `title`
(trích yếu), `body`, `closing` (nơi nhận and signature, cells again), then `annex_title` and `annex` when something is attached. A row of
a table drawn with bars is a paragraph of its own in zone `row`. A text without a letterhead is all `body`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from vanban import lexicon, symbols
from vanban.lexicon import any_of
from vanban.spelling import corrections, is_misread
from vanban.text import PERSON, UPPER, Edit, Stretch, View, has_any, normalise, plain


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
    """A source text laid out: `view` is the clean text with one paragraph a line, `paragraphs` say what each line is.

    `official` is whether it has a letterhead, `misread` whether OCR has lost many of its tones.
    """

    __slots__ = ("clean", "misread", "official", "paragraphs", "view")

    def __init__(self, source: str) -> None:
        normal = normalise(source)
        self.misread = is_misread(normal.clean)
        if self.misread:
            normal = View(normal, corrections(normal.clean))
        pieces, self.official = _pieces(normal.clean)
        self.view = View(normal, _glue(normal.clean, pieces))
        self.clean = self.view.clean
        self.paragraphs = tuple(_paragraphs(self.clean, pieces))

    def zone(self, *zones: str) -> Iterator[Paragraph]:
        """The paragraphs of these zones, in reading order."""
        return (p for p in self.paragraphs if p.zone in zones)

    def text(self, paragraph: Paragraph) -> str:
        """The words of a paragraph, in the clean text's spelling."""
        return self.clean[paragraph.start : paragraph.end]


_SENTENCE_END = re.compile(
    rf"[.!?…](?:(?<!\bTP.)(?<!\d.)[.!?…]* +(?=[{UPPER}“\"-])"  # "TP. Vinh" goes on
    rf"|(?<=\d\.) +(?=[{UPPER}]))"
)


def sentences(text: str, start: int, end: int, stop: re.Pattern[str] = _SENTENCE_END) -> list[Stretch]:
    """The sentences of text[start:end], none of them empty; each but the last keeps its `stop`, full stop and blank."""
    bounds = [start, *(m.end() for m in stop.finditer(text, start, end)), end]
    return [(low, high) for low, high in pairwise(bounds) if low < high]


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds this place, by the nearest line end or full stop; the blank behind that belongs to it."""
    return max(text.rfind("\n", 0, at), text.rfind(". ", 0, at)) + 1


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
_PAGE_LENGTH = 24  # characters of the longest page number, "Trang - 1234 -/1234"
_RUNNING_HEAD = re.compile(r"(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số\b.*")
_LINE = re.compile(r"[^\n\f]+")
# Blanks, Markdown's marks, and what OCR makes of specks before a number (".___ b)", "‹ 3.2.").
_EDGE = re.compile(r"\s*(?:#{1,6}\s+)?_*(?:[.,`´'‹›«»~^_°]{1,6} ?(?=(?:\d{1,2}(?:[.,]\d{1,2})*[.,)]|[a-zđ]\)) ))?")
# Between the columns of letterhead and closing: a bar, three blanks, or whatever stands before the motto or before place and date.
_CELL = re.compile(
    r"\s*\|[\s|]*"
    r"| {3,}(?! *(?:[/-]|tháng\b|năm\b))"  # but: "Số:     /KH-UBND", "ngày     tháng 4"
    r"| +(?=CỘNG +H[ÒO]A +XÃ|ĐẢNG +CỘNG +SẢN|Độc +[Ll]ập *-)"
    r"|(?:(?<=[A-ZĐ]{2})|(?<=-TTg)) +(?=[A-ZĐ][^\W\d_]+(?: +[^\W\d_]+){0,3}, +ngày )"  # "Số: 24/CT-TTg Hà Nội, ngày …"
)
_BULLET = re.compile(r"[-+*•]\s+")
# A line that begins so begins a paragraph.
_MARKER = re.compile(
    r"(?:[-+•*▪●○–]\s"
    r"|Điều \d+\b"
    r"|(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:thứ|[IVXLC\d]+\b)"
    r"|(?:[IVXL]{1,6}|[A-H])\s?[.)/-]\s*(?=\D)"  # I. · A/
    r"|\(?\d{1,2}\)\s"  # (1) · 1)
    r"|\d{1,2}(?:\.\d{1,2}){0,4}[.)/]?[.)/-]?\s(?=[^\W\d_a-zà-ỹ“\"])"  # 1 Capital · 1.- Capital
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s"  # 1.1
    r"|\d{1,2}(?:[.,]\d{1,2}){1,4}[.,)]\s(?=[^\W\d_a-zà-ỹđ])"  # 1,1.1, as OCR reads it
    r"|\d{1,2}[.)/]\s"
    r"|[a-zđ][)]\s?|[a-zđ]\.\s)"  # a) · a.
)
_MOTTO = re.compile(r"C[ỘÔ]NG H[ÒO]A X[ÃA] H[ỘÔ]I|ĐẢNG C[ỘÔ]NG SẢN VI[ỆÊ]T NAM|Độc [Ll]ập ?- ?Tự [Dd]o")
_NUMBER_LABEL = re.compile(r"S[ốôóoỏ] ?:? ?(?:\d|[-/]|\.{2,}|…|_)")
_PLACE_DATE = re.compile(r"[^\W\d_][^,|]{1,40}, ?ngày.{0,12}tháng.{0,8}năm", re.S)
RECIPIENTS = "[NM][ơớo]i nh[ậâ]n"
"""What the recipients stand behind, as OCR reads it too."""
_CLOSING = re.compile(rf"[|\s]*(?:{RECIPIENTS}\b|(?:T/?M|K/?T|T/?L|TUQ|T/UQ)(?:\.\s?| )[A-ZĐÀ-Ỹ]{{2}})")
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s*)?[IVX\d]+)?\b(?!.*[.;]$)")
_ATTACHED = re.compile(r"\(?\s*(?:Ban hành )?[Kk]èm theo\b")
_STAMPED = 60  # characters; a stamp may leave marks before "Kính gửi" in a letter
SALUTATION = re.compile(r"Kính gửi\b")
"""What the addressees of a letter stand behind."""
_OPENING = re.compile(r"(?:Căn cứ|Xét đề nghị|Theo đề nghị|Kính gửi)\b")
_ISSUED_BY = re.compile(r"CỦA [A-ZĐÀ-Ỹ ]+$")
_RIGHT = 30  # a cell indented so far stands in the right-hand column
_FULL = 0.78  # a line this full, of the text's usual width, was broken by the width
_WIDEST_WRAP = 140  # longer lines are paragraphs, not wrapped lines


def is_type_line(text: str) -> bool:
    """A line that is nothing but the kind of document in capitals: "KẾ HOẠCH", "QUYÉT ĐỊNH :" (as OCR reads it)."""
    text = text.strip(" :.*|")
    return text.isupper() and plain(text) in lexicon.plain_type_names()


_TYPE_AT_END = re.compile(rf".*[^\w\s] (?:[^ ]{{1,3}} ){{0,2}}?(?P<kind>[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{0,3}}) ?:?$")


def _ends_in_type(text: str) -> bool:
    """A kind in capitals at the end of a line that a stamp has spoilt: "DEN i: : _¬ CHỈ THỊ"."""
    m = _TYPE_AT_END.match(text)
    return m is not None and plain(m["kind"]) in lexicon.plain_type_names()


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
        if (len(content) <= _PAGE_LENGTH and _PAGE.match(content) and (blanks or "\f" in gap)) or _RUNNING_HEAD.match(content):
            broken = True
            continue
        begins = content[0].isalnum()
        if not begins and _RULE.match(content):
            blanks = max(blanks, 1)
            continue
        start, end = m.start() + raw.find(content[0]), m.start() + raw.find(content[0]) + len(content)
        if not begins or content[-1] == "_":
            start, end = _trimmed(text, m.start(), m.end())
        if start < end:
            words = text[start:end]
            lines.append(Line(start, end, " ".join(words.split()) if "  " in words else words, start - m.start(), blanks, broken))
            blanks, broken = 0, False
    return lines


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The line without outer blanks and Markdown's heading and emphasis marks."""
    while start < end and text[end - 1] in " _":
        end -= 1
    m = _EDGE.match(text, start, end)
    return (m.end() if m else start), end


def _pieces(text: str) -> tuple[list[Piece], bool]:
    """The text cut into pieces, and whether it has a letterhead."""
    lines = _lines(text)
    width = _width(lines)
    head = _head(lines)
    if head is None:
        return _prose(text, lines, (0, len(lines)), "body", width), False
    type_at, title_end = head
    pieces = [p for k in range(type_at) for p in _cells(text, lines, k, "letterhead")]
    pieces = [replace(p, joined=_goes_on_dating(text, above, p)) for above, p in zip([None, *pieces], pieces, strict=False)]
    pieces += _title(lines, type_at, title_end)
    closings = [k for k in range(title_end, len(lines)) if _CLOSING.match(lines[k].text)] or _signed(lines, title_end)
    closings.append(len(lines))
    at, zone = title_end, "body"
    while at < len(lines):
        closing = _column_top(lines, at, closings[bisect_left(closings, at)])
        annex = next((k for k in range(at, closing) if _opens_annex(lines, k)), closing)
        pieces += _prose(text, lines, (at, annex), zone, width)
        if annex == closing:
            annex = next((k for k in range(closing + 1, len(lines)) if _opens_annex(lines, k) or _BODY_AGAIN.match(lines[k].text)), len(lines))
            pieces += [p for k in range(closing, annex) for p in _cells(text, lines, k, "closing")]
        at = _annex_end(lines, annex) if annex < len(lines) and _opens_annex(lines, annex) else annex
        pieces += [Piece(lines[k].start, lines[k].end, "annex_title", k, 0, annex < k) for k in range(annex, at)]
        zone = "annex"
    return pieces, True


@cache
def _signature() -> re.Pattern[str]:
    t = lexicon.table("bodies")
    return re.compile(rf"(?:PHÓ )?(?:{any_of([*t['signing'], *t['signing_in_district']])})(?! ?[-,:])(?:\s*$|\s*{PERSON}$)")


_LAST_LINES = 12


def _signed(lines: list[Line], start: int) -> list[int]:
    """Where only an office and a name close the document: the line of the office, among the last."""
    return [k for k in range(max(start, len(lines) - _LAST_LINES), len(lines)) if _signature().match(lines[k].text)][:1]


_DATE_BEGUN = re.compile(r", ?ngày[^,|]*$")
_DATE_GOES_ON = re.compile(r"(?:\d{1,2} )?(?:tháng|năm)\b")


def _goes_on_dating(text: str, above: Piece | None, piece: Piece) -> bool:
    """Whether a cell goes on with place and date of the one before: "Sơn La, ngày 21⏎tháng 11 năm 2025"."""
    return above is not None and bool(_DATE_BEGUN.search(text[above.start : above.end]) and _DATE_GOES_ON.match(text, piece.start, piece.end))


def _title(lines: list[Line], type_at: int, end: int) -> Iterator[Piece]:
    """The line of the kind, the line of the issuer where there is one, and the title as one paragraph; nothing in a letter."""
    if type_at == end:
        return
    yield Piece(lines[type_at].start, lines[type_at].end, "type", type_at, 0, False)
    at = type_at + 1
    if at < end and _ISSUED_BY.match(lines[at].text):
        yield Piece(lines[at].start, lines[at].end, "issuer", at, 0, False)
        at += 1
    for k in range(at, end):
        yield Piece(lines[k].start, lines[k].end, "title", k, 0, k > at)


def _column_top(lines: list[Line], top: int, closing: int) -> int:
    """The signature's column may begin above "Nơi nhận": a row of bars just above belongs to the closing."""
    while top < closing < len(lines) and _is_row(lines[closing - 1]) and _is_row(lines[closing]) and lines[closing].blanks == 0:
        closing -= 1
    return closing


def _is_row(line: Line) -> bool:
    return line.text.startswith("|")


def _opens_annex(lines: list[Line], k: int) -> bool:
    """A heading "PHỤ LỤC", or a title in capitals that begins with a kind of document and that a line "(Ban hành kèm theo …)" follows."""
    text = lines[k].text
    if _ANNEX.match(text) and len(text) < 40:
        return True
    if ("DANH MỤC" in text or "PHỤ LỤC" in text) and _LISTED.search(text) and any(_ATTACHED.search(line.text[:_STAMPED]) for line in lines[k + 1 : k + 9]):
        return True
    return text.isupper() and bool(_names_kind().match(plain(text))) and any(_ATTACHED.match(line.text) for line in lines[k + 1 : k + 9])


@cache
def _names_kind() -> re.Pattern[str]:
    """The beginning of the title of what is attached, without accents: a kind of document, or a list."""
    return re.compile(rf"(?:{any_of([*lexicon.plain_type_names(), 'danh muc', 'quy trinh', 'bang', 'bieu', 'noi dung', 'phan cong'])})\b")


_LISTED = re.compile(r"^[^\w]{0,6}(?:\w{0,3}[^\w]{1,4}){0,3}(?:DANH MỤC|PHỤ LỤC)\b")  # the title of a list, also behind what a stamp leaves
_BODY_AGAIN = re.compile(r"(?:(?:Chương|CHƯƠNG|Phần|PHẦN) (?:I|1|thứ nhất|THỨ NHẤT)\b|Điều 1\b|I\. ?[^\W\d_]{2})")


def _annex_end(lines: list[Line], annex: int) -> int:
    """Where the annex's own title ends: after "(… kèm theo …)" with its wrapped lines, else at the first line that is not in capitals."""
    attached = next((k for k in range(annex, min(annex + 9, len(lines))) if _ATTACHED.match(lines[k].text)), None)
    if attached is None:
        end = annex + 1
        while end < len(lines) and lines[end].text.isupper() and not _is_row(lines[end]):
            end += 1
        return min(end, len(lines))
    while attached < len(lines) - 1 and not lines[attached].text.endswith(")") and lines[attached + 1].blanks == 0:
        attached += 1
    return attached + 1


def _head(lines: list[Line]) -> tuple[int, int] | None:
    """(line of the kind, end of the title), or None for a text without letterhead. A letter has no kind: both are where it begins."""
    window = lines[:60]
    sign = next((k for k, line in enumerate(window) if _is_sign(line.text)), None)
    if sign is None:
        return (0, 0) if _is_bare(lines) else None
    type_at = next((k for k, line in enumerate(window) if k >= sign and is_type_line(line.text)), None)
    type_at = type_at if type_at is not None else next((k for k, line in enumerate(window) if k >= sign and _ends_in_type(line.text)), None)
    if type_at is None:
        to = next((k for k, line in enumerate(window) if k > sign and SALUTATION.search(line.text[:_STAMPED])), None)
        to = to if to is not None else _behind_number(window)
        return (to, to) if to is not None and sign < 12 else None
    return type_at, _title_end(lines, type_at)


def _behind_number(lines: list[Line]) -> int | None:
    """The line behind the one that gives number and symbol, in a letterhead of which nothing else is left."""
    numbered = (k for k, line in enumerate(lines[:12]) if _NUMBER_LABEL.match(line.text.lstrip(":;.,'`~ ")) and symbols.pattern().search(line.text, 0, 40))
    found = next(numbered, None)
    return found + 1 if found is not None else None


_RECIPIENTS = re.compile(rf"[|\W]{{0,4}}{RECIPIENTS} ?:?[|\s]*(?:$|[A-ZĐ-])")
_BASIS = re.compile(r"Căn cứ\b")
ENACTING = "(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ ĐỊNH|CHỈ THỊ|THÔNG TƯ)"
"""The formula that the articles of a document stand behind."""
_ENACTS = re.compile(rf"(?:^|.*[.;,] ?(?:[^\W\d_]+ ){{0,3}}){ENACTING} ?:?$")
_FIRST_ARTICLE = re.compile(r"Điều 1\b")


def _is_bare(lines: list[Line]) -> bool:
    """Whether a text without letterhead is a document all the same: it says whom it goes to ("Nơi nhận:"), it enacts ("Căn cứ …",
    "QUYẾT ĐỊNH:", "Điều 1"), or it begins with its own kind, number and subject and ends with a signature.
    """
    opening = lines[:40]
    if any(_RECIPIENTS.match(line.text) for line in lines):
        return True
    if lines and _BASIS.match(lines[0].text):
        enacts = next((k for k, line in enumerate(opening) if _ENACTS.match(line.text)), None)
        if enacts is not None and any(_FIRST_ARTICLE.match(line.text) for line in lines[enacts : enacts + 4]):
            return True
    return any(_names_itself(line.text) for line in lines[:3]) and any(_CLOSING.match(line.text) for line in lines[-12:])


def _names_itself(text: str) -> bool:
    """ "Kết luận số 69-KL/TW ngày … của … về …": a line that begins with kind and number, and is no sentence."""
    m = symbols.pattern().search(text, 0, 60)
    return m is not None and plain(text[: m.start()]).removesuffix(" so") in lexicon.plain_type_names() and not text.endswith(".")


def _is_sign(text: str) -> bool:
    """Whether a line is one that only letterheads have: the motto, the number, place and date."""
    return bool(_MOTTO.search(text) or _NUMBER_LABEL.match(text.lstrip("|:;.,'`~ ")) or ("ngày" in text and _PLACE_DATE.search(text[:400])))


def _title_end(lines: list[Line], type_at: int) -> int:
    """Where the title under the kind ends: at an empty line, the first words of the body or a numbered item. It has 13 lines at most."""
    end = type_at + 1
    while end < min(type_at + 14, len(lines)):
        line, first = lines[end], end == type_at + 1
        if first and _ISSUED_BY.match(line.text):
            type_at = end
        elif _OPENING.match(line.text) or _MARKER.match(line.text) or (not first and _ends_title(lines, end)):
            break
        end += 1
    return end


def _ends_title(lines: list[Line], k: int) -> bool:
    """Whether a line is no more of the title: an empty line parts them, a long line in small letters follows capitals, or it names who issues."""
    text = lines[k].text
    if len(text) > _LONG and text[0].isupper() and not text.isupper() and lines[k - 1].text.isupper():
        return True
    return (lines[k].blanks > 0 and not text[0].islower()) or _is_issuer_line(lines, k)


_LONG = 100  # characters
_INSIDE = re.compile(r"(?:CỦA|VÀ|THUỘC|DO|CHO|TẠI|VỚI)$")


def _is_issuer_line(lines: list[Line], k: int) -> bool:
    """Whether a line in capitals under the title names who issues: a body, with the căn cứ or its session behind it."""
    if not lines[k].text.isupper() or _INSIDE.search(lines[k - 1].text) or not _issuing().match(lines[k].text):
        return False
    return any(_OPENING.match(line.text) for line in lines[k + 1 : k + 4])


@cache
def _issuing() -> re.Pattern[str]:
    t = lexicon.table("bodies")
    return re.compile(rf"(?:{any_of([*t['enacting'], 'ỦY BAN NHÂN DÂN', 'HỘI ĐỒNG NHÂN DÂN', 'CHÍNH PHỦ', 'QUỐC HỘI', 'ỦY BAN THƯỜNG VỤ QUỐC HỘI'])})\b")


def _cells(text: str, lines: list[Line], k: int, zone: str) -> Iterator[Piece]:
    """The cells of a line that stands in columns: between bars, or between gaps of three blanks and more."""
    line = lines[k]
    at, column = line.start, 0
    bullet = _BULLET.match(text, line.start, line.end)
    for m in [*_CELL.finditer(text, bullet.end() if bullet else line.start, line.end), None]:
        stop = m.start() if m else line.end
        start, end = _trimmed(text, at, stop)
        if start < end:
            # The right-hand column keeps its place when the left cell of the row is empty.
            right = column == 0 and start - line.start + line.indent >= _RIGHT
            yield Piece(start, end, zone, k, 1 if right else column, False)
        if m:
            column += at < stop or ("|" in m.group() and at > line.start)
            at = m.end()


def _width(lines: list[Line]) -> int:
    """The width at which the text was wrapped, in characters; 0 when its lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if "|" not in line.text)
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.97)] if len(lengths) > 30 else lengths[-1]
    return widest if widest <= _WIDEST_WRAP else 0


# "STT  Nhiệm vụ   Đơn vị": the heading of a table without bars.
_ALIGNED_HEAD = re.compile(r"S?TT(?: {3,}\S.*?){2,}$", re.I)
_HEAD_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_WORD_AFTER_GAP = re.compile(r"(?:^| {2,})(?=\S)")


def _prose(text: str, lines: list[Line], block: tuple[int, int], zone: str, width: int) -> list[Piece]:
    """The lines of [from, to) as paragraphs of this zone and rows of tables."""
    pieces: list[Piece] = []
    columns: list[int] = []
    for k in range(*block):
        line = lines[k]
        if _ALIGNED_HEAD.match(text, line.start, line.end):
            columns = [m.start() - line.start + line.indent for m in _HEAD_CELL.finditer(text, line.start, line.end)]
        elif columns and not any(abs(line.indent - column) <= 2 for column in columns):
            columns = []
        if columns:
            pieces.append(_aligned_row(text, line, k, columns))
            continue
        row = line.text.count("|") >= 2 or _is_row(line)
        joined = bool(pieces) and not row and pieces[-1].zone != "row" and _continues(lines[k - 1], line, width)
        pieces.append(Piece(line.start, line.end, "row" if row else zone, k, 0, joined))
    return pieces


def _aligned(text: str, line: Line, columns: list[int]) -> list[Stretch]:
    """The cells of a line that stands in columns: each begins behind two blanks and more, where a column begins."""
    gaps = [m for m in _WORD_AFTER_GAP.finditer(text, line.start + 1, line.end) if m.group()]
    here = [m for m in gaps if any(abs(m.end() - line.start + line.indent - column) <= 2 for column in columns)]
    return list(zip([line.start, *(m.end() for m in here)], [*(m.start() for m in here), line.end], strict=True))


def _column(at: int, columns: list[int]) -> int:
    """The last column that begins left of this place, give or take two characters."""
    return max((k for k, column in enumerate(columns) if column <= at + 2), default=0)


def _aligned_row(text: str, line: Line, k: int, columns: list[int]) -> Piece:
    """A line of a table without bars, with as many bars drawn in as columns lie between its cells."""
    cells = _aligned(text, line, columns)
    places = [_column(at - line.start + line.indent, columns) for at, _ in cells]
    steps = zip(pairwise(cells), pairwise(places), strict=True)
    gaps = tuple((left[1], right[0], " |" * max(to - here, 1) + " ") for (left, right), (here, to) in steps)
    return Piece(line.start, line.end, "row", k, 0, False, "|" + " |" * places[0] + " ", gaps)


_STOPS = (".", ";", ":", "!", "?", "…", "./.")
# No paragraph ends with these: a line that does was broken off. Some only before a number, some only before a capital.
_UNFINISHED = re.compile(r"(?:^|[ (])(?:của|và|các|những|về|theo|tại|cho|với|do|từ|đến|trong|bằng|hoặc|thuộc|trên|để|bởi|là|giữa)$")
_BEFORE_NUMBER = re.compile(r"(?:^|[ (])(?:số|ngày|tháng|năm|quý|Điều|khoản)$")
_BEFORE_NAME = re.compile(r"(?:^|[ (])(?:Sở|Bộ|Ban|Ủy|Chủ tịch|Giám đốc|Thủ trưởng)$")


def _is_broken_off(above: Line, line: Line) -> bool:
    """Whether the words at the end of a line want what the next one begins with."""
    if above.text.isupper():
        return False
    if line.text[0].isdigit():
        return bool(_BEFORE_NUMBER.search(above.text))
    return bool(_UNFINISHED.search(above.text) or (line.text[0].isupper() and _BEFORE_NAME.search(above.text)))


def _continues(above: Line, line: Line, width: int) -> bool:
    """Whether a line goes on with the paragraph above it, across a line end or a page break."""
    finished = above.text.endswith(_STOPS)
    full = bool(width) and len(above.text) >= _FULL * width
    if _MARKER.match(line.text):
        return full and not finished and _is_broken_name(above, line)
    lower = line.text[0].islower()
    if line.broken and lower and above.text.endswith(";"):
        return True
    if line.blanks:
        return not finished and (lower or (line.broken and full)) and not above.text.isupper()
    if lower:
        return not finished or full
    if _is_broken_off(above, line):
        return True
    if line.indent > above.indent + 2:
        return False
    return full and above.text.isupper() == (line.text.isupper() and " " in line.text)  # a heading in capitals is no part of what stands around it


def _is_broken_name(above: Line, line: Line) -> bool:
    """ "… cho Sở Lao động⏎- Thương binh và Xã hội": the dash of a name that wrapped, flush left in a paragraph, is no bullet."""
    if not line.text.startswith("- ") or line.blanks or line.indent or above.text.endswith(","):
        return False
    return above.indent > 0 or not _MARKER.match(above.text)


# Blanks that stray before a comma or behind an opening bracket are taken out, wide ones made single.
_STRAY = ("  ", " ,", " ;", " :", " )", " .", "( ")
_RUN = re.compile(
    r"\s+(?=[,;:)](?:\s|$)|\.\s*$)"
    r"|(?<=\()\s+"
    r"|(?P<wide>\s{2,}|[^\S ])"
)


def _glue(text: str, pieces: list[Piece]) -> Iterator[Edit]:
    """The edits that leave of the text only the pieces, one paragraph a line."""
    at = 0
    for n, piece in enumerate(pieces):
        if piece.start > at or n:
            yield at, piece.start, ("" if n == 0 else " " if piece.joined else "\n") + piece.bars
        at = piece.start
        for gap in (*piece.gaps, (piece.end, piece.end, "")):
            words = text[at : gap[0]]
            if has_any(words, _STRAY):  # quicker to ask than to search
                for m in _RUN.finditer(text, at, gap[0]):
                    yield m.start(), m.end(), " " if m["wide"] else ""
            if gap[0] < gap[1]:
                yield gap
            at = gap[1]
    if at < len(text):
        yield at, len(text), ""


def _paragraphs(clean: str, pieces: list[Piece]) -> Iterator[Paragraph]:
    """Each line of the clean text as a paragraph, of the zone its first piece has."""
    at = 0
    for piece in pieces:
        if piece.joined and piece is not pieces[0]:
            continue
        end = clean.find("\n", at)
        end = len(clean) if end < 0 else end
        yield Paragraph(at, end, piece.zone, piece.row, piece.column)
        at = end + 1
