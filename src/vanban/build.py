"""Building a store: parse files and folders into it, then link. What did not change is passed over, what fails is named and the rest is done."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TypeAlias, TypedDict

from vanban.derived import Derived, documents
from vanban.engines import LOCAL
from vanban.engines import engine as engine_of
from vanban.errors import ReadError, StoreError
from vanban.store import Store
from vanban.workers import Limits, Progress, grouped
from vanban.worklist import Worklist


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
"""Called with the path of a file, and its documents when they are in the store, or why it has none."""


def build(
    paths: Iterable[str | Path],
    store: Store,
    jobs: int = 1,
    progress: Progress | None = None,
    limits: Limits | None = None,
    told: Told | None = None,
    engine: str = LOCAL,
) -> Report:
    """Read files, and all readable files in folders, into the store, in `jobs` processes. What a file gives is kept as soon as it is parsed.

    `engine` says where files are read: `local`, on the cluster of Dask at `dask://HOST:PORT`, or, to try it, `dask`: on one of `jobs` threads here.

    A build that was cut off is finished by the next one.
    """
    started = perf_counter()
    each = engine_of(engine)
    with Worklist(paths) as files, _Writer(store, told) as writer:
        failed: list[Failure] = [{"path": error.name, "error": str(error)} for error in files.failed]
        unchanged, new = files.pass_over(lambda some: _unchanged(store, some)), 0

        def count(done: int, total: int, path: str, page: int, pages: int) -> None:
            if progress:
                progress(unchanged + done, unchanged + total, path, page, pages)

        for path, result in each(documents, grouped(files), jobs, limits, count, total=len(files)):
            if isinstance(result, ReadError):
                failed.append({"path": path, "error": str(result)})
                if told:
                    told(path, result)
            else:
                writer.take(path, result)
                new += len(result)
            del result  # before the next one comes
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
    """Writes what files gave, several in one transaction: a transaction costs more than a file. None waits longer than `_SECONDS` for the next, and what
    waits is never much."""

    def __init__(self, store: Store, told: Told | None) -> None:
        self._store, self._told = store, told
        self._files, self._size, self._since = list[tuple[str, list[Derived]]](), 0, perf_counter()

    def take(self, path: str, documents: list[Derived]) -> None:
        self._files.append((path, documents))
        self._size += sum(len(document.record) for document in documents)
        if len(self._files) >= _TOGETHER or self._size > _SIZE or perf_counter() - self._since > _SECONDS:
            self._write()

    def _write(self) -> None:
        if self._files:
            self._store.add_derived(self._files)
        written, self._files, self._size, self._since = self._files, [], 0, perf_counter()
        if self._told:
            for path, documents in written:
                self._told(path, documents)

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None or not issubclass(kind, StoreError):
            self._write()  # also when it was broken off: what is finished is kept


_TOGETHER, _SIZE = 128, 4_000_000  # files, characters of records
_SECONDS = 1.0


def _unchanged(store: Store, paths: Sequence[str]) -> set[str]:
    """Those of some files that the store holds as they are now."""
    return {path for path, sha256 in store.hashes(paths).items() if _is(path, sha256)}


def _is(path: str, sha256: str) -> bool:
    """Whether a file has this content. What is no file, or cannot be read, is left to the reader, which says so."""
    if not os.path.isfile(path):  # noqa: PTH113 (a pipe would never end)
        return False
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
