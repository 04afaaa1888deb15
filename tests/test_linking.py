"""Linking what came or went alone: whatever is added, replaced or taken out, in whatever order, the answer is that of a store built at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import SECRETARIAT, make, party
from vanban.model import Body, Document
from vanban.store import Store

DIRECTIVE = {"symbol": "24/CT-TTg", "date": "2020-05-28", "issuer": Body("Thủ tướng Chính phủ", "vn/ttg", "central")}
HAI_PHONG = Body("UBND thành phố Hải Phòng", "vn/hai-phong/ubnd", "province", "Hải Phòng")
UNNUMBERED = "vn/hai-phong/ubnd/2020/kh~24-ct-ttg"
IMPLEMENTS = (("self", "implements", "c1"),)


def plan(symbol: str | None, date: str = "2020-08-10", **more: Any) -> Document:
    id = UNNUMBERED if symbol is None else None
    made = make(symbol, date, HAI_PHONG, id=id, cites=(DIRECTIVE,), says=IMPLEMENTS, **more)
    return replace(made, header=replace(made.header, doc_type="KH"))


WITHOUT_NUMBER = plan(None, "2020", title="Triển khai Chỉ thị 24/CT-TTg", kind="report")
NUMBERED = plan("185/KH-UBND", title="Triển khai Chỉ thị số 24/CT-TTg")
OTHER_NUMBERED = plan("190/KH-UBND", "2020-09-01")


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store(tmp_path / "x.db") as opened:
        yield opened


def linked(store: Store, *documents: Document) -> list[str]:
    """The ids of the nodes of Hải Phòng's plans, and which are loaded."""
    for document in documents:
        store.add([document], document.source.name)
    store.link()
    return [f"{node.id}{'' if node.loaded else ' cited'}" for node in store.nodes() if "hai-phong" in node.id]


def test_a_plan_without_number_takes_the_place_of_the_numbered_one(store: Store) -> None:
    assert linked(store, WITHOUT_NUMBER) == [UNNUMBERED]
    assert linked(store, NUMBERED) == ["vn/hai-phong/ubnd/2020/185-kh"]
    (node,) = store.find(UNNUMBERED)
    assert node.title == NUMBERED.header.title
    assert [origin.kind for origin in store.origins(node.id)] == ["official", "report"]


def test_a_numbered_plan_that_is_only_cited_is_loaded_by_the_text_without_number(store: Store) -> None:
    cited = {"symbol": "185/KH-UBND", "date": "2020-08-10", "issuer": HAI_PHONG}
    other = make("1-KH/HU", "2021-01-01", party("Hải Phòng", "district", "An Lão"), cites=(cited, DIRECTIVE), says=(("c1", "implements", "c2"),))
    assert linked(store, other) == ["vn/hai-phong/an-lao/huyen-uy/2021/1-kh", "vn/hai-phong/ubnd/2020/185-kh cited"]
    assert linked(store, WITHOUT_NUMBER) == ["vn/hai-phong/an-lao/huyen-uy/2021/1-kh", "vn/hai-phong/ubnd/2020/185-kh"]
    assert store.document("vn/hai-phong/ubnd/2020/185-kh") == WITHOUT_NUMBER
    store.remove(WITHOUT_NUMBER.source.name)
    assert linked(store) == ["vn/hai-phong/an-lao/huyen-uy/2021/1-kh", "vn/hai-phong/ubnd/2020/185-kh cited"]


def test_one_that_could_be_two_numbered_ones_stays_alone_with_candidates(store: Store) -> None:
    assert len(linked(store, NUMBERED, OTHER_NUMBERED, WITHOUT_NUMBER)) == 3
    cites = make("1-KH/HU", "2021-01-01", party("Hải Phòng"), cites=({"name": None, "document_id": UNNUMBERED, "doc_type": "KH", "issuer": HAI_PHONG},))
    store.remove(WITHOUT_NUMBER.source.name)
    linked(store, cites)
    (open_,) = store.open_mentions()
    assert [candidate[0] for candidate in open_.candidates] == ["vn/hai-phong/ubnd/2020/185-kh", "vn/hai-phong/ubnd/2020/190-kh"]
    store.remove(OTHER_NUMBERED.source.name)
    store.link()
    assert store.meant(cites.id) == {"c1": "vn/hai-phong/ubnd/2020/185-kh"}


