"""Whole records, fact by fact: whatever changes in one of these documents is seen. scripts/make_golden.py writes them anew."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from vanban import pipeline
from vanban.extract.citations import settle
from vanban.layout import Layout
from vanban.model import Citation, Document, changed
from vanban.pipeline import citations, parse
from vanban.readers import read
from vanban.records import record, schema

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
DEMO = sorted((Path(__file__).parents[1] / "corpora" / "demo").glob("*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    source = DEMO[0].parent / f"{path.stem}.txt"
    assert record(parse(read(source))) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_citations_alone_are_those_that_a_parse_goes_on_from(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = read(DEMO[0].parent / f"{path.stem}.txt")
    found: list[Citation] = []

    def seen(layout: Layout, document: Document) -> tuple[Citation, ...]:
        found.extend(document.citations)
        return settle(layout, document)

    monkeypatch.setattr(pipeline, "EXTRACTORS", tuple((fields, seen if find is settle else find) for fields, find in pipeline.EXTRACTORS))
    parse(source)
    assert found and citations(source) == tuple(changed(c, section=None) for c in found)


def test_there_are_golden_records() -> None:
    assert len(GOLDEN) >= 4


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_every_record_of_the_corpus_validates(path: Path) -> None:
    Draft202012Validator(schema()).validate(record(parse(read(path))))
