"""A task as pages show it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from vanban import wording
from vanban.checklist.rows import STATES, capital, clean, place
from vanban.clock import today
from vanban.identity.nodes import Node
from vanban.tasks import State, Task

__all__ = ["ORDERS", "SIGNS", "STATES", "Shown", "shown"]

SIGNS: dict[State, str] = {"not_due": "○", "in_progress": "◐", "done": "✓", "overdue": "!"}
ORDERS = {"latest": "Văn bản mới nhất trước", "document": "Văn bản cũ nhất trước", "due": "Theo thời hạn"}

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A task with what its row says: `deadline` in the words of the text, `day` its last one (ISO) where they do not say it, `late` how far that is off; `node`
    is its document.
    """

    task: Task
    node: Node | None
    words: str
    deadline: str
    day: str | None
    late: str
    place: str

    @property
    def province(self) -> str | None:
        return self.node.province if self.node else None


def shown(task: Task, node: Node | None, say: Say) -> Shown:
    """A task of a document for a page."""
    said = task.deadline_text or (wording.due(task.deadline) if task.deadline else say(wording.RECURRENCE.get(task.recurrence or "", "")))
    where = place(task.basis.section) if task.basis.section else ""
    return Shown(task, node, capital(clean(task.task)), capital(clean(said)), None if _says(said, task.due) else task.due, _late(task, say), where)


_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def _says(words: str, day: str | None) -> bool:
    """Whether words name an ISO day ("trước ngày 15/06/2024")."""
    return any(f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}" == day for m in _DAY.finditer(words))


_SOON = 30
"""Days before the last one from which on they are counted."""


def _late(task: Task, say: Say) -> str:
    """ "còn 12 ngày", "quá 3 tháng"; nothing where the task is done, or its last day far off."""
    if task.due is None or task.state == "done":
        return ""
    left = (datetime.date.fromisoformat(task.due) - datetime.date.fromisoformat(today())).days
    if left >= 0:
        return (say("hạn hôm nay") if left == 0 else say("còn {n} ngày").format(n=left)) if left <= _SOON else ""
    return _span(-left, say)


def _span(days: int, say: Say) -> str:
    if days <= 60:
        return say("quá {n} ngày").format(n=days)
    months = days * 12 // 365
    return say("quá {n} tháng").format(n=months) if months < 24 else say("quá {n} năm").format(n=months // 12)
