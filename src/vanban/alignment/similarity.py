"""How alike two targets are in what they are about, 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from vanban import lexicon
from vanban.alignment.profile import Profile, alike

_OVERLAP = 0.85  # some values of an axis are common, not all: "THCS" beside "THCS, THPT"
_NUMBERS = 0.4  # other numbers inside the indicator: "dưới 5 tuổi", "dưới 16 tuổi"
_SHARED_AXIS = 0.5  # weight of a qualifier that both have, and of who is counted where that is all
_ROUGHLY = 0.3  # least likeness by syllables for which words are looked at: the least of the alike among 790,000 pairs had 0.44
_BARE = 0.5  # one says only who is counted, the other what becomes of them: "tỷ lệ hộ nghèo", "hộ nghèo có nhà ở"


def similarity(a: Profile, b: Profile) -> float:
    """The likeness of two targets: the share of common words by weight (Dice), less where populations and qualifiers differ.

    0 where the measure, the population or a qualifier excludes that they are one.
    """
    if a.measure != b.measure or a.change != b.change:
        return 0.0
    factor = alike(a.population, b.population)
    if not factor or not (factor := factor * _qualified(a, b)):
        return 0.0
    a, b, said = _in_context(a, b)
    if not said:
        factor *= _BARE
    shared = (sum(axis in b.qualifiers for axis in a.qualifiers) + (a.bare and b.bare)) * _SHARED_AXIS
    if not a.rough and not b.rough:
        return round(factor, 3) if a.population else 0.0
    if factor * _common(a.rough, b.rough, shared) < _ROUGHLY:
        return 0.0
    return round(factor * _common(a.words(), b.words(), shared), 3)


def _in_context(a: Profile, b: Profile) -> tuple[Profile, Profile, bool]:
    """Both with what they say; a bare one beside one that is not says what the target before it says. False when it has none."""
    if a.bare == b.bare:
        return a, b, True
    if a.bare:
        told = _told(a, b)
        return told or a, b, told is not None
    told = _told(b, a)
    return a, told or b, told is not None


def _told(bare: Profile, other: Profile) -> Profile | None:
    """What the target before a bare one says, unless it is narrowed to a part of it that the other does not speak of."""
    return bare.context if bare.qualifiers.keys() <= other.qualifiers.keys() else None


def _common(a: Mapping[str, float], b: Mapping[str, float], shared: float) -> float:
    """Twice the common weight over both weights; `shared` weight is in both besides."""
    common = shared + sum(min(weight, b[word]) for word, weight in a.items() if word in b)
    return 2 * common / (2 * shared + sum(a.values()) + sum(b.values()))


def _qualified(a: Profile, b: Profile) -> float:
    factor = 1.0
    for axis in {*a.qualifiers, *b.qualifiers}:
        factor *= _on_axis(axis, a.qualifiers.get(axis), b.qualifiers.get(axis))
    return factor


def _on_axis(axis: str, a: frozenset[str] | None, b: frozenset[str] | None) -> float:
    if a == b:
        return 1.0
    if not a or not b:
        return _alone(axis)
    if a.isdisjoint(b):
        return _NUMBERS if axis == "number" else 0.0
    return _OVERLAP


@lru_cache(maxsize=64)
def _alone(axis: str) -> float:
    return 1.0 if axis == "number" else float(lexicon.table("alignment")["qualifiers"][axis]["alone"])
