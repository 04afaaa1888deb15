"""How far a task is on a day: what people said of it, and what the calendar says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vanban.tasks.days import MONTHS, day_in_vietnam, period_start
from vanban.tasks.model import Progress, State, Status, Task


def told(task: Task, status: Status, on: str) -> Task:
    """The task with what people say of it, in the state of an ISO day."""
    task = replace(task, extended=status.extended, note=status.note)
    return replace(task, state=effective(status, task.due, task.recurrence, on))


def effective(status: Status, due: str | None, recurrence: str | None, on: str) -> State:
    """The state on a day. Done when somebody said so, of a recurring task only in the period in which it was said; overdue when its last day is over.

    That somebody says "overdue" counts only where no last day can be computed.
    """
    if status.state == "done" and _still(status.day, recurrence, on):
        return "done"
    if due is not None and due < on:
        return "overdue"
    if status.state == "in_progress" or (status.state == "overdue" and due is None):
        return status.state
    return "not_due"


def _still(said: str | None, recurrence: str | None, on: str) -> bool:
    return recurrence not in MONTHS or (said or "") >= period_start(on, recurrence)


def summed(said: Iterable[Progress]) -> Status:
    """What the words of people on one task come to, in the order they were said."""
    state = day = note = extended = None
    for one in said:
        if one.state is not None:
            state, day = one.state or None, day_in_vietnam(one.at)
        note = note if one.note is None else one.note or None
        extended = extended if one.deadline is None else one.deadline or None
    return Status(state, day if state else None, note, extended)
