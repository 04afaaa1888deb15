"""Opening a store: an SQLite file or a PostgreSQL database, brought to the present schema."""

from __future__ import annotations

import errno
import getpass
import json
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import SQLAlchemyError

from vanban.errors import StoreError, shortened
from vanban.store import troubles
from vanban.store.migrations import BEFORE, HEAD, KNOWN, upgrade
from vanban.store.schema import meta

_LOCK = 0x76616E62616E  # "vanban": one writer at a time in PostgreSQL; SQLite has but one


def open_engine(url: str | Path, create: bool) -> tuple[str, Engine]:
    """The name to show in messages, and the engine. Nothing is written yet, and a file that is no SQLite file is not touched."""
    if isinstance(url, str) and "://" in url:
        return _server(url)
    path = Path(url)
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, not a store")
    if not path.exists() and not create:
        raise StoreError(f"{path}: no such store; `vanban build` makes one")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}")
    if path.exists() and _head(path) not in (b"", b"SQLite format 3\0"):
        raise StoreError(f"{path}: is not a vanban store")
    engine = create_engine(URL.create("sqlite", database=str(path)), json_serializer=_json, connect_args={"timeout": _patience() / 1000})
    event.listen(engine, "connect", lambda connection, _: _set_up_sqlite(connection, _PRAGMAS if create else (*_PRAGMAS, _MAPPED)))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN")))
    same = _SameFile(path.absolute())
    event.listen(engine, "do_connect", same)  # which would make a new file in the place of one that was removed
    event.listen(engine, "checkout", same)
    event.listen(engine, "handle_error", _keep)
    return str(path), engine


def _keep(context: ExceptionContext) -> None:
    """Who is told to stop in the middle of a statement has a sound connection still: given up for lost, it would keep its lock, and the next would wait."""
    if not isinstance(context.original_exception, Exception):
        context.is_disconnect = False


class _SameFile:
    """Before each transaction: OSError when the file is not the one that was opened. On Unix a file that was removed or replaced is still written to, by those
    who have it open; what they write is gone with them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened: tuple[int, int] | None = None

    def __call__(self, *_: object) -> None:
        if self.opened is None and not self.path.exists():
            return  # it is about to be made
        found = self.path.stat()
        self.opened = self.opened or (found.st_dev, found.st_ino)
        if self.opened != (found.st_dev, found.st_ino):
            raise FileNotFoundError(errno.ESTALE, "another file stands in its place")


def _server(url: str) -> tuple[str, Engine]:
    """A database server; `postgresql://` is spoken by the driver that vanban brings."""
    try:
        made = make_url(url)
        if made.drivername in ("postgresql", "postgres"):
            user = made.username or os.environ.get("PGUSER") or getpass.getuser()
            made = made.set(drivername="postgresql+pg8000", username=user, host=made.host or "localhost")
        logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())  # a broken connection is told by us, not by its traceback
        name = made.set(drivername=made.get_backend_name()).render_as_string(hide_password=True)
        engine = create_engine(made, json_serializer=_json, pool_pre_ping=True)
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise StoreError(f"cannot open the store: {error}") from error
    engine.dialect.use_insertmanyvalues_wo_returning = True  # many rows in one message, not each in one of its own
    return name, engine


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(16)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error


def _patience() -> int:
    """Milliseconds to wait for another program that writes."""
    try:
        return round(1000 * float(os.environ.get("VANBAN_WAIT") or 30))
    except (ValueError, OverflowError):
        raise StoreError(f"VANBAN_WAIT is no number of seconds: {shortened(os.environ['VANBAN_WAIT'])}") from None


_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-65536",  # KB
    "temp_store=MEMORY",
)


_MAPPED = "mmap_size=2147418112"
"""For questions: pages that the system holds are not copied (this is the most that SQLite takes). A build would count them as its own memory."""


def _set_up_sqlite(connection: Any, pragmas: Sequence[str]) -> None:
    connection.isolation_level = None  # the driver shall not begin and end transactions by its own rules
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def storable(words: str | None) -> str | None:
    """What people typed, without the one character that PostgreSQL has no place for."""
    return words and words.replace("\0", "")


@dataclass(frozen=True, slots=True)
class Serialised:
    """A JSON value that is text already."""

    text: str


def _json(value: object) -> str:
    return value.text if isinstance(value, Serialised) else json.dumps(value, ensure_ascii=False)


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction; what goes wrong in the database is a StoreError with the store's name."""
    try:
        with engine.begin() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:  # a driver may let a broken connection through
        raise StoreError(f"{name}: {troubles.told(error)}") from error


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """A transaction of the only writer: nobody else writes between its reading and its writing. It raises the number of the store's last change."""
    with reading(engine.execution_options(begin="BEGIN IMMEDIATE"), name) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('lock_timeout', :milliseconds, true)"), {"milliseconds": str(max(1, _patience()))})
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection
        connection.execute(_CHANGED)


_CHANGED = text("UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'revision'")


class Transactions(ABC):
    """What has a database: a transaction to read, and that of the only writer."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]: ...


def prepare(engine: Engine, name: str, versions: Mapping[str, str]) -> None:
    """Make the tables in an empty database, bring an older store up to date. StoreError for what is no store or is newer than this program.

    `versions`: what this program derives from records, and in which version; noted in a new store.
    """
    with reading(engine, name) as connection:
        found = _revision(connection, name)
    if found != HEAD:
        with writing(engine, name) as connection:
            if _revision(connection, name) != HEAD:  # somebody else may have been quicker
                upgrade(connection, found)
                if found is None:
                    connection.execute(insert(meta), [{"key": key, "value": value} for key, value in versions.items()])


def _revision(connection: Connection, name: str) -> str | None:
    """The revision of the schema; None for an empty database."""
    there = set(inspect(connection).get_table_names())
    if not there:
        return None
    if "alembic_version" in there:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found not in (None, *KNOWN):
            raise StoreError(f"{name}: is a store of another version ({found}, this program reads {HEAD})")
        return found if found is None else str(found)
    if not there.issuperset(("meta", "document", "mention")):
        raise StoreError(f"{name}: is not a vanban store")
    schema = connection.scalar(text("SELECT value FROM meta WHERE key = 'schema'"))
    if schema != "vanban/store/2":
        raise StoreError(f"{name}: is a store of another version ({schema}, this program reads {HEAD})")
    return BEFORE
