"""The task checklist: rows, filters, and words that stay words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders import make, party
from vanban.checklist.about import About
from vanban.checklist.markdown import escaped
from vanban.checklist.markdown import write as to_markdown
from vanban.checklist.rows import title
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
MARKDOWN = MarkdownIt("commonmark").enable("table").enable("linkify")


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


def test_the_markdown_list_reads_as_staff_write_it() -> None:
    lines = to_markdown(tasks([PLAN]), {PLAN.id: title(PLAN)}, About("thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023")).splitlines()
    assert lines[0] == "# Danh mục nhiệm vụ thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023"
    assert lines[2] == "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn | Căn cứ |"
    assert lines[4] == "| 1 | Chủ trì rà soát | Sở Nội vụ | Sở Tài chính |  | Quý II/2026 | Mục V/4 |"
    assert lines[6].split(" | ")[5] == "Hằng năm"


def test_a_list_of_several_documents_names_each() -> None:
    other = make("9-KH/TU", "2024-02-03", party("Sơn La"), tasks=({"action": "Rà soát"},))
    lines = to_markdown(tasks([PLAN, other]), {d.id: title(d) for d in (PLAN, other)}, About("trong 2 văn bản")).splitlines()
    assert lines[0] == "# Danh mục nhiệm vụ trong 2 văn bản"
    assert "Kế hoạch số 184-KH/TU ngày 27/6/2023, mục V/4" in lines[4] and "Kế hoạch số 9-KH/TU ngày 03/02/2024" in lines[-1]


@given(
    st.text(alphabet=st.sampled_from("ab |\\`*_[]()<>#~&$!:/.w@=-+\n\t1"), min_size=1)
    | st.sampled_from(["<script>", "**a**", "[x](javascript:1)", "http://a.vn", "a|b", "&lt;", "&#42;"])
)
def test_words_from_documents_never_become_markup(words: str) -> None:
    document = make("1-KH/TU", "2024-01-01", party("Lai Châu"), tasks=({"action": words},))
    table = MARKDOWN.parse(to_markdown(tasks([document]), {document.id: title(document)}, About(title(document))))
    cells = [token for token in table if token.type == "inline"][8:]
    assert len(cells) == 7
    shown = cells[1].children or []
    assert {token.type for token in shown} <= {"text", "text_special"}
    assert "".join(token.content for token in shown).casefold() == " ".join(words.split()).casefold()


@pytest.mark.parametrize("text", ["https://x.vn", "www.x.vn", "a@b.vn"])
def test_addresses_do_not_become_links(text: str) -> None:
    assert not re.search(r"https?://|www\.|\w@\w", escaped(text))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", " =1", "\t=1"])
def test_words_from_documents_never_become_formulas(text: str) -> None:
    assert to_csv([{"task": text, "n": -2}]).splitlines()[1:] == [f"'{text},-2"]
