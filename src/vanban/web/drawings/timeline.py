"""Answers in time: how the number of units that answered grew, and below it a lane of documents for each level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vanban.ask.uptake import growth, spread
from vanban.web.drawings.svg import element

WIDTH, LEFT, RIGHT = 1000, 96, 34
CURVE, LANE, AXIS = 170, 96, 40
"""Heights: of the curve of growth, of a lane, and of the axis below."""
DOT, MOST = 5, 7
"""The radius of a dot, and how many stand on one another at most; where there would be more, bars stand for them."""
_MONTH = 365.25 / 12
_STEPS = (1, 2, 5, 10, 15, 30, _MONTH * 2, _MONTH * 3, _MONTH * 6, _MONTH * 12, _MONTH * 24, _MONTH * 60, _MONTH * 120)


@dataclass(frozen=True, slots=True)
class Dot:
    """A document: the days it came after, its address, what it is, and its line ("party", "state")."""

    days: int
    address: str
    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """The documents of a level, the earliest first."""

    name: str
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Curve:
    """The days after which units answered, how many are to answer (None: nobody knows), and the middle of the days, called `middle_name`."""

    name: str
    days: Sequence[int]
    of: int | None
    middle: float | None
    middle_name: str


Span = Callable[[float], str]
"""Says a number of days in words: "30 ngày", "6 tháng"."""


def draw(curve: Curve, lanes: Sequence[Lane], name: str, span: Span, count: Callable[[int, str, str], str]) -> Markup:
    """The drawing. `count` says a number of documents between two spans of time; `name` is what it is called for those who cannot see it."""
    last = max([1, *curve.days, *(dot.days for lane in lanes for dot in lane.dots)])
    scale = (WIDTH - LEFT - RIGHT) / last
    height = CURVE + LANE * len(lanes) + AXIS
    parts = [*_axis(last, scale, height, span), *_curve(curve, scale, height)]
    for i, lane in enumerate(lanes):
        parts += _lane(lane, CURVE + LANE * (i + 1), scale, span, count)
    return element("svg", *parts, class_="timeline", role="group", aria_label=name, lang="vi", viewBox=f"0 0 {WIDTH} {height}")


def ticks(last: float) -> list[float]:
    """Round days from 0 to the last day, at most nine: days, months or years apart."""
    step = next((step for step in _STEPS if last / step <= 8), last / 8)
    return [i * step for i in range(int(last / step) + 1)]


def _axis(last: int, scale: float, height: int, span: Span) -> Iterable[Markup]:
    for day in ticks(last):
        x = round(LEFT + day * scale, 1)
        yield element("line", x1=x, x2=x, y1=20, y2=height - AXIS + 4, class_="tick")
        yield element("text", span(day), x=x, y=height - AXIS + 22, class_="when")


def _curve(curve: Curve, scale: float, height: int) -> Iterable[Markup]:
    """The line of growth in steps, on the right its height, and the middle through all lanes."""
    top, foot = 34, CURVE - 14
    whole = curve.of or len(curve.days) or 1
    steps = growth(curve.days)
    d = f"M{LEFT} {foot}"
    for day, total in steps:
        d += f"H{LEFT + day * scale:.1f}V{foot - min(total / whole, 1) * (foot - top):.1f}"
    yield element("text", curve.name, x=LEFT, y=14, class_="lane")
    yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=foot, y2=foot, class_="foot")
    if curve.of:
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=top, y2=top, class_="whole")
        yield element("text", str(curve.of), x=LEFT - 10, y=top + 5, class_="measure")
        yield element("text", "0", x=LEFT - 10, y=foot + 4, class_="measure")
    if steps:
        yield element("path", d=f"{d}H{WIDTH - RIGHT}V{foot}Z", class_="area")
        yield element("path", d=f"{d}H{WIDTH - RIGHT}", class_="growth")
        yield element("text", str(steps[-1][1]), x=WIDTH - RIGHT + 6, y=round(foot - min(steps[-1][1] / whole, 1) * (foot - top) + 5, 1), class_="reached")
    if curve.middle is not None:
        yield from _middle(LEFT + curve.middle * scale, height, curve.middle_name)


def _middle(x: float, height: int, name: str) -> Iterable[Markup]:
    on_left = x > WIDTH * 0.7
    yield element("line", x1=round(x, 1), x2=round(x, 1), y1=22, y2=height - AXIS, class_="middle")
    yield element("text", name, x=round(x - 7 if on_left else x + 7, 1), y=CURVE - 22, class_="middle-name" + " on-left" * on_left)


def _lane(lane: Lane, foot: int, scale: float, span: Span, count: Callable[[int, str, str], str]) -> Iterable[Markup]:
    """Dots on one another where they fall together; bars where there are too many."""
    yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=foot, y2=foot, class_="foot")
    yield element("text", lane.name, x=LEFT - 10, y=foot - 24, class_="lane-name")
    yield element("text", str(len(lane.dots)), x=LEFT - 10, y=foot - 6, class_="lane-count")
    width = DOT * 2.2 / scale
    counts = spread((dot.days for dot in lane.dots), width)
    if max(counts.values(), default=0) > MOST:
        yield from _bars(counts, width, foot, scale, span, count)
        return
    stacked: dict[int, int] = {}
    for dot in lane.dots:
        place = int(dot.days // width)
        stacked[place] = level = stacked.get(place, 0) + 1
        circle = element("circle", cx=round(LEFT + (place + 0.5) * width * scale, 1), cy=round(foot - DOT * 2.2 * (level - 0.5) - 1, 1), r=DOT)
        yield element("a", element("title", dot.title), circle, href=dot.address, aria_label=dot.title, class_=f"dot {dot.kind}".strip())


def _bars(counts: dict[int, int], width: float, foot: int, scale: float, span: Span, count: Callable[[int, str, str], str]) -> Iterable[Markup]:
    high = (LANE - 20) / max(counts.values())
    for place, number in counts.items():
        title = element("title", count(number, span(place * width), span((place + 1) * width)))
        bar = {"x": round(LEFT + place * width * scale + 0.5, 1), "width": round(width * scale - 1, 1), "height": round(number * high, 1)}
        yield element("rect", title, y=round(foot - number * high, 1), class_="bar", **bar)
