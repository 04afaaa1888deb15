"""The tasks of a store: those of a body, a province, some documents, in the state of a day; and what people say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Literal

from sqlalchemy import Connection, Select, case, func, select

from vanban.clock import today
from vanban.derived.tasks import task_of
from vanban.identity.nodes import Node
from vanban.registry.days import first
from vanban.store import progress
from vanban.store import schema as t
from vanban.store.asked import Asked, ChargedBody, bodies, charged, in_folder, of_bodies, of_nodes, state_on
from vanban.store.engine import Transactions
from vanban.store.workload import Partner, Workload, partners, through_time
from vanban.tasks import STATES, Progress, Said, Saying, State, Status, Task, field_words, lead_of_today, told

Order = Literal["document", "latest", "due"]


class TaskStore(Transactions):
    """What a store says of tasks."""

    def tasks(
        self, asked: Asked | None = None, *, order: Order = "document", limit: int | None = None, offset: int = 0, total: int | None = None
    ) -> tuple[int, list[Task]]:
        """How many tasks are asked for, and `limit` of them from `offset` on, numbered from `offset` + 1, in the state of the day asked about.

        They are not counted again where `total` tells how many there are.

        `order`: document by document, the first issued or the latest issued first, or by the last day that counts (those without one at the end). Of
        several texts of one document the one that stands for it is asked.
        """
        asked = asked or Asked()
        on = _day(asked.on)
        with self._reading() as connection:
            query = _asked(connection, asked, on, said=False)
            if total is None:
                total = connection.scalar(query.with_only_columns(func.count())) or 0
            ordered = _asked(connection, asked, on) if order == "due" else query
            page = ordered.order_by(*_ORDERS[order]).limit(limit).offset(offset)  # sorted without the words, which are long
            rows = connection.execute(_IN_ORDER.where(t.task.c.pk.in_(page.scalar_subquery())).order_by(*_ORDERS[order])).all()
        return total, [_task(row, no, on) for no, row in enumerate(rows, offset + 1)]

    def task_states(self, asked: Asked | None = None) -> dict[State, int]:
        """How many of the tasks asked for are in each state."""
        asked = asked or Asked()
        on = _day(asked.on)
        with self._reading() as connection:
            states = _asked(connection, asked, on).with_only_columns(state_on(on).label("state")).subquery()
            found = {row[0]: row[1] for row in connection.execute(select(states.c.state, func.count()).group_by(states.c.state))}
        return {state: found.get(state, 0) for state in STATES}

    def workload(self, asked: Asked | None = None) -> Workload:
        """The tasks asked for through time: how many the documents of each month set, and how many are due in each month."""
        asked = asked or Asked()
        on = _day(asked.on)
        with self._reading() as connection:
            return through_time(connection, _asked(connection, asked, on), DUE, state_on(on))

    def alongside(self, asked: Asked, limit: int = 10, *, before: bool = False) -> list[Partner]:
        """Whom the bodies asked for share most tasks with, by province where one is asked for; with `before`, whose duties they took over."""
        on = _day(asked.on)
        with self._reading() as connection:
            return partners(connection, bodies(connection, replace(asked, collective=False), on), on, limit, before, asked.province is not None)

    def task(self, document: str, id: str, on: str | None = None) -> Task | None:
        """A task of a document by its id; null when there is none."""
        on = _day(on)
        with self._reading() as connection:
            row = connection.execute(_TASKS.where(t.document.c.id == document, t.task.c.id == id).limit(1)).first()
        return _task(row, 1, on) if row else None

    def tasks_of_ids(self, ids: Sequence[str], on: str | None = None) -> dict[str, Task]:
        """Tasks by their ids, in the state of a day; ids that no text has any more are left out."""
        on = _day(on)
        with self._reading() as connection:
            rows = connection.execute(_TASKS.where(t.task.c.id.in_(of_nodes(connection, ids)))).all()
        return {row.id: _task(row, 0, on) for row in rows}

    def task_documents(self, tasks: Sequence[Task]) -> dict[str, Node]:
        """The documents of tasks, by the ids that these name them by."""
        return self.documents_of(list(dict.fromkeys(task.basis.document for task in tasks)))

    def documents_of(self, ids: Sequence[str]) -> dict[str, Node]:
        """The documents that stand under ids of texts; ids of none are left out."""
        node = [t.node.c[field.name] for field in fields(Node)]
        query = select(t.document.c.id.label("of"), *node).join(t.standing, t.standing.c.document == t.document.c.pk)
        with self._reading() as connection:
            some = of_nodes(connection, ids)
            found = {
                row[0]: Node(*row[1:]) for row in connection.execute(query.join(t.node, t.node.c.id == t.standing.c.node).where(t.document.c.id.in_(some)))
            }
        return {id: found[id] for id in ids if id in found}

    def bodies(self, words: str | None = None, province: str | None = None, *, limit: int = 50, offset: int = 0) -> tuple[int, list[ChargedBody]]:
        """Who is charged: how many bodies bear these words (tones may be left out), of a province, and `limit` of them, those with the most tasks first."""
        with self._reading() as connection:
            return charged(connection, words, province, limit, offset)

    def say(self, document: str, task: str, *, state: Said = None, note: str | None = None, deadline: str | None = None, by: str) -> Progress:
        """Remember what somebody says of a task, now. Null says nothing of a field, "" takes back what was said of it.

        StoreError when there is no such task or state, or the deadline is no ISO day.
        """
        with self._writing() as connection:
            return progress.put(connection, document, task, state, note, deadline, by)

    def say_all(self, said: Sequence[Saying], by: str) -> list[Progress]:
        """Remember what somebody says of several tasks, all or nothing."""
        with self._writing() as connection:
            return [progress.put(connection, one.document, one.task, one.state, one.note, one.deadline, by) for one in said]

    def progress(self, document: str | None = None, task: str | None = None, *, unmatched: bool = False) -> list[Progress]:
        """What people said, in the order it was said: of all tasks, those of a document, or one; with `unmatched` only of tasks that no text has any more."""
        with self._reading() as connection:
            return progress.said(connection, document, task, unmatched)


_STATUS = t.status.c
_TASKS = (
    select(
        *(t.task.c[name] for name in ("id", "home", "recurrence", "task")),
        *(_STATUS[name] for name in ("state", "day", "note", "extended")),
    )
    .join(t.document, t.document.c.pk == t.task.c.document)
    .outerjoin(t.status, t.status.c.task == t.task.c.id)
)
DUE = func.coalesce(_STATUS.due, t.task.c.due)
_IN_ORDER = _TASKS.join(t.standing, t.standing.c.document == t.task.c.document)
_IN_TEXT = t.standing.c.node, t.task.c.document, t.task.c.place
_ORDERS: dict[Order, tuple[Any, ...]] = {
    "document": (t.task.c.date, *_IN_TEXT),
    "latest": (t.task.c.date.desc(), *_IN_TEXT),
    "due": (case((DUE.is_(None), 1), else_=0), DUE, *_IN_TEXT),
}


def _day(on: str | None) -> str:
    """The day asked about: of a month or year the first, by default today."""
    return first(on) if on else today()


def _asked(connection: Connection, asked: Asked, on: str, said: bool = True) -> Select[Any]:
    """The keys of the tasks of standing texts that are asked for. Unless `said`, what people said is joined only where it is needed to tell."""
    query = select(t.task.c.pk).join(t.standing, t.standing.c.document == t.task.c.document)
    if said or asked.state or asked.due_before:
        query = query.outerjoin(t.status, t.status.c.task == t.task.c.id)
    if asked.documents is not None:
        query = query.where(t.standing.c.node.in_(of_nodes(connection, asked.documents)))
    if asked.body is not None:
        query = query.where(t.task.c.pk.in_(of_bodies(connection, asked, on)))
    elif asked.role:
        query = query.where(t.task.c.pk.in_(select(t.charge.c.task).where(t.charge.c.role == asked.role)))
    if asked.province and asked.body is None:
        query = query.where(t.task.c.province == asked.province)
    if asked.path:
        query = query.where(t.standing.c.node.in_(in_folder(asked.path)))
    if asked.year:
        query = query.where(t.task.c.date >= asked.year, t.task.c.date < f"{asked.year}~")  # "~" follows all digits and signs of a day
    if asked.due_before:
        query = query.where(asked.due_before > DUE)
    return query.where(state_on(on) == asked.state) if asked.state else query


def _task(row: Any, no: int, on: str) -> Task:
    task = task_of(row.task, row.id, row.recurrence, row.home, no)
    now = lead_of_today(task.lead, row.home, on, field_words(task.task, row.task.get("subject"))) if task.lead else None
    return told(replace(task, lead_now=now), Status(row.state, row.day, row.note, row.extended), on)
