"""What people filled into a workbook, taken over into the store.

Only what differs from what was written out is taken. Staff fill in the sheet of all tasks or those of bodies (which show the first by formulas, so that a
formula says nothing); where two rows of a task were filled in differently, or somebody else said something since the workbook was written, nobody is believed:
the report says so. Rows are known by the ids in their hidden columns, wherever they were sorted or copied to.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from vanban.checklist.rows import STATES, clean
from vanban.checklist.sheets import ALL, FILLED
from vanban.checklist.workbook import Row, rows
from vanban.errors import ReadError
from vanban.store import Store
from vanban.store.asked import Asked
from vanban.tasks import Progress, Said, Saying, Task
from vanban.text import plain

_FIELDS = {"trang thai": "state", "ghi chu": "note", "gia han den": "deadline"}
_WRITTEN = {plain(name): plain(before) for name, before in FILLED.items()}
_ID, _DOCUMENT, _AT, _WORDS = "ma nhiem vu", "ma van ban", "thoi diem xuat", "nhiem vu"
_SAID = {plain(name): state for state, name in STATES.items()} | {state: state for state in STATES}
_SAID |= dict.fromkeys(("da hoan thanh", "xong", "da xong"), "done") | {"dang lam": "in_progress", "dang trien khai": "in_progress", "tre han": "overdue"}
_WANTED = frozenset((*_FIELDS, *_WRITTEN.values(), _ID, _DOCUMENT, _AT, _WORDS))


@dataclass(frozen=True, slots=True)
class _Change:
    """What a row says of a field of a task, beside what stood there when it was written."""

    row: Row
    task: str
    field: str
    was: str
    value: str


def take(store: Store, path: Path, by: str, *, dry_run: bool = False) -> dict[str, Any]:
    """Take over what people filled in, and say what came of it; with `dry_run` nothing is changed. `by`: who says so.

    `{"changed": [place + {"field", "from", "to"}], "unchanged": number of tasks, "unmatched": [place + {"nearest"}], "conflicts": [place + {"field", "yours",
    "theirs", "by", "at"}], "invalid": [place + {"field", "value", "why"}]}`, where a place is `{"sheet", "row", "document", "task", "words"}` and `field`
    state, note or deadline. ReadError when the file is no workbook or holds no list of tasks.
    """
    found = list(rows(path, _WANTED))
    if not found:
        raise ReadError(str(path), "holds no list of tasks; only workbooks that `vanban tasks --to xlsx` wrote can be taken back")
    known = store.tasks_of_ids(list(dict.fromkeys(row.text(_ID) for row in found)))
    report: dict[str, Any] = {"changed": [], "unchanged": 0, "unmatched": [], "conflicts": [], "invalid": []}
    strange = {row.text(_ID) or n: row for n, row in reversed([*enumerate(found)]) if row.text(_ID) not in known and _says(row)}  # once, of all its sheets
    report["unmatched"] = _unmatched(store, [*strange.values()][::-1])
    mine = [row for row in found if row.text(_ID) in known]
    changes = [change for row in mine for change in _changes(row, report["invalid"])]
    sayings = _settled(store, changes, known, by, report)
    touched = {one.task for one in sayings} | {place["task"] for name in ("conflicts", "invalid") for place in report[name]}
    report["unchanged"] = len({row.text(_ID) for row in mine} - touched)
    if not dry_run:
        store.say_all(sayings, by)
    return report


def _says(row: Row) -> bool:
    """Whether a row has any words of its own, and is not just a line of formulas or blanks."""
    return any(row.text(name) for name in (_ID, _WORDS))


def _place(row: Row) -> dict[str, Any]:
    return {"sheet": row.sheet, "row": row.number, "document": row.text(_DOCUMENT) or None, "task": row.text(_ID) or None, "words": row.text(_WORDS)}


# What the rows say.


def _changes(row: Row, invalid: list[dict[str, Any]]) -> Iterable[_Change]:
    """What a row says anew; what cannot be understood goes to `invalid`."""
    for heading, field in _FIELDS.items():
        cell = row.cells.get(heading)
        if (cell is None and field == "state") or (cell and cell.computed and (row.sheet != ALL or cell.value is None)):
            continue  # an emptied state says nothing, a formula in a body's sheet shows what is said elsewhere, and one that was never computed nothing
        was = _read(field, row.cells[_WRITTEN[heading]].value) if _WRITTEN[heading] in row.cells else ""
        value = _read(field, cell.value) if cell else ""
        if value is None:
            why = "no such state: " + ", ".join(STATES.values()) if field == "state" else "no day: write it as day/month/year, like 31/12/2026"
            invalid.append(_place(row) | {"field": field, "value": row.text(heading)[:200], "why": why})
        elif value != (was or ""):
            yield _Change(row, row.text(_ID), field, was or "", value)


def _read(field: str, value: Any) -> str | None:
    """What a cell says, in the form in which it is kept; None when that cannot be understood."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    if field == "note":
        return _unescaped(clean(str(value)))
    return _state(str(value)) if field == "state" else _day(value)


