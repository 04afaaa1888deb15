"""Coming and going: signing in with the server's token, signing out."""

from __future__ import annotations

from math import ceil
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from vanban.web.access import COOKIE, DAYS, LONGEST, is_token, pass_for
from vanban.web.naming import shown
from vanban.web.rates import Buckets, address_of
from vanban.web.site import render, site_of

router = APIRouter(include_in_schema=False)
Next = Annotated[str, Query(max_length=2_000)]


@router.get("/sign-in")
def form(request: Request, next: Next = "/") -> Response:
    """The form for name and token."""
    return _form(request, local(next))


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=1_000)] = "",
    token: Annotated[str, Form(max_length=1_000)] = "",
    next: Annotated[str, Form(max_length=2_000)] = "/",
) -> Response:
    """Give the browser its pass, and go where the visitor wanted to. Who guesses has to wait."""
    settings, guesses, address = site_of(request).settings, request.scope["guesses"], address_of(request)
    assert isinstance(guesses, Buckets)
    called, place = shown(name)[:LONGEST], local(next)
    if settings.token is None:
        raise HTTPException(403, "Máy chủ này chỉ cho đọc.")
    if wait := guesses.wait(address):
        answer = _form(request, place, called, "often", 429)
        answer.headers["Retry-After"] = str(ceil(wait))
        return answer
    if not is_token(settings, token):
        guesses.take(address)
        return _form(request, place, called, "wrong", 401)
    if not called:
        return _form(request, place, called, "nameless", 422)
    answer = RedirectResponse(place, 303, {"Cache-Control": "no-store"})
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, pass_for(settings, called), max_age=DAYS * 86_400, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/sign-out")
def sign_out() -> Response:
    """Take the pass back."""
    answer = RedirectResponse("/", 303, {"Cache-Control": "no-store"})
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _form(request: Request, next: str, name: str = "", fault: str = "", status: int = 200) -> Response:
    answer = render(request, "sign-in.html", status, next=next, name=name, fault=fault)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def local(place: str) -> str:
    """A place of this server to go to; "/" for any other address ("//evil.example", "/\\\\evil.example", "javascript:")."""
    try:
        parts = urlsplit(place)
    except ValueError:
        return "/"
    steady = place.isprintable() and "\\" not in place and not parts.scheme and not parts.netloc
    return place if steady and place.startswith("/") and not place.startswith(("//", "/sign-in", "/sign-out")) else "/"
