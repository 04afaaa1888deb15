"""Sending files to the store, and seeing what becomes of them."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from vanban.readers import suffixes
from vanban.web.access import writer
from vanban.web.reasons import reason_in_vietnamese, refusal_in_vietnamese
from vanban.web.settings import MB
from vanban.web.site import render, site_of
from vanban.web.uploads import take, uploads_of

router = APIRouter(include_in_schema=False)


@router.get("/upload")
def upload(request: Request) -> Response:
    """The form for files and folders, and the latest uploads."""
    writer(request)
    site = site_of(request)
    uploads_of(request)
    bounds = site.settings.bounds
    limits = {"file": bounds.file // MB, "upload": bounds.upload // MB, "files": bounds.files}
    return _fresh(render(request, "upload.html", limits=limits, endings=sorted(suffixes()), builds=site.builds.recent()))


@router.post("/upload")
async def send(request: Request) -> Response:
    """Take files, and go where one sees what becomes of them."""
    build = await take(request)
    return RedirectResponse(f"/builds/{build.number}", 303, {"Cache-Control": "no-store"})


@router.get("/builds/{number}")
def build(request: Request, number: int) -> Response:
    """How far a build is. Without scripts the page loads itself again while it runs."""
    writer(request)
    found = site_of(request).builds.get(number)
    if found is None:
        raise HTTPException(404, "Không còn biết lần tải lên này: máy chủ đã khởi động lại. Những tệp đã đọc vẫn ở trong kho; tệp chưa đọc xin tải lên lại.")
    return _fresh(render(request, "build.html", build=found, why=reason_in_vietnamese, refusal=refusal_in_vietnamese))


def _fresh(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
