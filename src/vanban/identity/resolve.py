"""Who is who: which mentions, in whatever texts, speak of one document.

A symbol alone names nothing: 21-CT/TW of 2018 and of 2023 are two directives, every province has its own 60-KH/TU. Mentions that share a key are the same
document when none of their facts contradict. Where a mention could be either of two documents that contradict one another, nothing is decided: it stays
ambiguous, with candidates. Nothing is merged away (every mention keeps its words), and the answer does not depend on the order of the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.identity.clusters import Profile, partition
from vanban.identity.facts import Facts, first_known, united
from vanban.identity.mention import Mention
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that an ambiguous mention may mean. `score` (0 to 1) orders the candidates, it is no probability."""

    cluster: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """`clusters`: each the indices of the mentions of one document. `candidates`: for each ambiguous mention, by index, clusters it may belong to, best first.
    Mentions in neither name no certain document."""

    clusters: tuple[tuple[int, ...], ...]
    candidates: dict[int, tuple[Candidate, ...]]


def resolve(mentions: Sequence[Mention]) -> Resolution:
    """Decide which of the mentions are one document. Near-linear: only mentions of one key, and of compatible province and year, are compared."""
    clusters: list[tuple[int, ...]] = []
    candidates: dict[int, tuple[Candidate, ...]] = {}
    for group in _groups(mentions):
        decided, open_ = partition(_profiles(mentions, group))
        offset = len(clusters)
        clusters += [tuple(sorted(i for profile in cluster for i in profile.members)) for cluster in decided]
        known = [united([profile.facts for profile in cluster]) for cluster in decided]
        for profile, places in open_:
            for i in profile.members:
                found = [Candidate(offset + place, *_score(mentions[i], known[place])) for place in places]
                candidates[i] = tuple(sorted(found, key=lambda c: (-c.score, known[c.cluster - offset].order)))
    return Resolution(tuple(clusters), candidates)


def _groups(mentions: Sequence[Mention]) -> Iterator[list[int]]:
    """Indices of mentions that share a key, also through a third (a law by its name and by its symbol), ordered by key."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for mention in mentions:
        for a, b in zip(mention.keys, mention.keys[1:], strict=False):
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    groups: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.keys:
            groups[root(mention.keys[0])].append(i)
    return (groups[key] for key in sorted(groups))


def _profiles(mentions: Sequence[Mention], group: list[int]) -> list[Profile]:
    """The distinct profiles of a group, ordered by content. One document id is one profile, even over a misprinted date: that is what an id says."""
    found: dict[str | Facts, list[int]] = defaultdict(list)
    for i in group:
        found[mentions[i].document_id or mentions[i].facts].append(i)
    profiles = []
    for members in found.values():
        top = max(mentions[i].rank for i in members)
        trusted = united([mentions[i].facts for i in members if mentions[i].rank == top])
        profiles.append(Profile(first_known([trusted, united([mentions[i].facts for i in members])]), members, top > 0))
    return sorted(profiles, key=lambda p: (p.facts.order, min(mentions[i].document_id or "" for i in p.members)))


def _score(mention: Mention, document: Facts) -> tuple[float, tuple[str, ...]]:
    """How well a document fits a mention: the part of the facts that both know, moved by what the citing text makes likely."""
    facts, reasons, score = mention.facts, [], 0.0
    for name in ("date", "level", "province", "unit"):
        mine, theirs = getattr(facts, name), getattr(document, name)
        score += 0.25 if mine and theirs else 0.125
        if mine and theirs:
            reasons.append(f"same {name}")
    if mention.cited_on and document.date and document.date > mention.cited_on:
        score -= 0.25
        reasons.append("dated after the text that cites it")
    if mention.home and document.province and not facts.province:
        at_home = fold(mention.home) == document.province
        score += 0.125 if at_home else -0.125
        reasons.append("of the citing text's province" if at_home else "of another province than the citing text")
    return round(max(score, 0.0), 3), tuple(reasons)
