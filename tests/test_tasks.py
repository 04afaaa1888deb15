"""The task checklist: rows, filters, and words that stay words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make, party
from vanban.checklist.listing import listing
from vanban.checklist.tabular import to_json
from vanban.model import Body
from vanban.spreadsheet import to_csv
from vanban.store import Store
from vanban.store.asked import Asked
from vanban.tasks import Progress, Said, State, Status, charges, last_day, summed, tasks, told
from vanban.tasks.state import effective
from vanban.tasks.words import around
from vanban.text import Span, plain

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


@pytest.mark.parametrize(
    ("said", "due", "recurrence", "on", "state"),
    [
        (Status(), None, None, "2026-06-01", "not_due"),
        (Status(), "2026-06-30", None, "2026-06-30", "not_due"),
        (Status(), "2026-06-30", None, "2026-07-01", "overdue"),
        (Status("not_due", "2026-06-01"), "2026-06-30", None, "2026-07-01", "overdue"),
        (Status("in_progress", "2026-06-01"), "2026-06-30", None, "2026-06-30", "in_progress"),
        (Status("in_progress", "2026-06-01"), "2026-06-30", None, "2026-07-01", "overdue"),
        (Status("in_progress", "2026-06-01"), None, None, "2036-07-01", "in_progress"),
        (Status("done", "2026-06-01"), "2026-06-30", None, "2036-07-01", "done"),
        (Status("overdue", "2026-06-01"), None, None, "2026-06-02", "overdue"),
        (Status("overdue", "2026-06-01"), "2026-06-30", None, "2026-06-02", "not_due"),
        # What recurs is done for the period in which that was said.
        (Status("done", "2026-06-01"), None, "annual", "2026-12-31", "done"),
        (Status("done", "2026-06-01"), None, "annual", "2027-01-01", "not_due"),
        (Status("done", "2026-06-30"), None, "semiannual", "2026-07-01", "not_due"),
        (Status("done", "2026-07-01"), None, "semiannual", "2026-12-31", "done"),
        (Status("done", "2026-08-20"), None, "quarterly", "2026-09-30", "done"),
        (Status("done", "2026-08-20"), None, "quarterly", "2026-10-01", "not_due"),
        (Status("done", "2026-08-20"), None, "monthly", "2026-09-01", "not_due"),
        (Status("done", "2026-08-20"), None, "periodic", "2030-09-01", "done"),
        (Status("done", "2025-06-01"), "2026-03-31", "annual", "2026-04-01", "overdue"),
    ],
)
def test_the_state_of_a_day(said: Status, due: str | None, recurrence: str | None, on: str, state: State) -> None:
    assert effective(said, due, recurrence, on) == state


def _said(state: Said = None, note: str | None = None, deadline: str | None = None, at: str = "2026-03-01T02:00:00+00:00") -> Progress:
    return Progress("vn/x", "t", "rà soát", None, state, note, deadline, "An", at)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], Status()),
        ([_said("done")], Status("done", "2026-03-01")),
        ([_said("done", at="2026-12-31T18:00:00+00:00")], Status("done", "2027-01-01")),  # the new year begins earlier in Vietnam
        ([_said("done"), _said(note="chờ ý kiến")], Status("done", "2026-03-01", "chờ ý kiến")),
        ([_said("in_progress", "a", "2026-07-01"), _said("done", deadline="2026-08-01")], Status("done", "2026-03-01", "a", "2026-08-01")),
        ([_said("done", "a", "2026-07-01"), _said("", "", "")], Status()),
    ],
)
def test_the_last_word_of_each_field_counts(said: list[Progress], status: Status) -> None:
    assert summed(said) == status


def test_an_extended_deadline_counts_and_the_first_is_kept() -> None:
    task = told(tasks([PLAN])[0], Status(extended="2026-09-30"), "2026-07-01")
    assert (task.due, task.deadline, task.deadline_text, task.state) == ("2026-09-30", "2026-Q2", "quý II/2026", "not_due")


@pytest.mark.parametrize("respelled", ["chủ  trì\nrà soát", "Chủ trì, rà soát;", "chu tri ra soat", "chủ trì rà soát"])
def test_an_id_outlives_another_reading(respelled: str) -> None:
    one, other = (tasks([make("1-KH/TU", "2024-01-01", party("Lai Châu"), tasks=({"action": words},))])[0] for words in ("chủ trì rà soát", respelled))
    assert one.id == other.id


def test_ids_differ_by_document_lead_words_and_count() -> None:
    same = {"body": Body("Sở Nội vụ"), "action": "rà soát"}
    rows = (same, same, same | {"action": "tổng kết"}, same | {"body": Body("Sở Y tế")})
    ids = [task.id for number in (1, 2) for task in tasks([make(f"{number}-KH/TU", "2024-01-01", party("Lai Châu"), tasks=rows)])]
    assert len(set(ids)) == len(ids) == 8


@pytest.mark.parametrize(
    ("lead", "province", "action", "heirs"),
    [
        ("Sở Nội vụ", "Lai Châu", "rà soát", []),
        ("Sở Lao động - Thương binh và Xã hội", "Lai Châu", "rà soát", [("Sở Nội vụ", "Lai Châu", "2025-03-01", "9999-12-31")]),
        (
            "Sở Lao động - Thương binh và Xã hội",
            "Bắc Giang",
            "giáo dục nghề nghiệp",
            [
                ("Sở Giáo dục và Đào tạo", "Bắc Giang", "2025-03-01", "2025-07-01"),
                ("Sở Giáo dục và Đào tạo", "Bắc Ninh", "2025-07-01", "9999-12-31"),
            ],
        ),
        ("Phòng Lao động - Thương binh và Xã hội", "Lai Châu", "rà soát", [("Phòng Nội vụ", "Lai Châu", "2025-03-01", "2025-07-01")]),
    ],
)
def test_heirs_of_a_lead_through_time(lead: str, province: str, action: str, heirs: list[tuple[str, str, str, str]]) -> None:
    task = replace(tasks([PLAN])[0], lead=lead, coordinate=("Sở Y tế", "Sở Y tế"), task=action)
    found = list(charges(replace(task, province=province), province))
    assert [(c.body, c.province, c.role) for c in found if c.role != "heir"] == [(lead, province, "lead"), ("Sở Y tế", province, "coordinate")]
    assert [(c.body, c.province, c.since, c.until) for c in found if c.role == "heir"] == heirs


def test_json_has_the_fields_of_the_contract() -> None:
    first = json.loads(to_json(tasks([PLAN])))[0]
    contract = ["no", "task", "lead", "coordinate", "deadline", "deadline_text", "recurrence", "product", "basis", "lead_now"]
    assert list(first) == [*contract, "id", "state", "extended", "note", "province"]
    assert list(first["basis"]) == ["document", "section", "quote"]
    assert first["lead_now"] is None


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", " =1", "\t=1"])
def test_words_from_documents_never_become_formulas(text: str) -> None:
    assert to_csv([{"task": text, "n": -2}]).splitlines()[1:] == [f"'{text},-2"]


def test_a_body_typed_without_tones_is_called_by_its_name(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.add([PLAN], "plan.txt")
        store.link()
        lead = next(task.lead for task in store.tasks()[1] if task.lead)
        assert listing(store, asked=Asked(body=plain(lead))).about.subject == f"của {lead}"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("II. GIAO VIỆC\n  1. Sở Y tế chủ trì lập\ndanh mục.\n2. Việc khác.", "1. Sở Y tế chủ trì lập\ndanh mục."),
        ("a) Sở Y tế lập danh mục;\nb) Việc khác.", "a) Sở Y tế lập danh mục;"),
        ("1 | Lập danh mục | Sở Y tế | Quý II\n2 | Việc khác | Sở Nội vụ | Quý III", "1 | Lập danh mục | Sở Y tế | Quý II"),
        ("Sở Y tế", "Sở Y tế"),
        (f"{'x' * 999} Sở Y tế {'y' * 999}", "Sở Y tế"),
    ],
)
def test_the_words_around_a_body_prove_its_task(text: str, quote: str) -> None:
    at = text.index("Sở Y tế")
    start, end = around(text, Span(at, at + len("Sở Y tế"), "Sở Y tế"))
    assert text[start:end] == quote


@given(text=st.text("a |\t\n.;:", max_size=2000), data=st.data())
def test_the_words_around_hold_the_body_and_are_bounded(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    first, last = around(text, Span(start, end, text[start:end]))
    assert 0 <= first <= start <= end <= last <= len(text)
    assert (last - first) - (end - start) <= 900


def test_where_a_task_names_no_field_the_documents_subject_tells_who_has_it_now(tmp_path: Path) -> None:
    labour = {"body": Body("Sở Lao động - Thương binh và Xã hội", None, "province", "Lai Châu"), "action": "báo cáo Ủy ban nhân dân tỉnh"}
    training = make("8-KH/UBND", "2024-01-02", party("Lai Châu"), title="Kế hoạch phát triển giáo dục nghề nghiệp", tasks=(labour,))
    jobs = make("9-KH/UBND", "2024-01-03", party("Lai Châu"), title="Kế hoạch về người có công", tasks=(labour,))
    with Store(tmp_path / "x.db") as store:
        store.add([training], "8.txt")
        store.add([jobs], "9.txt")
        store.link()
        assert [task.lead_now for task in store.tasks(Asked(on="2026-01-01"))[1]] == ["Sở Giáo dục và Đào tạo", "Sở Nội vụ"]
        for body, document in (("Sở Giáo dục và Đào tạo", training), ("Sở Nội vụ", jobs)):
            assert [task.basis.document for task in store.tasks(Asked(body=body, on="2026-01-01"))[1]] == [document.id]
    assert [task.lead_now for task in tasks([training, jobs], on="2026-01-01")] == ["Sở Giáo dục và Đào tạo", "Sở Nội vụ"]


def test_the_heir_of_a_helper_helps(tmp_path: Path) -> None:
    lead = {"body": Body("Sở Y tế", None, "province", "Lai Châu"), "action": "rà soát người có công", "with_": ("Sở Lao động - Thương binh và Xã hội",)}
    with Store(tmp_path / "x.db") as store:
        store.add([make("8-KH/UBND", "2024-01-02", party("Lai Châu"), tasks=(lead,))], "8.txt")
        store.link()
        found = {role: store.tasks(Asked(body="Sở Nội vụ", role=role, on="2026-01-01"))[0] for role in ("lead", "coordinate")}
        assert found == {"lead": 0, "coordinate": 1}
        assert store.tasks(Asked(body="Sở Nội vụ", on="2024-06-01"))[0] == 0, "not before it took over"
