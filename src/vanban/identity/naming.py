"""What mentions of one document say together, and the id that a document gets of all that is said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TypeVar

from vanban import lexicon, symbols
from vanban.identity.facts import series
from vanban.identity.mention import Mention
from vanban.model import Body
from vanban.text import fold, slug

T = TypeVar("T", str, Body)

UNKNOWN = "vn/unknown/"
"""Ids of documents that no text identifies fully begin so."""


def named(whole: Sequence[Mention]) -> list[str]:
    """The ids of documents, each given by all that is said of it together: what it claims, else one made of what is known."""
    claimed = _claimed(whole)
    taken = set(claimed.values())
    return [claimed[at] if at in claimed else _free(_made_id(mention), taken) for at, mention in enumerate(whole)]


def _claimed(whole: Sequence[Mention]) -> dict[int, str]:
    """The ids of the clusters that claim one. Where documents of several series claim the same, the earliest has it, the next "…~2"."""
    claims: dict[str, dict[tuple[str, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, mention in enumerate(whole):
        if mention.document_id:
            claims[mention.document_id][series(mention.facts)].append(at)
    found: dict[int, str] = {}
    for id, several in claims.items():
        ordered = sorted(several.items(), key=lambda item: (min(whole[at].facts.date or "" for at in item[1]), item[0]))
        for n, (_, places) in enumerate(ordered, 1):
            found |= dict.fromkeys(places, id if n == 1 else f"{id}~{n}")
    return found


def merged(mentions: Sequence[Mention], counts: Sequence[int] | None = None) -> Mention:
    """All that mentions of one document say together. The document itself is believed before a report, a report before citations, then the majority.

    `counts` says how often each mention was met.
    """
    refused = {id for m in mentions for id in m.refused}
    said = list(zip(mentions, counts or [1] * len(mentions), strict=True))
    sure = [one for one in said if not one[0].unsure] or said
    longest = max((len(m.facts.date) for m in mentions if m.facts.date), default=0)
    issuer = _best(sure, lambda m: m.issuer, _names_its_province)
    return Mention(
        symbol=_best(said, lambda m: m.symbol),
        doc_type=_best(said, lambda m: m.doc_type),
        date=_best(said, lambda m: m.facts.date if len(m.facts.date or "") == longest else None),
        issuer=issuer and _filled(issuer, [m.issuer for m, _ in sure if m.issuer]),
        name=_best(said, lambda m: m.name),
        title=_best(said, lambda m: m.title),
        document_id=_best(sure, lambda m: m.document_id if m.document_id not in refused else None, lambda m: m.facts.known, _is_full),
        rank=max(m.rank for m in mentions),
        home=_best(said, lambda m: m.home),
        cited_on=_best(said, lambda m: m.cited_on),
        subject=_best(said, lambda m: m.subject),
        confirmed=_best(said, lambda m: m.confirmed),
        refused=tuple(sorted(refused)),
        unsure=all(m.unsure for m in mentions),
    )


Said = Sequence[tuple[Mention, int]]
"""Mentions, each with how often it was met."""


def _best(
    said: Said,
    value: Callable[[Mention], T | None],
    weight: Callable[[Mention], int] = lambda m: 0,
    first: Callable[[T], bool] = lambda v: True,
) -> T | None:
    """The value that comes `first` of all, then of the highest rank, of the greatest weight, the commonest; the rest is decided by spelling, never by order."""
    found = [(v, m) for m, _ in said if (v := value(m)) is not None]
    if all(v == found[0][0] for v, _ in found[1:]):  # nobody contradicts
        return found[0][0] if found else None
    count: Counter[T] = Counter()
    for m, times in said:
        if (v := value(m)) is not None:
            count[v] += times
    return max(found, key=lambda f: (first(f[0]), f[1].rank, weight(f[1]), count[f[0]], str(f[0])))[0]


def _is_full(id: str) -> bool:
    return not id.startswith(UNKNOWN)


def _names_its_province(mention: Mention) -> int:
    """ "Tỉnh ủy Lai Châu" says more than "Ban Thường vụ Tỉnh ủy"."""
    body = mention.issuer
    return int(bool(body and body.province and fold(body.province) in fold(body.text)))


def _filled(body: Body, others: Sequence[Body]) -> Body:
    """The body with the level and province that the others know."""
    level = body.level or min((b.level for b in others if b.level), default=None)
    province = body.province or min((b.province for b in others if b.province), default=None)
    return replace(body, level=level, province=None if level in ("central", "ministry") else province)


def _made_id(m: Mention) -> str:
    """An id for a document that no text identifies fully, of what is known: `vn/unknown/province/organ/year/number-type`, `nd` for no date."""
    symbol = symbols.parse(m.symbol) if m.symbol else None
    organ = lexicon.organ(symbol.organ) if symbol else None
    if symbol:
        where, place, name = m.facts.province or "", organ.slug if organ and organ.slug else symbol.organ, f"{symbol.number}-{symbol.doc_type or 'cv'}"
    else:
        where, place, name = m.scope, m.doc_type or "", m.name or m.symbol or ""
    parts = (_short(slug(part)) for part in (where, place, (m.facts.date or "nd")[:4], name))
    return "/".join(["vn", "unknown", *filter(None, parts)])


_LONGEST = 80  # characters of a part of an id


def _short(part: str) -> str:
    """A part of an id; a long one is cut, and then ends in a digest of the whole, since others may begin like it."""
    return part if len(part) <= _LONGEST else f"{part[:_LONGEST].strip('-')}-{blake2b(part.encode(), digest_size=4).hexdigest()}"


def _free(wanted: str, taken: set[str]) -> str:
    """The id itself, or with the first number that nobody has taken."""
    found, n = wanted, 1
    while found in taken:
        n += 1
        found = f"{wanted}~{n}"
    taken.add(found)
    return found
