"""Files that commands write are there whole, or as they were."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from vanban.cli.files import filling, replacing


class CutOffError(Exception):
    pass


def test_what_is_cut_off_leaves_what_was_there(tmp_path: Path) -> None:
    out, new = tmp_path / "a.csv", tmp_path / "b.csv"
    out.write_text("good")
    for path in (out, new):
        with pytest.raises(CutOffError), replacing(path) as file:
            file.write(b"half")
            raise CutOffError
    with pytest.raises(CutOffError), filling(tmp_path) as folder:
        (folder / "a.csv").write_text("half")
        raise CutOffError
    assert out.read_text() == "good"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"], "and nothing else"


def test_what_is_written_takes_the_place(tmp_path: Path) -> None:
    out, link = tmp_path / "a.csv", tmp_path / "link.csv"
    out.write_text("old, and longer")
    out.chmod(0o640)
    link.symlink_to(out)
    with replacing(link) as file:
        file.write(b"new")
    assert (out.read_text(), out.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    with filling(tmp_path) as folder:
        (folder / "a.csv").write_text("newer")
        (folder / "b.csv").write_text("b")
    assert sorted((path.name, path.read_text()) for path in tmp_path.iterdir()) == [("a.csv", "newer"), ("b.csv", "b"), ("link.csv", "newer")]


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with replacing(pipe) as file:
        file.write(b"all of it")
    reader.join(10)
    assert read == [b"all of it"] and pipe.is_fifo()


@pytest.mark.parametrize("name", ["missing/a.csv", "folder", "file/a.csv"])
def test_what_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(OSError) as error, replacing(tmp_path / name):
        pass
    assert error.value.filename == str(tmp_path / name)
