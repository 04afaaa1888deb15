"""The server: its pages and its API put together."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from vanban import __version__
from vanban.store import Store
from vanban.web.api import router as api
from vanban.web.api.description import describe
from vanban.web.caching import Caching
from vanban.web.guard import Guard
from vanban.web.limits import Limits
from vanban.web.pages import PAGES
from vanban.web.rates import Rates
from vanban.web.refusals import handle
from vanban.web.settings import Settings
from vanban.web.site import Site
from vanban.web.turns import turns


def create_app(settings: Settings) -> FastAPI:
    """The server over a store, as an ASGI application. StoreError when the store cannot be opened."""
    store = Store(settings.store, create=settings.token is not None)
    if not store.linked:
        store.link()  # a build that was cut off left that undone
    app = FastAPI(title="vanban", version=__version__, lifespan=turns, openapi_url=None, docs_url=None, redoc_url=None)  # their pages load scripts
    app.state.site = Site(settings, store)
    describe(app)
    for router in (*PAGES, api):
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[("vanban.web", "static")]), name="static")
    handle(app)
    app.add_middleware(Caching, revision=store.revision)
    app.add_middleware(Limits, bounds=settings.bounds)
    app.add_middleware(Rates, bounds=settings.bounds)
    app.add_middleware(Guard, hosts=settings.hosts)
    return app
