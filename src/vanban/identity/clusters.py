"""Clusters of facts: which profiles are certainly one document, and which could be several.

A profile is open when it agrees with two that contradict one another; among all others agreement is transitive, so they fall into clusters.
Nothing here depends on the order of the profiles but the order of the clusters.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from vanban.identity.facts import Facts, agree

Cluster = list["Profile"]


@dataclass(eq=False, slots=True)
class Profile:
    """Mentions that cannot be told apart: the same document id, or the same facts."""

    facts: Facts
    members: list[int]
    loaded: bool


def partition(profiles: list[Profile]) -> tuple[list[Cluster], list[tuple[Profile, list[int]]]]:
    """Clusters of agreeing profiles, and the profiles that fit several clusters, with the places of these.

    What fits no cluster of a round (it agrees only with what is itself undecided) is looked at again on its own.
    """
    clusters: list[Cluster] = []
    ambiguous: list[tuple[Profile, list[int]]] = []
    while profiles:
        near = Near(profiles)
        agreeing = {p: near.of(p) for p in profiles}
        decided = _decided(agreeing)
        place = {p: at for at, cluster in enumerate(decided) for p in cluster}
        fits = {p: _fitting(agreeing[p], decided, place) for p in profiles if p not in place}
        ambiguous += [(p, [len(clusters) + at for at in places]) for p, places in fits.items() if len(places) > 1]
        for p, places in fits.items():
            if len(places) == 1:
                decided[places[0]].append(p)
        clusters += decided
        profiles = [p for p, places in fits.items() if not places]
    return clusters, ambiguous


def _decided(agreeing: dict[Profile, Cluster]) -> list[Cluster]:
    """The clusters that what is known decides; never none.

    A loaded document is a document, so it has a cluster of its own even when open; and where all is open, so have those that know most.
    """
    sound = dict.fromkeys(p for p, others in agreeing.items() if all(agree(a.facts, b.facts) for a, b in combinations(others, 2)))
    alone = [p for p in agreeing if p.loaded and p not in sound]
    if not sound and not alone:
        top = max(p.facts.known for p in agreeing)
        alone = [p for p in agreeing if p.facts.known == top]
    clusters = [[p] for p in alone]
    while sound:
        p = next(iter(sound))
        clusters.append([p, *(q for q in agreeing[p] if q in sound)])
        for q in clusters[-1]:
            del sound[q]
    return clusters


def _fitting(agreeing: Cluster, clusters: list[Cluster], place: dict[Profile, int]) -> list[int]:
    """The places of the clusters all of whose members agree."""
    near = set(agreeing)
    return [at for at in sorted({place[q] for q in near if q in place}) if near.issuperset(clusters[at])]


Cell = tuple[str | None, str | None]


class Near:
    """Finds the profiles that agree with one by symbol, province and year, so that a common number is not compared all with all."""

    def __init__(self, profiles: list[Profile]) -> None:
        self._cells: dict[str | None, dict[Cell, Cluster]] = defaultdict(lambda: defaultdict(list))
        for p in profiles:
            self._cells[p.facts.symbol][self._cell(p)].append(p)

    def of(self, p: Profile) -> Cluster:
        """All other profiles that agree with `p`."""
        symbols = (p.facts.symbol, None) if p.facts.symbol else tuple(self._cells)
        cells = (self._cells[symbol] for symbol in symbols if symbol in self._cells)
        return [q for several in cells for cell in self._around(self._cell(p), several) for q in several[cell] if q is not p and agree(p.facts, q.facts)]

    @staticmethod
    def _around(cell: Cell, cells: dict[Cell, Cluster]) -> list[Cell]:
        province, year = cell
        if province and year:
            return [near for near in ((province, year), (province, None), (None, year), (None, None)) if near in cells]
        return [(x, y) for x, y in cells if (not province or x in (province, None)) and (not year or y in (year, None))]

    @staticmethod
    def _cell(p: Profile) -> Cell:
        return p.facts.province, p.facts.date[:4] if p.facts.date else None
