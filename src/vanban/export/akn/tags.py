"""What is marked within lines: references, bodies, number, date, title, signatures, deadlines, each a stretch of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vanban.export.akn.divisions import element_of, step
from vanban.export.names import address
from vanban.export.tables.facts import day
from vanban.model import Assignment, Body, Citation, Document, Locator, Target
from vanban.text import slug

_HEADER = {"symbol": "docNumber", "title": "docTitle"}
_ORGANIZATION = "/akn/ontology/organization/"


@dataclass(frozen=True, slots=True)
class Tag:
    """[start, end) of the text is this element; `citation` is the id of the citation that it is."""

    start: int
    end: int
    element: str
    attributes: Mapping[str, str]
    citation: str | None = None


class Bodies:
    """The bodies (cơ quan) that a document names, each under an id of its own."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, str]] = {}  # address → (id, name)

    def id(self, body: Body) -> str:
        """The id under which the references list a body."""
        where = _ORGANIZATION + address(body.id or slug(body.text) or "x")
        return self.known.setdefault(where, (f"org_{len(self.known) + 1}", body.text))[0]


def work(id: str) -> str:
    """The IRI of a document: "/akn/vn/tw/2023/21-ct"."""
    return f"/akn/{address(id)}"


def tags(document: Document, bodies: Bodies, meant: Mapping[str, str]) -> list[Tag]:
    """All that is marked, by place, the longer first. `meant` are the ids of the documents that citations mean."""
    found = [*_header(document, bodies), *_citations(document, meant), *_charged(document, bodies), *_deadlines(document)]
    return sorted((tag for tag in found if tag.start < tag.end), key=lambda tag: (tag.start, -tag.end))


def _header(document: Document, bodies: Bodies) -> Iterator[Tag]:
    header = document.header
    for field, span in header.spans.items():
        if element := _HEADER.get(field):
            yield Tag(span.start, span.end, element, {})
        elif field == "date" and day(header.date):
            yield Tag(span.start, span.end, "docDate", {"date": str(header.date)})
        elif field == "issuer" and header.issuer:
            yield Tag(span.start, span.end, "docAuthority", {"refersTo": f"#{bodies.id(header.issuer)}"})
    for signer in header.signers:
        yield Tag(signer.span.start, signer.span.end, "signature", {})


def _citations(document: Document, meant: Mapping[str, str]) -> Iterator[Tag]:
    """A citation is a reference where it is known what it means, else just marked as one."""
    for c in document.citations:
        cited = meant.get(c.id) or c.document_id
        attributes = {"href": work(cited) + _place(c)} if cited else {"name": "citation"}
        yield Tag(c.span.start, c.span.end, "ref" if cited else "inline", attributes, c.id)


def _place(citation: Citation) -> str:
    """The place in a cited document that a citation with one locator names: "#art_5__para_2__point_a"."""
    if not citation.locator or len(citation.locator) != 1:
        return ""
    steps = _steps(citation.locator[0])
    return f"#{address('__'.join(steps))}" if steps else ""


def _steps(locator: Locator) -> list[str]:
    parts = (("Điều ", locator.article), ("", locator.clause), ("", locator.point))
    return [f"{element_of(word + number)[1]}_{step(number)}" for word, number in parts if number]


def _charged(document: Document, bodies: Bodies) -> Iterator[Tag]:
    """The bodies charged with something, where their names stand in the words as they are."""
    for a in document.assignments:
        if place := _inside(document.text, a.span.start, a.span.end, a.body.text):
            yield Tag(*place, "organization", {"refersTo": f"#{bodies.id(a.body)}"})


def _deadlines(document: Document) -> Iterator[Tag]:
    """Deadlines that are days, where their words stand in the line of what is due."""
    dated: tuple[Target | Assignment, ...] = (*document.targets, *document.assignments)
    for fact in dated:
        if not (fact.deadline and day(fact.deadline)):
            continue
        start, end = document.text.rfind("\n", 0, fact.span.start) + 1, document.text.find("\n", fact.span.end)
        if place := _inside(document.text, start, end if end >= 0 else len(document.text), fact.deadline_text):
            yield Tag(*place, "date", {"date": fact.deadline})


def _inside(text: str, start: int, end: int, words: str | None) -> tuple[int, int] | None:
    """Where words stand within [start, end), if they do as they are."""
    at = text.find(words, start, end) if words and words.strip() else -1
    return (at, at + len(words or "")) if at >= 0 else None
