"""The charges of task tables: one for each body of a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from vanban import bodies, ids, tables
from vanban.extract.assignments.charge import LETTERS
from vanban.layout import Layout
from vanban.model import Assignment, Document
from vanban.outline import Outline
from vanban.quantities import due, iso_date, recurrence
from vanban.text import Stretch


def in_table(layout: Layout, document: Document, outline: Outline, place: ids.Place, table: tables.Table) -> Iterator[Assignment]:
    """The charges of a table that has a column of tasks and one of bodies."""
    columns = tables.columns(table)
    if "lead" not in columns or "task" not in columns:
        return
    day = _day_above(layout, table)
    for row in table.rows:
        if len(row) == len(table.head):
            cells = {name: row[k] for name, k in columns.items()}
            yield from _in_row(layout, document, outline, place, cells, day)


_CLOCK = re.compile(r"(?:từ )?\d{1,2}(?:h|g|:)\d{0,2}(?: ?(?:-|đến) ?\d{1,2}(?:h|g|:)\d{0,2})?$", re.I)
_ABOVE = 3  # paragraphs above a table in which its day may stand


def _day_above(layout: Layout, table: tables.Table) -> str | None:
    """The day that a heading right above a programme names ("NGÀY 1: THỨ HAI, NGÀY 24/8/2026"); None when none does."""
    k = bisect_right(layout.paragraphs, table.start, key=lambda p: p.start) - 2
    for p in reversed(layout.paragraphs[max(0, k - _ABOVE + 1) : k + 1]):
        if p.zone != "row" and (day := iso_date(layout.text(p))):
            return day
    return None


def _in_row(layout: Layout, document: Document, outline: Outline, place: ids.Place, cells: dict[str, tables.Cell], day: str | None) -> Iterator[Assignment]:
    """One charge for each body of a row; its deadline, product and helpers go to the leads."""
    nothing = tables.Cell()
    helpers = _names(cells.get("coordinate", nothing))
    for role, names in (("lead", _names(cells["lead"])), ("coordinate", helpers)):
        for name, piece in names:
            body, guessed = ids.identify(name, None, place)
            span = layout.view.span(*piece)
            inferred = tuple(f"body.{part}" for part in guessed)
            section = outline.path(span.start)
            a = Assignment("", span, body, "coordinate", cells["task"].text or name, section=section, inferred=inferred)
            if role == "lead":
                a = replace(a, role="lead", with_=tuple(n for n, _ in helpers), product=cells.get("product", nothing).text or None)
                words = cells.get("due", nothing).text
                a = _with_due(a, words, document.header.date)
                if day and _CLOCK.match(words):  # hours of that day
                    a = replace(a, deadline=day, inferred=(*a.inferred, "deadline"))
            yield a


def _with_due(a: Assignment, words: str, issued: str | None) -> Assignment:
    """The assignment with what its cell says of time: a value where one can be computed, else the words."""
    return replace(a, deadline=due(words, issued), deadline_text=words or None, recurrence=recurrence(words))


_PARTS = re.compile(r"; ?")


def _names(cell: tables.Cell) -> list[tuple[str, Stretch]]:
    """The bodies of a cell, each with a piece of the cell that names it."""
    found: list[tuple[str, Stretch]] = []
    for part in _PARTS.split(cell.text):
        part = part.strip(" .;-")
        names = [part[a:b] for a, b in bodies.in_cell(part)]
        found += [(n, _piece(cell, n)) for n in names if LETTERS.search(n)]
    return found


def _piece(cell: tables.Cell, name: str) -> Stretch:
    """The line of the cell on which the name begins."""
    at, offset = cell.text.find(name), 0
    for start, end in cell.pieces:
        if at < offset + end - start + 1:
            inner = start + max(at - offset, 0)
            return min(inner, end - 1), min(end, max(inner + len(name), inner + 1))
        offset += end - start + 1
    return cell.pieces[0]
