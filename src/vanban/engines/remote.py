"""What runs on the machines of a cluster: a task reads files there as they are read here, in a process with limits, which is kept for the next task."""

from __future__ import annotations

import socket
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import vanban
from vanban.errors import ReadError, VanbanError
from vanban.model import Source
from vanban.workers import Kept, Limits

Work = Callable[[Source, str], Any]

_idle: dict[tuple[Work, Limits], list[Kept[Any]]] = defaultdict(list)
_dismissed = [0]  # how often all were


class UnseenError(ReadError):
    """A file is not there, on this machine of the cluster at least."""

    def __init__(self, name: str, host: str) -> None:
        super().__init__(name, "no such file")
        self.host = host

    def __reduce__(self) -> tuple[type[UnseenError], tuple[str, str]]:
        return type(self), (self.name, self.host)


def read(expected: str, work: Work, limits: Limits, pack: Sequence[Sequence[str]]) -> list[tuple[str, Any | ReadError]]:
    """What the files of some batches give. VanbanError when this machine has another program than the one that asks, `expected`."""
    host = socket.gethostname()
    if program() != expected:
        raise VanbanError(f"{host} has another vanban ({program()}) than this program ({expected}); install the same on all machines of the cluster")
    unseen = [path for batch in pack for path in batch if not is_there(path)]
    there = [seen for batch in pack if (seen := tuple(path for path in batch if path not in unseen))]
    idle, dismissed = _idle[work, limits], _dismissed[0]
    try:
        kept = idle.pop()  # other threads take from the same
    except IndexError:
        kept = Kept(work, limits)
    results = kept.read(there)
    if dismissed == _dismissed[0]:
        idle.append(kept)
    else:
        kept.close()
    return [*results, *((path, UnseenError(path, host)) for path in unseen)]


def is_there(path: str) -> bool:
    """Whether there is such a file; of one that cannot be looked at, the reader says why."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def dismiss() -> None:
    """End the processes that have nothing to do, and those that have when they are done."""
    _dismissed[0] += 1
    for idle in _idle.values():
        while idle:
            idle.pop().close()


@cache
def program() -> str:
    """The version of this program, with a digest of its modules and tables: with others, other facts may be found."""
    digest, root = blake2b(digest_size=6), Path(vanban.__file__).parent
    for file in sorted(file for file in root.rglob("*") if file.is_file() and "__pycache__" not in file.parts):
        digest.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return f"{vanban.__version__}, {digest.hexdigest()}"
