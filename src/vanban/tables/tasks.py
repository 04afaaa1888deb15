"""Tables of tasks, row by row, with what the headings between the rows say of those below: which bodies do them, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban import bodies
from vanban.quantities import deadlines
from vanban.tables import Table, columns, heading_in
from vanban.tables.cells import Cell


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a table of tasks: its cells by what their columns are, and the bodies and the time that the heading above it names."""

    cells: dict[str, Cell]
    bodies: tuple[str, ...]
    due: str | None

    def cell(self, name: str) -> Cell:
        """The cell of a column; an empty one where the table has no such column."""
        return self.cells.get(name) or Cell()


_TASKS = re.compile(r"nhiệm vụ|công việc|hoạt động", re.I)  # "Nội dung" alone heads tables of every kind
_BODIES = re.compile(r"(?:Tên )?(?:Cơ quan|Đơn vị, (?:cơ quan|địa phương))(?:, (?:đơn vị|địa phương|tổ chức))*", re.I)  # "Đơn vị" alone is one of measure


def tasks(table: Table) -> list[Task]:
    """The tasks of a table; none in a table of another kind.

    A table of tasks has a column of tasks and one of bodies; or, beside a time or a product, just "Cơ quan, đơn vị", or headings that name bodies.
    """
    roles = columns(table)
    if "task" not in roles:
        return []
    if "lead" in roles:
        return list(_rows(table, roles))
    if not _TASKS.search(table.head[roles["task"]].text) or not roles.keys() & {"due", "product"}:
        return []
    lead = next((k for k, cell in enumerate(table.head) if _BODIES.fullmatch(cell.text)), None)
    found = list(_rows(table, roles if lead is None else {**roles, "lead": lead}))
    return found if lead is not None or any(task.bodies for task in found) else []


def _rows(table: Table, roles: dict[str, int]) -> Iterator[Task]:
    named: tuple[str, ...] = ()
    due: str | None = None
    for row in table.rows:
        if len(row) != len(table.head):
            continue
        heading = heading_in(row)
        if heading is not None and (names := _named(heading.text)):
            named = names
            continue
        if heading is not None and _is_title(row, heading):
            named, due = (), _time(heading.text)
        yield Task({name: row[k] for name, k in roles.items()}, named, due)


_NUMBERED = re.compile(r"(?:[IVXL]+|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*) ?[.)/-]+ ?")
_OF = re.compile(r"(?:Các )?(?:[Nn]hiệm vụ|[Tt]rách nhiệm|[Cc]ông việc)(?: \w+){0,3}? (?:của|giao(?: cho)?|do) |Đối với |Giao ")
_DUTY = re.compile(r"[ .:;]*(?:(?:chủ trì|(?:có|chịu) trách nhiệm)?(?: ?(?:tổ chức |triển khai )?thực hiện)?)[ .:;]*$")


def _named(text: str) -> tuple[str, ...]:
    """The bodies of a heading that says no more than whose the tasks below it are."""
    label = _NUMBERED.match(text)
    words = text[label.end() if label else 0 :]
    words = bodies.spell(words) if words.isupper() else words
    of = _OF.match(words)
    names = bodies.listed(words, of.end() if of else 0, len(words))
    return tuple(words[a:b] for a, b in names) if names and _DUTY.match(words, names[-1][1]) else ()


_GROUP = re.compile(r"(?:[IVXL]+|[A-HĐ])[.)]?")


def _is_title(row: list[Cell], heading: Cell) -> bool:
    """Whether the one cell of a row is a title over those below it, and no task."""
    return heading is row[0] or heading.text.isupper() or bool(_GROUP.fullmatch(row[0].text))


_TIMED = re.compile(
    r"(?:các |những )?(?:nhiệm vụ|công việc|nội dung|hoạt động)?(?: ?(?:cần|phải|được))?(?: ?(?:hoàn thành|thực hiện|triển khai))*[ :,.;]*", re.I
)
_COVERS = re.compile(r"\d{4}-\d{4}")  # years that a plan covers
_SETS_YEAR = re.compile(r"hoàn thành|trước|trong|hết|cuối", re.I)


def _time(text: str) -> str | None:
    """The words of a heading that says no more than when the tasks below it are due: "NHIỆM VỤ HOÀN THÀNH TRONG QUÝ I/2026"."""
    label = _NUMBERED.match(text)
    words = text[label.end() if label else 0 :]
    words = words.capitalize() if words.isupper() else words
    found = next((d for d in deadlines(_quarters(words)) if d.value != "annual"), None)
    if found is None or not _TIMED.fullmatch(words[: found.start] + words[found.end :]):
        return None
    if _COVERS.fullmatch(found.value) or (found.value.isdigit() and not _SETS_YEAR.search(words)):
        return None
    return _quarters(words)[found.start : found.end]


def _quarters(words: str) -> str:
    """Roman numbers of quarters in capitals, as they are read: "quý ii/2026" → "quý II/2026"."""
    return re.sub(r"(?<=uý )(?:iv|i{1,3})\b", lambda m: m.group().upper(), words)
