"""Running the server."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from dataclasses import replace
from threading import Thread

from vanban.errors import VanbanError
from vanban.web.settings import Settings

NEW = "new"
"""The token that stands for one to be made."""


def run(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` tells where, once requests are answered. VanbanError when the address cannot be listened on."""
    import uvicorn

    from vanban.web.app import create_app

    if settings.token == NEW:
        settings = replace(settings, token=secrets.token_urlsafe(16))
        say(f"the token for writing is {settings.token}")
    app = create_app(replace(settings, hosts=(*settings.hosts, host)))
    listening = _listen(host, port)
    Thread(target=_warm_up, daemon=True).start()
    name = f"[{host}]" if ":" in host else host
    say(f"http://{name}:{listening.getsockname()[1]}/ shows {settings.store}" + ("" if settings.token else ", reading only (see --token)"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, limit_concurrency=_MOST_AT_ONCE, timeout_keep_alive=30))
    server.run(sockets=[listening])


_MOST_AT_ONCE = 256


def _warm_up() -> None:
    """Load what the first search would wait for."""
    from vanban.nlp.query import phrases

    phrases("tìm kiếm")


def _listen(host: str, port: int) -> socket.socket:
    """A socket on which requests are taken from now on, so that a port that is taken is told before anything else."""
    try:
        family, kind, proto, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, proto)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(1024)
    except OSError as error:
        raise VanbanError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    return made
