"""Answers in time: how the number of units that answered grew, and below it a lane of documents for each level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from vanban.ask.uptake import growth, spread
from vanban.web.drawings.svg import element

WIDTH, LEFT, RIGHT = 1000, 116, 40
CURVE, AXIS = 170, 40
"""Heights: of the curve of growth, and of the axis below."""
DOT, BARS = 5, 80
"""The radius of a dot, and how high dots stand on one another at most; where they would stand higher, bars of this height stand for them."""
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
    feet = list(accumulate((_height(lane, scale) for lane in lanes), initial=CURVE))
    height = feet[-1] + AXIS
    parts = [*_axis(last, scale, height, span), *_curve(curve, scale, height)]
    for lane, foot in zip(lanes, feet[1:], strict=True):
        parts += _lane(lane, foot, scale, span, count)
    return element("svg", *parts, class_="timeline", role="group", aria_label=name, viewBox=f"0 0 {WIDTH} {height}")


def _stacks(lane: Lane, scale: float) -> dict[int, int]:
    """How many dots fall on one another, by their place along the axis."""
    return spread((dot.days for dot in lane.dots), 2 * DOT / scale)


def _height(lane: Lane, scale: float) -> int:
    """Room for the highest stack, and for the lane's name."""
    return 18 + max(34, min(2 * DOT * max(_stacks(lane, scale).values(), default=0), BARS))


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
    yield element("text", name, x=round(x - 7 if on_left else x + 7, 1), y=52, class_="middle-name" + " on-left" * on_left)


def _lane(lane: Lane, foot: int, scale: float, span: Span, count: Callable[[int, str, str], str]) -> Iterable[Markup]:
    """Dots on one another where they fall together; bars where there are too many."""
    yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=foot, y2=foot, class_="foot")
    yield element("text", lane.name, x=LEFT - 10, y=foot - 24, class_="lane-name")
    yield element("text", str(len(lane.dots)), x=LEFT - 10, y=foot - 6, class_="lane-count")
    stacks = _stacks(lane, scale)
    if 2 * DOT * max(stacks.values(), default=0) > BARS:
        yield from _bars(stacks, foot, scale, span, count)
        return
    standing: Counter[int] = Counter()
    for dot in lane.dots:
        place = int(dot.days * scale // (2 * DOT))
        standing[place] += 1
        circle = element("circle", cx=LEFT + (2 * place + 1) * DOT, cy=foot - (2 * standing[place] - 1) * DOT - 1, r=DOT - 0.5)
        yield element("a", element("title", dot.title), circle, href=dot.address, aria_label=dot.title, class_=f"dot {dot.kind}".strip())


def _bars(stacks: dict[int, int], foot: int, scale: float, span: Span, count: Callable[[int, str, str], str]) -> Iterable[Markup]:
    high, width = BARS / max(stacks.values()), 2 * DOT / scale
    for place, number in stacks.items():
        title = element("title", count(number, span(place * width), span((place + 1) * width)))
        height = round(number * high, 1)
        yield element("rect", title, x=LEFT + 2 * DOT * place + 0.5, y=round(foot - height, 1), width=2 * DOT - 1, height=height, class_="bar")
