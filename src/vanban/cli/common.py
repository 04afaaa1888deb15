"""What the commands share: the program, options that several have, opening a store, choosing a document."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vanban.cli import output
from vanban.errors import shortened

if TYPE_CHECKING:
    from vanban.identity.nodes import Node
    from vanban.store import Store

app = typer.Typer(
    rich_markup_mode=None,  # plain help: it would take as long again to load what draws frames around it
    name="vanban",
    help="Reads Vietnamese policy documents and links them, from the central directive to the commune's plan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _province(typed: str | None) -> str | None:
    """The name of the province that somebody typed."""
    from vanban.lexicon import typed_province

    found = typed_province(typed) if typed is not None else None
    if typed is not None and found is None:
        raise typer.BadParameter(f"no province is called {shortened(typed)}")
    return found.name if found else None


_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def iso_date(typed: str | None) -> str | None:
    """A day, month or year that the calendar has."""
    if typed is not None:
        day = typed + "-01-01"[len(typed) - len("2025-01-01") :] if len(typed) < len("2025-01-01") else typed
        try:
            date.fromisoformat(day if _ISO.fullmatch(typed) else "")
        except ValueError:
            raise typer.BadParameter(f"{shortened(typed)} is no date: YYYY-MM-DD, YYYY-MM or YYYY") from None
    return typed


def words(typed: str) -> str:
    """What somebody asks for by words, which cannot be none."""
    if not any(map(str.isalnum, typed)):
        raise typer.BadParameter("there is no word in it")
    return typed


def of_province(help: str) -> Any:
    """The option --province, typed as people type."""
    return typer.Option("--province", callback=_province, help=help)


Db = Annotated[str, typer.Option("--db", envvar="VANBAN_DB", help="The store: a file, or a postgresql:// address.")]
Format = Annotated[output.Format | None, typer.Option("--format", help="How to print; by default a table on a terminal, json otherwise.")]
Asked = Annotated[str, typer.Argument(metavar="SYMBOL", callback=words, help="Symbol (21-CT/TW, 21 ct/tw), title or id of a document.")]
Date = Annotated[str | None, typer.Option("--date", help="Date of the asked document (YYYY, YYYY-MM or YYYY-MM-DD), where its symbol is shared.")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write instead of standard output.")]
On = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", callback=iso_date, help="The day that is asked about; by default today.")]


@contextmanager
def open_store(db: str) -> Iterator[Store]:
    """An existing store, linked: a build that was cut off left that undone."""
    from vanban.store import Store

    with Store(db, create=False) as store:
        if not store.linked:
            store.link()
        yield store


def choose_node(store: Store, asked: str, date: str | None, province: str | None, format: output.Format | None) -> Node:
    """The one document asked for; several are printed, and the program ends with 2."""
    from vanban import ask

    try:
        return ask.choose(store, asked, date, province)
    except ask.AmbiguousError as error:
        say(str(error))
        form = output.chosen(format)
        output.show({"candidates": error.candidates} if form == "json" else error.candidates, form)
        raise typer.Exit(2) from None


def say(message: str) -> None:
    print(f"vanban: {output.line(message)}", file=sys.stderr)
