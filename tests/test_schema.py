"""The published JSON Schema is the one of the code, and records keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from builders import make, rich
from vanban.model import Document
from vanban.pipeline import parse_text
from vanban.records import record, schema

FILE = Path(__file__).parent.parent / "schemas" / "record.schema.json"
VALIDATOR = Draft202012Validator(schema())


def test_the_file_is_what_the_code_makes() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema(), "run scripts/make_schema.py"


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("document", [rich(), make(), make("21-CT/TW"), parse_text("Kế hoạch số 184-KH/TU"), parse_text("")])
def test_records_validate(document: Document) -> None:
    VALIDATOR.validate(record(document))


def test_a_record_may_carry_more() -> None:
    VALIDATOR.validate({**record(rich()), "pages": []})


@pytest.mark.parametrize("change", [{"id": None}, {"citations": None}, {"schema": "other"}, {"relations": [{"subject": "self"}]}])
def test_what_breaks_the_contract_does_not_validate(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate({**record(rich()), **change})


@pytest.mark.parametrize("name", ["header", "targets", "warnings"])
def test_every_field_of_the_contract_is_required(name: str) -> None:
    data = record(rich())
    del data[name]
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)
