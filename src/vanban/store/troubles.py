"""What hinders a database, in words for who uses the program: what happened, what to do, and what the database itself said."""

from __future__ import annotations

import errno
import sqlite3

FULL = "the disk is full: make room and do it again, what was finished is kept"
PROTECTED = "it or its folder is write-protected: nothing was changed"
LOCKED = "another program is writing to it: do it again when that is done, or wait longer (VANBAN_WAIT, in seconds)"
FOLDER = "cannot be opened: SQLite makes files beside it, also to read; let its folder be written to, or copy it to one that may"
FAILING = "its disk or network drive fails, or holds no larger file: what was finished is kept"
DAMAGED = "is damaged: put a copy in its place, or remove it and build it anew"
GONE = "was removed or replaced, or its drive is gone: nothing is written to what stands there now"
AWAY = "the database server does not answer: do it again when it runs, what was finished is kept"
FORBIDDEN = "the user of this address may not do that"

_SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": PROTECTED,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_CANTOPEN": FOLDER,
    "SQLITE_IOERR": FAILING,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
}
_POSTGRESQL = {
    "53100": FULL,
    "25006": PROTECTED,
    "55P03": LOCKED,
    "42501": FORBIDDEN,
    "57P01": AWAY,  # it is shut down
    "57P02": AWAY,  # it crashed
    "57P03": AWAY,  # it starts
}
"""SQLSTATE → what it comes to."""


def told(error: Exception) -> str:
    """What hinders a database; the database's own words where no table has it."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError):
        return f"{GONE} ({cause.strerror or cause})" if cause.errno in _LOST else str(cause.strerror or cause)
    fields = cause.args[0] if cause.args and isinstance(cause.args[0], dict) else {}  # pg8000 hands on the fields of a server's message
    words = str(fields.get("M", cause))
    plain = _of_sqlite(cause) if isinstance(cause, sqlite3.Error) else _POSTGRESQL.get(str(fields.get("C")))
    if plain is None and not fields and type(cause).__name__ == "InterfaceError":  # pg8000's word for all that breaks a connection
        plain = AWAY
    return f"{plain} ({words})" if plain else words


_LOST = (errno.ENOENT, errno.ESTALE, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENOTCONN)


def _of_sqlite(cause: sqlite3.Error) -> str | None:
    """By the name of its result: SQLITE_IOERR_WRITE is one of SQLITE_IOERR."""
    kind = "_".join(getattr(cause, "sqlite_errorname", "").split("_")[:2])
    return _SQLITE.get(kind)
