"""Who has answered a directive and who has not, and what a province has no plan for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import SECRETARIAT, make, party
from vanban.ask import choose, coverage, gaps
from vanban.model import Body
from vanban.store import Store

DIRECTIVE = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
OTHER = {"symbol": "37-CT/TW", "date": "2024-07-10", "issuer": SECRETARIAT}
ANSWERED = (("self", "implements", "c1"),)
COMMUNE = Body("Đảng ủy xã Phong Thổ", "vn/lai-chau/phong-tho/dang-uy", "commune", "Lai Châu")
CITY = Body("Thành ủy Cao Lãnh", "vn/dong-thap/cao-lanh/thanh-uy", "district", "Đồng Tháp")


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """21-CT/TW is answered by Lai Châu, thành phố Cao Lãnh and, after the districts, xã Phong Thổ; 37-CT/TW by Trà Vinh alone."""
    with Store(tmp_path / "x.db") as opened:
        opened.add([make("184-KH/TU", "2023-06-27", party("Lai Châu"), cites=(DIRECTIVE,), says=ANSWERED)], "a")
        opened.add([make("60-KH/TU", "2024-09-01", party("Trà Vinh"), cites=(OTHER,), says=ANSWERED)], "b")
        opened.add([make("12-KH/ĐU", "2025-09-01", COMMUNE, cites=(DIRECTIVE,), says=ANSWERED)], "c")
        opened.add([make("70-KH/TU", "2024-02-01", CITY, cites=(DIRECTIVE,), says=ANSWERED)], "d")
        opened.add([make("9-KH/TU", "2024-02-01", party("Lai Châu"), says=())], "e")
        opened.link()
        yield opened


def test_communes_answer_for_the_districts_whose_land_they_have(store: Store) -> None:
    found = coverage(store, choose(store, "21-CT/TW"), "district", "lai chau")
    assert "huyện Phong Thổ" in found["without"] and found["with"] == []
    assert [(row["unit"], row["by"], row["document"]) for row in found["successors"]] == [
        ("huyện Phong Thổ", "xã Phong Thổ", "vn/lai-chau/phong-tho/dang-uy/2025/12-kh")
    ]


def test_a_city_does_not_answer_for_the_district_of_its_name(store: Store) -> None:
    found = coverage(store, choose(store, "21-CT/TW"), "district", "dong thap")
    assert [row["unit"] for row in found["with"]] == ["thành phố Cao Lãnh"]
    assert "huyện Cao Lãnh" in found["without"]


def test_what_a_province_has_no_plan_for_is_asked_of_the_whole_province(store: Store) -> None:
    assert [row["symbol"] for row in gaps(store, province="lai chau")["without_plan"]] == ["37-CT/TW"]
    assert gaps(store, [choose(store, "9-KH/TU", province="lai chau")], "lai chau")["without_plan"] == []


def test_no_documents_have_no_gaps(store: Store) -> None:
    assert any(gaps(store, province="Lai Châu").values())
    assert not any(gaps(store, [], "Lai Châu").values())
