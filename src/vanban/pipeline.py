"""The one place of composition: a source text becomes a document by running the extractors in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vanban import ids
from vanban.extract import assignments, citations, header, relations, sections, targets, warnings
from vanban.layout import Layout
from vanban.model import SCHEMA, Document, Origin, Source

Step = Callable[[Layout, Document], dict[str, Any]]


def _header(layout: Layout, document: Document) -> dict[str, Any]:
    found, province = header.find(layout, document)
    return {"header": found, "province": province}


EXTRACTORS: tuple[Step, ...] = (
    lambda layout, d: {"sections": sections.find(layout, d)},
    lambda layout, d: {"citations": citations.find(layout, d)},
    _header,
    lambda layout, d: {"citations": citations.settle(layout, d)},
    lambda layout, d: {"relations": relations.find(layout, d)},
    lambda layout, d: {"targets": targets.find(layout, d)},
    lambda layout, d: {"assignments": assignments.find(layout, d)},
    lambda layout, d: {"warnings": warnings.find(layout, d)},
)
"""Run in this order; each sees what those before it found."""


def parse(source: Source) -> Document:
    """Everything that vanban can say of a text. Total: it returns for any text at all."""
    layout = Layout(source.text)
    origin = Origin(source.name, source.media_type, source.sha256, source.pages, "other")
    document = Document(SCHEMA, f"vn/unknown/{source.sha256[:12]}", origin, source.text)
    for step in EXTRACTORS:
        document = replace(document, **step(layout, document))
    return replace(document, id=_id(document), source=replace(origin, kind=_kind(layout, document)))


def parse_text(text: str, name: str | None = None) -> Document:
    """Parse a text that is already at hand."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse(Source(name or "text", "text/plain", digest, text))


def _kind(layout: Layout, document: Document) -> Any:
    """official: has a letterhead. report: prose about documents or their carrying out. other: too little to tell."""
    if layout.official:
        return "official"
    prose = sum(p.end - p.start for p in layout.paragraphs if p.end - p.start > 120)
    return "report" if document.header.doc_type or prose > 400 else "other"


def _id(document: Document) -> str:
    h = document.header
    implemented = {r.object for r in document.relations if r.subject == "self" and r.type == "implements"}
    above = next((c for c in document.citations if c.id in implemented and c.symbol), None)
    found = ids.document_id(h.symbol, h.doc_type, h.issuer, h.date or (above.date if above and not h.symbol else None), above.symbol if above else None)
    return found or document.id
