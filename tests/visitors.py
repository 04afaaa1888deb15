"""A server over a store of its own, asked without a network; and what is asked of the commands beside it."""

from __future__ import annotations

import json
from pathlib import Path
from time import sleep
from typing import Any

from starlette.testclient import TestClient
from typer.testing import CliRunner

from vanban.build import build
from vanban.cli.commands import app
from vanban.store import Store
from vanban.web.app import create_app
from vanban.web.settings import Settings

TOKEN = "mật-khẩu-thử"
HERE = "http://127.0.0.1:8765"
WRITING = {"Authorization": f"Bearer {TOKEN}".encode(), "X-Vanban-User": "Lê Thị B".encode()}
DEMO = Path(__file__).parents[1] / "corpora" / "demo"


def demo(folder: Path) -> Path:
    """A store of the demonstration corpus."""
    path = folder / "demo.db"
    with Store(path) as store:
        build([DEMO], store)
    return path


def visiting(db: Path, token: str | None = TOKEN, client: tuple[str, int] = ("127.0.0.1", 5000), **settings: Any) -> TestClient:
    """A visitor of a new server, who sees faults as answers."""
    return TestClient(create_app(Settings(str(db), token, **settings)), base_url=HERE, client=client, raise_server_exceptions=False, follow_redirects=False)


def commanded(db: Path, *arguments: str) -> Any:
    """What a command prints as JSON."""
    done = CliRunner().invoke(app, [*arguments, "--db", str(db), "--format", "json"])
    assert done.exit_code in (0, 2), done.output
    return json.loads(done.stdout)


def sent(visitor: TestClient, words: str) -> Any:
    """What became of a file with these words that somebody sent."""
    answer = visitor.post("/api/v1/builds", files=[("files", ("a.txt", words.encode()))], headers=WRITING)
    assert answer.status_code == 202, answer.text
    while (found := visitor.get(answer.headers["location"], headers=WRITING).json())["state"] not in ("done", "failed"):
        sleep(0.05)
    return found
