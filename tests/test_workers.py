"""Workers: whatever a file does to the process that reads it, it costs that file only, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest

import hostile
from vanban.errors import ReadError, VanbanError
from vanban.workers import Limits, each, grouped

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found in /proc")
HERE = Path(__file__).parent
LIMITS = Limits(seconds=1.5, total_seconds=4, memory_bytes=256 << 20)
CRASHED = "crashed the process that read it"


def results(*paths: str, jobs: int = 1, **options: Any) -> dict[str, str]:
    """For each path the first word of its text, or the reason why there is none."""
    todo = options.pop("todo", [(path,) for path in paths])
    found = each(hostile.text, todo, jobs, options.pop("limits", LIMITS), reader=hostile.reader, **options)
    return {path: result.reason if isinstance(result, ReadError) else result.split()[0] for path, result in found}


@pytest.fixture(autouse=True)
def mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """All processes that a test starts have this mark in their environment; no test leaves any, nor a file."""
    made = uuid4().hex
    monkeypatch.setenv("MARK", made)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield made
    assert not marked(made)
    assert not list(tmp_path.glob("vanban-*"))


def marked(mark: str, seconds: float = 2, there: int = 0, program: str = "") -> list[str]:
    """The command lines of the processes (of the program) with the mark, when there are as many, or when the time is over."""
    end = monotonic() + seconds
    while len(found := [command for command in _marked(mark) if program in command]) != there and monotonic() < end:
        sleep(0.02)
    return found


def _marked(mark: str) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"MARK={mark}".encode() in (process / "environ").read_bytes():
                yield (process / "cmdline").read_text()
        except OSError:
            continue


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", "took longer than 1.5 seconds without going on, and was given up"),
        ("hang-with-program", "took longer than 1.5 seconds without going on, and was given up"),
        ("hang-with-stray", "took longer than 1.5 seconds without going on, and was given up"),
        ("crash-with-stray", f"{CRASHED} (SIGSEGV)"),
        ("hold-interpreter", "took longer than 1.5 seconds without going on, and was given up"),
        ("never-end", "took longer than 4 seconds, and was given up"),
        ("allocate", "ran out of memory (limit 256 MB)"),
        ("hide-allocation", "ran out of memory (limit 256 MB)"),
        ("program-allocates", "CalledProcessError"),
        ("kill", "the process that read it was killed from outside, perhaps because the machine ran out of memory"),
        ("crash", f"{CRASHED} (SIGSEGV)"),
        ("abort", f"{CRASHED} (SIGABRT)"),
        ("exit", f"{CRASHED} (exit status 3)"),
        ("quit", "SystemExit: 4"),
        ("raise", "ZeroDivisionError: oops"),
        ("own-error", "is damaged"),
        ("litter", "the process that read it was killed from outside, perhaps because the machine ran out of memory"),
    ],
)
def test_a_hostile_file_costs_only_itself(name: str, reason: str, mark: str) -> None:
    found = each(hostile.text, [("a",), (name,), ("b",)], 1, LIMITS, lambda *_: sleep(0.001), hostile.reader)  # who says much is heard slowly
    assert next(found)[0] == "a"
    path, error = next(found)
    assert isinstance(error, ReadError)
    assert (path, error.name) == (name, name)
    assert error.reason.startswith(reason) and str(error).startswith(f"{name}: ")
    assert not marked(mark, 0, program="sleep")  # what it started is gone while others are read
    assert [(path, str(result).split()[0]) for path, result in found] == [("b", "b")]


@pytest.mark.parametrize("name", ["print", "take-input"])
def test_standard_streams_are_not_those_of_the_protocol(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert results("a", name, "b") == {"a": "a", name: name, "b": "b"}
    assert capfd.readouterr() == ("", "")


def test_a_module_may_print_when_it_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "noisy.py").write_text("print('noise' * 1000)\ndef work(source, path): return path", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    noisy = import_module("noisy")
    capfd.readouterr()
    assert list(each(noisy.work, [("a",)], reader=hostile.reader)) == [("a", "a")]
    assert capfd.readouterr().out == ""


def test_a_file_that_goes_on_may_take_longer_than_its_silence_and_shows_its_pages() -> None:
    seen: list[tuple[Any, ...]] = []
    assert results("go-on", "b", progress=lambda *at: seen.append(at)) == {"go-on": "go-on", "b": "b"}
    assert seen == [*((0, 2, "go-on", page, 8) for page in range(8)), (1, 2, "go-on", 0, 0), (2, 2, "b", 0, 0)]


def test_threads_of_a_reader_do_not_break_each_other_s_messages() -> None:
    found = dict(each(hostile.long_text, [("go-on-after",), ("a",), ("go-on-after",), ("b",)], 1, LIMITS, reader=hostile.reader))
    assert {path: len(str(text)) for path, text in found.items()} == {"go-on-after": 11_000_000, "a": 1_000_000, "b": 1_000_000}


def test_the_time_in_all_ends_before_a_longer_silence() -> None:
    assert results("hang", limits=Limits(seconds=100, total_seconds=1)) == {"hang": "took longer than 1 seconds, and was given up"}


def test_a_slow_start_is_not_the_file_s_fault() -> None:
    assert results("a", limits=Limits(seconds=0.01)) == {"a": "a"}


def test_one_worker_keeps_the_order_and_several_do_not_wait_for_the_slowest() -> None:
    paths = ["go-on", *map(str, range(20))]
    assert list(results(*paths)) == paths
    assert list(results(*paths, jobs=2)) == [*paths[1:], "go-on"]


def test_good_files_share_a_process() -> None:
    found = [result.split()[1] for _, result in each(hostile.text, [("a",), ("b",)], reader=hostile.reader) if isinstance(result, str)]
    assert len(found) == 2 and len(set(found)) == 1


def test_results_that_are_not_taken_are_not_heaped_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACE", str(tmp_path))
    found = each(hostile.text, [(str(n),) for n in range(30)], 2, LIMITS, reader=hostile.reader)
    next(found)
    sleep(0.5)
    assert len(list(tmp_path.iterdir())) - len(list(tmp_path.glob("vanban-*"))) <= 4
    found.close()  # type: ignore[attr-defined]


def test_who_takes_results_slowly_loses_none() -> None:
    found = each(hostile.text, [("go-on",), ("b",)], 1, LIMITS, lambda *_: None, hostile.reader)
    assert next(found)[0] == "go-on"
    sleep(2)
    assert str(next(found)[1]).startswith("b ")


def test_a_batch_is_prepared_together_and_only_the_file_at_hand_is_blamed() -> None:
    batch = ("a", "b", "kill", "c", "hang", "d")
    found = dict(each(hostile.text, [batch, ("e",)], 1, LIMITS, reader=hostile.reader))
    assert list(found) == [*batch, "e"]
    assert {path: str(result).split()[2] for path, result in found.items() if isinstance(result, str)} == {"a": "6", "b": "6", "c": "3", "d": "1", "e": "1"}


@pytest.mark.parametrize("name", ["kill-all", "fail-all", "hang-all"])
def test_a_batch_that_cannot_be_prepared_is_read_one_by_one(name: str) -> None:
    found = dict(each(hostile.text, [("a", name, "b"), ("c",)], 1, LIMITS, reader=hostile.reader))
    assert list(found) == ["a", name, "b", "c"]
    assert all(str(result).split()[2] == "1" for path, result in found.items())


def test_neighbours_of_old_formats_are_grouped() -> None:
    old = [f"{n}.DOC" for n in range(41)]
    assert list(grouped(["a.txt", "b.txt", *old, "c.pdf", "d.rtf"])) == [("a.txt",), ("b.txt",), tuple(old[:40]), ("40.DOC",), ("c.pdf",), ("d.rtf",)]


def test_a_worker_is_replaced_before_leaks_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.workers.pool._FILES", 3)
    found = [str(result).split()[1] for _, result in each(hostile.text, [(str(n),) for n in range(7)], reader=hostile.reader)]
    assert [found.count(process) for process in dict.fromkeys(found)] == [3, 3, 1]


def test_work_that_a_process_cannot_load_is_said_once(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(VanbanError, match="could not be started"):
        list(each(hostile.text, [("a",)], 1, Limits(memory_bytes=1 << 20)))
    assert "Traceback" in capfd.readouterr().err


def test_threads_are_shared_among_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 9)
    found = {result for _, result in each(hostile.environment, [("a",)], 4, reader=hostile.reader)}
    assert found == {("2", "1")}


@pytest.mark.parametrize("way", ["close", "interrupt", "kill", "terminate"])
def test_no_process_outlives_who_started_it(way: str, mark: str, tmp_path: Path) -> None:
    code = f"""
