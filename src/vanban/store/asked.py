"""Which tasks are asked for, as conditions that the database tells quickly."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, case, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB

from vanban.derived.tasks import key
from vanban.lexicon import typed_province
from vanban.registry import is_collective, members, whois
from vanban.store import schema as t
from vanban.tasks import State
from vanban.tasks.days import MONTHS, period_start


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tasks: all that agree with what is given.

    `documents` are ids of nodes. `body` are words of a lead's or helper's name (its whole name when `exact`), tones left out or not; with it come tasks
    led by bodies whose duties it has on the day, and unless `collective` is false those charged to a collective body that it is a member of; `role` ("lead" or
    "coordinate") says which of the two it is. `province` is that of the body, else of the document. `path` is the folder that documents were read from,
    `due_before` an ISO day, `year` that in which the documents were issued. `on`: the ISO day asked about, by default today.
    """

    documents: Sequence[str] | None = None
    body: str | None = None
    province: str | None = None
    path: str | None = None
    role: str | None = None
    due_before: str | None = None
    state: State | None = None
    on: str | None = None
    collective: bool = True
    exact: bool = False
    year: str | None = None


@dataclass(frozen=True, slots=True)
class ChargedBody:
    """A body that tasks name, in its province: how many it leads, helps with, or took over from bodies that are no more; `collective`: it stands for several.

    `first` and `last` are the dates (ISO, "" when unknown) of the documents.
    """

    name: str
    province: str | None
    collective: bool
    lead: int
    coordinate: int
    heir: int
    first: str
    last: str


def of_nodes(connection: Connection, ids: Sequence[str]) -> Select[Any]:
    """Any number of ids as a question."""
    if connection.dialect.name == "postgresql":
        return select(func.jsonb_array_elements_text(cast(list(ids), JSONB)))
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)


def in_folder(path: str) -> Select[Any]:
    """The nodes of files in a folder or below it; or of the file of that name."""
    folder = path.rstrip("/")
    mine = (t.document.c.path == folder) | ((t.document.c.path > f"{folder}/") & (t.document.c.path < f"{folder}0"))  # "0" follows "/"
    nodes = select(t.profile.c.node).join(t.mention, t.PROFILE & (t.mention.c.place == 0))
    return nodes.join(t.document, t.document.c.pk == t.mention.c.document).where(mine)


def of_bodies(connection: Connection, asked: Asked, on: str) -> Select[Any]:
    """The tasks of the bodies that are asked for."""
    c = t.charge.c
    role = {"lead": c.role != "coordinate", "coordinate": c.role == "coordinate"}.get(asked.role or "", c.role != "")
    return select(c.task).where(c.body.in_(bodies(connection, asked, on)), role, c.since <= on, c.until > on)


def bodies(connection: Connection, asked: Asked, on: str) -> list[int]:
    """The keys of the bodies: those that bear the words, and the collectives that they are members of."""
    asked = _placed(connection, asked)
    c, words = t.body.c, key(asked.body or "")
    mine = c.key == words if asked.exact else c.key.contains(words, autoescape=True)
    here = c.province == asked.province if asked.province else c.province.is_not(None)
    found = list(connection.scalars(select(c.pk).where(mine, here)))
    if asked.collective and words and not is_collective(asked.body or ""):
        whole = c.collective & (here | (c.province == ""))
        home = asked.province or _home(asked.body or "", on)
        rows = connection.execute(select(c.pk, c.name, c.key).where(whole)).all()
        found += [row.pk for row in rows if _is_member(words, row.name, on, home)]
    return found


def _placed(connection: Connection, asked: Asked) -> Asked:
    """What is asked with the province apart, where no body bears the whole name: "Sở Nội vụ tỉnh Cao Bằng" is Sở Nội vụ, in Cao Bằng."""
    words = (asked.body or "").split()
    if asked.province or _is_named(connection, " ".join(words)):
        return asked
    for cut in range(len(words) - 1, 0, -1):
        province = typed_province(" ".join(words[cut:]))
        tries = (" ".join(words[:cut]), _OF_PLACE.sub("", " ".join(words[:cut]))) if province else ()
        for name in tries:
            if province and _is_named(connection, name):
                return replace(asked, body=name, province=province.name)
    return asked


_OF_PLACE = re.compile(r"(?: (?:của|thuộc))?(?: (?:tỉnh|thành phố|tp\.?))?$", re.I)


def _is_named(connection: Connection, name: str) -> bool:
    """Whether a body bears these words."""
    return connection.scalar(select(t.body.c.pk).where(t.body.c.key.contains(key(name), autoescape=True)).limit(1)) is not None


_SOMEWHERE = "Hà Nội"
"""A province for bodies that every province has."""


def _home(body: str, on: str) -> str:
    return next((who.province for who in whois(body, on) if who.province), _SOMEWHERE)


def _is_member(words: str, collective: str, on: str, province: str) -> bool:
    """Whether a body of these words is a member of a collective on a day."""
    return any(name.startswith(words) for name in _members(collective, on, province))


@lru_cache(maxsize=2000)
def _members(collective: str, on: str, province: str) -> frozenset[str]:
    return frozenset(map(key, members(collective, on, province)))


def state_on(day: str) -> Any:
    """The state of a task on a day, as `vanban.tasks.state.effective` tells it."""
    c, recurrence = t.status.c, t.task.c.recurrence
    due = func.coalesce(c.due, t.task.c.due)
    since = case({name: period_start(day, name) for name in MONTHS}, value=recurrence, else_="")
    return case(
        ((c.state == "done") & (c.day >= since), "done"),
        (due < day, "overdue"),
        (c.state == "in_progress", "in_progress"),
        ((c.state == "overdue") & due.is_(None), "overdue"),
        else_="not_due",
    )


def charged(connection: Connection, words: str | None, province: str | None, limit: int, offset: int) -> tuple[int, list[ChargedBody]]:
    """The bodies of these words, with how many tasks each has, those with the most first."""
    c = t.body.c
    counts = [func.sum(case((t.charge.c.role == role, 1), else_=0)).label(role) for role in ("lead", "coordinate", "heir")]
    dates = func.min(t.task.c.date), func.max(t.task.c.date)
    query = (
        select(c.name, c.province, c.collective, *counts, *dates)
        .join(t.charge, t.charge.c.body == c.pk)
        .join(t.task, t.task.c.pk == t.charge.c.task)
        .join(t.standing, t.standing.c.document == t.task.c.document)
        .group_by(c.pk, c.name, c.province, c.collective, c.key)
    )
    if words:
        query = query.where(c.key.contains(key(words), autoescape=True))
    if province:
        query = query.where(c.province == province)
    rows = connection.execute(query.order_by(func.count().desc(), c.key, c.province)).all()
    page = rows[offset : offset + limit]
    return len(rows), [ChargedBody(row[0], row[1] or None, row[2], row[3], row[4], row[5], row[6], row[7]) for row in page]
