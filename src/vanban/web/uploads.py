"""Taking an upload: who may, where its files go, and their place in the line. Pages and API take them alike."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import to_thread
from fastapi import HTTPException, Request

from vanban.errors import VanbanError
from vanban.web.access import writer
from vanban.web.builds import Build, keep
from vanban.web.receiving import receive
from vanban.web.site import site_of


async def take(request: Request) -> Build:
    """Receive the files of a form and have them built. Who sends them is asked first: nobody else's body is read.

    HTTPException 401 or 403 as `writer`, 422 without a file, 503 when too many wait, 507 when the folder cannot be written.
    """
    sender, site = writer(request), site_of(request)
    folder, bounds = uploads_of(request), site.settings.bounds
    try:
        await to_thread.run_sync(partial(folder.mkdir, parents=True, exist_ok=True))
        with TemporaryDirectory(prefix=".incoming-", dir=folder) as incoming:
            form = await receive(request, Path(incoming), largest=bounds.file, most=bounds.files)
            files = await to_thread.run_sync(keep, form, folder, form.fields.get("replace") == "yes")
    except OSError as error:
        raise HTTPException(507, f"the files cannot be kept: {error.strerror or error}") from error
    if not files:
        raise HTTPException(422, "Hãy chọn ít nhất một tệp." if request.url.path == "/upload" else "there is no file in the form")
    try:
        return site.builds.add(files, sender.name)
    except VanbanError as error:
        raise HTTPException(503, str(error), {"Retry-After": "60"}) from error


def uploads_of(request: Request) -> Path:
    """The folder for uploads; HTTPException 403 when there is none."""
    try:
        return site_of(request).settings.folder()
    except VanbanError as error:
        raise HTTPException(403, str(error)) from error
