"""What holds for any text at all, and for every document in any spelling."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vanban.layout import Layout
from vanban.model import Document, Span
from vanban.pipeline import parse_text
from vanban.records import load, record
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


def spans(d: Document) -> list[Span]:
    h = d.header
    found = [x.span for layer in (d.sections, d.citations, d.targets, d.assignments, h.signers, h.recipients) for x in layer]  # type: ignore[attr-defined]
    return [*found, *(r.evidence for r in d.relations), *h.spans.values(), *(w.span for w in d.warnings if w.span)]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS)
@example("")
@example("\n")
@example("Số: /KH-UBND\n\x0c1\n")
@example("1" * 5000)
@example("các " * 2000)
def test_parsing_is_total_and_every_quote_is_exact(text: str) -> None:
    d = parse_text(text)
    assert d.text == text
    for s in spans(d):
        assert 0 <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == s.quote
    assert load(record(d)) == d


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
        assert all(d.text[s.start : s.end] == s.quote for s in spans(d)), name


HOSTILE = (
    "a", "1", " ", "1.", "a)", "ủ", "\u0301a", "các ", "Sở ", ", và ", "Luật Đ", "12-", "ngày 1", "(", "| ", "- ",
    "I", "Kế hoạch ", "phối hợp với các ", "đến năm 20",
)  # fmt: skip


def test_time_grows_with_the_text_not_faster() -> None:
    """No pattern may run away: a hostile line of each kind, at a size where a cubic one would hang."""
    for unit in HOSTILE:
        d = parse_text(unit * (10_000 // len(unit)))
        assert len(d.text) >= 9_900
