"""The task checklist, and what people say of tasks."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from vanban.cli import output
from vanban.cli.common import Date, Db, Format, On, Out, app, choose_node, iso_date, of_province, open_store, say, words
from vanban.cli.files import replacing
from vanban.errors import VanbanError, shortened

if TYPE_CHECKING:
    from vanban.store import Store
    from vanban.tasks import Task

Form = Literal["docx", "xlsx", "md", "ics", "csv", "json"]
FORMS = ("docx", "xlsx", "md", "ics", "csv", "json")
State = Literal["not_due", "in_progress", "done", "overdue"]
By = Annotated[str | None, typer.Option("--by", envvar="VANBAN_USER", help="Who says so; by default the user of this computer.")]


@app.command()
def tasks(
    asked: Annotated[list[str] | None, typer.Argument(metavar="[SYMBOL…]", help="Documents whose tasks to list; all when none is given.")] = None,
    db: Db = "vanban.db",
    below: Annotated[bool, typer.Option("--below", help="Also the tasks of all plans below the asked documents.")] = False,
    body: Annotated[str | None, typer.Option("--body", callback=lambda typed: typed and words(typed), help="Only tasks of bodies of these words.")] = None,
    collective: Annotated[bool, typer.Option("--collective/--no-collective", help="With --body: also those of all departments together.")] = True,
    role: Annotated[Literal["lead", "coordinate"] | None, typer.Option("--role", help="Whether the body leads or helps.")] = None,
    due_before: Annotated[str | None, typer.Option("--due-before", metavar="YYYY-MM-DD", callback=iso_date, help="Only tasks due before this day.")] = None,
    state: Annotated[State | None, typer.Option("--state", help="Only tasks in this state.")] = None,
    on: On = None,
    path: Annotated[str | None, typer.Option("--path", metavar="FOLDER", help="Only tasks of documents read from files in this folder.")] = None,
    to: Annotated[Form | None, typer.Option("--to", help="Write the checklist so; by default --out's ending decides.")] = None,
    out: Out = None,
    issued_by: Annotated[str | None, typer.Option("--issued-by", metavar="AGENCY", help="In Word: the letterhead of the agency that will issue it.")] = None,
    date: Date = None,
    province: Annotated[str | None, of_province("Only bodies, or documents, of this province; also decides where a symbol is shared.")] = None,
    format: Format = None,
) -> None:
    """The task checklist: who does what until when. And with whom, and how far it is."""
    from vanban import checklist
    from vanban.checklist.listing import listing
    from vanban.cli import trees
    from vanban.clock import today
    from vanban.store.asked import Asked

    form = _form(to, out)
    if issued_by is not None and form != "docx":
        raise typer.BadParameter("a letterhead stands in Word files only", param_hint="--issued-by")
    with open_store(db) as store:
        nodes = [choose_node(store, one, date, province, format) for one in asked or ()]
        home = province if body or below or not nodes else None  # else it has said which document is meant
        wanted = Asked(None, body, home, path, role, due_before, state, on or today(), collective)
        found = listing(store, nodes, wanted, below=below)
    if form is None:
        output.show([asdict(row) for row in found.tasks], output.chosen(format), lambda: trees.tasks(found.tasks, found.titles))
    else:
        options = {"issued_by": issued_by} if issued_by is not None else {}
        _write(out, checklist.write(form, found.tasks, found.titles, found.about, **options))


def _form(to: str | None, out: Path | None) -> str | None:
    """The format asked for, or that of the file's ending."""
    form = to or (out.suffix[1:].lower() if out else None)
    if out and form not in FORMS:
        raise typer.BadParameter(f"{out.name}: a checklist is written as .{', .'.join(FORMS)}; say which with --to", param_hint="--out")
    if form in ("docx", "xlsx") and out is None and sys.stdout.isatty():
        raise typer.BadParameter(f"a .{form} file is not for a terminal; say where to write it", param_hint="--out")
    return form


def _write(out: Path | None, content: bytes) -> None:
    if out:
        with replacing(out) as file:
            file.write(content)
    else:
        sys.stdout.buffer.write(content)


progress = typer.Typer(
    rich_markup_mode=None,
    help="What people say of tasks: states, notes, deadlines. It is kept, with who and when, through every rebuilding.",
)
app.add_typer(progress, name="progress", no_args_is_help=True)


