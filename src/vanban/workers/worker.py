"""A worker as its parent sees it: the process, the files it has still to answer for, and how long it may be silent."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import inf
from multiprocessing.connection import Pipe
from pathlib import Path
from time import monotonic
from typing import Any

from vanban.errors import VanbanError
from vanban.model import Source
from vanban.workers import child, strays
from vanban.workers.batches import Reader
from vanban.workers.limits import Limits

_START_SECONDS = 60


class Worker:
    """A process of its own session with its own folder for temporary files. `threads` is how many threads its libraries may use.

    `paths` are those not answered yet, the first of them at hand.
    """

    def __init__(self, reader: Reader, work: Callable[[Source, str], Any], limits: Limits, threads: int) -> None:
        self.paths: deque[str] = deque()
        self.answered = 0
        self._limits = limits
        self._ready = False
        self._prepared = False
        self._folder = tempfile.mkdtemp(prefix="vanban-")
        self._began = self._sign = monotonic()
        batches, self._batches = Pipe(duplex=False)
        self._answers, answers = Pipe(duplex=False)
        with batches, answers:
            command = [sys.executable, "-P", "-c", f"from {child.__name__} import main; main()"]
            environment = _environment(self._folder, threads)
            self._process = subprocess.Popen(command, stdin=batches.fileno(), stdout=answers.fileno(), env=environment, start_new_session=True)
        self._send(limits)
        self._send((reader, work))

    def fileno(self) -> int:
        """Readable when there is something to receive."""
        return self._answers.fileno()

    def take(self, paths: Sequence[str]) -> None:
        """Hand it a batch, when it has answered for all before."""
        self.paths.extend(paths)
        self._prepared = False
        self._began = self._sign = monotonic()
        self._send(tuple(paths))

    def receive(self) -> tuple[str, Any]:
        """What it says next. EOFError or OSError when it is dead."""
        what, value = self._answers.recv()
        self._sign = monotonic()
        if what in (child.READY, child.PREPARED, child.DONE, child.FAILED):
            self._began = self._sign
        self._ready = True
        self._prepared = self._prepared or what == child.PREPARED
        return what, value

    @property
    def dead(self) -> bool:
        return self._process.poll() is not None

    @property
    def deadline(self) -> float:
        """When it has to be given up unless it says something before, on the clock `monotonic`."""
        if not self.paths:
            return inf
        if not self._ready:
            return self._sign + _START_SECONDS
        return min(self._sign + self._limits.seconds, self._began + self._limits.total_seconds)

    @property
    def overdue(self) -> str | None:
        """Why it has to be given up."""
        endless = self._sign >= self._began + self._limits.total_seconds  # it always has something to say
        if not endless and (monotonic() < self.deadline or self._answers.poll()):
            return None
        if monotonic() >= self._began + self._limits.total_seconds:
            return f"took longer than {self._limits.total_seconds:,g} seconds, and was given up"
        return f"took longer than {self._limits.seconds:,g} seconds without going on, and was given up"

    def answer(self) -> str:
        """Takes the path that it has just answered for out of `paths`."""
        self.answered += 1
        return self.paths.popleft()

    def blamed(self) -> str | None:
        """Takes the file at hand out of `paths`: the one that ended the worker. None while several were prepared, when it may be any of them."""
        if not self._ready:
            raise VanbanError("a process to read files in could not be started")
        return self.paths.popleft() if self._prepared or len(self.paths) == 1 else None

    def dismiss(self) -> None:
        """Let it go when it has nothing to do."""
        self._send(None)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self.end()

    def end(self) -> str:
        """End it with all that it started, whatever it does, and say how it had ended if it was dead already."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        strays.end(self._folder)
        self._batches.close()
        self._answers.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        return self._death(code)

    def _death(self, code: int) -> str:
        if code == child.OUT_OF_MEMORY:
            return f"ran out of memory (limit {self._limits.memory_bytes >> 20:,} MB)"
        if code == -signal.SIGKILL:
            return "the process that read it was killed from outside, perhaps because the machine ran out of memory"
        return f"crashed the process that read it ({signal.Signals(-code).name if code < 0 else f'exit status {code}'})"

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError):  # a dead worker is noticed when it is listened to
            self._batches.send(message)


def _environment(folder: str, threads: int) -> dict[str, str]:
    """That of this process; modules are found where they are found here."""
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    one = dict.fromkeys(("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")  # the pages of a scan go in parallel, not the work on each
    return {**os.environ, **one, "VANBAN_THREADS": str(threads), "PYTHONPATH": path, "TMPDIR": folder, strays.FOLDER: folder}
