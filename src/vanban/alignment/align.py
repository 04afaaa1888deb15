"""The targets of one document beside those of one below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vanban.alignment.change import Basis, Change, change, due, opposed
from vanban.alignment.profile import Profile, profile
from vanban.alignment.similarity import similarity
from vanban.model import Target, changed

THRESHOLD = 0.5
"""What two targets must be alike at least to be taken for one.

Measured on the cases of the tests: from it up no pair is wrong, at 0.45 five of 142 are, at 0.55 right ones begin to be missed.
"""
_FURTHER = 0.7
"""What a further target must be alike to answer, for its own deadline, one that is answered already."""
_TWIN = 0.92  # what two values of one indicator in one document are alike at least; more than any qualifier on one side leaves
_LATER, _UNKNOWN = 0.9, 0.97  # what other and unknown deadlines leave of a score

_SAME_SENTENCE = 25  # characters between two targets


@dataclass(frozen=True, slots=True)
class Pair:
    """A target above and the one that takes it up below. `beside` are further values of the lower one for the same deadline ("phấn đấu 50-55%")."""

    upper: Target
    lower: Target
    change: Change
    basis: Basis
    similarity: float
    beside: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in the order of the upper document, the best of several answers first; upper targets that are not taken up; lower ones that answer none."""

    pairs: tuple[Pair, ...]
    dropped: tuple[Target, ...]
    added: tuple[Target, ...]


Known = Sequence[tuple[Target, Profile]]
"""Targets, each with what it is about."""


def align(upper: Sequence[Target], lower: Sequence[Target], *, same_place: bool = False) -> Alignment:
    """Which target below takes up which above; results are left out.

    Pairs are made from the most alike down, so that a sure one is never given up for two doubtful ones. Each target is in one pair, but one above may be
    answered once for every deadline ("45% năm 2025, 50% năm 2030"). Another deadline counts only where none fits better. A second value of a target for
    the same deadline (in brackets, as the ambition or the number of the level above) stands beside the first: it is neither added nor dropped.
    `same_place`: both documents are for one territory, so that counts of one are no shares of the other's.
    """
    return aligned(known(upper), known(lower), same_place)


def known(targets: Iterable[Target]) -> Known:
    """The targets that are set, without what is reported as reached. What is bare is read with the target right before it."""
    found: list[tuple[Target, Profile]] = []
    for target in targets:
        about = profile(target)
        if about.bare and found and _goes_on(found[-1][0], target):
            before = found[-1][1]
            about = changed(about, context=before.context or before)
        if target.status == "target":
            found.append((target, about))
    return found


def _goes_on(before: Target, target: Target) -> bool:
    """Whether a target goes on with the sentence of the one before it ("… 6.000 người, trong đó 60% là lao động nông thôn")."""
    return before.section == target.section and 0 <= target.span.start - before.span.end < _SAME_SENTENCE


def aligned(upper: Known, lower: Known, same_place: bool) -> Alignment:
    """As `align`, for targets whose profiles are at hand."""
    chosen, beside = _choose(_matches(upper, lower), lower)
    pairs = tuple(_pair(m, upper, lower, beside.get((m.upper, m.lower), []), same_place) for m in sorted(chosen, key=lambda m: m.upper))
    above, below = {m.upper for m in chosen}, {m.lower for m in chosen}.union(*beside.values())
    dropped = tuple(one[0] for i, one in enumerate(upper) if i not in above and not any(_twins(one, upper[k]) for k in above))
    return Alignment(pairs, dropped, tuple(t for j, (t, _) in enumerate(lower) if j not in below))


class _Match(NamedTuple):
    """A possible pair, by places in both sequences; in the order of preference."""

    rank: float  # the less the better
    upper: int
    lower: int
    similarity: float


def _matches(upper: Known, lower: Known) -> list[_Match]:
    """All pairs that are alike enough, the best first; of equal ones those that stand first."""
    found = []
    for j, (below, own) in enumerate(lower):
        for i, (above, other) in enumerate(upper):
            like = similarity(other, own)
            if like >= THRESHOLD and not opposed(above, below):
                found.append(_Match(-like * _in_time(above, below), i, j, like))
    return sorted(found)


def _in_time(above: Target, below: Target) -> float:
    first, second = due(above), due(below)
    return 1.0 if first == second else _UNKNOWN if first is None or second is None else _LATER


def _choose(matches: list[_Match], lower: Known) -> tuple[list[_Match], dict[tuple[int, int], list[int]]]:
    """The pairs that stand, and what stands beside them: lower places by pair."""
    chosen: dict[int, list[_Match]] = {}
    taken: set[int] = set()
    for m in matches:
        if m.upper not in chosen and m.lower not in taken:
            chosen[m.upper] = [m]
            taken.add(m.lower)
    beside: dict[tuple[int, int], list[int]] = {}
    for m in matches:
        if m.lower in taken or m.upper not in chosen:
            continue
        same_day = next((c for c in chosen[m.upper] if due(lower[c.lower][0]) == due(lower[m.lower][0])), None)
        if same_day is None and m.similarity >= _FURTHER:
            chosen[m.upper].append(m)
            taken.add(m.lower)
        elif same_day and _twins(lower[same_day.lower], lower[m.lower]):
            beside.setdefault((same_day.upper, same_day.lower), []).append(m.lower)
            taken.add(m.lower)
    return [m for answers in chosen.values() for m in answers], beside


def _twins(a: tuple[Target, Profile], b: tuple[Target, Profile]) -> bool:
    """Whether two targets of one document are values of one indicator for one deadline."""
    return due(a[0]) == due(b[0]) and (a[1] == b[1] or similarity(a[1], b[1]) >= _TWIN)


def _pair(m: _Match, upper: Known, lower: Known, beside: list[int], same_place: bool) -> Pair:
    above, below = upper[m.upper][0], lower[m.lower][0]
    return Pair(above, below, *change(above, below, same_place), m.similarity, tuple(lower[j][0] for j in beside))
