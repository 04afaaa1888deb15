"""A document as a citation names it: the header of one that is not at hand itself."""

from __future__ import annotations

import re

from vanban import ids, symbols
from vanban.layout import Layout
from vanban.model import Body, Citation, Header
from vanban.quantities import DATE
from vanban.text import Span
from vanban.units import Place


def number_of(symbol: str | None) -> str | None:
    """The number in a symbol: "21" of "21-CT/TW"; None when there is none."""
    parsed = symbols.parse(symbol) if symbol else None
    return parsed.number if parsed else None


_FULL_DATE = re.compile(DATE)


def of_citation(layout: Layout, c: Citation, province: str | None) -> Header:
    """The header of a document from its citation; its title is what stands behind."""
    start, end = layout.view.place(c.span)
    title, span = subject(layout, end)
    found = {"symbol": symbols.pattern(), "date": _FULL_DATE}
    spans = {field: layout.view.span(*m.span()) for field, words in found.items() if (m := words.search(layout.clean, start, end))}
    if span:
        spans["title"] = span
    issuer = full_issuer(c.issuer.text, c.symbol, province) if c.issuer else None
    named = layout.clean.find(c.issuer.text, start, end) if c.issuer else -1
    if c.issuer and named >= 0:
        spans["issuer"] = layout.view.span(named, named + len(c.issuer.text))
    return Header(c.symbol, number_of(c.symbol), c.doc_type, issuer, None, c.date, title, spans=spans)


_TO_STOP = re.compile(r"[\s,:]*(?P<title>[^\n]*?)(?=\.(?:\s|$)|\n|$|”)")


def subject(layout: Layout, at: int) -> tuple[str | None, Span | None]:
    """The words from here to the full stop, and where they stand."""
    m = _TO_STOP.match(layout.clean, at)
    if not m or not m["title"].strip():
        return None, None
    return m["title"].strip(), layout.view.span(m.start("title"), m.end("title"))


_WITHOUT_PLACE = re.compile(r"(?:tỉnh|Tỉnh ủy|tỉnh ủy|Thành ủy|thành phố)$")


def full_issuer(name: str, symbol: str | None, province: str | None) -> Body:
    """The issuer with its province added when the page names it elsewhere: "UBND tỉnh" in Cao Bằng is "UBND tỉnh Cao Bằng"."""
    if province and _WITHOUT_PLACE.search(name):
        name = f"{name} {province}"
    return ids.identify(name, symbol, Place(None, province))[0]
