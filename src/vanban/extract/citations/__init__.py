"""Citations: every mention of another document that carries a number or an official name.

`find` reads the mentions off the text; `settle`, once the header is known, drops the document's own number, fills what lists and repeats
leave out (named in `inferred`) and gives each its document id.
"""

from __future__ import annotations

import re

from vanban.extract.citations import laws, named, numbered
from vanban.extract.citations.mention import Mention, in_order
from vanban.extract.citations.settled import settle
from vanban.extract.citations.shared import share
from vanban.layout import Layout
from vanban.model import Body, Citation, Document
from vanban.outline import Cover, Outline

__all__ = ["find", "settle"]

_MISREAD_ONE = re.compile(r"Ỉ(?:(?<=\d.)|(?=[\d/])|(?<=QH.))")
_MISREAD_LABEL = re.compile(r"s[ôóo](?<!\w..)(?= \d)")


def find(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """All mentions in reading order, each as its own words give it."""
    text = layout.clean
    by_name = list(laws.find(text))
    covered = Cover([(m.start, m.end) for m in by_name if not laws.is_amending(m.name)])
    by_number = [m for m in (*numbered.find(text), *numbered.misread(text)) if m.start not in covered and m.end - 1 not in covered]
    mentions = in_order([*by_name, *by_number])
    for more in (named.find, named.called):
        if found := list(more(text, mentions)):
            mentions = in_order([*mentions, *found])
    share(text, mentions)
    outline = layout.once(Outline, document.sections)
    return tuple([_citation(layout, outline, n, m) for n, m in enumerate(mentions, 1)])


def _citation(layout: Layout, outline: Outline, n: int, m: Mention) -> Citation:
    span = layout.view.span(m.start, m.end)
    name = _MISREAD_LABEL.sub("số", _MISREAD_ONE.sub("1", m.name)) if m.name else None
    issuer = Body(m.issuer) if m.issuer else None
    return Citation(f"c{n}", span, m.symbol, m.doc_type, m.date, issuer, name, m.locator, None, outline.path(span.start), m.inferred)
