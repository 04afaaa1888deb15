"""Links between documents: what is open, what people said of them, and saying so."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from vanban import ask
from vanban.errors import shortened
from vanban.web.api import shapes
from vanban.web.api.answering import rows
from vanban.web.api.parameters import LONGEST, Limit, Offset
from vanban.web.api.shapes import ambiguous
from vanban.web.api.writing import Writer, refused
from vanban.web.site import site_of
from vanban.web.turns import at_length

router = APIRouter(tags=["links"])


@router.get("/links", response_model=list[shapes.OpenLink] | list[shapes.Review], responses=ambiguous)
def links(
    request: Request,
    node: Annotated[str | None, Query(max_length=LONGEST, description="Only words that may mean this document: its id or symbol.")] = None,
    reviewed: Annotated[bool, Query(description="What people said, instead of what is open.")] = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> JSONResponse:
    """Citations that may mean several documents, each with its candidates; or what people said of links. As `vanban link list`."""
    store = site_of(request).store
    if reviewed:
        return rows(request, [asdict(review) for review in store.reviews()], limit, offset)
    found = [asdict(mention) for mention in store.open_mentions(ask.choose(store, node).id if node else None)]
    for row in found:
        row["candidates"] = [{"id": id, "score": score, "reasons": reasons} for id, score, reasons in row["candidates"]]
    return rows(request, found, limit, offset)


class LinkSaid(BaseModel):
    """What somebody says of a citation: that it means a document, or does not, or that nothing shall have been said of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"document": "vn/lai-chau/tinh-uy/2023/184-kh", "citation": "c1", "node": "vn/tw/2023/21-ct", "verdict": "confirm"}]},
    )
    document: str = Field(max_length=LONGEST, description="The citing document: its id or symbol.")
    citation: str = Field(max_length=LONGEST, description="The citation in it: its id (c3), or its words.")
    node: str = Field(max_length=LONGEST, description="The document that is meant or not: its id or symbol.")
    verdict: Literal["confirm", "refuse", "forget"]
    by: str | None = Field(None, max_length=200, description="Who says so; by default who the token was given to.")
    note: str | None = Field(None, max_length=2_000, description="Why, in words.")


@router.post("/links", response_model=shapes.Review, responses={204: {"description": "It is forgotten."}} | ambiguous | refused)
@at_length
def say(request: Request, said: LinkSaid, writer: Writer) -> Response:
    """Confirm, refuse or forget a link; it is kept, with who and when, through every rebuilding. As `vanban link confirm`, `refuse`, `forget`."""
    store = site_of(request).store
    if said.verdict == "forget":
        citing, cited = (found[0].id if len(found := store.find(one)) == 1 else one for one in (said.document, said.node))  # they may be there no more
        gone = store.take_back(citing, said.citation, cited)
        store.link()
        if not gone:
            raise HTTPException(404, f"nobody said anything of {shortened(said.citation)} in {shortened(said.document)} and {shortened(said.node)}")
        return Response(status_code=204)
    citing, cited = (ask.choose(store, one).id for one in (said.document, said.node))
    review = store.review(citing, said.citation, said.verdict, cited, said.by or writer.name, said.note)
    store.link()
    return JSONResponse(asdict(review))
