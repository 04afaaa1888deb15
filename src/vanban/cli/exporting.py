"""What other programs take away: records, linked data, the graph, tables."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from vanban.cli.common import Date, Db, app, choose_node, of_province, open_store
from vanban.cli.files import filling, replacing
from vanban.errors import shortened

Format = Literal["jsonl", "jsonld", "akn", "graphml", "csv", "parquet", "nd30"]


def _iri(typed: str) -> str:
    """The beginning of an absolute address."""
    if not _IRI.fullmatch(typed):
        raise typer.BadParameter(f"{shortened(typed)} is no address to begin with: https://example.org/id/")
    return typed


_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x1f]*[/:#=?&]""")


@app.command()
def export(
    to: Annotated[Format, typer.Option("--to", help="The format; csv, parquet and akn are several files and need --out FOLDER.")],
    asked: Annotated[list[str] | None, typer.Argument(metavar="[SYMBOL…]", help="Documents to write; all when none is given.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File, or folder for several files, to write instead of standard output.")] = None,
    base: Annotated[str, typer.Option("--base", callback=_iri, help="jsonld: what identifiers begin with, as https://example.org/id/.")] = "urn:vanban:",
    db: Db = "vanban.db",
    date: Date = None,
    province: Annotated[str | None, of_province("Province of the asked documents, where a symbol is shared.")] = None,
) -> None:
    """Write what the store holds for other programs."""
    from vanban.export import EXPORTERS, Asked, Lines

    exporter = EXPORTERS[to]
    if asked and exporter.whole:
        raise typer.BadParameter(f"{to} is written of a whole store", param_hint="SYMBOL")
    with open_store(db) as store:
        what = Asked(tuple(choose_node(store, one, date, province, "json").id for one in asked or ()), base)
        if isinstance(exporter, Lines):
            _write(out, (line + "\n" for line in exporter.make(store, what)))
        else:
            with filling(_folder(out, to)) as folder:
                exporter.write(store, what, folder)


def _folder(out: Path | None, to: str) -> Path:
    """The folder to write into, made where it is missing."""
    if out is None:
        raise typer.BadParameter(f"{to} is several files: name a folder for them", param_hint="--out")
    if out.exists() and not out.is_dir():
        raise typer.BadParameter(f"{out} is a file; {to} needs a folder", param_hint="--out")
    out.mkdir(parents=True, exist_ok=True)
    return out


def _write(out: Path | None, lines: Iterable[str]) -> None:
    if out is None:
        sys.stdout.writelines(lines)
        return
    with replacing(out) as file:
        file.writelines(line.encode() for line in lines)
