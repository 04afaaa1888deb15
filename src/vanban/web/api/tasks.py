"""The task checklist."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from vanban import ask
from vanban.ask.documents import today
from vanban.tasks import tasks as listed
from vanban.web.api import shapes
from vanban.web.api.answering import rows
from vanban.web.api.parameters import Date, Day, Limit, Offset, Province, Symbols
from vanban.web.api.questions import costly
from vanban.web.api.shapes import ambiguous
from vanban.web.site import site_of

router = APIRouter(tags=["tasks"])

Body = Annotated[str | None, Query(max_length=300, description="Only tasks of bodies whose name has these words.", examples=["so noi vu"])]
Role = Annotated[Literal["lead", "coordinate"] | None, Query(description="Whether the body leads or helps.")]


@router.get("/tasks", response_model=list[shapes.Task], responses=ambiguous)
def tasks(
    request: Request,
    symbol: Symbols = None,
    body: Body = None,
    role: Role = None,
    due_before: Day = None,
    date: Date = None,
    province: Province = None,
    limit: Limit = None,
    offset: Offset = 0,
) -> JSONResponse:
    """The task checklist: who does what with whom until when, on what ground. As `vanban tasks`."""
    store = site_of(request).store
    with costly.taken():
        nodes = [ask.choose(store, one, date, province) for one in symbol] if symbol else [node for node in store.nodes() if node.loaded]
        found = listed((store.document(node.id) for node in nodes), body=body, role=role, due_before=due_before, on=today())
    return rows(request, [asdict(task) for task in found], limit, offset)
