"""What is fuzzed, and what must hold of each: the parser and every reader, in process. `FINDINGS` keeps the files that once broke one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

from builders import SECRETARIAT, make
from soundness import sound
from vanban.checklist.returned import take
from vanban.errors import ReadError
from vanban.model import Source
from vanban.pipeline import parsed
from vanban.readers import ocr, read_bytes
from vanban.store import Store

FINDINGS = Path(__file__).parent / "data" / "findings"
Target = Callable[[bytes], None]


def parser(data: bytes) -> None:
    """Any text has a sound document."""
    sound(data.decode("utf-8", "surrogatepass" if _is_text(data) else "replace"))


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def reader(suffix: str) -> Target:
    """Files with this ending are read and parsed, or refused by a ReadError that names them."""

    def read(data: bytes) -> None:
        name = f"a{suffix}"
        with _without_recognition():
            try:
                source = read_bytes(name, data)
            except ReadError as error:
                assert error.name == name and error.reason and "\n" not in error.reason, error
                return
        _whole(source)
        if len(source.text) < _PARSED:
            for part, document in parsed(source):
                assert document.text == part.text

    return read


_PARSED = 20_000  # characters; the parser has a target of its own


def _whole(source: Source) -> None:
    """Whatever a source says of its text is in the text."""
    size = len(source.text)
    source.text.encode()
    assert all(0 <= doubt.start < doubt.end <= size for doubt in source.doubts), source.doubts
    assert all(0 <= row.start <= row.end <= size for row in source.rows), source.rows
    assert [row.start for row in source.rows] == sorted(row.start for row in source.rows)
    assert source.places is None or all(0 <= page.start <= page.end <= size for page in source.places.pages), source.places


@contextmanager
def _without_recognition() -> Iterator[None]:
    """Pictures are opened and prepared, but no program is started to read them."""
    with mock.patch.object(ocr, "recognised", lambda _: ocr.Recognised([], [], [])):
        yield


def workbook(data: bytes) -> None:
    """A workbook that came back is taken over, or refused."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx", prefix="vanban-", dir=_MEMORY if _MEMORY.is_dir() else None) as file:
        file.write(data)
        file.flush()
        try:
            take(_store(), Path(file.name), "x", dry_run=True)
        except ReadError as error:
            assert error.name == file.name and "\n" not in error.reason, error


_MEMORY = Path("/dev/shm")
TASKED = make("21-CT/TW", "2023-05-04", SECRETARIAT, tasks=({"deadline": "2024"}, {"action": "tổng hợp"}))


@cache
def _store() -> Store:
    """A store with a document that has tasks."""
    store = Store(Path(tempfile.mkdtemp(prefix="vanban-")) / "x.db")
    store.add([TASKED], "a.txt")
    store.link()
    return store


TARGETS: dict[str, Target] = {
    "parser": parser,
    "txt": reader(".txt"),
    "docx": reader(".docx"),
    "pdf": reader(".pdf"),
    "html": reader(".html"),
    "mht": reader(".mht"),
    "picture": reader(".png"),
    "workbook": workbook,
}
"""By the names of the folders in FINDINGS. Files of LibreOffice (.doc, .rtf, .odt) are read by a program that is not ours, and then as .docx."""
