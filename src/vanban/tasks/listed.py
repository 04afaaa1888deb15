"""The tasks of documents, each under an id that stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from vanban.model import Assignment, Document
from vanban.registry import lead_now
from vanban.tasks.model import Basis, Status, Task
from vanban.tasks.state import told
from vanban.tasks.words import around
from vanban.text import fold, plain


def tasks(
    documents: Iterable[Document], *, body: str | None = None, role: str | None = None, due_before: str | None = None, on: str | None = None
) -> list[Task]:
    """The tasks of documents in reading order, numbered from 1; with the leads' successors and the state `on` an ISO day, when one is given.

    `body`: only tasks whose lead or helpers bear these words in their names (tones may be left out); `role` ("lead" or "coordinate") says which of the two.
    `due_before`: only tasks whose deadline certainly ends before this ISO date; those without a computed deadline are left out.
    """
    found = (task for document in documents for task in of_document(document, on))
    kept = [t for t in found if _concerns(t, body, role) and (due_before is None or _is_due(t, due_before))]
    return [replace(task, no=n) for n, task in enumerate(kept, 1)]


def _is_due(task: Task, before: str) -> bool:
    return task.due is not None and task.due < before


def of_document(document: Document, on: str | None = None) -> Iterator[Task]:
    """A task for each lead, and for each duty that only helpers are named for."""
    leads = [a for a in document.assignments if a.role == "lead"]
    helped = {(a.section, fold(name)) for a in leads for name in a.with_}
    rows = [(a, a.body.text, a.with_) for a in leads]
    others: dict[tuple[str | None, str], list[Assignment]] = {}
    for a in document.assignments:
        if a.role == "coordinate" and (a.section, fold(a.body.text)) not in helped:
            others.setdefault((a.section, a.action), []).append(a)
    alone = [(group[0], None, tuple(a.body.text for a in group)) for group in others.values()]
    met = Counter[str]()
    for a, lead, helpers in sorted([*rows, *alone], key=lambda row: row[0].span.start):
        home = a.body.province or document.province
        words = "|".join((document.id, _squashed(lead or ""), _squashed(a.action)))
        met[words] += 1
        task = Task(
            no=0,
            task=a.action,
            lead=lead,
            coordinate=helpers,
            deadline=a.deadline,
            deadline_text=a.deadline_text,
            recurrence=a.recurrence,
            product=a.product,
            basis=Basis(document.id, a.section, document.text[slice(*around(document.text, a.span))]),
            lead_now=lead_of_today(lead, home, on, field_words(a.action, document.header.title)) if lead and on else None,
            id=_id(f"{words}|{met[words]}"),
            province=home,
        )
        yield told(task, Status(), on) if on else task


def _squashed(text: str) -> str:
    """Words as two readings of one text have them in common: letters and digits without tones, run together."""
    return _NO_WORD.sub("", plain(text))


_NO_WORD = re.compile(r"[\W_]+")


def _id(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()


def field_words(task: str, subject: str | None) -> str:
    """The words that tell whose task it is now: its own; where these name no field ("triển khai Kế hoạch", "báo cáo") those of its document's title."""
    return f"{task}\n{subject}" if subject else task


@lru_cache(maxsize=20_000)
def lead_of_today(lead: str, province: str | None, on: str, words: str) -> str | None:
    """The name on a day of a lead that is no more, by `field_words`; with its province only where that changed too, or the text names it."""
    now = lead_now(lead, province, on, words)
    return now.removesuffix(f" {province}") if now and province and fold(province) not in fold(lead) else now


def _concerns(task: Task, body: str | None, role: str | None) -> bool:
    names = [task.lead] * (role != "coordinate") + list(task.coordinate) * (role != "lead")
    return any(name is not None and plain(body or "") in plain(name) for name in names)
