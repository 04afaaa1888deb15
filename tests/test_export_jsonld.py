"""Linked data: read by rdflib without the network, it says the same facts in the same places."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from builders import SECRETARIAT, make, party
from exported import demo, hostile, stored
from vanban.export import jsonld
from vanban.export.exporters import Asked
from vanban.export.jsonld.documents import node, reading
from vanban.export.jsonld.vocabulary import CONTEXT, RELATIONS, VIETNAMESE
from vanban.marks import marks
from vanban.model import Document, Header, Locator, Section
from vanban.records import values
from vanban.store import Store

ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
SDO = rdflib.Namespace("https://schema.org/")
OWN = rdflib.Namespace("urn:vanban:term:")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was asked for elsewhere")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(store: Store, asked: Asked | None = None) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(jsonld.lines(store, asked or Asked())), format="json-ld")


def of(*documents: Document, meant: dict[str, str] | None = None) -> rdflib.Graph:
    data = {"@context": CONTEXT, "@graph": [node(document, meant or {}, "urn:vanban:") for document in documents]}
    return rdflib.Graph().parse(data=json.dumps(data), format="json-ld")


def harmful(path: Path) -> Store:
    store = Store(path)
    for n, document in enumerate(hostile()):
        store.add([document], f"{n}")
    store.link()
    return store


def facts(graph: rdflib.Graph, here: rdflib.term.Node) -> dict[str, dict[str, Any]]:
    """The facts of a reading, each with its place, by the ids of their annotations."""
    text = str(graph.value(here, SDO.text))
    found = {}
    for annotation in graph.objects(here, OWN.fact):
        values = plain(graph, graph.value(annotation, OA.hasBody))
        target = graph.value(annotation, OA.hasTarget)
        for selector in graph.objects(target, OA.hasSelector):
            if (selector, RDF.type, OA.TextPositionSelector) in graph:
                start, end = (graph.value(selector, key).toPython() for key in (OA.start, OA.end))
                values |= {"start": start, "end": end}
            else:
                exact, prefix, suffix = (str(graph.value(selector, key)) for key in (OA.exact, OA.prefix, OA.suffix))
                values |= {"exact": exact}
                assert prefix + exact + suffix in text
        found[str(annotation).rpartition("-")[2]] = values
    return found


def plain(graph: rdflib.Graph, subject: Any) -> dict[str, Any]:
    return {str(key).removeprefix(OWN): value(graph, one) for key, one in graph.predicate_objects(subject) if key in OWN or key == RDF.type}


def value(graph: rdflib.Graph, one: Any) -> Any:
    if isinstance(one, rdflib.Literal):
        return one.toPython()
    if one == RDF.nil or (one, RDF.first, None) in graph:
        return [value(graph, item) for item in Collection(graph, one)]
    return plain(graph, one) if isinstance(one, rdflib.BNode) else str(one).removeprefix(OWN)


def expected(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for mark in marks(document):
        if isinstance(mark.fact, Header):
            fields: dict[str, Any] = {"field": mark.label, "value": getattr(mark.fact, mark.label)}
            fields["value"] = values(fields["value"])
        else:
            fields = {key: one for key, one in values(mark.fact).items() if key not in ("span", "evidence")}
        words = {} if isinstance(mark.fact, Section) else {"exact": mark.span.quote}
        yield mark.id, {**known(fields), "start": mark.span.start, "end": mark.span.end, **words}


def known(one: Any) -> Any:
    """What is not null, as linked data holds it."""
    if isinstance(one, dict):
        return {key: known(value) for key, value in one.items() if value is not None}
    return [known(value) for value in one] if isinstance(one, list) else one


def typeless(one: Any) -> Any:
    """Without classes and the ends of relations, which the record has not."""
    if isinstance(one, dict):
        return {key: typeless(value) for key, value in one.items() if key not in (str(RDF.type), "from", "to")}
    return [typeless(value) for value in one] if isinstance(one, list) else one


@pytest.mark.parametrize("made", [stored, demo, harmful])
def test_facts_read_back_to_the_same_values_in_the_same_places(tmp_path: Path, made: Callable[[Path], Store]) -> None:
    with made(tmp_path / "x.db") as store:
        graph, documents = read(store), list(store)
    heres = {str(here): here for here in graph.subjects(RDF.type, ELI.Format)}
    assert {here.rpartition("#")[2] for here in heres} == {reading(document) for document in documents}
    for document in documents:
        (here,) = (one for name, one in heres.items() if name.endswith(f"#{reading(document)}"))
        assert str(graph.value(here, SDO.text)) == document.text
        found = facts(graph, here)
        spanless = [w for w in document.warnings if w.span is None]
        assert {id: typeless(fact) for id, fact in found.items() if not id.startswith("x")} == dict(expected(document))
        assert [typeless(fact)["code"] for id, fact in sorted(found.items()) if id.startswith("x")] == [w.code for w in spanless]
        header = {key: one for key, one in values(document.header).items() if key not in ("signers", "recipients", "spans")}
        assert typeless(plain(graph, graph.value(here, OWN.header))) == known(header)


def test_a_document_says_what_it_is() -> None:
    cites = (
        {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT, "document_id": "vn/tw/2023/21-ct"},
        {"symbol": "29-NQ/TW", "date": "2013-11-04", "issuer": SECRETARIAT, "document_id": "vn/tw/2013/29-nq"},
    )
    says = (("self", "implements", "c1"), ("self", "basis", "c2"))
    title = "thực hiện Chỉ thị số 21-CT/TW giai đoạn 2024 - 2026"
    graph = of(make("1-KH/TU", "2024-01-15", party("Sơn La"), title=title, cites=cites, says=says))
    (work,) = graph.subjects(RDF.type, ELI.LegalResource)
    assert str(work) == "urn:vanban:vn/son-la/tinh-uy/2024/1-kh"

    def one(*path: Any) -> Any:
        here: Any = work
        for key in path:
            here = graph.value(here, key)
        return here

    assert (work, RDF.type, SDO.Legislation) in graph
    assert one(ELI.id_local) == one(SDO.legislationIdentifier) == rdflib.Literal("1-KH/TU")
    assert one(ELI.date_document) == one(SDO.legislationDate) == rdflib.Literal("2024-01-15", datatype=XSD.date)
    assert str(one(ELI.passed_by)) == "urn:vanban:vn/son-la/tinh-uy" and str(one(ELI.passed_by, SDO.name)) == "Tỉnh ủy Sơn La"
    assert str(one(ELI.jurisdiction)) == "urn:vanban:vn/son-la" and str(one(ELI.jurisdiction, SDO.name)) == "Sơn La"
    assert str(one(ELI.type_document, SDO.name)) == str(one(SDO.legislationType)) == "Kế hoạch"
    assert str(one(SDO.temporalCoverage)) == "2024-01-15/2026-12-31"
    assert str(one(ELI.ensures_implementation_of)) == "urn:vanban:vn/tw/2023/21-ct" and str(one(ELI.based_on)) == "urn:vanban:vn/tw/2013/29-nq"
    assert one(ELI.is_realized_by, ELI.title) == rdflib.Literal(title, lang="vi") and str(one(ELI.is_realized_by, ELI.language)) == VIETNAMESE
    here = one(ELI.is_realized_by, ELI.is_embodied_by)
    assert str(graph.value(here, PROV.wasDerivedFrom)).startswith("ni:///sha-256;")
    assert str(graph.value(graph.value(graph.value(here, PROV.wasGeneratedBy), PROV.wasAssociatedWith), SDO.softwareVersion)) == "0.1.0"


@pytest.mark.parametrize(
    ("type", "located", "expected"),
    [
        ("amends", False, {ELI.amends, SDO.legislationAmends, SDO.legislationChanges}),
        ("repeals", False, {ELI.repeals, SDO.legislationRepeals, SDO.legislationChanges}),
        ("repeals", True, {ELI.amends, SDO.legislationAmends, SDO.legislationChanges}),
        ("replaces", False, {ELI.repeals, SDO.legislationRepeals, SDO.legislationChanges, DCTERMS.replaces}),
        ("guides", False, {OWN.guides}),
        ("cites", False, {ELI.cites, SDO.citation}),
    ],
)
def test_relations_have_the_names_that_others_know(type: str, located: bool, expected: set[Any]) -> None:
    locator = (Locator("5"),) if located else None
    cites = ({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT, "document_id": "vn/tw/2023/21-ct", "locator": locator},)
    graph = of(make("1-KH/TU", "2024-01-15", party("Sơn La"), cites=cites, says=(("self", type, "c1"),)))
    works = {rdflib.URIRef("urn:vanban:vn/son-la/tinh-uy/2024/1-kh")}
    names = {key for work in works for key in graph.predicates(work, rdflib.URIRef("urn:vanban:vn/tw/2023/21-ct"))}
    assert names == expected


def test_relations_are_those_of_the_graph(tmp_path: Path) -> None:
    with demo(tmp_path / "x.db") as store:
        graph, edges = read(store), store.edges()
    for type, (name, *_) in RELATIONS.items():
        prefix, _, local = name.rpartition(":")
        predicate = {"eli": ELI, "": OWN}[prefix][local]
        said = {(str(s), str(o)) for s, o in graph.subject_objects(predicate)}
        mine = {(f"urn:vanban:{e.subject}", f"urn:vanban:{e.object}") for e in edges if e.type == type and not e.partial}
        assert mine <= said, type
        if type not in ("replaces", "repeals"):
            assert said == mine, type


def test_an_article_is_no_legislation() -> None:
    document = make(
        name="bai-viet.html",
        kind="report",
        title=None,
        cites=({"symbol": "21-CT/TW", "document_id": "vn/tw/2023/21-ct"},),
        says=(("self", "implements", "c1"),),
    )
    graph = of(replace(document, header=Header(), id="vn/unknown/bai-viet"))
    assert not list(graph.subjects(RDF.type, ELI.LegalResource)) and not list(graph.subject_objects(ELI.ensures_implementation_of))
    assert [str(o) for o in graph.objects(None, ELI.cites)] == ["urn:vanban:vn/tw/2023/21-ct"]


def test_identifiers_begin_as_asked(tmp_path: Path) -> None:
    with stored(tmp_path / "x.db") as store:
        graph = read(store, Asked(base="https://example.org/id/"))
        some = read(store, Asked(nodes=(store.find("1-KH/TU")[0].id,)))
    works = {str(work) for work in graph.subjects(RDF.type, ELI.LegalResource)}
    assert works == {f"https://example.org/id/{id}" for id in ("vn/son-la/tinh-uy/2024/1-kh", "vn/lai-chau/tinh-uy/2023/184-kh")}
    assert [str(work) for work in some.subjects(RDF.type, ELI.LegalResource)] == ["urn:vanban:vn/son-la/tinh-uy/2024/1-kh"]


@pytest.mark.parametrize(
    ("date", "kind"), [("2024-08-13", XSD.date), ("2024-08", XSD.gYearMonth), ("2024", XSD.gYear), ("năm 2024", None), ("2024-02-30", None)]
)
def test_a_date_says_how_much_of_it_is_known(date: str, kind: Any) -> None:
    document = make("1-KH/TU", "2024-01-15", party("Sơn La"))
    graph = of(replace(document, header=replace(document.header, date=date)))
    (found,) = graph.objects(None, ELI.date_document)
    assert isinstance(found, rdflib.Literal) and found.datatype == kind and str(found) == date


def test_every_line_is_one_reading(tmp_path: Path) -> None:
    with stored(tmp_path / "x.db") as store:
        ids = [document.id for document in store]
        store.add([next(iter(store))], "the same file in another folder")
        lines = list(jsonld.lines(store, Asked()))
    inner = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert [one["id"] for one in inner] == ids and json.loads("".join(lines))["@graph"] == inner
    with Store(tmp_path / "empty.db") as store:
        assert json.loads("".join(jsonld.lines(store, Asked())))["@graph"] == []
