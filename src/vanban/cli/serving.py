"""The web pages and the HTTP API."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from vanban.cli.common import Db, app, say
from vanban.cli.stopping import Stopped


@app.command()
def serve(
    db: Db = "vanban.db",
    host: Annotated[str, typer.Option("--host", help="The address to listen on; by default only this computer can reach it.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="VANBAN_TOKEN", help='Who gives this word may write; "new" makes one and shows it. Without it the server only reads.'),
    ] = None,
    uploads: Annotated[Path | None, typer.Option("--uploads", help="The folder that uploaded files are kept in; by default beside the store.")] = None,
    max_upload: Annotated[int, typer.Option("--max-upload", metavar="MB", min=1, help="How large an uploaded file may be.")] = 50,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A name under which the server may be called.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many uploaded files to read at a time.")] = 1,
) -> None:
    """Show the store as web pages, and answer programs over HTTP."""
    from vanban.web.serving import run
    from vanban.web.settings import MB, Bounds, Settings

    bounds = Bounds(file=max_upload * MB, upload=max(10 * max_upload * MB, Bounds().upload))
    made = Settings(db, token, uploads, tuple(allow_host or ()), jobs, bounds)
    with suppress(Stopped):  # this is how a server is done
        run(made, host, port, say)
