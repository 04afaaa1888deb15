"""What the citations of a document say of the documents they mean: each a mention, with what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vanban import lexicon, symbols
from vanban.identity.judge import likeness
from vanban.identity.mention import Mention
from vanban.model import Citation, Document
from vanban.text import UPPER
from vanban.units import MERGERS

Verdict = Literal["confirm", "refuse"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of a citation, known by its words: that it is (`confirm`) or is not (`refuse`) the document of that id."""

    quote: str
    verdict: Verdict
    node: str


def cited(document: Document, judgements: Sequence[Judgement], apart: Container[int]) -> list[Mention]:
    """A mention for each citation, in their order. Those `apart` are taken without the date that was inferred for them."""
    home, date = document.province or document.id, document.header.date
    mentions = []
    for i, c in enumerate(document.citations):
        about = _subject(document.text, c.span.end)
        read = Mention(c.symbol, c.doc_type, c.date, c.issuer, c.name, document_id=c.document_id, home=home, cited_on=date, subject=about)
        if i in apart:
            read = replace(read, date=None, document_id=None)
        if _may_be_a_predecessors(c, date):
            read = replace(read, unsure=True)
        mentions.append(_judged(read, [j for j in judgements if j.quote == c.span.quote]))
    return mentions


def _may_be_a_predecessors(c: Citation, cited_on: str | None) -> bool:
    """Whether an unnamed provincial body may be one that has merged since: "Tỉnh ủy" of 2024 in a text of the new Khánh Hòa may be Ninh Thuận's."""
    home = c.issuer.province if c.issuer and c.issuer.level == "province" and "issuer.province" in c.inferred else None
    if not (home and c.date and cited_on and c.date < MERGERS <= cited_on):
        return False
    return bool(lexicon.merged_into(home))


def apart_from(document: Document) -> dict[int, list[int]]:
    """Places of undated citations that name issuer and subject themselves, each with the places of those of its symbol that alone are dated: later ones,
    in sections on another subject. Numbers begin anew, so what is named there may be another document; a date given in the opening is shared by all."""
    dated: dict[str | None, list[int]] = defaultdict(list)
    for i, c in enumerate(document.citations):
        if c.symbol and c.date and "date" not in c.inferred:
            dated[symbols.key(c.symbol)].append(i)
    found = {}
    for i, c in enumerate(document.citations):
        others = dated.get(symbols.key(c.symbol)) if c.symbol and "date" in c.inferred and c.issuer and "issuer" not in c.inferred else None
        about = _subject(document.text, c.span.end) if others else None
        if others and about and len(others) <= _FEW and all(i < k and _is_elsewhere(document, document.citations[k], about) for k in others):
            found[i] = others
    return found


_FEW = 8  # what a text dates more often is what it is on
_SENTENCE_END = re.compile(r"[.;:]\s*\n|\n\s*\n")
_AROUND = 240  # characters


def _is_elsewhere(document: Document, c: Citation, about: str) -> bool:
    """Whether a citation stands in a section, in a sentence that shares nothing with that subject."""
    before = _SENTENCE_END.split(document.text[max(0, c.span.start - _AROUND) : c.span.start])[-1]
    behind = _SENTENCE_END.split(document.text[c.span.end : c.span.end + _AROUND])[0]
    return c.section is not None and likeness(about, f"{before}, {behind}") == 0


def _judged(mention: Mention, judgements: Sequence[Judgement]) -> Mention:
    """The mention with what people said of it, the last word on each document; the id that it claims is none when it was refused."""
    last = {j.node: j.verdict for j in judgements}
    refused = tuple(sorted(node for node, verdict in last.items() if verdict == "refuse"))
    confirmed = next((j.node for j in reversed(judgements) if last[j.node] == "confirm"), None)
    claimed = None if mention.document_id in refused else mention.document_id
    return replace(mention, document_id=claimed, confirmed=confirmed, refused=refused)


# , ngày 04/5/2023 của Ban Bí thư về tiếp tục đổi mới … · (V/v …; the words end with the clause, or where a new line or a new subject begins.
_SUBJECT = re.compile(
    r"[\s,“\"(]{0,3}(?:(?:ngày|của|do)\s[^.;\n]{0,80}?)?[\s,“\"(]{0,3}(?:[Vv]ề(?: việc)?|V/v)\s+"
    rf"(?P<words>(?:[^;.“”\"()\n,]|\n(?=[ \t]*[a-zà-ỹđ])|,(?!\s+[{UPPER}])){{8,240}})"
)


def _subject(text: str, end: int) -> str | None:
    """What the words behind a citation say that the document is about (trích yếu nội dung): "về đào tạo nghề"."""
    m = _SUBJECT.match(text, end, end + 360)
    return " ".join(m["words"].split()) if m else None
