"""Targets and results: every number that the text sets as something to reach, and every number it reports as reached.

A number is first measured (value, unit, comparator), then judged by its clause, sentence and the headings above: to be reached, reached,
or neither (dates, labels, ages, durations, entitlements, quorums, scope).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from vanban import tables
from vanban.extract.targets import in_tables
from vanban.extract.targets.judge import is_reached, judge, outlook, said_in, target
from vanban.extract.targets.leads import Above, Leads, Said
from vanban.extract.targets.measure import Sentence, measured, numbers_in
from vanban.layout import Layout, Paragraph, sentences
from vanban.model import Document, Target, numbered
from vanban.outline import Cover, Outline
from vanban.quantities import Deadline
from vanban.text import DIGIT

__all__ = ["find"]

_DIGIT = re.compile(f"[{DIGIT}]")


def find(layout: Layout, document: Document) -> tuple[Target, ...]:
    """Targets and results in reading order, from prose and from tables of indicators and of tasks."""
    outline = layout.once(Outline, document.sections)
    cited = Cover((c.span.start, c.span.end) for c in document.citations)  # numbers in these stretches of the source belong to citations
    found = list(_in_prose(layout, document, outline, cited))
    found += [t for table in layout.once(tables.find, layout) for t in in_tables.find(layout, document, outline, table, cited)]
    found.sort(key=lambda t: t.span.start)
    return numbered(found, "t")


def _in_prose(layout: Layout, document: Document, outline: Outline, cited: Cover) -> Iterator[Target]:
    text, issued = layout.clean, document.header.date

    def source_of(at: int) -> int:
        return layout.view.to_source(at, at + 1)[0]

    def said(start: int, end: int) -> list[Deadline]:
        return [d for d in said_in(text, start, end, issued) if source_of(d.start) not in cited]

    numbers = [m for m in numbers_in(text, 0, len(text)) if source_of(m.start()) not in cited]
    starts = [m.start() for m in numbers]
    leads = Leads(text, said)
    low = 0
    for p in layout.zone("body", "annex"):
        high = bisect_left(starts, p.end, low)
        low = bisect_left(starts, p.start, low, high)
        leads_in = text[p.end - 1] == ":"
        if low == high and not (leads_in and _DIGIT.search(text, p.start, p.end)):
            continue  # most paragraphs
        source = source_of(p.start)
        chain = outline.chain(source)
        if not chain and text.startswith(("Căn cứ ", "Xét "), p.start):
            continue  # what the titles of the documents say that this one goes by
        above = Above(source, chain, chain[0].path if chain else None, leads)
        if low < high:
            yield from _in_paragraph(layout, above, p, numbers[low:high], said, issued)
        if leads_in:
            leads.add(above.path or "", p.start, p.end)


def _in_paragraph(layout: Layout, above: Above, p: Paragraph, numbers: list[re.Match[str]], said_in: Said, issued: str | None) -> Iterator[Target]:
    """The targets of a paragraph that holds these numbers."""
    text, chain, last = layout.clean, above.chain, numbers[-1].start()
    (back, goals), carried, reached = outlook(chain), None, False
    for start, end in sentences(text, p.start, p.end):
        if start > last:
            return
        if chain and not _DIGIT.search(text, start, end):
            continue  # under a heading a sentence without a number does not tell how the next is meant
        said = said_in(start, end)
        s = Sentence(start, end, said, carried)
        quantities = measured(text, s, [m for m in numbers if start <= m.start() < end])
        if quantities or not chain:
            reached = back or is_reached(text[start:end], goals, reached and not chain, said, issued)
        before: Target | None = None
        for q in quantities:
            status = judge(text, s, q, reached, goals)
            if status:
                before = target(layout, above, s, q, status, before)
                yield before
        carried = next((d for d in reversed(said) if d.value != "annual"), carried)
