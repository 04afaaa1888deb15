"""What the registry answers with: who a name is, who took over, and units as they were on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vanban.model import Level


@dataclass(frozen=True, slots=True)
class Heir:
    """Who took over. `from_` is its first day in that (ISO 8601, also shortened), `field` the field it got (null: all, or the rest)."""

    name: str
    from_: str
    field: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Who:
    """One unit or body that a name means.

    `kind` is tỉnh, huyện, xã … of a unit and the kind in institutions.tsv of a body; `province` as it was named then; `until` the last day, null for
    what goes on. `successors` are empty for what was still there on the day that was asked for. `district` is that of a commune before 01/7/2025, by which
    communes of one name in one province differ.
    """

    name: str
    kind: str
    level: Level | None
    province: str | None
    until: str | None
    successors: tuple[Heir, ...] = ()
    district: str | None = None


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit on a day: `key` as in the ids of its documents ("vn/lai-chau/phong-tho"), `name` as people call it ("Lai Châu", "huyện Phong Thổ").

    A key is not everybody's own: thành phố Cao Lãnh and huyện Cao Lãnh of one province share theirs, as their documents' ids do.
    """

    key: str
    name: str
    level: Level
    kind: str
    province: str


def whois_json(who: Who) -> dict[str, Any]:
    """The answer of `vanban whois` for one candidate."""
    successors = [{"name": heir.name, "from": heir.from_, "field": heir.field, "rule": heir.rule} for heir in who.successors]
    place = {"level": who.level, "province": who.province, "district": who.district}
    return {"name": who.name, "kind": who.kind, **place, "until": who.until, "successors": successors}
