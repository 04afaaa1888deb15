"""Programs that a reader started in sessions of their own, and whoever else outlives a worker: all have its folder in their environment."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep

FOLDER = "VANBAN_WORKER"
"""The variable that names the folder of a worker."""

_ROUNDS, _SECONDS = 100, 0.01


def end(folder: str) -> None:
    """Kill all processes of the worker of this folder, but not the caller, and see them gone. Where there is no /proc, nothing is done."""
    for _ in range(_ROUNDS):
        found = list(_of(folder))
        if not found:
            return
        for process in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        sleep(_SECONDS)


def _of(folder: str) -> Iterator[int]:
    entry = f"{FOLDER}={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int(process.name) != os.getpid() and entry in (process / "environ").read_bytes().split(b"\0"):
                yield int(process.name)
