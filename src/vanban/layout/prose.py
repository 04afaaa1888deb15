"""Paragraphs and rows of tables from lines: which line goes on with the one above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from vanban.layout.lines import MARKER, Line, Piece, is_row
from vanban.text import UPPER, Edit, Stretch, places_of

_WIDEST_WRAP = 140  # longer lines are paragraphs, not wrapped lines


def width_of(lines: list[Line]) -> int:
    """The width at which the text was wrapped, in characters; 0 when its lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if "|" not in line.text)
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.97)] if len(lengths) > 30 else lengths[-1]
    return widest if widest <= _WIDEST_WRAP else 0


# "STT  Nhiệm vụ   Đơn vị": the heading of a table without bars.
_ALIGNED_HEAD = re.compile(r"S?TT {3,}\S.*? {3,}\S.*$", re.I)
_HEAD_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_WORD_AFTER_GAP = re.compile(r"(?:^| {2,})(?=\S)")


def prose(text: str, lines: list[Line], block: tuple[int, int], zone: str, width: int) -> list[Piece]:
    """The lines of [from, to) as paragraphs of this zone and rows of tables."""
    pieces: list[Piece] = []
    columns: list[int] = []
    for k in range(*block):
        line = lines[k]
        if line.text[0] in "SsTt" and _ALIGNED_HEAD.match(text, line.start, line.end):
            columns = [m.start() - line.start + line.indent for m in _HEAD_CELL.finditer(text, line.start, line.end)]
        elif columns and not any(abs(line.indent - column) <= 2 for column in columns):
            columns = []
        if columns:
            pieces.append(_aligned_row(text, line, k, columns))
            continue
        row = "|" in line.text and (line.text.count("|") >= 2 or is_row(line))
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


_FULL = 0.78  # a line this full, of the text's usual width, was broken by the width
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
    if MARKER.match(line.text):
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
    return above.indent > 0 or not MARKER.match(above.text)


# Blanks that stray before a comma or behind an opening bracket are taken out, wide ones made single.
_STRAY = ("  ", " ,", " ;", " :", " )", " .", "( ")
_RUN = re.compile(
    r"\s+(?=[,;:)](?:\s|$)|\.\s*$)"
    r"|(?<=\()\s+"
    r"|(?P<wide>\s{2,}|[^\S ])"
)


_SYMBOL_BEGUN = re.compile(r"\d[^\s|]*-$")  # "184-", "1203/SLĐTBXH-", "2025-": a symbol or period that the line end cut
_SYMBOL_GOES_ON = re.compile(rf"[{UPPER}\d]")


def _joint(text: str, above: Piece, piece: Piece) -> str:
    """What stands between two lines of a paragraph: a blank, but nothing within a symbol."""
    last = text[max(text.rfind(" ", above.start, above.end) + 1, above.start) : above.end]
    return "" if _SYMBOL_BEGUN.match(last) and _SYMBOL_GOES_ON.match(text, piece.start) else " "


def glue(text: str, pieces: list[Piece]) -> Iterator[Edit]:
    """The edits that leave of the text only the pieces, one paragraph a line."""
    at = 0
    stray = places_of(text, _STRAY)  # quicker to find than the pattern that takes them out
    for n, piece in enumerate(pieces):
        between = ("" if n == 0 else _joint(text, pieces[n - 1], piece) if piece.joined else "\n") + piece.bars
        if text[at : piece.start] != between:
            yield at, piece.start, between
        at = piece.start
        for gap in (*piece.gaps, (piece.end, piece.end, "")):
            k = bisect_left(stray, at)
            if k < len(stray) and stray[k] < gap[0]:
                for m in _RUN.finditer(text, at, gap[0]):
                    yield m.start(), m.end(), " " if m["wide"] else ""
            if gap[0] < gap[1]:
                yield gap
            at = gap[1]
    if at < len(text):
        yield at, len(text), ""
