"""Whole records, fact by fact: whatever changes in one of these documents is seen. scripts/make_golden.py writes them anew."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from vanban.pipeline import parse
from vanban.readers import read
from vanban.records import record, schema

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
DEMO = sorted((Path(__file__).parents[1] / "corpora" / "demo").glob("*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    source = DEMO[0].parent / f"{path.stem}.txt"
    assert record(parse(read(source))) == json.loads(path.read_text(encoding="utf-8"))


def test_there_are_golden_records() -> None:
    assert len(GOLDEN) >= 4


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_every_record_of_the_corpus_validates(path: Path) -> None:
    Draft202012Validator(schema()).validate(record(parse(read(path))))
