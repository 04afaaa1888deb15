"""Which document is meant, and what is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import SECRETARIAT, make, party
from vanban.ask import AmbiguousError, choose, plans, show
from vanban.errors import StoreError
from vanban.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """60-KH/TU of two provinces, and one of which nothing else is known; the Lai Châu one replaced by 70-KH/TU."""
    directive = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
    old = {"symbol": "60-KH/TU", "date": "2017-09-25", "issuer": party("Lai Châu")}
    with Store(tmp_path / "x.db") as opened:
        for province in ("Lai Châu", "Trà Vinh"):
            opened.add([make("60-KH/TU", "2017-09-25", party(province), cites=(directive,), says=(("self", "implements", "c1"),))], province)
        opened.add(
            [make("70-KH/TU", "2024-01-01", party("Lai Châu"), cites=(directive, old), says=(("self", "implements", "c1"), ("self", "replaces", "c2")))], "new"
        )
        opened.add([make("60-KH/TU", None, None, id="vn/unknown/0123")], "unclear")
        opened.link()
        yield opened


@pytest.mark.parametrize(
    ("asked", "filters", "id"),
    [
        ("vn/tra-vinh/tinh-uy/2017/60-kh", {}, "vn/tra-vinh/tinh-uy/2017/60-kh"),
        ("60 kh/tu", {"province": "tra vinh"}, "vn/tra-vinh/tinh-uy/2017/60-kh"),
        ("60-KH/TU", {"province": "Lai Châu", "date": "2017-09"}, "vn/lai-chau/tinh-uy/2017/60-kh"),
        ("21-CT/TW", {"province": "Lai Châu"}, "vn/tw/2023/21-ct"),
        ("vn/unknown/0123", {"date": "2017"}, "vn/unknown/0123"),
    ],
)
def test_an_id_a_province_or_a_date_decides(store: Store, asked: str, filters: dict[str, str], id: str) -> None:
    assert choose(store, asked, **filters).id == id


def test_several_are_named_never_chosen(store: Store) -> None:
    with pytest.raises(AmbiguousError) as caught:
        choose(store, "60-KH/TU", province="Cao Bằng")
    assert len(caught.value.candidates) == 3


def test_a_date_leaves_out_what_has_none(store: Store) -> None:
    with pytest.raises(AmbiguousError) as caught:
        choose(store, "60-KH/TU", date="2017")
    assert len(caught.value.candidates) == 2


def test_what_nobody_knows_is_an_error(store: Store) -> None:
    for asked, date in (("61-KH/TU", None), ("21-CT/TW", "2018"), ("", None)):
        with pytest.raises(StoreError):
            choose(store, asked, date)


def test_what_is_replaced_can_be_left_out(store: Store) -> None:
    asked = choose(store, "21-CT/TW")
    assert {plan.symbol: plan.in_force for plan in plans(store, asked, province="lai chau")} == {"60-KH/TU": False, "70-KH/TU": True}
    assert [plan.symbol for plan in plans(store, asked, province="lai chau", only_in_force=True)] == ["70-KH/TU"]


def test_ends_of_relations_come_once_with_all_their_evidence(store: Store) -> None:
    shown = show(store, choose(store, "21-CT/TW"))
    assert [(end["type"], end["province"], len(end["evidence"])) for end in shown["incoming"]] == [
        ("implements", "Lai Châu", 1),
        ("implements", "Trà Vinh", 1),
        ("implements", "Lai Châu", 1),
    ]
    assert shown["outgoing"] == shown["sources"] == []
