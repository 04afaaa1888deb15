"""Reading where something is: the units that words name, with or without their kinds, the smaller before the larger."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from vanban import lexicon
from vanban.model import Level
from vanban.registry import territory
from vanban.registry.territory import Unit
from vanban.text import plain

Home = tuple[Level, str]
"""Level and kind of the units that have a body."""
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words without tones and marks."""
    return _WORD.findall(plain(text))


KINDS_OF_LEVEL: dict[Level, tuple[str, ...]] = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}


def homes_at(levels: Iterable[Level]) -> frozenset[Home]:
    """All kinds of units at some levels."""
    return frozenset((level, kind) for level in levels for kind in KINDS_OF_LEVEL[level])


@cache
def kinds() -> dict[tuple[str, ...], str]:
    """Kinds of units by the words they are written with: ("tp",) → "thành phố"."""
    table = lexicon.table("registry")["kinds"]
    return {tuple(words(form)): kind for kind, short in table.items() for form in (kind, *short)}


@cache
def _units(level: Level) -> dict[str, tuple[Unit, ...]]:
    """Units of a level by the keys of their names and other spellings."""
    found: dict[str, dict[Unit, None]] = defaultdict(dict)
    for unit in territory.of_level(level):
        for name in (unit.name, *unit.spellings):
            found["".join(words(name))].setdefault(unit)
    return {key: tuple(several) for key, several in found.items()}


def _kind_and_name(tokens: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """The ways to part a unit's kind from the key of its name."""
    for size in (2, 1):
        kind = kinds().get(tuple(tokens[:size]))
        if kind and len(tokens) > size:
            yield kind, "".join(tokens[size:])
    yield None, "".join(tokens)


def _called(tokens: Sequence[str], homes: frozenset[Home]) -> list[Unit]:
    """The units of these levels and kinds that all the words together name."""
    for kind, name in _kind_and_name(tokens):
        levels = [level for level in KINDS_OF_LEVEL if any(home[0] == level for home in homes)]
        found = [u for level in levels for u in _units(level).get(name, ()) if (u.level, u.kind) in homes and kind in (None, u.kind)]
        if kind is None and any(unit.level == "province" for unit in found):
            found = [unit for unit in found if unit.level == "province"]  # who says "Lai Châu" means the province
        if found:
            return found
    return []


EVERYWHERE = homes_at(KINDS_OF_LEVEL)
_OUTER = (homes_at(["province", "district"]), homes_at(["province"]))


def places(tokens: Sequence[str], homes: frozenset[Home] = EVERYWHERE, outer: Sequence[frozenset[Home]] = _OUTER) -> list[Unit]:
    """The units that the words name, the smallest first: "xã X huyện Y tỉnh Z", each but the first narrowing it down.

    `homes` are the levels and kinds that the first may have, `outer` those of what follows, two at most.
    """
    for cut in range(len(tokens), 0, -1):
        found = _called(tokens[:cut], homes)
        if found and cut < len(tokens):
            found = _within(found, places(tokens[cut:], outer[0], outer[1:])) if outer else []
        if found:
            return found
    return []


def _within(units: list[Unit], outer: list[Unit]) -> list[Unit]:
    """Those of the units that lie in one of the outer ones; in what became of it or what it was when none does."""
    for near in (_lies_in, _lay_in):
        kept = [unit for unit in units if any(near(unit, one) for one in outer)]
        if kept:
            return kept
    return []


def _lies_in(unit: Unit, outer: Unit) -> bool:
    return outer.province == unit.province and (outer.level == "province" or outer.title == unit.district)


def _lay_in(unit: Unit, outer: Unit) -> bool:
    """Within the land of a province that was merged: before, or since."""
    merged = territory.successor_province
    return outer.level == "province" and outer.name != unit.name and unit.province in (merged(outer.province), *_merged_into(outer.province))


def _merged_into(province: str) -> tuple[str, ...]:
    return tuple(p.name for p in territory.provinces() if p.heirs == (province,))


def in_province(units: list[Unit], province: str | None) -> list[Unit]:
    """Those of the units in a province, under its name of then or of now."""
    found = lexicon.typed_province(province) if province else None
    if province is None:
        return units
    return _within(units, [unit for unit in territory.provinces() if found and unit.name == found.name]) if found else []