def _state(typed: str) -> str | None:
    return _SAID.get(" ".join(plain(typed).strip(" .,;:!").split()))


_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", re.I)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub("_", text)


_DAY = re.compile(r"(?:ngay )?(\d{1,2})(?:\s*[-/.]\s*|\s+thang\s+)(\d{1,2})(?:\s*[-/.]\s*|\s+nam\s+)(\d{4})")
_SERIAL = range(20_000, 110_000)  # days that Excel counts from 1900, written where a cell is no date: 1954 to 2201


def _day(value: Any) -> str | None:
    """The ISO day of a cell: a date, a number that Excel shows as one, or words ("31/12/2026", the day first)."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (datetime.date(1899, 12, 30) + datetime.timedelta(int(value))).isoformat() if int(value) in _SERIAL else None
    words = plain(str(value)).strip(" .,;'")
    m = _DAY.fullmatch(words)
    try:
        return datetime.date(int(m[3]), int(m[2]), int(m[1])).isoformat() if m else datetime.date.fromisoformat(words).isoformat()
    except ValueError:
        return None


# What is believed.


def _settled(store: Store, changes: Sequence[_Change], known: Mapping[str, Task], by: str, report: dict[str, Any]) -> list[Saying]:
    """What is to be said in the store, with the report of it."""
    groups: dict[tuple[str, str], list[_Change]] = defaultdict(list)
    for change in changes:
        groups[change.task, change.field].append(change)
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for (id, field), several in groups.items():
        one, task = several[0], known[id]
        now = _now(task, field)
        place = _place(one.row) | {"document": task.basis.document, "field": field}
        other = next((change for change in several if change.value != one.value), None)
        since = _since(store, task, one)
        if other:
            where = f"{other.row.sheet}, {other.row.number}"
            report["conflicts"].append(place | {"yours": one.value, "theirs": other.value, "by": where, "at": None})
        elif one.value == now and (field != "state" or not one.was or _is_said(store, task)):
            continue  # it was taken over before
        elif since and since.by != by:
            report["conflicts"].append(place | {"yours": one.value, "theirs": getattr(since, field), "by": since.by, "at": since.at})
        else:
            report["changed"].append(place | {"from": now, "to": one.value})
            said[id][field] = one.value
    return [_saying(known[id], fields) for id, fields in said.items()]


def _saying(task: Task, fields: Mapping[str, str]) -> Saying:
    return Saying(task.basis.document, task.id, cast("Said", fields.get("state")), fields.get("note"), fields.get("deadline"))


def _now(task: Task, field: str) -> str:
    return {"state": task.state, "note": clean(task.note or ""), "deadline": task.extended or ""}[field]


def _is_said(store: Store, task: Task) -> bool:
    """Whether people said how far a task is; else it is the calendar's word."""
    return any(one.state is not None for one in store.progress(task.basis.document, task.id))


def _since(store: Store, task: Task, change: _Change) -> Progress | None:
    """The last that was said of a field after the workbook was written."""
    at = change.row.text(_AT)
    later = (one for one in store.progress(task.basis.document, task.id) if one.at > at and getattr(one, change.field) is not None)
    return next(iter(list(later)[::-1]), None)


# Rows of no task.

_ALIKE = 0.5
"""How alike words must be to be named, from 0 to 1."""


def _unmatched(store: Store, strange: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows of tasks that no document has, each with the most alike task of its document, where there is one."""
    near = strange[:_LOOKED_AT]
    nodes = store.documents_of(list(dict.fromkeys(row.text(_DOCUMENT) for row in near)))
    of_document = {id: store.tasks(Asked(documents=[node.id]))[1] for id, node in nodes.items()}
    named = [_nearest(row.text(_WORDS), of_document.get(row.text(_DOCUMENT), ())) for row in near]
    return [_place(row) | {"nearest": nearest} for row, nearest in zip_longest(strange, named)]


_LOOKED_AT = 300  # rows for which the nearest task is sought


def _nearest(words: str, tasks: Iterable[Task]) -> dict[str, Any] | None:
    typed = plain(words)[:_COMPARED]
    ranked = [(SequenceMatcher(None, typed, plain(task.task)[:_COMPARED], autojunk=False).ratio(), task) for task in tasks]
    share, task = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return {"task": task.id, "words": task.task, "lead": task.lead} if task and share >= _ALIKE else None


_COMPARED = 300  # characters
