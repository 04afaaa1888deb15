"""Who writes, and how it is described."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from vanban.web.access import Visitor, writer
from vanban.web.api.shapes import Problem

_bearer = HTTPBearer(auto_error=False, description="The server's token (`vanban serve --token`). X-Vanban-User says who writes.")


def _writing(request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> Visitor:
    return writer(request)


Writer = Annotated[Visitor, Depends(_writing)]
refused: dict[int | str, dict[str, Any]] = {
    401: {"description": "The token is missing or wrong.", "model": Problem},
    403: {"description": "The server only reads.", "model": Problem},
}
