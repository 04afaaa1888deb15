"""A disk that is full, write-protected, or gone: nothing that was told as done is lost, and it is said what happened to which file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import gettempdir

import pytest
from typer.testing import CliRunner

from faults import Disk, at_once, content, plans, read
from faults import disk as disk
from vanban.build import build
from vanban.cli.commands import app
from vanban.errors import StoreError
from vanban.store import Store
from visitors import WRITING, visiting


@pytest.fixture(autouse=True, scope="module")
def small_batches() -> Iterator[None]:
    """Four files are written together, and no process is started to read them: what disks do to those is told elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.build._TOGETHER", 4)
        patch.setattr("vanban.build.each", at_once)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plans(tmp_path_factory.mktemp("plans") / "texts")


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a build that nothing disturbs."""
    path = tmp_path_factory.mktemp("whole") / "x.db"
    with Store(path) as store:
        build([folder], store)
    return path


@pytest.fixture(scope="module")
def whole(filled: Path) -> object:
    return content(filled)


def test_a_build_on_a_full_disk_keeps_what_it_told_and_goes_on_when_there_is_room(disk: Disk, folder: Path, whole: object) -> None:
    db, told = disk.folder / "x.db", list[str]()
    with Store(db) as store, ExitStack() as while_full:
        with pytest.raises(StoreError) as caught:
            build([folder], store, told=lambda path, _: (told.append(Path(path).name), len(told) == 8 and while_full.enter_context(disk.full()))[:0])
        assert str(caught.value).startswith((f"{db}: the disk is full: make room", f"{db}: its disk or network drive fails, or holds no larger file"))
        assert read(db) == sorted(told) and 8 <= len(told) < 24
        while_full.close()
        assert build([folder], store)["unchanged"] == len(told)
    assert content(db) == whole


def test_a_database_that_may_not_grow_says_so(folder: Path, tmp_path: Path) -> None:
    from sqlalchemy import event

    with Store(tmp_path / "x.db") as store:
        event.listen(store._engine, "checkout", lambda connection, *_: connection.execute("PRAGMA max_page_count = 100"))
        with pytest.raises(StoreError, match=r"x\.db: the disk is full: make room .*\(database or disk is full\)"):
            build([folder], store)


EXPORTS = [
    ("x.jsonl", ("export", "--to", "jsonl")),
    ("csv", ("export", "--to", "csv")),
    ("parquet", ("export", "--to", "parquet")),
    ("x.xlsx", ("tasks",)),
]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # openpyxl leaves sheets that it could not write
@pytest.mark.parametrize(("name", "command"), EXPORTS)
def test_a_full_disk_costs_no_file_that_was_there(disk: Disk, name: str, command: tuple[str, ...], filled: Path) -> None:
    out, old = disk.folder / name, disk.folder / name / "documents.csv" if name == "csv" else disk.folder / name
    if name in ("csv", "parquet"):
        out.mkdir()
    if name != "parquet":
        old.write_text("good")
    with Store(filled), disk.full():  # its own files are there already
        done = CliRunner().invoke(app, [*command, "--db", str(filled), "--out", str(out)])
    assert isinstance(done.exception, OSError) and done.exception.filename in (str(out), gettempdir())
    assert name == "parquet" or old.read_text() == "good"
    assert not list(disk.folder.rglob(".vanban-*"))


def test_a_record_that_is_written_again_is_whole_or_as_it_was(disk: Disk, folder: Path) -> None:
    old = disk.folder / "000.json"
    old.write_text("good")
    with disk.full():
        done = CliRunner().invoke(app, ["parse", "--out", str(disk.folder), str(folder / "000.txt")])
    assert isinstance(done.exception, OSError) and done.exception.filename == str(old) and old.read_text() == "good"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_standard_output_that_takes_no_more_is_named() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "vanban", "whois", "Sở Y tế"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (1, "vanban: standard output: No space left on device\n")


def test_an_upload_to_a_full_disk_is_refused_and_leaves_nothing(disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "x.db") as store:
        store.link()
    visitor, uploads = visiting(tmp_path / "x.db", uploads=disk.folder / "up"), disk.folder / "up"
    uploads.mkdir()
    (disk.folder / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(disk.folder / "tmp"))
    text = b"\n" * 200_000
    visitor.get("/")
    with disk.full():
        sent = visitor.post("/api/v1/builds", files=[("files", ("a.txt", text))], headers=WRITING)
        read_only = visitor.post("/api/v1/parse?name=a.txt", content=text)
    assert [(answer.status_code, answer.json()["type"]) for answer in (sent, read_only)] == [(507, "/api#no-room")] * 2
    assert sent.json()["detail"].startswith("the files cannot be kept: ")
    assert not list(uploads.iterdir()) and str(tmp_path) not in sent.text + read_only.text
    assert visitor.post("/api/v1/builds", files=[("files", ("a.txt", text))], headers=WRITING).status_code == 202


# --- write-protected ---


def unprivileged() -> list[str]:
    """What a command begins with so that the rights of files hold for it: root has to give up its own."""
    if os.getuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("rights of files do not hold for root, and there is no setpriv")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_store_that_may_not_be_written_is_named_and_stays_as_it_is(folder: Path, tmp_path: Path, what: str) -> None:
    place = tmp_path / "protected"
    place.mkdir()
    with Store(place / "x.db") as store:
        build([folder / "000.txt"], store)
    before = (place / "x.db").read_bytes()
    if what == "file":
        (place / "x.db").chmod(0o444)
    else:
        place.chmod(0o555)
    command = [*unprivileged(), sys.executable, "-m", "vanban", "build", str(folder / "001.txt"), "--db", str(place / "x.db")]
    done = subprocess.run(command, capture_output=True, text=True)
    place.chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "") and done.stderr.startswith(f"vanban: {place / 'x.db'}: ")
    assert "it or its folder is write-protected: nothing was changed" in done.stderr and done.stderr.count("\n") == 1
    assert (place / "x.db").read_bytes() == before and read(place / "x.db") == ["000.txt"]


def test_a_database_that_only_reads_says_so(folder: Path, tmp_path: Path) -> None:
    from sqlalchemy import event

    with Store(tmp_path / "x.db") as store:
        event.listen(store._engine, "checkout", lambda connection, *_: connection.execute("PRAGMA query_only = ON"))
        with pytest.raises(StoreError, match=r"x\.db: it or its folder is write-protected: nothing was changed"):
            build([folder], store)


# --- gone ---


@pytest.mark.parametrize("replaced", [False, True])
def test_a_store_that_is_taken_away_in_the_middle_is_written_no_further(folder: Path, whole: object, tmp_path: Path, replaced: bool) -> None:
    db, other = tmp_path / "x.db", tmp_path / "other.db"
    with Store(other) as store:
        build([folder / "000.txt"], store)
    before = other.read_bytes()

    def take_away(path: str, _: object) -> None:
        if path.endswith("003.txt"):
            other.replace(db) if replaced else db.unlink()

    with Store(db) as store, pytest.raises(StoreError, match=r"x\.db: was removed or replaced, or its drive is gone"):
        build([folder], store, told=take_away)
    assert db.read_bytes() == before if replaced else not db.exists()
    with Store(db) as store:
        build([folder], store)
    assert content(db) == whole


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file here that breaks off when it is read")
def test_a_file_whose_drive_is_gone_costs_only_itself_and_nothing_that_was_read_before(folder: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(folder, texts)
    with Store(tmp_path / "x.db") as store:
        build([texts / "000.txt", texts / "001.txt"], store)
        (texts / "001.txt").unlink()
        (texts / "001.txt").symlink_to("/proc/self/mem")
        report = build([texts / "000.txt", texts / "001.txt", texts / "002.txt"], store)
    assert [failure["error"] for failure in report["failed"]] == [f"{texts / '001.txt'}: input/output error"]
    assert (report["new"], report["unchanged"], read(tmp_path / "x.db")) == (1, 1, ["000.txt", "001.txt", "002.txt"])


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_is_done(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tmp_path / "texts"
    for name in ("a", "b"):
        plans(texts if texts.exists() else plans(texts, 0), 0)
        plans(texts / name, 1, ord(name))
    scan = os.scandir

    def gone(path: str) -> object:
        if str(path).endswith("b"):
            raise OSError(5, "Input/output error", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", gone)
    with Store(tmp_path / "x.db") as store:
        report = build([texts, texts / "b"], store)
    assert report["new"] == 1 and [failure["error"] for failure in report["failed"]] == [f"{texts / 'b'}: input/output error"] * 2
