"""Who may do what: reading is open, writing needs the server's token, which a browser keeps in a cookie that scripts cannot read."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote, unquote

from fastapi import HTTPException, Request

from vanban.clock import seconds
from vanban.web.settings import Settings

COOKIE = "visitor"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who gave the token, and how they are called in what they write."""

    name: str


DAYS = 30
"""For how long a browser is known after signing in."""


def pass_for(settings: Settings, name: str, now: float | None = None) -> str:
    """What a browser keeps after signing in: the name, until when it holds, and a seal that only the token makes. It does not tell the token."""
    until = int(seconds() if now is None else now) + DAYS * 86_400
    told = f"{quote(name, safe='')}.{until}"
    return f"{told}.{_seal(settings.token or '', told)}"


def visitor(request: Request) -> Visitor | None:
    """Who is signed in, by an Authorization header or by cookie; None for everybody else."""
    settings: Settings = request.app.state.site.settings
    if settings.token is None:
        return None
    if given := request.headers.get("authorization"):
        kind, _, token = given.partition(" ")
        name = _letters(request.headers.get("x-vanban-user", "")).strip()[:LONGEST]
        return Visitor(name or "api") if kind.lower() == "bearer" and is_token(settings, _letters(token.strip())) else None
    told, _, seal = request.cookies.get(COOKIE, "").rpartition(".")
    if not told or not _same(seal, _seal(settings.token, told)):
        return None
    name, _, until = told.rpartition(".")
    return Visitor(unquote(name)) if int(until) > seconds() else None


LONGEST = 100  # characters of a name


def is_token(settings: Settings, given: str) -> bool:
    """Whether a word is the server's token."""
    return settings.token is not None and _same(given, settings.token)


def writer(request: Request) -> Visitor:
    """Who writes. HTTPException 403 when the server only reads, 401 when nobody is signed in."""
    if request.app.state.site.settings.token is None:
        raise HTTPException(403, "this server only reads: it was started without --token")
    found = visitor(request)
    if found is None:
        raise HTTPException(401, "sign in first, or send the token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    return found


def _seal(token: str, told: str) -> str:
    return hmac.new(token.encode(), told.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _letters(header: str) -> str:
    """A header as it was meant: headers come as bytes, one a character."""
    return header.encode("latin-1", "replace").decode(errors="replace")


def _same(given: str, right: str) -> bool:
    """Whether two words are the same, told in the same time whatever is wrong; letters of any kind may be given."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
