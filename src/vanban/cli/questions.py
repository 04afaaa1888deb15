"""The questions: what implements a document, what is around it, who answered, what became of its targets, who is who, what is missing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from vanban.cli import output
from vanban.cli.common import Asked, Date, Db, Format, On, app, choose_node, iso_date, of_province, open_store, say, words
from vanban.model import Level

UnitLevel = Literal["province", "district", "commune"]
OfProvince = Annotated[str | None, of_province("Only this province; also decides whose document is asked for.")]


@app.command()
def plans(
    asked: Asked,
    db: Db = "vanban.db",
    date: Date = None,
    direct: Annotated[bool, typer.Option("--direct", help="Only plans that implement it themselves, not through others.")] = False,
    in_force: Annotated[bool, typer.Option("--in-force", help="Leave out plans that another document replaces or repeals, or whose period is over.")] = False,
    level: Annotated[Level | None, typer.Option("--level", help="Only plans of this level.")] = None,
    province: OfProvince = None,
    on: On = None,
    format: Format = None,
) -> None:
    """Which documents implement a document, directly or not."""
    from vanban import ask
    from vanban.cli import trees
    from vanban.clock import today

    with open_store(db) as store:
        node = choose_node(store, asked, date, province, format)
        found = ask.plans(store, node, direct=direct, only_in_force=in_force, level=level, province=province, on=on)
    rows = [{name: value for name, value in asdict(plan).items() if name != "unit"} for plan in found]  # where it stands is for other questions
    output.show(rows, output.chosen(format), lambda: trees.plans(node, found, on or today()))


@app.command()
def show(
    asked: Asked,
    db: Db = "vanban.db",
    date: Date = None,
    province: Annotated[str | None, of_province("Province of the asked document, where its symbol is shared.")] = None,
    page: Annotated[
        str | None,
        typer.Option(
            "--page", metavar="FACT", help="Write the page where a fact stands as a picture: its id (c1, t1), or date, symbol, title; or a page number."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write the picture into (PNG); by default FACT.png.")] = None,
    format: Format = None,
) -> None:
    """One document with its relations, targets and tasks. With --page, where one of its facts stands on the paper."""
    from vanban import ask
    from vanban.cli import trees

    with open_store(db) as store:
        node = choose_node(store, asked, date, province, format)
        if page:
            from vanban.export import paper

            output.show(paper.write(store.readings(node.id), node.id, page, out or Path(f"{page}.png")), output.chosen(format))
            return
        found = ask.show(store, node)
    output.show(found, output.chosen(format), lambda: trees.document(node, found))


@app.command()
def coverage(
    asked: Asked,
    db: Db = "vanban.db",
    level: Annotated[UnitLevel, typer.Option("--level", help="The level of the units.")] = "province",
    province: OfProvince = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", callback=iso_date, help="Which units: those of this day; by default of the document's.")
    ] = None,
    date: Date = None,
    format: Format = None,
) -> None:
    """Which units have answered a document, which not. And after how many days."""
    from vanban import ask
    from vanban.cli import tables

    with open_store(db) as store:
        node = choose_node(store, asked, date, province, format)
        found = ask.coverage(store, node, level, province, on)
    form = output.chosen(format)
    output.show(found if form in ("json", "table") else ask.coverage_rows(found), form, lambda: tables.coverage(found))


@app.command()
def cascade(
    asked: Asked,
    db: Db = "vanban.db",
    level: Annotated[Level | None, typer.Option("--level", help="Only plans of this level.")] = None,
    province: OfProvince = None,
    date: Date = None,
    format: Format = None,
) -> None:
    """A document's targets beside those of the plans below it. Each is kept, raised, lowered, dropped or added."""
    from vanban import ask
    from vanban.cli import tables

    with open_store(db) as store:
        node = choose_node(store, asked, date, province, format)
        found = ask.cascade(store, node, level, province)
    output.show(found, output.chosen(format), lambda: tables.cascade(found))


@app.command()
def whois(
    name: Annotated[str, typer.Argument(metavar="NAME", callback=words, help="A body or unit, as people call it; tones may be left out.")],
    on: On = None,
    field: Annotated[str | None, typer.Option("--field", metavar="WORDS", help="The field of work whose successor is wanted (giáo dục nghề nghiệp).")] = None,
    province: Annotated[str | None, of_province("The province, where several have a body or unit of that name.")] = None,
    db: Annotated[str | None, typer.Option("--db", hidden=True, help="Taken by every command; the registry needs no store.")] = None,
    format: Format = None,
) -> None:
    """A body or unit, until when it was, and who took over. Of a collective body (các sở, ban, ngành) its members."""
    from vanban import ask
    from vanban.cli import tables
    from vanban.clock import today
    from vanban.errors import VanbanError, shortened

    day = on or today()
    found = ask.whois(name, day, field, province)
    form = output.chosen(format)
    if found and found[0].get("members") == []:
        say(f"{shortened(name)}: no members on {day}" + ("" if province else "; some have members in a --province only"))
    if not found:
        raise VanbanError(f"nobody is known as {shortened(name)}" + (f" in {province}" if province else ""))
    if len(found) > 1:
        output.show({"candidates": found} if form == "json" else found, form, lambda: tables.whois(found))
        raise typer.Exit(2)
    output.show(found[0], form, lambda: tables.whois(found))


@app.command()
def gaps(
    asked: Annotated[list[str] | None, typer.Argument(metavar="[SYMBOL…]", help="Documents to look at; all when none is given.")] = None,
    db: Db = "vanban.db",
    province: Annotated[str | None, of_province("Only documents of this province, and the directives that it has no plan for.")] = None,
    date: Date = None,
    format: Format = None,
) -> None:
    """What is missing: plans, leads, deadlines, bodies. Also plans on replaced directives."""
    from vanban import ask
    from vanban.cli import tables

    with open_store(db) as store:
        nodes = [choose_node(store, one, date, province, format) for one in asked] if asked else None
        found = ask.gaps(store, nodes, province)
    form = output.chosen(format)
    rows = [{"gap": name, **row} for name, several in found.items() for row in several]
    output.show(found if form == "json" else rows, form, lambda: tables.gaps(found))


@app.command()
def search(
    typed: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words to find, with or without tones; in quotation marks they stand together.")],
    db: Db = "vanban.db",
    kind: Annotated[Literal["title", "text", "target", "task"] | None, typer.Option("--kind", help="Only titles, texts, targets or tasks.")] = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only documents of this level.")] = None,
    province: Annotated[str | None, of_province("Only documents of this province.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many documents to show.")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many to pass over.")] = 0,
    format: Format = None,
) -> None:
    """Documents, targets and tasks that have all the words."""
    from vanban import ask
    from vanban.cli import tables

    with open_store(db) as store:
        found = ask.search(store, words(" ".join(typed)), [kind] if kind else (), level=level, province=province, limit=limit, offset=offset)
    form = output.chosen(format)
    output.show(found if form == "json" else found["documents"], form, lambda: tables.search(found))
