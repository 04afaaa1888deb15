"""The outline: phần, chương, mục, điều, khoản, điểm, and the Roman, decimal and lettered items of plans.

Nesting follows the document's own order of styles, not a fixed one: Điều 1 may hold I, and I may hold 1, a (Nghị định 30/2020/NĐ-CP, Phụ
lục I shows two layouts, Hướng dẫn 36-HD/VPTW another, practice mixes them). A style met again closes all that was opened since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from vanban.layout import Layout
from vanban.model import Document, Section
from vanban.text import UPPER

_MARK = re.compile(
    r"(?P<part>(?:Phần|PHẦN) (?:thứ \w+|THỨ \w+|[IVXLC]+|\d+))(?![\w/])[.:]?"
    r"|(?P<chapter>(?:Chương|CHƯƠNG) (?:[IVXLC]+|\d+))(?![\w/])[.:]?"
    r"|(?P<mục>(?:Mục|MỤC|Tiểu mục|TIỂU MỤC) (?:[IVXLC]+|\d+))(?![\w/])(?:[.:]|$)"
    r"|(?P<article>Điều (?:\d{1,3}[a-zđ]?|[lI]))(?: ?[.:]|$)"  # OCR reads Điều 1 as Điều l
    r"|(?P<roman>(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})) ?[.)/:-]"
    r"(?: ?(?=[^\W\d_]{2})| (?=[^\W_]|[“\"]))"
    r"|(?P<upper>[A-H]) ?[.)/-] ?(?=[^\W\d_]{2})"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,4}(?=[.):-] ?(?:[^\W\d_]|[“\"\d(])| (?:[^\W\d_]|[“\"\d(]))"
    rf"|\d{{1,2}}(?:[.,]\d{{1,2}}){{1,4}}(?=[.,)] [{UPPER}]))[.,):-]? ?"  # 1,1.1, as OCR reads it
    r"|(?P<paren>\(\d{1,2}\)) ?(?=[^\W_])"
    rf"|(?P<number>\d{{1,2}}) ?(?:[.)/:] ?(?=[^\W\d_]|[“\"(])|[.)/] (?=\d)|- ?(?=[{UPPER}])|, (?=[{UPPER}]))"
    r"|(?P<letter>[a-zđ]) ?(?:\) ?|\. )(?=[^\W_]|[“\"(])"
)
_FIRST = frozenset("PCMTĐđIVXLABCDEFGHabcdefghijklmnopqrstuvwxyz(")  # what the pattern begins with
_ALONE = ("part", "chapter", "mục", "article")  # these may have their title on the next line
# From the outside in; only for styles that the document has not yet used on this path.
_STYLES = ("part", "chapter", "mục", "article", "upper", "roman", "heading", "number", "decimal", "paren", "letter")
_RANK = {style: rank for rank, style in enumerate(_STYLES)}
_LONGEST_HEADING = 200  # characters
_MISREAD_ARTICLE = re.compile(r"Điều [lI]")


@dataclass(slots=True)
class _Mark:
    """A paragraph that a number begins, or (style of its own) what ends all open items: [start, end) in the clean text, `body` where its words begin."""

    style: str
    step: str
    label: str
    start: int
    end: int
    body: int
    capitals: bool = False


@dataclass(slots=True)
class _Open:
    """An item whose end is not yet known."""

    style: str
    step: str
    path: str
    label: str
    heading: str | None
    start: int
    parent: str | None
    end: int = 0


def find(layout: Layout, document: Document) -> tuple[Section, ...]:
    """The numbered headings and items of body and annexes in reading order; bullets, tables and unnumbered headings are none."""
    marks = list(_marks(layout))
    _repair(marks, layout.misread)
    items = sorted(_nested(layout.clean, marks), key=lambda item: item.start)
    return tuple(Section(i.path, i.label, i.heading, layout.view.span(i.start, i.end), i.parent) for i in items)


_PLAIN = "plain"  # a paragraph without a number, and a row of a table
_ENDS_ALL = "ends all"  # the closing and an annex's title


# "HI. NHIỆM VỤ" for III, "TV." for IV: letters that OCR takes for others in a Roman number.
_LIKE_ROMAN = re.compile(r"(?P<roman>(?=[^\d\s]*[HLTUlYỊÍ!|])[IVXHLTUlYỊÍ1!|]{1,5}) ?[.,:] ?(?=[^\W\d_]{2})")
_FIRST_LIKE_ROMAN = frozenset("IVXHLTUlYỊÍ1!|")
_CLEAR = re.compile(r"[IVXl1!|]+")  # what is no letter of a list A, B, … H, also in a text that is well read
_READ_AS = str.maketrans({"H": "II", "U": "II", "L": "I", "T": "I", "l": "I", "1": "I", "!": "I", "|": "I", "Ị": "I", "Í": "I", "Y": "V"})


def _marks(layout: Layout) -> Iterator[_Mark]:
    """Every paragraph as a mark. Rows of tables open nothing, but belong to the item above."""
    last = ""  # the last Roman number
    clean = layout.clean
    for start, end, zone, _, _ in layout.paragraphs:
        if zone not in ("body", "annex", "row"):
            yield _Mark(_ENDS_ALL, "", "", start, end, start)
            continue
        first = "" if zone == "row" else clean[start:end][:1]
        like = _LIKE_ROMAN.match(clean, start, end) if first in _FIRST_LIKE_ROMAN else None
        if like:
            step = like["roman"].translate(_READ_AS)
            sure = step in _ROMAN if layout.misread else step == _next_roman(last) and _CLEAR.fullmatch(like["roman"])
            if sure and clean[like.end() : end].isupper():
                last = step
                yield _Mark("roman", step, like.group().strip(), start, end, like.end(), True)
                continue
        m = _MARK.match(clean, start, end) if first in _FIRST or first.isdecimal() else None
        if m and (m.end() < end or m.lastgroup in _ALONE):
            style = str(m.lastgroup)
            step = m[style].strip("()")
            if style == "article":
                step = _MISREAD_ARTICLE.sub("Điều 1", step)
            elif style == "decimal":
                step = step.replace(",", ".")
            elif style == "roman":
                last = step
            yield _Mark(style, step, m.group().strip(), start, end, m.end(), clean[m.end() : end].isupper())
        else:
            yield _Mark(_PLAIN, "", "", start, end, start)


# Numbers that OCR spoilt. Only what the sequence decides is repaired; what an author skipped or repeated stays as it is.

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def _repair(marks: list[_Mark], misread: bool) -> None:
    """Give numbers that OCR spoilt the step their place demands, and tell headings in capitals from the items that count anew below them."""
    numbered = [m for m in marks if m.style != _PLAIN]
    if any(m.style == "number" and m.capitals and _counts_anew(below) for m, below in pairwise(numbered)):
        for mark in numbered:
            if mark.style == "number" and mark.capitals:
                mark.style = "heading"
    for k, mark in enumerate(numbered):
        if mark.capitals and mark.style in ("number", "heading") and mark.step == "1" and _stands_for_roman(numbered, k):
            mark.style, mark.step = "roman", "I"
        elif misread and mark.capitals and mark.style == "roman":
            before, after = _neighbour(numbered, k, -1), _neighbour(numbered, k, +1)
            following = _next_roman(mark.step)
            if before and before.step == mark.step and (after is None or after.step != following):
                mark.step = following
        elif mark.style == "letter" and mark.step == "l" and mark.label[1:] == "." and _comes_next(numbered, k, "2"):
            mark.style, mark.step = "number", "1"
        elif misread and mark.style == "number" and len(mark.step) == 2:
            wanted = _next_decimal(numbered, k)
            if wanted and wanted.replace(".", "") == mark.step:
                mark.style, mark.step = "decimal", wanted


def _comes_next(marks: list[_Mark], k: int, step: str) -> bool:
    """Whether the mark behind the k-th is this number."""
    return k + 1 < len(marks) and (marks[k + 1].style, marks[k + 1].step) == ("number", step)


def _counts_anew(mark: _Mark) -> bool:
    return (mark.style, mark.step, mark.capitals) == ("number", "1", False)


def _stands_for_roman(marks: list[_Mark], k: int) -> bool:
    """ "1. MỤC TIÊU" is I where a count from 1 begins right under it, no I goes before and II follows."""
    if not _comes_next(marks, k, "1"):
        return False
    after = _neighbour(marks, k, +1)
    return _neighbour(marks, k, -1) is None and after is not None and after.step == "II"


def _neighbour(marks: list[_Mark], k: int, way: int) -> _Mark | None:
    """The nearest Roman heading before (-1) or after (+1) under the same part, chapter or article."""
    k += way
    while 0 <= k < len(marks) and marks[k].style not in (*_ALONE, _ENDS_ALL):
        if marks[k].style == "roman":
            return marks[k]
        k += way
    return None


def _next_roman(step: str) -> str:
    k = _ROMAN.index(step) + 1 if step in _ROMAN[:-1] else 0
    return _ROMAN[k]


def _next_decimal(marks: list[_Mark], k: int) -> str | None:
    """ "1.2" where the last item of two parts above is 1.1, under the number 1 still."""
    for mark in reversed(marks[:k]):
        if mark.style == "decimal" and mark.step.count(".") == 1:
            number, _, last = mark.step.partition(".")
            return f"{number}.{int(last) + 1}"
        if mark.style in ("number", "roman", *_ALONE, _ENDS_ALL):
            return None
    return None


def _nested(clean: str, marks: list[_Mark]) -> Iterator[_Open]:
    """The items, each when its end is known."""
    stack: list[_Open] = []
    last = 0
    for k, mark in enumerate(marks):
        if mark.style == _ENDS_ALL:
            for item in stack:
                item.end = last
                yield item
            stack.clear()
            continue
        if mark.style != _PLAIN:
            for item in _closed_by(stack, mark.style, mark.step):
                item.end = last
                yield item
            parent = stack[-1].path if stack else None
            path = f"{parent}/{mark.step}" if parent else mark.step
            heading = _heading(clean[mark.body : mark.end]) or _title_below(clean, marks, k)
            stack.append(_Open(mark.style, mark.step, path, mark.label, heading, mark.start, parent))
        last = mark.end
    for item in stack:
        item.end = last
        yield item


def _heading(text: str) -> str | None:
    """The first clause behind the number, at most 200 characters; None when it is longer."""
    text = text.strip()
    end = len(text) - (len(text) > 1 and text[-1] in ".:;")
    for stop in (". ", ": "):
        found = text.find(stop, 1, end)
        end = found if found > 0 else end
    return text[:end].strip() if 0 < end <= _LONGEST_HEADING and ":" not in text[:end] else None


def _title_below(clean: str, marks: list[_Mark], k: int) -> str | None:
    """The title of "Chương I" on the lines below it: all that are in capitals, else the next one."""
    if marks[k].style not in _ALONE or marks[k].body < marks[k].end:
        return None
    below = list(takewhile(lambda m: m.style == _PLAIN, marks[k + 1 : k + 5]))
    lines = [clean[m.body : m.end].strip() for m in below]
    capitals = list(takewhile(str.isupper, lines))
    return _heading(" ".join(capitals or lines[:1])) if lines else None


def _closed_by(stack: list[_Open], style: str, step: str) -> list[_Open]:
    """Take from the stack what an item of this style and number ends."""
    keep = _kept(stack, style, step)
    closed = stack[keep:]
    del stack[keep:]
    return closed


def _kept(stack: list[_Open], style: str, step: str) -> int:
    """How many open items hold one of this style and number: those above the last of the same style, else all of a higher rank."""
    if style == "decimal":
        return _decimal_parent(stack, step)
    same = next((k for k in reversed(range(len(stack))) if stack[k].style == style), None)
    keep = len(stack)
    if same is not None:
        # "a) …" may hold a count of its own that begins at 1 again.
        own_count = style == "number" and step == "1" and stack[-1].style in ("letter", "paren")
        return keep if own_count else same
    while keep and _RANK[stack[keep - 1].style] > _RANK[style]:
        keep -= 1
    return keep


def _decimal_parent(stack: list[_Open], step: str) -> int:
    """2.1 stands under 2, 2.1.1 under 2.1; where that number is missing, under what is above all numbers."""
    prefix = step.rsplit(".", 1)[0]
    for k in reversed(range(len(stack))):
        if stack[k].style in ("heading", "number", "decimal") and stack[k].step == prefix:
            return k + 1
    return next((k for k, item in enumerate(stack) if _RANK[item.style] >= _RANK["heading"]), len(stack))
