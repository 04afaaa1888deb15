"""Records: what a document becomes for other systems, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import rich
from vanban.errors import VanbanError
from vanban.model import SCHEMA, Document
from vanban.records import dumps, load, record

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
documents: st.SearchStrategy[Document] = st.builds(Document, schema=st.just(SCHEMA))


@given(documents)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_document_comes_back_from_its_json(document: Document) -> None:
    assert load(record(document)) == document
    assert load(json.loads(dumps(document))) == document


def test_names_are_those_of_the_contract() -> None:
    data = record(rich())
    facts = ["sections", "citations", "relations", "targets", "assignments", "warnings"]
    assert list(data) == ["schema", "id", "source", "text", "province", "header", *facts, "pages", "boxes"]
    assert data["assignments"][0]["with"] == ["Sở Tài chính"]
    assert "with_" not in data["assignments"][0]
    assert data["citations"][0]["locator"] == [{"article": "5", "clause": "2", "point": "a"}]
    assert data["source"]["kind"] == "official"


def test_whole_numbers_are_written_without_a_fraction() -> None:
    first, second = record(rich())["targets"]
    assert (json.dumps(first["value"]), json.dumps(second["value"])) == ("45", "2.5")


def test_vietnamese_letters_stay_and_one_record_is_one_line() -> None:
    assert "Lai Châu" in dumps(rich())
    assert "\n" not in dumps(rich())
    assert "\n" in dumps(rich(), indent=2)


def test_unknown_fields_are_passed_over() -> None:
    assert load({**record(rich()), "notes": [1, 2]}) == rich()


@pytest.mark.parametrize("data", [{}, {"schema": "vanban/record/9"}, {**record(rich()), "text": None}, {**record(rich()), "citations": [{"id": "c1"}]}, []])
def test_what_is_no_record_is_refused(data: Any) -> None:
    with pytest.raises(VanbanError, match="record"):
        load(data)
