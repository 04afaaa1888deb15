"""Whether a target below keeps, raises or lowers the one above it."""

from __future__ import annotations

import re
from typing import Literal

from vanban.alignment.profile import measure, profile, said
from vanban.model import Target

Change = Literal["kept", "raised", "lowered"]
Basis = Literal["value", "share", "deadline"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SCALES = (("nghìn tỷ", 1e12), ("ngàn tỷ", 1e12), ("tỷ", 1e9), ("tỉ", 1e9), ("triệu", 1e6), ("nghìn", 1e3), ("ngàn", 1e3), ("vạn", 1e4), ("trăm", 1e2))
_AVERAGE = re.compile(r"(?<!\w)(?:bình quân (?:đầu người|một|của|trên)|mỗi (?!năm)|thu nhập|đầu người|năng suất)|/(?:người|ha|hộ)", re.I)
_WHOLE_COUNTRY = re.compile(r"cả nước|toàn quốc", re.I)
_SHRINKS = re.compile(r"(?<!\w)(?:còn|xuống)(?!\w)", re.I)


def change(upper: Target, lower: Target, same_place: bool = False) -> tuple[Change, Basis]:
    """What became of a target, and what that rests on.

    - "value": the values are compared as ranges [low, high]. Within the upper range is kept ("50%" for "50-55%"), below its low end lowered, beyond its
      high end raised; where less is better ("giảm còn", "<=", what is bad) the other way round. "trên 45%" and "45%" are one value. A stronger value
      that is due earlier is raised, a weaker one due later lowered. What holds every year is compared as it is.
    - "deadline": a weaker value due earlier is a step on the way; the same value at another time, or a stronger one due later, cannot be ranked, nor can
      a yearly count beside a total: kept, with this note.
    - "share": a smaller count or sum at the level below is its part of the whole, not less of it: kept, with this note. It is compared by value when both
      are of the `same_place`, when the lower one speaks of the whole country, or when it is an average.
    """
    if _is_share(upper, lower, same_place):
        return "kept", "share"
    wish = _direction(upper) or _direction(lower) or 1
    rank = _rank(_bounds(upper, wish), _bounds(lower, wish))
    later = _later(upper, lower)
    if later is None:
        return "kept", "deadline"
    if later and rank in (0, later):
        return "kept", "deadline"
    return "raised" if rank > 0 else "lowered" if rank < 0 else "kept", "value"


def due(target: Target) -> int | str | None:
    """The year a target is due (the last of a period), "annual", or None when unknown."""
    if target.deadline == "annual" or ((target.unit or "").endswith("/năm") and not _AVERAGE.search(f"{target.indicator} {target.unit}")):
        return "annual"
    years = _YEAR.findall(target.deadline or "")
    return max(map(int, years)) if years else None


def opposed(upper: Target, lower: Target) -> bool:
    """Whether one is a ceiling and the other a floor, by their signs of comparison."""
    return {upper.comparator[0], lower.comparator[0]} == {"<", ">"}


def _later(upper: Target, lower: Target) -> int | None:
    """1 when the lower target is due later, -1 earlier, 0 at the same time or unknown; None where a yearly number stands beside a total."""
    above, below = due(upper), due(lower)
    if isinstance(above, int) and isinstance(below, int):
        return (below > above) - (below < above)
    return None if above != below and "annual" in (above, below) and _is_amount(upper) else 0


def _is_amount(target: Target) -> bool:
    """Whether the number is a count or sum, of which levels below have a part."""
    return measure(target.unit, target.value < 1) in ("count", "đồng") and not _AVERAGE.search(f"{target.indicator} {target.unit}")


def _is_share(upper: Target, lower: Target, same_place: bool) -> bool:
    if same_place or not _is_amount(upper) or _WHOLE_COUNTRY.search(lower.indicator):
        return False
    return _range(lower)[1] < _range(upper)[0]


def _direction(target: Target) -> int:
    """1 when more is better, -1 when less is, 0 when nothing tells."""
    if target.comparator[0] in "<>":
        return -1 if target.comparator[0] == "<" else 1
    about = profile(target)
    if about.change:
        return 1  # the more it falls or grows
    return -1 if about.undesired or _SHRINKS.search(said(target)) else 0


def _range(target: Target) -> tuple[float, float]:
    """Lower and upper value, in single units: "1,2 nghìn" is 1200, 1/3 is 33.33 per cent."""
    scale = _scale(target)
    low, high = target.value, target.value if target.value_max is None else target.value_max
    return round(min(low, high) * scale, 4), round(max(low, high) * scale, 4)


def _scale(target: Target) -> float:
    if target.unit is None:
        return 100.0 if target.value < 1 else 1.0
    return next((factor for word, factor in _SCALES if target.unit.startswith(word)), 1.0)


def _bounds(target: Target, wish: int) -> tuple[float, float]:
    """(least ambitious, most ambitious) value, so that greater is better."""
    low, high = _range(target)
    return (low, high) if wish > 0 else (-high, -low)


def _rank(upper: tuple[float, float], lower: tuple[float, float]) -> int:
    """-1 when the lower range begins below the upper one, 1 when it ends beyond it, 0 when it lies within."""
    return -1 if lower[0] < upper[0] else int(lower[1] > upper[1])
