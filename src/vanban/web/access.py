"""Who may do what: reading is open, writing needs the server's token, which a browser keeps in a cookie that scripts cannot read."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote, unquote

from fastapi import HTTPException, Request

from vanban.web.settings import Settings

COOKIE = "visitor"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who gave the token, and how they are called in what they write."""

    name: str


def pass_for(settings: Settings, name: str) -> str:
    """What a browser keeps after signing in: the name, and a seal that only the token makes. It does not tell the token."""
    return f"{quote(name, safe='')}.{_seal(settings.token or '', name)}"


def visitor(request: Request) -> Visitor | None:
    """Who is signed in, by cookie or by an Authorization header; None for everybody else."""
    settings: Settings = request.app.state.site.settings
    if settings.token is None:
        return None
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and is_token(settings, given.strip()):
        return Visitor(request.headers.get("x-vanban-user", "api")[:200])
    name, _, seal = request.cookies.get(COOKIE, "").rpartition(".")
    told = unquote(name)
    return Visitor(told) if told and hmac.compare_digest(seal, _seal(settings.token, told)) else None


def is_token(settings: Settings, given: str) -> bool:
    """Whether a word is the server's token."""
    return settings.token is not None and hmac.compare_digest(given.encode(), settings.token.encode())


def writer(request: Request) -> Visitor:
    """Who writes. HTTPException 403 when the server only reads, 401 when nobody is signed in."""
    if request.app.state.site.settings.token is None:
        raise HTTPException(403, "this server only reads: it was started without --token")
    found = visitor(request)
    if found is None:
        raise HTTPException(401, "sign in first, or send the token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    return found


def _seal(token: str, name: str) -> str:
    return hmac.new(token.encode(), name.encode(), hashlib.sha256).hexdigest()
