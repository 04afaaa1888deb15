"""One task: where it is set, how far it is, and what people said of it."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from vanban.model import Assignment, Document
from vanban.store import Store
from vanban.tasks import Task, is_day
from vanban.tasks.words import around
from vanban.web.access import Visitor, writer
from vanban.web.languages import language_of, translator
from vanban.web.site import address, query, render, site_of
from vanban.web.tasking import SIGNS, STATES, shown

router = APIRouter(include_in_schema=False)
Id = Annotated[str, Query(min_length=1, max_length=40)]


@router.get("/task/{document:path}")
def task(request: Request, document: str, id: Id, done: bool = False) -> Response:
    """A task with the words that set it, and all that people said of it."""
    store, say = site_of(request).store, translator(language_of(request))
    found = _task(store, document, id)
    row = shown(found, store.task_documents([found]).get(found.basis.document), say)
    said = store.progress(found.basis.document, id)[::-1]
    context = _context(store.document(found.basis.document), found)
    return render(request, "task.html", row=row, said=said, done=done, context=context, values={}, state_names=STATES, signs=SIGNS)


@router.get("/basis/{document:path}")
def basis(request: Request, document: str, id: Id) -> Response:
    """To the place in its document where a task is set."""
    store = site_of(request).store
    found = _task(store, document, id)
    fact = assignment_of(store.document(found.basis.document), found)
    return RedirectResponse(address(found.basis.document) + (f"#{fact.id}" if fact else ""), 303)


def _context(document: Document, task: Task) -> tuple[str, str, str]:
    """The words that set a task: those before the body on their line, its name, those after it up to the end of the sentence."""
    fact = assignment_of(document, task)
    if fact is None:
        return "", task.basis.quote, ""
    text, (start, end) = document.text, around(document.text, fact.span)
    return text[start : fact.span.start], fact.span.quote, text[fact.span.end : end]


def assignment_of(document: Document, task: Task) -> Assignment | None:
    """The assignment in a document that a task was made of."""
    alike = [one for one in document.assignments if (one.section, one.action) == (task.basis.section, task.task) and one.span.quote in task.basis.quote]
    mine = [one for one in alike if one.body.text == task.lead]
    return next(iter(mine or alike), None)


@router.post("/task/{document:path}")
def say(
    request: Request,
    who: Annotated[Visitor, Depends(writer)],
    document: str,
    id: Annotated[str, Form(min_length=1, max_length=40)],
    state: Annotated[Literal["", "in_progress", "done", "overdue", "by_date"], Form()] = "",
    deadline: Annotated[str, Form(max_length=10)] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
    deadline_was: Annotated[str, Form(max_length=10)] = "",
    note_was: Annotated[str, Form(max_length=2000)] = "",
    back: Annotated[str | None, Form(max_length=4000)] = None,
) -> Response:
    """Remember what somebody says of a task: only what was changed in the form, so that nobody's words are undone by a page from before them."""
    if deadline and not is_day(deadline):
        raise HTTPException(422, "the extended deadline is no day: YYYY-MM-DD")
    store = site_of(request).store
    changed = {"state": {"": None, "by_date": ""}.get(state, state), "note": _new(note, note_was), "deadline": _new(deadline, deadline_was)}
    if any(value is not None for value in changed.values()):
        store.say(document, id, by=who.name, **changed)  # type: ignore[arg-type]
    return RedirectResponse(_back(document, id, back), 303)


def _new(typed: str, before: str) -> str | None:
    """What a field says that it did not say before; browsers send other line ends than they were given."""
    typed, before = ("\n".join(text.split("\r\n")).strip() for text in (typed, before))
    return None if typed == before else typed


def _back(document: str, id: str, back: str | None) -> str:
    """The list that the task was seen in, with the same filters, or its own page."""
    if back is None:
        return address(document, "task") + query({"id": id, "done": 1})
    kept = {name: value for name, value in parse_qsl(back.lstrip("?")) if name != "done"}
    return f"/checklist{query(kept, done=id)}#t-{id}"


def _task(store: Store, document: str, id: str) -> Task:
    found = store.task(document, id)
    if found is None:
        raise HTTPException(404, f"{document[:200]} has no task {id}")
    return found
