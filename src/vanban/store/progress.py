"""What people said of tasks: kept with who and when, whatever becomes of the documents; the last of each field counts."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import Connection, delete, insert, select

from vanban.clock import now
from vanban.derived.tasks import task_of
from vanban.errors import StoreError, shortened
from vanban.store import schema as t
from vanban.store.engine import storable
from vanban.tasks import STATES, Progress, Said, is_day, last_day, summed

_FIELDS = [t.progress.c[field.name] for field in fields(Progress)]


def put(connection: Connection, document: str, task: str, state: Said, note: str | None, deadline: str | None, by: str) -> Progress:
    """Remember what somebody says of a task, which must be there. StoreError else, and for what is no state or no day."""
    _check(state, deadline)
    query = select(t.task.c.id, t.task.c.recurrence, t.task.c.home, t.task.c.task).join(t.document, t.document.c.pk == t.task.c.document)
    row = connection.execute(query.where(t.document.c.id == document, t.task.c.id == task).limit(1)).first()
    if row is None:
        raise StoreError(f"{shortened(document)} has no task {shortened(task)}")
    meant = task_of(row.task, row.id, row.recurrence, row.home, 1)
    at = now()
    one = Progress(document, task, meant.task, meant.lead, state, storable(note), deadline, by, at)
    connection.execute(insert(t.progress), asdict(one))
    _sum(connection, task)
    return one


def _check(state: str | None, deadline: str | None) -> None:
    if state and state not in STATES:
        raise StoreError(f"{shortened(state)} is no state of a task: {', '.join(STATES)}")
    if deadline and not is_day(deadline):
        raise StoreError(f"{shortened(deadline)} is no day: YYYY-MM-DD")


def _sum(connection: Connection, task: str) -> None:
    """Note what all that was said of a task comes to."""
    status = summed(said(connection, task=task))
    connection.execute(delete(t.status).where(t.status.c.task == task))
    connection.execute(insert(t.status), {"task": task, **asdict(status), "due": last_day(status.extended)})


def said(connection: Connection, document: str | None = None, task: str | None = None, unmatched: bool = False) -> list[Progress]:
    """What was said, in the order it was said; with `unmatched` only of tasks that no text has any more."""
    query = select(*_FIELDS).order_by(t.progress.c.pk)
    if document is not None:
        query = query.where(t.progress.c.document == document)
    if task is not None:
        query = query.where(t.progress.c.task == task)
    if unmatched:
        query = query.where(~select(t.task.c.pk).where(t.task.c.id == t.progress.c.task).exists())
    return [Progress(*row) for row in connection.execute(query)]
