"""Who has answered a directive and who has not, and what a province has no plan for."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from builders import SECRETARIAT, make, party
from vanban.ask import choose, coverage, coverage_rows, gaps, plans
from vanban.cli import tables, trees
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
        opened.add([make("70-KH/TU", "2024-02-01", CITY, cites=(DIRECTIVE,), says=ANSWERED, title="Thực hiện năm 2025")], "d")
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


def test_units_of_one_name_differ_by_their_province(store: Store) -> None:
    found = coverage(store, choose(store, "21-CT/TW"), "district")
    assert [row["unit"] for row in found["missing"]] == found["without"]
    assert {row["province"] for row in found["missing"] if row["unit"] == "huyện Châu Thành"} > {"An Giang", "Bến Tre"}
    assert [row["province"] for row in found["with"] + found["successors"]] == ["Đồng Tháp", "Lai Châu"]
    seen = Console(width=100_000, file=io.StringIO())
    seen.print(tables.coverage(found))
    words = seen.file.getvalue()  # type: ignore[attr-defined]
    assert "thành phố Cao Lãnh (Đồng Tháp)" in words and "huyện Châu Thành (An Giang)" in words and "huyện Phong Thổ (Lai Châu): nay là" in words


def test_every_unit_has_a_row(store: Store) -> None:
    found = coverage(store, choose(store, "21-CT/TW"), "district")
    rows = coverage_rows(found)
    assert Counter(row["answer"] for row in rows) == {"with": 1, "successor": 1, "without": len(found["without"]) - 1}
    assert {tuple(row) for row in rows} == {("unit", "province", "answer", "document", "lag_days", "by")}
    assert [(row["unit"], row["document"], row["by"]) for row in rows if row["answer"] == "successor"] == [
        ("huyện Phong Thổ", "vn/lai-chau/phong-tho/dang-uy/2025/12-kh", "xã Phong Thổ")
    ]


def test_a_change_says_what_it_rests_on() -> None:
    target = {"span": {"quote": "45% học sinh"}}
    matches = [{"document": "x", "target": target, "change": "kept", "similarity": 0.9, "basis": basis} for basis in ("value", "deadline", "share")]
    cells = list(tables.cascade([{"target": target, "matches": matches}]).columns[2].cells)
    assert list(map(str, cells)) == ["giữ nguyên", "giữ nguyên (khác thời hạn)", "giữ nguyên (phần)"]


@pytest.mark.parametrize(("on", "mark"), [("2024-01-01", "chưa ban hành"), ("2024-12-31", None), ("2026-01-01", "không còn hiệu lực")])
def test_a_plan_that_lapsed_was_not_replaced(store: Store, on: str, mark: str | None) -> None:
    asked = choose(store, "21-CT/TW")
    (plan,) = [plan for plan in plans(store, asked, on=on) if plan.title == "Thực hiện năm 2025"]
    label = str(trees.plans(asked, [plan], on).children[0].label)
    assert "thay thế" not in label
    assert mark in label if mark else "✕" not in label


def test_what_a_province_has_no_plan_for_is_asked_of_the_whole_province(store: Store) -> None:
    assert [row["symbol"] for row in gaps(store, province="lai chau")["without_plan"]] == ["37-CT/TW"]
    assert gaps(store, [choose(store, "9-KH/TU", province="lai chau")], "lai chau")["without_plan"] == []


def test_no_documents_have_no_gaps(store: Store) -> None:
    assert any(gaps(store, province="Lai Châu").values())
    assert not any(gaps(store, [], "Lai Châu").values())
