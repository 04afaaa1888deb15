"""Words of a text: whatever the segmenter does, they lie where they stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from test_properties import TEXTS
from vanban.nlp.words import words
from variants import VARIANTS


def quoted(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


def test_words_are_more_than_syllables() -> None:
    expected = ["Thu hút", "tối thiểu", "45", "%", "học sinh", "trung học", "vào", "hệ thống", "giáo dục", "nghề nghiệp"]
    assert quoted("Thu hút tối thiểu 45% học sinh trung học vào hệ thống giáo dục nghề nghiệp") == expected


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_words_in_every_spelling(name: str) -> None:
    text = "Huyện ủy Phong Thổ và Ủy ban nhân dân huyện về thủy lợi, xã hội hóa."
    expected = ["Huyện ủy", "Phong Thổ", "và", "Ủy ban nhân dân", "huyện", "về", "thủy lợi", ",", "xã hội hóa", "."]
    spell = VARIANTS[name]
    assert quoted(spell(text)) == [spell(word) for word in expected]


def test_no_word_goes_over_a_line_end() -> None:
    assert quoted("giáo\ndục\r\nnghề nghiệp") == ["giáo", "dục", "nghề nghiệp"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=200), TEXTS))
@example("A\u0300 \u1100\u1161 hoà\x00 \u0344")
def test_words_cover_any_text(text: str) -> None:
    found = words(text)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    held = {at for a, b in found for at in range(a, b)}
    assert [at for at, c in enumerate(text) if c.isalnum() and at not in held] == []
