"""Signals that end a command come as an exception, so that its work is put in order first."""

from __future__ import annotations

import signal
from types import FrameType


class Stopped(BaseException):
    """The program was told to end. `kept` says what is left of its work."""

    def __init__(self, number: int, kept: str = "") -> None:
        super().__init__(f"stopped{kept and f': {kept}'}")
        self.number = number


def listen() -> None:
    """From now on a key (Ctrl-C), `kill` or the end of a terminal raises Stopped, but for what the program was started to ignore."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
