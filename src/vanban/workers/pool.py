"""Workers in parallel: each file gives a result or a ReadError, whatever it does to the worker that reads it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from multiprocessing.connection import wait
from time import monotonic
from typing import Any, Generic, TypeVar, cast

from vanban.errors import ReadError
from vanban.model import Source
from vanban.workers import batches, child
from vanban.workers.limits import Limits
from vanban.workers.worker import Worker

Result = TypeVar("Result")
Progress = Callable[[int, int, str, int, int], None]
"""Called with how many files are done, how many there are, the path of one, how many of its pages (or other steps) are done, and how many it has.

Both are 0 when the file is done, and its result was taken.
"""

_FILES = 2_000  # then a new worker, so that what libraries leak never adds up


def each(
    work: Callable[[Source, str], Result],
    todo: Iterable[Sequence[str]],
    jobs: int = 1,
    limits: Limits | None = None,
    progress: Progress | None = None,
    reader: batches.Reader = batches.reader,
    total: int | None = None,
) -> Iterator[tuple[str, Result | ReadError]]:
    """Read the files of every batch and do the work on source and path of each, in up to `jobs` processes: the paths, with the result or why there is none.

    Results come as soon as they are there, so with one job in the order of the paths; none are heaped up when they are not taken. `work` and `reader` are
    functions of modules, and what `work` returns can be pickled. Closing the iterator ends all processes. VanbanError when none can be started.

    `total` is how many files there are, for the progress: where it is said, a batch is asked for when somebody is free to read it, and not before.
    """
    if total is None:
        todo = list(todo)
        total = sum(map(len, todo))
    with closing(_Pool(work, iter(todo), total, jobs, limits or Limits(), progress, reader)) as pool:
        yield from pool.results()


class _Pool(Generic[Result]):
    def __init__(
        self,
        work: Callable[[Source, str], Result],
        todo: Iterator[Sequence[str]],
        total: int,
        jobs: int,
        limits: Limits,
        progress: Progress | None,
        reader: batches.Reader = batches.reader,
        threads: int | None = None,
    ) -> None:
        self._todo = todo
        self._again: deque[Sequence[str]] = deque()  # what lost workers left, which comes first
        self._total = total
        self._done = 0
        self._jobs = jobs
        self._progress = progress
        self._workers: list[Worker] = []
        self._new: Callable[[], Worker] = lambda: Worker(reader, work, limits, threads or max(1, (os.cpu_count() or 1) // jobs))

    def results(self) -> Iterator[tuple[str, Result | ReadError]]:
        while busy := self._busy():
            for heard in wait(cast(list[Any], busy), max(0, min(worker.deadline for worker in busy) - monotonic())):
                yield from self._hear(cast(Worker, heard))
            for worker in self._busy():
                if reason := worker.overdue:
                    yield from self._lose(worker, reason)

    def close(self) -> None:
        for worker in self._workers:
            if worker.paths:
                worker.end()
            else:
                worker.dismiss()
        self._workers.clear()

    def _busy(self) -> list[Worker]:
        """The workers, each with something to do as long as there is."""
        for worker in [worker for worker in self._workers if not worker.paths]:
            if worker.answered >= _FILES:
                self._workers.remove(worker)
                worker.dismiss()
            elif batch := self._next():
                worker.take(batch)
        while len(self._workers) < self._jobs and (batch := self._next()):
            self._workers.append(self._new())
            self._workers[-1].take(batch)
        return [worker for worker in self._workers if worker.paths]

    def _next(self) -> Sequence[str] | None:
        return self._again.popleft() if self._again else next(self._todo, None)

    def _hear(self, worker: Worker) -> Iterator[tuple[str, Result | ReadError]]:
        try:
            what, value = worker.receive()
        except (EOFError, OSError):
            yield from self._lose(worker)
            return
        if what == child.BEAT:
            self._tell(worker.paths[0], *value)
        elif what in (child.DONE, child.FAILED):
            path = worker.answer()
            self._busy()  # it goes on while this result is used
            yield from self._give(path, value if what == child.DONE else ReadError(path, value))

    def _lose(self, worker: Worker, reason: str | None = None) -> Iterator[tuple[str, Result | ReadError]]:
        """A worker that died, or has to: what it was at is blamed, the others go to a new one."""
        self._workers.remove(worker)
        death = worker.end()
        blamed = worker.blamed()
        if blamed is None:
            self._again.extendleft((path,) for path in reversed(worker.paths))
            return
        if worker.paths:
            self._again.appendleft(tuple(worker.paths))
        yield from self._give(blamed, ReadError(blamed, reason or death))

    def _give(self, path: str, result: Result | ReadError) -> Iterator[tuple[str, Result | ReadError]]:
        yield path, result
        self._done += 1
        self._tell(path, 0, 0)

    def _tell(self, path: str, page: int, pages: int) -> None:
        if self._progress:
            self._progress(self._done, self._total, path, page, pages)


class Kept(_Pool[Result]):
    """One process, whose libraries have one thread, that is kept from one `read` to the next."""

    def __init__(self, work: Callable[[Source, str], Result], limits: Limits) -> None:
        super().__init__(work, iter(()), 0, 1, limits, None, threads=1)

    def read(self, todo: Iterable[Sequence[str]]) -> list[tuple[str, Result | ReadError]]:
        """As `each`. The process ends when this is broken off."""
        if any(worker.dead for worker in self._workers):  # no file is to blame for what happened since
            self.close()
        self._todo = iter(todo)
        self._again.clear()
        try:
            return list(self.results())
        except BaseException:
            self.close()
            raise
