"""What a document says of documents, ready to be linked: the documents it mentions, each once, and the relations it states between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from vanban import lexicon
from vanban.identity.mention import Mention
from vanban.identity.nodes import merged
from vanban.identity.resolve import resolve
from vanban.model import Document, RelationType
from vanban.text import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject and object are places in `Statements.mentions`. `partial`: of the object, only the cited articles are meant."""

    subject: int
    type: RelationType
    object: int
    evidence: Span
    partial: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """`mentions[0]` is the document itself; `citations[k]` are the ids of the citations that `mentions[k]` stands for."""

    mentions: tuple[Mention, ...]
    citations: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]


def statements(document: Document) -> Statements:
    """Citations of one document are one mention: later, shorter ones ("Kế hoạch số 184") take from the full one what they leave out."""
    cited = _cited(document)
    groups = _grouped(cited)
    ids = [citation.id for citation in document.citations]
    place = {"self": 0} | {ids[i]: k for k, group in enumerate(groups, 1) for i in group}
    narrow = {citation.id for citation in document.citations if citation.locator}
    return Statements(
        mentions=(_itself(document), *(merged([cited[i] for i in group]) for group in groups)),
        citations=((), *(tuple(ids[i] for i in group) for group in groups)),
        statements=tuple(Statement(place[r.subject], r.type, place[r.object], r.evidence, r.object in narrow) for r in document.relations),
    )


def _itself(document: Document) -> Mention:
    header = document.header
    kind = lexicon.doc_type(header.doc_type) if header.doc_type else None
    return Mention(
        symbol=header.symbol,
        doc_type=header.doc_type,
        date=header.date,
        issuer=header.issuer,
        name=header.title if kind and kind.family == "law" else None,
        title=header.title,
        document_id=document.id,
        rank=1 if document.source.kind == "report" else 2,
    )


def _cited(document: Document) -> list[Mention]:
    home, date = document.province or document.id, document.header.date
    return [Mention(c.symbol, c.doc_type, c.date, c.issuer, c.name, document_id=c.document_id, home=home, cited_on=date) for c in document.citations]


def _grouped(cited: list[Mention]) -> list[list[int]]:
    """Places of citations of one document, in reading order; what is ambiguous even here is grouped with its likes only."""
    resolution = resolve(cited)
    groups: dict[object, list[int]] = defaultdict(list)
    cluster = {i: at for at, members in enumerate(resolution.clusters) for i in members}
    for i, mention in enumerate(cited):
        groups[cluster.get(i, mention)].append(i)
    return list(groups.values())
