"""Reading the name of a unit or body as people type it: any case, without tones, with short forms, with or without its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vanban import lexicon
from vanban.model import Level
from vanban.registry import territory
from vanban.registry.territory import Unit
from vanban.text import fold, plain

Home = tuple[Level, str]
"""Level and kind of the units that have a body."""
LONGEST = 200
"""Characters of a name that are read."""

_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words without tones and marks."""
    return _WORD.findall(plain(text))


def squashed(found: Iterable[str]) -> str:
    """A key for comparing names: the words run together, without "và"."""
    return "".join(word for word in found if word != "va")


@dataclass(frozen=True, slots=True)
class Form:
    """How a body is called: its name in institutions.tsv, and the levels and kinds of the units that have it under this form (empty: it has no unit)."""

    name: str
    homes: frozenset[Home] = frozenset()


@dataclass(frozen=True, slots=True)
class Meant:
    """What a typed name means: an institution of a unit, one without, or a unit alone."""

    body: str | None
    unit: Unit | None


KINDS_OF_LEVEL: dict[Level, tuple[str, ...]] = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}


def _homes(levels: Iterable[Level]) -> frozenset[Home]:
    return frozenset((level, kind) for level in levels for kind in KINDS_OF_LEVEL[level])


@cache
def level_of_kind(kind: str) -> Level | None:
    """The level of an institution's kind; null where its unit decides."""
    found: Level | None = lexicon.table("registry")["levels"].get(kind)
    return found


_LOCAL_COMMITTEES: dict[str, Level] = {"Tỉnh ủy": "province", "Huyện ủy": "district", "Đảng ủy": "commune"}


def homes_of(one: lexicon.Institution) -> frozenset[Home]:
    """The levels and kinds of the units that have such an institution; empty for one at the centre."""
    if one.kind in ("committee", "mass"):
        own = _LOCAL_COMMITTEES.get(one.name)
        return _homes([own] if own else KINDS_OF_LEVEL)
    level = level_of_kind(one.kind)
    return _homes([level]) if level and level in KINDS_OF_LEVEL else frozenset()


_ENDS: dict[Level, str] = {"province": " tỉnh", "district": " huyện"}


def _forms_of(name: str, level: Level | None, homes: frozenset[Home]) -> Iterator[tuple[str, frozenset[Home]]]:
    """The forms of a name in units of each kind: "Ban Tổ chức Huyện ủy" is Ban Tổ chức Thị ủy in a thị xã; "Công an huyện" is Công an there."""
    committees = lexicon.table("registry")["committees"].get(level, {})
    rank = next((rank for rank, model in enumerate(next(iter(committees.values()), ())) if model in name), None)
    if rank is None or level is None:
        yield name.removesuffix(_ENDS[level]) if level in _ENDS else name, homes
        return
    model = next(iter(committees.values()))[rank]
    yield from ((name.replace(model, own[rank]), homes & {(level, kind)}) for kind, own in committees.items())


def _abbreviated(name: str) -> Iterator[str]:
    """Head and first letters of the rest: "Sở Giáo dục và Đào tạo" → "sogddt"."""
    head, *rest = (word for word in words(name) if word != "va")
    if head in ("bo", "so", "phong") and len(rest) > 1:
        yield head + "".join(word[0] for word in rest)


@cache
def _codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for organ in lexicon.organs().values():
        if organ.issuer:
            found[fold(organ.issuer)].append(organ.code)
    return found


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """All forms of the names of institutions, by their keys."""
    found: dict[str, dict[Form, None]] = defaultdict(dict)
    aliases = lexicon.table("registry")["aliases"]
    for one in lexicon.institutions():
        homes = homes_of(one)
        levels = {level for level, _ in homes}
        level = levels.pop() if len(levels) == 1 else None
        for name in (one.name, *aliases.get(one.name, ())):
            for form, own in _forms_of(name, level, homes):
                for key in (squashed(words(form)), *_abbreviated(form)):
                    found[key].setdefault(Form(one.name, own))
        for code in _codes().get(fold(one.name), ()):
            found[squashed(words(code))].setdefault(Form(one.name, homes))
    return {key: tuple(several) for key, several in found.items()}


