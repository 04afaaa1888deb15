"""The checklist as Markdown: it reads as staff write it, and words stay words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checklists import HOSTILE, PLAN, TITLES, hostile, row
from vanban.checklist.about import About
from vanban.checklist.markdown import escaped, write
from vanban.checklist.rows import COLUMNS, clean

ABOUT = About("thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023", on="2026-02-03")
MARKDOWN = MarkdownIt("commonmark").enable("table").enable("linkify")


def test_the_list_reads_as_staff_write_it() -> None:
    lines = write(
        [
            row(1, "chủ trì rà soát", lead="Sở Nội vụ", coordinate=("Sở Tài chính", "Sở Y tế"), deadline="2026-Q2", deadline_text="quý II/2026"),
            row(2, "báo cáo", recurrence="annual", product="Báo cáo", section=None, lead="Sở Lao động", lead_now="Sở Nội vụ", state="done", note="xong"),
            row(3, "trình", deadline="2026-03-31", deadline_text="trước ngày 31/3/2026", extended="2026-06-30"),
        ],
        TITLES,
        ABOUT,
    ).splitlines()
    assert lines[:3] == ["# Danh mục nhiệm vụ thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023", "", "Lập ngày 03/02/2026: 3 nhiệm vụ."]
    assert lines[4] == "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn | Căn cứ | Ghi chú |"
    assert lines[6] == "| 1 | Chủ trì rà soát | Sở Nội vụ | Sở Tài chính; Sở Y tế |  | Quý II/2026 | Mục V/4 |  |"
    assert lines[7] == "| 2 | Báo cáo | Sở Lao động |  | Báo cáo | Hằng năm |  | Hoàn thành; cơ quan chủ trì nay là Sở Nội vụ; xong |"
    assert lines[8].split(" | ")[5] == "Trước ngày 31/3/2026 (gia hạn đến 30/6/2026)"


def test_a_list_of_several_documents_names_each() -> None:
    other = "vn/son-la/tinh-uy/2024/9-kh"
    text = write([row(1), row(2, document=other, section=None)], {**TITLES, other: "Kế hoạch số 9-KH/TU ngày 03/02/2024"}, About("trong 2 văn bản"))
    assert [line.split(" | ")[6] for line in text.splitlines()[6:]] == [
        "Kế hoạch số 184-KH/TU ngày 27/6/2023, mục V/4",
        "Kế hoạch số 9-KH/TU ngày 03/02/2024",
    ]


def test_the_only_document_is_named_where_the_heading_does_not() -> None:
    text = write([row(1)], TITLES, About("của Sở Nội vụ tỉnh Lai Châu"))
    assert text.splitlines()[6].split(" | ")[6] == "Kế hoạch số 184-KH/TU ngày 27/6/2023, mục V/4"


@given(
    st.text(alphabet=st.sampled_from("ab |\\`*_[]()<>#~&$!:/.w@=-+\n\t1"), min_size=1)
    | st.sampled_from([*HOSTILE, "**a**", "[x](javascript:1)", "http://a.vn", "a|b", "&lt;", "&#42;"])
)
def test_words_from_documents_never_become_markup(words: str) -> None:
    text = write([hostile(words)], {PLAN: words, words: words}, About(words, on="2026-01-01"))
    inline = [token for token in MARKDOWN.parse(text) if token.type == "inline"]
    heading, cells = inline[0], inline[2 + len(COLUMNS) :]
    assert len(cells) == len(COLUMNS)
    for token in (heading, *cells):
        assert {child.type for child in token.children or []} <= {"text", "text_special"}
    shown = "".join(child.content for child in cells[1].children or [])
    assert shown.casefold() == clean(words).casefold()


@pytest.mark.parametrize("text", ["https://x.vn", "www.x.vn", "a@b.vn"])
def test_addresses_do_not_become_links(text: str) -> None:
    assert not re.search(r"https?://|www\.|\w@\w", escaped(text))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_steers_programs_or_turns_the_text_is_left_out(words: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", clean(words))


def test_clean_words_stay_as_they_are() -> None:
    words = "Ủy ban nhân dân tỉnh Đắk Lắk (số 21-CT/TW): “≥ 45 %”"
    assert clean(words) == words
