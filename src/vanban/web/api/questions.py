"""The questions: search, plans, coverage, cascade, gaps, whois."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse

from vanban import ask
from vanban.clock import today
from vanban.errors import shortened
from vanban.web.api import shapes
from vanban.web.api.answering import Room, page, rows
from vanban.web.api.parameters import Date, Day, Level, Limit, Offset, Province, Symbol, Symbols, Words
from vanban.web.api.shapes import ambiguous
from vanban.web.site import site_of
from vanban.web.turns import at_length

router = APIRouter(tags=["questions"])
costly = Room(2)
searching_gaps = Room(1, 5)  # of a whole country it takes a quarter of a minute

Name = Annotated[
    str, Query(max_length=300, description="A body or unit, as people call it; tones may be left out.", examples=["Sở Lao động - Thương binh và Xã hội"])
]
Field = Annotated[str | None, Query(max_length=300, description="The field of work whose successor is wanted.", examples=["giáo dục nghề nghiệp"])]
Kind = Annotated[Literal["title", "text", "target", "task"] | None, Query(description="Only titles, texts, targets or tasks.")]
UnitLevel = Annotated[Literal["province", "district", "commune"], Query(description="The level of the units.")]
Direct = Annotated[bool, Query(description="Only plans that implement it themselves, not through others.")]
InForce = Annotated[bool, Query(description="Leave out plans that another document replaces or repeals, or whose period is over.")]


@router.get("/search", response_model=shapes.Search)
def search(
    request: Request,
    q: Words,
    kind: Kind = None,
    level: Level = None,
    province: Province = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many documents to show.")] = 20,
    offset: Offset = 0,
) -> JSONResponse:
    """Documents, targets and tasks that have all the words, with the words marked. As `vanban search`."""
    found = ask.search(site_of(request).store, q, [kind] if kind else (), level=level, province=province, limit=limit, offset=offset)
    return page(request, found, found["total"], limit, offset)


@router.get("/plans", response_model=list[shapes.Plan], responses=ambiguous)
def plans(
    request: Request,
    symbol: Symbol,
    date: Date = None,
    direct: Direct = False,
    in_force: InForce = False,
    level: Level = None,
    province: Province = None,
    on: Day = None,
    limit: Limit = None,
    offset: Offset = 0,
) -> JSONResponse:
    """Which documents implement a document, directly and through others, nearest first. As `vanban plans`."""
    store = site_of(request).store
    found = ask.plans(store, ask.choose(store, symbol, date, province), direct=direct, only_in_force=in_force, level=level, province=province, on=on)
    shown = found[offset : None if limit is None else offset + limit]
    return page(request, [{name: value for name, value in asdict(plan).items() if name != "unit"} for plan in shown], len(found), limit, offset)


@router.get("/coverage", response_model=shapes.Coverage, responses=ambiguous)
def coverage(request: Request, symbol: Symbol, level: UnitLevel = "province", province: Province = None, on: Day = None, date: Date = None) -> JSONResponse:
    """Which units have answered a document with one of their own, which not, after how many days. As `vanban coverage`.

    `on`: the day whose units are looked at; by default that of the document.
    """
    store = site_of(request).store
    return JSONResponse(ask.coverage(store, ask.choose(store, symbol, date, province), level, province, on))


@router.get("/cascade", response_model=list[shapes.CascadeRow], responses=ambiguous)
def cascade(
    request: Request, symbol: Symbol, level: Level = None, province: Province = None, date: Date = None, limit: Limit = None, offset: Offset = 0
) -> JSONResponse:
    """A document's targets beside those of the plans below it: kept, raised, lowered, dropped, added. As `vanban cascade`."""
    store = site_of(request).store
    with costly.taken():
        return rows(request, ask.cascade(store, ask.choose(store, symbol, date, province), level, province), limit, offset)


@router.get("/gaps", response_model=shapes.Gaps, responses=ambiguous)
@at_length
def gaps(request: Request, symbol: Symbols = None, province: Province = None, date: Date = None) -> JSONResponse:
    """What is missing: directives without plans, plans on replaced ones, tasks without lead or deadline, targets without body. As `vanban gaps`."""
    store = site_of(request).store
    with searching_gaps.taken():
        return JSONResponse(ask.gaps(store, [ask.choose(store, one, date, province) for one in symbol] if symbol else None, province))


@router.get("/whois", response_model=shapes.Who, responses=ambiguous)
def whois(request: Request, name: Name, on: Day = None, field: Field = None, province: Province = None) -> JSONResponse:
    """A body or unit, until when it was there and who took over from it; of a collective body (các sở, ban, ngành) its members. As `vanban whois`."""
    found = ask.whois(name, on or today(), field, province)
    if not found:
        raise HTTPException(404, f"nobody is known as {shortened(name)}" + (f" in {province}" if province else ""))
    if len(found) > 1:
        raise shapes.SeveralError(f"{shortened(name)} may be any of {len(found)} bodies or units; say which with province", found)
    return JSONResponse(found[0])
