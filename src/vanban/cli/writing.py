"""What people take away: checklists."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from vanban.cli import output
from vanban.cli.common import Date, Db, Format, Out, app, choose_node, iso_date, of_province, open_store


@app.command()
def tasks(
    asked: Annotated[list[str] | None, typer.Argument(metavar="[SYMBOL…]", help="Documents whose tasks to list; all when none is given.")] = None,
    db: Db = "vanban.db",
    body: Annotated[str | None, typer.Option("--body", help="Only tasks of bodies whose name has these words.")] = None,
    due_before: Annotated[str | None, typer.Option("--due-before", metavar="YYYY-MM-DD", callback=iso_date, help="Only tasks due before this day.")] = None,
    role: Annotated[Literal["lead", "coordinate"] | None, typer.Option("--role", help="Whether the body leads or helps.")] = None,
    to: Annotated[Literal["md", "json", "csv"] | None, typer.Option("--to", help="Write the checklist so; by default --out's ending decides.")] = None,
    out: Out = None,
    date: Date = None,
    province: Annotated[str | None, of_province("Province of the asked documents, where a symbol is shared.")] = None,
    format: Format = None,
) -> None:
    """The task checklist: who does what with whom until when."""
    from vanban import checklist
    from vanban.ask.documents import today
    from vanban.checklist.about import About
    from vanban.checklist.rows import title
    from vanban.cli import trees
    from vanban.tasks import tasks as listed

    form = to or (out.suffix[1:].lower() if out else None)
    if out and form not in ("md", "json", "csv"):
        raise typer.BadParameter(f"{out.name}: a checklist is written as .md, .json or .csv; say which with --to", param_hint="--out")
    with open_store(db) as store:
        nodes = [choose_node(store, one, date, province, format) for one in asked] if asked else [node for node in store.nodes() if node.loaded]
        documents = [store.document(node.id) for node in nodes]
    rows = listed(documents, body=body, role=role, due_before=due_before, on=today())
    titles = {document.id: title(document) for document in documents}
    if form is None:
        output.show([asdict(row) for row in rows], output.chosen(format), lambda: trees.tasks(rows, titles))
        return
    subject = f"thực hiện {next(iter(titles.values()))}" if len(titles) == 1 else f"trong {len(titles)} văn bản"
    _write(out, [checklist.write(form, rows, titles, About(subject)).decode()])


def _write(out: Path | None, lines: Iterable[str]) -> None:
    if out is None:
        sys.stdout.writelines(lines)
        return
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
