"""From rules across and down to tables, by pdfplumber's table finder: the same for the paths of a PDF page and the dark runs of a scan."""

from __future__ import annotations

from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from vanban.readers.paper.grids import grid_of
from vanban.readers.paper.page import Grid
from vanban.readers.paper.words import Rect

_MOST_EDGES, _MOST_RULES, _MOST_CROSSINGS = 50_000, 2_000, 5_000  # a page with more is a drawing; the finder's time grows with their square


def edge(line: Rect) -> dict[str, Any]:
    """A rule, without width one way, as pdfplumber has it."""
    width, height = line.x1 - line.x0, line.bottom - line.top
    return {**line._asdict(), "width": width, "height": height, "orientation": "h" if width > height else "v"}


def rules_of(edges: list[dict[str, Any]], same: float, join: float, shortest: float) -> list[dict[str, Any]]:
    """The rules that pieces make, in points: those within `same` of each other are one line, ends within `join` meet; what stays shorter is none."""
    if len(edges) > _MOST_EDGES:
        return []
    return [rule for rule in merge_edges(edges, same, same, join, join) if max(rule["width"], rule["height"]) >= shortest]


def grids_of_rules(rules: list[dict[str, Any]], near: float) -> list[Grid]:
    """The tables that rules enclose, from top to bottom; rules cross where they come within `near` points of each other."""
    if len(rules) > _MOST_RULES:
        return []
    crossings = edges_to_intersections(rules, near, near)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    tables = ([Rect(*cell) for cell in table] for table in cells_to_tables(intersections_to_cells(crossings)))
    return [grid for cells in tables if (grid := grid_of(cells))]
