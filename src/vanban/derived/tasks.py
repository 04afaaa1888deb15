"""The tasks of a document as they are kept, each with whom it charges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any, NamedTuple

from vanban import lexicon
from vanban.derived.passages import folded
from vanban.model import Document
from vanban.registry import is_collective
from vanban.tasks import Basis, Charge, Task, charges, of_document

_LONGEST_KEY = 400  # characters of a name; PostgreSQL lets an index row be no longer


class Charged(NamedTuple):
    """A body as it is kept, with its charge: `key` is its name folded, `collective` whether it stands for several ("các sở, ban, ngành").

    `province` is "" for none.
    """

    key: str
    collective: bool
    name: str
    province: str
    role: str
    since: str
    until: str


class Kept(NamedTuple):
    """A task as it is kept: `values` are those of its row, JSON values all."""

    values: dict[str, Any]
    charges: tuple[Charged, ...]


def tasks(document: Document) -> Iterator[Kept]:
    """The tasks of a document in reading order."""
    subject = document.header.title
    for place, task in enumerate(of_document(document)):
        charged = tuple(map(_charged, charges(task, document.province, subject)))
        row = {
            "place": place,
            "id": task.id,
            "province": document.province or "",
            "date": document.header.date or "",
            "home": task.province,
            "due": task.due,
            "recurrence": task.recurrence,
            "task": _values(task) | ({"subject": subject} if any(c.role == "heir" for c in charged) else {}),
        }
        yield Kept(row, charged)


def _charged(c: Charge) -> Charged:
    return Charged(key(c.body), is_collective(c.body), c.body, c.province or "", c.role, c.since, c.until)


def key(name: str) -> str:
    """What a body is found by: its name folded, in short forms ("Ủy ban nhân dân xã" → "ubnd xa"), as far as it is indexed."""
    return _long_forms().sub(lambda m: _short()[m.group()], folded(name))[:_LONGEST_KEY]


@cache
def _short() -> dict[str, str]:
    """The short forms, UBND and its like, by the names they stand for, folded."""
    return {folded(name): folded(short) for short, names in lexicon.table("registry")["aliases"].items() if short.isupper() for name in names}


@cache
def _long_forms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_short(), key=len, reverse=True))})\b")


_APART = ("no", "id", "recurrence", "lead_now", "state", "extended", "note", "province")
"""Fields of a task that have a column of their own, or belong to a day or a list."""


def _values(task: Task) -> dict[str, Any]:
    return {name: value for name, value in asdict(task).items() if name not in _APART}


def task_of(values: dict[str, Any], id: str, recurrence: str | None, province: str | None, no: int) -> Task:
    """The task of a row, numbered in its list."""
    own = {name: value for name, value in values.items() if name != "subject"}  # of its document: it only tells whose task it is now
    basis = Basis(**own["basis"])
    return Task(**own | {"no": no, "id": id, "recurrence": recurrence, "province": province, "basis": basis, "coordinate": tuple(own["coordinate"])})
