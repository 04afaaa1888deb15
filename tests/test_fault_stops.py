"""Builds that are stopped, lose a worker, meet another build, or whose clock jumps: what was finished is kept once, and the next build completes it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event

from builders import make, party
from faults import MIDDLE, Slow, at_once, building, content, plans, read, text
from faults import slow as slow
from faults import whole as whole
from test_workers import marked
from vanban.build import build
from vanban.errors import StoreError
from vanban.model import Body
from vanban.store import Store
from visitors import WRITING, sent, visiting

KEPT = "what was finished is in the store, and the same command goes on from there"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_build_that_is_stopped_keeps_what_was_finished_and_says_so(slow: Slow, whole: object, tmp_path: Path, number: signal.Signals) -> None:
    mark, db = uuid4().hex, tmp_path / "x.db"
    program = building(*slow.files, "--db", db, MARK=mark, TMPDIR=str(tmp_path))
    slow.wait()
    program.send_signal(number)
    out, said = program.communicate(timeout=60)
    assert (program.returncode, out, said) == (128 + number, "", f"vanban: stopped: {KEPT}\n")
    assert not marked(mark) and not list(tmp_path.glob("vanban-*"))
    assert read(db) == [f"{n:03}.txt" for n in range(MIDDLE)]
    slow.write(text(MIDDLE))
    with Store(db) as store:
        assert build([slow.path.parent], store)["unchanged"] == MIDDLE
    assert content(db) == whole


def test_what_a_program_was_started_to_ignore_does_not_stop_it(slow: Slow, tmp_path: Path) -> None:
    """As by `nohup`."""
    command = [sys.executable, "-m", "vanban", "build", *map(str, slow.files), "--db", str(tmp_path / "x.db")]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    slow.wait()
    program.send_signal(signal.SIGHUP)
    slow.write(text(MIDDLE))
    assert json.loads(program.communicate(timeout=60)[0])["new"] == 2 * MIDDLE + 1


def test_a_worker_that_is_killed_costs_the_file_at_hand(slow: Slow, whole: object, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    program = building(*slow.files, "--db", db)
    slow.wait()
    for process in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split():
        os.kill(int(process), signal.SIGKILL)
    out, said = program.communicate(timeout=60)
    assert program.returncode == 1 and said.startswith(f"vanban: {slow.path}: the process that read it was killed from outside") and said.count("\n") == 1
    assert json.loads(out)["new"] == 2 * MIDDLE
    slow.write(text(MIDDLE))
    with Store(db) as store:
        assert build([slow.path.parent], store)["new"] == 1
    assert content(db) == whole


# --- others that write ---


@contextmanager
def writing(url: str, seconds: float | None = None) -> Iterator[None]:
    """Another program that writes to a store, until the end or for some seconds."""
    if "://" in url:
        from sqlalchemy import create_engine
        from sqlalchemy import text as sql

        from vanban.store.engine import _LOCK

        engine = create_engine(url.replace("postgresql:", "postgresql+pg8000:"))
        with engine.begin() as connection:
            connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield
        engine.dispose()
        return
    other = sqlite3.connect(url, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(seconds or 0, lambda: other.execute("ROLLBACK"))
    if seconds:
        timer.start()
        yield
        timer.join()
    else:
        yield
    other.close()


@pytest.mark.parametrize("server", [False, True], ids=["sqlite", "postgresql"])
def test_who_waits_too_long_for_another_is_told_so(server: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("databases").new() if server else str(tmp_path / "x.db")
    monkeypatch.setenv("VANBAN_WAIT", "0.3")
    monkeypatch.setattr("vanban.engines.each", at_once)
    with Store(url) as store:
        with writing(url), pytest.raises(StoreError, match="another program is writing to it: do it again when that is done"):
            build([plans(tmp_path / "texts", 2)], store)
        assert build([tmp_path / "texts"], store)["new"] == 2


@pytest.mark.parametrize("statement", [12, 25])
def test_who_is_stopped_in_the_middle_of_writing_does_not_wait_for_himself(statement: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_WAIT", "0.3")
    monkeypatch.setattr("vanban.engines.each", at_once)
    monkeypatch.setattr("vanban.build._TOGETHER", 1)
    with Store(tmp_path / "x.db") as store:
        done = [0]

        def stop(*_: object) -> None:
            done[0] += 1
            if done[0] == statement:
                raise KeyboardInterrupt

        event.listen(store._engine, "after_cursor_execute", stop)
        with pytest.raises(KeyboardInterrupt):
            build([plans(tmp_path / "texts", 2)], store)
        assert done[0] > statement  # what was finished was written, and by nobody waited for
        event.remove(store._engine, "after_cursor_execute", stop)
        build([tmp_path / "texts"], store)
        assert store.counts()["documents"] == 2


def test_a_short_wait_for_another_is_no_fault(tmp_path: Path) -> None:
    plan = make("184-KH/TU", "2023-06-27", party("Lai Châu"))
    with Store(tmp_path / "x.db") as store, writing(str(tmp_path / "x.db"), 0.5):
        store.add([plan], "a.txt")
    assert read(tmp_path / "x.db") == ["a.txt"]


def test_how_long_to_wait_is_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_WAIT", "long")
    with pytest.raises(StoreError, match="VANBAN_WAIT is no number of seconds: long"):
        Store(tmp_path / "x.db")


def test_an_uploaded_file_is_told_as_read_when_the_store_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("VANBAN_WAIT", "0.3")
    monkeypatch.setattr("vanban.engines.each", at_once)
    with Store(tmp_path / "x.db") as store:
        store.link()
    visitor = visiting(tmp_path / "x.db")
    with writing(str(tmp_path / "x.db")):
        first = sent(visitor, text(1))
        said = visitor.post("/api/v1/links", headers=WRITING, json={"document": "x", "citation": "c1", "node": "y", "verdict": "forget"})
    assert (first["state"], first["files"][0]["state"], first["error"]) == ("failed", "waiting", "the store cannot be written now")
    assert said.status_code == 503 and "x.db: another program is writing to it" in caplog.text
    assert sent(visitor, text(1))["files"][0]["state"] == "read"


@pytest.mark.parametrize("server", [False, True], ids=["sqlite", "postgresql"])
def test_builds_at_once_make_one_store(server: bool, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Two of the same folder and one of another, into a store that none has made yet."""
    url = request.getfixturevalue("databases").new() if server else str(tmp_path / "x.db")
    a, b = plans(tmp_path / "a", 16), plans(tmp_path / "b", 16, 16)
    programs = [building(folder, "--db", url) for folder in (a, a, b)]
    done = [(*program.communicate(timeout=120), program.returncode) for program in programs]
    assert [(said, code) for _, said, code in done] == [("", 0)] * 3
    assert [json.loads(out)["failed"] for out, *_ in done] == [[]] * 3
    with Store(tmp_path / "whole.db") as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.engines.each", at_once)
        build([a, b], store)
    assert content(url) == content(tmp_path / "whole.db") and len(read(url)) == 32


