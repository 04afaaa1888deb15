"""What a clerk would query: dates that contradict each other, numbers and symbols against their form, tones that were lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vanban import symbols
from vanban.layout import Layout
from vanban.model import Document, Doubt, Warning
from vanban.quantities import is_later
from vanban.text import Span

_SLIP = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,%])")


def find(layout: Layout, document: Document) -> tuple[Warning, ...]:
    """At most one warning of each code: date_conflict, number_format, symbol_malformed, tones_restored, in this order."""
    return (*_date_conflict(document), *_number_format(document), *_symbol_malformed(document), *_tones_restored(layout))


def _date_conflict(document: Document) -> tuple[Warning, ...]:
    """The document cites one that is dated after it; dates are compared as far as both are known."""
    own = document.header.date
    if own is None:
        return ()
    for c in document.citations:
        if c.date and "date" not in c.inferred and is_later(c.date, own):
            message = f"dated {own}, but cites {c.symbol or c.name} of {c.date}"
            return (Warning("date_conflict", message, document.header.spans.get("date") or c.span),)
    return ()


def _number_format(document: Document) -> tuple[Warning, ...]:
    """A number that counts things with a comma for thousands: "1,800 người"."""
    for t in document.targets:
        m = _SLIP.search(t.span.quote) if t.value >= 1000 else None
        if m and float(m.group().replace(",", "")) == t.value:
            return (Warning("number_format", f'"{t.span.quote}": read as {t.value:g}', t.span),)
    return ()


def _symbol_malformed(document: Document) -> tuple[Warning, ...]:
    """A symbol that lost its slash or hyphen, or has them in the wrong places: "73QĐTTg", "21/CT-TW"."""
    for c in document.citations:
        if c.symbol and symbols.parse(c.symbol) and not symbols.well_formed(c.symbol):
            return (Warning("symbol_malformed", f'"{c.symbol}" breaks the form of a symbol', c.span),)
    return ()


_LOSSES = {"dropped": "typed or converted without tones", "falsified": "its tones were falsified"}


def _tones_restored(layout: Layout) -> tuple[Warning, ...]:
    """The text lost its tones, so that titles, names and indicators are shown as they probably read."""
    if layout.loss is None:
        return ()
    return (Warning("tones_restored", f"{_LOSSES[layout.loss]}: values are read by the likeliest words, quotes stay as they are", None),)


def of_doubts(document: Document, doubts: Sequence[Doubt]) -> tuple[Warning, ...]:
    """What the reader was not sure of. Of single words that OCR read unsurely only those count that a fact rests on, one warning a fact."""
    words = [d for d in doubts if d.code == "ocr_low_confidence" and 0 < d.end - d.start <= _WORD]
    others = (Warning(d.code, d.reason, Span(d.start, d.end, document.text[d.start : d.end]) if d.start < d.end else None) for d in doubts if d not in words)
    return (*others, *_unsure_facts(document, words))


_WORD = 60  # characters


def _unsure_facts(document: Document, words: list[Doubt]) -> Iterator[Warning]:
    header = document.header
    spans = [*header.spans.values(), *(s.span for s in header.signers), *(c.span for c in document.citations), *(t.span for t in document.targets)]
    starts = [word.start for word in words]
    for span in dict.fromkeys(spans):
        here = words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if here:
            unsure = ", ".join(document.text[word.start : word.end] for word in here[:_NAMED])
            yield Warning("ocr_low_confidence", f"recognised unsurely: {unsure}", span)


_NAMED = 5  # words
