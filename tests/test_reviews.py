"""What people say of links is kept with who and when, decides, and outlives every rebuilding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import SECRETARIAT, make, party
from vanban.errors import StoreError
from vanban.store import Store

OLD, NEW = "vn/tw/2019/37-ct", "vn/tw/2024/37-ct"
PLAN = make("1-KH/TU", "2025-01-01", party("Lai Châu"), cites=({"symbol": "37-CT/TW"},), says=(("self", "implements", "c1"),))


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """A plan of 2025 that cites 37-CT/TW without date, of which there are two."""
    with Store(tmp_path / "x.db") as opened:
        for date in ("2019-08-27", "2024-07-10"):
            opened.add([make("37-CT/TW", date, SECRETARIAT)], date)
        opened.add([PLAN], "plan")
        opened.link()
        yield opened


def implemented(store: Store) -> list[str]:
    store.link()
    return [edge.object for edge in store.edges(PLAN.id)]


def test_what_is_open_can_be_seen(store: Store) -> None:
    (open_,) = store.open_mentions()
    assert (open_.document, open_.citations, open_.quote) == (PLAN.id, ("c1",), PLAN.citations[0].span.quote)
    assert [candidate[0] for candidate in open_.candidates] == [OLD, NEW]
    assert store.open_mentions(NEW) == [open_]
    assert implemented(store) == store.open_mentions("vn/tw/2023/21-ct") == []


def test_a_confirmed_link_is_one(store: Store) -> None:
    review = store.review(PLAN.id, "c1", "confirm", NEW, by="Lan", note="theo công văn kèm theo")
    assert implemented(store) == [NEW]
    assert store.open_mentions() == []
    assert store.reviews() == [review]
    assert (review.by, review.quote) == ("Lan", PLAN.citations[0].span.quote)
    assert review.at.startswith("20") and review.at.endswith("+00:00")


def test_the_last_word_holds_and_the_others_are_kept(store: Store) -> None:
    store.review(PLAN.id, "c1", "confirm", NEW, by="Lan")
    store.review(PLAN.id, "c1", "confirm", OLD, by="Minh")
    assert implemented(store) == [OLD]
    store.review(PLAN.id, "c1", "refuse", OLD, by="Hoa")
    assert implemented(store) == [NEW], "what Lan said holds again"
    store.review(PLAN.id, "c1", "confirm", OLD, by="Minh")
    assert implemented(store) == [OLD]
    assert [(review.by, review.verdict) for review in store.reviews()] == [("Lan", "confirm"), ("Minh", "confirm"), ("Hoa", "refuse"), ("Minh", "confirm")]


def test_a_refused_candidate_leaves_the_others(store: Store) -> None:
    store.review(PLAN.id, PLAN.citations[0].span.quote, "refuse", OLD, by="Lan")
    assert implemented(store) == [NEW]
    store.review(PLAN.id, "c1", "refuse", NEW, by="Lan")
    (other,) = implemented(store)
    assert other not in (OLD, NEW), "it is neither, so it is a document that nobody has loaded"


def test_a_certain_link_that_is_wrong_can_be_refused(store: Store) -> None:
    wrong = make("2-KH/TU", "2025-02-01", party("Lai Châu"), cites=({"symbol": "37-CT/TW", "date": "2024-07-10", "issuer": SECRETARIAT},))
    store.add([wrong], "wrong")
    store.link()
    assert store.meant(wrong.id) == {"c1": NEW}
    store.review(wrong.id, "c1", "refuse", NEW, by="Lan")
    store.link()
    assert store.meant(wrong.id)["c1"] not in (OLD, NEW)
    assert store.meant(PLAN.id) == {}


def test_a_review_outlives_rebuilding(store: Store) -> None:
    store.review(PLAN.id, "c1", "confirm", NEW, by="Lan")
    store.remove("plan")
    assert implemented(store) == []
    store.add([PLAN], "elsewhere")
    assert implemented(store) == [NEW]
    store.remove("2024-07-10")
    assert implemented(store) == [], "nobody has the document that was confirmed"
    store.add([make("37-CT/TW", "2024-07-10", SECRETARIAT)], "again")
    assert implemented(store) == [NEW]


def test_a_review_can_be_taken_back(store: Store) -> None:
    store.review(PLAN.id, "c1", "confirm", NEW, by="Lan")
    assert store.take_back(PLAN.id, "c1", NEW)
    assert not store.take_back(PLAN.id, "c1", NEW)
    assert implemented(store) == store.reviews() == []
    assert len(store.open_mentions()) == 1


@pytest.mark.parametrize(("document", "citation", "node"), [("vn/none", "c1", NEW), (PLAN.id, "c9", NEW), (PLAN.id, "c1", "vn/none"), (PLAN.id, "c1", PLAN.id)])
def test_what_is_not_there_cannot_be_reviewed(store: Store, document: str, citation: str, node: str) -> None:
    with pytest.raises(StoreError):
        store.review(document, citation, "confirm", node, by="Lan")
    assert store.reviews() == []
