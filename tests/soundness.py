"""What holds for the document of any text, whoever wrote it and whatever befell it on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from vanban.marks import marks
from vanban.model import Document
from vanban.pipeline import parse_text
from vanban.records import dumps, load, record

SCHEMA = Path(__file__).parents[1] / "schemas" / "record.schema.json"


def sound(text: str) -> Document:
    """The document of the text; AssertionError where anything of it is not as it must be."""
    document = parse_text(text)
    data = record(document)
    assert document.text == text
    _quoted(data, text)
    _referred(data)
    assert (error := next(_validator().iter_errors(data), None)) is None, error
    assert len({mark.id for mark in marks(document)}) == len(marks(document)), "two marks of one id"
    written = json.loads(dumps(document))
    assert load(written) == document, "the record does not come back"
    assert parse_text(written["text"]) == document, "another document of the same text"
    return document


def _quoted(data: dict[str, Any], text: str) -> None:
    """Every span of a record lies in the text and has its words."""
    for place, span in spans(data):
        start, end, quote = span["start"], span["end"], span["quote"]
        assert 0 <= start < end <= len(text), f"{place}: {start} to {end}"
        assert text[start:end] == quote, f"{place}: {quote!r}"


def spans(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Whatever has start, end and quote in a record, with the way to it."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield place, value
        for key, part in value.items():
            yield from spans(part, f"{place}/{key}")
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from spans(part, f"{place}/{n}")


def _referred(data: dict[str, Any]) -> None:
    """Ids are there once, and what refers to a fact refers to one that is there. A path is no id: a text that numbers two parts alike has it twice."""
    ids = [fact["id"] for layer in ("citations", "targets", "assignments") for fact in data[layer]]
    assert len(set(ids)) == len(ids), f"twice: {sorted(id for id in ids if ids.count(id) > 1)[:3]}"
    paths = {section["path"] for section in data["sections"]}
    cited = {citation["id"] for citation in data["citations"]}
    for relation in data["relations"]:
        assert relation["subject"] in cited | {"self"} and relation["object"] in cited, relation
    for fact in (*data["citations"], *data["targets"], *data["assignments"]):
        assert fact["section"] is None or fact["section"] in paths, fact
    assert all(section["parent"] is None or section["parent"] in paths for section in data["sections"])


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
