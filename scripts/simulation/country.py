"""Who issues documents: committees of the Party and people's committees of all levels, as far as a country of a given size has them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random

from simulation.proportions import CITY_AS_TU, REFORM, TERMS, WHOLE
from vanban import lexicon
from vanban.text import slug

FIRST = ("Lai Châu", "Đồng Tháp")
"""The smallest country has a province that never changed, and one of two provinces that each had a huyện Châu Thành."""
HUE_A_CITY = date(2025, 1, 1)
_COMMITTEES = {"huyện": ("Huyện ủy", "HU"), "quận": ("Quận ủy", "QU"), "thị xã": ("Thị ủy", "ThU"), "thành phố": ("Thành ủy", "ThU")}


@dataclass(frozen=True, eq=False, slots=True)
class Issuer:
    """`bare` is the name inside its own territory ("Tỉnh ủy", "UBND huyện"), `name` the full one, `territory` what follows "trên địa bàn"."""

    id: str
    organ: str
    party: bool
    level: str
    name: str
    bare: str
    province: str | None = None
    place: str = "Hà Nội"
    territory: str = "cả nước"
    district: str | None = None
    """Of a commune until 30/6/2025."""

    def period(self, day: date) -> int:
        """What numbers are counted in: the year in the State, the term in the Party."""
        return max(start for start in TERMS[self.level] if start <= day).year if self.party else day.year


@dataclass(eq=False, slots=True)
class Unit:
    """An administrative unit with its two issuers, from its first to its last day."""

    party: Issuer
    state: Issuer
    since: date = date.min
    until: date = date.max
    districts: list[Unit] = field(default_factory=list)
    communes: list[Unit] = field(default_factory=list)
    before: list[Unit] = field(default_factory=list)
    """The provinces that it was made of."""

    def exists(self, day: date) -> bool:
        return self.since <= day <= self.until


def _central(code: str, organ: str, name: str, party: bool) -> Issuer:
    return Issuer(f"vn/{code}", organ, party, "central", name, name)


SECRETARIAT = _central("tw", "TW", "Ban Bí thư", True)
POLITBURO = _central("tw", "TW", "Bộ Chính trị", True)
COMMITTEE = _central("tw", "TW", "Ban Chấp hành Trung ương", True)
PRIME_MINISTER = _central("ttg", "TTg", "Thủ tướng Chính phủ", False)
GOVERNMENT = _central("cp", "CP", "Chính phủ", False)
ASSEMBLY = _central("qh", "QH", "Quốc hội", False)


def provinces(rng: Random, size: int) -> list[Unit]:
    """All provinces, before and after the reform, of a country of `size` documents: whole families of merged provinces."""
    wanted = max(6, round(63 * min(1.0, size / WHOLE) ** 0.5))
    today = sorted({p.name for p in lexicon.provinces().values() if p.successor is None})
    rng.shuffle(today)
    today.sort(key=lambda name: name not in FIRST)
    old = defaultdict(list)
    for p in {p.name: p for p in lexicon.provinces().values()}.values():
        if p.name != "Thừa Thiên Huế":
            old[p.successor or p.name].append(p.name)
    units: list[Unit] = []
    for name in today:
        if sum(unit.since < REFORM for unit in units) < wanted:
            units += _family(rng, name, old[name])
    return units


def _family(rng: Random, name: str, old: list[str]) -> list[Unit]:
    """A province of today and those it was made of. One that merged with none goes on as the same issuer."""
    before = [_province(other) for other in old]
    for unit in before:
        unit.districts = [_district(rng, u) for u in _units("district", unit.party.province)]
    today = before[0] if len(before) == 1 else _province(name)
    homes = before[0].districts if len(before) == 1 else []  # elsewhere nobody here knows which commune of today had its name already, and where
    today.communes = [_commune(u, rng.choice(homes) if homes and u.kind != "đặc khu" and rng.random() < 0.5 else None) for u in _units("commune", name)]
    if len(before) == 1:
        if name == "Huế":
            today.since = HUE_A_CITY
        return [today]
    for unit in before:
        unit.until = date(2025, 6, 30)
    today.since, today.before = REFORM, before
    return [*before, today]


def _units(level: str, province: str | None) -> list[lexicon.Unit]:
    """The units of a level in a province by name. Of those that share the part of an id only the first: their documents could have one id."""
    found: dict[str, lexicon.Unit] = {}
    for unit in sorted(lexicon.all_units(), key=lambda u: (u.name, u.kind)):
        if unit.level == level and unit.province == province and "(" not in unit.name:
            found.setdefault(slug(unit.name), unit)
    return list(found.values())


def _province(name: str) -> Unit:
    known = lexicon.province(name)
    city = bool(known and known.city)
    kind, committee = ("thành phố", "Thành ủy") if city else ("tỉnh", "Tỉnh ủy")
    place = "TP. Hồ Chí Minh" if name == "Hồ Chí Minh" else name
    base = f"vn/{slug(name)}"
    party = Issuer(f"{base}/{slug(committee)}", "TU", True, "province", f"{committee} {name}", committee, name, place, f"{kind} {name}")
    return Unit(party, Issuer(f"{base}/ubnd", "UBND", False, "province", f"UBND {kind} {name}", f"UBND {kind}", name, place, f"{kind} {name}"))


def _district(rng: Random, unit: lexicon.Unit) -> Unit:
    committee, organ = _COMMITTEES[unit.kind]
    if unit.kind == "thành phố" and rng.random() < CITY_AS_TU:
        organ = "TU"
    made = _local(unit, committee, f"{committee} {unit.name}", organ)
    made.until = date(2025, 6, 30)
    return made


def _commune(unit: lexicon.Unit, home: Unit | None) -> Unit:
    """A commune; `home` is the district it was in, when it was there before the reform."""
    made = _local(unit, "Đảng ủy", f"Đảng ủy {unit.kind} {unit.name}", "ĐU", home.party.territory if home else None)
    made.since = date.min if home else REFORM
    if home:
        home.communes.append(made)
    return made


def _local(unit: lexicon.Unit, committee: str, name: str, organ: str, district: str | None = None) -> Unit:
    base, where = f"vn/{slug(unit.province)}/{slug(unit.name)}", f"{unit.kind} {unit.name}"
    tail = (unit.province, unit.name, where, district)
    party = Issuer(f"{base}/{slug(committee)}", organ, True, unit.level, name, committee, *tail)
    return Unit(party, Issuer(f"{base}/ubnd", "UBND", False, unit.level, f"UBND {where}", f"UBND {unit.kind}", *tail))
