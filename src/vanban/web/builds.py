"""Uploaded files on their way into the store: builds that wait in a line, one at a time, and what each of their files came to.

A server that is started anew knows nothing of earlier builds. What they had read is in the store; the files are in the uploads folder, and the same file sent
again is passed over when it was read.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Full, Queue
from threading import Lock, Thread
from typing import Any, Literal

from vanban.build import build
from vanban.clock import now, seconds
from vanban.derived import Derived
from vanban.errors import ReadError, VanbanError
from vanban.readers import suffixes
from vanban.store import Store
from vanban.web.naming import safe_path
from vanban.web.receiving import Form, Received

State = Literal["waiting", "reading", "read", "unchanged", "failed"]
_KEPT = 100  # builds remembered
_WAITING = 20  # builds in the line
_VARIANTS = 1_000  # files of one name


@dataclass
class File:
    """A file of a build. `page` of `pages` while it is read, `reason` when it gave no document, `documents` (id, symbol, title) that were read from it."""

    name: str
    path: Path | None = None
    state: State = "waiting"
    page: int = 0
    pages: int = 0
    reason: str | None = None
    documents: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Build:
    """Files that somebody sent at one time. `state`: waiting, reading, linking, done; or failed, with `error`, when the store could not take them."""

    number: int
    by: str
    at: str
    files: list[File]
    state: Literal["waiting", "reading", "linking", "done", "failed"] = "waiting"
    seconds: float | None = None
    error: str | None = None

    @property
    def over(self) -> bool:
        return self.state in ("done", "failed")

    @property
    def done(self) -> int:
        """How many files nothing more is to be done for."""
        return sum(file.state in ("read", "unchanged", "failed") for file in self.files)

    def json(self) -> dict[str, Any]:
        """The build for programs: without the server's folders."""
        files = [{name: value for name, value in asdict(file).items() if name != "path"} for file in self.files]
        about = {name: getattr(self, name) for name in ("number", "state", "by", "at", "seconds", "error", "done")}
        return {**about, "total": len(files), "files": files}


class Builds:
    """The builds of one server over its store. Nothing runs before the first."""

    def __init__(self, store: Store, jobs: int = 1) -> None:
        self._store, self._jobs = store, jobs
        self._builds: OrderedDict[int, Build] = OrderedDict()
        self._line: Queue[Build] = Queue(_WAITING)
        self._lock = Lock()
        self._thread: Thread | None = None

    def add(self, files: list[File], by: str) -> Build:
        """Put files in the line. Numbers are never used twice, not by another run of the server either. VanbanError when the line is full."""
        with self._lock:
            number = max(seconds(), *(known + 1 for known in [*self._builds][-1:] or [0]))
            made = Build(number, by, now(), files)
            try:
                self._line.put_nowait(made)
            except Full:
                raise VanbanError(f"{_WAITING} uploads are waiting to be read; send the files again later") from None
            self._builds[number] = made
            for old in [known for known, one in self._builds.items() if one.over][: max(0, len(self._builds) - _KEPT)]:
                del self._builds[old]
            if self._thread is None:
                self._thread = Thread(target=self._run, name="builds", daemon=True)
                self._thread.start()
        return made

    def get(self, number: int) -> Build | None:
        return self._builds.get(number)

    def recent(self, limit: int = 20) -> list[Build]:
        """The latest builds, the last first."""
        return list(reversed(self._builds.values()))[:limit]

    def _run(self) -> None:
        while True:
            one = self._line.get()
            started = time.monotonic()
            try:
                self._build(one)
                one.state = "done"
            except Exception as error:
                logging.getLogger("uvicorn.error").exception("a build failed")
                one.error = "the store cannot be written now" if isinstance(error, VanbanError) else "the server has a fault; it is in its log"
                one.state = "failed"
            one.seconds = round(time.monotonic() - started, 1)

    def _build(self, one: Build) -> None:
        by_path = {str(file.path): file for file in one.files if file.path}
        if not by_path:
            return
        one.state = "reading"

        def progress(done: int, total: int, path: str, page: int, pages: int) -> None:
            file = by_path[path]
            if pages and file.state in ("waiting", "reading"):
                file.state, file.page, file.pages = "reading", page, pages

        def told(path: str, result: Sequence[Derived] | ReadError) -> None:
            file = by_path[path]
            file.state, file.reason = ("failed", result.reason) if isinstance(result, ReadError) else ("read", None)
            if all(file.state in ("read", "failed") for file in by_path.values()):
                one.state = "linking"

        build(list(by_path), self._store, self._jobs, progress, told=told)
        for path, file in by_path.items():
            if file.state != "failed":
                file.documents = [{"id": node.id, "symbol": node.symbol, "title": node.title} for node in self._store.read_from(path)]
                file.state = "unchanged" if file.state in ("waiting", "reading") else file.state


def keep(form: Form, folder: Path, replace: bool) -> list[File]:
    """Put received files into the uploads folder, and say of each what it is there.

    The same name with the same content is the same file. With other content it gets a name of its own ("kh-2.docx"), since "Kế hoạch.docx" of two offices are
    two documents; only who says `replace` puts it in the place of the first, and the store then forgets what had been read from that.
    """
    kept = [_kept(received, folder, replace) for received in form.files]
    refused = [File(str(safe_path(one.name)), state="failed", reason=one.reason) for one in form.refused]
    return list({(file.path, file.name): file for file in [*kept, *refused]}.values())


def _kept(received: Received, folder: Path, replace: bool) -> File:
    name = safe_path(received.name)
    if name.suffix.lower() not in suffixes():
        received.path.unlink()
        return File(str(name), state="failed", reason=f"a file of this kind ({name.suffix or 'without an ending'}) cannot be read")
    try:
        path = _placed(received.path, (folder / name).absolute(), replace)
    except OSError as error:
        received.path.unlink(missing_ok=True)
        return File(str(name), state="failed", reason=f"cannot be kept: {error.strerror}")
    return File(str(path.relative_to(folder.absolute())), path)


def _placed(file: Path, wanted: Path, replace: bool) -> Path:
    """Where a file stands from now on: at the wanted path, or beside what has that name."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if not replace:
        return _beside(file, wanted)
    return file.replace(wanted)


def _beside(file: Path, wanted: Path) -> Path:
    digest = _digest(file)
    for n in range(1, _VARIANTS):
        path = wanted.with_stem(f"{wanted.stem}-{n}") if n > 1 else wanted
        try:
            os.link(file, path)  # fails where there is something, so nothing is ever overwritten
        except FileExistsError:
            if not path.is_file() or _digest(path) != digest:
                continue
        file.unlink()
        return path
    raise FileExistsError(17, "there are too many files of this name")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
