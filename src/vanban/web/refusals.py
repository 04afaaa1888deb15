"""What could not be done, said so that a visitor can act on it: to programs as problem JSON (RFC 9457), to people as a page."""

from __future__ import annotations

import errno
import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from vanban.ask import AmbiguousError
from vanban.errors import StoreError, VanbanError, shortened
from vanban.web.guard import HEADERS
from vanban.web.reasons import refusal_in_vietnamese
from vanban.web.site import here, query, render, site_of

PROBLEMS = {
    400: ("invalid", "The request cannot be understood", "Yêu cầu không hợp lệ"),
    401: ("token", "The token is missing or wrong", "Hãy đăng nhập trước"),
    403: ("reading-only", "This server only reads", "Máy chủ này chỉ cho đọc"),
    404: ("not-found", "There is no such thing here", "Không có trang hoặc văn bản này"),
    405: ("method", "The address does not take this method", "Địa chỉ này không nhận yêu cầu như vậy"),
    408: ("silence", "The request did not come to its end", "Yêu cầu gửi dở dang"),
    409: ("ambiguous", "Several are called so", "Có nhiều văn bản cùng số, ký hiệu"),
    413: ("too-large", "Too much was sent", "Nội dung gửi lên quá lớn"),
    414: ("long-address", "The address is too long", "Địa chỉ quá dài"),
    415: ("media-type", "This kind of content is not taken here", "Không nhận loại nội dung này"),
    422: ("invalid", "A value cannot be understood", "Có giá trị không hợp lệ"),
    429: ("too-often", "Too many requests", "Quá nhiều yêu cầu; hãy chờ một lát"),
    500: ("fault", "The server has a fault", "Máy chủ gặp lỗi"),
    507: ("no-room", "The server has no room for files", "Máy chủ hết chỗ chứa tệp"),
    503: ("busy", "The server cannot answer now", "Máy chủ đang bận; hãy thử lại sau ít giây"),
}
"""Status → the kind of problem (as in its type's address), and what it is called in English and Vietnamese."""


def refuse(request: Request, status: int, detail: str, headers: dict[str, str] | None = None, /, **more: Any) -> Response:
    """The answer to a request that is not answered. It is never kept by a cache."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    kind, title, vietnamese = PROBLEMS.get(status, PROBLEMS[400 if status < 500 else 500])
    if request.url.path.startswith("/api/"):
        body = {"type": f"/api#{kind}", "title": title, "status": status, "detail": detail, **more}
        return JSONResponse(body, status, kept, "application/problem+json")
    answer = render(request, "refused.html", status, title=vietnamese, message="" if detail == title else detail, why=refusal_in_vietnamese(detail))
    answer.headers.update(kept)
    return answer


def handle(app: FastAPI) -> None:
    """Have an app say so whatever goes wrong."""
    for kind, told in ((VanbanError, _failed), (HTTPException, _refused), (RequestValidationError, _invalid), (OSError, _no_room), (Exception, _broken)):
        app.add_exception_handler(kind, told)


def _failed(request: Request, error: Exception) -> Response:
    """Nothing of that name, several, or a store that cannot answer."""
    message = str(error).removeprefix(f"{site_of(request).store.name}: ").replace(" --", " ")
    if candidates := getattr(error, "candidates", None):
        if isinstance(error, AmbiguousError) and not request.url.path.startswith("/api/"):
            return render(request, "candidates.html", 300, message=message, candidates=candidates)
        return refuse(request, 409, message, candidates=candidates)
    if isinstance(error, StoreError) and error.__cause__:
        logging.getLogger("uvicorn.error").error("%s", error)  # who runs the server can do something about it
        return refuse(request, 503, "the store cannot be read or written now", {"Retry-After": "5"})
    return refuse(request, 404 if isinstance(error, StoreError) else 400, message)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 401 and request.method == "GET" and not request.url.path.startswith("/api/"):
        return RedirectResponse("/sign-in" + query({"next": here(request)}), 303, {"Cache-Control": "no-store"})
    known = PROBLEMS.get(error.status_code)
    detail = str(error.detail)
    if known and error.status_code in (404, 405) and detail in ("Not Found", "Method Not Allowed"):
        detail = known[1]
    return refuse(request, error.status_code, detail, dict(error.headers or {}))


def _invalid(request: Request, error: Exception) -> Response:
    """Parameters and bodies that are not as described: each with what is wrong."""
    assert isinstance(error, RequestValidationError)
    told = [f"{'.'.join(str(one) for one in fault['loc'][1:])[:100]}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()[:10]]
    return refuse(request, 422, shortened("; ".join(told).replace("\n", " "), 1_000))


def _no_room(request: Request, error: Exception) -> Response:
    """A disk that is full; whatever else the system refuses is a fault."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        logging.getLogger("uvicorn.error").error("%s", error)
        return refuse(request, 507, "the server has no room for files")
    raise error


def _broken(request: Request, error: Exception) -> Response:
    """A fault of the program: it is logged, and not told. This answer passes no guard on its way, so it carries the headers itself."""
    return refuse(request, 500, "the server has a fault; it is in its log", HEADERS)
