"""Misprinted dates: clusters that contradict one another in their dates alone, though they can only be one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vanban.identity.facts import Facts, likely_slip, slipped
from vanban.identity.judge import Known, same_title
from vanban.identity.mention import Mention

Joined = tuple[list[int], list[int]]
"""The mentions of a cluster, and the places of the clusters it was made of."""


def joined(mentions: Sequence[Mention], clusters: Sequence[list[int]], counts: Sequence[int] | None = None) -> list[Joined]:
    """The clusters, those of misprinted dates put to the one document they can only mean. A misprint that could be of two documents stays alone.

    A misprint is what is said least: citations beside a loaded document, or fewer mentions beside more.
    """
    known = [Known.of([mentions[i] for i in members]) for members in clusters]
    into: dict[int, int] = {}
    for several in _alike(known):
        weight = {at: _weight(mentions, clusters[at], counts) for at in several}
        for at in several:
            meant = [other for other in several if weight[other] > weight[at] and _misprint(known[at], known[other], weight[at], weight[other])]
            if len(meant) == 1:
                into[at] = meant[0]
    made: dict[int, Joined] = {at: (list(members), [at]) for at, members in enumerate(clusters) if at not in into}
    for at, other in into.items():
        while other in into:
            other = into[other]
        made[other][0].extend(clusters[at])
        made[other][1].append(at)
    return [made[at] for at in sorted(made)]


Weight = tuple[int, int, str]


def _weight(mentions: Sequence[Mention], members: Sequence[int], counts: Sequence[int] | None) -> Weight:
    """(rank, mentions, id): what is said most; the last only to decide, the same in any order."""
    met = sum(counts[i] if counts else 1 for i in members)
    return max(mentions[i].rank for i in members), met, min(repr(mentions[i]) for i in members)


def _alike(known: Sequence[Known]) -> list[list[int]]:
    """Places of the clusters of one symbol and one issuer's place with full dates, where there are several."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, document in enumerate(known):
        f = document.facts
        if f.symbol and f.date and len(f.date) == 10 and (f.province or f.level in ("central", "ministry")):
            found[f"{f.symbol}|{f.province}|{f.unit}"].append(at)
    return [several for several in found.values() if len(several) > 1]


def _misprint(a: Known, b: Known, of_a: Weight, of_b: Weight) -> bool:
    """Whether the lesser `a` is `b` under a misprinted date. Two loaded texts must bear one title as well, and then may be of any two years."""
    if of_a[0] > 0:
        return same_title(a.titles, b.titles) and _dates_alone(a.facts, b.facts)
    return slipped(a.facts, b.facts)


def _dates_alone(a: Facts, b: Facts) -> bool:
    return a._replace(date=None) == b._replace(date=None) and a.date is not None and b.date is not None and likely_slip(a.date, b.date)
