"""Collective bodies and their members on a day: "các sở, ban, ngành", "UBND các huyện, thành phố"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from vanban import lexicon
from vanban.model import Level
from vanban.registry import territory
from vanban.registry.days import first
from vanban.registry.names import LONGEST, heads, homes_of
from vanban.registry.places import KINDS_OF_LEVEL
from vanban.registry.succession import State
from vanban.registry.territory import Unit
from vanban.text import fold, plain

_BEHIND = re.compile(r" (?:(?:co )?lien quan|tren dia ban.*|(?:thuoc|cua) tinh|toan tinh|trong tinh)$")


@cache
def _collectives() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [(re.compile(one["pattern"]), one) for one in lexicon.table("registry")["collective"]]


def members(collective: str, on: str, province: str | None = None, unit: str | None = None) -> list[str]:
    """The members of a collective body on a day (ISO 8601, of a month or year the first), in the province and the district where it was said.

    Empty when the tables do not know the collective, when a province is needed and not given, and when it has no members on that day (districts after
    30/6/2025). Names carry their province or unit when that is given.
    """
    day, found = first(on), _read(collective)
    if found is None:
        return []
    one, m, name = found
    bodies = [state.name for state in _bodies(one, day, _home(day, province, unit))] if "units" not in one or "of" in one else []
    return bodies + (_of_units(one, m.groupdict().get("body"), name, day, _units(one["units"], day, province, unit)) if "units" in one else [])


def is_collective(name: str) -> bool:
    """Whether the tables know a collective body of that name, whatever its members."""
    return _read(name) is not None


def _read(collective: str) -> tuple[dict[str, Any], re.Match[str], str] | None:
    """The row of the table that a name means, with the match and the words that were matched."""
    typed = _BEHIND.sub("", plain(collective[:LONGEST]).strip(" .,;:"))
    names = [typed, *(typed.removeprefix(head) for head in _heads() if typed.startswith(head))]
    return next(((one, m, name) for name in names for pattern, one in _collectives() if (m := pattern.fullmatch(name))), None)


@cache
def _heads() -> list[str]:
    return [" ".join(head) + " " for head in heads()]


def _home(day: str, province: str | None, unit: str | None) -> Unit | None:
    """The unit in which a collective was named: a district or commune of a province, or the province."""
    found = lexicon.typed_province(province) if province else None
    if found is None:
        return None
    smaller = [one for level in territory.LEVELS[1:] for one in _units(level, day, province, None) if unit and _is_called(unit, one.title)]
    return next(iter(smaller), None) or next((one for one in territory.provinces() if one.name == found.name and one.on(day)), None)


def _is_called(name: str, title: str | None) -> bool:
    """Whether a name with or without its kind is that of a unit."""
    return title is not None and fold(name) in (fold(title), fold(title.partition(" ")[2]), fold(title.removeprefix("thành phố ").removeprefix("thị xã ")))


def _bodies(one: dict[str, Any], day: str, home: Unit | None) -> Iterable[State]:
    """The institutions of some kinds, or of a list of names, that are there on a day: those at the centre, or those of a unit when it is known."""
    listed = [body for body in lexicon.institutions() if (body.kind in one["of"] if "of" in one else body.name in one["members"])]
    there = [body for body in listed if body.name not in one.get("but", ()) and body.in_force(day)]
    central = [body for body in there if not homes_of(body)]
    if home is None or len(central) == len(there):
        return [State(body, None) for body in central or there]
    return [State(body, home) for body in there if (home.level, home.kind) in homes_of(body)]


def _units(level: Level, day: str, province: str | None, unit: str | None) -> list[Unit]:
    """The units of a level on a day: all provinces, the districts of a province, the communes of a province or of one of its districts."""
    units = list(territory.alive(level, day))
    if level == "province":
        return units
    home = lexicon.typed_province(province) if province else None
    own = [one for one in units if home and territory.named_on(one.province, day) == home.name]
    return [one for one in own if unit is None or one.district is None or _is_called(unit, one.district)]


def _of_units(one: dict[str, Any], body: str | None, name: str, day: str, units: list[Unit]) -> list[str]:
    """The units of the kinds that the collective names, or a committee of each."""
    level: Level = one["units"]
    kinds = set() if " cap " in name else {kind for kind in KINDS_OF_LEVEL[level] if re.search(rf"\b{plain(kind)}\b", name)}
    committee = one.get("body") or (body and ("HĐND" if body.startswith("h") else "UBND"))
    if committee == "Huyện ủy":
        kinds = _kinds_of_committees(name)
    institution = lexicon.institution(committee, day) if committee else None
    if committee and institution is None:
        return []
    kept = [unit for unit in units if not kinds or unit.kind in kinds or level == "province"]
    return [State(institution, unit).name for unit in kept]


def _kinds_of_committees(name: str) -> set[str]:
    """The kinds of districts whose committees are named: "các huyện ủy, thành ủy"."""
    table = lexicon.table("registry")["committees"]["district"]
    return {kind for kind, (committee, _) in table.items() if plain(committee) in name}
