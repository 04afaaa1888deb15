"""Tasks through time, and who shares them with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from vanban.store import schema as t
from vanban.tasks import State


@dataclass(frozen=True, slots=True)
class Workload:
    """How many tasks there are of each month in each state: `issued` by the dates of their documents ("2024-08"; "2024" or "" where no more is known), `due`
    by their last days.
    """

    issued: dict[str, dict[State, int]]
    due: dict[str, dict[State, int]]


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that shares so many tasks with another."""

    name: str
    province: str | None
    tasks: int


def through_time(connection: Connection, query: Select[Any], due: ColumnElement[Any], state: ColumnElement[Any]) -> Workload:
    """The tasks of a question by month; `due` and `state` tell of each its last day and how far it is."""
    return Workload(_by_month(connection, query, t.task.c.date, state), _by_month(connection, query.where(due.is_not(None)), due, state))


def _by_month(connection: Connection, query: Select[Any], day: ColumnElement[Any], state: ColumnElement[Any]) -> dict[str, dict[State, int]]:
    rows = query.with_only_columns(func.substr(day, 1, 7).label("month"), state.label("state"), maintain_column_froms=True).subquery()
    counted = select(rows.c.month, rows.c.state, func.count()).group_by(rows.c.month, rows.c.state).order_by(rows.c.month)
    found: dict[str, dict[State, int]] = {}
    for month, told, count in connection.execute(counted):
        found.setdefault(month, {})[told] = count
    return found


def partners(connection: Connection, mine: Sequence[int], on: str, limit: int, before: bool) -> list[Partner]:
    """The bodies named by most tasks of some bodies (by key) on a day; with `before` the leads whose heirs they are."""
    own, other = t.charge.alias("own").c, t.charge.alias("other").c
    count = func.count(other.task.distinct())
    shared = own.role == "heir" if before else own.role != "heir"
    theirs = other.role == "lead" if before else other.role != "heir"
    query = (
        select(t.body.c.name, t.body.c.province, count)
        .join(other.body.table, other.body == t.body.c.pk)
        .join(own.body.table, own.task == other.task)
        .join(t.task, t.task.c.pk == own.task)
        .join(t.standing, t.standing.c.document == t.task.c.document)
        .where(own.body.in_(mine), other.body.not_in(mine), shared, theirs, own.since <= on, own.until > on)
        .group_by(t.body.c.pk, t.body.c.name, t.body.c.province)
        .order_by(count.desc(), t.body.c.name)
    )
    return [Partner(row[0], row[1] or None, row[2]) for row in connection.execute(query.limit(limit))]
