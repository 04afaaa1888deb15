"""What other programs get: records a line each, and the graph."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx

from builders import SECRETARIAT, make, party, rich
from vanban.export import EXPORTERS
from vanban.records import record
from vanban.store import Store


def stored(path: Path) -> Store:
    store = Store(path)
    cites = ({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}, {"symbol": "184-KH/TU", "date": "2023-06-27", "issuer": party("Lai Châu")})
    store.add([make("1-KH/TU", "2024-01-01", party("Sơn La"), cites=cites, says=(("self", "implements", "c1"), ("self", "cites", "c2")))], "a")
    store.add([rich()], "b")
    store.link()
    return store


def test_jsonl_is_every_record_on_its_line(tmp_path: Path) -> None:
    with stored(tmp_path / "x.db") as store:
        lines = list(EXPORTERS["jsonl"](store))
        assert [json.loads(line) for line in lines] == [record(document) for document in store]
    assert len(lines) == 2 and not any("\n" in line for line in lines)


def test_graphml_has_all_nodes_and_edges_with_their_evidence(tmp_path: Path) -> None:
    with stored(tmp_path / "x.db") as store:
        text = "\n".join(EXPORTERS["graphml"](store))
        (tmp_path / "x.graphml").write_text(text, encoding="utf-8")
        back = nx.read_graphml(tmp_path / "x.graphml")
        assert set(back) == {node.id for node in store.nodes()}
        assert {(a, data["type"], b) for a, b, data in back.edges(data=True)} == {(e.subject, e.type, e.object) for e in store.edges()}
    assert all(json.loads(data["evidence"])[0]["quote"] == data["quote"] for _, _, data in back.edges(data=True))
    ElementTree.fromstring(text)
