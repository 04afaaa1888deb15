"""All facts of a document as marks on its text: one list for whatever shows facts in their place (the HTML page, spaCy's spans)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.model import Assignment, Citation, Document, Header, Recipient, Relation, Section, Signer, Target, Warning
from vanban.text import Span

Layer = Literal["header", "sections", "citations", "relations", "targets", "assignments", "warnings"]
Fact = Header | Signer | Recipient | Section | Citation | Relation | Target | Assignment | Warning

LAYERS: tuple[Layer, ...] = ("header", "sections", "citations", "relations", "targets", "assignments", "warnings")


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact where it stands.

    `id` is unique in the document: that of the record where the fact has one ("c1", "t1", "a1"), else the layer's letter and a number ("h1", "s1", "r1", "w1").
    `label` is the kind of fact: field of the header ("date", "signer"), kind of the cited document ("CT", "document" when unknown), type of the relation,
    "target" or "result", "lead" or "coordinate", code of the warning, "section". `fact` is the model's object; the header as a whole for each of its fields.
    """

    id: str
    layer: Layer
    label: str
    span: Span
    fact: Fact


def marks(document: Document) -> tuple[Mark, ...]:
    """Every fact that has a place, layer by layer as in `LAYERS`, within a layer as the document has them. The same document gives the same ids."""
    numbers = dict.fromkeys(LAYERS, 0)
    found: list[Mark] = []
    for layer, label, span, fact in _facts(document):
        numbers[layer] += 1
        own = fact.id if isinstance(fact, Citation | Target | Assignment) else f"{layer[0]}{numbers[layer]}"
        found.append(Mark(own, layer, label, span, fact))
    return tuple(found)


def _facts(d: Document) -> Iterator[tuple[Layer, str, Span, Fact]]:
    for field, span in d.header.spans.items():
        yield "header", field, span, d.header
    for signer in d.header.signers:
        yield "header", "signer", signer.span, signer
    for recipient in d.header.recipients:
        yield "header", "recipient", recipient.span, recipient
    for section in d.sections:
        yield "sections", "section", section.span, section
    for citation in d.citations:
        yield "citations", citation.doc_type or "document", citation.span, citation
    for relation in d.relations:
        yield "relations", relation.type, relation.evidence, relation
    for target in d.targets:
        yield "targets", target.status, target.span, target
    for assignment in d.assignments:
        yield "assignments", assignment.role, assignment.span, assignment
    for warning in d.warnings:
        if warning.span:
            yield "warnings", warning.code, warning.span, warning
