"""A task, and what people say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from vanban.tasks.days import last_day

State = Literal["not_due", "in_progress", "done", "overdue"]
"""Chưa đến hạn, đang thực hiện, hoàn thành, quá hạn."""
Said = State | Literal[""] | None
"""What somebody says of a state: nothing (null), or that what was said before is taken back ("")."""
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a task is set: id of the document, path of the section, the words as they stand in its text."""

    document: str
    section: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the checklist. `lead` and `coordinate` are bodies as the text names them; `lead_now` is the lead's successor, null while none is known.

    `id` tells the task from all others and stays the same when its document is read again; `state` is that of the day asked about. `deadline` is the
    first, from the text; `extended` (gia hạn) the ISO day that people gave later, `note` their words. `province` is that of the lead.
    """

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
    id: str = ""
    state: State = "not_due"
    extended: str | None = None
    note: str | None = None
    province: str | None = None

    @property
    def due(self) -> str | None:
        """The last day (ISO) that counts now: as extended, else as the text sets it; null when none can be computed."""
        return last_day(self.extended) or last_day(self.deadline)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be said of a task: of a field that is null nothing; an empty one takes back what was said before. `deadline` is an ISO day."""

    document: str
    task: str
    state: Said = None
    note: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody said of a task at a time (`at`, ISO date and time, UTC), known by its document and its id; `words` and `lead` are those of the task then.

    A field that is null says nothing; an empty one takes back what was said of it before.
    """

    document: str
    task: str
    words: str
    lead: str | None
    state: Said
    note: str | None
    deadline: str | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Status:
    """What people's words of a task come to: the last of each field. `day` is the day (ISO, of Vietnam) on which the state was said."""

    state: State | None = None
    day: str | None = None
    note: str | None = None
    extended: str | None = None
