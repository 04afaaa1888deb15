"""One page set as text: every line as a line, columns parted by blanks, tables as rows of bars."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from vanban.model import Row
from vanban.places import Run
from vanban.readers.paper.words import Line, Rect, Word, lines_of, median


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the rectangle it has on the page, its column, and whether it goes on with the cell above it."""

    rect: Rect
    column: int
    above: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its rules draw it: for each row its cells, a place without a cell of its own left out."""

    rect: Rect
    rows: tuple[tuple[Cell, ...], ...]
    columns: int


@dataclass(slots=True)
class Sheet:
    """The words of one page on their way into the text. `recognised` is the mean confidence where OCR read it, on the page `turned` clockwise.

    `scanned` is whether its words come from a picture, by our OCR or another's; `doubt` is why its words cannot be relied on.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    grids: list[Grid] = field(default_factory=list)
    recognised: float | None = None
    aside: list[str] = field(default_factory=list)
    turned: int = 0
    scanned: bool = False
    doubt: str | None = None
    skew: float = 0.0


def turned_size(size: tuple[float, float], turned: int) -> tuple[float, float]:
    """Width and height of a page that is turned by 0, 90, 180 or 270 degrees."""
    return size[::-1] if turned in (90, 270) else size


@dataclass(slots=True)
class Setting:
    """A text as it grows: its pieces, its length, the page that is set, and where its characters stand."""

    page: int = 0
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    runs: list[Run] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unsure: list[tuple[int, int, float]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add what no page shows: blanks, line ends, bars."""
        self.pieces.append(text)
        self.at += len(text)


_BLANK_LINE = 1.5  # distances of lines: a wider one leaves a line blank
_ROOM, _OFF_CENTRE = 1.5, 2.0  # heights of a letter: what a centred line leaves free on both sides, and how much these may differ
_INDENT = 0.8  # heights of a letter
_LETTER = 0.45  # the mean width of a letter, as a share of its height
_ROUND = 0.2  # of the height: what OCR's boxes leave out above and below the line, marks and tails of letters
_UNSURE = 0.6  # confidence; words below that are doubted


def set_page(sheet: Sheet, setting: Setting) -> None:
    """Add a page to the text, its tables in their place."""
    setting.page = sheet.number
    height = median([word.bottom - word.top for line in sheet.lines for word in line.words], 12.0)
    blocks: list[Line | Grid] = sorted([*sheet.lines, *sheet.grids], key=_top)
    inside: dict[int, list[Word]] = {id(grid): [] for grid in sheet.grids}
    free: list[Line | Grid] = []
    for block in blocks:
        outside = _outside(block, sheet.grids, inside) if isinstance(block, Line) else block
        if outside is not None:
            free.append(outside)
    distance = _distance(free, height)
    left = min((block.x0 for block in free if isinstance(block, Line)), default=0.0)
    right = max((block.x1 for block in free if isinstance(block, Line)), default=0.0)
    above: float | None = None  # where the line above begins
    centred = False  # whether it stands in the middle
    for block, below in zip_longest(free, free[1:]):
        was, centred = centred, isinstance(block, Line) and _is_centred(block, left, right, height)
        indented = isinstance(block, Line) and block.x0 - left > _INDENT * height and not centred  # a paragraph's first line, not a title's long one
        begins = indented and (was or _goes_on(block, below, left, right, height))
        if above is not None and (_top(block) - above > _BLANK_LINE * distance or begins):
            setting.add("\n")
        if isinstance(block, Line):
            _set_line(block, left, height, setting)
            above = block.top
        else:
            _set_grid(block, inside[id(block)], setting)
            above = block.rect.bottom - height


def _distance(blocks: Sequence[Line | Grid], height: float) -> float:
    """From one line to the next within paragraphs: what a quarter of the page's lines keep, as those between paragraphs are wider.

    Lines of two columns need not be level; what stands beside each other has no such distance.
    """
    steps = sorted(step for above, below in pairwise(blocks) if _is_over(above, below) and (step := _top(below) - _top(above)) > height / 2)
    return steps[len(steps) // 4] if steps else 1.2 * height


def _goes_on(block: Line | Grid, below: Line | Grid | None, left: float, right: float, height: float) -> bool:
    """Whether a line reaches the right margin and the next one begins at the left one: a paragraph of several lines, which a title above is no part of."""
    lines = isinstance(block, Line) and isinstance(below, Line)
    return lines and right - block.x1 < _INDENT * height and below.x0 - left < _INDENT * height  # type: ignore[union-attr]


def _is_over(above: Line | Grid, below: Line | Grid) -> bool:
    a, b = (block if isinstance(block, Line) else block.rect for block in (above, below))
    return a.x0 < b.x1 and b.x0 < a.x1


def _is_centred(line: Line, left: float, right: float, height: float) -> bool:
    """Whether a line stands in the middle, as titles do, with room on both sides."""
    before, behind = line.x0 - left, right - line.x1
    return min(before, behind) > _ROOM * height and abs(before - behind) < _OFF_CENTRE * height


def _top(block: Line | Grid) -> float:
    return block.top if isinstance(block, Line) else block.rect.top


def _outside(line: Line, grids: Sequence[Grid], inside: dict[int, list[Word]]) -> Line | None:
    """The line without the words that stand in tables; these are put there. None when nothing is left."""
    words: list[Word] = []
    for word in line.words:
        grid = next((grid for grid in grids if grid.rect.holds(word)), None)
        (words if grid is None else inside[id(grid)]).append(word)
    return Line(words, line.top, line.bottom) if words else None


def _set_line(line: Line, left: float, height: float, setting: Setting) -> None:
    unit = height * _LETTER
    setting.add(" " * round((line.x0 - left) / unit))
    _set_words(line, setting, height)
    setting.add("\n")


def _set_words(line: Line, setting: Setting, height: float | None) -> None:
    """The words of a line in one run; without `height` there are no columns in it."""
    start, edges, pieces, size = setting.at, array("f"), [], 0
    for k, word in enumerate(line.words):
        if k:
            before = line.words[k - 1].x1
            blanks = _blanks(word.x0 - before, word.apart, height) if height else 1
            pieces.append(" " * blanks)
            edges.extend([before, max(word.x0, before)] * blanks)
            size += blanks
        if word.sure is not None and word.sure < _UNSURE:
            setting.unsure.append((start + size, start + size + len(word.text), word.sure))
        pieces.append(word.text if height else word.text.replace("|", "¦"))  # a bar in a cell is none of the table's
        edges.extend(word.edges)
        size += len(word.text)
    setting.add("".join(pieces))
    room = _ROUND * (line.bottom - line.top) if line.words[0].sure is not None else 0.0
    setting.runs.append(Run(start, setting.at, setting.page, line.top - room, line.bottom + room, edges))


def _blanks(gap: float, apart: float, height: float) -> int:
    """How many blanks stand for a gap: one between words, three and more between columns."""
    if gap < apart * height:
        return 1
    return max(3, round(gap / (height * _LETTER)))


# What begins a paragraph of its own within a cell.
_ITEM = re.compile(r"[-+•*▪]$|[-+•][^\W\d_]|(?:\d{1,2}|[a-zđ])[.)]$|\(\d{1,2}\)$")


def _set_grid(grid: Grid, words: Sequence[Word], setting: Setting) -> None:
    """The rows of a table; the k-th line of a row holds the k-th paragraph of each of its cells."""
    for cells in grid.rows:
        start = setting.at
        low, high = min((cell.rect.top for cell in cells), default=0.0), max((cell.rect.bottom for cell in cells), default=0.0)
        near = [w for w in words if low <= (w.top + w.bottom) / 2 <= high]
        paragraphs = [list(_paragraphs([w for w in near if cell.rect.holds(w)])) if not cell.above else [] for cell in cells]
        for lines in zip_longest(*paragraphs) if any(paragraphs) else [(None,) * len(cells)]:
            at = 0
            for cell, content in zip(cells, lines, strict=True):
                setting.add("| " * (cell.column - at + 1))
                at = cell.column + 1
                for n, line in enumerate(content or ()):
                    if n:
                        setting.add(" ")
                    _set_words(line, setting, None)
                setting.add(" " if content else "")
            setting.add("| " * (grid.columns - at) + "|\n")
        setting.rows.append(Row(start, setting.at - 1, tuple(cell.column for cell in cells if cell.above)))


def _paragraphs(words: Sequence[Word]) -> Iterator[list[Line]]:
    """The lines of a cell, in groups that each begin with a bullet or number."""
    group: list[Line] = []
    for line in lines_of(words):
        if group and _ITEM.match(line.words[0].text):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
