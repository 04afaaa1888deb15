"""The charges of task tables: one for each body of a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from vanban import bodies, ids, tables
from vanban.extract.assignments.charge import LETTERS, Role
from vanban.layout import Layout
from vanban.model import Assignment, Document
from vanban.outline import Outline
from vanban.quantities import due, iso_date, recurrence
from vanban.tables.tasks import Task, tasks
from vanban.text import Stretch
from vanban.units import Place


def in_table(layout: Layout, document: Document, outline: Outline, place: Place, table: tables.Table) -> Iterator[Assignment]:
    """The charges of a table of tasks, each once: cells merged over several rows are one."""
    rows = tasks(table)
    day = _day_above(layout, table) if rows else None
    told: set[tuple[int, str, str, str, str | None, str | None]] = set()
    for row in rows:
        for a in _in_row(layout, document, outline, place, row, day):
            key = a.span.start, a.role, a.body.text, a.action, a.product, a.deadline_text
            if key not in told:
                told.add(key)
                yield a


_CLOCK = re.compile(r"(?:từ )?\d{1,2}(?:h|g|:)\d{0,2}(?: ?(?:-|đến) ?\d{1,2}(?:h|g|:)\d{0,2})?$", re.I)
_ABOVE = 3  # paragraphs above a table in which its day may stand


def _day_above(layout: Layout, table: tables.Table) -> str | None:
    """The day that a heading right above a programme names ("NGÀY 1: THỨ HAI, NGÀY 24/8/2026"); None when none does."""
    k = bisect_right(layout.paragraphs, table.start, key=lambda p: p.start) - 2
    for p in reversed(layout.paragraphs[max(0, k - _ABOVE + 1) : k + 1]):
        if p.zone != "row" and (day := iso_date(layout.text(p))):
            return day
    return None


def _in_row(layout: Layout, document: Document, outline: Outline, place: Place, row: Task, day: str | None) -> Iterator[Assignment]:
    """One charge for each body of a row; its deadline, product and helpers go to the leads."""
    task = row.cell("task")
    named = [*_names(row.cell("lead"), "lead"), *_names(row.cell("coordinate"), "coordinate")]
    if task.text and not any(role == "lead" for role, _, _ in named):  # the heading above says whose these tasks are
        named = [*(("lead", name, task.place(0, _FIRST_WORDS, 0)) for name in row.bodies), *named]
    helpers = tuple(name for role, name, _ in named if role == "coordinate")
    words, product = row.cell("due").text or row.due or "", row.cell("product").text or None
    on_day = day if _CLOCK.match(words) else None  # hours of that day
    for role, name, piece in named:
        body, guessed = ids.identify(name, None, place)
        span = layout.view.span(*piece)
        inferred = tuple(f"body.{part}" for part in guessed)
        section, action = outline.path(span.start), task.text or name
        if role == "coordinate":
            yield Assignment("", span, body, role, action, section=section, inferred=inferred)
            continue
        deadline, often = on_day or due(words, document.header.date), recurrence(words)
        inferred = (*inferred, "deadline") if on_day else inferred
        yield Assignment("", span, body, role, action, helpers, product, deadline, words or None, often, section, inferred)


_FIRST_WORDS = 60  # characters of a task that prove it where only the heading above names the body


# "Chủ trì: Sở A; phối hợp: Sở B" · "Sở A chủ trì, phối hợp với Sở B" · "Sở A (chủ trì), Sở B (phối hợp)"
_ROLE = re.compile(
    r"(?P<label>(?:(?:cơ quan|đơn vị) )?(?:(?P<leads>chủ trì|thực hiện|phụ trách)|phối hợp(?: thực hiện)?) ?: ?)"
    r"|(?P<with>,? ?\(?(?:chủ trì\)?,? )?(?:và )?phối hợp (?:với|cùng)(?: với)? )"
    r"|(?P<behind>(?<!cơ quan)(?<!đơn vị) \(?(?:là )?(?:(?:cơ quan|đơn vị) )?(?:(?P<led>chủ trì)|phối hợp)(?: thực hiện)?\)?(?=[,;.]|$|(?<=\)) ))",
    re.I,
)


def _names(cell: tables.Cell, column: Role) -> Iterator[tuple[Role, str, Stretch]]:
    """The bodies of a cell: role (that of the column where the cell says no other), name, and the piece of the cell that names it."""
    role, text = column, cell.text
    for low, high in _paragraphs(cell):
        at = low
        for m in _ROLE.finditer(text, low, high):
            here: Role = role if not m["behind"] else "lead" if m["led"] else "coordinate"
            yield from ((here, *named) for named in _listed(cell, text, at, m.start()))
            at = m.end()
            if m["label"]:
                role = "lead" if m["leads"] else "coordinate"
            elif m["with"] or m["led"]:
                role = "coordinate"
        yield from ((role, *named) for named in _listed(cell, text, at, high))


_PARTS = re.compile(r"[^;]+")
_EDGES = " .;:,-+•*"


def _listed(cell: tables.Cell, text: str, low: int, high: int) -> Iterator[tuple[str, Stretch]]:
    """The bodies of a stretch of a cell, part by part as semicolons part it."""
    for m in _PARTS.finditer(text, low, high):
        part = m.group().strip(_EDGES)
        at = m.start() + len(m.group()) - len(m.group().lstrip(_EDGES))
        for a, b in bodies.in_cell(part):
            if LETTERS.search(part[a:b]):
                yield part[a:b], cell.place(at + a, at + b, at + a)


def _paragraphs(cell: tables.Cell) -> Iterator[Stretch]:
    """The paragraphs of a cell, each with what goes on a name: "- Bộ Lao động⏎- Thương binh và Xã hội" is one."""
    text = cell.text
    low = high = 0
    for start, end in cell.paragraphs():
        name = high - len(text[low:high].lstrip(_EDGES))
        if high and (bodies.at(text, name, end) or 0) <= high:
            yield low, high
            low = start
        high = end
    yield low, high
