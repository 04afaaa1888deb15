"""Building a store: parse files and folders into it, then link. What did not change is passed over, what fails is named and the rest is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeAlias, TypedDict

from vanban.derived import Derived, documents
from vanban.errors import ReadError
from vanban.readers import suffixes
from vanban.store import Store
from vanban.workers import Limits, Progress, each, grouped, together


class Failure(TypedDict):
    """A file or folder that gave no document, and why."""

    path: str
    error: str


class Report(TypedDict):
    """What a build did and what the store then holds. `new` and `documents` count documents, of which a file may hold several; `unchanged` counts files."""

    documents: int
    new: int
    unchanged: int
    failed: list[Failure]
    citations: int
    resolved: int
    ambiguous: int
    unresolved: int
    seconds: float


Told: TypeAlias = Callable[[str, Sequence[Derived] | ReadError], None]
"""Called with the path of a file that was read, and its documents or why it has none."""


def build(
    paths: Iterable[str | Path],
    store: Store,
    jobs: int = 1,
    progress: Progress | None = None,
    limits: Limits | None = None,
    told: Told | None = None,
) -> Report:
    """Read files, and all readable files in folders, into the store, in `jobs` processes. What a file gives is kept as soon as it is parsed.

    A build that was cut off is finished by the next one.
    """
    started = perf_counter()
    files, failed = _files(paths)
    known = store.hashes(files)
    changed = [path for path in files if path not in known or not _is(path, known[path])]
    unchanged, new = len(files) - len(changed), 0

    def count(done: int, total: int, path: str, page: int, pages: int) -> None:
        if progress:
            progress(unchanged + done, unchanged + total, path, page, pages)

    with _Writer(store) as writer:
        for path, result in each(documents, grouped(sorted(changed, key=together)), jobs, limits, count):
            if isinstance(result, ReadError):
                failed.append({"path": path, "error": str(result)})
            else:
                writer.take(path, result)
                new += len(result)
            if told:
                told(path, result)
    if not store.linked:
        store.link()
    counts = store.counts()
    return Report(
        documents=counts["documents"],
        new=new,
        unchanged=unchanged,
        failed=sorted(failed, key=lambda failure: failure["path"]),
        citations=counts["citations"],
        resolved=counts["resolved"],
        ambiguous=counts["ambiguous"],
        unresolved=counts["unresolved"],
        seconds=round(perf_counter() - started, 3),
    )


class _Writer:
    """Writes what files gave, several in one transaction: a transaction costs more than a file. None waits longer than `_SECONDS` for the next."""

    def __init__(self, store: Store) -> None:
        self._store, self._files, self._since = store, list[tuple[str, list[Derived]]](), perf_counter()

    def take(self, path: str, documents: list[Derived]) -> None:
        self._files.append((path, documents))
        if len(self._files) >= _TOGETHER or perf_counter() - self._since > _SECONDS:
            self._write()

    def _write(self) -> None:
        if self._files:
            self._store.add_derived(self._files)
        self._files, self._since = [], perf_counter()

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()  # also when it was broken off: what is finished is kept


_TOGETHER = 32  # files
_SECONDS = 1.0


def _files(paths: Iterable[str | Path]) -> tuple[list[str], list[Failure]]:
    """The files to read, each once, as absolute paths in order; and the folders that hold none."""
    files: dict[str, None] = {}
    failed: list[Failure] = []
    for path in map(Path, paths):
        found = _readable(path) if path.is_dir() else [path]
        away = {file for file in found if path.is_dir() and _leads_out(file, path)}
        failed += ({"path": str(file), "error": f"{file}: is a link that leads out of the folder; it is read when it is named itself"} for file in sorted(away))
        files |= dict.fromkeys(str(file.absolute()) for file in found if file not in away)
        if not found:
            failed.append({"path": str(path), "error": f"{path}: there is no file in it that can be read"})
    return sorted(files), failed


def _readable(folder: Path) -> list[Path]:
    """What can be read in a folder, without what Word and macOS leave beside open files ("~$a.docx", "._a.docx")."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in suffixes() and not path.name.startswith(("~$", "._")))
    return [path for path in found if path.is_file()]


def _leads_out(file: Path, folder: Path) -> bool:
    """Whether a file of a folder is a link to one outside: whoever sends a folder chooses nothing else to be read. Links to folders are not followed at all."""
    return file.is_symlink() and not file.resolve().is_relative_to(folder.resolve())


def _is(path: str, sha256: str) -> bool:
    """Whether a file has this content. What is no file, or cannot be read, is left to the reader, which says so."""
    if not Path(path).is_file():  # a pipe would never end
        return False
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
