"""A real PostgreSQL server of the tests' own: a cluster in a temporary folder, on a socket and a free port of this machine, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest


def _bin() -> Path | None:
    """The folder of the server's programs: Debian keeps them out of the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(folders) if (folder / "pg_ctl").exists()), None)


def _as_user() -> dict[str, str]:
    """The server refuses to be root, so root starts it as the user that the package makes."""
    if os.getuid():
        return {}
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    return {"user": "postgres", "group": "postgres"}


@dataclass(frozen=True)
class Server:
    """A server in a folder. Its address is without a database: "postgresql://postgres@127.0.0.1:5555"."""

    address: str
    user: dict[str, Any]
    control: tuple[str | Path, ...]
    settings: str

    def start(self) -> None:
        _run(self.user, *self.control, "-w", "-o", self.settings, "start")

    def stop(self, mode: str = "immediate") -> None:
        _run(self.user, *self.control, "-m", mode, "stop")


@contextmanager
def server() -> Iterator[Server]:
    """A running server."""
    programs = _bin()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with TemporaryDirectory(prefix="vanban-pg-") as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        user, data = _as_user(), Path(home) / "data"
        if user:
            shutil.chown(home, "postgres")
        _run(user, programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"
        made = Server(f"postgresql://postgres@127.0.0.1:{port}", user, (programs / "pg_ctl", "-D", data, "-l", f"{home}/log"), settings)
        made.start()
        try:
            yield made
        finally:
            made.stop()


def _run(user: dict[str, Any], *command: str | Path) -> None:
    parts = [str(part) for part in command]
    done = subprocess.run(parts, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False, text=True, **user)
    if done.returncode:
        raise RuntimeError(done.stderr)


class Databases:
    """Makes new databases on a server."""

    def __init__(self, server: Server) -> None:
        self.server, self.address, self._made = server, server.address, 0

    def new(self) -> str:
        """The address of an empty database, one that orders words as a Vietnamese dictionary does."""
        from sqlalchemy import create_engine, text

        self._made += 1
        name = f"vanban_{self._made}"
        engine = create_engine(self.address.replace("postgresql:", "postgresql+pg8000:") + "/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN'"))
        engine.dispose()
        return f"{self.address}/{name}"
