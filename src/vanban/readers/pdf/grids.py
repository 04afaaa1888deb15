"""The tables that rules draw on a PDF page: rows, columns, merged cells, by pdfplumber's table finder. The words are not read here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdfium2 import PdfPage

from vanban.readers.paper.grids import grid_of
from vanban.readers.paper.page import Grid
from vanban.readers.paper.words import Rect
from vanban.readers.pdf.frame import Frame
from vanban.readers.pdf.rules import Path, paths_of

_THIN = 4.0  # points; a path that is thinner is a rule
_LONG = 10.0  # points; a rule that is shorter is an ornament
_RULES = 3  # both ways; a table of one cell is a frame
_MOST_RULES, _MOST_CROSSINGS = 2_000, 5_000  # a page with more is a drawing; the finder's time grows with their square
_SAME = 3.0  # points: rules and ends of rules that lie so near each other are one


def grids_of(page: PdfPage, frame: Frame) -> list[Grid]:
    """The tables of a page, from top to bottom."""
    paths = paths_of(page, frame)
    if not _may_be_table(paths):
        return []
    tables = _cells([_edge(line) for path in paths for line in path.lines])
    return [grid for cells in tables if (grid := grid_of(cells))]


def _may_be_table(paths: Sequence[Path]) -> bool:
    """Whether there are enough rules both ways, or boxes."""
    across = down = 0
    for path in paths:
        width, height = path.size
        box = 2 * (height > _THIN and width > _THIN and path.stroked)
        across += box + (height <= _THIN and width >= _LONG)
        down += box + (width <= _THIN and height >= _LONG)
    return across >= _RULES and down >= _RULES


def _edge(line: Rect) -> dict[str, Any]:
    """A rule as pdfplumber has it."""
    width, height = line.x1 - line.x0, line.bottom - line.top
    return {**line._asdict(), "width": width, "height": height, "orientation": "h" if width > height else "v"}


def _cells(edges: list[dict[str, Any]]) -> list[list[Rect]]:
    """The cells of each table."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    rules = [rule for rule in merge_edges(edges, _SAME, _SAME, _SAME, _SAME) if max(rule["width"], rule["height"]) >= _SAME]
    if len(rules) > _MOST_RULES:
        return []
    crossings = edges_to_intersections(rules, _SAME, _SAME)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    return [[Rect(*cell) for cell in table] for table in cells_to_tables(intersections_to_cells(crossings))]
