"""What other programs get as one text: records a line each, and the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from jsonschema import Draft202012Validator

from builders import SECRETARIAT, make, party
from exported import demo, hostile, stored
from postgres import Databases
from vanban.errors import StoreError
from vanban.export import EXPORTERS, Asked, Lines
from vanban.export.exporters import linked
from vanban.export.tables import GRAPH
from vanban.records import load, record
from vanban.store import Store

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "record.schema.json").read_text(encoding="utf-8"))
KEY = "{http://graphml.graphdrawing.org/xmlns}key"


def lines(to: str, store: Store, asked: Asked | None = None) -> list[str]:
    exporter = EXPORTERS[to]
    assert isinstance(exporter, Lines)
    return list(exporter.make(store, asked or Asked()))


def harmful(path: Path) -> Store:
    store = Store(path)
    for n, document in enumerate(hostile()):
        store.add([document], f"{n}")
    store.link()
    return store


@pytest.mark.parametrize("make", [stored, demo, harmful])
def test_jsonl_is_every_record_on_its_line(tmp_path: Path, make: Callable[[Path], Store]) -> None:
    validator = Draft202012Validator(SCHEMA)
    with make(tmp_path / "x.db") as store:
        written = lines("jsonl", store)
        assert [load(json.loads(line)) for line in written] == list(store)
    assert not any("\n" in line or "\r" in line for line in written)
    for line in written:
        validator.validate(json.loads(line))


def test_jsonl_of_some_documents_has_all_their_readings(tmp_path: Path) -> None:
    with stored(tmp_path / "x.db") as store:
        (node,) = store.find("1-KH/TU")
        written = lines("jsonl", store, Asked((node.id,)))
        assert [json.loads(line) for line in written] == [record(document) for document in store if document.id == node.id]
        with pytest.raises(StoreError, match="vn/tw/2023/21-ct"):
            lines("jsonl", store, Asked(("vn/tw/2023/21-ct",)))
    assert len(written) == 2


def test_what_citations_mean_is_told_for_each_reading(tmp_path: Path) -> None:
    """Two files of one document, in which c1 is another citation."""
    cites = ({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}, {"symbol": "29-NQ/TW", "date": "2013-11-04", "issuer": SECRETARIAT})
    with Store(tmp_path / "x.db") as store:
        for name, some in (("a", cites), ("b", cites[::-1])):
            store.add([make("1-KH/TU", "2024-01-01", party("Sơn La"), cites=some)], name)
        store.link()
        (node,) = store.find("1-KH/TU")
        for asked in (Asked(), Asked((node.id,))):
            found = [(document.citations[0].symbol, meant["c1"]) for document, meant in linked(store, asked)]
            assert found == [("21-CT/TW", "vn/tw/2023/21-ct"), ("29-NQ/TW", "vn/tw/2013/29-nq")]


def graph(store: Store, path: Path) -> nx.MultiDiGraph:
    path.write_text("\n".join(lines("graphml", store)), encoding="utf-8")
    return nx.read_graphml(path)


@pytest.mark.parametrize("make", [stored, demo, harmful])
def test_graphml_has_all_nodes_and_edges_with_their_evidence(tmp_path: Path, make: Callable[[Path], Store]) -> None:
    with make(tmp_path / "x.db") as store:
        back = graph(store, tmp_path / "x.graphml")
        assert len(back) == len(store.nodes())
        edges = [(a, data["type"], b, proof["document"], proof["start"]) for a, b, data in back.edges(data=True) for proof in json.loads(data["evidence"])]
        assert sorted(edges) == sorted((e.subject, e.type, e.object, e.evidence.document, e.evidence.start) for e in store.edges())
    for _, _, data in back.edges(data=True):
        assert data["weight"] == len(json.loads(data["evidence"])) and data["label"]


def test_graphml_says_what_gephi_shows(tmp_path: Path) -> None:
    """Every attribute has a type that Gephi knows, nodes and edges a label, edges a weight; nothing is null."""
    with stored(tmp_path / "x.db") as store:
        back = graph(store, tmp_path / "x.graphml")
        (node,) = store.find("1-KH/TU")
    assert back.nodes[node.id]["label"] == "Kế hoạch số 1-KH/TU" and back.nodes[node.id]["loaded"] is True
    assert "unit" in back.nodes[node.id] and "null" not in str(back.nodes(data=True)) and "None" not in str(back.nodes(data=True))
    root = ElementTree.parse(tmp_path / "x.graphml").getroot()
    kinds = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iter(KEY)}
    assert kinds["node", "label"] == kinds["edge", "label"] == "string" and kinds["edge", "weight"] == "double"
    assert set(kinds.values()) <= {"string", "double", "boolean"}


def test_what_xml_cannot_hold_is_a_blank(tmp_path: Path) -> None:
    with harmful(tmp_path / "x.db") as store:
        back = graph(store, tmp_path / "x.graphml")
    titles = {data.get("title", "").strip() for _, data in back.nodes(data=True)}
    assert "form feed, bell , nul , not a character" in titles
    assert "]]><script>alert(1)</script><!-- & -->" in titles


def test_a_server_gives_the_same_lines(tmp_path: Path, databases: Databases) -> None:
    with demo(tmp_path / "x.db") as sqlite, demo(databases.new()) as postgresql:
        for to in ("jsonl", "jsonld", "nd30"):
            assert lines(to, postgresql) == lines(to, sqlite)
        assert sorted(map(uncounted, lines("graphml", postgresql))) == sorted(map(uncounted, lines("graphml", sqlite)))
        for table in GRAPH.values():
            assert set(table.rows(postgresql)) == set(table.rows(sqlite))
        (node,) = sqlite.find("247/QĐ-TTg")
        assert list(linked(postgresql, Asked((node.id,)))) == list(linked(sqlite, Asked((node.id,))))


def uncounted(line: str) -> str:
    return re.sub(r'<edge id="e\d+"', "<edge", line)
