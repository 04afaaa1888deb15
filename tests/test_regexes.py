"""No pattern runs away: those that the whole parser uses, on texts made for it."""

from __future__ import annotations

import time

import pytest

from attacks import SEEDS, text_of
from vanban.pipeline import parse_text

_FEW, _MANY = 1_000, 10_000  # characters
_RATIO = 40  # a linear parser takes ten times as long, a quadratic one a hundred
_SOON = 0.3  # seconds: too short to tell


def seconds(text: str) -> float:
    start = time.thread_time()
    parse_text(text)
    return time.thread_time() - start


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    parse_text("Kế hoạch số 12-KH/TU ngày 01/02/2024 của Tỉnh ủy Lai Châu, Sở Nội vụ chủ trì, đạt 50% năm 2030")


@pytest.mark.parametrize("seed", SEEDS, ids=repr)
def test_time_grows_with_the_text_not_faster(seed: str) -> None:
    """`scripts/regexes.py` does the same with a million characters, and asks a checker about each pattern."""
    many = seconds(text_of(seed, _MANY))
    if many > _SOON:
        few = min(seconds(text_of(seed, _FEW)) for _ in range(3))
        many = min(many, seconds(text_of(seed, _MANY)))
        assert many < _RATIO * few, f"{many / few:.0f} times as long for {_MANY // _FEW} times the text"
