"""Units through time: provinces, districts, communes, each with its days and with those that took its land over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from vanban import lexicon
from vanban.model import Level
from vanban.registry.days import ALWAYS, first, following
from vanban.registry.model import UnitRef
from vanban.text import fold, plain, slug

DISTRICTS_END = "2025-06-30"
"""The last day of the districts and of the communes as they were (Luật 72/2025/QH15)."""
COMMUNES_BEGIN = "2025-07-01"
LEVELS: tuple[Level, ...] = ("province", "district", "commune")
LAW = "Luật 72/2025/QH15"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its days. `province` is that of its last day; `heirs` are the names with kinds of those who took over, where the tables name them."""

    level: Level
    kind: str
    name: str
    province: str
    district: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    heirs: tuple[str, ...] = ()
    rule: str | None = None
    spellings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """With its kind: "tỉnh Lai Châu", "huyện Phong Thổ"; the kind alone of one that is not named."""
        return f"{self.kind} {self.name}".strip()

    def on(self, day: str) -> bool:
        """Whether it was there on a day."""
        return (self.valid_from or "") <= day <= (self.valid_to or ALWAYS)


@cache
def provinces() -> tuple[Unit, ...]:
    """All provinces, before and after the mergers."""
    distinct = {p.name: p for p in lexicon.provinces().values()}.values()
    return tuple(
        Unit(
            level="province",
            kind="thành phố" if p.city else "tỉnh",
            name=p.name,
            province=p.name,
            valid_from=p.valid_from,
            valid_to=p.valid_to,
            heirs=(p.successor,) if p.successor else (),
            rule=p.rule,
            spellings=p.spellings,
        )
        for p in distinct
    )


@cache
def districts() -> tuple[Unit, ...]:
    """All districts since about 2021."""
    changes = [
        Unit("district", kind, name, home, None, start or None, end or None, tuple(heirs.split(";")) if heirs else (), rule or None)
        for home, kind, name, start, end, heirs, rule in lexicon.rows("districts.tsv", 7)
    ]
    begun = {(u.province, u.title): u.valid_from for u in changes if u.valid_from}
    lasting = (_district(u.kind, u.name.removeprefix("Quận "), u.province) for u in lexicon.all_units() if u.level == "district")  # "Quận 1" has no other name
    return (*(replace(unit, valid_from=begun.get((unit.province, unit.title))) for unit in lasting), *(unit for unit in changes if unit.valid_to))


def _district(kind: str, name: str, province: str) -> Unit:
    return Unit("district", kind, name, province, valid_to=DISTRICTS_END, rule=LAW)


def unnamed(level: Level, kind: str, province: str) -> Unit:
    """A unit of which only the kind is known: "huyện"."""
    return _district(kind, "", province) if level == "district" else Unit(level, kind, "", province)


@cache
def communes() -> tuple[Unit, ...]:
    """The communes since 01/7/2025."""
    return tuple(Unit("commune", u.kind, u.name, u.province, valid_from=COMMUNES_BEGIN) for u in lexicon.all_units() if u.level == "commune")


@cache
def communes_before() -> tuple[Unit, ...]:
    """The communes of 30/6/2025. An island district that had none has a row without a name."""
    found, home, district = [], "", ""
    for province, unit, kind, name, spellings, heirs in lexicon.rows("communes_before.tsv", 6):
        home, district = province or home, unit or district
        others = tuple(spellings.split(";")) if spellings else ()
        found.append(Unit("commune", kind, name, home, district, None, DISTRICTS_END, tuple(heirs.split(";")), None, others))
    return tuple(found)


def of_level(level: Level) -> Iterable[Unit]:
    """All units of a level, through time."""
    if level == "commune":
        return (unit for unit in (*communes(), *communes_before()) if unit.name)
    return provinces() if level == "province" else districts() if level == "district" else ()


@cache
def _province(name: str) -> Unit | None:
    found = lexicon.province(name)
    return next((unit for unit in provinces() if found and unit.name == found.name), None)


def province_of(unit: Unit) -> Unit | None:
    """The province of a unit on its last day."""
    return _province(unit.province)


def successor_province(name: str) -> str | None:
    """The province that a province was merged into or became; null for one that goes on or is unknown."""
    found = lexicon.province(name)
    return found.successor if found else None


def named_on(province: str, day: str) -> str:
    """What a unit's province was called on a day: Huế was Thừa Thiên Huế until 31/12/2024."""
    unit = _province(province)
    if unit and day < (unit.valid_from or ""):
        return next((p.name for p in provinces() if p.heirs == (province,) and p.on(day) and (p.valid_to or "") < (unit.valid_from or "")), province)
    return province


@cache
def _communes_by_title() -> dict[tuple[str, str], Unit]:
    return {(unit.province, unit.title): unit for unit in communes()}


@cache
def _districts_by_title() -> dict[tuple[str, str], Unit]:
    return {(unit.province, unit.title): unit for unit in districts() if unit.valid_to == DISTRICTS_END}


@cache
def _on_land_of() -> dict[tuple[str, str], tuple[str, ...]]:
    """The communes that took over the land of each district, those with most of its communes first."""
    shares: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for commune in communes_before():
        for rank, heir in enumerate(commune.heirs):
            shares[commune.province, commune.district or ""][heir] += 1 if rank == 0 else 0
    return {district: tuple(heir for heir, _ in counts.most_common()) for district, counts in shares.items()}


