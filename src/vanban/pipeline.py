"""The one place of composition: a source text becomes a document by running the extractors in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, Literal

from vanban import ids, parts
from vanban.extract import assignments, header, relations, sections, targets, warnings
from vanban.extract import citations as citing
from vanban.layout import Layout
from vanban.marks import marks
from vanban.model import SCHEMA, Citation, Document, FactBox, Origin, Source, changed, given
from vanban.places import Places

Extractor = Callable[[Layout, Document], Any]

EXTRACTORS: tuple[tuple[tuple[str, ...], Extractor], ...] = (
    (("sections",), sections.find),
    (("citations",), citing.find),
    (("header", "province"), header.find),  # each needs the other to be found
    (("citations",), citing.settle),
    (("relations",), relations.find),
    (("targets",), targets.find),
    (("assignments",), assignments.find),
    (("warnings",), warnings.find),
)
"""Fields of the document, and who finds them. Run in this order; each sees what those before it found."""


def parse(source: Source) -> Document:
    """Everything that vanban can say of a text. Total: it returns for any text at all."""
    layout = Layout(source.text, source.rows, source.recognised)
    document = _unread(source)
    for fields, find in EXTRACTORS:
        found = find(layout, document)
        given(document, zip(fields, found if len(fields) > 1 else (found,), strict=True))
    doubts = warnings.of_doubts(document, source.doubts)
    given(document, {"id": _id(document), "source": changed(document.source, kind=_kind(layout, document)), "warnings": (*document.warnings, *doubts)}.items())
    return _placed(document, source.places) if source.places else document


def citations(source: Source) -> tuple[Citation, ...]:
    """The mentions of other documents alone, each as its own words give it; several times as fast as `parse`.

    `parse` goes on from these: it leaves out the document's own symbol, gives each the section it stands in and the document it means, and fills
    in dates and issuers that other mentions name.
    """
    return citing.find(Layout(source.text, source.rows, source.recognised), _unread(source))


def _placed(document: Document, places: Places) -> Document:
    """The document with the places of its facts on paper; a section is as large as its pages and has none."""
    boxes = (
        FactBox(mark.id, box.page, *(round(edge, 1) for edge in box[1:]))
        for mark in marks(document)
        if mark.layer != "sections"
        for box in places.boxes(mark.span.start, mark.span.end)
    )
    return changed(document, pages=places.pages, boxes=tuple(boxes))


def parse_all(source: Source) -> list[Document]:
    """The documents of a file that may hold several (văn bản in chung một tệp), in their order; at least one."""
    return [document for _, document in parsed(source)]


def parsed(source: Source) -> Iterator[tuple[Source, Document]]:
    """Each document of a file, with the part of the source that it was read from."""
    for place, part in enumerate(parts.split(source), 1):
        document = parse(part)
        if place > 1 and document.id == _unknown(part):  # the parts have one hash, and shall not have one id
            document = changed(document, id=f"{document.id}-{place}")
        yield part, document


def parse_text(text: str, name: str | None = None) -> Document:
    """Parse a text that is already at hand; `name` is shown as that of its source. The hash is of its UTF-8 bytes."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse(Source(name or "text", "text/plain", digest, text))


_PROSE = 120  # characters; a paragraph longer than that is prose
_ENOUGH = 400  # characters of prose


def _kind(layout: Layout, document: Document) -> Literal["official", "report", "other"]:
    """official: has a letterhead. report: prose about documents or their carrying out. other: too little to tell."""
    if layout.official:
        return "official"
    prose = sum(p.end - p.start for p in layout.paragraphs if p.end - p.start > _PROSE)
    return "report" if document.header.doc_type or prose > _ENOUGH else "other"


def _origin(s: Source) -> Origin:
    pages = [page.recognised for page in s.places.pages if page.recognised is not None] if s.places else []
    recognised = round(sum(pages) / len(pages), 3) if pages else None
    return Origin(s.name, s.media_type, s.sha256, s.pages, "other", s.first_page, s.site, s.published, recognised)


def _unread(source: Source) -> Document:
    """The document before anything is known of it."""
    return Document(SCHEMA, _unknown(source), _origin(source), source.text)


def _unknown(source: Source) -> str:
    return f"vn/unknown/{source.sha256[:12]}"


def _id(document: Document) -> str:
    """The document's id by its header; an unnumbered one's by what it implements. The id by its hash stays where that does not do."""
    h = document.header
    implemented = {r.object for r in document.relations if r.subject == "self" and r.type == "implements"}
    above = next((c for c in document.citations if c.id in implemented and c.symbol), None)
    date = h.date or (above.date if above and not h.symbol else None)
    return ids.document_id(h.symbol, h.doc_type, h.issuer, date, above.symbol if above else None) or document.id
