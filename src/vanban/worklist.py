"""The files that a build has to read: found in folders, each once, in an order that is always the same.

They stand in a temporary database and not in memory, where the paths of a country's documents would take more than all else that a build holds.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import gettempdir

from vanban.errors import ReadError, VanbanError
from vanban.readers import suffixes
from vanban.workers import together

LARGE = 16 << 20
"""Bytes from which on a file is read after all others: it may take as long as thousands of them."""

_PAGE = 1_000  # files held at once


class Worklist:
    """Absolute paths: those that are better read together as neighbours, large ones last. `failed`: what cannot be listed, and why."""

    def __init__(self, paths: Iterable[str | Path]) -> None:
        self.failed: list[ReadError] = []
        self._files = sqlite3.connect("")  # a file without a name, in the folder for temporary ones; it goes with the connection
        self._files.execute("CREATE TABLE file (rank INTEGER, path TEXT, PRIMARY KEY (rank, path)) WITHOUT ROWID")
        for path in map(Path, paths):
            found = self._in(path.absolute()) if os.path.isdir(path) else iter([str(path.absolute())])  # noqa: PTH112 (pathlib raises where a drive is gone)
            failed = len(self.failed)
            first = next(found, None)
            if first is None and len(self.failed) == failed:
                self.failed.append(ReadError(str(path), "there is no file in it that can be read"))
            elif first is not None:
                self._do("INSERT OR IGNORE INTO file VALUES (?, ?)", self._rows(chain([first], found)))

    def _do(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """VanbanError when there is no room for the database."""
        try:
            self._files.executemany(statement, rows)
        except sqlite3.Error as error:
            raise VanbanError(f"{gettempdir()}: no room for the list of files to read ({error})") from error

    def __enter__(self) -> Worklist:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def __len__(self) -> int:
        count: int = self._files.execute("SELECT count(*) FROM file").fetchone()[0]
        return count

    def __iter__(self) -> Iterator[str]:
        return (path for page in self._pages() for _, path in page)

    def pass_over(self, done: Callable[[Sequence[str]], Container[str]]) -> int:
        """Take out the files that are `done`, which is asked of some of them at a time; how many these were."""
        before = len(self)
        for page in self._pages():
            over = done([path for _, path in page])
            self._do("DELETE FROM file WHERE rank = ? AND path = ?", [row for row in page if row[1] in over])
        return before - len(self)

    def _pages(self) -> Iterator[list[tuple[int, str]]]:
        last = (-1, "")
        while page := self._files.execute("SELECT * FROM file WHERE (rank, path) > (?, ?) ORDER BY rank, path LIMIT ?", (*last, _PAGE)).fetchall():
            yield page
            last = page[-1]

    def _in(self, folder: Path) -> Iterator[str]:
        """What can be read in a folder, without what Word and macOS leave beside open files ("~$a.docx", "._a.docx")."""
        folders = [str(folder)]
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        elif Path(entry.name).suffix.lower() in suffixes() and not entry.name.startswith(("~$", "._")) and self._is_file(entry, folder):
                            yield entry.path
            except OSError as error:
                self.failed.append(ReadError(str(error.filename), (error.strerror or str(error)).lower()))

    def _is_file(self, entry: os.DirEntry[str], folder: Path) -> bool:
        try:
            if not entry.is_file() or not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(folder.resolve()):
                return entry.is_file()
            reason = "is a link that leads out of the folder; it is read when it is named itself"
        except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
            reason = (getattr(error, "strerror", None) or str(error)).lower()
        self.failed.append(ReadError(entry.path, reason))
        return False

    def _rows(self, paths: Iterable[str]) -> Iterator[tuple[int, str]]:
        for path in paths:
            try:
                path.encode()
            except UnicodeEncodeError:
                self.failed.append(ReadError(os.fsencode(path).decode(errors="backslashreplace"), "its name is not valid UTF-8"))
            else:
                yield 2 * _is_large(path) + together(path), path


def _is_large(path: str) -> bool:
    try:
        return Path(path).stat().st_size > LARGE
    except OSError:  # which the reader tells
        return False
