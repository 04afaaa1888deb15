"""Documents: the list of all, one with its relations, records as they were read, and whole stores in the formats of other programs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from pydantic import AfterValidator
from starlette.background import BackgroundTask

from vanban import ask
from vanban.errors import shortened
from vanban.export import EXPORTERS, Asked, Folder, Lines
from vanban.records import record
from vanban.store import Store
from vanban.web.api import shapes
from vanban.web.api.answering import Room, page
from vanban.web.api.parameters import MOST, Date, Day, Id, Level, Offset, Province, Symbol, Symbols
from vanban.web.api.shapes import ambiguous
from vanban.web.site import site_of
from vanban.web.turns import at_length

router = APIRouter(tags=["documents"])
_SHOWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The document", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Shown"}}}}
}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": {"application/octet-stream": {}}}}
_RECORDS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Its records", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Document"}}}}}
}


@router.get("/documents", response_model=list[shapes.Listed])
def documents(
    request: Request,
    level: Level = None,
    province: Province = None,
    type: Annotated[str | None, Query(max_length=50, description="Only documents of this kind, as in symbols.", examples=["KH"])] = None,
    since: Annotated[Day, Query(description="Only documents of this day and after.")] = None,
    until: Annotated[Day, Query(description="Only documents of this day and before.")] = None,
    loaded: Annotated[bool | None, Query(description="Only documents whose text was read, or only those that others speak of.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many to show.")] = 100,
    offset: Offset = 0,
) -> JSONResponse:
    """All documents that are known, by id: those that were read, and those that others speak of. One without a date is in no span of time."""
    total, found = site_of(request).store.listed(level, province, type, since, until, loaded, limit, offset)
    return page(request, [asdict(node) for node in found], total, limit, offset)


@router.get("/show", responses=_SHOWN | ambiguous)
def show(request: Request, symbol: Symbol, date: Date = None, province: Province = None) -> JSONResponse:
    """One document by its symbol: its record with `incoming` and `outgoing` relations and the files it was read from. As `vanban show`."""
    store = site_of(request).store
    return JSONResponse(_without_paths(ask.show(store, ask.choose(store, symbol, date, province))))


@router.get("/documents/{id:path}", responses=_SHOWN | ambiguous)
def document(request: Request, id: Id) -> JSONResponse:
    """One document by its id: as /show."""
    return show(request, id)


def _without_paths(shown: dict[str, Any]) -> dict[str, Any]:
    """What a document is, without the server's folders."""
    return shown | {"sources": [source | {"path": Path(source["path"]).name} for source in shown["sources"]]}


@router.get("/records/{id:path}", responses=_RECORDS | ambiguous)
def records(request: Request, id: Id) -> JSONResponse:
    """The records of a document, one for each file that it was read from: official texts before reports."""
    store = site_of(request).store
    node = ask.choose(store, id)
    found = [record(read) for _, read in store.readings(node.id)]
    if not found:
        raise HTTPException(404, f"no text of {shortened(node.id)} was read")
    return JSONResponse(found)


exporting = Room(2, 5)


def _known(to: str) -> str:
    if to not in EXPORTERS:
        raise ValueError(f"there is no format {shortened(to)}; there are {', '.join(EXPORTERS)}")
    return to


To = Annotated[
    str,
    Query(description="The format; those of several files come as a ZIP archive.", json_schema_extra={"enum": [*EXPORTERS]}, examples=["jsonl"]),
    AfterValidator(_known),
]


@router.get("/export", response_class=Response, responses=_FILE | ambiguous)
@at_length
def export(
    request: Request,
    to: To,
    symbol: Symbols = None,
    base: Annotated[
        str, Query(max_length=300, pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*$", description="What identifiers begin with (jsonld).")
    ] = Asked().base,
    date: Date = None,
    province: Province = None,
) -> Response:
    """What the store holds, or some documents of it, for other programs. As `vanban export`. It comes as it is made: a store may be large."""
    store, exporter = site_of(request).store, EXPORTERS[to]
    if symbol and exporter.whole:
        raise HTTPException(400, f"{to} is written of a whole store: leave symbol out")
    asked = Asked(tuple(ask.choose(store, one, date, province).id for one in symbol or ()), base)
    if isinstance(exporter, Lines):
        kind, lines = _KINDS.get(to, "application/xml"), _lines(exporter, store, asked)
        begun = chain([next(lines, "")], lines)  # what cannot be begun is told in place of an answer
        return StreamingResponse(begun, media_type=kind, headers=_named(f"vanban.{to}") | {"Cache-Control": "no-store"})
    return _archive(exporter, store, asked, to)


_KINDS = {"jsonl": "application/jsonl", "jsonld": "application/ld+json", "graphml": "application/graphml+xml"}


def _lines(exporter: Lines, store: Store, asked: Asked) -> Iterator[str]:
    with exporting.taken():
        yield from (line + "\n" for line in exporter.make(store, asked))


def _archive(exporter: Folder, store: Store, asked: Asked, to: str) -> FileResponse:
    """The files of an export in one archive, which is gone when it was sent."""
    folder = mkdtemp(prefix="vanban-export-")
    try:
        with exporting.taken():
            made = Path(folder, to)
            made.mkdir()
            exporter.write(store, asked, made)
            archive = shutil.make_archive(str(made), "zip", made)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        archive,
        media_type="application/zip",
        headers=_named(f"vanban-{to}.zip") | {"Cache-Control": "no-store"},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
