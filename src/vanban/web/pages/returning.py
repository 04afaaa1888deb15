"""Workbooks that staff filled in: what they would change is shown first, and taken over when that is right."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, UploadFile
from fastapi.responses import Response

from vanban.errors import ReadError
from vanban.store import Store
from vanban.web.access import Visitor, writer
from vanban.web.settings import MB
from vanban.web.site import render, site_of
from vanban.web.tasking import STATES
from vanban.web.turns import at_length

router = APIRouter(include_in_schema=False)
_MOST = 8  # workbooks that wait for their word
_waiting: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
"""Key → who sent a workbook, and its bytes."""


@router.get("/progress")
def sending(request: Request) -> Response:
    """Where a filled-in workbook is sent."""
    return _page(request)


@router.post("/progress")
@at_length
def preview(request: Request, who: Annotated[Visitor, Depends(writer)], file: UploadFile) -> Response:
    """What a workbook would change. Nothing is changed yet."""
    largest = site_of(request).settings.bounds.workbook
    content = file.file.read(largest + 1)
    if len(content) > largest:
        raise HTTPException(413, f"a workbook of at most {largest // MB} MB is taken")
    try:
        report = _take(site_of(request).store, content, who.name, dry_run=True)
    except ReadError as error:
        return _page(request, 422, fault=error.reason)
    key = secrets.token_urlsafe(16)
    _waiting[key] = who.name, content
    while len(_waiting) > _MOST:
        _waiting.popitem(last=False)
    return _page(request, report=report, key=key)


@router.post("/progress/taken")
@at_length
def take(request: Request, who: Annotated[Visitor, Depends(writer)], key: Annotated[str, Form(max_length=100)]) -> Response:
    """Take over what was shown. The report is made anew: somebody may have said something in between."""
    sender, content = _waiting.pop(key, ("", b""))
    if sender != who.name:
        return _page(request, 409, fault="sent too long ago")
    return _page(request, report=_take(site_of(request).store, content, who.name, dry_run=False), taken=True)


def _take(store: Store, content: bytes, by: str, *, dry_run: bool) -> dict[str, Any]:
    from vanban.checklist import returned

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "returned.xlsx")
        path.write_bytes(content)
        return returned.take(store, path, by, dry_run=dry_run)


def _page(request: Request, status: int = 200, **values: Any) -> Response:
    made: dict[str, Any] = {"report": None, "key": "", "taken": False, "fault": "", "state_names": STATES, "field_names": FIELDS, **values}
    answer = render(request, "returned.html", status, **made)
    if request.method != "GET":
        answer.headers["Cache-Control"] = "no-store"
    return answer


FIELDS = {"state": "Trạng thái", "note": "Ghi chú", "deadline": "Gia hạn đến ngày"}
