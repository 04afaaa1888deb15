"""Several documents in one file: an issue of a gazette (Công báo), decisions one after another, files joined.

A document begins where a full letterhead stands: the motto of the State or the Party's name, a number that is filled in, place and date, and
below them the kind in capitals or whom a letter goes to. It is one of its own only where what stands before it is finished (somebody has
signed), where it is signed itself, and where nothing says that it belongs to the document before: "(Ban hành kèm theo …)" under its title,
the same number, or "Mẫu số …", "Phụ lục …", "Ví dụ …" above it. All else stays whole: a document split in the wrong place is lost.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vanban import symbols
from vanban.layout.head import CLOSING, SALUTATION, is_kind, organ, title_end
from vanban.layout.lines import RUNNING_HEAD, STAMPED, Line, lines_of
from vanban.layout.zones import ATTACHED, signature
from vanban.model import Doubt, Row, Source, changed
from vanban.text import Stretch, View, normalise


def split(source: Source) -> tuple[Source, ...]:
    """The documents of a file in reading order, each with its stretch of the text; the source itself where there is only one.

    Name and hash stay those of the file. Rows, doubts and places are counted from where the part begins; `pages` and `first_page` say on which
    pages it stands, where the places are known.
    """
    if not _may_hold_several(source.text):
        return (source,)
    view = normalise(source.text)
    lines = lines_of(view.clean)
    begins = [_cut(source.text, view, lines, head.top) for head in _documents(view.clean, lines)]
    if not begins:
        return (source,)
    return tuple(_part(source, start, end) for start, end in pairwise([0, *begins, len(source.text)]))


_MOTTO = re.compile(r"C[ỘÔ]NG\s+H(?:[ÒO]A|OÀ)\s+X[ÃA]\s+H|Đ[ẢA]NG\s+C[ỘÔ]NG\s+S[ẢA]N\s+VI")
_FIRST_LETTERHEAD = 3000  # characters at the beginning of a text, in which its own letterhead stands


def _may_hold_several(text: str) -> bool:
    """Whether a motto stands behind the first letterhead: quick to ask, and enough for nearly every file."""
    composed = unicodedata.normalize("NFC", text)
    found = [m.start() for m in _MOTTO.finditer(composed)]
    return len(found) > 1 or bool(found and found[0] > _FIRST_LETTERHEAD)


@dataclass(frozen=True, slots=True)
class _Head:
    """A full letterhead: its first line, the line of the kind (or of whom a letter goes to), its number and date, whether it is announced as attached."""

    top: int
    kind: int
    name: tuple[str, str]
    attached: bool


def _documents(text: str, lines: list[Line]) -> Iterator[_Head]:
    """The letterheads that begin another document than the first."""
    heads = list(_heads(text, lines))
    signed = [k for k, line in enumerate(lines) if CLOSING.match(line.text) or signature().match(line.text)]
    begin, own = 0, None
    for head, end in zip(heads, [*(h.top for h in heads[1:]), len(lines)], strict=False):  # no head, no end
        finished = _any_in(signed, begin, head.top)
        if not finished:
            own = own or head.name
        elif not head.attached and head.name != own and _any_in(signed, head.kind, end):
            yield head
            begin, own = head.kind, head.name


def _any_in(places: list[int], start: int, end: int) -> bool:
    k = bisect_left(places, start)
    return k < len(places) and places[k] < end


_LONGEST = 12  # lines of a letterhead below the motto


def _heads(text: str, lines: list[Line]) -> Iterator[_Head]:
    """Every full letterhead, filled in."""
    last = -1
    for k, line in enumerate(lines):
        if k <= last or not _MOTTO.search(line.text):
            continue
        below = range(k + 1, min(k + 1 + _LONGEST, len(lines)))
        typed = next((n for n in below if is_kind(lines[n].text)), None)
        kind = typed or next((n for n in below if SALUTATION.search(lines[n].text[:STAMPED])), None)
        if kind is None:
            continue
        top = _top(lines, k)
        name = _name(text[lines[top].start : lines[kind - 1].end])
        if name:
            last = kind
            yield _Head(top, kind, name, _is_shown(lines, top) or (typed is not None and _is_attached(lines, kind)))


_ABOVE = 8  # lines of a letterhead above the motto, where its left column stands first


def _top(lines: list[Line], motto: int) -> int:
    """The first line of a letterhead: the organ's name above the motto or beside it, else the motto's own."""
    top = motto
    for k in range(motto - 1, max(motto - 1 - _ABOVE, -1), -1):
        words = lines[k].text.strip(" *|_")
        if CLOSING.match(words) or signature().match(words):
            break
        if not (words.isupper() or _LABEL.match(words) or _DATE.search(words) or _is_subject(lines, k)):
            break
        if organ().match(words):
            top = k
    return top


_SUBJECT = re.compile(r"[|\s*_]*V/v\b")
_SUBJECT_LINES = 4


def _is_subject(lines: list[Line], k: int) -> bool:
    """Whether a line is of a letter's subject, "V/v …", which wraps in the narrow column under the number."""
    return any(_SUBJECT.match(line.text) for line in lines[max(k - _SUBJECT_LINES + 1, 0) : k + 1])