import sys, tempfile; sys.path.insert(0, {str(HERE)!r})
import hostile
from vanban.workers import each
for path, _ in each(hostile.text, [("a",), ("hang-with-stray",), ("hold-interpreter",)], 2, reader=hostile.reader):
    {"break" if way == "close" else "pass"}
"""
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell lets what runs in its background ignore interrupts
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.DEVNULL, preexec_fn=heard) as parent:
        if way != "close":
            program = marked(mark, 10, 1, "sleep")
            there = marked(mark, 10, 6)  # the parent, two workers with their guards, the program
            sleep(0.3)  # the other one holds its interpreter by now
            parent.send_signal({"interrupt": signal.SIGINT, "kill": signal.SIGKILL, "terminate": signal.SIGTERM}[way])
            assert (len(program), len(there)) == (1, 6)
        parent.wait(20)


def test_callers_need_no_main_guard(tmp_path: Path) -> None:
    """As in a notebook or `python -c`: nothing of the caller is run again."""
    (tmp_path / "a.txt").write_text("Kế hoạch số 12-KH/TU", encoding="utf-8")
    code = "from vanban.build import build; from vanban import Store; print(build(['a.txt'], Store('x.db'), jobs=2)['new'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_no_module_is_taken_from_the_folder_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Kế hoạch số 12-KH/TU", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "vanban"), "parse", "a.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
