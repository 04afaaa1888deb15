"""From the cells of a table, as rectangles on the page, to its rows and columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from vanban.readers.paper.page import Cell, Grid
from vanban.readers.paper.words import Rect

_SAME = 3.0  # points: edges that lie so near are one


def grid_of(cells: Sequence[Rect]) -> Grid | None:
    """The rows of a table with their cells; None for a frame around text, or a single row or column."""
    columns, heights = _edges(c.x0 for c in cells), _edges(c.top for c in cells)
    if len(columns) < 2 or len(heights) < 2 or len(cells) < 4:
        return None
    rows: list[list[Cell]] = [[] for _ in heights]
    for cell in cells:
        column, first = _nearest(columns, cell.x0), _nearest(heights, cell.top)
        for k in range(first, len(heights)):
            if k > first and heights[k] > cell.bottom - _SAME:
                break
            rows[k].append(Cell(cell, column, k > first))
    around = Rect(min(c.x0 for c in cells), min(c.top for c in cells), max(c.x1 for c in cells), max(c.bottom for c in cells))
    return Grid(around, tuple(tuple(sorted(row, key=lambda c: c.column)) for row in rows), len(columns))


def _edges(values: Iterable[float]) -> list[float]:
    """The values in order, of those that lie near each other the first."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _nearest(edges: list[float], value: float) -> int:
    k = bisect_left(edges, value)
    return k if k < len(edges) and (k == 0 or edges[k] - value < value - edges[k - 1]) else k - 1
