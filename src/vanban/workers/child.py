"""The worker: a process that reads files and says what it made of them, until it is dismissed, killed, or its parent is no more.

Batches of paths come in by standard input, (what, value) goes out by standard output, as pickles. Then the standard streams are nothing, so that no library
and no program that it starts can take or disturb a message, or write to the user's terminal what a file makes it write.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from errno import ENOMEM
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from threading import Lock
from typing import Any

from vanban.errors import ReadError, VanbanError
from vanban.model import Source
from vanban.workers import strays
from vanban.workers.batches import Reader
from vanban.workers.limits import Limits

READY, PREPARED, BEAT, DONE, FAILED = "ready", "prepared", "beat", "done", "failed"
OUT_OF_MEMORY = ENOMEM
"""The exit status of a worker that ran out of memory: with what is left of it no other file is read."""

_one = Lock()  # readers may have threads that tell how far they are, at the same time and later than they should


def main() -> None:
    """Take the limits, the reader and the work, then batches until None comes."""
    batches, answers = _connections()
    guard = _guard(batches, answers)
    _limit(batches.recv())
    reader, work = batches.recv()
    _silence()
    answers.send((READY, None))
    for paths in iter(batches.recv, None):
        _do(paths, reader, work, answers)
    os.kill(guard, signal.SIGKILL)
    os.waitpid(guard, 0)


def _connections() -> tuple[Connection, Connection]:
    batches, answers = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    os.dup2(2, 1)
    return batches, answers


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def _guard(batches: Connection, answers: Connection) -> int:
    """A process that ends all of this session when the parent is no more. No thread could: none runs while a library holds the interpreter."""
    if guard := os.fork():
        return guard
    answers.close()
    hangup = select.poll()
    hangup.register(batches, 0)
    hangup.poll()
    strays.end(os.environ[strays.FOLDER])
    shutil.rmtree(os.environ[strays.FOLDER], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _limit(limits: Limits) -> None:
    import resource

    # Memory that is written to, not addresses: libraries map and reserve far more of these than they use.
    for what, most in ((resource.RLIMIT_DATA, limits.memory_bytes), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(what, (most, most))


def _do(paths: Sequence[str], reader: Reader, work: Callable[[Source, str], Any], answers: Connection) -> None:
    def beat(done: int, of: int) -> None:
        with _one:
            answers.send((BEAT, (done, of)))

    def read(path: str) -> Any:
        return work((prepared or reader([path], beat))(path, beat), path)

    prepared = reader(paths, beat) if len(paths) > 1 else None
    answers.send((PREPARED, None))
    for path in paths:
        answer = _answer(read, path)
        with _one:
            answers.send_bytes(answer)


def _answer(read: Callable[[str], Any], path: str) -> Any:
    """The message that says what a file gave, or why nothing."""
    try:
        return ForkingPickler.dumps((DONE, read(path)))
    except BaseException as error:  # a defect met in one file shall not cost the others
        if _out_of_memory(error):
            os._exit(OUT_OF_MEMORY)
        return ForkingPickler.dumps((FAILED, _reason(error)))


def _out_of_memory(error: BaseException | None) -> bool:
    """Readers may have taken it for damage of the file."""
    return error is not None and (isinstance(error, MemoryError) or _out_of_memory(error.__context__))


def _reason(error: BaseException) -> str:
    if isinstance(error, ReadError):
        return error.reason
    return str(error) if isinstance(error, VanbanError) else f"{type(error).__name__}: {error}"