@cache
def _heads() -> tuple[list[str], ...]:
    return tuple(words(head) for head in lexicon.table("registry")["heads"]["names"])


@cache
def _kinds() -> dict[tuple[str, ...], str]:
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
        kind = _kinds().get(tuple(tokens[:size]))
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


EVERYWHERE = _homes(KINDS_OF_LEVEL)
_ABOVE = _homes(["province", "district"])


def places(tokens: Sequence[str], homes: frozenset[Home] = EVERYWHERE) -> list[Unit]:
    """The units that the words name, the smallest first: "xã X huyện Y tỉnh Z", each but the first narrowing it down."""
    for cut in range(len(tokens), 0, -1):
        found = _called(tokens[:cut], homes)
        if found and cut < len(tokens):
            outer = places(tokens[cut:], _ABOVE)
            found = _within(found, outer)
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
    found = lexicon.province(province) if province else None
    if province is None:
        return units
    return _within(units, [unit for unit in territory.provinces() if found and unit.name == found.name]) if found else []


def _with_tones(meant: list[Meant], typed: str) -> list[Meant]:
    """Those whose names stand in the typed words with their tones, when there are any: "Hòa Bình" is not Hoa Bình."""
    letters = " ".join(re.findall(r"\w+", fold(typed)))

    def stands(name: str | None) -> bool:
        return name is None or " ".join(re.findall(r"\w+", fold(name))) in letters

    exact = [one for one in meant if one.unit is None or any(stands(name) for name in (one.unit.name, *one.unit.spellings))]
    return exact or meant


def read(name: str, province: str | None = None) -> list[Meant]:
    """Everything a typed name may mean: bodies first when it begins as one, else units. Empty for what nobody knows."""
    tokens = words(name[:LONGEST])
    behind = (tokens[len(head) :] for head in _heads() if tokens[: len(head)] == head)
    found = next((found for rest in (tokens, *behind) if (found := _bodies(rest, province))), None)
    return _with_tones(found or [Meant(None, unit) for unit in in_province(places(tokens), province)], name)


def _bodies(tokens: list[str], province: str | None) -> list[Meant]:
    """The bodies whose names the words begin with, the longest name that fits, in the units that the rest names."""
    for cut in range(len(tokens), 0, -1):
        for rest in _rests(tokens[cut:]):
            found = [meant for form in forms().get(squashed(tokens[:cut]), ()) for meant in _bodies_of(form, rest, province)]
            if found:
                return list(dict.fromkeys(found))
    return []


_FILLERS = {"cua", "thuoc", "cap"}


def _rests(rest: list[str]) -> Iterator[list[str]]:
    """What names the place, also without a "của" or "thuộc" before it, which may be a name itself ("Thị ủy Cửa Lò")."""
    yield rest
    if rest and rest[0] in _FILLERS:
        yield rest[1:]


def _bodies_of(form: Form, rest: list[str], province: str | None) -> list[Meant]:
    if not form.homes:
        return [] if rest else [Meant(form.name, None)]
    kind = _kinds().get(tuple(rest))
    if rest and kind is None:
        return [Meant(form.name, unit) for unit in in_province(places(rest, form.homes), province)]
    homes = {home for home in form.homes if kind in (None, home[1])}
    return [Meant(form.name, _unnamed(homes, province))] if homes else []


def _unnamed(homes: set[Home], province: str | None) -> Unit | None:
    """The unit of a body whose name says no place: the province where it was said, or one of a kind; null when it may be of several levels."""
    found = lexicon.province(province) if province else None
    own = next((unit for unit in territory.provinces() if found and unit.name == found.name and (unit.level, unit.kind) in homes), None)
    if own or len(homes) > 1:
        return own
    level, kind = homes.pop()
    return territory.unnamed(level, kind, found.name if found else "")
