"""The store: incremental, resumable, never losing what was read."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from builders import SECRETARIAT, make, party, rich
from vanban.errors import StoreError
from vanban.store import Store

DIRECTIVE = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
PLAN = {"symbol": "184-KH/TU", "date": "2023-06-27", "issuer": party("Lai Châu")}
DISTRICT = make(
    "452-KH/HU",
    "2024-08-13",
    party("Lai Châu", "district", "Phong Thổ"),
    title="Thực hiện Chỉ thị",
    cites=(DIRECTIVE, PLAN),
    says=(("self", "implements", "c1"), ("self", "implements", "c2"), ("c2", "implements", "c1")),
)
CHAIN = [
    ("vn/lai-chau/phong-tho/huyen-uy/2024/452-kh", "implements", "vn/lai-chau/tinh-uy/2023/184-kh"),
    ("vn/lai-chau/phong-tho/huyen-uy/2024/452-kh", "implements", "vn/tw/2023/21-ct"),
    ("vn/lai-chau/tinh-uy/2023/184-kh", "implements", "vn/tw/2023/21-ct"),
]


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store(tmp_path / "x.db") as opened:
        yield opened


def edges(store: Store) -> list[tuple[str, str, str]]:
    return [(e.subject, e.type, e.object) for e in store.edges()]


def test_documents_known_only_from_citations_are_linked_with_the_words_that_say_so(store: Store) -> None:
    store.add([DISTRICT], "a")
    store.link()
    assert edges(store) == CHAIN
    assert {n.id: n.loaded for n in store.nodes()} == {CHAIN[0][0]: True, CHAIN[0][2]: False, CHAIN[1][2]: False}
    for edge in store.edges():
        assert edge.evidence.document == DISTRICT.id
        assert DISTRICT.text[edge.evidence.start : edge.evidence.end] == edge.evidence.quote


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    store.add([rich()], "a")
    store.link()
    assert store.document(rich().id) == rich()
    assert list(store) == [rich()]


def test_a_file_that_arrives_later_takes_the_place_of_its_mentions(store: Store) -> None:
    store.add([DISTRICT], "a")
    store.link()
    store.add([make("184-KH/TU", "2023-06-27", party("Lai Châu"), title="Thực hiện Chỉ thị 21")], "b")
    store.link()
    (node,) = store.find("184-KH/TU")
    assert (node.loaded, node.title) == (True, "Thực hiện Chỉ thị 21")
    assert edges(store) == CHAIN


def test_the_same_document_from_two_files_is_one_node_and_both_files_are_kept(store: Store) -> None:
    report = make("452-KH/HU", "2024-08-13", party("Lai Châu", "district", "Phong Thổ"), kind="report", id="vn/unknown/0123", extra="tin")
    store.add([report], "a.txt")
    store.add([DISTRICT], "b.txt")
    store.link()
    (node,) = store.find("452-KH/HU")
    assert node.id == DISTRICT.id
    assert [(o.path, o.kind) for o in store.origins(node.id)] == [("b.txt", "official"), ("a.txt", "report")]
    assert store.document(node.id) == DISTRICT
    assert store.find("vn/unknown/0123") == [node]


def test_the_same_text_under_two_names_states_each_thing_once(store: Store) -> None:
    store.add([DISTRICT], "a")
    store.add([DISTRICT], "copy of a")
    store.link()
    assert edges(store) == CHAIN


def test_changed_content_replaces_the_old_facts_of_its_path(store: Store) -> None:
    store.add([DISTRICT], "a")
    changed = make("452-KH/HU", "2024-08-13", party("Lai Châu", "district", "Phong Thổ"), cites=(PLAN,), says=(("self", "implements", "c1"),))
    store.add([changed], "a")
    store.link()
    assert edges(store) == CHAIN[:1]
    assert list(store) == [changed]
    assert not store.find("21-CT/TW")


def test_a_file_of_several_documents_keeps_each_in_its_place(store: Store) -> None:
    plan = make("184-KH/TU", "2023-06-27", party("Lai Châu"), cites=(DIRECTIVE,), says=(("self", "implements", "c1"),))
    store.add([DISTRICT, plan], "a")
    store.link()
    assert store.counts()["documents"] == 2
    assert {node.id for node in store.nodes() if node.loaded} == {DISTRICT.id, plan.id}
    assert edges(store)[-1] == (plan.id, "implements", "vn/tw/2023/21-ct")
    store.add([plan], "a")
    assert list(store) == [plan]


def test_parts_of_one_file_are_sorted_by_their_place(store: Store) -> None:
    parts = [replace(DISTRICT, text=DISTRICT.text + mark) for mark in "cab"]
    store.add(parts, "a")
    store.link()
    assert list(store) == parts
    assert store.document(DISTRICT.id) == parts[0]


def test_the_documents_of_a_file_come_in_together_or_not_at_all(store: Store) -> None:
    store.add([DISTRICT], "a")
    broken = replace(DISTRICT, text="\ud800")
    with pytest.raises((StoreError, UnicodeError)):
        store.add([make("1-KH/TU", "2025-01-01", party("Lai Châu")), broken], "a")
    assert list(store) == [DISTRICT]
    assert store.has("a", DISTRICT.source.sha256)


def test_unchanged_content_is_known_by_path_and_hash(store: Store) -> None:
    store.add([DISTRICT], "a")
    assert store.has("a", DISTRICT.source.sha256)
    assert not store.has("a", "0")
    assert not store.has("b", DISTRICT.source.sha256)


def test_linking_twice_changes_nothing_and_is_due_after_each_addition(store: Store) -> None:
    store.add([DISTRICT], "a")
    assert not store.linked
    store.link()
    first = (store.nodes(), store.edges())
    store.link()
    assert store.linked
    assert (store.nodes(), store.edges()) == first


def test_an_ambiguous_mention_makes_no_edge_and_keeps_its_candidates(store: Store, tmp_path: Path) -> None:
    for date in ("2019-08-27", "2024-07-10"):
        store.add([make("37-CT/TW", date, SECRETARIAT)], date)
    store.add([make("1-KH/TU", "2025-01-01", party("Lai Châu"), cites=({"symbol": "37-CT/TW"}, {"name": None}), says=(("self", "implements", "c1"),))], "plan")
    store.link()
    assert edges(store) == []
    assert store.counts() == {"documents": 3, "citations": 2, "resolved": 0, "ambiguous": 1, "unresolved": 1}
    rows = sqlite3.connect(tmp_path / "x.db").execute("select node, score, reasons from candidate order by node").fetchall()
    assert [row[0] for row in rows] == ["vn/tw/2019/37-ct", "vn/tw/2024/37-ct"]
    assert all(0 < row[1] <= 1 and isinstance(json.loads(row[2]), list) for row in rows)


@pytest.mark.parametrize("asked", ["21-CT/TW", "21 ct/tw", "21-ct/tw", "21/CT-TW", "vn/tw/2023/21-ct", "Chỉ thị số 21-CT/TW", "chi thi 21–CT/TW", "21CT/TW"])
def test_symbols_are_found_as_people_type_them(store: Store, asked: str) -> None:
    store.add([DISTRICT], "a")
    store.link()
    assert [n.id for n in store.find(asked)] == ["vn/tw/2023/21-ct"]


def test_titles_are_found_without_tones(store: Store) -> None:
    store.add([make(cites=({"name": "Luật Giáo dục nghề nghiệp", "doc_type": "L", "date": "2014-11-27"},))], "a")
    store.link()
    assert [n.title for n in store.find("luat giao duc nghe nghiep")] == ["Luật Giáo dục nghề nghiệp"]
    assert store.find("luật 21-CT/TW") == []  # no kind of that name
    assert store.find("luat giao duc") == store.find("99-CT/TW") == []


def test_the_order_of_loading_changes_nothing(tmp_path: Path) -> None:
    son_la = make("184-KH/TU", "2023-06-27", party("Sơn La"), cites=({"symbol": "184-KH/TU"},))
    documents = [DISTRICT, make("184-KH/TU", "2023-06-27", party("Lai Châu")), son_la]
    answers = []
    for n, order in enumerate((documents, documents[::-1])):
        with Store(tmp_path / f"{n}.db") as store:
            for document in order:
                store.add([document], document.id)
            store.link()
            answers.append((store.nodes(), store.edges(), store.counts(), list(store.records())))
    assert answers[0] == answers[1]


def test_a_missing_store_is_not_made_by_a_question(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"y\.db: no such store"):
        Store(tmp_path / "y.db", create=False)
    assert not (tmp_path / "y.db").exists()


def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text("Kế hoạch số 184-KH/TU", encoding="utf-8")
    with sqlite3.connect(other) as connection:
        connection.execute("create table mine (x)")
    no_store = "is not a vanban store"
    for path, message in ((tmp_path, "is a folder"), (text, no_store), (other, no_store), (tmp_path / "no" / "x.db", "no folder")):
        with pytest.raises(StoreError, match=message):
            Store(path)
    assert text.read_text(encoding="utf-8") == "Kế hoạch số 184-KH/TU"
    assert sqlite3.connect(other).execute("select name from sqlite_master").fetchall() == [("mine",)]


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "x.db").close()
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match="another version"):
        Store(tmp_path / "x.db")


def test_an_address_without_its_driver_is_a_clear_error() -> None:
    with pytest.raises(StoreError) as caught:
        Store("nosuchdatabase://user:secret@host/x")
    assert "secret" not in str(caught.value)


def test_a_failed_addition_leaves_nothing_behind(store: Store) -> None:
    store.add([DISTRICT], "a")
    broken = replace(DISTRICT, citations=(replace(DISTRICT.citations[0], symbol="\ud800"),), relations=())
    with pytest.raises((StoreError, UnicodeError)):
        store.add([broken], "a")
    assert list(store) == [DISTRICT]


PLAN_TEXT = """TỈNH ỦY LAI CHÂU
*
Số {n}-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM

