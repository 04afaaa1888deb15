"""A document with its facts marked, as HTML: the pieces of such a page, and one page that needs nothing else, no script and no other address.

The whole source text stands there character for character.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from vanban.checklist.rows import title
from vanban.export.html.lists import Lists
from vanban.export.html.sheets import Boxed, pages_of, sheets
from vanban.export.html.text import label, marked, placed
from vanban.export.html.words import KINDS, NAMES, Say, escaped
from vanban.marks import LAYERS, Layer, Mark, marks
from vanban.model import Document

_NONE_LINKED: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of a document's page: what the colours mean, the pages it was read from (empty without pictures), its text, its facts as lists.

    `places` is how many places are marked; `hits` of it is the style that lights up the words of the fact that was chosen.
    """

    legend: str
    pages: str
    text: str
    lists: str
    places: int


def parts(document: Document, pictures: Sequence[str] = (), links: Mapping[str, str] = _NONE_LINKED, say: Say = str) -> Parts:
    """The pieces of a document's page.

    `pictures` are the addresses of pictures, one for each of `document.pages`; `links` those of cited documents, by the citation's id;
    `say` translates what is ours.
    """
    found = marks(document)
    places = placed(found)
    by_layer = {layer: [mark for mark in found if mark.layer == layer] for layer in LAYERS}
    on = pages_of(document) if pictures else {}
    figures = "".join(sheets(document, pictures, (Boxed(p.number, p.layer, p.marks, label(p, say)) for p in places), say)) if pictures else ""
    return Parts(
        _legend(document, by_layer, bool(pictures), say),
        f'<section id="pages" aria-label="{say("Các trang")}">\n{figures}</section>\n' if pictures else "",
        "".join(marked(document, found, places, say)),
        "".join(Lists(document, by_layer, on, links, say)),
        len(places),
    )


def hits(places: int) -> str:
    """The style that lights up the words of a chosen fact, for a page with so many places."""
    chosen = ",".join(f":root:has(.p{n}:target) .g{n}" for n in range(places))
    return f"{chosen or '.hit'}{{background-color:var(--hit)}}"


def style(*names: str) -> str:
    """Style sheets of this package, one after another: "marks" for the pieces, "page" for what is around them."""
    return "".join(files(__package__).joinpath(f"{name}.css").read_text(encoding="utf-8") for name in names)


def page(document: Document, pictures: Sequence[bytes] = ()) -> str:
    """The page of a document, complete, as text to be written in UTF-8. With `pictures` (WebP, one for each of `document.pages`) the pages it was read
    from stand above the text, facts boxed.
    """
    made = parts(document, [f"data:image/webp;base64,{base64.b64encode(picture).decode('ascii')}" for picture in pictures])
    name = escaped(title(document))
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n",
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{name}</title>\n<style>\n{style('page', 'marks')}{hits(made.places)}\n</style>\n</head>\n<body>\n",
            f"<header>\n<h1>{name}</h1>\n{_subject(document)}</header>\n",
            made.legend,
            f'<div class="sheet">\n<div>\n{made.pages}<main id="text" class="text">{made.text}</main>\n</div>\n',
            f'<aside class="facts" aria-label="Các thông tin đọc được">\n{made.lists}</aside>\n</div>\n</body>\n</html>',
        )
    )


def _subject(document: Document) -> str:
    header = document.header
    issuer = f"{header.issuer.text} · " if header.issuer else ""
    subject = f"<p>{escaped(header.title)}</p>\n" if header.title and header.symbol else ""
    return f'{subject}<p class="source">{escaped(f"{issuer}{document.source.name} · {KINDS[document.source.kind]} · {document.id}")}</p>\n'


def _legend(document: Document, by_layer: dict[Layer, list[Mark]], has_pages: bool, say: Say) -> str:
    """What the colours mean; a layer can be switched off, and leads to its list."""
    items = []
    for layer in LAYERS:
        count = len(document.warnings if layer == "warnings" else by_layer[layer])
        switch = f'<input type="checkbox" id="show-{layer}" checked aria-label="{say("Đánh dấu")}: {say(NAMES[layer])}">'
        items.append(f'<li class="{layer}">{switch}<a href="#list-{layer}">{say(NAMES[layer])} <b>{count}</b></a></li>\n')
    pages = f'<li><a href="#pages">{say("Trang giấy")}</a></li>\n' if has_pages else ""
    return f'<nav class="legend" aria-label="{say("Chú giải")}">\n<ul>\n{pages}<li><a href="#text">{say("Toàn văn")}</a></li>\n{"".join(items)}</ul>\n</nav>\n'
