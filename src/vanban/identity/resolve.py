"""Who is who: which mentions, in whatever texts, speak of one document.

A symbol alone names nothing: 21-CT/TW of 2018 and of 2023 are two directives, every province has its own 60-KH/TU. Mentions that share a key are the same
document when none of their facts contradict. Where a mention could be either of two documents that contradict one another, the text around it may decide
(`judge`); where it does not, the mention stays ambiguous, with candidates. Nothing is merged away (every mention keeps its words), and the answer does not
depend on the order of the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban import lexicon
from vanban.identity.clusters import Profile, partition
from vanban.identity.facts import Facts, first_known, series, united
from vanban.identity.judge import Known, decide, excluded, on_another_subject, score
from vanban.identity.mention import Mention
from vanban.identity.naming import merged, named
from vanban.identity.slips import joined


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


def resolve(mentions: Sequence[Mention], counts: Sequence[int] | None = None) -> Resolution:
    """Decide which of the mentions are one document; `counts` says how often each was met. Near-linear: only mentions of one key are compared."""
    clusters: list[tuple[int, ...]] = []
    candidates: dict[int, tuple[Candidate, ...]] = {}
    mentions = list(mentions)
    for group in _groups(mentions):
        _loosen(mentions, group)
        decided, open_ = partition(_profiles(mentions, group))
        found = _Group(mentions, group, [[i for profile in cluster for i in profile.members] for cluster in decided], counts)
        for profile, places in open_:
            for i in profile.members:
                found.place(i, places)
        offset = len(clusters)
        clusters += found.clusters
        candidates |= {i: tuple(Candidate(offset + place, points, reasons) for place, points, reasons in several) for i, several in found.candidates.items()}
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


def _loosen(mentions: list[Mention], group: list[int]) -> None:
    """Take the inferred province from mentions where a province that has merged into it issued a document of that symbol and day."""
    issued: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
    for i in group:
        if not mentions[i].unsure:
            issued[mentions[i].facts.symbol, mentions[i].facts.date].add(mentions[i].province or "")
    for i in group:
        issuer = mentions[i].issuer if mentions[i].unsure else None
        if issuer and issuer.province and issued[mentions[i].facts.symbol, mentions[i].facts.date] & lexicon.merged_into(issuer.province):
            mentions[i] = mentions[i].loose


def _profiles(mentions: Sequence[Mention], group: list[int]) -> list[Profile]:
    """The distinct profiles of a group, ordered by content. One document id is one profile, even over a misprinted date: that is what an id says."""
    found: dict[object, list[int]] = defaultdict(list)
    claims = _claims(mentions, group)
    for i in group:
        found[claims.get(i) or mentions[i].facts].append(i)
    profiles = []
    for members in found.values():
        top = max(mentions[i].rank for i in members)
        trusted = united([mentions[i].facts for i in members if mentions[i].rank == top])
        profiles.append(Profile(first_known([trusted, united([mentions[i].facts for i in members])]), members, top > 0))
    return sorted(profiles, key=lambda p: (p.facts.order, min(mentions[i].document_id or "" for i in p.members)))


def _claims(mentions: Sequence[Mention], group: list[int]) -> dict[int, tuple[str, str, int]]:
    """Which document each mention with an id claims to mean: the id with the series, where documents of two series share it. What does not tell its series
    claims none then."""
    series_of = {i: series(mentions[i].facts) for i in group if mentions[i].document_id}
    shared: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for i, one in series_of.items():
        shared[mentions[i].document_id or ""].add(one)
    found = {}
    for i, (level, term) in series_of.items():
        id = mentions[i].document_id or ""
        levels, terms = {x for x, _ in shared[id]} - {""}, {x for _, x in shared[id]} - {-1}
        if (level or len(levels) < 2) and (term >= 0 or len(terms) < 2):
            found[i] = (id, level if len(levels) > 1 else "", term if len(terms) > 1 else -1)
    return found


class _Group:
    """The clusters of one group while the texts around its mentions are asked."""

    def __init__(self, mentions: Sequence[Mention], group: Sequence[int], decided: list[list[int]], counts: Sequence[int] | None) -> None:
        self._mentions = mentions
        self._clusters = joined(mentions, decided, counts)
        self._merged = {at: k for k, (_, places) in enumerate(self._clusters) for at in places}
        self._known = self._told([[mentions[i] for i in members] for members, _ in self._clusters], any(mentions[i].refused for i in group))
        self._apart: dict[Facts, list[int]] = defaultdict(list)
        self._added: dict[int, list[int]] = defaultdict(list)
        self._out: set[int] = set()
        self.candidates: dict[int, list[tuple[int, float, tuple[str, ...]]]] = {}
        for at, ((members, _), known) in enumerate(zip(self._clusters, self._known, strict=True)):
            self._leave(at, members, known)

    @staticmethod
    def _told(clusters: Sequence[Sequence[Mention]], reviewed: bool) -> list[Known]:
        """What is known of the clusters; their ids only where somebody refused one."""
        sure = [[m for m in members if not m.refused] or members for members in clusters] if reviewed else []
        ids = named([merged(members) for members in sure]) if reviewed else [""] * len(clusters)
        return [Known.of(members, id) for members, id in zip(clusters, ids, strict=True)]

    def _leave(self, at: int, members: list[int], known: Known) -> None:
        """Mentions that only nothing contradicted leave when the text around them does.

        Central documents are cited in the words of their titles, so other words mean another document. Those of the provinces are paraphrased too often to
        tell by that alone: such a mention is open, with the one candidate.
        """
        gone = {i for i in members if excluded(self._mentions[i], known)}
        off = {i for i in members if on_another_subject(self._mentions[i], known)} - gone
        if len(gone | off) == len(members):
            return
        self._out |= gone | off
        for i in sorted(gone | off):
            if i in gone or known.facts.level == "central":
                self._apart[self._mentions[i].facts].append(i)
            else:
                self.candidates[i] = [(at, *score(self._mentions[i], known))]

    def place(self, i: int, places: list[int]) -> None:
        """Put a mention that fits several clusters where the text around it says; else among the ambiguous."""
        mention = self._mentions[i]
        fitting = [at for at in sorted({self._merged[at] for at in places}) if not excluded(mention, self._known[at])]
        if not fitting:
            self._apart[mention.facts].append(i)
            return
        fitting = [at for at in fitting if not on_another_subject(mention, self._known[at])] or fitting
        chosen = decide(mention, [self._known[at] for at in fitting])
        if chosen is not None:
            self._added[fitting[chosen]].append(i)
            return
        scored = [(at, *score(mention, self._known[at])) for at in fitting]
        self.candidates[i] = sorted(scored, key=lambda c: (-c[1], self._known[c[0]].facts.order, c[0]))

    @property
    def clusters(self) -> list[tuple[int, ...]]:
        """All clusters, the decided ones first and in their order."""
        old = [[*(i for i in members if i not in self._out), *self._added[at]] for at, (members, _) in enumerate(self._clusters)]
        new = [self._apart[facts] for facts in sorted(self._apart, key=lambda facts: facts.order)]
        return [tuple(sorted(members)) for members in (*old, *new)]