def heirs(unit: Unit) -> tuple[Unit, ...]:
    """The units that took over directly: of a merged province one, of a district its communes, of a commune one or several.

    Empty for what goes on or is not named.
    """
    if unit.valid_to is None or not unit.name:
        return ()
    if unit.level == "province":
        return tuple(found for name in unit.heirs if (found := _province(name)))
    if unit.level == "district" and unit.heirs:
        return tuple(_districts_by_title()[unit.province, title] for title in unit.heirs)
    home = successor_province(unit.province) or unit.province
    titles = unit.heirs if unit.level == "commune" else _on_land_of()[unit.province, unit.title]
    return tuple(_communes_by_title()[home, title] for title in titles)


def rule_of_end(unit: Unit) -> str | None:
    """The document by which a unit ended: for districts and communes of 30/6/2025 also that which drew the communes anew."""
    if unit.level == "province" or unit.valid_to != DISTRICTS_END:
        return unit.rule
    home = _province(successor_province(unit.province) or unit.province)
    drawn = (home and home.rule) or LAW
    return drawn if unit.level == "commune" else f"{LAW}; {drawn}"


def ref(unit: Unit, day: str) -> UnitRef:
    """A unit as it was on a day."""
    home = named_on(unit.province, day)
    if unit.level == "province":
        return UnitRef(f"vn/{slug(unit.name)}", unit.name, "province", unit.kind, unit.name)
    return UnitRef(f"vn/{slug(home)}/{slug(unit.name)}", unit.title, unit.level, unit.kind, home)


@cache
def _changes(level: Level) -> list[str]:
    """The days on which a unit of a level or a province, which gives units its name, began or was there no more."""
    days = {day for unit in (*of_level(level), *provinces()) for day in (unit.valid_from, unit.valid_to and following(unit.valid_to)) if day}
    return ["", *sorted(days)]


def _since(level: Level, day: str) -> str:
    """The last day until this one on which anything changed: one list of units serves for all days between."""
    changes = _changes(level)
    return changes[bisect_right(changes, day) - 1]


def alive(level: Level, day: str) -> tuple[Unit, ...]:
    """The units of a level on a day, in the order of province and name."""
    return _alive(level, _since(level, day))


@cache
def _alive(level: Level, day: str) -> tuple[Unit, ...]:
    return tuple(sorted((unit for unit in of_level(level) if unit.on(day)), key=lambda unit: (plain(unit.province), plain(unit.name), unit.name)))


def units_on(level: Level, day: str, province: str | None = None) -> list[UnitRef]:
    """The units of a level that existed on a day, of a province as it was named on that day: in the order of province and name.

    A shortened day is its first. Of communes that ended before 30/6/2025 and districts that ended before 2024 the tables know nothing.
    """
    wanted = lexicon.typed_province(province) if province else None
    if province and wanted is None:
        return []
    return list(_refs(level, _since(level, first(day)), wanted.name if wanted else None))


@cache
def _refs(level: Level, day: str, province: str | None) -> tuple[UnitRef, ...]:
    if province:
        return tuple(unit for unit in _refs(level, day, None) if unit.province == province)
    return tuple(ref(unit, day) for unit in _alive(level, day))


def unit_of(level: Level, key: str, day: str | None, words: str) -> UnitRef | None:
    """The unit of a level whose documents' ids begin with `key`, as it was on a day (by default its last); None when the tables have none.

    Where units share a key, `words` (the issuer's name) tell which: by the name with its kind, the kind alone, or the committee's name (Thành ủy is a
    thành phố's). None too when they do not.
    """
    lists = [_by_key(level, _since(level, first(day)))] if day else []
    found = next((units for there in (*lists, _by_key(level, None)) if (units := there.get(key))), ())
    told = {unit for unit in found if _has(words, unit.name)} or {unit for unit in found if _of_kind_in(unit, words)} or set(found)
    return told.pop() if len(told) == 1 else None


def _of_kind_in(unit: UnitRef, words: str) -> bool:
    """Whether the words have the unit's kind, or its committee."""
    committees = lexicon.table("registry")["committees"].get(unit.level, {})
    return any(_has(words, name) for name in (unit.kind, *committees.get(unit.kind, ())))


def _has(words: str, name: str) -> bool:
    """Whether the words have a name, word for word."""
    return _parted(name) in _parted(words)


@lru_cache(maxsize=20_000)
def _parted(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


_WORD = re.compile(r"\w+")


@cache
def _by_key(level: Level, day: str | None) -> dict[str, list[UnitRef]]:
    """Units by key, of a day or of all times, each as it was last."""
    units = _refs(level, day, None) if day is not None else (ref(unit, unit.valid_to or ALWAYS) for unit in of_level(level))
    found: dict[str, list[UnitRef]] = defaultdict(list)
    for unit in units:
        found[unit.key].append(unit)
    return found


@cache
def _by_ref() -> dict[tuple[str, str, str], list[Unit]]:
    found: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    for level in LEVELS:
        for unit in of_level(level):
            for home in {unit.province, named_on(unit.province, "")}:
                found[unit.level, unit.name if unit.level == "province" else unit.title, home].append(unit)
    return found


def heirs_on(unit: UnitRef, day: str | None = None) -> list[UnitRef]:
    """The units that have a unit's land on a day (the last known without one); empty when it is still there itself.

    Old communes of one kind and name in one province count as one.
    """
    day = first(day) if day else ALWAYS
    left = list(_by_ref().get((unit.level, unit.name, unit.province), ()))
    if any(one.on(day) for one in left):
        return []
    found: dict[Unit, None] = {}
    while left:
        one = left.pop(0)
        for heir in heirs(one):
            if heir.on(day):
                found.setdefault(heir)
            else:
                left.append(heir)
    return [ref(one, day) for one in found]
