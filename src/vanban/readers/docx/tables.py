"""Tables: the grid with its merged cells, as rows of cells that hold lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.errors import ReadError
from vanban.readers.docx.package import Element, W
from vanban.readers.docx.story import Paragraph, Story
from vanban.readers.docx.styles import number, value
from vanban.readers.docx.words import blocks

_MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: its element, None where there is none or another cell reaches over, and whether it is one with the cell above."""

    element: Element | None = None
    above: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows, each with a cell per column. Columns in which no cell begins are left out."""

    rows: list[list[Cell]]


def flow(parent: Element, story: Story) -> Iterator[Paragraph | Table]:
    """What stands in this, in order. A table of a single column is a frame around text, and gives its paragraphs. Read the cells before going on."""
    for block in story.flow(parent):
        if isinstance(block, Paragraph):
            yield block
            continue
        table = Table(_rows(block, story.name))
        if any(len(row) > 1 for row in table.rows):
            yield table
        else:
            for row in table.rows:
                yield from (inner for cell in row if cell.element is not None for inner in flow(cell.element, story))


def lines(cell: Cell, story: Story) -> list[str]:
    """The text of a cell, a line a paragraph; the rows of a table within it with broken bars, a line a row. Nothing for what goes on with the cell above."""
    if cell.element is None or cell.above:
        return []
    found: list[str] = []
    for block in flow(cell.element, story):
        if isinstance(block, Paragraph):
            found += (" ".join(line.split()) for line in block.text.strip("\f").replace("\f", "\n").replace("|", "¦").split("\n"))
        else:
            found += (" ¦ ".join(" ".join(lines(cell, story)) for cell in row) for row in block.rows)
    return found


def _rows(table: Element, name: str) -> list[list[Cell]]:
    """The cells of each row by column; deleted rows are left out."""
    rows = [dict(_placed(row)) for row in blocks(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None]
    columns = sorted({place for row in rows for place in row})
    if len(rows) * len(columns) > _MOST_CELLS:
        raise ReadError(name, f"has a table of {len(rows):,} rows and {len(columns):,} columns, which is too large to be read")
    return [[row.get(place, Cell()) for place in columns] for row in rows]


def _placed(row: Element) -> Iterator[tuple[int, Cell]]:
    """The cells of a row, each with the column of the grid it begins in; deleted cells are left out."""
    at = number(value(row.find(f"{W}trPr/{W}gridBefore")), 0)
    for tc in blocks(row, (f"{W}tc",)):
        properties = tc.find(f"{W}tcPr")
        has = properties.find if properties is not None else tc.find
        if has(f"{W}cellDel") is None:
            if not _goes_on(has(f"{W}hMerge")):
                yield at, Cell(tc, _goes_on(has(f"{W}vMerge")))
            at += max(number(value(has(f"{W}gridSpan")), 1), 1)


def _goes_on(merge: Element | None) -> bool:
    """Whether a cell is one with the cell above (w:vMerge) or left (w:hMerge) of it."""
    return merge is not None and value(merge) in (None, "continue")
