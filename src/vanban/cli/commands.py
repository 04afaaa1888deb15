"""The commands. They read arguments, ask, and print; nothing is decided here.

Data goes to standard output, messages to standard error. Exit codes: 0 done, 1 something failed (each input is named), 2 wrong usage or an ambiguous symbol.
Modules that take long to load are imported by the commands that need them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from vanban.cli import output
from vanban.cli.bar import Bar
from vanban.errors import ReadError, VanbanError
from vanban.model import Level

if TYPE_CHECKING:
    from vanban.cli.written import Folder
    from vanban.identity.nodes import Node
    from vanban.store import Store

app = typer.Typer(
    name="vanban",
    help="Reads Vietnamese policy documents and links them, from the central directive to the commune's plan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Db = Annotated[str, typer.Option("--db", envvar="VANBAN_DB", help="The store: a file, or a postgresql:// address.")]
Format = Annotated[output.Format | None, typer.Option("--format", help="How to print; by default a table on a terminal, json otherwise.")]
Asked = Annotated[str, typer.Argument(metavar="SYMBOL", help="Symbol (21-CT/TW, 21 ct/tw), title or id of a document.")]
Date = Annotated[str | None, typer.Option("--date", help="Date of the asked document (YYYY, YYYY-MM or YYYY-MM-DD), where its symbol is shared.")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write instead of standard output.")]


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
    """Parse documents and print their records, or show them with their facts marked."""
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
                _say(str(error))
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
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Number of processes that parse.")] = 1,
    format: Format = None,
) -> None:
    """Parse files and folders into the store and link everything; what did not change is passed over."""
    from vanban.build import build as build_store
    from vanban.store import Store

    with Store(db) as store, Bar() as bar:
        report = build_store(paths, store, jobs, bar)
    for failure in report["failed"]:
        _say(failure["error"])
    form = output.chosen(format)
    failed = len(report["failed"]) if form == "table" else report["failed"]  # people have been told already
    output.show({**report, "failed": failed}, form)
    if report["failed"]:
        raise typer.Exit(1)


@app.command()
def plans(
    asked: Asked,
    db: Db = "vanban.db",
    date: Date = None,
    direct: Annotated[bool, typer.Option("--direct", help="Only plans that implement it themselves, not through others.")] = False,
    in_force: Annotated[bool, typer.Option("--in-force", help="Leave out plans that another document replaces or repeals.")] = False,
    level: Annotated[Level | None, typer.Option("--level", help="Only plans of this level.")] = None,
    province: Annotated[str | None, typer.Option("--province", help="Only plans of this province; also decides whose document is asked for.")] = None,
    format: Format = None,
) -> None:
    """Which documents implement a document, directly and through others."""
    from vanban import ask
    from vanban.cli import trees

    with _store(db) as store:
        node = _choose(store, asked, date, province, format)
        found = ask.plans(store, node, direct=direct, only_in_force=in_force, level=level, province=province)
    rows = [{name: value for name, value in asdict(plan).items() if name != "unit"} for plan in found]  # where it stands is for other questions
    output.show(rows, output.chosen(format), lambda: trees.plans(node, found))


@app.command()
def show(
    asked: Asked,
    db: Db = "vanban.db",
    date: Date = None,
    province: Annotated[str | None, typer.Option("--province", help="Province of the asked document, where its symbol is shared.")] = None,
    page: Annotated[
        str | None,
        typer.Option(
            "--page", metavar="FACT", help="Write the page where a fact stands as a picture: its id (c1, t1), or date, symbol, title; or a page number."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write the picture into (PNG); by default FACT.png.")] = None,
    format: Format = None,
) -> None:
    """One document with its relations both ways, its targets and tasks; with --page, where one of its facts stands on the paper."""
    from vanban import ask
    from vanban.cli import trees

    with _store(db) as store:
        node = _choose(store, asked, date, province, format)
        if page:
            from vanban.export import paper

            output.show(paper.write(store.readings(node.id), node.id, page, out or Path(f"{page}.png")), output.chosen(format))
            return
        found = ask.show(store, node)
    output.show(found, output.chosen(format), lambda: trees.document(node, found))


@app.command()
def tasks(
    asked: Annotated[list[str] | None, typer.Argument(metavar="[SYMBOL…]", help="Documents whose tasks to list; all when none is given.")] = None,
    db: Db = "vanban.db",
    body: Annotated[str | None, typer.Option("--body", help="Only tasks of bodies whose name has these words.")] = None,
    due_before: Annotated[str | None, typer.Option("--due-before", metavar="YYYY-MM-DD", help="Only tasks due before this day.")] = None,
    role: Annotated[Literal["lead", "coordinate"] | None, typer.Option("--role", help="Whether the body leads or helps.")] = None,
    to: Annotated[Literal["md", "json", "csv"] | None, typer.Option("--to", help="Write the checklist so; by default --out's ending decides.")] = None,
    out: Out = None,
    date: Date = None,
    province: Annotated[str | None, typer.Option("--province", help="Province of the asked documents, where a symbol is shared.")] = None,
    format: Format = None,
) -> None:
    """The task checklist: who does what with whom until when."""
    from vanban.cli import trees
    from vanban.export import checklist
    from vanban.tasks import tasks as listed

    form = to or (out.suffix[1:].lower() if out else None)
    if out and form not in ("md", "json", "csv"):
        raise typer.BadParameter(f"{out.name}: a checklist is written as .md, .json or .csv; say which with --to", param_hint="--out")
    with _store(db) as store:
        nodes = [_choose(store, one, date, province, format) for one in asked] if asked else [node for node in store.nodes() if node.loaded]
        documents = [store.document(node.id) for node in nodes]
    rows = listed(documents, body=body, role=role, due_before=due_before)
    titles = {document.id: checklist.title(document) for document in documents}
    if form is None:
        output.show([asdict(row) for row in rows], output.chosen(format), lambda: trees.tasks(rows, titles))
    elif form == "md":
        _write(out, [checklist.to_markdown(rows, titles)])
    elif form == "csv":
        _write(out, [output.to_csv([asdict(row) for row in rows])])
    else:
        _write(out, [checklist.to_json(rows) + "\n"])


@app.command()
def export(
    to: Annotated[Literal["jsonl", "graphml"], typer.Option("--to", help="The format: all records, or the graph.")],
    out: Out = None,
    db: Db = "vanban.db",
) -> None:
    """Write what the store holds for other programs."""
    from vanban.export import EXPORTERS

    with _store(db) as store:
        _write(out, (line + "\n" for line in EXPORTERS[to](store)))


@contextmanager
def _store(db: str) -> Iterator[Store]:
    """An existing store, linked: a build that was cut off left that undone."""
    from vanban.store import Store

    with Store(db, create=False) as store:
        if not store.linked:
            store.link()
        yield store


def _choose(store: Store, asked: str, date: str | None, province: str | None, format: output.Format | None) -> Node:
    """The one document asked for; several are printed, and the program ends with 2."""
    from vanban import ask

    try:
        return ask.choose(store, asked, date, province)
    except ask.AmbiguousError as error:
        _say(str(error))
        form = output.chosen(format)
        output.show({"candidates": error.candidates} if form == "json" else error.candidates, form)
        raise typer.Exit(2) from None


def _write(out: Path | None, lines: Iterable[str]) -> None:
    if out is None:
        sys.stdout.writelines(lines)
        return
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _say(message: str) -> None:
    print(f"vanban: {output.line(message)}", file=sys.stderr)


def main() -> None:
    """Run a command; what a user can act on is one line on standard error, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except VanbanError as error:
        _say(str(error))
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has enough; nothing is left to flush
    except OSError as error:
        _say(f"{error.filename or 'error'}: {error.strerror or error}")
    raise SystemExit(1)
