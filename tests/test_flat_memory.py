"""Memory of a build: bounded by what is read at the same time, not by how much there is to read."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import hostile
from builders import make, party
from vanban.build import build
from vanban.errors import ReadError
from vanban.readers import read
from vanban.readers.size import MOST_TEXT
from vanban.store import Store, linking
from vanban.workers import Limits, each, grouped
from vanban.worklist import LARGE, Worklist

TEXT = "UBND tỉnh Cao Bằng ban hành Kế hoạch số {n}/KH-UBND ngày 12/11/2024 thực hiện Chỉ thị số 37-CT/TW ngày 10/7/2024 của Ban Bí thư."


def peak(work: Callable[[], object]) -> int:
    """The most that Python's objects took while the work was done, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def least(work: Callable[[], object]) -> int:
    """The peak where the interpreter did not just make its own table of names larger, which it does now and then."""
    return min(peak(work) for _ in range(3))


def files(folder: Path, count: int) -> Path:
    made = folder / str(count)
    for n in range(count):
        if n % 100 == 0:
            (made / str(n)).mkdir(parents=True)
        (made / str(n - n % 100) / f"Kế hoạch số {n}.txt").touch()
    return made


def test_the_paths_of_a_corpus_are_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.worklist._PAGE", 100)

    def walk(folder: Path) -> int:
        with Worklist([folder]) as found:
            assert found.pass_over(lambda some: {path for path in some if path.endswith("0.txt")}) == len(found) // 9
            return sum(map(len, grouped(found)))

    few, many = files(tmp_path, 300), files(tmp_path, 2_300)
    assert (walk(few), walk(many)) == (270, 2_070)
    assert least(lambda: walk(many)) - least(lambda: walk(few)) < 100_000  # a list of the paths alone takes three times as much


def test_files_are_asked_for_when_somebody_can_read_them() -> None:
    taken = 0

    def batches() -> Iterator[tuple[str]]:
        nonlocal taken
        for taken in range(1, 51):
            yield (f"{taken}",)

    results = each(hostile.text, batches(), 1, Limits(), reader=hostile.reader, total=50)
    next(results)
    assert taken <= 3
    results.close()


def test_files_come_once_and_in_order_those_of_libreoffice_together_large_ones_last(tmp_path: Path) -> None:
    for name in ("b/x.txt", "b-1.txt", "c.odt", "a.txt", "d.txt", "e.odt", "z.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LARGE + 1)
    with Worklist([tmp_path / "b", tmp_path, tmp_path / "d.txt", tmp_path / "none.txt"]) as found:
        assert [str(Path(path).relative_to(tmp_path)) for path in found] == ["b-1.txt", "b/x.txt", "d.txt", "none.txt", "z.pdf", "c.odt", "e.odt", "a.txt"]
        assert found.pass_over(lambda some: {path for path in some if path.endswith(".odt")}) == 2
        assert len(found) == 6


def test_a_name_that_no_store_can_hold_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "good.txt").touch()
    (tmp_path / "b\udce1d.txt").touch()  # Latin-1, as an old archive has it
    with Worklist([tmp_path]) as found:
        assert [Path(path).name for path in found] == ["good.txt"]
        assert [str(error) for error in found.failed] == [f"{tmp_path}/b\\xe1d.txt: its name is not valid UTF-8"]


def test_linking_holds_some_keys_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_PROFILES", 40)
    provinces = ("Lai Châu", "Cao Bằng", "Hà Giang", "Sơn La", "Yên Bái")

    def linked(numbers: int) -> int:
        """The peak of linking this many numbers, each of which twenty documents bear."""
        with Store(tmp_path / f"{numbers}.db") as store:
            for n in range(numbers):
                store.add([make(f"{n + 1}-KH/TU", f"20{10 + k}-05-04", party(province)) for province in provinces for k in range(4)], str(n))
            found = peak(store.link)
            assert len(store.nodes()) == 20 * numbers
            return found

    linked(3)  # what is made once
    assert linked(16) < 1.5 * linked(4)


def test_what_waits_to_be_written_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(TEXT.format(n=n + 1), encoding="utf-8")
    written: list[int] = []
    with Store(tmp_path / "x.db") as store:
        add = store.add_derived
        monkeypatch.setattr(store, "add_derived", lambda files: (written.append(len(files)), add(files)))
        monkeypatch.setattr("vanban.build._SIZE", 1)
        build([tmp_path], store)
    assert written == [1, 1, 1, 1]


def test_a_file_of_200_mb_is_refused_before_it_fills_the_memory_and_after_all_others(tmp_path: Path) -> None:
    with (tmp_path / "a huge.txt").open("wb") as file:
        file.truncate(200 << 20)
    for n in range(3):
        (tmp_path / f"b{n}.txt").write_text(TEXT.format(n=n + 1), encoding="utf-8")
    read: list[str] = []
    with Store(tmp_path / "x.db") as store:
        report = build([tmp_path], store, progress=lambda *done: read.extend([Path(done[2]).name] * (done[4] == 0)), limits=Limits(memory_bytes=300 << 20))
    assert read == ["b0.txt", "b1.txt", "b2.txt", "a huge.txt"]
    (failure,) = report["failed"]
    assert failure["error"].startswith(f"{tmp_path}/a huge.txt: is too large: {(200 << 20) // 4:,} characters of text or more")
    assert f"{MOST_TEXT:,}" in failure["error"]


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_text_that_is_too_long_is_refused_whatever_holds_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.readers.size.MOST_TEXT", 1_000)
    (tmp_path / name).write_text("<html><body>" + "<p>Kế hoạch số 5/KH-UBND của tỉnh Cao Bằng</p>\n" * 40, encoding="utf-8")
    with pytest.raises(ReadError, match=r"is too large: .* characters of text or more, and of one file at most 1,000 are read"):
        read(tmp_path / name)


def test_an_opendocument_text_that_unpacks_to_too_much_never_comes_to_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with zipfile.ZipFile(tmp_path / "a.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", b" " * (65 << 20))
    with pytest.raises(ReadError, match=r"a\.odt: is too large when unpacked: 68,157,440 bytes of XML, and at most 67,108,864 are read"):
        read(tmp_path / "a.odt")
