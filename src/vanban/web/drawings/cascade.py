"""A cascade of documents drawn from left to right: a column for each level, a box for each document, a line for each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from vanban.export.html.words import short
from vanban.web.drawings.svg import element, path

WIDTH, HEIGHT, STEP, GAP = 176, 56, 67, 30
"""A box is `WIDTH` wide and `HEIGHT` high; rows begin every `STEP` pixels, and between columns a `GAP` is left."""
MARGIN, HEAD = 12, 40


@dataclass(frozen=True, slots=True)
class Box:
    """A document, or several drawn as one (`class` "group"). `rank` is that of its level from the top down, `above` the id of the box that it comes from.

    Drawn are `name` with signs `aside`, and two smaller lines below it; `title` says all of it in words. `proof` is the address of the words that prove the
    step from above, called `proof_title`.
    """

    id: str
    rank: int
    above: str | None
    address: str
    name: str
    aside: str
    lines: tuple[str, str]
    title: str
    kinds: str = ""
    proof: str | None = None
    proof_title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A step from one box to another: the points between which it runs straight, the first on the border of the one, the last on that of the other."""

    above: str
    below: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: the upper left corners of boxes by id, lines, and each column's rank with its left edge, from left to right."""

    places: dict[str, tuple[int, int]]
    lines: tuple[Line, ...]
    columns: tuple[tuple[int, int], ...]
    width: int
    height: int


def layout(boxes: Sequence[Box]) -> Layout:
    """Places for a forest of boxes, in any order, whose `above` are among them.

    The first box below another stands in its row, the others each begin a new one, so that no line crosses a box. Boxes of one level stand in
    one column unless one comes from the other: then in as many columns side by side as there are steps.
    """
    cells = _cells(boxes)
    keys = sorted({key for key, _ in cells.values()})
    left = {key: MARGIN + i * (WIDTH + GAP) for i, key in enumerate(keys)}
    places = {id: (left[key], HEAD + row * STEP) for id, (key, row) in cells.items()}
    lines = tuple(_line(box.above, box.id, places) for box in boxes if box.above is not None)
    rows = 1 + max((row for _, row in cells.values()), default=-1)
    return Layout(places, lines, tuple((key[0], left[key]) for key in keys), MARGIN * 2 + len(keys) * (WIDTH + GAP) - GAP, HEAD + rows * STEP)


Cell = tuple[tuple[int, int], int]
"""Rank and step within it; row."""


def _cells(boxes: Sequence[Box]) -> dict[str, Cell]:
    """The column and row of each box."""
    below: dict[str | None, list[Box]] = defaultdict(list)
    for box in boxes:
        below[box.above].append(box)
    cells: dict[str, Cell] = {}
    ranks: dict[str | None, tuple[int, ...]] = {None: ()}  # of what stands above each box
    left, row = below[None][::-1], -1
    while left:
        box = left.pop()
        key = box.rank, ranks[box.above].count(box.rank)
        ranks[box.id] = (*ranks[box.above], box.rank)
        is_beside = box.above is not None and box is below[box.above][0] and key > cells[box.above][0]
        row += not is_beside
        cells[box.id] = key, row
        left += below[box.id][::-1]
    return cells


def _line(above: str, below: str, places: Mapping[str, tuple[int, int]]) -> Line:
    """From the side of the box above down the gap beside it, then straight to the box below; to one on the left between two rows, since its own is taken."""
    (x0, top), (x1, y1) = places[above], places[below]
    y0, y1, between = top + HEIGHT / 2, y1 + HEIGHT / 2, y1 - (STEP - HEIGHT) / 2
    if x1 > x0:
        turn = x0 + WIDTH + GAP / 2
        bent: tuple[tuple[float, float], ...] = () if y0 == y1 else ((turn, y0), (turn, y1))
        return Line(above, below, ((x0 + WIDTH, y0), *bent, (x1, y1)))
    turn, into = x0 - GAP / 2, x1 + WIDTH + GAP / 2
    return Line(above, below, ((x0, y0), (turn, y0), (turn, between), (into, between), (into, y1), (x1 + WIDTH, y1)))


def draw(boxes: Sequence[Box], levels: Mapping[int, str], name: str) -> Markup:
    """The drawing of a cascade. `levels` are the names of ranks; what is in it is said to those who cannot see it by `name` and the titles of its links."""
    plan = layout(boxes)
    lines = element("g", *(element("path", d=path(line.points)) for line in plan.lines), class_="lines", aria_hidden="true")
    shown = (_box(box, *plan.places[box.id]) for box in boxes)
    parts = (*_columns(plan, levels), lines, *shown)
    size = f"0 0 {plan.width} {plan.height}"
    return element("svg", *parts, class_="cascade", role="group", aria_label=name, viewBox=size, width=plan.width, height=plan.height)


def _columns(plan: Layout, levels: Mapping[int, str]) -> list[Markup]:
    """A band behind the columns of each level, with its name."""
    found: list[Markup] = []
    for rank in dict.fromkeys(rank for rank, _ in plan.columns):
        lefts = [left for other, left in plan.columns if other == rank]
        x, width = lefts[0] - MARGIN, lefts[-1] - lefts[0] + WIDTH + 2 * MARGIN
        found.append(element("rect", x=x, y=0, width=width, height=plan.height, rx=6, class_="band"))
        found.append(element("text", levels.get(rank, ""), x=x + width / 2, y=24, class_="level"))
    return found


_LONGEST = {"name": 18, "line": 26}  # letters; what is still too wide is cut off at the border of the box


def _box(box: Box, x: int, y: int) -> Markup:
    round = 14 if "party" in box.kinds.split() else 3
    frame = element("rect", x=x, y=y, width=WIDTH, height=HEIGHT, rx=round)
    behind = [element("rect", x=x + 5, y=y + 5, width=WIDTH, height=HEIGHT, rx=round)] if "group" in box.kinds.split() else []
    words = element(
        "svg",
        element("text", short(box.name, _LONGEST["name"]), x=12, y=18, class_="name"),
        element("text", box.aside, x=WIDTH - 9, y=18, class_="aside"),
        *(element("text", short(line, _LONGEST["line"]), x=12, y=34 + 15 * i) for i, line in enumerate(box.lines)),
        x=x,
        y=y,
        width=WIDTH - 2,
        height=HEIGHT,
        aria_hidden="true",
    )
    link = element("a", *behind, frame, words, href=box.address, aria_label=box.title, class_=f"box {box.kinds}".strip())
    return Markup("").join([link, *_proof(box, x, y)])


def _proof(box: Box, x: int, y: int) -> list[Markup]:
    """A sign where the line meets the box, which leads to the words that prove the step."""
    if box.proof is None:
        return []
    sign = element("circle", cx=x, cy=y + HEIGHT // 2, r=9), element("text", "“", x=x, y=y + HEIGHT // 2 + 9, aria_hidden="true")
    return [element("a", *sign, href=box.proof, aria_label=box.proof_title, class_="proof")]
