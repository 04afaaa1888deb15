"""Review of links by people: what is open, what somebody confirmed or refused."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated, Literal

import typer

from vanban.cli import output
from vanban.cli.common import Db, Format, app, choose_node, open_store, say
from vanban.errors import shortened

link = typer.Typer(
    rich_markup_mode=None,
    help="Links that are open, and what people say of links. It is kept, with who and when, through every rebuilding.",
    no_args_is_help=True,
)
app.add_typer(link, name="link")

Document = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The citing document: its id or symbol.")]
Citation = Annotated[str, typer.Argument(metavar="CITATION", help="The citation in it: its id (c3), or its words.")]
Cited = Annotated[str, typer.Argument(metavar="NODE", help="The document that is meant or not: its id or symbol.")]
By = Annotated[str | None, typer.Option("--by", envvar="VANBAN_USER", help="Who says so; by default the user of this computer.")]
Note = Annotated[str | None, typer.Option("--note", help="Why, in words.")]


@link.command("list")
def list_(
    asked: Annotated[str | None, typer.Argument(metavar="[NODE]", help="Only mentions that may mean this document: its id or symbol.")] = None,
    db: Db = "vanban.db",
    reviewed: Annotated[bool, typer.Option("--reviewed", help="What people said, instead of what is open.")] = False,
    format: Format = None,
) -> None:
    """Mentions that may mean several documents, each with its candidates; or with --reviewed what people said."""
    from vanban.cli import tables

    form = output.chosen(format)
    with open_store(db) as store:
        if reviewed:
            output.show([asdict(review) for review in store.reviews()], form)
            return
        node = choose_node(store, asked, None, None, format).id if asked else None
        found = [asdict(mention) for mention in store.open_mentions(node)]
    for row in found:
        row["candidates"] = [{"id": node, "score": score, "reasons": reasons} for node, score, reasons in row["candidates"]]
    output.show(found, form, lambda: tables.open_mentions(found))


@link.command()
def confirm(document: Document, citation: Citation, node: Cited, by: By = None, note: Note = None, db: Db = "vanban.db", format: Format = None) -> None:
    """Say that a citation means a document."""
    _review(db, document, citation, "confirm", node, by, note, format)


@link.command()
def refuse(document: Document, citation: Citation, node: Cited, by: By = None, note: Note = None, db: Db = "vanban.db", format: Format = None) -> None:
    """Say that a citation does not mean a document."""
    _review(db, document, citation, "refuse", node, by, note, format)


@link.command()
def forget(document: Document, citation: Citation, node: Cited, db: Db = "vanban.db") -> None:
    """Take back what was said of a citation and a document."""
    with open_store(db) as store:
        citing, cited = (found[0].id if len(found := store.find(one)) == 1 else one for one in (document, node))  # they may be there no more
        gone = store.take_back(citing, citation, cited)
        store.link()
    if not gone:
        say(f"nobody said anything of {shortened(citation)} in {shortened(document)} and {shortened(node)}")
        raise typer.Exit(1)


def _review(
    db: str, document: str, citation: str, verdict: Literal["confirm", "refuse"], node: str, by: str | None, note: str | None, format: output.Format | None
) -> None:
    with open_store(db) as store:
        citing, cited = (choose_node(store, one, None, None, format).id for one in (document, node))
        review = store.review(citing, citation, verdict, cited, by or getpass.getuser(), note)
        store.link()
    output.show(asdict(review), output.chosen(format))
