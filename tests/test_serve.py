"""`vanban serve` as a program: it says where it is, answers, and ends when it is told to."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builders import SECRETARIAT, make
from vanban.store import Store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "x.db"
    with Store(path) as store:
        store.add([make("21-CT/TW", "2023-05-04", SECRETARIAT)], "a.txt")
        store.link()
    return path


@contextmanager
def served(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], list[str], int]]:
    """The program, what it said, and its port."""
    program = subprocess.Popen([sys.executable, "-m", "vanban", "serve", "--port", "0", *map(str, arguments)], stderr=subprocess.PIPE, text=True)
    assert program.stderr
    said: list[str] = []
    for line in program.stderr:
        said.append(line)
        if m := re.search(r"http://(?:\[[^\]]+\]|[^:/]+):(\d+)/", line):
            try:
                yield program, said, int(m[1])
            finally:
                program.kill()
                program.wait()
            return
    raise AssertionError("".join(said))


def asked(port: int, request: bytes) -> bytes:
    """What the server answers to a request as it stands; it is taken as soon as the program has told its address."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request + b"Connection: close\r\n\r\n")
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


def test_it_answers_under_its_own_name_only(db: Path) -> None:
    with served("--db", db, "--allow-host", "vanban.example") as (_, said, port):
        assert "reading only" in said[-1]
        for host in ("localhost", "127.0.0.1", "vanban.example", "VANBAN.example:80"):
            assert asked(port, f"GET / HTTP/1.1\r\nHost: {host}\r\n".encode()).startswith(b"HTTP/1.1 200")
        for host in ("evil.example", "127.0.0.1.evil.example", "", "localhost.evil"):
            assert asked(port, f"GET / HTTP/1.1\r\nHost: {host}\r\n".encode()).startswith((b"HTTP/1.1 421", b"HTTP/1.1 400"))


def test_a_new_token_is_shown_once_and_in_no_page(db: Path) -> None:
    with served("--db", db, "--token", "new") as (_, said, port):
        token = re.search(r"token for writing is (\S+)", "".join(said))
        assert token and len(token[1]) > 15
        assert token[1].encode() not in asked(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n")


def test_an_interrupt_ends_it(db: Path) -> None:
    with served("--db", db) as (program, _, port):
        assert asked(port, b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        program.send_signal(signal.SIGINT)
        assert program.wait(20) in (0, -signal.SIGINT, 130)


def test_what_hinders_it_is_said(db: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run([sys.executable, "-m", "vanban", "serve", "--db", str(db), "--port", port], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and f"cannot listen on 127.0.0.1:{port}" in done.stderr
    done = subprocess.run([sys.executable, "-m", "vanban", "serve", "--db", str(tmp_path / "none.db")], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "no such store" in done.stderr
