"""Reading: parse files, and build the store of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from vanban.cli import output
from vanban.cli.bar import Bar
from vanban.cli.common import Db, Format, app, say
from vanban.cli.stopping import Stopped
from vanban.errors import ReadError, VanbanError

if TYPE_CHECKING:
    from vanban.cli.written import Folder


@app.command()
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Documents to read; - is standard input.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write NAME.json (or NAME.html) into for each file; further documents of a file go to NAME-2.json …")
    ] = None,
    format: Annotated[
        Literal["json", "jsonl", "html"] | None,
        typer.Option(
            "--format", help="json (default for one document), jsonl, one record a line, or html, a page that shows the document with its facts marked."
        ),
    ] = None,
) -> None:
    """Parse documents and print their records. Or show them with their facts marked."""
    from vanban.cli.written import Folder, written
    from vanban.workers import each, grouped

    if format == "html" and len(files) > 1 and not out:
        raise typer.BadParameter("a page shows one document; say with --out which folder to write the pages into", param_hint="--format html")
    form = format if format == "html" or not out else "json"
    folder = Folder(out, "html" if form == "html" else "json") if out else None
    work = partial(written, form=form or ("jsonl" if len(files) > 1 else None), alone=form == "html" and not out)
    failed = False
    with _paths(files) as paths, Bar() as bar:
        for name, (_, result) in zip(files, each(work, grouped(paths), progress=bar), strict=True):
            try:
                _put("stdin" if name == "-" else name, result, folder, bar)
            except VanbanError as error:
                failed = True
                bar.clear()
                say(str(error))
    if failed:
        raise typer.Exit(1)


@contextmanager
def _paths(files: list[str]) -> Iterator[list[str]]:
    """The files as paths: standard input is written to one, to be read like any other."""
    if "-" not in files:
        yield files
        return
    with TemporaryDirectory(prefix="vanban-") as folder:
        path = Path(folder, "stdin")
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [str(path) if name == "-" else name for name in files]


def _put(name: str, result: list[str] | ReadError, folder: Folder | None, bar: Bar) -> None:
    """Write what a file gave."""
    if isinstance(result, ReadError):
        raise ReadError(name, result.reason)
    if folder:
        folder.write(name, result)
    else:
        bar.clear()
        print(*result, sep="\n")


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, and folders with files.")],
    db: Db = "vanban.db",
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Number of processes that parse; a cluster has its own.")] = 1,
    engine: Annotated[
        str,
        typer.Option("--engine", help="Where files are read: local, dask://HOST:PORT (a cluster of Dask), or dask (one in this process, of --jobs threads)."),
    ] = "local",
    format: Format = None,
) -> None:
    """Parse files and folders into the store and link them. What did not change is passed over."""
    from vanban.build import build as build_store
    from vanban.engines import engine as known_engine
    from vanban.store import Store

    known_engine(engine)  # what is none is refused before a store is made
    try:
        with Store(db) as store, Bar() as bar:
            report = build_store(paths, store, jobs, bar, engine=engine)
    except Stopped as stopped:
        raise Stopped(stopped.number, "what was finished is in the store, and the same command goes on from there") from None
    for failure in report["failed"]:
        say(failure["error"])
    form = output.chosen(format)
    failed = len(report["failed"]) if form == "table" else report["failed"]  # people have been told already
    output.show({**report, "failed": failed}, form)
    if report["failed"]:
        raise typer.Exit(1)
