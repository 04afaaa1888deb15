"""A document: its text with every fact marked, what is known of it, the pages it was read from, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from vanban import ask
from vanban.ask.documents import around
from vanban.export import html
from vanban.identity.nodes import Node
from vanban.model import Document, RelationType
from vanban.store import Direction, Store
from vanban.web.languages import language_of, translator
from vanban.web.pages.searching import PAGE, Offset
from vanban.web.site import address, render, site_of

router = APIRouter(include_in_schema=False)


@router.get("/document/{id:path}")
def document(request: Request, id: str) -> Response:
    """A document's page; of one that nobody loaded, what others say of it."""
    store = site_of(request).store
    node = ask.choose(store, id)
    read = store.document(node.id) if node.loaded else None
    links = _links(store, read) if read else {}
    parts = html.parts(read, _pictures(node, read), links, translator(language_of(request))) if read else None
    unsure = len(read.citations) - len(links) if read else 0
    groups, sources = around(store, node, _SHOWN), store.origins(node.id)
    return render(request, "document.html", node=node, read=read, parts=parts, groups=groups, unsure=unsure, names=_names(request), sources=sources)


_SHOWN = 8  # documents of each relation in the diagram


@router.get("/relations/{id:path}")
def relations(request: Request, id: str, direction: Direction, type: RelationType, offset: Offset = 0) -> Response:
    """All documents in one relation to a document."""
    store = site_of(request).store
    node = ask.choose(store, id)
    found = store.ends(node.id, direction, type, PAGE, offset)
    total = store.related(node.id, direction).get(type, 0)
    asked = {"direction": direction, "type": type}
    name = _names(request)[direction][type]
    return render(request, "relations.html", node=node, name=name, ends=found, asked=asked, offset=offset, limit=PAGE, total=total)


def _names(request: Request) -> dict[str, dict[str, str]]:
    say = translator(language_of(request))
    return {direction: {type: say(name) for type, name in names.items()} for direction, names in NAMES.items()}


NAMES = {
    "outgoing": {
        "implements": "Thực hiện",
        "basis": "Căn cứ",
        "amends": "Sửa đổi, bổ sung",
        "replaces": "Thay thế",
        "repeals": "Bãi bỏ",
        "guides": "Hướng dẫn",
        "cites": "Viện dẫn",
    },
    "incoming": {
        "implements": "Được thực hiện bởi",
        "basis": "Là căn cứ của",
        "amends": "Được sửa đổi, bổ sung bởi",
        "replaces": "Được thay thế bởi",
        "repeals": "Bị bãi bỏ bởi",
        "guides": "Được hướng dẫn bởi",
        "cites": "Được viện dẫn bởi",
    },
}


@router.get("/hits-{places}.css")
def hits(places: int) -> Response:
    """The style that lights up the words of a chosen fact."""
    if not 0 <= places <= _MOST_PLACES:
        raise HTTPException(404, "no document has so many facts")
    return Response(html.hits(places), media_type="text/css", headers={"Cache-Control": "public, max-age=86400"})


_MOST_PLACES = 100_000


@router.get("/marks.css")
def marks() -> Response:
    """The style of marked text, the same as on pages that `vanban parse` writes."""
    return Response(html.style("marks"), media_type="text/css")


@router.get("/page/{id:path}")
def page(request: Request, id: str, n: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """A page that the document was read from, as a picture (WebP)."""
    from vanban.readers.pictures import as_webp, pictures

    for path, read in site_of(request).store.readings(id):
        wanted = [page for page in read.pages if page.number == n]
        if wanted:
            picture = next(iter(pictures(path, wanted)))
            return Response(as_webp(picture), media_type="image/webp")
    raise HTTPException(404, f"{id[:200]} has no page {n}")


def _pictures(node: Node, read: Document) -> Sequence[str]:
    return [f"{address(node.id, 'page')}?n={page.number}" for page in read.pages]


def _links(store: Store, read: Document) -> Mapping[str, str]:
    """The addresses of the documents that its citations mean for certain."""
    return {citation: address(node) for citation, node in store.meant(read.id).items()}
