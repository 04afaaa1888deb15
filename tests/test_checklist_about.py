"""Headings of checklists: what was asked for, in the words of an office."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from vanban.checklist.about import about, called, named, period_ends
from vanban.identity.nodes import Node

PLAN = Node("a", "184-KH/TU", "KH", "về giáo dục nghề nghiệp", "Tỉnh ủy Lai Châu", "province", "Lai Châu", "2023-06-27", True, "vn/lai-chau")
OTHER = replace(PLAN, id="b", symbol=None, title="Kế hoạch đào tạo nghề", issuer=None, date=None)
BOTH = [PLAN, OTHER]


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ({}, "trong 2 văn bản"),
        ({"asked": [PLAN]}, "thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023"),
        ({"asked": [OTHER]}, "thực hiện Kế hoạch đào tạo nghề"),
        ({"asked": BOTH}, "thực hiện 2 văn bản"),
        ({"asked": [PLAN], "below": True}, "thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023 và các văn bản triển khai"),
        ({"body": "Sở Nội vụ"}, "của Sở Nội vụ"),
        ({"body": "Sở Nội vụ", "province": "Cao Bằng"}, "của Sở Nội vụ tỉnh Cao Bằng"),
        ({"body": "Sở Nội vụ Cao Bằng", "province": "Cao Bằng"}, "của Sở Nội vụ Cao Bằng"),
        ({"body": "Sở Nội vụ", "asked": [PLAN]}, "của Sở Nội vụ, thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023"),
        ({"province": "Hải Phòng"}, "trong các văn bản của thành phố Hải Phòng"),
        ({"folder": "/srv/van ban/2024/"}, "trong các văn bản thư mục “2024”"),
        ({"body": "Sở Nội vụ", "folder": "2024"}, "của Sở Nội vụ, trong các văn bản thư mục “2024”"),
    ],
)
def test_the_heading_says_what_was_asked_for(asked: dict[str, Any], subject: str) -> None:
    assert about(BOTH, **asked).subject == subject


@pytest.mark.parametrize(
    ("asked", "annex"),
    [
        ({"asked": [PLAN]}, True),
        ({"asked": [PLAN], "whole": False}, False),
        ({"asked": [PLAN], "below": True}, False),
        ({"asked": [PLAN], "body": "Sở Nội vụ"}, False),
        ({"asked": BOTH}, False),
        ({}, False),
    ],
)
def test_only_all_the_tasks_of_one_document_are_its_annex(asked: dict[str, Any], annex: bool) -> None:
    found = about(BOTH, **asked, on="2026-01-02")
    assert (found.issuer, found.symbol, found.date) == (("Tỉnh ủy Lai Châu", "184-KH/TU", "2023-06-27") if annex else (None, None, None))
    assert found.on == "2026-01-02"


def test_names_in_short_and_in_full() -> None:
    assert [called(node) for node in BOTH] == ["Kế hoạch số 184-KH/TU ngày 27/6/2023", "Kế hoạch đào tạo nghề"]
    assert (
        about(BOTH).names
        == {node.id: named(node) for node in BOTH}
        == {
            "a": "Kế hoạch số 184-KH/TU ngày 27/6/2023 của Tỉnh ủy Lai Châu: về giáo dục nghề nghiệp",
            "b": "Kế hoạch đào tạo nghề",
        }
    )


@pytest.mark.parametrize(
    ("title", "date", "end"),
    [
        ("về giảm nghèo giai đoạn 2021 - 2025 trên địa bàn tỉnh", "2021-03-01", "2025-12-31"),
        ("giáo dục nghề nghiệp đến năm 2030, tầm nhìn đến năm 2045", "2023-05-04", "2030-12-31"),
        ("thực hiện Chỉ thị số 21-CT/TW ngày 04 tháng 5 năm 2023", "2023-06-27", None),
        ("sửa đổi Kế hoạch số 24-KH/TU về chuyển đổi số giai đoạn 2016 - 2020", "2024-01-01", None),
        ("giai đoạn 2021 - 2025", "2025", "2025-12-31"),
        ("giai đoạn 2021 - 2025", None, "2025-12-31"),
        (None, "2024-01-01", None),
    ],
)
def test_until_when_the_duties_of_a_document_come_again(title: str | None, date: str | None, end: str | None) -> None:
    assert period_ends([replace(PLAN, title=title, date=date)]) == ({"a": end} if end else {})
