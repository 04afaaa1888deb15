"""The citations once the header is known."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from vanban import ids, symbols
from vanban.layout import Layout
from vanban.locality import place_of
from vanban.model import Body, Citation, Document, changed
from vanban.quantities import dates_agree
from vanban.text import fold
from vanban.units import Place, committee_of


def settle(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """The citations once the header is known: own number dropped, repeats completed, bodies and documents identified."""
    place = place_of(layout, document)
    kept = [c for c in document.citations if not _is_itself(c, document, place) and not _is_own_title(c, document)]
    named = _named(kept, place)
    return tuple(_completed(f"c{n}", c, named.get(_key(c), []), place) for n, c in enumerate(kept, 1))


class _Said(NamedTuple):
    """What a mention says of its document in its own words; `start` is where words like these stand first."""

    start: int
    date: str | None
    issuer: Body | None


_MOST = 32  # ways to mention one document; a text that has more is none


def _named(citations: list[Citation], place: Place) -> dict[str, list[_Said]]:
    """For each document by its key, what its mentions say, in reading order, all that say the same once."""
    found: dict[str, dict[object, _Said]] = defaultdict(dict)
    for c in citations:
        said = found[_key(c)]
        date = None if "date" in c.inferred else c.date
        if (c.symbol or (c.name and c.date)) and len(said) < _MOST:
            said.setdefault((date, c.issuer and c.issuer.text), _Said(c.span.start, date, _body(c, place)))
    return {key: list(said.values()) for key, said in found.items()}


def _key(c: Citation) -> str:
    """One key for all mentions of a document."""
    return (symbols.key(c.symbol) or c.symbol) if c.symbol else fold(c.name or "")


def _is_itself(c: Citation, document: Document, place: Place) -> bool:
    """Whether a citation has the document's own symbol, and neither another date nor, without the same date, another issuer."""
    header = document.header
    if header.symbol is None or symbols.key(c.symbol) != symbols.key(header.symbol):
        return False
    if c.date and header.date and "date" not in c.inferred and "date" not in header.inferred:
        return dates_agree(c.date, header.date)
    return not (c.issuer and header.issuer and _differ(_body(c, place), header.issuer))


def _body(c: Citation, place: Place) -> Body | None:
    """The issuer that a citation's own words name."""
    return ids.identify(c.issuer.text, c.symbol, place)[0] if c.issuer else None


def _differ(*bodies: Body | None) -> bool:
    """Whether some of the bodies are known to be two: of other levels, provinces or units."""
    known = [body for body in bodies if body]
    if len(known) < 2:
        return False
    units = {body.id.rsplit("/", 1)[0] for body in known if body.id}
    return any(len(found - {None}) > 1 for found in ({b.level for b in known}, {b.province for b in known}, units))


def _is_own_title(c: Citation, document: Document) -> bool:
    """Whether what looks like a named document is only the title of this one."""
    title = document.header.title
    if not (c.name and title) or c.symbol or c.doc_type in (*ids.LAWS, "NQ"):
        return False
    return fold(c.name) in fold(title)


def _completed(own_id: str, c: Citation, named: list[_Said], place: Place) -> Citation:
    """The citation under its final id, with date and issuer as other mentions of the document give them, or the organ's code, and its document identified."""
    date, inferred = c.date, list(c.inferred)
    own = _body(c, place)
    others = [other for other in named if not _differ(own, other.issuer)]
    if date is None and (found := _date(c.span.start, others)):
        date, inferred = found, [*inferred, "date"]
    text = c.issuer.text if c.issuer else None
    if text is None:
        text = _issuer(date, others) or _organ_issuer(c, place)
        inferred += ["issuer"] if text else []
    issuer, guessed = ids.identify(text, c.symbol, place) if text or c.symbol else (None, ())
    inferred += [f"issuer.{name}" for name in guessed]
    if c.symbol:
        document_id = ids.document_id(c.symbol, c.doc_type, issuer, date)
    else:
        document_id = ids.law_id(c.name, date) if c.doc_type in ids.LAWS else None
    return changed(c, id=own_id, date=date, issuer=issuer if text else None, document_id=document_id, inferred=tuple(inferred))


def _date(start: int, others: list[_Said]) -> str | None:
    """The one date that mentions of the document have: those before `start`, for a text names in full what it speaks of in short, else all.

    None where several dates were named before: either may be meant.
    """
    dated = [other for other in others if other.date]
    dates = {other.date for other in dated if other.start < start} or {other.date for other in dated}
    return dates.pop() if len(dates) == 1 else None


def _issuer(date: str | None, others: list[_Said]) -> str | None:
    """The issuer's name at its longest, as mentions of the document with that date have it; None when they name several."""
    found = [other.issuer for other in others if other.issuer and not (date and other.date and not dates_agree(date, other.date))]
    return None if _differ(*found) else max((body.text for body in found), key=len, default=None)


def _organ_issuer(c: Citation, place: Place) -> str | None:
    """The issuer that the symbol's organ names, seen from the citing text."""
    parsed = symbols.parse(c.symbol) if c.symbol else None
    return committee_of(parsed.organ, place) if parsed else None
