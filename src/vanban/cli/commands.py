"""The program `vanban`: all its commands. They read arguments, ask, and print; nothing is decided here.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 something failed (each input is named), 2 wrong usage or an ambiguous symbol,
128 and the number of the signal when it was told to end (130 by Ctrl-C, 143 by `kill`).
Modules that take long to load are imported by the commands that need them.
"""

from __future__ import annotations

import errno
import sys
from io import TextIOWrapper

from vanban.cli import exporting, links, questions, reading, serving, tasks
from vanban.cli.common import app, say
from vanban.cli.stopping import Stopped, listen
from vanban.errors import VanbanError

__all__ = ["app", "exporting", "links", "main", "questions", "reading", "serving", "tasks"]


def main() -> None:
    """Run a command; what a user can act on is one line on standard error, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    listen()
    try:
        try:
            app()
        finally:
            if sys.stdout:  # closed by who started it
                sys.stdout.flush()
    except VanbanError as error:
        say(str(error))
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has enough; nothing is left to flush
    except OSError as error:
        say(f"{error.filename or _unnamed(error)}: {error.strerror or error}")
    except Stopped as stopped:
        say(str(stopped))
        raise SystemExit(128 + stopped.number) from None
    raise SystemExit(1)


def _unnamed(error: OSError) -> str:
    """What an error without a file's name is about. Standard output that takes no more is not tried again when the program ends."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return "error"
    sys.stdout = None
    return "standard output"
