"""The zones of a document, top down, and the cells of its letterhead and closing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from vanban import lexicon
from vanban.layout.head import CLOSING, head_of, title_of
from vanban.layout.lines import BULLET, STAMPED, Line, Piece, is_row, lines_of, trimmed
from vanban.layout.prose import prose, width_of
from vanban.lexicon import any_of
from vanban.text import PERSON, UPPER, has_any, plain


def pieces_of(text: str) -> tuple[list[Piece], bool]:
    """The text cut into pieces, and whether it has a letterhead."""
    lines = lines_of(text)
    width = width_of(lines)
    head = head_of(lines)
    attached = [k for k, line in enumerate(lines) if "èm theo" in line.text]
    if head is None:
        return prose(text, lines, (0, len(lines)), "body", width), False
    type_at, title_end = head
    pieces = [p for k in range(type_at) for p in _cells(text, lines, k, "letterhead")]
    pieces = [p._replace(joined=True) if _goes_on_dating(text, above, p) else p for above, p in zip([None, *pieces], pieces, strict=False)]
    pieces += title_of(lines, type_at, title_end)
    closings = [k for k in range(title_end, len(lines)) if CLOSING.match(lines[k].text) and not _is_example(lines, k)] or _signed(lines, title_end)
    closings.append(len(lines))
    at, zone = title_end, "body"
    while at < len(lines):
        closing = _column_top(lines, at, closings[bisect_left(closings, at)])
        annex = next((k for k in range(at, closing) if _opens_annex(lines, k, attached)), closing)
        pieces += prose(text, lines, (at, annex), zone, width)
        if annex == closing:
            annex = next((k for k in range(closing + 1, len(lines)) if _opens_annex(lines, k, attached) or _goes_on(lines[k].text)), len(lines))
            pieces += [p for k in range(closing, annex) for p in _cells(text, lines, k, "closing")]
        at = _annex_end(lines, annex) if annex < len(lines) and _opens_annex(lines, annex, attached) else annex
        pieces += [Piece(lines[k].start, lines[k].end, "annex_title", k, 0, annex < k) for k in range(annex, at)]
        zone = "annex"
    return pieces, True


@cache
def signature() -> re.Pattern[str]:
    """An office that signs, alone on its line or with the name behind it."""
    t = lexicon.table("bodies")
    return re.compile(rf"(?:PHÓ )?(?:{any_of([*t['signing'], *t['signing_in_district']])})(?! ?[-,:])(?:\s*$|\s*{PERSON}$)")


_PROSE = 160  # characters; what stands under a signature has no paragraph so long but its recipients
_NOTE = re.compile(r"\[\d{1,3}\] ")  # notes of the whole text, which Word has behind it
_POINT = re.compile(rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*\.|[a-zđ]\)) [{UPPER}]")


def _goes_on(text: str) -> bool:
    """Whether the body goes on behind a signature, which was one that a guide shows."""
    if _TEXT_AGAIN.match(text) or _POINT.match(text) or _NOTE.match(text):
        return True
    return len(text) > _PROSE and "|" not in text and text[0] not in "-+•" and not text.endswith(";")


_EXAMPLE = re.compile(r"[\s|]*(?:Ví dụ|Thí dụ|VD|Mẫu)\b(?![^:]*\.$)")


def _is_example(lines: list[Line], k: int) -> bool:
    """Whether a signature is one that a guide shows: "Ví dụ 1: …" stands above it."""
    return k > 0 and bool(_EXAMPLE.match(lines[k - 1].text))


_LAST_LINES = 12


def _signed(lines: list[Line], start: int) -> list[int]:
    """Where only an office and a name close the document: the line of the office, among the last."""
    return [k for k in range(max(start, len(lines) - _LAST_LINES), len(lines)) if signature().match(lines[k].text)][:1]


_DATE_BEGUN = re.compile(r", ?ngày[^,|]*$")
_DATE_GOES_ON = re.compile(r"(?:\d{1,2} )?(?:tháng|năm)\b|(?:19|20)\d\d$")


def _goes_on_dating(text: str, above: Piece | None, piece: Piece) -> bool:
    """Whether a cell goes on with place and date of the one before: "Sơn La, ngày 21⏎tháng 11 năm 2025"."""
    words = text[above.start : above.end] if above else ""
    return "ngày" in words and bool(_DATE_BEGUN.search(words) and _DATE_GOES_ON.match(text, piece.start, piece.end))


def _column_top(lines: list[Line], top: int, closing: int) -> int:
    """The signature's column may begin above "Nơi nhận": a row of bars just above belongs to the closing."""
    while top < closing < len(lines) and is_row(lines[closing - 1]) and is_row(lines[closing]) and lines[closing].blanks == 0:
        closing -= 1
    return closing


_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s*)?[IVX\d]+)?\b(?!.*[.;]$)")
ATTACHED = re.compile(r"\(?\s*(?:Ban hành )?[Kk]èm theo\b")
"""What stands under the title of an attachment and says of which document it is one."""


