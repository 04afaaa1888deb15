"""A page of the file that a document was read from, as a picture with facts marked on it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from vanban.errors import VanbanError
from vanban.marks import marks
from vanban.model import Document, FactBox
from vanban.readers.pictures import outlined, pictures

DPI = 150
"""What pages are drawn at to be kept or printed."""


def write(document: Document, path: Path, asked: str, out: Path) -> list[dict[str, Any]]:
    """Write the pages on which a fact stands as PNG, the fact marked; `out` for the first, NAME-2.png … for others.

    `asked`: the id of a fact ("c3", "t1"), a field of the header ("date"), or the number of a page, whose facts are then all marked.
    Returns for each page its file, number, quote and boxes. VanbanError when the document has no pages, or nothing of that name stands on them.
    """
    if not document.pages:
        raise VanbanError(f"{document.id}: was read from {document.source.name}, which has no pages to show")
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
        found = [box for box in document.boxes if box.page == int(asked)]
        quote = None
    else:
        mark = next((m for m in marks(document) if asked == m.id or (m.layer == "header" and asked == m.label)), None)
        found = [box for box in document.boxes if mark and box.fact == mark.id]
        quote = mark.span.quote if mark else None
    if not found:
        raise VanbanError(f"{document.id}: no fact {asked} stands on a page; facts have ids as in `vanban show` (c1, t1, a1), fields of the header names")
    return found, quote