Lai Châu, ngày 27 tháng 6 năm 2023

KẾ HOẠCH
thực hiện Chỉ thị số 21-CT/TW, ngày 04/5/2023 của Ban Bí thư về giáo dục nghề nghiệp
-----

Thực hiện Chỉ thị số 21-CT/TW, ngày 04/5/2023 của Ban Bí thư, Ban Thường vụ Tỉnh ủy Lai Châu ban hành Kế hoạch như sau:

I- MỤC TIÊU

Thu hút ít nhất {n}% học sinh vào học nghề.
"""


def test_a_killed_build_leaves_a_sound_store_that_the_next_build_completes(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(1, 301):
        (folder / f"{n:03}.txt").write_text(PLAN_TEXT.format(n=n), encoding="utf-8")
    cut, whole = tmp_path / "cut.db", tmp_path / "whole.db"
    command = [sys.executable, "-m", "vanban", "build", str(folder), "--format", "json", "--db"]
    process = subprocess.Popen([*command, str(cut)], stdout=subprocess.DEVNULL)
    while process.poll() is None and rows(cut) < 20:
        sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with Store(cut) as store:
        kept = [document.header.symbol for document in store]
        assert 20 <= len(kept) < 300, "the build was not cut off in the middle"
        assert store.counts()["citations"] == 2 * len(kept)
        assert not store.linked
    report = json.loads(subprocess.run([*command, str(cut)], check=True, capture_output=True).stdout)
    assert (report["documents"], report["new"], report["unchanged"]) == (300, 300 - len(kept), len(kept))
    subprocess.run([*command, str(whole)], check=True, capture_output=True)
    with Store(cut) as a, Store(whole) as b:
        assert (a.nodes(), a.edges(), a.counts(), list(a.records())) == (b.nodes(), b.edges(), b.counts(), list(b.records()))
        assert len(a.nodes()) == 301


def rows(path: Path) -> int:
    """How many documents another process has committed; 0 while there is no store."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            return int(connection.execute("select count(*) from document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
