"""Building: every readable file, once, whatever the others are like."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from vanban.build import build
from vanban.store import Store
from vanban.workers import Limits

TEXT = "UBND tỉnh Cao Bằng ban hành Kế hoạch số {n}/KH-UBND ngày 12/11/2024 thực hiện Chỉ thị số 37-CT/TW ngày 10/7/2024 của Ban Bí thư."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    (made / "deep").mkdir(parents=True)
    for n, name in enumerate(("b.txt", "a.md", "deep/c.txt", "notes.xyz"), 1):
        (made / name).write_text(TEXT.format(n=n), encoding="utf-8")
    return made


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store(tmp_path / "x.db") as opened:
        yield opened


def test_links_do_not_lead_out_of_a_folder(folder: Path, store: Store, tmp_path: Path) -> None:
    """Whoever sends a folder chooses nothing of this machine to be read; a link named by itself is followed."""
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT.format(n=9), encoding="utf-8")
    (folder / "out.txt").symlink_to(secret)
    (folder / "within.txt").symlink_to(folder / "b.txt")
    (folder / "deep" / "round").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)
    (folder / "nowhere.txt").symlink_to(tmp_path / "nothing")
    report = build([folder], store)
    assert [(Path(f["path"]).name, f["error"].split(": ")[1]) for f in report["failed"]] == [
        ("out.txt", "is a link that leads out of the folder; it is read when it is named itself")
    ]
    assert report["new"] == 4
    assert build([folder / "out.txt"], store)["new"] == 1


def test_folders_are_walked_and_the_report_is_that_of_the_contract(folder: Path, store: Store) -> None:
    report = build([folder], store)
    assert list(report) == ["documents", "new", "unchanged", "failed", "citations", "resolved", "ambiguous", "unresolved", "seconds"]
    assert (report["documents"], report["new"], report["unchanged"], report["failed"]) == (3, 3, 0, [])
    assert report["citations"] == report["resolved"] + report["ambiguous"] + report["unresolved"] > 0
    assert store.linked and store.edges()


def test_only_what_changed_is_read_again(folder: Path, store: Store) -> None:
    build([folder], store)
    (folder / "b.txt").write_text(TEXT.format(n=9), encoding="utf-8")
    report = build([folder], store)
    assert (report["documents"], report["new"], report["unchanged"]) == (3, 1, 2)
    assert store.find("9/KH-UBND") and not store.find("1/KH-UBND")


def test_a_file_named_twice_is_read_once(folder: Path, store: Store) -> None:
    assert build([folder, folder / "b.txt", folder / "b.txt"], store)["new"] == 3


def test_failures_are_collected_by_name_and_the_rest_is_done(folder: Path, store: Store) -> None:
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02")
    (folder / "nothing").mkdir()
    report = build([folder, folder / "missing.txt", folder / "nothing"], store)
    assert sorted(Path(failure["path"]).name for failure in report["failed"]) == ["binary.txt", "empty.txt", "missing.txt", "nothing"]
    assert all(Path(failure["path"]).name in failure["error"] for failure in report["failed"])
    assert report["new"] == 3


def test_a_file_that_costs_too_much_does_not_cost_the_others(folder: Path, store: Store) -> None:
    with (folder / "b1 huge.txt").open("wb") as file:
        file.truncate(256 << 20)
    os.mkfifo(folder / "b2 endless")
    report = build([folder, folder / "b2 endless"], store, limits=Limits(seconds=3, memory_bytes=200 << 20))
    assert [failure["error"].split(": ", 1)[1] for failure in report["failed"]] == [
        "ran out of memory (limit 200 MB)",
        "took longer than 3 seconds without going on, and was given up",
    ]
    assert report["new"] == 3


def test_several_processes_give_the_same_store(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").touch()
    with Store(tmp_path / "1.db") as one, Store(tmp_path / "2.db") as two:
        a, b = build([folder], one), build([folder], two, jobs=2)
        assert {**a, "seconds": 0} == {**b, "seconds": 0}
        assert (one.nodes(), one.edges(), list(one.records())) == (two.nodes(), two.edges(), list(two.records()))


def test_progress_counts_up_to_all_files(folder: Path, store: Store) -> None:
    build([folder / "b.txt"], store)
    seen: list[tuple[int, int]] = []
    build([folder], store, progress=lambda done, total, *_: seen.append((done, total)))
    assert seen == [(2, 3), (3, 3)]


def test_links_that_lead_in_circles_or_to_nothing_cost_only_themselves(tmp_path: Path) -> None:
    for name in ("a", "z"):
        (tmp_path / f"{name}.txt").write_text("Kế hoạch số 5/KH-UBND của Ủy ban nhân dân tỉnh Cao Bằng", encoding="utf-8")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "nothing.txt").symlink_to(tmp_path / "gone.txt")
    with Store(tmp_path / "x.db") as store:
        report = build([tmp_path], store)
    assert report["new"] == 2
    assert [Path(failure["path"]).name for failure in report["failed"]] == ["circle.txt"]
