"""The pages, a module for each part of the site, in the visible list `PAGES`."""

from vanban.web.pages import directives, documents, entry, reference, reviewing, searching, uploading

PAGES = (
    searching.router,
    documents.router,
    directives.router,
    reviewing.router,
    entry.router,
    uploading.router,
    reference.router,
)
"""The routers of all pages."""
