"""Targets and results: every number that the text sets as something to reach, and every number it reports as reached.

A number is first measured (value, unit, comparator), then judged by its clause, sentence and the headings above: to be reached, reached,
or neither (dates, labels, ages, durations, entitlements, quorums, scope).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vanban import tables
from vanban.extract.targets import in_tables
from vanban.extract.targets.judge import is_reached, judge, looks_back, said_in, target
from vanban.extract.targets.measure import Sentence, measured
from vanban.layout import Layout, Paragraph, sentences
from vanban.model import Document, Target
from vanban.outline import Cover, Outline

__all__ = ["find"]

_DIGIT = re.compile(r"\d")


def find(layout: Layout, document: Document) -> tuple[Target, ...]:
    """Targets and results in reading order, from prose and from tables of indicators and of tasks."""
    outline = Outline(document.sections)
    blocked = Cover(layout.view.place(c.span) for c in document.citations)  # numbers in these belong to citations
    found = [t for p in layout.zone("body", "annex") for t in _in_paragraph(layout, document, outline, p, blocked)]
    found += [t for table in tables.find(layout) for t in in_tables.find(layout, document, outline, table, blocked)]
    found.sort(key=lambda t: t.span.start)
    return tuple(replace(t, id=f"t{n}") for n, t in enumerate(found, 1))


def _in_paragraph(layout: Layout, document: Document, outline: Outline, p: Paragraph, blocked: Cover) -> Iterator[Target]:
    text, issued = layout.clean, document.header.date
    if not _DIGIT.search(text, p.start, p.end):
        return
    chain = outline.chain(layout.view.to_source(p.start, p.start + 1)[0])
    back, carried = looks_back(chain), None
    reached = False
    for start, end in sentences(text, p.start, p.end):
        said = [d for d in said_in(text, start, end, issued) if d.start not in blocked]
        reached = back or is_reached(text[start:end], not chain, reached, said, issued)
        s = Sentence(start, end, p.start, chain, said, reached, carried)
        before: Target | None = None
        for q in measured(text, s, blocked) if _DIGIT.search(text, start, end) else ():
            status = judge(text, s, q)
            if status:
                before = target(layout, s, q, status, before)
                yield before
        carried = said[-1] if said else carried
