"""The pages, a module for each part of the site, in the visible list `PAGES`."""

from vanban.web.pages import (
    bodies,
    checklist,
    directives,
    documents,
    entry,
    progress,
    reference,
    returning,
    reviewing,
    searching,
    uploading,
)

PAGES = (
    searching.router,
    documents.router,
    directives.router,
    checklist.router,
    progress.router,
    returning.router,
    bodies.router,
    reviewing.router,
    entry.router,
    uploading.router,
    reference.router,
)
"""The routers of all pages."""
