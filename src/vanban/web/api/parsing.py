"""A file or text in, its record out; nothing of it is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from vanban.errors import ReadError
from vanban.readers import READERS
from vanban.web.api.shapes import Problem
from vanban.web.naming import safe_name
from vanban.web.parsed import texts
from vanban.web.receiving import receive
from vanban.web.site import site_of
from vanban.workers import Limits, each

router = APIRouter(tags=["documents"])
LIMITS = Limits(seconds=60, total_seconds=300, memory_bytes=1 << 30)
AT_ONCE, WAITING = 2, 16
_record = {"$ref": "#/components/schemas/Document"}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "text/plain": {"schema": {"type": "string"}},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}},
        },
    },
    "responses": {"200": {"description": "The record", "content": {"application/json": {"schema": _record}, "application/jsonl": {"schema": _record}}}},
}


@router.post(
    "/parse",
    response_class=Response,
    openapi_extra=_BODY,
    responses={code: {"model": Problem} for code in (413, 415, 422, 503)},
)
async def parse(
    request: Request,
    name: Annotated[str | None, Query(max_length=300, description="The file's name; its ending helps to tell what it is.", examples=["452-kh.docx"])] = None,
) -> Response:
    """The record of a file (Word, PDF, scan, web page, text), or of a text. As `vanban parse`: a file of several documents gives a record a line.

    The file is the body of the request, or a part of a form. Nothing is kept. Reading it may take no longer than five minutes and a gigabyte of memory.
    """
    places = _places(request)
    if places.waiting >= WAITING:
        raise HTTPException(503, "too many files are being read; ask again in a minute", {"Retry-After": "60"})
    places.waiting += 1
    try:
        with TemporaryDirectory(prefix="vanban-parse-") as folder:
            path = await _taken(request, Path(folder), name)
            found = await to_thread.run_sync(partial(_read, path), limiter=places.reading)
    finally:
        places.waiting -= 1
    body = "".join(f"{one}\n" for one in found).encode("utf-8", "backslashreplace")  # half a letter (a surrogate) is written \udXXX, as JSON has it
    return Response(body, media_type="application/json" if len(found) == 1 else "application/jsonl", headers={"Cache-Control": "no-store"})


class _Places:
    """The places at which files are read, and how many files there are."""

    def __init__(self) -> None:
        self.reading = CapacityLimiter(AT_ONCE)
        self.waiting = 0


def _places(request: Request) -> _Places:
    state = request.app.state
    if not hasattr(state, "parsing"):
        state.parsing = _Places()
    found: _Places = state.parsing
    return found


async def _taken(request: Request, folder: Path, name: str | None) -> Path:
    """The file that was sent, written into a folder."""
    bounds = site_of(request).settings.bounds
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        form = await receive(request, folder, largest=bounds.file, most=1)
        for refused in form.refused:
            raise HTTPException(413, refused.reason)
        if not form.files:
            raise HTTPException(422, "there is no file in the form")
        return form.files[0].path.rename(folder / safe_name(name or form.files[0].name))
    path = folder / safe_name(name or f"text{_endings().get(kind, '.txt')}")
    size = 0
    with path.open("wb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > bounds.file:
                raise HTTPException(413, f"the file is larger than {bounds.file >> 20} MB")
            await to_thread.run_sync(file.write, chunk)
    if not size:
        raise HTTPException(422, "there is nothing in it")
    return path


def _endings() -> dict[str, str]:
    return {media: ending for ending, (media, _) in reversed(READERS.items())}


def _read(path: Path) -> list[str]:
    """The records of a file, read in a process of its own. HTTPException 422 with the reason when it cannot be read."""
    _, result = next(each(texts, [(str(path),)], 1, LIMITS))
    if isinstance(result, ReadError):
        raise HTTPException(422, f"{path.name}: {result.reason}")
    return result
