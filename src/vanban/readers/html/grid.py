"""Tables of a page: which lie under its layout, and the cells of the others row by row, merged ones in their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.readers.html.tree import Element

_WIDEST = 60  # columns; what a cell spans beyond them is not drawn
_LONG = 1500  # letters; a cell that holds so many, and most of its table, holds a page


@dataclass(slots=True)
class GridRow:
    """The cells of a row as they are written."""

    cells: list[Element] = field(default_factory=list)


def rows_of(table: Element) -> list[GridRow]:
    """The rows of a table, not those of tables in it. Cells without a row make one."""
    rows: list[GridRow] = []
    stack = list(reversed(table.children))
    loose = False
    while stack:
        child = stack.pop()
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            rows.append(GridRow([cell for cell in child.children if isinstance(cell, Element)]))
        elif child.tag in ("td", "th"):
            if not loose or not rows:
                rows.append(GridRow())
            rows[-1].cells.append(child)
        elif child.tag not in ("caption", "colgroup", "col"):
            stack += reversed(child.children)
        loose = child.tag in ("td", "th")
    return rows


def captions(table: Element) -> Iterator[Element]:
    """What stands as the table's title."""
    return (child for child in table.children if isinstance(child, Element) and child.tag == "caption")


def is_layout(table: Element) -> bool:
    """Whether a table only places parts of a page: one column, or most of its words in one long cell or in tables within."""
    rows = rows_of(table)
    cells = [cell for row in rows for cell in row.cells if cell.size]
    if all(sum(1 for cell in row.cells if cell.size) < 2 for row in rows) and all(len(row.cells) < 2 for row in rows if row.cells):
        return True
    largest = max((cell.size for cell in cells), default=0)
    inner = sum(e.size for cell in cells for e in _tables(cell))
    return 2 * inner > table.size or (largest > _LONG and 2 * largest > table.size)


def _tables(cell: Element) -> Iterator[Element]:
    """The outermost tables in a cell."""
    stack = [cell]
    while stack:
        element = stack.pop()
        if element.tag == "table":
            yield element
        else:
            stack += [child for child in element.children if isinstance(child, Element)]


def filled(table: Element) -> Iterator[tuple[list[Element | None], tuple[int, ...]]]:
    """The cells of each row by column, None where nothing new stands, and the columns whose cell is one with the cell above. No empty rows."""
    below: dict[int, int] = {}  # column → rows that a cell above still reaches down
    for row in rows_of(table):
        cells: list[Element | None] = []
        above: list[int] = []
        reaching: dict[int, int] = {}
        for cell in row.cells:
            _pass_merged(cells, above, below)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), min(len(cells) + across, max(_WIDEST, len(cells) + 1))):
                reaching[column] = down - 1
            cells += [cell, *[None] * (len(reaching) and max(0, min(across, _WIDEST - len(cells)) - 1))]
        _pass_merged(cells, above, below)
        below = {**{k: n - 1 for k, n in below.items() if n > 1}, **{k: n for k, n in reaching.items() if n > 0}}
        if any(cell and cell.size for cell in cells):
            yield cells, tuple(above)


def _pass_merged(cells: list[Element | None], above: list[int], below: dict[int, int]) -> None:
    """Leave out the columns that cells above reach into."""
    while below.get(len(cells)):
        above.append(len(cells))
        cells.append(None)


def _span(cell: Element, name: str) -> int:
    said = cell.attributes.get(name, "").strip()
    return min(max(int(said), 1), 1000) if said.isascii() and said.isdigit() and len(said) < 6 else 1
