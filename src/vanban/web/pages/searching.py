"""The front page and what is found, as people type: without tones, phrases, symbols."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from vanban import ask, lexicon
from vanban.model import Level
from vanban.web.site import address, province_names, render, site_of

router = APIRouter(include_in_schema=False)
PAGE = 20
_LEVELS = ("central", "ministry", "province", "district", "commune")

Words = Annotated[str, Query(max_length=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Kind = Literal["", "title", "text", "target", "task"]


@router.get("/")
def front(request: Request) -> Response:
    """What the store holds, the documents that most is done for, and where to begin."""
    store = site_of(request).store
    return render(request, "front.html", counts=store.counts(), leading=store.leading(_LEADING))


_LEADING = 12


@router.get("/search")
def search(request: Request, q: Words = "", kind: Kind = "", level: Level | Literal[""] = "", province: str = "", offset: Offset = 0) -> Response:
    """Documents, targets and tasks with all the words. A symbol or id of one document leads there at once."""
    store = site_of(request).store
    asked = {"q": q.strip(), "kind": kind, "level": level, "province": province}
    meant = store.find(asked["q"]) if asked["q"] and not offset else []
    if len(meant) == 1 and not (kind or level or province):
        return RedirectResponse(address(meant[0].id), 303)
    home = lexicon.typed_province(province) if province else None
    empty = not any(map(str.isalnum, q)) or (province and home is None)
    found: dict[str, Any] = {"total": 0, "documents": []}
    if not empty:
        found = ask.search(store, q, [kind] if kind else (), level=level or None, province=home.name if home else None, limit=PAGE, offset=offset)
    about = {"levels": _LEVELS, "provinces": province_names(), "nowhere": bool(province and not home)}
    return render(request, "search.html", asked=asked, found=found, meant=meant, offset=offset, limit=PAGE, **about)
