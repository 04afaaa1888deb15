"""The API described as OpenAPI, from the addresses themselves and the schema of the record."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from vanban import records

ABOUT = """The answers of the program's commands over HTTP: the same values under the same names.

Reading is open to whoever reaches the server. Writing needs its token, `Authorization: Bearer …`; `X-Vanban-User` says who writes. Symbols are taken as people
type them (`21-ct/tw`, `21 CT/TW`). Lists come in pages: `limit` and `offset` ask for one, `X-Total-Count` says how many rows there are, `Link` where the next
page is. Answers carry an `ETag`: sent back as `If-None-Match`, it is answered with 304 as long as the store is the same. What goes wrong is told as
`application/problem+json` (RFC 9457); 429 and 503 say in `Retry-After` when to ask again. All offsets count Unicode code points."""
TAGS = [
    {"name": "questions", "description": "What the store is asked: search, plans, coverage, cascade, gaps, who is who."},
    {"name": "tasks", "description": "The task checklist."},
    {"name": "documents", "description": "Documents and their records, the whole store in other formats, and files that are only read."},
    {"name": "links", "description": "Citations that may mean several documents, and what people say of them."},
    {"name": "builds", "description": "Files sent to the store."},
]
ADDRESS = "/api/v1/openapi.json"
_PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_METHODS = ("get", "post")


def describe(app: FastAPI) -> None:
    """Let an app answer with its description, which is made when it is first asked for."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _made(app)
        return app.openapi_schema

    def openapi(request: Request) -> JSONResponse:
        return JSONResponse(app.openapi(), media_type="application/openapi+json")

    app.openapi = made  # type: ignore[method-assign]
    app.add_api_route(ADDRESS, openapi, include_in_schema=False)


def _made(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title="vanban", version=app.version, summary="Vietnamese policy documents and what links them", description=ABOUT, tags=TAGS, routes=app.routes
    )
    schemas = made["components"]["schemas"]
    schemas |= _record()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for path in made["paths"].values():
        for method in _METHODS:
            if method in path:
                _told(path[method]["responses"])
    return made


def _told(responses: dict[str, Any]) -> None:
    """Refusals as they are sent: problem JSON, and one entry for all that are not named."""
    responses.pop("422", None)
    for response in responses.values():
        response["description"] = response["description"].replace("Successful Response", "The answer.")
    for status, response in responses.items():
        if int(status) >= 400:
            response["content"] = {"application/problem+json": next(iter(response["content"].values()))}
    responses["default"] = {"description": "What is wrong with the request, or with the server.", **_PROBLEM}


def _record() -> dict[str, Any]:
    """The schemas of the record and of what /show makes of it."""
    schema = records.schema()
    parts = schema.pop("$defs")
    document = {name: value for name, value in schema.items() if not name.startswith("$")}
    listed = {"type": "array", "items": {"type": "object"}}
    more = {name: {**listed, "description": told} for name, told in _MORE.items()}
    shown = {"description": "The record of a document, or what is known of one that was not read, with its relations.", "type": "object"}
    whole = {**shown, "properties": {"id": {"type": "string"}, **more}, "required": ["id", *more]}
    return {name: _moved(one) for name, one in {**parts, "Document": document, "Shown": whole}.items()}


_MORE = {
    "incoming": "Relations that other documents say it has to them, each with evidence.",
    "outgoing": "Relations that it says it has to others, each with evidence.",
    "sources": "The files that it was read from.",
}


def _moved(part: Any) -> Any:
    """A schema whose parts stand among the components."""
    if isinstance(part, dict):
        return {name: value.replace("#/$defs/", "#/components/schemas/") if name == "$ref" else _moved(value) for name, value in part.items()}
    return [_moved(one) for one in part] if isinstance(part, list) else part
