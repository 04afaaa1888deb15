"""Elements of SVG as it stands in a page."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")


def seen(text: str) -> str:
    """Text in one line, without characters that have no shape: SVG has no isolation against what turns the direction of writing."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def element(name: str, /, *content: str, **attributes: str | float | None) -> Markup:
    """An element with its content, which is escaped unless it is markup; attributes that are None are left out. `class_` is class, `font_size` font-size."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return Markup(f"<{name}{told}>{''.join(one if isinstance(one, Markup) else escape(seen(one)) for one in content)}</{name}>")


def _value(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value) if isinstance(value, int) else escape(seen(value))


def path(points: list[tuple[float, float]] | tuple[tuple[float, float], ...], bend: float = 8) -> str:
    """The `d` of a line through points, with rounded corners where it turns."""
    (x, y), *rest = points
    told = [f"M{x:g} {y:g}"]
    for (x0, y0), (x1, y1), (x2, y2) in zip(points, rest, rest[1:], strict=False):
        into, out = _towards((x1, y1), (x0, y0), bend), _towards((x1, y1), (x2, y2), bend)
        told.append(f"L{into[0]:g} {into[1]:g}Q{x1:g} {y1:g} {out[0]:g} {out[1]:g}")
    return "".join([*told, f"L{points[-1][0]:g} {points[-1][1]:g}"])


def _towards(start: tuple[float, float], end: tuple[float, float], most: float) -> tuple[float, float]:
    """The point at most so far from one point towards another, no farther than half the way."""
    far = abs(end[0] - start[0]) + abs(end[1] - start[1])  # lines run along one axis
    part = min(most, far / 2) / far if far else 0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
