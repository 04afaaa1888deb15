"""The pages of a PDF or scan with the facts boxed where they stand on the paper: pictures with links laid over them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from vanban.marks import Layer, Mark
from vanban.places import Box, Page, Places


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages of a document: where its text stands on them, and each as a picture (WebP), in order."""

    places: Places
    pictures: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Boxed:
    """One fact, or several that rest on the same words, on its way onto the pages: as `number` the page's style knows it."""

    number: int
    layer: Layer
    start: int
    end: int
    marks: Sequence[Mark]
    label: str


def sheets(paper: Paper, facts: Iterable[Boxed]) -> Iterator[str]:
    """Each page as a figure, its facts as boxes that lead to their values."""
    on: dict[int, list[str]] = {}
    for fact in facts:
        for n, box in enumerate(paper.places.boxes(fact.start, fact.end)):
            page = next((page for page in paper.places.pages if page.number == box.page), None)
            if page:
                on.setdefault(page.number, []).append(_box(fact, box, page, first=n == 0))
    for page, picture in zip(paper.places.pages, paper.pictures, strict=True):
        data = base64.b64encode(picture).decode("ascii")
        name = f"Trang {page.number}"
        recognised = f" · nhận dạng ký tự, độ tin cậy {page.recognised:.0%}" if page.recognised is not None else ""
        boxes = "".join(on.get(page.number, ()))
        yield f'<figure class="page" id="page-{page.number}">\n<div><img src="data:image/webp;base64,{data}" alt="{name}">{boxes}</div>\n'
        yield f"<figcaption>{name}{recognised}</figcaption>\n</figure>\n"


def pages_of(paper: Paper | None, marks: Iterable[Mark]) -> Mapping[str, int]:
    """On which page each fact begins, by its id."""
    if paper is None:
        return {}
    first = ((mark.id, next(iter(paper.places.boxes(mark.span.start, mark.span.end)), None)) for mark in marks)
    return {id: box.page for id, box in first if box}


def _box(fact: Boxed, box: Box, page: Page, first: bool) -> str:
    left, top = 100 * box.x0 / page.width, 100 * box.top / page.height
    width, height = 100 * (box.x1 - box.x0) / page.width, 100 * (box.bottom - box.top) / page.height
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    anchors = "".join(f'<span id="b-{escape(mark.id)}"></span>' for mark in fact.marks) if first else ""
    hidden = "" if first else ' tabindex="-1" aria-hidden="true"'
    label = escape(fact.label)
    target = escape(fact.marks[0].id)
    return f'<a class="box {fact.layer} g{fact.number}" href="#f-{target}" style="{place}" title="{label}" aria-label="{label}"{hidden}>{anchors}</a>'
