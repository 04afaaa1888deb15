"""The outline: phần, chương, mục, điều, khoản, điểm, and the Roman, decimal and lettered items of plans.

Nesting follows the document's own order of styles, not a fixed one: Điều 1 may hold I, and I may hold 1, a (Nghị định 30/2020/NĐ-CP, Phụ
lục I shows two layouts, Hướng dẫn 36-HD/VPTW another, practice mixes them). A style met again closes all that was opened since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.layout import Layout
from vanban.model import Document, Section
from vanban.text import UPPER

_MARK = re.compile(
    r"(?P<part>(?:Phần|PHẦN) (?:thứ \w+|THỨ \w+|[IVXLC]+|\d+))(?![\w/])[.:]?"
    r"|(?P<chapter>(?:Chương|CHƯƠNG) (?:[IVXLC]+|\d+))(?![\w/])[.:]?"
    r"|(?P<mục>(?:Mục|MỤC|Tiểu mục|TIỂU MỤC) (?:[IVXLC]+|\d+))(?![\w/])[.:]"
    r"|(?P<article>Điều (?:\d{1,3}[a-zđ]?|[lI]))(?: ?[.:]|$)"  # OCR reads Điều 1 as Điều l
    r"|(?P<roman>(?=[IVXL])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})) ?[.)/:-]"
    r"(?: ?(?=[^\W\d_]{2})| (?=[^\W_]|[“\"]))"
    r"|(?P<upper>[A-H]) ?[.)/-] ?(?=[^\W\d_]{2})"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.):-] ?| )(?=[^\W\d_]|[“\"\d(])"
    r"|(?P<paren>\(\d{1,2}\)) ?(?=[^\W_])"
    rf"|(?P<number>\d{{1,2}}) ?(?:[.)/:] ?(?=[^\W\d_]|[“\"(])|[.)/] (?=\d)|- ?(?=[{UPPER}]))"
    r"|(?P<letter>[a-zđ]) ?(?:\) ?|\. )(?=[^\W_]|[“\"(])"
)
_ALONE = ("part", "chapter", "article")  # these may have their title on the next line
# From the outside in; only for styles that the document has not yet used on this path.
_RANK = {"part": 0, "chapter": 1, "mục": 2, "article": 3, "upper": 4, "roman": 5, "number": 6, "decimal": 7, "paren": 8, "letter": 9}
_HEADING = re.compile(r"[^:]{1,200}?(?=[.:] |[.:;]?$|: )")
_MISREAD_ONE = re.compile(r"Điều [lI]")


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
    items = sorted(_nested(layout), key=lambda item: item.start)
    return tuple(Section(i.path, i.label, i.heading, layout.view.span(i.start, i.end), i.parent) for i in items)


def _nested(layout: Layout) -> Iterator[_Open]:
    """The items, each when its end is known. Rows of tables open none, but belong to the item above; the closing and an annex's title end all."""
    stack: list[_Open] = []
    last = 0
    for p in layout.paragraphs:
        if p.zone not in ("body", "annex", "row"):
            for item in stack:
                item.end = last
                yield item
            stack.clear()
            continue
        m = None if p.zone == "row" else _MARK.match(layout.clean, p.start, p.end)
        if m and (m.end() < p.end or m.lastgroup in _ALONE):
            style = str(m.lastgroup)
            step = _MISREAD_ONE.sub("Điều 1", str(m[style]).strip("()"))
            for item in _closed_by(stack, style, step):
                item.end = last
                yield item
            parent = stack[-1].path if stack else None
            path = f"{parent}/{step}" if parent else step
            heading = _heading(layout.clean[m.end() : p.end])
            stack.append(_Open(style, step, path, m.group().strip(), heading, p.start, parent))
        last = p.end
    for item in stack:
        item.end = last
        yield item


def _heading(text: str) -> str | None:
    """The first clause behind the number, at most 200 characters; None when it is longer."""
    m = _HEADING.match(text.strip())
    return m.group().strip() if m else None


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
        if stack[k].style in ("number", "decimal") and stack[k].step == prefix:
            return k + 1
    return next((k for k, item in enumerate(stack) if _RANK[item.style] >= _RANK["number"]), len(stack))
