"""What holds for any text at all, and for every document in any spelling."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grammar import texts
from soundness import sound, spans
from vanban.layout import Layout
from vanban.model import Span
from vanban.pipeline import parse_text
from vanban.records import record
from vanban.text import early_tone, normalise
from variants import VARIANTS, facts

DEMO = sorted((Path(__file__).parents[1] / "corpora" / "demo").glob("*.txt"))

# Words that the grammar knows, so that generated texts reach every rule and not only the first check.
WORDS = st.sampled_from(
    [
        "Chỉ thị số", "Kế hoạch", "21-CT/TW", "184-KH/TU", "24/CT-TTg", "ngày 04/5/2023", "của Ban Bí thư",
        "của UBND tỉnh", "Luật Đất đai", "năm 2030", "và", ",", ";", ":", ".", "(", ")", "\n", "\n\n", "- ", "1. ",
        "I. ", "a) ", "Điều 5. ", "45%", "1.500 người", "1,800 người", "từ 40 đến 45%", "trở lên", "Sở Nội vụ",
        "chủ trì, phối hợp với", "các sở, ban, ngành", "giao", "Nơi nhận:", "KẾ HOẠCH", "Số: 12/KH-UBND",
        "Lai Châu, ngày 02 tháng 3 năm 2024", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "\n| STT | ", "|",
        " Nhiệm vụ |", " Đơn vị chủ trì |", "\n| 1 | ", " | Năm 2030 |", "\nTT    Nội dung    Cơ quan chủ trì\n",
        "PHỤ LỤC", "thực hiện", "thay thế", "bãi bỏ", "Đến năm 2030",
        "hằng năm", "đã đạt", "kết quả", "hoà", "uỷ", "́", "\xa0", "  ", "này", "sau đây gọi tắt là", "Đề án 1956",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=40).map("".join))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TEXTS)
@example("")
@example("\n")
@example("Số: /KH-UBND\n\x0c1\n")
@example("1" * 5000)
@example("các " * 2000)
def test_parsing_is_total_and_every_quote_is_exact(text: str) -> None:
    sound(text)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts)
def test_documents_that_something_befell_are_sound(text: str) -> None:
    """In the shape of documents, whole and damaged; `scripts/fuzz.py grammar` goes on for as long as one likes."""
    sound(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_sections_nest_and_stay_in_order(text: str) -> None:
    sections = parse_text(text).sections
    assert all(a.span.start <= b.span.start for a, b in pairwise(sections))
    stack: list[Span] = []
    for s in sections:
        while stack and stack[-1].end <= s.span.start:
            stack.pop()
        assert not stack or s.span.end <= stack[-1].end
        stack.append(s.span)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_every_place_of_the_clean_text_leads_back_to_the_source(text: str) -> None:
    view = Layout(text).view
    last = 0
    for at in range(len(view.clean)):
        start, end = view.to_source(at, at + 1)
        assert 0 <= start <= end <= len(text)
        assert start >= last
        last = start


@given(st.text(max_size=60))
def test_one_tone_placement_is_enough(word: str) -> None:
    assert early_tone(early_tone(word)) == early_tone(word)
    assert len(early_tone(word)) == len(word)
    assert "\r" not in normalise(word).clean


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_a_document_says_the_same_in_every_spelling(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    given_facts = facts(parse_text(text))
    for name, spell in VARIANTS.items():
        d = parse_text(spell(text))
        assert facts(d) == given_facts, name
        assert all(d.text[s["start"] : s["end"]] == s["quote"] for _, s in spans(record(d))), name
