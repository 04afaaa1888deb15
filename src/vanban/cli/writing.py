"""What other programs take away: records, the graph."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from vanban.cli.common import Db, Out, app, open_store


@app.command()
def export(
    to: Annotated[Literal["jsonl", "graphml"], typer.Option("--to", help="The format: all records, or the graph.")],
    out: Out = None,
    db: Db = "vanban.db",
) -> None:
    """Write what the store holds for other programs."""
    from vanban.export import EXPORTERS

    with open_store(db) as store:
        _write(out, (line + "\n" for line in EXPORTERS[to](store)))


def _write(out: Path | None, lines: Iterable[str]) -> None:
    if out is None:
        sys.stdout.writelines(lines)
        return
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
