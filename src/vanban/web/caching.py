"""Answers that are still true: the browser is told so, and what was rendered a moment ago is not rendered again.

An answer depends on its address, the language, who is signed in, the day, the program, and what the store holds, which has a number that every change raises.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vanban import __version__
from vanban.clock import today
from vanban.errors import StoreError
from vanban.web.access import COOKIE as VISITOR
from vanban.web.languages import COOKIE as LANGUAGE
from vanban.web.languages import language_of

ROOM = 64 << 20
"""Bytes of answers kept in memory."""
_LARGEST = 2 << 20


@dataclass(frozen=True, slots=True)
class _Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Caching:
    """ASGI middleware for GET requests. `revision` is the number of what the store holds now; answers that say "no-store" are left alone."""

    def __init__(self, app: ASGIApp, revision: Callable[[], object]) -> None:
        self.app, self.revision = app, revision
        self.kept: OrderedDict[str, _Kept] = OrderedDict()
        self.size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        try:
            revision = await to_thread.run_sync(self.revision, limiter=getattr(scope["app"].state, "quick", None))
        except StoreError:  # the page itself says so, where it needs the store
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        tag = _tag(request, revision)
        if tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
            await Response(status_code=304, headers={"ETag": tag, "Cache-Control": _CONTROL})(scope, receive, send)
        elif scope["method"] == "GET" and (kept := self._known(tag)):
            await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
            await send({"type": "http.response.body", "body": kept.body})
        else:
            await self.app(scope, receive, _Recording(self, tag, send))

    def _known(self, tag: str) -> _Kept | None:
        found = self.kept.get(tag)
        if found:
            self.kept.move_to_end(tag)
        return found

    def keep(self, tag: str, kept: _Kept) -> None:
        """Keep an answer; those that nobody asked for the longest make room."""
        if tag not in self.kept:
            self.kept[tag] = kept
            self.size += len(kept.body)
        while self.size > ROOM:
            self.size -= len(self.kept.popitem(last=False)[1].body)


_CONTROL = "private, no-cache"  # kept by the browser, asked about each time


class _Recording:
    """What is sent, tagged and copied on its way where it can be kept: a whole answer that sets no cookie and is not too long."""

    def __init__(self, cache: Caching, tag: str, send: Send) -> None:
        self.cache, self.tag, self.send = cache, tag, send
        self.headers: list[tuple[bytes, bytes]] | None = None
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == 200 and "no-store" not in headers.get("cache-control", ""):
                headers["ETag"] = self.tag
                headers.setdefault("Cache-Control", _CONTROL)
                headers.add_vary_header("Cookie, Authorization, X-Vanban-User")
                self.headers = None if "set-cookie" in headers else message["headers"]
        elif message["type"] == "http.response.body" and self.headers is not None:
            self.body += message.get("body", b"")
            if len(self.body) > _LARGEST:
                self.headers = None
            elif not message.get("more_body"):
                self.cache.keep(self.tag, _Kept(self.headers, bytes(self.body)))
        await self.send(message)


def _tag(request: Request, revision: object) -> str:
    told = (
        request.scope["path"],  # as it came: `request.url` ends at "#", and leaves line ends out
        request.scope["query_string"],
        language_of(request),
        *(request.cookies.get(name) for name in (LANGUAGE, VISITOR)),
        *(request.headers.get(name) for name in ("authorization", "x-vanban-user")),
        request.headers.get("accept") if request.scope["path"].startswith("/api") else None,
        today(),
        revision,
        __version__,
    )
    digest = hashlib.blake2b(repr(told).encode(), digest_size=12)
    return f'W/"{digest.hexdigest()}"'
