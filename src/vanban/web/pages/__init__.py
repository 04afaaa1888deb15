"""The pages, a module for each part of the site, in the visible list `PAGES`."""

from vanban.web.pages import bodies, checklist, documents, progress, returning, reviewing, searching

PAGES = (searching.router, documents.router, reviewing.router, checklist.router, progress.router, returning.router, bodies.router)
"""The routers of all pages."""
