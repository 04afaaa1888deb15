"""The same store in SQLite and in a real PostgreSQL: what is asked of both gets one answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import make, party
from postgres import Databases
from vanban import ask
from vanban.build import build
from vanban.errors import StoreError
from vanban.store import Store

DEMO = Path(__file__).parents[1] / "corpora" / "demo"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Any:
    with Store(tmp_path_factory.mktemp("sqlite") / "x.db") as sqlite, Store(databases.new()) as postgresql:
        reports = [build([DEMO], store) for store in (sqlite, postgresql)]
        assert [{**report, "seconds": 0} for report in reports] == [{**reports[0], "seconds": 0}] * 2
        yield sqlite, postgresql


def test_nodes_edges_and_records_are_the_same(both: tuple[Store, Store]) -> None:
    sqlite, postgresql = both
    assert sqlite.nodes() == postgresql.nodes()
    assert sqlite.edges() == postgresql.edges() != []
    assert list(sqlite.records()) == list(postgresql.records())
    assert sqlite.counts() == postgresql.counts()
    assert sqlite.open_mentions() == postgresql.open_mentions()


@pytest.mark.parametrize("typed", ["dao tao nghe", "giáo dục nghề nghiệp", "21-ct/tw", '"học sinh" xã', "uỷ ban nhân dân", "zzz", "%' OR 1=1 --"])
def test_search_finds_the_same(both: tuple[Store, Store], typed: str) -> None:
    sqlite, postgresql = both
    assert ask.search(sqlite, typed) == ask.search(postgresql, typed)


def test_every_document_is_shown_the_same(both: tuple[Store, Store]) -> None:
    sqlite, postgresql = both
    for node in sqlite.nodes():
        assert ask.show(sqlite, node) == ask.show(postgresql, node)
        assert ask.plans(sqlite, node) == ask.plans(postgresql, node)


@pytest.mark.parametrize("asked", ["21-CT/TW", "chỉ thị 21", "luat giao duc nghe nghiep", "vn/tw/2023/21-ct", "nothing"])
def test_documents_are_found_the_same(both: tuple[Store, Store], asked: str) -> None:
    sqlite, postgresql = both
    assert sqlite.find(asked) == postgresql.find(asked)
    assert sqlite.suggest(asked) == postgresql.suggest(asked)


def test_building_again_reads_nothing_anew(both: tuple[Store, Store]) -> None:
    for store in both:
        before = store.nodes(), store.edges()
        report = build([DEMO], store)
        assert (report["new"], (store.nodes(), store.edges())) == (0, before)


def test_copies_of_one_text_are_ordered_alike(tmp_path: Path, databases: Databases) -> None:
    """Whatever the server's language: "B" before "a", as bytes are."""
    copies = [make("184-KH/TU", "2023-06-27", party("Lai Châu"), extra=words) for words in ("một", "hai")]
    with Store(tmp_path / "x.db") as sqlite, Store(databases.new()) as postgresql:
        for store in (sqlite, postgresql):
            for path, copy in zip(("B.txt", "a.txt"), copies, strict=True):
                store.add([copy], path)
            store.link()
            assert store.document(copies[0].id) == copies[0]
            assert [origin.path for origin in store.origins(copies[0].id)] == ["B.txt", "a.txt"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://postgres@127.0.0.1:abc/x", "abc"),
        ("postgresql://127.0.0.1:1/x", "127.0.0.1"),
        ("{server}/none", 'database "none" does not exist'),
    ],
)
def test_a_server_that_cannot_be_had_is_named_in_a_line(address: str, words: str, databases: Databases) -> None:
    with pytest.raises(StoreError) as caught:
        Store(address.format(server=databases.address))
    assert words in str(caught.value) and "{" not in str(caught.value)
