"""The tables that rules draw on a PDF page: rows, columns, merged cells, by pdfplumber's table finder. The words are not read here."""

from __future__ import annotations

from collections.abc import Sequence

from pypdfium2 import PdfPage

from vanban.readers.paper.page import Grid
from vanban.readers.paper.ruled import edge, grids_of_rules, rules_of
from vanban.readers.pdf.frame import Frame
from vanban.readers.pdf.rules import Path, paths_of

_THIN = 4.0  # points; a path that is thinner is a rule
_LONG = 10.0  # points; a rule that is shorter is an ornament
_RULES = 3  # both ways; a table of one cell is a frame
_SAME = 3.0  # points: rules and ends of rules that lie so near each other are one


def grids_of(page: PdfPage, frame: Frame) -> list[Grid]:
    """The tables of a page, from top to bottom."""
    paths = paths_of(page, frame)
    if not _may_be_table(paths):
        return []
    rules = rules_of([edge(line) for path in paths for line in path.lines], _SAME, _SAME, _SAME)
    return grids_of_rules(rules, _SAME)


def _may_be_table(paths: Sequence[Path]) -> bool:
    """Whether there are enough rules both ways, or boxes."""
    across = down = 0
    for path in paths:
        width, height = path.size
        box = 2 * (height > _THIN and width > _THIN and path.stroked)
        across += box + (height <= _THIN and width >= _LONG)
        down += box + (width <= _THIN and height >= _LONG)
    return across >= _RULES and down >= _RULES
