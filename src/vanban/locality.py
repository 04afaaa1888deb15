"""Where a text stands: the level of its issuer, its province and unit, and the district that a commune's text belongs to."""

from __future__ import annotations

from vanban import bodies, units
from vanban.layout import Layout
from vanban.model import Document
from vanban.units import District, Place


def place_of(layout: Layout, document: Document) -> Place:
    """Where a document stands, from its header, letterhead and recipients."""
    header = document.header
    merged = bool(header.date and header.date >= units.MERGERS)
    if header.issuer is None:
        return Place(None, document.province, merged=merged)
    unit, level = units.unit_in(header.issuer.text, header.issuer.level), header.issuer.level
    district = None
    if level == "district":
        district = units.district_in(header.issuer.text)
    elif level == "commune" and not merged:
        district = district_above(layout) or _recipient(document)
    return Place(level, header.issuer.province or document.province, unit, district, merged, "phường" in header.issuer.text.casefold())


def district_above(layout: Layout) -> District | None:
    """The district that a letterhead names, above a commune: "ĐẢNG BỘ HUYỆN BẢO LẠC" over "ĐẢNG ỦY XÃ QUANG TRUNG"."""
    lines = (layout.text(p).strip(" *|-") for p in layout.zone("letterhead") if p.column == 0)
    named = {found for line in lines if line.isupper() and (found := units.district_in(bodies.spell(line)))}
    return named.pop() if len(named) == 1 else None


def _recipient(document: Document) -> District | None:
    """The one district whose committee or council gets the text: "UBND thành phố Cẩm Phả, tỉnh Quảng Ninh"."""
    named = {found for r in document.header.recipients if (found := units.district_in(r.text))}
    return named.pop() if len(named) == 1 else None
