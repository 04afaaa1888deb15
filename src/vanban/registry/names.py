"""Reading the name of a unit or body as people type it: any case, without tones, with short forms, with or without its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from vanban import lexicon
from vanban.model import Level
from vanban.registry import territory
from vanban.registry.places import KINDS_OF_LEVEL, Home, homes_at, in_province, kinds, places, words
from vanban.registry.territory import Unit
from vanban.text import fold

LONGEST = 200
"""Characters of a name that are read."""


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
        return homes_at([own] if own else KINDS_OF_LEVEL)
    level = level_of_kind(one.kind)
    return homes_at([level]) if level and level in KINDS_OF_LEVEL else frozenset()


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
    """The head with first letters for the words behind it, all of them or those of one end: "Sở GD&ĐT", "Bộ Nông nghiệp và PTNT", "Sở GD và Đào tạo"."""
    head, *rest = (word for word in words(name) if word != "va")
    if head in ("bo", "so", "phong") and len(rest) > 1:
        letters = "".join(word[0] for word in rest)
        for cut in range(len(rest) - 1):
            yield head + "".join(rest[:cut]) + letters[cut:]
            yield head + letters[: cut + 2] + "".join(rest[cut + 2 :])


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
def heads() -> tuple[list[str], ...]:
    """The words that stand before a body's name and mean its board or its head: ["chu", "tich"]."""
    return tuple(words(head) for head in lexicon.table("registry")["heads"]["names"])


def _with_tones(meant: list[Meant], typed: str) -> list[Meant]:
    """Those whose units the typed words name with their tones, when there are any: "Hòa Bình" is not Hoa Bình. Units of which they say nothing stay."""
    letters, key = _letters(typed), "".join(words(typed))

    def misspelled(name: str) -> bool:
        return "".join(words(name)) in key and _letters(name) not in letters

    exact = [one for one in meant if one.unit is None or not all(misspelled(name) for name in (one.unit.name, *one.unit.spellings))]
    return exact or meant


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def read(name: str, province: str | None = None) -> list[Meant]:
    """Everything a typed name may mean: bodies first when it begins as one, else units. Empty for what nobody knows."""
    tokens = words(name[:LONGEST])
    behind = (tokens[len(head) :] for head in heads() if tokens[: len(head)] == head)
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
    kind = kinds().get(tuple(rest))
    if rest and kind is None:
        return [Meant(form.name, unit) for unit in in_province(places(rest, form.homes), province)]
    homes = {home for home in form.homes if kind in (None, home[1])}
    return [Meant(form.name, _unnamed(homes, province))] if homes else []


def _unnamed(homes: set[Home], province: str | None) -> Unit | None:
    """The unit of a body whose name says no place: the province where it was said, or one of a kind; null when it may be of several levels."""
    found = lexicon.typed_province(province) if province else None
    own = next((unit for unit in territory.provinces() if found and unit.name == found.name and (unit.level, unit.kind) in homes), None)
    if own or len(homes) > 1:
        return own
    level, kind = homes.pop()
    return territory.unnamed(level, kind, found.name if found else "")
