"""What a clerk would query: dates that contradict each other, numbers and symbols against their form."""

from __future__ import annotations

import re

from vanban import symbols
from vanban.layout import Layout
from vanban.model import Document, Warning

_SLIP = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,%])")


def find(layout: Layout, document: Document) -> tuple[Warning, ...]:
    """Warnings in the order of their codes: date_conflict, number_format, symbol_malformed."""
    return (*_date_conflict(document), *_number_format(document), *_symbol_malformed(layout, document))


def _date_conflict(document: Document) -> tuple[Warning, ...]:
    """The document cites one that is dated after it."""
    own = document.header.date
    later = [c for c in document.citations if own and c.date and "date" not in c.inferred and c.date[: len(own)] > own[: len(c.date)]]
    if not later or own is None:
        return ()
    return (Warning("date_conflict", f"dated {own}, but cites {later[0].symbol or later[0].name} of {later[0].date}", document.header.spans.get("date") or later[0].span),)


def _number_format(document: Document) -> tuple[Warning, ...]:
    """A number that counts things with a comma for thousands: "1,800 người"."""
    slips = [t for t in document.targets if t.value >= 1000 and (m := _SLIP.search(t.span.quote)) and float(m.group().replace(",", "")) == t.value]
    return (Warning("number_format", f'"{slips[0].span.quote}": read as {slips[0].value:g}', slips[0].span),) if slips else ()


def _symbol_malformed(layout: Layout, document: Document) -> tuple[Warning, ...]:
    """A symbol that lost its slash or hyphen, or has them in the wrong places: "73QĐTTg", "21/CT-TW"."""
    for c in document.citations:
        parsed = symbols.parse(c.symbol) if c.symbol else None
        if parsed and c.symbol and not symbols.well_formed(c.symbol):
            return (Warning("symbol_malformed", f'"{c.symbol}" breaks the form of a symbol', c.span),)
    return ()
