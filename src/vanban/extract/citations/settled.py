"""The citations once the header is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from vanban import ids, symbols
from vanban.layout import Layout
from vanban.locality import place_of
from vanban.model import Citation, Document, changed
from vanban.quantities import dates_agree
from vanban.text import fold


def settle(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """The citations once the header is known: own number dropped, repeats completed, bodies and documents identified."""
    own = symbols.key(document.header.symbol)
    kept = [c for c in document.citations if own is None or symbols.key(c.symbol) != own or _contradicts(c, document)]
    kept = [c for c in kept if not _is_own_title(c, document)]
    known: dict[str, _Known] = defaultdict(_Known)
    for c in kept:
        if c.symbol or (c.name and c.date):
            known[_key(c)].add(c)
    place = place_of(layout, document)
    return tuple(changed(_completed(c, known.get(_key(c), _Known()), place), id=f"c{n}") for n, c in enumerate(kept, 1))


@dataclass(slots=True)
class _Known:
    """What the mentions of one document say together: every date written, and the issuer's name at its longest."""

    dates: set[str] = field(default_factory=set)
    issuer: str | None = None

    def add(self, c: Citation) -> None:
        """Take in one mention."""
        if c.date and "date" not in c.inferred:
            self.dates.add(c.date)
        if c.issuer and len(c.issuer.text) > len(self.issuer or ""):
            self.issuer = c.issuer.text


def _key(c: Citation) -> str:
    """One key for all mentions of a document."""
    return (symbols.key(c.symbol) or c.symbol) if c.symbol else fold(c.name or "")


def _contradicts(c: Citation, document: Document) -> bool:
    """The same symbol with another date is another document."""
    own = document.header.date
    if not (c.date and own) or "date" in c.inferred or "date" in document.header.inferred:
        return False
    return not dates_agree(c.date, own)


def _is_own_title(c: Citation, document: Document) -> bool:
    """Whether what looks like a named document is only the title of this one."""
    title = document.header.title
    if not (c.name and title) or c.symbol or c.doc_type in (*ids.LAWS, "NQ"):
        return False
    return fold(c.name) in fold(title)


def _completed(c: Citation, known: _Known, place: ids.Place) -> Citation:
    """The citation with date and issuer as other mentions of the document give them, or the organ's code, and its document identified."""
    date, inferred = c.date, list(c.inferred)
    if date is None and len(known.dates) == 1:
        (date,) = known.dates
        inferred.append("date")
    text = c.issuer.text if c.issuer else None
    if text is None:
        text = known.issuer or _organ_issuer(c, place)
        inferred += ["issuer"] if text else []
    issuer, guessed = ids.identify(text, c.symbol, place) if text or c.symbol else (None, ())
    inferred += [f"issuer.{name}" for name in guessed]
    if c.symbol:
        document_id = ids.document_id(c.symbol, c.doc_type, issuer, date)
    else:
        document_id = ids.law_id(c.name, date) if c.doc_type in ids.LAWS else None
    return changed(c, date=date, issuer=issuer if text else None, document_id=document_id, inferred=tuple(inferred))


def _organ_issuer(c: Citation, place: ids.Place) -> str | None:
    """The issuer that the symbol's organ names, seen from the citing text."""
    parsed = symbols.parse(c.symbol) if c.symbol else None
    return ids.committee_of(parsed.organ, place) if parsed else None
