"""The outline: phần, chương, mục, điều, khoản, điểm, and the Roman, decimal and lettered items of plans.

Nesting follows the document's own order of styles, not a fixed one: Điều 1 may hold I, and I may hold 1, a (Nghị định 30/2020/NĐ-CP, Phụ lục I shows two layouts,
Hướng dẫn 36-HD/VPTW another, practice mixes them). A style met again closes all that was opened since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.bodies import UPPER
from vanban.layout import Layout, Paragraph
from vanban.model import Document, Section

_MARK = re.compile(
    rf"(?P<part>(?:Phần|PHẦN) (?:thứ \w+|THỨ \w+|[IVXLC]+|\d+))(?![\w/])[.:]?|(?P<chapter>(?:Chương|CHƯƠNG) (?:[IVXLC]+|\d+))(?![\w/])[.:]?"
    rf"|(?P<mục>(?:Mục|MỤC|Tiểu mục|TIỂU MỤC) (?:[IVXLC]+|\d+))(?![\w/])[.:]|(?P<article>Điều (?:\d{{1,3}}[a-zđ]?|[lI]))(?: ?[.:]|$)"
    rf"|(?P<roman>(?=[IVXL])(?:XC|XL|L?X{{0,3}})(?:IX|IV|V?I{{0,3}})) ?[.)/:-](?: ?(?=[^\W\d_]{{2}})| (?=[^\W_]|[“\"]))|(?P<upper>[A-H]) ?[.)/-] ?(?=[^\W\d_]{{2}})"
    rf"|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:[.):-] ?| )(?=[^\W\d_]|[“\"\d(])|(?P<paren>\(\d{{1,2}}\)) ?(?=[^\W_])"
    rf"|(?P<number>\d{{1,2}}) ?(?:[.)/:] ?(?=[^\W\d_]|[“\"(])|[.)/] (?=\d)|- ?(?=[{UPPER}]))|(?P<letter>[a-zđ]) ?(?:\) ?|\. )(?=[^\W_]|[“\"(])"
)
_RANK = {"part": 0, "chapter": 1, "mục": 2, "article": 3, "upper": 4, "roman": 5, "number": 6, "decimal": 7, "paren": 8, "letter": 9}
_HEADING = re.compile(r"[^:]{1,200}?(?=[.:] |[.:;]?$|: )")


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
    items: list[_Open] = []
    for part in ("body", "annex"):
        items += _nested(layout, list(layout.zone(part, "row")) if part == "body" else list(layout.zone(part)))
    return tuple(Section(i.path, i.label, i.heading, layout.view.span(i.start, i.end), i.parent) for i in sorted(items, key=lambda i: i.start))


def _nested(layout: Layout, paragraphs: list[Paragraph]) -> Iterator[_Open]:
    stack: list[_Open] = []
    last = 0
    for p in paragraphs:
        m = None if p.zone == "row" else _MARK.match(layout.clean, p.start, p.end)
        if (m and m.end() < p.end) or (m and m.lastgroup in ("part", "chapter", "article")):
            style = str(m.lastgroup)
            step = str(m[style]).strip("()").replace("Điều l", "Điều 1").replace("Điều I", "Điều 1")
            for item in _closed_by(stack, style, step):
                item.end = last
                yield item
            parent = stack[-1].path if stack else None
            stack.append(_Open(style, step, f"{parent}/{step}" if parent else step, m.group().strip(), _heading(layout.clean[m.end() : p.end]), p.start, parent))
        last = p.end
    for item in stack:
        item.end = last
        yield item


def _heading(text: str) -> str | None:
    m = _HEADING.match(text.strip())
    return m.group().strip() if m else None


def _closed_by(stack: list[_Open], style: str, step: str) -> list[_Open]:
    """Take from the stack what an item of this style and number ends."""
    keep = len(stack)
    same = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].style == style and stack[k].step.count(".") == step.count(".")), None)
    if style == "decimal":
        keep = _decimal_parent(stack, step)
    elif same is not None and not (style == "number" and step == "1" and stack[-1].style in ("letter", "paren") and same < len(stack) - 1):
        keep = same
    elif same is None:
        while keep and _RANK[stack[keep - 1].style] > _RANK[style]:
            keep -= 1
    closed = stack[keep:]
    del stack[keep:]
    return closed


def _decimal_parent(stack: list[_Open], step: str) -> int:
    """2.1 stands under 2, 2.1.1 under 2.1; where that number is missing, under what is above all numbers."""
    prefix = step.rsplit(".", 1)[0]
    for k in range(len(stack) - 1, -1, -1):
        if stack[k].style in ("number", "decimal") and stack[k].step == prefix:
            return k + 1
    return next((k for k, item in enumerate(stack) if _RANK[item.style] >= _RANK["number"]), len(stack))
