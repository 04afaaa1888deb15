"""Readers that behave as hostile files make libraries behave: the name of a file says what happens to who reads it."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from threading import Thread
from time import sleep

from vanban.errors import ReadError, VanbanError
from vanban.model import Source
from vanban.readers.beat import Beat
from vanban.workers.batches import Read


def text(source: Source, _path: str) -> str:
    """The simplest work."""
    return source.text


def reader(paths: Sequence[str], beat: Beat) -> Read:
    if len(paths) > 1:
        for path in paths:
            _ALL.get(path, _nothing)(beat)
    return partial(_read, batch=len(paths))


def _read(path: str, beat: Beat, batch: int) -> Source:
    if trace := os.environ.get("TRACE"):
        Path(trace, Path(path).name).touch()
    _BEHAVIOUR.get(path, _nothing)(beat)
    return Source(path, "text/plain", "", f"{Path(path).name} {os.getpid()} {batch}")


def by_name(source: Source, path: str) -> str:
    """Work that does what the name of the file says."""
    _BEHAVIOUR.get(Path(path).stem, _nothing)(lambda *_: None)
    return source.text.strip()


def long_text(_source: Source, path: str) -> str:
    return path * 1_000_000


def environment(_source: Source, _path: str) -> tuple[str, str]:
    return os.environ["VANBAN_THREADS"], os.environ["OMP_THREAD_LIMIT"]


def _nothing(_: Beat) -> None:
    pass


def _hang(_: Beat) -> None:
    sleep(1000)


def _hang_with_program(_: Beat) -> None:
    subprocess.run(["sleep", "1000"], check=True)


def _hang_with_stray(_: Beat) -> None:
    subprocess.run(["sleep", "1000"], check=True, start_new_session=True)


def _crash_with_stray(beat: Beat) -> None:
    subprocess.Popen(["sleep", "1000"], start_new_session=True)
    _crash(beat)


def _hold_interpreter(_: Beat) -> None:
    """No other thread of the process gets its turn, and no handler of a signal."""
    re.match(r"(a|aa)+$", "a" * 200 + "b")


def _go_on(beat: Beat, steps: int = 8, seconds: float = 0.25) -> None:
    for step in range(steps):
        beat(step, steps)
        sleep(seconds)


def _go_on_after(beat: Beat) -> None:
    """Threads that still tell how far they are when the file is done."""
    for _ in range(4):
        Thread(target=lambda: [beat(step, 3000) for step in range(3000)], daemon=True).start()


def _never_end(beat: Beat) -> None:
    while True:
        beat(1, 2)


def _allocate(_: Beat) -> None:
    heap = []
    while True:
        heap.append(bytearray(1 << 20))


def _hide_allocation(beat: Beat) -> None:
    try:
        _allocate(beat)
    except Exception as error:
        raise VanbanError("is damaged") from error


def _program_allocates(_: Beat) -> None:
    subprocess.run([sys.executable, "-c", "bytearray(1 << 30)"], check=True, stderr=subprocess.DEVNULL)


def _kill(_: Beat, number: int = signal.SIGKILL) -> None:
    os.kill(os.getpid(), number)


def _crash(_: Beat) -> None:
    ctypes.string_at(0)


def _print(_: Beat) -> None:
    print("noise" * 10_000, flush=True)
    os.write(1, b"\x00\x00\x00\x04noise")
    subprocess.run(["echo", "noise"], check=True)


def _take_input(_: Beat) -> None:
    assert sys.stdin.read() == ""
    subprocess.run(["cat"], check=True)


def _raise(_: Beat) -> None:
    raise ZeroDivisionError("oops")


def _exit(_: Beat) -> None:
    os._exit(3)


def _own_error(_: Beat) -> None:
    raise ReadError("own-error", "is damaged")


def _abort(_: Beat) -> None:
    os.abort()


def _quit(_: Beat) -> None:
    sys.exit(4)


def _litter(_: Beat) -> None:
    Path(gettempdir(), "litter").touch()
    _kill(_)


def _end_the_cluster(_: Beat) -> None:
    """End the process that started this one, and with it this one."""
    os.kill(os.getppid(), signal.SIGKILL)
    sleep(1000)


_BEHAVIOUR = {
    "end-the-cluster": _end_the_cluster,
    "hang": _hang,
    "hang-with-program": _hang_with_program,
    "hang-with-stray": _hang_with_stray,
    "crash-with-stray": _crash_with_stray,
    "hold-interpreter": _hold_interpreter,
    "go-on": _go_on,
    "go-on-after": _go_on_after,
    "never-end": _never_end,
    "allocate": _allocate,
    "hide-allocation": _hide_allocation,
    "program-allocates": _program_allocates,
    "kill": _kill,
    "crash": _crash,
    "print": _print,
    "take-input": _take_input,
    "raise": _raise,
    "exit": _exit,
    "own-error": _own_error,
    "abort": _abort,
    "quit": _quit,
    "litter": _litter,
}
_ALL = {"kill-all": _kill, "fail-all": _raise, "hang-all": _hang}
"""What happens while a batch is prepared that has such a file."""
