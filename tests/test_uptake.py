"""How far and how fast a document was taken up; what became of each target; a cascade as a tree."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import SECRETARIAT, make, party
from vanban.ask import choose, coverage, plans
from vanban.ask.cascade import fates
from vanban.ask.coverage import answers, covered, shares
from vanban.ask.uptake import Line, growth, line, reach, spread, timeline, uptake
from vanban.build import build
from vanban.identity.nodes import Node
from vanban.model import Body
from vanban.store import Store
from vanban.web.cascades import LARGE, MOST, branches, size
from vanban.web.timelines import Timeline

DIRECTIVE = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
ANSWER = (("self", "implements", "c1"),)
PROVINCES = ("Lai Châu", "Trà Vinh", "Nghệ An")


def below(province: str) -> dict[str, Any]:
    return {"symbol": "1-KH/TU", "date": "2023-06-01", "issuer": party(province)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """21-CT/TW with plans of three provinces, each with 30 below it; another of Trà Vinh; one dated before it, and one known to the year."""
    documents = []
    for province in PROVINCES:
        documents.append(make("1-KH/TU", "2023-06-01", party(province), cites=(DIRECTIVE,), says=ANSWER))
        for n in range(30):
            issuer = party(province, "district", f"Huyện {n:02}")
            documents.append(make(f"{n + 2}-KH/HU", f"2023-07-{n + 1:02}", issuer, cites=(below(province),), says=ANSWER))
    documents.append(make("9-KH/TU", "2024-01-01", party("Trà Vinh"), cites=(DIRECTIVE,), says=ANSWER))
    documents.append(make("8-KH/TU", "2023-01-01", party("Cao Bằng"), cites=(DIRECTIVE,), says=ANSWER))
    documents.append(make("7-KH/TU", "2023", party("Hà Giang"), cites=(DIRECTIVE,), says=ANSWER))
    with Store(tmp_path_factory.mktemp("uptake") / "x.db") as opened:
        for n, document in enumerate(documents):
            opened.add([document], str(n))
        opened.link()
        yield opened


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Store(tmp_path_factory.mktemp("demo") / "x.db") as opened:
        build([Path(__file__).parents[1] / "corpora" / "demo"], opened)
        yield opened


def test_figures_count_what_is_known_to_the_day(store: Store) -> None:
    node = choose(store, "21-CT/TW")
    found = plans(store, node)
    figures = uptake(node, found, answers(found))
    assert figures.levels == {"province": 6, "district": 90} and figures.read == 96
    assert figures.reach and (figures.reach.level, figures.reach.province, figures.reach.of) == ("province", None, 63)
    assert (figures.answered, figures.days, figures.median) == (5, (28, 28, 28), 28)


def test_a_province_is_answered_by_its_districts_until_there_are_none(store: Store) -> None:
    plan = choose(store, "1-KH/TU", province="Lai Châu")
    found = reach(plan)
    assert found and (found.level, found.province, found.of) == ("district", "Lai Châu", 8)
    later = reach(plan, "2025-08-01")
    assert later and (later.level, later.of) == ("commune", 38)
    assert reach(choose(store, "2-KH/HU", province="Lai Châu")) is None


def test_lanes_stand_from_the_top_down_in_time(store: Store) -> None:
    node = choose(store, "21-CT/TW")
    province, district = timeline(node, plans(store, node))
    assert (province.level, district.level) == ("province", "district")
    assert [days for _, days in province.plans] == [28, 28, 28, 242] and province.median == 28
    assert {plan.symbol for plan in province.undated} == {"8-KH/TU", "7-KH/TU"}
    assert len(district.plans) == 90 and district.plans[0][1] == 58


@pytest.mark.parametrize(
    ("symbol", "issuer", "expected"),
    [
        ("184-KH/TU", "Tỉnh ủy Lai Châu", "party"),
        ("21-CT/TW", None, "party"),
        (None, "Ban Thường vụ Tỉnh ủy Bắc Ninh", "party"),
        (None, "Đảng ủy phường Tây Tựu", "party"),
        ("51/KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", "state"),
        ("612/KH-BGDĐT", "Bộ Giáo dục và Đào tạo", "state"),
        (None, "Thủ tướng Chính phủ", "state"),
        ("12-KH/TĐTN", "Tỉnh đoàn Lai Châu", "mass"),
        ("30/KH-MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu", "mass"),
        (None, None, None),
    ],
)
def test_the_line_of_a_document(symbol: str | None, issuer: str | None, expected: Line | None) -> None:
    assert line(Node("vn/x", symbol, "KH", None, issuer, "province", None, None, True, None)) == expected


@given(st.lists(st.integers(0, 5000)))
def test_growth_ends_at_all_of_them(days: list[int]) -> None:
    found = growth(days)
    assert [day for day, _ in found] == sorted(set(days)) and (found[-1][1] if found else 0) == len(days)
    assert all(a < b for (_, a), (_, b) in pairwise(found))


@given(st.lists(st.integers(0, 5000)), st.floats(0.5, 400))
def test_stretches_hold_all_of_them(days: list[int], width: float) -> None:
    found = spread(days, width)
    assert sum(found.values()) == len(days) and list(found) == sorted(found) and 0 not in found.values()


def test_shares_add_up_to_the_answer_of_coverage(store: Store) -> None:
    node = choose(store, "21-CT/TW")
    given = answers(plans(store, node))
    by_name = {share.province: share for share in shares(given, "province", "2023-05-04")}
    assert len(by_name) == 63 and sum(share.answered for share in by_name.values()) == 5
    whole = coverage(store, node, "province")
    assert covered(node, given, "province") == whole and len(whole["without"]) == 63 - 5
    later = {share.province: share for share in shares(given, "commune", "2023-05-04")}
    assert len(later) == 63 and not sum(share.answered for share in later.values())


def test_units_of_later_days_are_told_apart(tmp_path: Path) -> None:
    commune = Body("Đảng ủy xã Phong Thổ", "vn/lai-chau/phong-tho/dang-uy", "commune", "Lai Châu")
    with Store(tmp_path / "x.db") as opened:
        opened.add([make("12-KH/ĐU", "2025-09-01", commune, cites=(DIRECTIVE,), says=ANSWER)], "c")
        opened.link()
        given = answers(plans(opened, choose(opened, "21-CT/TW")))
    known = {share.province: share for share in shares(given, "commune", "2023-05-04")}
    assert (known["Lai Châu"].answered, known["Lai Châu"].later, known["Lai Châu"].of) == (0, 1, 106)
    assert {share.province: share.answered for share in shares(given, "commune", "2025-09-01")}["Lai Châu"] == 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "0 ngày"),
        (15, "15 ngày"),
        (30, "30 ngày"),
        (365.25 / 12, "1 tháng"),
        (365.25 / 2, "6 tháng"),
        (365.25, "1 năm"),
        (365.25 * 1.5, "18 tháng"),
        (1465.5, "1.466 ngày"),
    ],
)
def test_days_in_round_words(days: float, expected: str) -> None:
    assert Timeline(str).span(days) == expected


def test_a_large_cascade_stands_together_by_province(store: Store) -> None:
    node = choose(store, "21-CT/TW")
    found = plans(store, node)
    assert len(found) > LARGE
    together = branches(node, found)
    assert {branch.province for branch in together} == {*PROVINCES, "Cao Bằng", "Hà Giang"} and not any(branch.plan for branch in together)
    assert size(together) == len(found)
    lai_chau = next(branch for branch in together if branch.province == "Lai Châu")
    assert lai_chau.counts == {"province": 1, "district": 30} and lai_chau.since == {"province": "2023-06-01", "district": "2023-07-01"}


def test_a_province_is_opened_by_itself(store: Store) -> None:
    node = choose(store, "21-CT/TW")
    (opened,) = branches(node, plans(store, node), "Lai Châu")
    assert opened.plan and opened.plan.symbol == "1-KH/TU" and len(opened.below) == 30
    assert branches(node, plans(store, node), "Sơn La") == []


def test_what_is_too_many_is_left_out_and_counted(store: Store) -> None:
    node = choose(store, "1-KH/TU", province="Lai Châu")
    found = plans(store, node) * 10
    assert len(found) == 300 and size(branches(node, found)) == MOST


def test_the_path_to_an_opened_province_goes_through_others(demo: Store) -> None:
    node = choose(demo, "vn/tw/2023/21-ct")
    opened = branches(node, plans(demo, node), "Cà Mau")
    assert [branch.plan and branch.plan.symbol for branch in opened] == ["178-KH/TU", "247/QĐ-TTg"]
    assert size(branches(node, plans(demo, node))) == 18


def test_what_became_of_each_target(demo: Store) -> None:
    node = choose(demo, "vn/tw/2023/21-ct")
    found = fates(demo, node, plans(demo, node))
    assert [row.key for row in found] == ["t1", "t2", "t3", "t4", "t5", "added"]
    first = found[0]
    assert first.target and sum(map(len, first.levels.values())) == sum(match.target is not None for match in first.matches)
    assert first.counts.get("dropped", 0) == len({match.document for match in first.matches if match.change == "dropped"})
    assert set(found[-1].counts) == {"added"} and found[-1].target is None
    of_province = fates(demo, node, [plan for plan in plans(demo, node) if plan.level == "province"])
    assert {level for row in of_province for level in row.levels} == {"province"}
