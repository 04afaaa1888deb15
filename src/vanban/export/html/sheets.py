"""The pages of a PDF or scan with the facts boxed where they stand on the paper: pictures with links laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from vanban.export.html.words import Say
from vanban.marks import Layer, Mark
from vanban.model import Document, FactBox
from vanban.places import Page


@dataclass(frozen=True, slots=True)
class Boxed:
    """One fact, or several that rest on the same words, on its way onto the pages: as `number` the page's style knows it."""

    number: int
    layer: Layer
    marks: Sequence[Mark]
    label: str


def sheets(document: Document, pictures: Sequence[str], facts: Iterable[Boxed], say: Say = str) -> Iterator[str]:
    """Each page as a figure (by the address of its picture), its facts as boxes that lead to their values."""
    boxes: dict[str, list[FactBox]] = {}
    for box in document.boxes:
        boxes.setdefault(box.fact, []).append(box)
    pages = {page.number: page for page in document.pages}
    on: dict[int, list[str]] = {}
    for fact in facts:
        for n, box in enumerate(boxes.get(fact.marks[0].id, ())):
            on.setdefault(box.page, []).append(_box(fact, box, pages[box.page], first=n == 0))
    for page, picture in zip(document.pages, pictures, strict=True):
        name = f"{say('Trang')} {page.number}"
        recognised = f" · {say('nhận dạng ký tự, độ tin cậy')} {page.recognised:.0%}" if page.recognised is not None else ""
        image = f'<img src="{escape(picture)}" alt="{name}" loading="lazy" style="aspect-ratio:{page.width:.0f}/{page.height:.0f}">'
        yield f'<figure class="page" id="page-{page.number}">\n<div>{image}{"".join(on.get(page.number, ()))}</div>\n'
        yield f"<figcaption>{name}{recognised}</figcaption>\n</figure>\n"


def pages_of(document: Document) -> dict[str, int]:
    """On which page each fact begins, by its id."""
    found: dict[str, int] = {}
    for box in document.boxes:
        found.setdefault(box.fact, box.page)
    return found


def _box(fact: Boxed, box: FactBox, page: Page, first: bool) -> str:
    left, top = 100 * box.x0 / page.width, 100 * box.top / page.height
    width, height = 100 * (box.x1 - box.x0) / page.width, 100 * (box.bottom - box.top) / page.height
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
    anchors = "".join(f'<span id="b-{escape(mark.id)}"></span>' for mark in fact.marks) if first else ""
    hidden = "" if first else ' tabindex="-1" aria-hidden="true"'
    label, target = escape(fact.label), escape(fact.marks[0].id)
    return f'<a class="box {fact.layer} g{fact.number}" href="#f-{target}" style="{place}" title="{label}" aria-label="{label}"{hidden}>{anchors}</a>'
