"""The server: its pages and its API put together."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException

from vanban import __version__
from vanban.ask import AmbiguousError
from vanban.errors import StoreError, VanbanError
from vanban.store import Store
from vanban.web.caching import Caching
from vanban.web.guard import Guard
from vanban.web.pages import PAGES
from vanban.web.settings import Settings
from vanban.web.site import Site, render


def create_app(settings: Settings) -> FastAPI:
    """The server over a store, as an ASGI application. StoreError when the store cannot be opened."""
    store = Store(settings.store, create=settings.token is not None)
    if not store.linked:
        store.link()  # a build that was cut off left that undone
    app = FastAPI(title="vanban", version=__version__, openapi_url=None, docs_url=None, redoc_url=None)  # their pages load scripts from elsewhere
    app.state.site = Site(settings, store)
    for router in PAGES:
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("vanban.web", "static")]), name="static")
    app.add_exception_handler(VanbanError, _failed)
    app.add_exception_handler(AnyHTTPException, _refused)
    app.add_middleware(Caching, revision=store.revision)
    app.add_middleware(Guard, hosts=settings.hosts)
    return app


def _failed(request: Request, error: Exception) -> Response:
    """What a visitor can act on, as a page: nothing of that name, or several."""
    if isinstance(error, AmbiguousError):
        return render(request, "candidates.html", 300, message=str(error), candidates=error.candidates)
    return render(request, "message.html", 404 if isinstance(error, StoreError) else 400, message=str(error))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, AnyHTTPException)
    return render(request, "message.html", error.status_code, message=str(error.detail))
