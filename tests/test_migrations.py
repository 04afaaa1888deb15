"""The schema through time: what the revisions make is what the program expects, and older stores come along with all that was read."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from builders import make, party
from postgres import Databases
from vanban.records import dumps
from vanban.store import Store
from vanban.store.schema import tables

PLAN = make(
    "452-KH/HU",
    "2024-08-13",
    party("Lai Châu", "district", "Phong Thổ"),
    title="Thực hiện Chỉ thị",
    cites=({"symbol": "184-KH/TU", "date": "2023-06-27", "issuer": party("Lai Châu")},),
    says=(("self", "implements", "c1"),),
    tasks=({"action": "rà soát"},),
)
# As it was made before there were revisions.
FORMER = """
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (pk INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL, part INTEGER NOT NULL, sha256 TEXT NOT NULL,
  kind TEXT NOT NULL, record JSON NOT NULL, UNIQUE (path, part));
CREATE INDEX ix_document_id ON document (id);
CREATE TABLE node (id TEXT NOT NULL PRIMARY KEY, loaded BOOLEAN NOT NULL);
CREATE TABLE mention (document INTEGER NOT NULL REFERENCES document (pk), place INTEGER NOT NULL, node TEXT REFERENCES node (id),
  PRIMARY KEY (document, place));
CREATE TABLE statement (pk INTEGER NOT NULL PRIMARY KEY, document INTEGER NOT NULL, subject INTEGER, FOREIGN KEY (document, subject)
  REFERENCES mention (document, place));
CREATE TABLE candidate (document INTEGER, place INTEGER, node TEXT REFERENCES node (id), PRIMARY KEY (document, place, node));
INSERT INTO meta VALUES ('schema', 'vanban/store/2'), ('linked', 'yes');
INSERT INTO node VALUES ('vn/old', 1);
INSERT INTO mention VALUES (1, 0, 'vn/old');
"""


@pytest.mark.filterwarnings("ignore:.*expression-based index")
@pytest.mark.parametrize("server", ["sqlite", "postgresql"])
def test_the_revisions_make_the_schema(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if server == "sqlite":
        url = f"sqlite:///{tmp_path / 'x.db'}"
        Store(tmp_path / "x.db").close()
    else:
        databases: Databases = request.getfixturevalue("databases")
        url = databases.new()
        Store(url).close()
        url = url.replace("postgresql:", "postgresql+pg8000:")
    with create_engine(url).connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), tables)
    # The index over passages differs by database, and is in the revisions alone.
    assert [change for change in found if "passage_index" not in repr(change) and "words" not in repr(change) and "node_name" not in repr(change)] == []


def test_an_older_store_keeps_what_was_read_and_links_it_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(FORMER)
        values = (PLAN.id, "a.txt", 0, PLAN.source.sha256, "official", dumps(PLAN))
        connection.execute("INSERT INTO document (id, path, part, sha256, kind, record) VALUES (?, ?, ?, ?, ?, ?)", values)
    with Store(path) as old, Store(tmp_path / "new.db") as new:
        assert not old.linked
        old.link()
        new.add([PLAN], "a.txt")
        new.link()
        assert (old.nodes(), old.edges(), list(old)) == (new.nodes(), new.edges(), list(new)) != ([], [], [])
        assert old.linked
        assert old.search(["thuc hien"]) == new.search(["thuc hien"]) != (0, [])
    with Store(path) as again:
        assert again.linked


@pytest.mark.parametrize("server", ["sqlite", "postgresql"])
def test_a_store_without_tasks_gets_them_and_stays_linked(server: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    databases: Databases | None = request.getfixturevalue("databases") if server == "postgresql" else None
    url = databases.new() if databases else tmp_path / "x.db"
    report = replace(PLAN, source=replace(PLAN.source, kind="report", sha256="1" * 64))
    with Store(url) as store:
        store.add([report], "a.html")
        store.add([PLAN], "b.txt")
        store.link()
        before = store.nodes(), store.edges(), store.tasks()
        with store._writing() as connection:  # as revision 0002 left it
            for table in ("charge", "body", "task", "standing", "progress", "status"):
                connection.execute(text(f"DROP TABLE {table}"))
            connection.execute(text("DELETE FROM meta WHERE key IN ('tasks', 'revision')"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with Store(url) as store:
        assert not store.linked
        assert store.tasks() == (0, [])
        store.link()
        assert store.linked
        assert (store.nodes(), store.edges(), store.tasks()) == before
        assert [task.basis.quote for task in store.tasks()[1]] == [PLAN.assignments[0].span.quote]
        assert store.revision() > 0


def test_tasks_of_another_version_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "x.db") as store:
        store.add([PLAN], "a.txt")
        store.link()
        before = store.tasks()
        store.say(PLAN.id, before[1][0].id, note="chờ", by="An")
        monkeypatch.setattr("vanban.store.TASKS", "another")
        assert not store.linked
        store.link()
        assert store.linked
        assert [task.note for task in store.tasks()[1]] == ["chờ"]


def test_what_another_version_derived_is_derived_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "x.db") as store:
        store.add([PLAN], "a.txt")
        store.link()
        before = store.nodes(), store.edges()
        monkeypatch.setattr("vanban.store.DERIVED", "another")
        assert not store.linked
        store.link()
        assert store.linked
        assert (store.nodes(), store.edges()) == before
