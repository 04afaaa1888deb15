"""The task checklist, who is charged in it, and what people say of its tasks."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from vanban import ask, checklist
from vanban.checklist.listing import listing
from vanban.clock import today
from vanban.store.asked import Asked
from vanban.store.tasks import Order
from vanban.tasks import State, is_day
from vanban.web.api import shapes
from vanban.web.api.answering import page, rows
from vanban.web.api.parameters import LONGEST, Date, Day, Limit, Offset, Province, Symbols
from vanban.web.api.questions import costly
from vanban.web.api.shapes import ambiguous
from vanban.web.api.writing import Writer, refused
from vanban.web.downloads import CUT, MEDIA, attached
from vanban.web.site import site_of
from vanban.web.turns import at_length

router = APIRouter(tags=["tasks"])

Body = Annotated[str | None, Query(max_length=300, description="Only tasks of bodies whose name has these words.", examples=["so noi vu"])]
Role = Annotated[Literal["lead", "coordinate"] | None, Query(description="Whether the body leads or helps.")]
Below = Annotated[bool, Query(description="Also the tasks of all plans below the asked documents.")]
Due = Annotated[Day, Query(description="Only tasks due before this day.")]
Collective = Annotated[bool, Query(description="Also tasks charged to collective bodies (các sở, ban, ngành) that the body is a member of.")]
InState = Annotated[State | None, Query(description="Only tasks in this state on the day asked about.")]
InOrder = Annotated[Order, Query(description="Document by document, the first issued or the latest first; or by the last day that counts.")]
To = Annotated[Literal["json", "csv", "md", "docx", "xlsx", "ics"], Query(description="JSON, or the checklist as a file for people.")]
Of = Annotated[str | None, Query(max_length=LONGEST, description="Only of this document: its id or symbol.")]
TaskId = Annotated[str | None, Query(max_length=100, description="Only of this task, by its id.")]


@router.get("/tasks", response_model=list[shapes.Task], responses=ambiguous)
@at_length
def tasks(
    request: Request,
    symbol: Symbols = None,
    below: Below = False,
    body: Body = None,
    role: Role = None,
    due_before: Due = None,
    state: InState = None,
    on: Day = None,
    collective: Collective = True,
    date: Date = None,
    province: Province = None,
    order: InOrder = "document",
    to: To = "json",
    limit: Limit = None,
    offset: Offset = 0,
) -> Response:
    """The task checklist: who does what with whom until when, on what ground, and how far it is. As `vanban tasks`."""
    store = site_of(request).store
    nodes = [ask.choose(store, one, date, province) for one in symbol or ()]
    home = province if body or below or not nodes else None  # else it has said which document is meant
    asked = Asked(None, body, home, None, role, due_before, state, on or today(), collective)
    with nullcontext() if limit else costly.taken():
        found = listing(store, nodes, asked, below=below, order=order, limit=limit, offset=offset)
    if to == "json":
        return page(request, [asdict(task) for task in found.tasks], found.total, limit, offset)
    if len(found.tasks) > CUT[to]:
        raise HTTPException(413, f"a .{to} file holds at most {CUT[to]} tasks, and there are {found.total}: narrow the question, or ask with limit")
    content = checklist.write(to, found.tasks, found.titles, found.about)
    return Response(content, media_type=MEDIA[to], headers={"Content-Disposition": attached("tasks", to)})


@router.get("/bodies", response_model=list[shapes.ChargedBody])
def bodies(
    request: Request,
    name: Annotated[str | None, Query(max_length=300, description="Words of the name; tones may be left out.")] = None,
    province: Province = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="How many to show.")] = 50,
    offset: Offset = 0,
) -> JSONResponse:
    """The bodies that tasks name, those with the most tasks first."""
    total, found = site_of(request).store.bodies(name, province, limit=limit, offset=offset)
    return page(request, [asdict(one) for one in found], total, limit, offset)


@router.get("/progress", response_model=list[shapes.Progress], responses=ambiguous)
def progress(request: Request, document: Of = None, task: TaskId = None, limit: Limit = None, offset: Offset = 0) -> JSONResponse:
    """What people said of tasks, in the order it was said. As `vanban progress list`."""
    store = site_of(request).store
    found = store.progress(ask.choose(store, document).id if document else None, task)
    return rows(request, [asdict(one) for one in found], limit, offset)


def _day(typed: str | None) -> str | None:
    if typed and not is_day(typed):
        raise ValueError(f"{typed} is no day: YYYY-MM-DD")
    return typed


Extended = Annotated[str | None, AfterValidator(_day)]


class ProgressSaid(BaseModel):
    """What somebody says of a task. A field that is left out says nothing, an empty one takes back what was said of it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"document": "vn/cao-bang/ubnd/2024/3058-kh", "task": "…", "state": "done"}]})
    document: str = Field(max_length=LONGEST, description="The document that sets the task: its id or symbol.")
    task: str = Field(max_length=100, description="The id of the task, from /tasks.")
    state: State | Literal[""] | None = None
    note: str | None = Field(None, max_length=2_000)
    deadline: Extended = Field(None, max_length=10, description="The day to which it was extended, YYYY-MM-DD; that of the text stays.")
    by: str | None = Field(None, max_length=200, description="Who says so; by default who the token was given to.")


@router.post("/progress", response_model=shapes.Progress, responses=ambiguous | refused)
@at_length
def say(request: Request, said: ProgressSaid, writer: Writer) -> JSONResponse:
    """Say how far a task is, note something, extend its deadline; everything is kept, with who and when. As `vanban progress set`."""
    store = site_of(request).store
    node = ask.choose(store, said.document).id
    named = next((row.basis.document for row in store.tasks(Asked([node]), limit=1)[1]), node)  # as its own text says
    told = store.say(named, said.task, state=said.state, note=said.note, deadline=said.deadline, by=said.by or writer.name)
    return JSONResponse(asdict(told))
