"""Tables as a file has them: rows of several lines, merged cells, headings over headings, from page to page."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.layout import Layout
from vanban.model import Document, Row, Source
from vanban.pipeline import parse
from vanban.tables import find

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 9/KH-UBND\nSơn La, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nvề việc thử\n\nI. NHIỆM VỤ\n\n"
CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "tables.jsonl").read_text(encoding="utf-8").splitlines()]
LINE = re.compile(r"(?<=[\n\f])\|.*")
SHAPE = re.compile(r"(?P<lines>\d+)(?:\^(?P<above>[\d,]+))?")


def rows_of(text: str, shape: str) -> tuple[Row, ...]:
    """The rows of the lines that begin with a bar: "1 2^0,3" is one line, then two whose columns 0 and 3 are merged with the cells above."""
    lines = [m.span() for m in LINE.finditer(text)]
    rows = []
    for m in SHAPE.finditer(shape):
        own, lines = lines[: int(m["lines"])], lines[int(m["lines"]) :]
        rows.append(Row(own[0][0], own[-1][1], tuple(map(int, (m["above"] or "").split(","))) if m["above"] else ()))
    assert not lines, "the shape leaves lines over"
    return tuple(rows)


def parsed(text: str, rows: tuple[Row, ...]) -> Document:
    return parse(Source("test", "text/plain", sha256(text.encode()).hexdigest(), text, rows=rows))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_facts_of_tables(case: dict[str, Any]) -> None:
    text = HEAD + case["text"]
    d = parsed(text, rows_of(text, case["rows"]) if "rows" in case else ())
    assert [[a.body.text, a.role, a.deadline, a.action] for a in d.assignments] == case.get("assignments", [])
    assert [[t.indicator, t.value, t.unit, t.deadline, t.status] for t in d.targets] == case.get("targets", [])
    for fact in (*d.assignments, *d.targets):
        assert d.text[fact.span.start : fact.span.end] == fact.span.quote
    if "quotes" in case:
        assert [a.span.quote for a in d.assignments] == case["quotes"]
    if "products" in case:
        assert [a.product for a in d.assignments if a.role == "lead"] == case["products"]


TASKS = (
    "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n| 1 | Rà soát hồ sơ tồn đọng | Sở Nội vụ | Sở Y tế | Quý I/2026 |\n"
    "|  | - Lập danh mục | Sở Tài chính |  |  |\n| 2 | Đào tạo 200 cán bộ | Sở Y tế | | 2026 |\n"
)
ROWS = st.lists(st.builds(Row, st.integers(-50, 500), st.integers(-50, 500), st.lists(st.integers(-2, 9), max_size=4).map(tuple)), max_size=12)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(ROWS)
def test_no_rows_break_anything(rows: list[Row]) -> None:
    text = HEAD + TASKS
    d = parsed(text, tuple(rows))
    for fact in (*d.assignments, *d.targets):
        assert 0 <= fact.span.start < fact.span.end <= len(text)
        assert text[fact.span.start : fact.span.end] == fact.span.quote


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "STT", "Nhiệm vụ", "Chủ trì", "Năm 2030", "Sở Y tế", "đạt 45%", "|", "¦", "\f", "- "]), max_size=6), max_size=9
    ),
    st.data(),
)
def test_rows_drawn_at_random_are_exact(cells: list[list[str]], data: st.DataObject) -> None:
    text = HEAD + "".join("| " + " | ".join(row) + " |\n" for row in cells)
    lines = [m.span() for m in LINE.finditer(text)]
    rows = tuple(Row(start, end, tuple(data.draw(st.lists(st.integers(0, 6), max_size=3)))) for start, end in lines)
    d = parsed(text, rows)
    for fact in (*d.assignments, *d.targets):
        assert text[fact.span.start : fact.span.end] == fact.span.quote


def test_time_grows_with_the_table_not_faster() -> None:
    row = "| 1 | Rà soát hồ sơ | Sở Nội vụ | Sở Y tế | Quý I/2026 |\n"
    text = HEAD + "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n" + row * 5000
    lines = [m.span() for m in LINE.finditer(text)]
    found = list(find(Layout(text, tuple(Row(*line) for line in lines))))
    assert len(found) == 1
    assert len(found[0].rows) == 5000


@pytest.mark.parametrize("cell", ["Sở Nội vụ", "- Sở Y tế", "chủ trì: Sở Y tế;", "Đào tạo 20 người", "các", "phối hợp", "- "])
def test_time_grows_with_the_row_not_faster(cell: str) -> None:
    """A row of many lines, at a size where a quadratic reading would hang."""
    lines = "| 1 | Rà soát | Sở Nội vụ | 2026 |\n" + f"|  | {cell} | {cell} |  |\n" * 8000
    text = HEAD + "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n" + lines
    found = parsed(text, rows_of(text, "1 8001")).assignments
    assert found[0].body.text.startswith("Sở Nội vụ")