# --- the clock ---

JUMPING = """
import sys, time
real, jump = time.time, [0.0]
time.time = lambda: real() + jump[0]
from vanban.build import build
from vanban.store import Store
from vanban.web.rates import Buckets
from vanban.web.settings import Rate
from vanban.workers import Limits

def told(path, _):
    jump[0] = {0.0: 10 * 365 * 86400.0}.get(jump[0], -jump[0])

def progress(*_):
    told(*_[:2])

buckets = Buckets(Rate(60, 1))
buckets.take("a")
jump[0] = -3600.0
assert buckets.wait("a") <= 1, "who asked before the clock was set back waits for an hour"
jump[0] = 0.0
with Store(sys.argv[2]) as store:
    report = build([sys.argv[1]], store, progress=progress, told=told, limits=Limits(seconds=60, total_seconds=120))
assert (report["new"], report["failed"]) == (6, []) and 0 <= report["seconds"] < 600, report
"""


def test_a_clock_that_jumps_for_years_costs_no_file(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", JUMPING, str(plans(tmp_path / "texts", 6)), str(tmp_path / "x.db")], stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_people_say_counts_in_the_order_they_say_it_whatever_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make("184-KH/TU", "2023-06-27", party("Lai Châu"), tasks=({"body": Body("Sở Nội vụ"), "action": "rà soát"},))
    times = iter(("2031-01-01T00:00:00+00:00", "2026-11-01T08:00:00+00:00"))
    monkeypatch.setattr("vanban.store.progress.now", lambda: next(times))
    with Store(tmp_path / "x.db") as store:
        store.add([plan], "a")
        store.link()
        task = store.tasks()[1][0].id
        for state in ("done", "in_progress"):
            store.say(plan.id, task, state=state, by="A")
        assert [one.state for one in store.progress()] == ["done", "in_progress"] and store.tasks()[1][0].state == "in_progress"
