"""The pages, a module for each part of the site, in the visible list `PAGES`."""

from vanban.web.pages import directives, documents, reviewing, searching

PAGES = (
    searching.router,
    documents.router,
    directives.router,
    reviewing.router,
)
"""The routers of all pages."""
