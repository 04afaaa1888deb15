"""Files sent to the store, and what became of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from vanban.web.api import shapes
from vanban.web.api.writing import Writer, refused
from vanban.web.site import site_of
from vanban.web.uploads import take

router = APIRouter(tags=["builds"])
_large: dict[int | str, dict[str, Any]] = {413: {"description": "Too much was sent.", "model": shapes.Problem}}
_missing: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such build.", "model": shapes.Problem}}
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "replace": {"type": "string", "enum": ["yes"], "description": "Files of the same name take the place of earlier ones."},
                    },
                    "required": ["files"],
                }
            }
        },
    }
}


@router.post("/builds", status_code=202, response_model=shapes.Build, openapi_extra=_FORM, responses=_large | refused)
async def send(request: Request, writer: Writer) -> JSONResponse:
    """Send files: they are kept, read and linked, one build after the other. As `vanban build`. Location says where to ask how far it is."""
    build = await take(request)
    return JSONResponse(build.json(), 202, {"Location": f"/api/v1/builds/{build.number}", "Cache-Control": "no-store"})


@router.get("/builds/{number}", response_model=shapes.Build, responses=_missing | refused)
def build(request: Request, number: int, writer: Writer) -> JSONResponse:
    """How far a build is, and what each of its files came to. A server that was started anew knows nothing of earlier builds."""
    found = site_of(request).builds.get(number)
    if found is None:
        raise HTTPException(404, f"there is no build {number}, or it was before the server was started; what was read is in the store")
    return JSONResponse(found.json(), headers={"Cache-Control": "no-store"})
