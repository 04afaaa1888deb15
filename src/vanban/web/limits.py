"""What one request may be: how long its address, how large its body, how slow."""

from __future__ import annotations

import re
from collections.abc import Mapping

import anyio
from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vanban.web.refusals import refuse
from vanban.web.settings import MB, Bounds

_NUL = re.compile(rb"%00|\0")


class Limits:
    """ASGI middleware. `larger` names the paths to which more than a form or a question may be sent, each with its bytes."""

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        self.app, self.bounds = app, bounds
        upload = bounds.upload + MB  # the form around the files
        self.larger: Mapping[str, int] = {"/upload": upload, "/api/v1/builds": upload, "/api/v1/parse": bounds.file + MB, "/progress": bounds.workbook + MB}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = {**scope, "query_string": _NUL.sub(b"", scope["query_string"])}  # no database takes it, and nobody means it
        if refused := self._refused(scope):
            await refuse(Request(_short(scope)), *refused)(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _Bodiless(send))
        else:
            await self.app(scope, _Bounded(receive, self._largest(scope), self.bounds.silence), send)

    def _largest(self, scope: Scope) -> int:
        return self.larger.get(scope["path"], self.bounds.body)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
        if len(path) + len(query) > self.bounds.address:
            return 414, f"an address has at most {self.bounds.address} characters"
        if _NUL.search(path):
            return 400, "there is a NUL character in the address"
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest(scope):
            return 413, _too_large(self._largest(scope))
        return None


def _short(scope: Scope) -> Scope:
    """The request as its refusal needs it: its address is not repeated."""
    return {**scope, "path": "/api/" if scope["path"].startswith("/api/") else "/", "query_string": b""}


def _too_large(largest: int) -> str:
    return f"at most {largest // MB} MB are taken here"


class _Bounded:
    """What comes of a body, counted, also when nobody said how long it will be. HTTPException 413 when it is too much, 408 when nothing comes."""

    def __init__(self, receive: Receive, largest: int, silence: float) -> None:
        self.receive, self.largest, self.silence = receive, largest, silence
        self.size, self.whole = 0, False

    async def __call__(self) -> Message:
        if self.whole:
            return await self.receive()  # waits until the visitor is gone
        try:
            with anyio.fail_after(self.silence):
                message = await self.receive()
        except TimeoutError:
            raise HTTPException(408, f"nothing came for {self.silence:g} seconds") from None
        self.size += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.size > self.largest:
            raise HTTPException(413, _too_large(self.largest))
        return message


class _Bodiless:
    """The answer to HEAD: as to GET, without its body."""

    def __init__(self, send: Send) -> None:
        self.send = send

    async def __call__(self, message: Message) -> None:
        await self.send({**message, "body": b""} if message["type"] == "http.response.body" else message)
