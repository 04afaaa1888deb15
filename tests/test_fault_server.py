"""A database server that goes away in the middle and comes back: it is said in a line, what was finished is kept, and all goes on."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as sql

from faults import MIDDLE, Slow, at_once, building, content, plans, read, text
from faults import slow as slow
from faults import whole as whole
from postgres import Databases
from vanban.build import build
from vanban.errors import StoreError
from vanban.store import Store
from visitors import sent, visiting

AWAY = "the database server does not answer: do it again when it runs, what was finished is kept"


def test_a_build_whose_server_goes_away_says_so_and_the_next_goes_on(slow: Slow, whole: object, databases: Databases) -> None:
    url = databases.new()
    with Store(url) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.engines.each", at_once)
        build(slow.files[:2], store)
    program = building(*slow.files, "--db", url)
    slow.wait()
    databases.server.stop()
    try:
        slow.write(text(MIDDLE))
        out, said = program.communicate(timeout=60)
        again = building(slow.path.parent, "--db", url).communicate(timeout=60)[1]
    finally:
        databases.server.start()
    assert (program.returncode, out) == (1, "")
    for line in (said, again):
        assert line.startswith(f"vanban: {url}: {AWAY}") and line.count("\n") == 1, line
    kept = read(url)
    assert len(kept) >= 2 and kept == [f"{n:03}.txt" for n in range(len(kept))]
    with Store(url) as store:
        assert build([slow.path.parent], store)["unchanged"] == len(kept)
    assert content(url) == whole


def test_pages_are_there_again_when_the_server_is(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    monkeypatch.setattr("vanban.engines.each", at_once)
    url = databases.new()
    with Store(url) as store:
        build([plans(tmp_path / "texts", 2)], store)
    visitor = visiting(url, uploads=tmp_path / "up")  # type: ignore[arg-type]

    def asked() -> list[int]:
        return [visitor.get(place).status_code for place in ("/", "/checklist", "/api/v1/documents?limit=1")]

    assert asked() == [200] * 3
    databases.server.stop("fast")
    try:
        with caplog.at_level(logging.ERROR):
            assert asked() == [503] * 3
            assert visitor.get("/api/v1/documents?limit=1").headers["retry-after"] == "5"
            failed = sent(visitor, text(7))
    finally:
        databases.server.start()
    assert (failed["state"], failed["files"][0]["state"]) == ("failed", "waiting") and AWAY in caplog.text
    assert asked() == [200] * 3
    assert sent(visitor, text(7))["files"][0]["state"] == "read" and len(read(url)) == 3


def test_a_server_that_only_reads_says_so(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.engines.each", at_once)
    url = databases.new()
    Store(url).close()
    engine = create_engine(databases.address.replace("postgresql:", "postgresql+pg8000:") + "/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sql(f"ALTER DATABASE {url.rpartition('/')[2]} SET default_transaction_read_only = on"))
    engine.dispose()
    with Store(url) as store, pytest.raises(StoreError, match="it or its folder is write-protected: nothing was changed"):
        build([plans(tmp_path / "texts", 1)], store)
