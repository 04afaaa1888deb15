"""The task checklist: filters, states, and the files that staff take away."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from vanban import checklist as files
from vanban.checklist.about import called
from vanban.identity.nodes import Node
from vanban.store import Store
from vanban.web.downloads import CUT, MEDIA, attached, cut
from vanban.web.languages import language_of, translator
from vanban.web.pages.searching import Offset
from vanban.web.site import province_names, render, site_of
from vanban.web.tasking import ORDERS, SIGNS, STATES, shown
from vanban.web.turns import at_length
from vanban.web.wanted import Scope, Wanted, scope

router = APIRouter(include_in_schema=False)
PAGE = 50


@router.get("/checklist")
def checklist(request: Request, wanted: Annotated[Wanted, Depends(Wanted)], offset: Offset = 0, done: Annotated[str, Query(max_length=20)] = "") -> Response:
    """The tasks that agree with the filters, a page of them, with how many there are in each state."""
    store, say = site_of(request).store, translator(language_of(request))
    found = scope(store, wanted)
    total = found.total(store)
    tasks = store.tasks(found.asked, order=wanted.order, limit=PAGE, offset=offset, total=total)[1] if total else []
    nodes = store.task_documents(tasks)
    return render(
        request,
        "checklist.html",
        scope=found,
        wanted=wanted,
        values=wanted.values,
        subject=_subject(request, found, list(nodes.values())),
        states=found.states(store),
        total=total,
        rows=[shown(task, nodes.get(task.basis.document), say) for task in tasks],
        offset=offset,
        limit=PAGE,
        done=done,
        most=CUT,
        **choices(),
    )


def _subject(request: Request, found: Scope, documents: list[Node]) -> str:
    """What the list is of, behind its name: " của Sở Nội vụ tỉnh Cao Bằng"; in English only the names."""
    asked = found.asked
    named = (asked.body, asked.province, called(found.node) if found.node else None)
    if found.fault or not any(named):
        return ""
    if language_of(request) == "vi":
        return f" {found.about(site_of(request).store, documents).subject}"
    return f": {', '.join(filter(None, named))}"


def choices() -> dict[str, Any]:
    """What there is to choose from in a list of tasks."""
    return {"provinces": province_names(), "state_names": STATES, "signs": SIGNS, "orders": ORDERS}


@router.get("/checklist.{form}")
@at_length
def download(
    request: Request,
    form: Literal["docx", "xlsx", "ics", "md", "csv", "json"],
    wanted: Annotated[Wanted, Depends(Wanted)],
    issued_by: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """The tasks that agree with the filters as a file; `issued_by` is the agency that will issue it as a Word document of its own."""
    content, subject = written(site_of(request).store, form, scope(site_of(request).store, wanted), issued_by if form == "docx" else None)
    return Response(content, media_type=MEDIA[form], headers={"Content-Disposition": attached(f"Danh mục nhiệm vụ {subject}", form)})


def written(store: Store, form: str, found: Scope, issued_by: str | None) -> tuple[bytes, str]:
    """The file, and what the list in it is of. It says so where it could not hold all tasks."""
    total = found.total(store)
    tasks = store.tasks(found.asked, order=found.wanted.order, limit=CUT[form], total=total)[1] if total else []
    nodes = store.task_documents(tasks)
    about = cut(found.about(store, list(nodes.values()) or [one for one in [found.node] if one]), len(tasks), total)
    options = {} if issued_by is None else {"issued_by": issued_by}
    return files.write(form, tasks, {id: called(node) for id, node in nodes.items()}, about, **options), about.subject
