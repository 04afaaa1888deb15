"""What goes wrong around a program: disks without room, and files that keep a build waiting in the middle; what a store then holds."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

import vanban
from vanban.build import build
from vanban.errors import ReadError
from vanban.store import Store

TEXT = """TỈNH ỦY {province}
*
Số {n}-KH/TU

ĐẢNG CỘNG SẢN VIỆT NAM

{place}, ngày 27 tháng 6 năm 2023

KẾ HOẠCH
thực hiện Chỉ thị số 21-CT/TW, ngày 04/5/2023 của Ban Bí thư về giáo dục nghề nghiệp
-----

Thực hiện Chỉ thị số 21-CT/TW, ngày 04/5/2023 của Ban Bí thư, Ban Thường vụ Tỉnh ủy {place} ban hành Kế hoạch như sau:

I- MỤC TIÊU

Thu hút ít nhất {n}% học sinh vào học nghề. Mỗi huyện có ít nhất một cơ sở giáo dục nghề nghiệp.

II- TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát, sắp xếp các cơ sở giáo dục nghề nghiệp, hoàn thành trước ngày 31/12/2023.

2. Sở Y tế tổ chức khám sức khỏe định kỳ cho học sinh học nghề trên địa bàn tỉnh, báo cáo kết quả trước ngày 15/12 hằng năm.
"""
PLACES = ("Lai Châu", "Cao Bằng", "Sơn La", "Hà Tĩnh")


def text(n: int) -> str:
    """The plan number n."""
    place = PLACES[n % len(PLACES)]
    return TEXT.format(n=n // len(PLACES) + 1, place=place, province=place.upper())


def plans(folder: Path, count: int = 24, first: int = 0) -> Path:
    """A folder with files of plans: 000.txt, 001.txt …"""
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        (folder / f"{n:03}.txt").write_text(text(n), encoding="utf-8")
    return folder


def content(url: str | Path) -> object:
    """All that a store holds, but for where its files lie."""
    with Store(url, create=False) as store:
        return store.nodes(), store.edges(), store.counts(), list(store.records()), store.linked


def read(url: str | Path) -> list[str]:
    """The files that a store holds, by name, as often as it holds them."""
    from sqlalchemy import text as sql

    with Store(url, create=False) as store, store._reading() as connection:
        return sorted(Path(path).name for path in connection.scalars(sql("SELECT path FROM document")))


def building(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    """`vanban build` in a process of its own, which hears interrupts as on a terminal."""
    heard: Callable[[], object] = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
    command = [sys.executable, "-m", "vanban", "build", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}, preexec_fn=heard)


def at_once(work: Any, todo: Any, *_: Any) -> Iterator[tuple[str, Any]]:
    """`vanban.workers.each` without workers."""
    for path in (path for batch in todo for path in batch):
        try:
            yield path, work(vanban.read(path), path)
        except ReadError as error:
            yield path, error


class Slow:
    """A file that nobody can read to its end before `write`: a build waits there, and what stood before it is finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.unlink()
        os.mkfifo(path)
        self.files = sorted(path.parent.iterdir())
        self._pipe = -1

    def wait(self, seconds: float = 30) -> None:
        """Until somebody reads it."""
        end = monotonic() + seconds
        while self._pipe < 0:
            try:
                self._pipe = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                assert monotonic() < end, "nobody reads it"
                sleep(0.02)
        sleep(0.3)  # what came before is on its way to who waits for it

    def write(self, words: str) -> None:
        """Let the build go on, with a plain file from then on."""
        self.path.unlink()
        self.path.write_text(words, encoding="utf-8")
        with suppress(BrokenPipeError):  # who read it is gone
            os.write(self._pipe, words.encode())
        self.close()

    def close(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
        self._pipe = -1


MIDDLE = 6


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Slow]:
    """A folder of plans, of which that in the middle keeps everybody waiting."""
    made = Slow(plans(tmp_path / "texts", 2 * MIDDLE + 1) / f"{MIDDLE:03}.txt")
    yield made
    made.close()


@pytest.fixture
def whole(tmp_path: Path) -> object:
    """What the store of these plans holds when nothing disturbs the build."""
    with pytest.MonkeyPatch.context() as patch, Store(tmp_path / "whole.db") as store:
        patch.setattr("vanban.build.each", at_once)
        build([plans(tmp_path / "same", 2 * MIDDLE + 1)], store)
    return content(tmp_path / "whole.db")


class Disk:
    """A folder whose disk can be full, for as long as one wants."""

    def __init__(self, folder: Path, full: Callable[[], Any]) -> None:
        self.folder, self.full = folder, full


def real(folder: Path) -> Iterator[Disk]:
    """A disk of its own, of 6 MB. Only root has it."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")

    @contextmanager
    def full() -> Iterator[None]:
        filler = folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue
        yield
        filler.unlink()

    yield Disk(folder, full)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def limited(folder: Path) -> Iterator[Disk]:
    """A disk that no file may grow on, as over a quota."""

    @contextmanager
    def full() -> Iterator[None]:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, limits[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    yield Disk(folder, full)


_LARGEST = 4096


@pytest.fixture(params=[real, limited], ids=lambda one: one.__name__)
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    yield from request.param(folder)
