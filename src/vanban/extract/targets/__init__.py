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
from vanban.extract.targets.judge import is_reached, judge, looks_back, said_in, target
from vanban.extract.targets.measure import Sentence, measured, numbers_in
from vanban.layout import Layout, Paragraph, sentences
from vanban.model import Document, Target, changed
from vanban.outline import Cover, Outline
from vanban.quantities import Deadline

__all__ = ["find"]

_AT_THE_BEGINNING = 30  # characters of a lead-in before its period
_DIGIT = re.compile(r"\d")


def find(layout: Layout, document: Document) -> tuple[Target, ...]:
    """Targets and results in reading order, from prose and from tables of indicators and of tasks."""
    outline = layout.once(Outline, document.sections)
    blocked = Cover(layout.view.place(c.span) for c in document.citations)  # numbers in these belong to citations
    numbers = numbers_in(layout.clean, 0, len(layout.clean), blocked)
    starts = [m.start() for m in numbers]
    leads: dict[str, Deadline] = {}
    found: list[Target] = []
    for p in layout.zone("body", "annex"):
        own = numbers[bisect_left(starts, p.start) : bisect_left(starts, p.end)]
        if own or layout.clean[p.end - 1] == ":":
            found += _in_paragraph(layout, document, outline, p, own, blocked, leads)
    found += [t for table in layout.once(tables.find, layout) for t in in_tables.find(layout, document, outline, table, blocked)]
    found.sort(key=lambda t: t.span.start)
    return tuple(changed(t, id=f"t{n}") for n, t in enumerate(found, 1))


def _in_paragraph(
    layout: Layout, document: Document, outline: Outline, p: Paragraph, numbers: list[re.Match[str]], blocked: Cover, leads: dict[str, Deadline]
) -> Iterator[Target]:
    """The targets of a paragraph that holds these numbers.

    `leads` learns the period of a lead-in over a list ("Từ năm 2014 đến năm 2020, … cụ thể như sau:"), by section.
    """
    text, issued = layout.clean, document.header.date
    if not _DIGIT.search(text, p.start, p.end):
        return
    chain = outline.chain(layout.view.to_source(p.start, p.start + 1)[0])
    if not chain and text.startswith(("Căn cứ ", "Xét "), p.start):
        return  # what the titles of the documents say that this one goes by
    back, carried = looks_back(chain), None
    reached = False
    for start, end in sentences(text, p.start, p.end):
        if chain and not _DIGIT.search(text, start, end):
            continue  # under a heading it neither holds a number nor tells how the next one is meant
        said = [d for d in said_in(text, start, end, issued) if d.start not in blocked]
        if numbers and numbers[-1].start() >= start:  # what no number follows need not be read
            reached = back or is_reached(text[start:end], chain, reached, said, issued)
            s = Sentence(start, end, p.start, chain, said, reached, carried, leads)
            before: Target | None = None
            for q in measured(text, s, [m for m in numbers if start <= m.start() < end]):
                status = judge(text, s, q)
                if status:
                    before = target(layout, s, q, status, before)
                    yield before
        if said and end == p.end and text[p.end - 1] == ":" and said[0].start - start < _AT_THE_BEGINNING and said[0].value != "annual":
            leads[chain[0].path if chain else ""] = said[0]
        carried = next((d for d in reversed(said) if d.value != "annual"), carried)
