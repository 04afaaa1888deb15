"""Building a store: parse files and folders into it, then link. What did not change is passed over, what fails is named and the rest is done."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from vanban.errors import VanbanError
from vanban.model import Document
from vanban.pipeline import parse
from vanban.readers import read, suffixes
from vanban.store import Store

Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, how many there are, and its path."""


class Failure(TypedDict):
    """A file or folder that gave no document, and why."""

    path: str
    error: str


class Report(TypedDict):
    """What a build did (`new`, `unchanged`, `failed`, `seconds`) and what the store then holds."""

    documents: int
    new: int
    unchanged: int
    failed: list[Failure]
    citations: int
    resolved: int
    ambiguous: int
    unresolved: int
    seconds: float


def build(paths: Iterable[str | Path], store: Store, jobs: int = 1, progress: Progress | None = None) -> Report:
    """Read files, and all readable files in folders, into the store, in `jobs` processes. Each document is kept as soon as it is parsed.

    A build that was cut off is finished by the next one. With more than one job a calling script needs the usual `if __name__ == "__main__"`.
    """
    started = perf_counter()
    files, failed = _files(paths)
    changed = [path for path in files if not _unchanged(store, path)]
    unchanged, new = len(files) - len(changed), 0
    for done, (path, result) in enumerate(zip(changed, _parsed(changed, jobs), strict=True), unchanged + 1):
        if isinstance(result, Document):
            store.add(result, path)
            new += 1
        else:
            failed.append({"path": path, "error": result})
        if progress:
            progress(done, len(files), path)
    if not store.linked:
        store.link()
    counts = store.counts()
    return Report(
        documents=counts["documents"],
        new=new,
        unchanged=unchanged,
        failed=failed,
        citations=counts["citations"],
        resolved=counts["resolved"],
        ambiguous=counts["ambiguous"],
        unresolved=counts["unresolved"],
        seconds=round(perf_counter() - started, 3),
    )


def _files(paths: Iterable[str | Path]) -> tuple[list[str], list[Failure]]:
    """The files to read, each once, as absolute paths in order; and the folders that hold none."""
    files: dict[str, None] = {}
    failed: list[Failure] = []
    for path in map(Path, paths):
        found = _readable(path) if path.is_dir() else [path]
        files |= dict.fromkeys(str(file.absolute()) for file in found)
        if not found:
            failed.append({"path": str(path), "error": f"{path}: there is no file in it that can be read"})
    return sorted(files), failed


def _readable(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix.lower() in suffixes() and path.is_file()]


def _unchanged(store: Store, path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return store.has(path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return False  # reading it will say what is wrong


def _parsed(paths: list[str], jobs: int) -> Iterator[Document | str]:
    """For each path its document, or why there is none."""
    if jobs < 2 or len(paths) < 2:
        yield from map(_parse, paths)
        return
    # New processes, not copies of this one: it may have threads (the progress bar) and an open database.
    with ProcessPoolExecutor(min(jobs, len(paths)), get_context("spawn"), _end_with_parent) as pool:
        try:
            yield from pool.map(_parse, paths, chunksize=max(1, min(16, len(paths) // (4 * jobs))))
        except BrokenProcessPool as error:
            raise VanbanError("a parsing process ended unexpectedly; what was parsed is kept, build again to go on") from error


def _parse(path: str) -> Document | str:
    try:
        return parse(read(path))
    except VanbanError as error:
        return str(error)
    except Exception as error:  # a defect met in one text shall not cost the others
        return f"{path}: {type(error).__name__}: {error}"


def _end_with_parent() -> None:
    """A killed build leaves no processes behind."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
