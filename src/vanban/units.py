"""Units by name, and what a text of some place means by a name that leaves its place out: whose "Tỉnh ủy", which "huyện Châu Thành"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from vanban import lexicon
from vanban.bodies import NAME
from vanban.lexicon import any_of
from vanban.model import Level
from vanban.text import fold


class District(NamedTuple):
    """A district by kind (huyện, quận, thị xã, thành phố) and name."""

    kind: str
    name: str


class Place(NamedTuple):
    """Where a document stands: the level of its issuer, its province, and the district or commune by name.

    `district` is the one that it is of or lies in. `merged`: it is of the time when provinces had been merged and districts were no more. `ward`: its
    issuer is a phường's, which lies in a city or town.
    """

    level: Level | None = None
    province: str | None = None
    unit: str | None = None
    district: District | None = None
    merged: bool = False
    ward: bool = False


NOWHERE = Place()
MERGERS = "2025-07"
"""From this month on there are 34 provinces and no districts (Nghị quyết 202/2025/QH15)."""
# huyện Sìn Hồ · Thành ủy Lai Châu · TP. Vinh · Huyện ủy huyện Tủa Chùa · xã Tân Phước 1 · phường 5, phường 1 Bảo Lộc
_UNIT = re.compile(
    r"(?P<kind>[HhQqTtXxPpĐđ](?:(?<=[Hh])uyện(?: ủy)?|(?<=[Qq])uận(?: ủy)?|(?<=[Tt])(?:hị (?:ủy|xã|trấn)|hành (?:ủy|phố)|ỉnh(?: ủy)?)|(?<=T)P\.?"
    r"|(?<=[Xx])ã|(?<=[Pp])hường|(?<=[Đđ])ặc khu))"
    rf" (?:tỉnh |huyện |thành phố |thị xã |quận )?(?P<name>{NAME}(?: \d{{1,2}}(?!\w))?|\d{{1,2}}(?!\w)(?: {NAME})?)"
)
_PROVINCIAL = ("tỉnh", "tỉnh ủy")
_MUNICIPAL = ("thành phố", "tp", "thành ủy")


@cache
def _provinces() -> re.Pattern[str]:
    names = any_of(spelling for p in lexicon.provinces().values() for spelling in (p.name, *p.spellings))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.I)


def province_in(text: str) -> str | None:
    """The province that a name ends with or carries; None when it names none or several.

    "Sở Giáo dục và Đào tạo Đồng Tháp" → "Đồng Tháp".
    """
    named = (m.group() for m in _provinces().finditer(text) if not _OF_UNIT.search(text[max(0, m.start() - 12) : m.start()]))
    found = {p.name for name in named if (p := lexicon.province(name))}
    return found.pop() if len(found) == 1 else None


# Below the province a unit may bear the name of one: phường Hà Nam, Đảng ủy xã Bình Thuận.
_OF_UNIT = re.compile(r"(?:\b(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)|(?:huyện|quận|thị) ủy) $", re.I)


@lru_cache(maxsize=16384)  # the same names come again and again
def unit_and_province(text: str, level: Level | None) -> tuple[str | None, str | None]:
    """(district or commune, province) named in a body's name."""
    unit = province = None
    for m in _UNIT.finditer(text):
        found, kind = lexicon.province(m["name"]), fold(m["kind"])
        if found and (kind in _PROVINCIAL or (kind in _MUNICIPAL and _is_province(found, m["name"]))):
            province = found.name
        elif kind not in _PROVINCIAL:
            unit = unit if unit and level == "commune" else _named_unit(kind, m["name"])  # "xã Mường So, huyện Phong Thổ"
    if unit is None and province is None and level not in ("district", "commune"):
        province = province_in(text)
    return unit, province


_NUMBER = re.compile(r"0?(\d+) ?(.*)")


def _named_unit(kind: str, name: str) -> str:
    """A unit's name as the tables have it; the number of a quận goes with its kind ("Quận 10"), that of a phường without ("5", "1 Bảo Lộc")."""
    m = _NUMBER.fullmatch(name)
    if m is None:
        return name
    if kind in ("quận", "quận ủy"):
        return f"Quận {m[1]}"
    return name if lexicon.units(name) else m[1]


def _is_province(found: lexicon.Province, city: str) -> bool:
    """Whether a city is the province of that name, not a city in it: "thành phố Đà Nẵng", but not "thành phố Lai Châu"."""
    return found.city or not lexicon.units(city, "district", "thành phố")


def unit_in(text: str, level: Level | None) -> str | None:
    """The district or commune that a body's name names."""
    return unit_and_province(text, level)[0]


