"""The tables of what was read, and how a document becomes their rows. Together they hold all that the record has.

`start` and `end` count code points of the text, `quote` are the words between. Values of the record that may be shortened dates or words (`date`, `deadline`)
stand as they are; `day` and `due` beside them are real dates where one can be told: the day of a whole date, the last day of a deadline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from vanban.export.tables.model import Row, Table, columns
from vanban.model import Body, Document
from vanban.records import values
from vanban.tasks import last_day
from vanban.text import Span

_KEYS = "reading:integer document"
_SPAN = "start:integer end:integer quote"
_NOWHERE = (None, None, None)


def day(iso: str | None) -> date | None:
    """The date that an ISO string of a whole day names; None for a shortened one, words, and days that no calendar has."""
    try:
        return date.fromisoformat(iso) if iso and len(iso) == len("2024-08-13") else None
    except ValueError:
        return None


def _due(deadline: str | None) -> date | None:
    return day(last_day(deadline))


def _span(span: Span | None) -> Row:
    return (span.start, span.end, span.quote) if span else _NOWHERE


def _body(body: Body | None) -> Row:
    return (body.text, body.id, body.level, body.province) if body else (None, None, None, None)


def _documents(d: Document) -> Iterator[Row]:
    o, h = d.source, d.header
    origin = (o.name, o.media_type, o.sha256, o.pages, o.kind, o.first_page, o.site, o.published, o.recognised)
    yield (*origin, d.province, h.symbol, h.number, h.doc_type, *_body(h.issuer), h.place, h.date, day(h.date), h.title, h.inferred, len(d.text))


def _header_spans(d: Document) -> Iterator[Row]:
    return ((field, *_span(span)) for field, span in d.header.spans.items())


def _signers(d: Document) -> Iterator[Row]:
    return ((signer.name, signer.position, *_span(signer.span)) for signer in d.header.signers)


def _recipients(d: Document) -> Iterator[Row]:
    return ((recipient.text, *_span(recipient.span)) for recipient in d.header.recipients)


def _sections(d: Document) -> Iterator[Row]:
    return ((s.path, s.label, s.heading, s.parent, s.span.start, s.span.end) for s in d.sections)


def _citations(d: Document) -> Iterator[Row]:
    for c in d.citations:
        locator = None if c.locator is None else json.dumps(values(c.locator), ensure_ascii=False)
        yield c.id, c.symbol, c.doc_type, c.date, day(c.date), *_body(c.issuer), c.name, locator, c.document_id, c.section, c.inferred, *_span(c.span)


def _relations(d: Document) -> Iterator[Row]:
    return ((r.subject, r.type, r.object, *_span(r.evidence)) for r in d.relations)


def _targets(d: Document) -> Iterator[Row]:
    for t in d.targets:
        amount = (t.indicator, t.comparator, t.value, t.value_max, t.unit)
        yield t.id, *amount, t.deadline, _due(t.deadline), t.deadline_text, t.status, t.section, t.inferred, *_span(t.span)


def _assignments(d: Document) -> Iterator[Row]:
    for a in d.assignments:
        when = (a.deadline, _due(a.deadline), a.deadline_text, a.recurrence)
        yield a.id, *_body(a.body), a.role, a.action, a.with_, a.product, *when, a.section, a.inferred, *_span(a.span)


def _bodies(d: Document) -> Iterator[Row]:
    """Each body as often as it is named as one: who issued this document or a cited one, who is charged, who helps. Helpers of a lead have names only."""
    named: list[tuple[str | None, str, Body | None]] = [(None, "issuer", d.header.issuer)]
    named += [(c.id, "cited", c.issuer) for c in d.citations]
    for a in d.assignments:
        named += [(a.id, a.role, a.body), *((a.id, "coordinate", Body(name)) for name in a.with_)]
    return ((fact, part, *_body(body)) for fact, part, body in named if body)


def _warnings(d: Document) -> Iterator[Row]:
    return ((w.code, w.message, *_span(w.span)) for w in d.warnings)


def _pages(d: Document) -> Iterator[Row]:
    return ((p.number, p.start, p.end, p.width, p.height, p.recognised, p.aside, p.turned, p.skew) for p in d.pages)


def _boxes(d: Document) -> Iterator[Row]:
    return ((b.fact, b.page, b.x0, b.top, b.x1, b.bottom) for b in d.boxes)


def _texts(d: Document) -> Sequence[Row]:
    return ((d.text,),)


_BODY = "{0} {0}_id {0}_level {0}_province"
_ISSUER = _BODY.format("issuer")
_DUE = "deadline due:date deadline_text"
_ORIGIN = "file media_type sha256 pages:integer kind first_page:integer site published recognised:number"

TABLES: dict[str, Table] = {
    name: Table(columns(f"{_KEYS} {words}"), of)
    for name, words, of in (
        ("documents", f"{_ORIGIN} province symbol number doc_type {_ISSUER} place date day:date title inferred:strings characters:integer", _documents),
        ("header_spans", f"field {_SPAN}", _header_spans),
        ("signers", f"name position {_SPAN}", _signers),
        ("recipients", f"text {_SPAN}", _recipients),
        ("sections", "path label heading parent start:integer end:integer", _sections),
        ("citations", f"id symbol doc_type date day:date {_ISSUER} name locator:json document_id section inferred:strings {_SPAN}", _citations),
        ("relations", f"subject type object {_SPAN}", _relations),
        ("targets", f"id indicator comparator value:number value_max:number unit {_DUE} status section inferred:strings {_SPAN}", _targets),
        (
            "assignments",
            f"id {_BODY.format('body')} role action with:strings product {_DUE} recurrence section inferred:strings {_SPAN}",
            _assignments,
        ),
        ("bodies", "fact part body id level province", _bodies),
        ("warnings", f"code message {_SPAN}", _warnings),
        (
            "pages",
            "number:integer start:integer end:integer width:number height:number recognised:number aside:strings turned:integer skew:number",
            _pages,
        ),
        ("boxes", "fact page:integer x0:number top:number x1:number bottom:number", _boxes),
        ("texts", "text", _texts),
    )
}
"""Name → table of what was read in documents. The texts have a table of their own: they are a hundred times as large as the rest."""
