"""A body's tasks in time: above an axis those that documents set, below it those that fall due, each bar in the colours of their states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vanban.tasks import STATES, State
from vanban.web.drawings.svg import element

WIDTH, LEFT, RIGHT = 1000, 46, 10
TOP, PANEL, AXIS = 26, 130, 30
"""Heights: of the words above, of each half, and of the axis between them."""
MOST = 100
"""Periods that are drawn at most."""
_QUARTERS_UP_TO = 12  # years; more are drawn by year

Counts = Mapping[str, Mapping[State, int]]


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter ("2024-Q3") or a year ("2024"), with how many tasks it has in each state."""

    name: str
    issued: Mapping[State, int]
    due: Mapping[State, int]


def periods(issued: Counts, due: Counts, today: str) -> list[Period]:
    """The quarters from the first month to the last that has tasks or is today's, none left out; years where these are many, or where of some tasks only the
    year is known.
    """
    months = [month for month in (*issued, *due) if month]
    if not months:
        return []
    months.append(today[:7])
    first, last = int(min(months)[:4]), int(max(months)[:4])
    fine = last - first < _QUARTERS_UP_TO and all(len(month) > 4 for month in months)
    of = _quarter if fine else lambda month: month[:4]
    names = [f"{year}-Q{quarter}" for year in range(first, last + 1) for quarter in range(1, 5)] if fine else [str(year) for year in range(first, last + 1)]
    begun, ended = _sums(issued, of), _sums(due, of)
    return [Period(name, begun.get(name, {}), ended.get(name, {})) for name in names][-MOST:]


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def _sums(counts: Counts, of: Callable[[str], str]) -> dict[str, dict[State, int]]:
    found: dict[str, dict[State, int]] = {}
    for month, states in counts.items():
        sums = found.setdefault(of(month) if month else "", {})
        for state, count in states.items():
            sums[state] = sums.get(state, 0) + count
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """What the drawing says: its `name` for those who cannot see it, of its upper and lower half, and of `today`; `bar` says a bar in words."""

    name: str
    issued: str
    due: str
    today: str
    bar: Callable[[str, str, Mapping[State, int]], str]


def draw(shown: Sequence[Period], today: str, words: Words) -> Markup:
    """The drawing. `today` is the ISO day that is marked."""
    step = (WIDTH - LEFT - RIGHT) / len(shown)
    most = max(1, *(sum(half.values()) for period in shown for half in (period.issued, period.due)))
    both = any(period.due for period in shown)
    height = TOP + PANEL * (1 + both) + AXIS
    parts = [
        element("text", words.issued, x=LEFT, y=TOP - 10, class_="half"),
        *([element("text", words.due, x=LEFT, y=height - 4, class_="half")] if both else []),
        *_lines(most, both),
        *(bar for at, period in enumerate(shown) for bar in _bars(period, LEFT + at * step, step, (PANEL - 18) / most, words)),
        *_years(shown, step),
        *_now(shown, step, height, today, words.today),
    ]
    return element("svg", *parts, viewBox=f"0 0 {WIDTH} {height}", role="img", aria_label=words.name, class_="workload")


def _lines(most: int, both: bool) -> Iterator[Markup]:
    """What a height means: a line at the largest number, in each half."""
    for y in (TOP + 18, TOP + PANEL * 2 + AXIS - 18)[: 1 + both]:
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid")
        yield element("text", f"{most:,}".replace(",", "."), x=LEFT - 6, y=y + 4, class_="scale")


def _bars(period: Period, x: float, step: float, scale: float, words: Words) -> Iterator[Markup]:
    for half, counts, sign in (("issued", period.issued, -1), ("due", period.due, 1)):
        base = TOP + PANEL + (AXIS if sign > 0 else 0)
        pieces, tall = [], 0.0
        for state in STATES:
            piece = counts.get(state, 0) * scale
            y = base + tall if sign > 0 else base - tall - piece
            tall += piece
            if piece:
                pieces.append(element("rect", x=round(x + step * 0.12, 1), y=round(y, 1), width=round(step * 0.76, 1), height=round(piece, 1), class_=state))
        if pieces:
            yield element("g", element("title", words.bar(period.name, half, counts)), *pieces)


def _years(shown: Sequence[Period], step: float) -> Iterator[Markup]:
    """The years on the axis, as many as there is room for."""
    begins = [(at, period.name[:4]) for at, period in enumerate(shown) if at == 0 or period.name.endswith("Q1") or len(period.name) == 4]
    each = max(1, round(len(begins) * 44 / (WIDTH - LEFT - RIGHT) + 0.5))
    for at, year in begins[::each]:
        x = round(LEFT + at * step, 1)
        yield element("line", x1=x, x2=x, y1=TOP + PANEL, y2=TOP + PANEL + AXIS, class_="axis")
        yield element("text", year, x=x + 4, y=TOP + PANEL + AXIS / 2 + 5, class_="year")


def _now(shown: Sequence[Period], step: float, height: int, today: str, name: str) -> Iterator[Markup]:
    """The line of today, where the drawing reaches it."""
    quarterly = len(shown[0].name) > 4
    period = _quarter(today) if quarterly else today[:4]
    at = next((at for at, one in enumerate(shown) if one.name == period), None)
    if at is None:
        return
    month = int(today[5:7]) - 1
    x = round(LEFT + (at + (month % 3 / 3 if quarterly else month / 12)) * step, 1)
    yield element("line", x1=x, x2=x, y1=TOP, y2=height - 14, class_="today")
    end = x > WIDTH - 90
    yield element("text", name, x=x - 5 if end else x + 5, y=TOP + 4, class_="now", text_anchor="end" if end else None)