# At the head of a line or cell.
_LABEL = re.compile(r"(?<![^\s|*_])(?<![^\s|*_] )(?P<act>(?:Luật|Nghị quyết|Pháp lệnh|Lệnh) +)?[Ss][ốôóoỏ]\s*+[:.]?\s*+(?=\d)")
_DATE = re.compile(r"ngày\s*\d{1,2}\s*(?:tháng|/)\s*\d{1,2}\s*(?:năm|/)\s*\d{4}")
_BLANK = re.compile(r"\s")


def _name(letterhead: str) -> tuple[str, str] | None:
    """Number and date of a letterhead, without blanks; None where they are still to be filled in. An act of the National Assembly
    ("Luật số: 24/2018/QH14") is dated at its end.
    """
    for label in _LABEL.finditer(letterhead):
        symbol = symbols.pattern().match(letterhead, label.end())
        date = _DATE.search(letterhead)
        if symbol and (date or label["act"]):
            return _BLANK.sub("", symbol.group()), _BLANK.sub("", date.group()) if date else ""
    return None


_SHOWN = re.compile(r"[|\s(*_]*(?:Mẫu|MẪU|BIỂU MẪU|Biểu mẫu|Phụ lục|PHỤ LỤC|Ví dụ|VÍ DỤ|Minh họa|MINH HỌA|Hình \d)")
_JUST_ABOVE = 3  # lines


def _is_shown(lines: list[Line], top: int) -> bool:
    """Whether a letterhead is a specimen or stands in an annex, as what stands just above it says."""
    return any(_SHOWN.match(line.text) or ATTACHED.match(line.text) for line in lines[max(top - _JUST_ABOVE, 0) : top])


_ENCLOSED = re.compile(r"\(\s*Đính kèm\b")
_BEHIND_TITLE = 2  # lines; an empty line may part the title from what says that it is attached


def _is_attached(lines: list[Line], kind: int) -> bool:
    """Whether the lines under a title say that it is attached to another document."""
    end = min(title_end(lines, kind) + _BEHIND_TITLE, len(lines))
    return any(ATTACHED.match(line.text) or _ENCLOSED.match(line.text) for line in lines[kind + 1 : end])


_STAMP = re.compile(r"\s*(?:Ký bởi|Người ký|Email|Cơ quan|Thời gian ký|Ngày ký)\s*:")


def _cut(source: str, view: View, lines: list[Line], top: int) -> int:
    """Where the part begins whose first line this is: at its page's beginning, at the gazette's running head above it, or at the line's own."""
    while top > 0 and _STAMP.match(lines[top - 1].text):
        top -= 1
    above = view.to_source(lines[top - 1].end - 1, lines[top - 1].end)[1] if top else 0
    line = view.to_source(lines[top].start, lines[top].start + 1)[0]
    page = source.rfind("\f", above, line)
    if page >= 0:
        return page
    for m in re.finditer(r"[^\r\n]+", source[above:line]):
        if m.start() and RUNNING_HEAD.match(m.group().strip()):
            return above + m.start()
    return max(source.rfind("\n", above, line) + 1, above)


def _part(source: Source, start: int, end: int) -> Source:
    """The stretch of a source as one of its own."""
    rows = tuple(Row(low, high, row.above) for row in source.rows for low, high in _within(row.start, row.end, start, end))
    doubts = tuple(Doubt(d.code, low, high, d.reason) for d in source.doubts for low, high in _within(d.start, d.end, start, end))
    part = changed(source, text=source.text[start:end], rows=rows, doubts=doubts, pages=None, places=None)
    if source.places is None:
        return part
    words = source.text[start:end]
    shown = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    numbers = [page.number for page in source.places.pages_of(*shown)]
    first = min(numbers, default=None)
    return changed(part, places=source.places.part(start, end), pages=len(numbers) or None, first_page=first)


def _within(low: int, high: int, start: int, end: int) -> list[Stretch]:
    """What of [low, high) lies in [start, end), counted from there: one stretch or none."""
    low, high = max(low, start) - start, min(high, end) - start
    return [(low, high)] if low < high else []
