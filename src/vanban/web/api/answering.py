"""Answers as JSON, whole or in pages: the body stays what the command prints, where it goes on is said in the headers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fastapi import HTTPException, Request
from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(request: Request, found: Sequence[Any], limit: int | None, offset: int) -> JSONResponse:
    """Some of the rows that were found, from `offset` on; all that are left without a limit."""
    return page(request, found[offset : None if limit is None else offset + limit], len(found), limit, offset)


def page(request: Request, body: Any, total: int, limit: int | None, offset: int) -> JSONResponse:
    """A page of an answer that has `total` rows, with its neighbours as links (RFC 8288) and the total in X-Total-Count."""
    starts = {"prev": max(0, offset - limit) if limit and offset else None, "next": offset + limit if limit and offset + limit < total else None}
    links = [f'<{_at(request, start)}>; rel="{name}"' for name, start in starts.items() if start is not None]
    return JSONResponse(body, headers={"X-Total-Count": str(total)} | ({"Link": ", ".join(links)} if links else {}))


def _at(request: Request, offset: int) -> str:
    """This address from another row on. Without the server's name: whoever asks knows how it reached it."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
    return f"{quote(request.url.path, safe='/~')}?{urlencode([*kept, ('offset', offset)])}"


class Room:
    """Room for questions that cost much: `several` at a time; those who wait longer than `seconds` are sent away (HTTPException 503)."""

    def __init__(self, several: int, seconds: float = 20) -> None:
        self._free, self._seconds = BoundedSemaphore(several), seconds
        self._waiting = BoundedSemaphore(4 * several)  # a thread each

    @contextmanager
    def taken(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise _busy()
        try:
            free = self._free.acquire(timeout=self._seconds)
        finally:
            self._waiting.release()
        if not free:
            raise _busy()
        try:
            yield
        finally:
            self._free.release()


def _busy() -> HTTPException:
    return HTTPException(503, "too many questions of this kind at a time; ask again in a few seconds", {"Retry-After": "5"})
