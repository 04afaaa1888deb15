"""What stands before the text: identification (work, expression, manifestation), what the document does to others, who and what it names.

A date that the schema demands and nobody knows is 0001-01-01 with the name "unknown"; of a month or year that is known it is the first day, named so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

import vanban
from vanban import lexicon
from vanban.export.akn.tags import Bodies, work
from vanban.export.names import xml_text
from vanban.export.tables.facts import day
from vanban.model import Document
from vanban.text import slug

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:vanban:term:"
_US = "#vanban"
_MODIFIES = {"amends": "substitution", "replaces": "replacement", "repeals": "repeal"}


def add(parent: Any, element: str, /, **attributes: str) -> Any:
    """A new element in `parent`."""
    return etree.SubElement(parent, f"{{{AKN}}}{element}", {key: xml_text(value) for key, value in attributes.items()})


def write(meta: Any, document: Document, bodies: Bodies, meant: Mapping[str, str], refs: Mapping[str, str], on: str) -> None:
    """Fill `meta`. `refs` are the ids of the elements that citations became, `on` is the day of writing."""
    _identification(meta, document, bodies, on)
    published = document.source.published
    if published and day(published) and document.source.site:
        add(meta, "publication", date=published, name="site", showAs=document.source.site)
    _analysis(meta, document, meant, refs)
    references = add(meta, "references", source=_US)
    add(references, "TLCProcess", eId="vanban", href="/akn/ontology/process/vanban", showAs=f"vanban {vanban.__version__}")
    for where, (id, name) in bodies.known.items():
        add(references, "TLCOrganization", eId=id, href=where, showAs=name)
    if document.header.issuer is None:
        add(references, "TLCOrganization", eId="unknown", href="/akn/ontology/organization/unknown", showAs="không rõ")
    for n, cited in enumerate(dict.fromkeys(meant[c.id] for c in document.citations if c.id in meant), 1):
        add(references, "TLCReference", eId=f"cited_{n}", href=work(cited), showAs=cited, name="cited")


def _identification(meta: Any, document: Document, bodies: Bodies, on: str) -> None:
    header = document.header
    issued, named = _date(header.date)
    issuer = f"#{bodies.id(header.issuer)}" if header.issuer else "#unknown"
    identification = add(meta, "identification", source=_US)
    uri = work(document.id)
    expression = f"{uri}/vie@{header.date}" if header.date else f"{uri}/vie@"
    one = _frbr(identification, "FRBRWork", f"{uri}/!main", uri, (issued, named), issuer, ("symbol", header.symbol))
    add(one, "FRBRcountry", value="vn")
    if header.doc_type:
        add(one, "FRBRsubtype", value=slug(header.doc_type), showAs=lexicon.type_name(header.doc_type) or header.doc_type)
    if header.symbol:
        add(one, "FRBRnumber", value=header.symbol)
    if header.title:
        add(one, "FRBRname", value=header.title)
    add(one, "FRBRauthoritative", value="false")
    add(_frbr(identification, "FRBRExpression", f"{expression}/!main", expression, (issued, named), issuer), "FRBRlanguage", language="vie")
    read_from = f"sha-256:{document.source.sha256}"
    _frbr(identification, "FRBRManifestation", f"{expression}/!main.xml", f"{expression}.xml", (on, "generation"), _US, ("source", read_from))


def _frbr(parent: Any, level: str, this: str, uri: str, date: tuple[str, str], author: str, alias: tuple[str, str | None] = ("", None)) -> Any:
    one = add(parent, level)
    add(one, "FRBRthis", value=this)
    add(one, "FRBRuri", value=uri)
    if alias[1]:
        add(one, "FRBRalias", value=alias[1], name=alias[0])
    add(one, "FRBRdate", date=date[0], name=date[1])
    add(one, "FRBRauthor", href=author)
    return one


def _date(iso: str | None) -> tuple[str, str]:
    for padded, name in ((iso, "issued"), (f"{iso}-01", "month"), (f"{iso}-01-01", "year")):
        if day(padded):
            return str(padded), name
    return "0001-01-01", "unknown"


def _analysis(meta: Any, document: Document, meant: Mapping[str, str], refs: Mapping[str, str]) -> None:
    """What it amends, replaces and repeals in the schema's own terms; all that it says of documents in ours."""
    if not document.relations:
        return
    analysis = add(meta, "analysis", source=_US)
    modified = [r for r in document.relations if r.subject == "self" and r.type in _MODIFIES and r.object in meant and r.object in refs]
    active = add(analysis, "activeModifications") if modified else None
    for n, r in enumerate(modified, 1):
        one = add(active, "textualMod", type=_MODIFIES[r.type], eId=f"am_{n}")
        add(one, "source", href=f"#{refs[r.object]}")
        add(one, "destination", href=work(meant[r.object]))
    other = add(analysis, "otherAnalysis", source=_US)
    for r in document.relations:
        ends = {name: meant[end] for name, end in (("from", r.subject), ("to", r.object)) if end in meant}
        said = {"subject": r.subject, "type": r.type, "object": r.object, **ends, "start": str(r.evidence.start), "end": str(r.evidence.end)}
        etree.SubElement(other, f"{{{OWN}}}relation", {key: xml_text(value) for key, value in said.items()}, nsmap={"vanban": OWN})
