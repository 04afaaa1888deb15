"""The outline as elements of Akoma Ntoso: which element a heading is, and which stretch of the text it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vanban.model import Document, Section

# What a label begins with → the element and its abbreviation in ids (Akoma Ntoso Naming Convention 1.0, 5.2). The first that matches counts. Roman numbers are
# the mục of decrees' plans (Nghị định 30/2020/NĐ-CP, Phụ lục I), capitals stand above them; plain numbers are khoản, what is numbered below them has no name.
_FORMS = (
    (r"phần\s", "part", "part"),
    (r"chương\s", "chapter", "chp"),
    (r"tiểu mục\s", "subsection", "subsec"),
    (r"mục\s", "section", "sec"),
    (r"điều\s", "article", "art"),
    (r"[IVXLC]+\b", "section", "sec"),
    (r"[A-H]\b", "part", "part"),
    (r"\d+[.,]\d|\(\d", "subparagraph", "subpara"),
    (r"\d", "paragraph", "para"),
    (r"[a-zđ]\b", "point", "point"),
)
_ELEMENTS = tuple((re.compile(pattern, re.I if pattern.endswith(r"\s") else 0), element, short) for pattern, element, short in _FORMS)
_OTHER = ("level", "level")
_WORDS = re.compile(r"^(?:phần|chương|tiểu mục|mục|điều)\s+", re.I)
_DEEPEST = 40
"""Divisions within each other; no document has more than ten, and what a text claims beyond is text."""


@dataclass(slots=True)
class Division:
    """A numbered division: [start, end) of the text, its number up to `body`, its heading up to `after` (`body` where it has none); divisions inside."""

    element: str
    id: str
    start: int
    end: int
    body: int
    after: int
    inside: list[Division] = field(default_factory=list)


def element_of(label: str) -> tuple[str, str]:
    """The element of a label, and its abbreviation: "Điều 5." → article, art."""
    return next(((element, short) for pattern, element, short in _ELEMENTS if pattern.match(label)), _OTHER)


def step(number: str) -> str:
    """A number as ids have it: "Điều 5" → "5", "Phần thứ nhất" → "thứ-nhất"."""
    return re.sub(r"[^\w.-]+", "-", _WORDS.sub("", number)).strip("-.")[:40] or "x"


def divisions(document: Document) -> list[Division]:
    """The outermost divisions in reading order. They never overlap: what crosses the end of another ends with it."""
    found: list[Division] = []
    open_ones: list[Division] = []
    taken: set[str] = set()
    for section in document.sections:
        while open_ones and open_ones[-1].end <= section.span.start:
            open_ones.pop()
        around = open_ones[-1] if open_ones else None
        siblings = around.inside if around else found
        least = max(around.after if around else 0, siblings[-1].end if siblings else 0)
        start, end = max(section.span.start, least), min(section.span.end, around.end if around else len(document.text))
        if start < end and len(open_ones) < _DEEPEST:
            made = _division(document.text, section, start, end, _id(section, around, taken))
            siblings.append(made)
            open_ones.append(made)
    return found


def _id(section: Section, around: Division | None, taken: set[str]) -> str:
    """The id by the naming convention, "chp_I__art_5__para_2"; a number that comes again is told apart by a count."""
    own = f"{element_of(section.label)[1]}_{step(section.path.rsplit('/', 1)[-1])}"
    wanted = id = f"{around.id}__{own}" if around else own
    count = 1
    while id in taken:
        count += 1
        id = f"{wanted}-{count}"
    taken.add(id)
    return id


def _division(text: str, section: Section, start: int, end: int, id: str) -> Division:
    body = start + len(section.label) if section.label and text.startswith(section.label, start) else start
    body = min(body, end)
    return Division(element_of(section.label)[0], id, start, end, body, _after_heading(text, body, end, section.heading))


def _after_heading(text: str, body: int, end: int, heading: str | None) -> int:
    """Where the heading ends: words that fill their line or lines, with something below them. `body` where there is none: a sentence is no heading."""
    at = text.find(heading, body, end) if heading else -1
    if at <= body or text[body:at].strip(" \t\n.:"):
        return body
    stop = at + len(heading or "")
    line = text.find("\n", stop, end)
    is_heading = line >= 0 and text[line:end].strip() and (not text[stop:line].strip() or (text[at:stop].isupper() and not text[stop:line].strip(" \t\r.:;")))
    return line if is_heading else body
