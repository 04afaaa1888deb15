"""The province a text belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from vanban import ids, lexicon, units
from vanban.bodies import NAME
from vanban.layout import Layout
from vanban.locality import district_above
from vanban.text import plain

_UNDER = re.compile(
    r"(?:[Tt]ỉnh ủy|UBND tỉnh|Ủy ban nhân dân tỉnh|HĐND tỉnh|[Tt]ỉnh|[Tt]hành phố|TP\.?|Thành ủy"
    rf"|Báo|Đài|Nguồn|UBND thành phố|Cổng [\w ]{{3,40}}?) (?P<name>{NAME})"
)
_DATED = re.compile(r", ?ngày\b")  # "Nam Định, ngày …" of a phường Nam Định is no province
_HOST = re.compile(r"(?<![\w.-])[\w.-]+\.vn\b")
_DISTRICT = re.compile(rf"[Hh]uyện (?:ủy )?(?P<name>{NAME})")


def province_of(layout: Layout, issuer: str | None, date: str | None) -> str | None:
    """The province the text belongs to: what the issuer's name or the letterhead says, else where only the issuer's unit can be, else
    the one most spoken of, with a lead over any other.
    """
    letterhead = [layout.text(p) for p in layout.zone("letterhead") if p.column == 0]
    names = " ".join(line for line in letterhead if not _DATED.search(line))
    named = next((found for name in (issuer, names) if name and (found := units.province_in(name))), None)
    if named:
        return named
    homes = _homes(layout, issuer, date)
    if len(homes) == 1:
        return homes.pop()
    place = units.province_in(" ".join(letterhead))
    if place and (not homes or place in homes):
        return place
    votes = sorted(((n, name) for name, n in _votes(layout.clean, date).items() if not homes or name in homes), reverse=True)
    if not votes or (len(votes) > 1 and votes[0][0] == votes[1][0]):
        return None
    return votes[0][1]


def _homes(layout: Layout, issuer: str | None, date: str | None) -> set[str]:
    """The provinces that have a district (before 01/7/2025) or commune (after it) of the issuer's name, or the district above a commune."""
    body, _ = ids.identify(issuer, None) if issuer else (None, ())
    unit = units.unit_in(issuer or "", body.level if body else None)
    if body is None or unit is None or body.level not in ("district", "commune"):
        return set()
    after = bool(date and date >= units.MERGERS)
    if body.level == "commune" and not after:
        above = district_above(layout)
        return {u.province for u in lexicon.units(above.name, "district")} if above else set()
    return {u.province for u in lexicon.units(unit, body.level)} if after == (body.level == "commune") else set()


def _votes(text: str, date: str | None) -> dict[str, float]:
    """How often provinces are spoken of, under the names that they had on the text's date.

    1 for the name behind "tỉnh" and its like, 2 for an address on the web, ½ for a district that only one province has.
    """
    votes: dict[str, float] = defaultdict(float)
    for m in _UNDER.finditer(text):
        words = m["name"].split(" ")
        starts = (lexicon.province(" ".join(words[:k])) for k in range(len(words), 0, -1))
        found = next((p for p in starts if p), None)
        if found:
            votes[_on(found, date)] += 1
    for host in _HOST.findall(text) if ".vn" in text else ():
        for letters, name in _web_names():
            if letters in host.replace("-", ""):
                votes[name] += 2
    for m in _DISTRICT.finditer(text):
        homes = {u.province for u in lexicon.units(m["name"], "district")}
        district_of = lexicon.province(homes.pop()) if len(homes) == 1 else None
        if district_of:
            votes[_on(district_of, date)] += 0.5
    return votes


def _on(province: lexicon.Province, date: str | None) -> str:
    """A province, or what it was merged into by that day."""
    return province.successor if province.successor and date and date >= units.MERGERS else province.name


@cache
def _web_names() -> tuple[tuple[str, str], ...]:
    """(letters in addresses, name) of each province: ("laichau", "Lai Châu")."""
    return tuple({(plain(p.name).replace(" ", ""), p.name) for p in lexicon.provinces().values()})
