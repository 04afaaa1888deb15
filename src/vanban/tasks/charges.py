"""Who is charged by a task: the bodies it names, and those that take their duties over one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.registry import leads_after, successor_province
from vanban.tasks.listed import field_words
from vanban.tasks.model import Task
from vanban.text import fold

Role = Literal["lead", "coordinate", "heir"]


@dataclass(frozen=True, slots=True)
class Charge:
    """A body charged by a task: as lead, as helper, or as the heir of a lead or helper from one ISO day up to another.

    `since` is "" and `until` "9999-12-31" where there is no such day.
    """

    body: str
    province: str | None
    role: Role
    since: str = ""
    until: str = "9999-12-31"


def charges(task: Task, province: str | None, subject: str | None = None) -> Iterator[Charge]:
    """The charges of a task, each body and role once. `province` and `subject` (its title) are those of the document."""
    words = field_words(task.task, subject)
    if task.lead:
        yield Charge(task.lead, task.province, "lead")
        yield from _heirs(task.lead, task.province, words, "heir")
    helpers = dict.fromkeys(task.coordinate)
    yield from (Charge(name, province, "coordinate") for name in helpers)
    heirs = {(heir.body, heir.since): heir for name in helpers for heir in _heirs(name, province, words, "coordinate")}
    yield from (heir for heir in heirs.values() if heir.body not in helpers)


def _heirs(lead: str, province: str | None, words: str, role: Role) -> Iterator[Charge]:
    homes = [home for home in (province, successor_province(province) if province else None) if home]
    for since, until, name in leads_after(lead, province, words):
        home = next((home for home in homes if name.endswith(f" {home}")), province)
        yield Charge(name.removesuffix(f" {home}") if home and fold(home) not in fold(lead) else name, home, role, since, until)
