"""A reading as linked data: the document (work), its Vietnamese text (expression), the file it was read from (format), and its facts as annotations."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import vanban
from vanban import lexicon
from vanban.export.jsonld.vocabulary import PARTLY, PROGRAM, RELATIONS, TYPE, VIETNAMESE
from vanban.export.names import address
from vanban.export.tables.facts import day
from vanban.identity.statements import is_nobodys, is_part
from vanban.marks import Mark, marks
from vanban.model import Body, Document, Header, Relation, Section
from vanban.records import values
from vanban.text import Span, slug
from vanban.validity import last_day

Node = dict[str, Any]
_AROUND = 32
"""Characters before and behind a quote by which it is found again when a text has moved."""
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth"}


def node(document: Document, meant: Mapping[str, str], base: str) -> Node:
    """All that is known of a document from one file. `meant` are the ids of the documents that its citations mean; identifiers begin with `base`."""
    return _Reading(document, {c.id: id for c in document.citations if (id := meant.get(c.id) or c.document_id)}, base).work()


def reading(document: Document) -> str:
    """What tells the readings of a document apart: a hash of the file and of what was read of it."""
    return sha256(f"{document.source.sha256}\n{document.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Reading:
    def __init__(self, document: Document, meant: Mapping[str, str], base: str) -> None:
        self._document, self._meant, self._base = document, meant, base
        self._parts = {c.id for c in document.citations if is_part(document.text, c)}
        self._id = self._iri(document.id)
        self._here = f"{self._id}#{reading(document)}"

    def _iri(self, id: str) -> str:
        return self._base + address(id)

    def work(self) -> Node:
        h = self._document.header
        classes = ["schema:CreativeWork"] if is_nobodys(self._document) else ["eli:LegalResource", "schema:Legislation"]
        kind = lexicon.type_name(h.doc_type) if h.doc_type else None
        return _known(
            {
                "@id": self._id,
                "@type": classes,
                "id": self._document.id,
                "eli:id_local": h.symbol,
                "schema:legislationIdentifier": h.symbol,
                "eli:type_document": {"@id": TYPE + address(h.doc_type), "schema:name": kind or h.doc_type} if h.doc_type else None,
                "schema:legislationType": kind,
                "eli:date_document": _date(h.date),
                "schema:legislationDate": _date(h.date),
                "schema:temporalCoverage": self._period(h),
                "eli:passed_by": self._agent(h.issuer),
                "schema:legislationPassedBy": self._agent(h.issuer),
                "eli:jurisdiction": self._jurisdiction(h.issuer),
                "schema:name": _vietnamese(h.title),
                "schema:inLanguage": "vi",
                **self._relations(),
                "eli:is_realized_by": self._expression(),
            }
        )

    def _period(self, header: Header) -> str | None:
        """From its date to the last day that its title names."""
        last = last_day(header.doc_type, header.title)
        return f"{header.date}/{last}" if last and day(header.date) else None

    def _agent(self, body: Body | None) -> Node | None:
        if body is None:
            return None
        return _known({"@id": self._iri(body.id) if body.id else None, "@type": ["eli:Agent", "schema:Organization"], "schema:name": body.text})

    def _jurisdiction(self, issuer: Body | None) -> Node | None:
        """The province, or the country for who issues for all of it."""
        if issuer is None or not (issuer.province or issuer.level in ("central", "ministry")):
            return None
        place = f"vn/{slug(issuer.province)}" if issuer.province else "vn"
        return {"@id": self._iri(place), "@type": "schema:AdministrativeArea", "schema:name": issuer.province or "Việt Nam"}

    def _relations(self) -> dict[str, list[str]]:
        """What the document says that it does itself, to documents that are known for certain. An article does nothing to what it names."""
        found: dict[str, list[str]] = {}
        for r in self._document.relations:
            if r.subject == "self" and r.object in self._meant:
                type = "cites" if is_nobodys(self._document) else PARTLY.get(r.type, r.type) if r.object in self._parts else r.type
                for name in RELATIONS[type]:
                    found.setdefault(name, []).append(self._iri(self._meant[r.object]))
        return {name: list(dict.fromkeys(iris)) for name, iris in found.items()}

    def _expression(self) -> Node:
        title = _vietnamese(self._document.header.title)
        embodied = {"eli:language": {"@id": VIETNAMESE}, "eli:is_embodied_by": self._format()}
        return _known({"@id": f"{self._id}#vie", "@type": "eli:LegalExpression", "eli:title": title, **embodied})

    def _format(self) -> Node:
        header = {name: value for name, value in values(self._document.header).items() if name not in ("signers", "recipients", "spans")}
        source = self._source()
        agent = {"@id": f"{PROGRAM}{vanban.__version__}", "@type": "prov:SoftwareAgent", "schema:name": "vanban", "schema:softwareVersion": vanban.__version__}
        activity = {"@id": f"{self._here}-reading", "@type": "prov:Activity", "prov:used": source, "prov:wasAssociatedWith": agent}
        return _known(
            {
                "@id": self._here,
                "@type": ["eli:Format", "prov:Entity"],
                "kind": self._document.source.kind,
                "province": self._document.province,
                "prov:wasDerivedFrom": source,
                "prov:wasGeneratedBy": activity,
                "header": {"@type": "Header", **_plain(header)},
                "schema:text": self._document.text,
                "fact": list(self._facts()),
            }
        )

    def _source(self) -> Node:
        """The file, known by its content (RFC 6920)."""
        o = self._document.source
        about = {"schema:name": o.name, "schema:encodingFormat": o.media_type, "sha256": o.sha256, "pages": o.pages, "first_page": o.first_page}
        web = {"site": o.site, "published": o.published, "recognised": o.recognised}
        return _known({"@id": _by_content(o.sha256), "@type": "prov:Entity", **about, **web})

    def _facts(self) -> Iterator[Node]:
        for mark in marks(self._document):
            yield self._annotation(mark.id, self._body(mark), self._target(mark.span, quoted=not isinstance(mark.fact, Section)))
        for n, warning in enumerate((w for w in self._document.warnings if w.span is None), 1):
            yield self._annotation(f"x{n}", {"@type": "Warning", **_plain(values(warning))}, {"@id": self._here})

    def _annotation(self, id: str, body: Node, target: Node) -> Node:
        return {"@id": f"{self._here}-{address(id)}", "@type": "oa:Annotation", "oa:hasBody": body, "oa:hasTarget": target}

    def _body(self, mark: Mark) -> Node:
        if isinstance(mark.fact, Header):
            value = values(getattr(mark.fact, mark.label))
            return _known({"@type": "HeaderField", "field": mark.label, "value": _plain({"value": value}).get("value")})
        fields = {name: value for name, value in values(mark.fact).items() if name not in ("span", "evidence")}
        made = {"@type": type(mark.fact).__name__, **_plain(fields)}
        if isinstance(mark.fact, Relation):
            ends = {"from": self._end(mark.fact.subject), "to": self._end(mark.fact.object)}
            made |= {name: {"@id": iri} for name, iri in ends.items() if iri}
        return made

    def _end(self, end: str) -> str | None:
        return self._id if end == "self" else self._iri(self._meant[end]) if end in self._meant else None

    def _target(self, span: Span, quoted: bool) -> Node:
        """Where a fact stands: the place, and the words themselves unless they are a whole section."""
        text = self._document.text
        selectors: list[Node] = [{"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end}]
        if quoted:
            around = {"oa:prefix": text[max(span.start - _AROUND, 0) : span.start], "oa:suffix": text[span.end : span.end + _AROUND]}
            selectors.append({"@type": "oa:TextQuoteSelector", "oa:exact": span.quote, **around})
        return {"@type": "oa:SpecificResource", "oa:hasSource": {"@id": self._here}, "oa:hasSelector": selectors}


def _known(fields: Node) -> Node:
    return {name: value for name, value in fields.items() if value is not None}


def _plain(fields: Mapping[str, Any]) -> Node:
    """Fields of the record as linked data: lists keep their order, what is null is left out."""
    return {name: _value(name, value) for name, value in fields.items() if value is not None}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return {"@list": [_value(name, one) for one in value]}
    if isinstance(value, dict):
        return {"@type": "Locator" if name == "locator" else "Body", **_plain(value)}
    return value


def _vietnamese(text: str | None) -> Node | None:
    return {"@value": text, "@language": "vi"} if text is not None else None


def _date(iso: str | None) -> Node | str | None:
    """With the type that tells how much of it is known; what is no date is text."""
    if iso is None or day(iso):
        return {"@value": iso, "@type": "xsd:date"} if iso else None
    kind = _DATES.get(len(iso)) if day(f"{iso}-01-01"[:10]) else None
    return {"@value": iso, "@type": kind} if kind else iso


def _by_content(digest: str) -> str | None:
    """The name of a file by its SHA-256: "ni:///sha-256;…"."""
    try:
        return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}"
    except ValueError:
        return None
