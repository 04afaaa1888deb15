"""The demonstration corpus against what its authors wrote down, not against what the program said."""

import json
from pathlib import Path
from typing import Any

import pytest

from vanban import symbols
from vanban.model import Citation, Document
from vanban.pipeline import parse
from vanban.readers import read
from vanban.text import fold

CORPUS = Path(__file__).parents[1] / "corpora" / "demo"
EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "demo_expected.json").read_text(encoding="utf-8"))


def document(name: str) -> Document:
    return parse(read(CORPUS / name))


def named(c: Citation | str | None) -> str | None:
    """One key for every spelling of a symbol; a law's name as it is."""
    text = c.symbol or c.name if isinstance(c, Citation) else c
    return symbols.key(text) or text


def test_every_document_has_an_expectation() -> None:
    assert {path.name for path in CORPUS.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_header(name: str) -> None:
    d, want = document(name), EXPECTED[name]
    h = d.header
    assert (h.symbol, h.doc_type, h.date, d.province) == (want["symbol"], want["doc_type"], want["date"], want["province"])
    assert h.issuer is not None
    assert (fold(h.issuer.text), h.issuer.level) == (fold(want["issuer"]), want["level"])


@pytest.mark.parametrize("name", EXPECTED)
def test_relations(name: str) -> None:
    d, want = document(name), EXPECTED[name]
    by_id = {c.id: c for c in d.citations}
    for kind in ("implements", "replaces"):
        assert {named(by_id[r.object]) for r in d.relations if r.subject == "self" and r.type == kind} == {named(s) for s in want[kind]}
    between = {(named(by_id[r.subject]), r.type, named(by_id[r.object])) for r in d.relations if r.subject != "self"}
    assert between == {(named(a), kind, named(b)) for a, kind, b in want["chain"]}


@pytest.mark.parametrize("name", EXPECTED)
def test_targets(name: str) -> None:
    assert sum(t.status == "target" for t in document(name).targets) == EXPECTED[name]["targets"]


def test_each_document_has_its_own_id() -> None:
    ids = [document(name).id for name in EXPECTED]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if "unknown" in i]
