"""What other programs get as one text: records a line each, and the graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from jsonschema import Draft202012Validator

from exported import demo, hostile, stored
from vanban.export import EXPORTERS, Asked, Lines
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
    assert len(written) == 2


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
