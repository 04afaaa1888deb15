"""The program `vanban`: all its commands. They read arguments, ask, and print; nothing is decided here.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 something failed (each input is named), 2 wrong usage or an ambiguous symbol.
Modules that take long to load are imported by the commands that need them.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from vanban.cli import exporting, links, questions, reading, serving, tasks
from vanban.cli.common import app, say
from vanban.errors import VanbanError

__all__ = ["app", "exporting", "links", "main", "questions", "reading", "serving", "tasks"]


def main() -> None:
    """Run a command; what a user can act on is one line on standard error, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except VanbanError as error:
        say(str(error))
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has enough; nothing is left to flush
    except OSError as error:
        say(f"{error.filename or 'error'}: {error.strerror or error}")
    raise SystemExit(1)