def test_another_year_or_another_directive_is_another_plan(store: Store) -> None:
    later = plan("12/KH-UBND", "2021-02-01")
    elsewhere = make("185/KH-UBND", "2020-08-10", HAI_PHONG, cites=({**DIRECTIVE, "symbol": "25/CT-TTg"},), says=IMPLEMENTS)
    assert len(linked(store, WITHOUT_NUMBER, later, elsewhere)) == 3


CT, TU = {"symbol": "37-CT/TW", "issuer": SECRETARIAT}, {"symbol": "60-KH/TU"}
SOME = [
    WITHOUT_NUMBER,
    NUMBERED,
    OTHER_NUMBERED,
    make("37-CT/TW", "2019-08-27", SECRETARIAT, title="Về công tác phụ nữ trong tình hình mới hiện nay"),
    make("37-CT/TW", "2024-07-10", SECRETARIAT, title="Về đổi mới công tác đào tạo nghề cho lao động nông thôn"),
    make("37-CT/TW", "2024-10-07", SECRETARIAT, title="Về đổi mới công tác đào tạo nghề cho lao động nông thôn", name="copy"),
    make("60-KH/TU", "2024-09-25", party("Lai Châu"), cites=({"symbol": "37-CT/TW"},), says=IMPLEMENTS),
    make("60-KH/TU", "2024-09-25", party("Trà Vinh"), cites=({**CT, "date": "2024-07-10"},), says=IMPLEMENTS),
    make(
        "5-KH/HU", "2025-02-01", party("Lai Châu", "district", "Phong Thổ"), cites=(TU, {"symbol": "37-CT/TW"}), says=(*IMPLEMENTS, ("c1", "implements", "c2"))
    ),
    make("6-KH/HU", "2025-02-01", party("Trà Vinh", "district", "Châu Thành"), cites=(TU, {**CT, "date": "2024-07-11"}), says=IMPLEMENTS),
    make("7-KH/HU", "2020-02-01", party("Trà Vinh", "district", "Châu Thành"), cites=({"symbol": "37-CT/TW"},), says=IMPLEMENTS),
    make(
        "9-KH/HU", "2021-02-01", party("Hải Phòng"), cites=({"name": None, "document_id": UNNUMBERED, "doc_type": "KH", "issuer": HAI_PHONG},), says=IMPLEMENTS
    ),
    make(None, None, None, id="vn/unknown/0a", cites=({"name": "Luật Đất đai", "doc_type": "L"}, {"symbol": "31/2024/QH15"}), name="laws"),
    make(None, None, None, id="vn/unknown/0b", cites=({"name": "Luật Đất đai", "doc_type": "L", "symbol": "31/2024/QH15"},), name="law"),
]

Step = tuple[str, int]
steps = st.lists(
    st.tuples(st.sampled_from(["add", "add", "add", "remove", "link", "confirm", "refuse", "take back"]), st.integers(0, len(SOME) - 1)), max_size=30
)
REVIEWED, NODE = SOME[8], "vn/tw/2024/37-ct"


def run(store: Store, some: list[Step]) -> set[int]:
    """The documents that the steps leave in the store."""
    there: set[int] = set()
    for verb, n in some:
        if verb == "add":
            store.add([SOME[n]], str(n))
            there.add(n)
        elif verb == "remove":
            store.remove(str(n))
            there.discard(n)
        elif verb == "link":
            store.link()
        elif 8 in there:
            review(store, verb)
    store.link()
    return there


def review(store: Store, verb: str) -> None:
    store.link()
    if verb == "take back":
        store.take_back(REVIEWED.id, "c2", NODE)
    elif store.find(NODE):
        store.review(REVIEWED.id, "c2", verb, NODE, by="Lan")  # type: ignore[arg-type]


def answer(store: Store) -> object:
    meant = {document.id: store.meant(document.id) for document in store}
    return store.nodes(), store.edges(), store.open_mentions(), store.counts(), meant


@settings(max_examples=30, deadline=None)
@given(steps)
def test_any_steps_lead_to_what_building_at_once_gives(some: list[Step]) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder, "steps.db")) as store, Store(Path(folder, "once.db")) as whole:
        there = run(store, some)
        for n in sorted(there, reverse=True):
            whole.add([SOME[n]], str(n))
        whole.link()
        for said in store.reviews():
            if 8 in there and whole.find(said.node):
                whole.review(said.document, "c2", said.verdict, said.node, by="Lan")  # type: ignore[arg-type]
        whole.link()
        if len(whole.reviews()) == len(store.reviews()):
            assert answer(store) == answer(whole)
