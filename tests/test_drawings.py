"""Drawings as data: nothing overlaps, lines end where they should, what is drawn is said too, and no text becomes markup."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban import lexicon
from vanban.registry import units_on
from vanban.web.drawings import cascade, timeline
from vanban.web.drawings.cascade import GAP, HEIGHT, WIDTH, Box, Layout, layout
from vanban.web.drawings.svg import seen
from vanban.web.drawings.tiles import tiles
from vanban.web.drawings.timeline import Curve, Dot, Lane, ticks

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='x",
    "&lt;b&gt; &amp;",
    "\u202egnp.exe\x00\x07\ud800",
    "</svg></title>",
    "x" * 5000,
]
SVG = "{http://www.w3.org/2000/svg}"


def box(n: int, rank: int, above: int | None, words: str = "184-KH/TU", kinds: str = "party") -> Box:
    return Box(f"b{n}", rank, None if above is None else f"b{above}", f"/document/{n}", words, "✕", (words, "27/6/2023"), words, kinds, "#p", words)


@st.composite
def forests(draw: st.DrawFn) -> list[Box]:
    """Boxes of any levels, each below one of those before it, in any order; the first has none above."""
    size = draw(st.integers(1, 40))
    found = [box(n, draw(st.integers(0, 6)), draw(st.integers(0, n - 1)) if n else None) for n in range(size)]
    return draw(st.permutations(found))


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(str.replace(markup, "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def crossing(start: tuple[float, float], end: tuple[float, float], corner: tuple[int, int]) -> bool:
    """Whether a straight line along an axis runs through the inside of a box."""
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return x0 < corner[0] + WIDTH and corner[0] < x1 and y0 < corner[1] + HEIGHT and corner[1] < y1


def sound(plan: Layout) -> None:
    for (x0, y0), (x1, y1) in combinations(plan.places.values(), 2):
        assert abs(x0 - x1) >= WIDTH + GAP or abs(y0 - y1) > HEIGHT
    for line in plan.lines:
        (x0, y0), (x1, y1) = plan.places[line.above], plan.places[line.below]
        assert line.points[0] in {(x0, y0 + HEIGHT / 2), (x0 + WIDTH, y0 + HEIGHT / 2)}
        assert line.points[-1] in {(x1, y1 + HEIGHT / 2), (x1 + WIDTH, y1 + HEIGHT / 2)}
        for start, end in pairwise(line.points):
            assert start[0] == end[0] or start[1] == end[1]
            assert not [id for id, corner in plan.places.items() if crossing(start, end, corner)]
    for x, y in plan.places.values():
        assert 0 <= x <= plan.width - WIDTH and cascade.HEAD <= y <= plan.height - HEIGHT


@given(forests())
@settings(max_examples=200, deadline=None)
def test_boxes_never_overlap_and_lines_end_at_them(boxes: list[Box]) -> None:
    plan = layout(boxes)
    assert plan.places.keys() == {one.id for one in boxes}
    assert {(line.above, line.below) for line in plan.lines} == {(one.above, one.id) for one in boxes if one.above}
    sound(plan)


@given(forests())
@settings(max_examples=50, deadline=None)
def test_levels_stand_from_left_to_right(boxes: list[Box]) -> None:
    plan = layout(boxes)
    assert [rank for rank, _ in plan.columns] == sorted(rank for rank, _ in plan.columns)
    rank_at = {left: rank for rank, left in plan.columns}
    assert all(rank_at[plan.places[one.id][0]] == one.rank for one in boxes)


def test_a_chain_is_one_row_and_siblings_are_several() -> None:
    places = layout([box(0, 0, None), box(1, 2, 0), box(2, 2, 1), box(3, 3, 2), box(4, 3, 2)]).places
    assert [places[f"b{n}"][1] for n in range(4)] == [cascade.HEAD] * 4
    assert places["b4"][1] == cascade.HEAD + cascade.STEP
    assert places["b1"][0] < places["b2"][0] < places["b3"][0] == places["b4"][0]


def test_a_thousand_boxes_and_a_long_chain_are_drawn() -> None:
    sound(layout([box(0, 0, None), *(box(n, 2 + n % 3, 0) for n in range(1, 300))]))
    assert len(layout([box(n, 3, n - 1 if n else None) for n in range(2000)]).places) == 2000


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_markup(words: str) -> None:
    boxes = [box(0, 0, None, words, "asked party"), box(1, 2, 0, words, "state cited lapsed")]
    drawn = parsed(cascade.draw(boxes, {0: words, 2: words}, words))
    assert {one.tag.removeprefix(SVG) for one in drawn.iter()} == {"svg", "rect", "g", "path", "a", "text", "circle"}
    assert {name for one in drawn.iter() for name in one.attrib if name.startswith("on")} == set()
    assert drawn.get("aria-label") == seen(words) and not set("\u202e\x00\x07") & set("".join(drawn.itertext()))
    dots = [Dot(3, "/document/x", words, "party")]
    timed = parsed(timeline.draw(Curve(words, [3], 63, 3, words), [Lane(words, dots)], words, lambda days: words, lambda n, a, b: words))
    assert {one.tag.removeprefix(SVG) for one in timed.iter()} == {"svg", "line", "path", "a", "text", "circle", "title"}


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_drawn_as_it_is_seen(words: str) -> None:
    drawn = parsed(cascade.draw([box(0, 0, None, words)], {0: words}, "x"))
    link = drawn.find(f"{SVG}a")
    assert link is not None and link.get("aria-label") == seen(words)


def test_what_is_drawn_is_a_link_that_says_it_all() -> None:
    boxes = [box(0, 0, None), box(1, 2, 0, "Kế hoạch số 1-KH/TU, Tỉnh ủy Lai Châu")]
    links = parsed(cascade.draw(boxes, {}, "x")).findall(f"{SVG}a")
    assert [link.get("href") for link in links] == ["/document/0", "#p", "/document/1", "#p"]
    assert all(link.get("aria-label") for link in links)
    assert cascade.draw(boxes, {}, "x") == cascade.draw(list(boxes), {}, "x")


def chart(days: list[int], of: int | None = 63) -> ElementTree.Element:
    lanes = [Lane("cấp tỉnh", [Dot(day, "/x", "một") for day in sorted(days)]), Lane("cấp xã", [])]
    middle = sorted(days)[len(days) // 2] if days else None
    return parsed(timeline.draw(Curve("x", sorted(days), of, middle, "m"), lanes, "x", lambda day: f"{day:g}", lambda n, a, b: f"{n} {a} {b}"))


@given(st.lists(st.integers(0, 4000), max_size=60), st.sampled_from([None, 1, 63]))
@settings(max_examples=150, deadline=None)
def test_each_document_has_a_place_of_its_own_in_time(days: list[int], of: int | None) -> None:
    drawn = chart(days, of)
    *_, width, height = map(float, (drawn.get("viewBox") or "").split())
    dots = [(float(one.get("cx") or 0), float(one.get("cy") or 0)) for one in drawn.iter(f"{SVG}circle")]
    assert len(set(dots)) == len(dots)
    assert all(timeline.LEFT <= x <= width and timeline.CURVE < y < height for x, y in dots)
    bars = [one for one in drawn.iter(f"{SVG}rect") if one.get("class") == "bar"]
    counted = sum(int((one.findtext(f"{SVG}title") or "0").split()[0]) for one in bars)
    assert (len(dots), counted) in {(len(days), 0), (0, len(days))}


@pytest.mark.parametrize(("number", "sign"), [(1, "circle"), (40, "circle"), (2000, "rect")])
def test_one_and_two_thousand_documents_are_legible(number: int, sign: str) -> None:
    days = [n * n % 700 for n in range(number)]
    drawn = chart(days)
    assert list(drawn.iter(f"{SVG}{sign}")) and not list(drawn.iter(f"{SVG}{'rect' if sign == 'circle' else 'circle'}"))
    assert len(list(drawn.iter())) < 400
    assert float((drawn.get("viewBox") or "").split()[-1]) < 500


@given(st.floats(1, 40_000))
def test_the_axis_has_few_round_days(last: float) -> None:
    found = ticks(last)
    assert 1 <= len(found) <= 9 and found[0] == 0 and found[-1] <= last
    assert len({round(b - a, 3) for a, b in pairwise(found)}) <= 1


DAYS = ["2003-06-01", "2010-01-01", "2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-11-22"]


@pytest.mark.parametrize("day", DAYS)
def test_every_province_has_one_square_and_no_two_share_one(day: str) -> None:
    found = tiles(day)
    assert Counter(tile.province for tile in found) == Counter(unit.name for unit in units_on("province", day))
    assert len({(tile.row, tile.column) for tile in found}) == len(found)
    assert min(tile.row for tile in found) == min(tile.column for tile in found) == 1
    assert max(tile.column for tile in found) <= 7


def test_the_table_of_squares_has_every_province_once() -> None:
    names = [row[0] for row in lexicon.rows("tiles.tsv", 6)]
    assert Counter(names) == Counter({province.name for province in lexicon.provinces().values()})
    assert len(tiles("2025-06-30")) == 63 and len(tiles("2025-07-01")) == 34


@pytest.mark.parametrize("day", ["2025-06-30", "2025-07-01"])
def test_the_map_lies_as_the_country_does(day: str) -> None:
    at = {tile.province: tile for tile in tiles(day)}
    for north, south in pairwise(
        ("Cao Bằng", "Hà Nội", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Trị", "Đà Nẵng", "Quảng Ngãi", "Khánh Hòa", "Hồ Chí Minh", "Cà Mau")
    ):
        assert at[north].row < at[south].row, (north, south)
    for west, east in (
        ("Lai Châu", "Lào Cai"),
        ("Điện Biên", "Hà Nội"),
        ("Hà Nội", "Bắc Ninh"),
        ("Lâm Đồng", "Khánh Hòa"),
        ("An Giang", "Đồng Tháp"),
        ("Tây Ninh", "Hồ Chí Minh"),
    ):
        assert at[west].column < at[east].column, (west, east)
