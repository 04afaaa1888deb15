"""Looks that come before a pattern let through whatever the pattern finds: forms that are rare, as data."""

from __future__ import annotations

import pytest

from vanban import parse_text
from vanban.model import Target

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU
-------
Số: 45/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lai Châu, ngày 10 tháng 3 năm 2024

KẾ HOẠCH
về công tác dân số

I. MỤC TIÊU
"""


def targets(words: str) -> tuple[Target, ...]:
    return parse_text(f"{HEAD}{words}\n").targets


@pytest.mark.parametrize(
    ("words", "indicator", "comparator", "value"),
    [
        ("1. Tỷ lệ hộ dân có nước sạch đảm bảo 95%.", "Tỷ lệ hộ dân có nước sạch", "=", 95),
        ("1. Tỷ lệ hộ nghèo đưới 5%.", "Tỷ lệ hộ nghèo", "<", 5),
        ("1. Tỷ lệ hộ nghèo dưới 5%.", "Tỷ lệ hộ nghèo", "<", 5),
    ],
)
def test_indicators_end_before_words_of_effort_and_comparison(words: str, indicator: str, comparator: str, value: float) -> None:
    (found,) = targets(words)
    assert (found.indicator, found.comparator, found.value) == (indicator, comparator, value)


@pytest.mark.parametrize("words", ["Phấn đấu thuộc nhóm TOP 10 tỉnh dẫn đầu cả nước.", "Phấn đấu thuộc nhóm 10 tỉnh dẫn đầu cả nước."])
def test_ranks_are_targets(words: str) -> None:
    assert [t.value for t in targets(words)] == [10]


@pytest.mark.parametrize(
    ("words", "often"),
    [
        ("Sở Y tế chủ trì báo cáo hằng năm.", "annual"),
        ("Sở Y tế chủ trì báo cáo bằng văn bản.", None),  # "bằng" is no "hằng"
        ("Sở Y tế chủ trì trồng rừng, báo cáo Từng quý.", "quarterly"),
    ],
)
def test_how_often_goes_by_its_own_words(words: str, often: str | None) -> None:
    found = parse_text(f"{HEAD}1. {words}\n").assignments
    assert [a.recurrence for a in found if a.role == "lead"] == [often]


@pytest.mark.parametrize("digits", ["12", "１２", "१२"])  # full width, Devanagari
def test_digits_of_all_scripts_number_items(digits: str) -> None:
    assert [s.label for s in parse_text(f"{HEAD}{digits}. Sở Y tế báo cáo.\n").sections] == ["I.", f"{digits}."]
