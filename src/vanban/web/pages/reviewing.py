"""Links that nothing decides: what they may mean, and what people say of them."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from vanban import wording
from vanban.web.access import Visitor, writer
from vanban.web.languages import language_of
from vanban.web.pages.searching import PAGE, Offset
from vanban.web.site import render, site_of
from vanban.web.turns import at_length

router = APIRouter(include_in_schema=False)
Id = Annotated[str, Form(max_length=1000)]


@router.get("/review")
def review(request: Request, node: str = "", offset: Offset = 0) -> Response:
    """Mentions that may mean several documents, each with its candidates; `node`: only those that may mean this one."""
    store = site_of(request).store
    found = store.open_mentions(node or None, PAGE + 1, offset)
    mentions = found[:PAGE]
    ids = {id for mention in mentions for id in (mention.document, *(candidate[0] for candidate in mention.candidates))}
    known = {one.id: one for one in store.named(sorted(ids))}
    say = wording.reason if language_of(request) == "vi" else str
    total = offset + len(found)  # whether there are more is all that is known without counting them
    return render(request, "review.html", mentions=mentions, known=known, reason=say, asked={"node": node}, offset=offset, limit=PAGE, total=total)


@router.get("/reviewed")
def reviewed(request: Request, offset: Offset = 0) -> Response:
    """What people said, the last first."""
    said = site_of(request).store.reviews()[::-1]
    return render(request, "reviewed.html", reviews=said[offset : offset + PAGE], asked={}, offset=offset, limit=PAGE, total=len(said))


@router.post("/review")
@at_length
def judge(
    request: Request,
    who: Annotated[Visitor, Depends(writer)],
    document: Id,
    citation: Id,
    node: Id,
    verdict: Annotated[Literal["confirm", "refuse"], Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
    offset: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Remember what somebody says of a citation, and link anew what it touches."""
    store = site_of(request).store
    store.review(document, citation, verdict, node, who.name, note.strip() or None)
    store.link()
    return RedirectResponse("/review?" + urlencode({"offset": offset, "done": citation}), 303)


@router.post("/reviewed")
@at_length
def take_back(request: Request, who: Annotated[Visitor, Depends(writer)], document: Id, quote: Id, node: Id) -> Response:
    """Forget what was said of a citation and a document."""
    store = site_of(request).store
    store.take_back(document, quote, node)
    store.link()
    return RedirectResponse("/reviewed", 303)
