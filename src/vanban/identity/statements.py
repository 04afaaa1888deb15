"""What a document says of documents, ready to be linked: the documents it mentions, each once, and the relations it states between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanban import lexicon
from vanban.identity.cited import Judgement, apart_from, cited
from vanban.identity.mention import Mention
from vanban.identity.naming import UNKNOWN, merged
from vanban.identity.resolve import resolve
from vanban.ids import document_id
from vanban.model import Citation, Document, Relation, RelationType
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
    """`mentions[0]` is the document itself; `citations[k]` are the ids of the citations that `mentions[k]` stands for, `aliases[k]` the ids that it would
    have without its number, by what it implements."""

    mentions: tuple[Mention, ...]
    citations: tuple[tuple[str, ...], ...]
    aliases: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]


def statements(document: Document, judgements: Sequence[Judgement] = ()) -> Statements:
    """Citations of one document are one mention: later, shorter ones ("Kế hoạch số 184") take from the full one what they leave out."""
    apart = apart_from(document)
    mentioned = cited(document, judgements, apart)
    groups = [*_grouped(mentioned, [i for i in range(len(mentioned)) if i not in apart]), *_grouped(mentioned, sorted(apart))]
    ids = [citation.id for citation in document.citations]
    mentions = (_itself(document), *(merged([mentioned[i] for i in group]) for group in groups))
    said = _said(document, groups, apart)
    return Statements(
        mentions=tuple(mention.essential for mention in mentions),
        citations=((), *(tuple(ids[i] for i in group) for group in groups)),
        aliases=tuple(_aliases(k, mentions, said) for k in range(len(mentions))),
        statements=said,
    )


def _said(document: Document, groups: Sequence[Sequence[int]], apart: Mapping[int, Sequence[int]]) -> tuple[Statement, ...]:
    """The document's relations between mentions. It took what stands apart for one with the others, so these are cited where they are in no relation."""
    named = [[document.citations[i] for i in group] for group in groups]
    place = {"self": 0} | {c.id: k for k, group in enumerate(named, 1) for c in group}
    others = {document.citations[i].id: [document.citations[k] for k in dated] for i, dated in apart.items()}

    def meant(end: str, evidence: Span) -> int:
        return place[next((c.id for c in others.get(end, ()) if evidence.start <= c.span.start < evidence.end), end)]

    said = []
    for r in document.relations:
        subject, about = meant(r.subject, r.evidence), meant(r.object, r.evidence)
        kind: RelationType = "cites" if r.type == "implements" and subject == 0 and is_nobodys(document) else r.type
        said.append(Statement(subject, kind, about, r.evidence, _is_partial(document.text, r, named[about - 1])))
    silent = {place[c.id]: c for dated in others.values() for c in reversed(dated)}
    for k in sorted(silent.keys() - {s.object for s in said}):
        said.append(Statement(0, "cites", k, silent[k].span, is_part(document.text, silent[k])))
    return tuple(said)


def is_nobodys(document: Document) -> bool:
    """Whether a text is no document of an office and reports on none that is known: an article carries out nothing itself."""
    return document.source.kind != "official" and document.header.symbol is None and document.id.startswith(UNKNOWN)


_PART = re.compile(r"(?:một phần|một số (?:điều|khoản|điểm|nội dung|quy định)(?:, (?:điều|khoản|điểm|nội dung|quy định))*)(?: của| tại| trong)? $", re.I)
_PART_LENGTH = 60  # characters


def _is_partial(text: str, relation: Relation, cited: Sequence[Citation]) -> bool:
    """Whether all that the evidence names of the object, which `cited` mention, are parts of it: "bãi bỏ khoản 2 Điều 3 …", "bãi bỏ một phần …"."""
    said = [c for c in cited if relation.evidence.start <= c.span.start < relation.evidence.end]
    return all(is_part(text, c) for c in said or (c for c in cited if c.id == relation.object))


def is_part(text: str, c: Citation) -> bool:
    """Whether a citation in a text names only some articles of a document."""
    return bool(c.locator or _PART.search(" ".join(text[max(0, c.span.start - _PART_LENGTH) : c.span.start].split()) + " "))


def _aliases(place: int, mentions: Sequence[Mention], said: Sequence[Statement]) -> tuple[str, ...]:
    """ "123/KH-UBND" of 2020 that implements 24/CT-TTg → "vn/hai-phong/ubnd/2020/kh~24-ct-ttg"; also with the year of 24/CT-TTg, by which a plan is known
    that has no date itself."""
    mention = mentions[place]
    if not (mention.symbol and mention.doc_type):
        return ()
    above = [mentions[s.object] for s in said if s.subject == place and s.type == "implements" and mentions[s.object].symbol]
    made = (document_id(None, mention.doc_type, mention.issuer, date, m.symbol) for m in above for date in (mention.date, m.date))
    return tuple(sorted({alias for alias in made if alias}))


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
        rank=2 if document.source.kind == "official" else 1,
    )


def _grouped(cited: Sequence[Mention], among: Sequence[int]) -> list[list[int]]:
    """Places `among` the citations of those of one document, in reading order; what is ambiguous even here is grouped with its likes only."""
    resolution = resolve([cited[i] for i in among])
    groups: dict[object, list[int]] = defaultdict(list)
    cluster = {i: at for at, members in enumerate(resolution.clusters) for i in members}
    for n, i in enumerate(among):
        groups[cluster.get(n, cited[i])].append(i)
    return list(groups.values())
