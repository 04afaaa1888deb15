"""A page of the file that a document was read from, as a picture with facts marked on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vanban.errors import VanbanError
from vanban.marks import marks
from vanban.model import Document, FactBox
from vanban.readers.pictures import outlined, pictures

DPI = 150
"""What pages are drawn at to be kept or printed."""


def write(readings: Iterable[tuple[str, Document]], name: str, asked: str, out: Path) -> list[dict[str, Any]]:
    """Write the pages on which a fact stands as PNG, the fact marked; `out` for the first, NAME-2.png … for others.

    `readings` are the files of a document (path, document), of which the first with pages is shown; `asked` is the id of a fact in it ("c3", "t1"), a
    field of the header ("date"), or the number of a page, whose facts are then all marked. Returns for each page its file, number, quote and
    boxes. VanbanError when there are no pages, or nothing of that name stands on them.
    """
    path, document = next(((Path(path), document) for path, document in readings if document.pages), (None, None))
    if path is None or document is None:
        raise VanbanError(f"{name}: was read from no file that has pages to show (PDF, scan or picture)")
    boxes, quote = _asked(document, asked)
    if hashlib.sha256(path.read_bytes()).hexdigest() != document.source.sha256:
        raise VanbanError(f"{path}: has changed since it was read; build the store again")
    on = [page for page in document.pages if any(box.page == page.number for box in boxes)]
    answer = []
    for n, (page, picture) in enumerate(zip(on, pictures(path, on, DPI), strict=True), 1):
        here = [box for box in boxes if box.page == page.number]
        file = out if n == 1 else out.with_name(f"{out.stem}-{n}{out.suffix}")
        outlined(picture, page, here).save(file, "PNG")
        answer.append({"file": str(file), "page": page.number, "quote": quote, "boxes": [[box.x0, box.top, box.x1, box.bottom] for box in here]})
    return answer


def _asked(document: Document, asked: str) -> tuple[list[FactBox], str | None]:
    """The boxes of what was asked for, and its words."""
    if asked.isdigit():
        numbers = [page.number for page in document.pages]
        if int(asked) not in numbers:
            raise VanbanError(f"{document.id}: has the pages {numbers[0]} to {numbers[-1]} of {document.source.name}, no page {asked}")
        found, quote = [box for box in document.boxes if box.page == int(asked)], None
    else:
        mark = next((m for m in marks(document) if asked == m.id or (m.layer == "header" and asked == m.label)), None)
        found = [box for box in document.boxes if mark and box.fact == mark.id]
        quote = mark.span.quote if mark else None
    if not found:
        raise VanbanError(f"{document.id}: no fact {asked} stands on a page; facts have ids as in `vanban show` (c1, t1, a1), fields of the header names")
    return found, quote
