"""The task checklist: rows, filters, and words that stay words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders import make, party
from vanban.checklist.tabular import to_json
from vanban.model import Body
from vanban.spreadsheet import to_csv
from vanban.tasks import last_day, tasks

PLAN = make(
    "184-KH/TU",
    "2023-06-27",
    party("Lai Châu"),
    title="Thực hiện",
    tasks=(
        {
            "body": Body("Sở Nội vụ"),
            "action": "chủ trì rà soát",
            "with_": ("Sở Tài chính",),
            "deadline": "2026-Q2",
            "deadline_text": "quý II/2026",
            "section": "V/4",
        },
        {"body": Body("Sở Tài chính"), "role": "coordinate", "action": "phối hợp", "section": "V/4"},
        {"body": Body("Hội Nông dân"), "role": "coordinate", "action": "phối hợp tuyên truyền", "section": "V/5"},
        {"body": Body("UBND huyện"), "action": "bố trí kinh phí", "recurrence": "annual", "section": "V/6"},
    ),
)


def test_each_lead_is_a_row_and_helpers_named_beside_a_lead_are_none() -> None:
    found = tasks([PLAN])
    assert [(t.no, t.task, t.lead, t.coordinate) for t in found] == [
        (1, "chủ trì rà soát", "Sở Nội vụ", ("Sở Tài chính",)),
        (2, "phối hợp tuyên truyền", None, ("Hội Nông dân",)),
        (3, "bố trí kinh phí", "UBND huyện", ()),
    ]


def test_every_row_has_its_ground() -> None:
    for task in tasks([PLAN]):
        assert task.basis.document == PLAN.id
        assert task.basis.quote in PLAN.text


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"body": "so tai chinh"}, ["chủ trì rà soát"]),
        ({"body": "Sở Tài chính", "role": "lead"}, []),
        ({"body": "Sở", "role": "lead"}, ["chủ trì rà soát"]),
        ({"role": "coordinate"}, ["chủ trì rà soát", "phối hợp tuyên truyền"]),
        ({"due_before": "2026-07-01"}, ["chủ trì rà soát"]),
        ({"due_before": "2026-06-30"}, []),
    ],
)
def test_filters(filters: dict[str, Any], numbers: list[str]) -> None:
    assert [t.task for t in tasks([PLAN], **filters)] == numbers


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        ("2026-02", "2026-02-28"),
        ("2024-02", "2024-02-29"),
        ("2026-Q2", "2026-06-30"),
        ("2021-2025", "2025-12-31"),
        ("2030", "2030-12-31"),
        ("2024-12-15", "2024-12-15"),
        ("annual", None),
        (None, None),
        ("100 ngày kể từ ngày ban hành", None),
    ],
)
def test_the_last_day_of_a_deadline(deadline: str | None, day: str | None) -> None:
    assert last_day(deadline) == day


def test_json_has_the_fields_of_the_contract() -> None:
    first = json.loads(to_json(tasks([PLAN])))[0]
    assert list(first) == ["no", "task", "lead", "coordinate", "deadline", "deadline_text", "recurrence", "product", "basis", "lead_now"]
    assert list(first["basis"]) == ["document", "section", "quote"]
    assert first["lead_now"] is None


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", " =1", "\t=1"])
def test_words_from_documents_never_become_formulas(text: str) -> None:
    assert to_csv([{"task": text, "n": -2}]).splitlines()[1:] == [f"'{text},-2"]