@progress.command("list")
def list_(
    asked: Annotated[str | None, typer.Argument(metavar="[DOCUMENT]", help="Only of tasks of this document: its id or symbol.")] = None,
    task: Annotated[str | None, typer.Argument(metavar="[TASK]", help="Only of this task: its id, or its number in the document's list.")] = None,
    db: Db = "vanban.db",
    unmatched: Annotated[bool, typer.Option("--unmatched", help="Only what was said of tasks that no document has any more.")] = False,
    date: Date = None,
    province: Annotated[str | None, of_province("Province of the document, where its symbol is shared.")] = None,
    format: Format = None,
) -> None:
    """All that people said of tasks, in the order it was said."""
    with open_store(db) as store:
        document, rows = _document(store, asked, date, province, format) if asked else (None, [])
        found = [asdict(one) for one in store.progress(document, _task(rows, task) if task else None, unmatched=unmatched)]
    output.show(found, output.chosen(format))


@progress.command("set")
def set_(
    asked: Annotated[str, typer.Argument(metavar="DOCUMENT", callback=words, help="The document: its id or symbol.")],
    task: Annotated[str, typer.Argument(metavar="TASK", callback=words, help="The task: its id, or its number in the document's list.")],
    db: Db = "vanban.db",
    state: Annotated[
        Literal["not_due", "in_progress", "done", "overdue", ""] | None, typer.Option("--state", help="How far it is; empty takes back what was said.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A note; empty takes it back.")] = None,
    deadline: Annotated[
        str | None, typer.Option("--deadline", metavar="YYYY-MM-DD", help="The day to which it is extended; empty takes it back. The first deadline stays.")
    ] = None,
    by: By = None,
    date: Date = None,
    province: Annotated[str | None, of_province("Province of the document, where its symbol is shared.")] = None,
    format: Format = None,
) -> None:
    """Say how far a task is, note something, or extend its deadline."""
    if state is None and note is None and deadline is None:
        raise typer.BadParameter("say something of the task: --state, --note or --deadline")
    with open_store(db) as store:
        document, rows = _document(store, asked, date, province, format)
        said = store.say(document, _task(rows, task), state=state, note=note, deadline=deadline, by=by or getpass.getuser())
    output.show(asdict(said), output.chosen(format))


@progress.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook (.xlsx) that `vanban tasks --to xlsx` wrote and people filled in.")],
    db: Db = "vanban.db",
    by: By = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report what would change, and change nothing.")] = False,
    format: Format = None,
) -> None:
    """Take what people filled into a workbook over into the store; report what changed and what could not be taken over."""
    from vanban.checklist.returned import take

    with open_store(db) as store:
        report = take(store, file, by or getpass.getuser(), dry_run=dry_run)
    form = output.chosen(format)
    rows = [{"result": name, **row} for name, several in report.items() if isinstance(several, list) for row in several]
    output.show(report if form == "json" else rows, form)
    say(", ".join(f"{len(several) if isinstance(several, list) else several} {name}" for name, several in report.items()))
    if report["unmatched"] or report["conflicts"] or report["invalid"]:
        raise typer.Exit(1)


def _document(store: Store, asked: str, date: str | None, province: str | None, format: output.Format | None) -> tuple[str, list[Task]]:
    """The id of a document, with its tasks; what people said of one that is gone is found by its id alone."""
    from vanban.store.asked import Asked

    if not store.find(asked) and store.progress(asked):
        return asked, []
    node = choose_node(store, asked, date, province, format)
    rows = store.tasks(Asked(documents=[node.id]))[1]
    return next((row.basis.document for row in rows), node.id), rows


def _task(rows: Sequence[Task], typed: str) -> str:
    """The id of a task, from its beginning or from its number in the list of its document."""
    if typed.isdecimal() and len(typed) < _SHORTEST:
        meant = [row.id for row in rows if row.no == int(typed)]
    else:
        meant = [row.id for row in rows if row.id == typed] or [row.id for row in rows if len(typed) >= _SHORTEST and row.id.startswith(typed)]
    if len(meant) > 1:
        raise VanbanError(f"{shortened(typed)} may be any of {len(meant)} tasks: {', '.join(meant)}")
    return meant[0] if meant else typed


_SHORTEST = 5
"""Characters of a task's id that may stand for it; what is shorter is a number."""