def district_around(text: str, level: Level, place: Place) -> str | None:
    """The district that a commune's text means by "Huyện ủy" or "UBND thành phố": that in which it lies, when it is of that kind."""
    if level != "district" or place.district is None or _SEVERAL.search(fold(text)):
        return None
    return place.district.name if _kind_of_district(text) == place.district.kind else None


_SEVERAL = re.compile(r"\b(?:các|cấp)\b")
_DISTRICT_KINDS = {"huyện": "huyện", "quận": "quận", "thị xã": "thị xã", "thị": "thị xã", "thành phố": "thành phố", "tp": "thành phố", "thành": "thành phố"}
_DISTRICT_KIND = re.compile(r"\b(huyện|quận|thị xã|thị(?= ủy)|thành phố|tp|thành(?= ủy))\b")


def _kind_of_district(text: str) -> str | None:
    m = _DISTRICT_KIND.search(fold(text))
    return _DISTRICT_KINDS[m.group()] if m else None


def district_in(text: str) -> District | None:
    """The district that a body's name names, "Huyện ủy Bảo Lạc" → ("huyện", "Bảo Lạc"); None for centrally run cities and other units."""
    for m in _UNIT.finditer(text):
        kind = _DISTRICT_KINDS.get(fold(m["kind"]).removesuffix(" ủy"))
        province = lexicon.province(m["name"])
        if kind and not (kind == "thành phố" and province and _is_province(province, m["name"])):
            return District(kind, _named_unit(kind, m["name"]))
    return None


def home_of(unit: str, level: Level, place: Place) -> str | None:
    """The province of a district or commune: that of the place, or one merged into it, when it alone has such a unit; else the only one that has.

    None while several may be meant. The table names the communes of after the mergers only, so those of before are taken for the place's own.
    """
    homes = {u.province for u in lexicon.units(unit, None if level == "commune" else level)}  # a commune may bear the name of the district it was
    here = lexicon.province(place.province) if place.province else None
    if here is None:
        return homes.pop() if len(homes) == 1 else None
    if level == "commune" and not place.merged:
        return here.name
    merged = lexicon.merged_into(here.name)
    if not homes:
        return None if merged and place.merged and level == "district" else here.name
    near = homes & ({here.name, *merged} if place.merged and level == "district" else {here.name})
    found = near or homes & merged or homes
    return found.pop() if len(found) == 1 else None


_BARE = re.compile(r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)$")


def is_bare(text: str, place: Place) -> bool:
    """Whether a council is named without a word on its level ("UBND"), which in a district's or commune's text may be its own or one above."""
    return place.level in ("district", "commune") and _BARE.search(fold(text)) is not None


def level_of_city(name: str | None, kind: str, place: Place) -> Level | None:
    """A Thành ủy or a UBND thành phố is a province's when the city is centrally run, else a district's; the code TU is used by both."""
    if name and (found := lexicon.province(name)) and found.city:
        return "province"
    if name and lexicon.units(name, "district", "thành phố"):
        return "district"
    if name and lexicon.province(name):
        return "province"
    if kind == "dang-uy":
        return "commune" if place.level == "commune" else None
    home = lexicon.province(place.province) if place.province else None
    in_city = place.district is not None and place.district.kind == "thành phố"
    if home and home.city:
        return None if in_city else "province"
    if in_city and kind != "tu":
        return "district"
    return "province" if kind == "thanh-uy" and place.level in (None, "province") else None


def committee_of(code: str, place: Place) -> str | None:
    """The committee that issues under an organ's code, as texts of that place call it; None while several may.

    TU is the province's, but in a city under a province it may be the city's own; ThU is that of a thị xã or of a city.
    """
    home = lexicon.province(place.province) if place.province else None
    in_city = place.district.kind == "thành phố" if place.district else place.ward and not place.merged
    if code == "TU" and home and place.level in ("province", "district", "commune") and (home.city or not in_city):
        return "Thành ủy" if home.city else "Tỉnh ủy"
    if code == "ThU" and place.district and in_city:
        return "Thành ủy"
    organ = lexicon.organ(code)
    return organ.issuer if organ else None


@lru_cache(maxsize=16384)
def shared_kind(text: str, level: Level | None, province: str | None) -> str | None:
    """The kind of the unit that a body's name names, where another unit of that level and province bears its name: "UBND thành phố Cao Lãnh" → "thành phố"."""
    if level not in ("district", "commune") or not province:
        return None
    name = unit_in(text, level)
    kinds = {unit.kind for unit in lexicon.units(name, level) if unit.province == province} if name else set()
    if len(kinds) < 2:
        return None
    told = district_in(text) if level == "district" else None
    return told.kind if told else next((kind for kind in sorted(kinds) if kind in fold(text)), None)