def _opens_annex(lines: list[Line], k: int, attached: list[int]) -> bool:
    """A heading "PHỤ LỤC", or a title in capitals that begins with a kind of document and that a line "(Ban hành kèm theo …)" follows.

    `attached` are the lines that may be one of these.
    """
    text = lines[k].text
    if len(text) < 40 and text.startswith(("PHỤ LỤC", "Phụ lục")) and _ANNEX.match(text):
        return True
    following = bisect_right(attached, k)
    if following == len(attached) or attached[following] > k + _FAR_BELOW:
        return False
    if (
        ("DANH MỤC" in text or "PHỤ LỤC" in text)
        and _LISTED.search(text)
        and any(ATTACHED.search(line.text[:STAMPED]) for line in lines[k + 1 : k + 1 + _FAR_BELOW])
    ):
        return True
    return text.isupper() and bool(_names_kind().match(plain(text))) and any(ATTACHED.match(line.text) for line in lines[k + 1 : k + 1 + _FAR_BELOW])


_FAR_BELOW = 8  # lines


@cache
def _names_kind() -> re.Pattern[str]:
    """The beginning of the title of what is attached, without accents: a kind of document, or a list."""
    return re.compile(rf"(?:{any_of([*lexicon.plain_type_names(), 'danh muc', 'quy trinh', 'bang', 'bieu', 'noi dung', 'phan cong'])})\b")


_LISTED = re.compile(r"^[^\w]{0,6}(?:\w{0,3}[^\w]{1,4}){0,3}(?:DANH MỤC|PHỤ LỤC)\b")  # the title of a list, also behind what a stamp leaves
# Behind a signature: the first heading of what is attached, or that of a table.
_TEXT_AGAIN = re.compile(r"(?:(?:Chương|CHƯƠNG|Phần|PHẦN) (?:I|1|thứ nhất|THỨ NHẤT)\b|Điều 1\b|I\. ?[^\W\d_]{2}|\| ?(?:STT|TT|Số TT) ?\|)")


def _annex_end(lines: list[Line], annex: int) -> int:
    """Where the annex's own title ends: after "(… kèm theo …)" with its wrapped lines, else at the first line that is not in capitals."""
    attached = next((k for k in range(annex, min(annex + 9, len(lines))) if ATTACHED.match(lines[k].text)), None)
    if attached is None:
        end = annex + 1
        while end < len(lines) and lines[end].text.isupper() and not is_row(lines[end]):
            end += 1
        return min(end, len(lines))
    while attached < len(lines) - 1 and not lines[attached].text.endswith(")") and lines[attached + 1].blanks == 0:
        attached += 1
    return attached + 1


# Between the columns of letterhead and closing: a bar, three blanks, or whatever stands before the motto or before place and date.
_CELL = re.compile(
    r"[\s|](?:(?:(?<=\|)|\s*\|)[\s|]*"  # one class at the head, so that search leaps to it
    r"|(?<= ) {2,}(?! *(?:[/-]|tháng\b|năm\b))"  # but: "Số:     /KH-UBND", "ngày     tháng 4"
    r"|(?<= ) *(?=CỘNG +H[ÒO]A +XÃ|ĐẢNG +CỘNG +SẢN|Độc +[Ll]ập *-)"
    r"|(?:(?<=[A-ZĐ]{2} )|(?<=-TTg )) *(?=[A-ZĐ][^\W\d_]+(?: +[^\W\d_]+){0,3}, +ngày ))"  # "Số: 24/CT-TTg Hà Nội, ngày …"
)
_BEFORE_CELLS = ("|", "CỘNG", "Độc ", "ngày ")  # a line of two cells has one of these, or more than one blank somewhere
_RIGHT = 30  # a cell indented so far stands in the right-hand column


def _cells(text: str, lines: list[Line], k: int, zone: str) -> Iterator[Piece]:
    """The cells of a line that stands in columns: between bars, or between gaps of three blanks and more."""
    line = lines[k]
    if len(line.text) == line.end - line.start and not has_any(line.text, _BEFORE_CELLS):
        start, end = trimmed(text, line.start, line.end)
        if start < end:
            yield Piece(start, end, zone, k, 1 if start - line.start + line.indent >= _RIGHT else 0, False)
        return
    at, column = line.start, 0
    bullet = BULLET.match(text, line.start, line.end)
    for m in [*_CELL.finditer(text, bullet.end() if bullet else line.start, line.end), None]:
        stop = m.start() if m else line.end
        start, end = trimmed(text, at, stop)
        if start < end:
            # The right-hand column keeps its place when the left cell of the row is empty.
            right = column == 0 and start - line.start + line.indent >= _RIGHT
            yield Piece(start, end, zone, k, 1 if right else column, False)
        if m:
            column += at < stop or ("|" in m.group() and at > line.start)
            at = m.end()
