"""The task checklist that staff keep: who does what with whom until when, and on what ground."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vanban.model import Assignment, Document
from vanban.registry import lead_now
from vanban.text import fold, plain


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a task is set: id of the document, path of the section, the words."""

    document: str
    section: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the checklist. `lead` and `coordinate` are bodies as the text names them; `lead_now` is the lead's successor, null while none is known."""

    no: int
    task: str
    lead: str | None
    coordinate: tuple[str, ...]
    deadline: str | None
    deadline_text: str | None
    recurrence: str | None
    product: str | None
    basis: Basis
    lead_now: str | None = None


def tasks(
    documents: Iterable[Document], *, body: str | None = None, role: str | None = None, due_before: str | None = None, on: str | None = None
) -> list[Task]:
    """The tasks of documents in reading order, numbered from 1; with the leads' successors `on` an ISO day, when one is given.

    `body`: only tasks whose lead or helpers bear these words in their names (tones may be left out); `role` ("lead" or "coordinate") says which of the two.
    `due_before`: only tasks whose deadline certainly ends before this ISO date; those without a computed deadline are left out.
    """
    found = (task for document in documents for task in _of(document, on))
    kept = [t for t in found if _concerns(t, body, role) and (due_before is None or _is_due(t, due_before))]
    return [replace(task, no=n) for n, task in enumerate(kept, 1)]


def _is_due(task: Task, before: str) -> bool:
    last = last_day(task.deadline)
    return last is not None and last < before


def last_day(deadline: str | None) -> str | None:
    """The last day of a deadline as an ISO date: "2026-Q2" → "2026-06-30", "2021-2025" → "2025-12-31"; None when nothing can be computed."""
    m = _DEADLINE.fullmatch(deadline or "")
    if not m:
        return None
    if m["day"]:
        return m[0]
    year = int(m["to"] or m["year"])
    month = int(m["quarter"]) * 3 if m["quarter"] else int(m["month"] or 12)
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"


_DEADLINE = re.compile(r"(?P<year>\d{4})(?:-(?P<to>\d{4})|-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?")


def _of(document: Document, on: str | None) -> Iterator[Task]:
    """A task for each lead, and for each duty that only helpers are named for."""
    leads = [a for a in document.assignments if a.role == "lead"]
    helped = {(a.section, fold(name)) for a in leads for name in a.with_}
    rows = [(a, a.body.text, a.with_) for a in leads]
    others: dict[tuple[str | None, str], list[Assignment]] = {}
    for a in document.assignments:
        if a.role == "coordinate" and (a.section, fold(a.body.text)) not in helped:
            others.setdefault((a.section, a.action), []).append(a)
    alone = [(group[0], None, tuple(a.body.text for a in group)) for group in others.values()]
    for a, lead, helpers in sorted([*rows, *alone], key=lambda row: row[0].span.start):
        basis = Basis(document.id, a.section, a.span.quote)
        now = _now(lead, a.body.province or document.province, on, a.action) if lead and on else None
        yield Task(0, a.action, lead, helpers, a.deadline, a.deadline_text, a.recurrence, a.product, basis, now)


def _now(lead: str, province: str | None, on: str, action: str) -> str | None:
    """Today's name of a lead that is no more; with its province only where that changed too, or the text names it."""
    now = lead_now(lead, province, on, action)
    return now.removesuffix(f" {province}") if now and province and fold(province) not in fold(lead) else now


def _concerns(task: Task, body: str | None, role: str | None) -> bool:
    names = [task.lead] * (role != "coordinate") + list(task.coordinate) * (role != "lead")
    return any(name is not None and plain(body or "") in plain(name) for name in names)
