"""The header: who issued the document, its number, date, title, signers and recipients (Nghị định 30/2020/NĐ-CP, Phụ lục I;
Hướng dẫn 36-HD/VPTW).

Off the letterhead and the closing; without a letterhead, off what the body says of the document; in a report it is that of the
main document reported, the one whose issue the text announces.
"""

from __future__ import annotations

from vanban import ids, units
from vanban.extract.header import bare, closing, heading, letterhead, reported
from vanban.extract.header.cited import number_of
from vanban.extract.header.province import province_of
from vanban.layout import Layout
from vanban.model import Body, Document, Header


def find(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """(header, province of the text). The header is empty in a report that announces nothing; no province: unknown, or a central body's."""
    return _official(layout, document) if layout.official else reported.find(layout, document)


def _official(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """The header off letterhead, title and closing. The province is the issuer's own, else where the text belongs; a central body has none."""
    head = letterhead.read(layout)
    heading.read(layout, head)
    if not (head.symbol or head.doc_type or head.date or head.title):
        return bare.find(layout, document, head)
    province = province_of(layout, head.issuer, head.date)
    body: Body | None = None
    if head.issuer:
        body, guessed = ids.identify(head.issuer, head.symbol, units.Place(None, province, merged=bool(head.date and head.date >= units.MERGERS)))
        head.inferred += [f"issuer.{name}" for name in guessed]
    if body and body.level in ("central", "ministry"):
        province = None
    elif body and body.province:
        province = body.province
    signers, recipients = closing.find(layout)
    header = Header(
        head.symbol,
        number_of(head.symbol) or _bare_number(head.symbol),
        head.doc_type,
        body,
        head.place,
        head.date,
        head.title,
        signers,
        recipients,
        head.spans,
        tuple(head.inferred),
    )
    return header, province


def _bare_number(symbol: str | None) -> str | None:
    """A symbol that is a number only, as those of 1945 are."""
    return symbol if symbol and symbol.isdigit() else None
