"""Tables drawn with bars, as rows of cells under their headings.

Where the file has told its rows (`Source.rows`), those are the rows: a cell merged with the one above it shows that one's words, where they
stand. Where it has not, a row without a number in the first cell of a numbered table goes on with the row above, as tables flattened from
Word do. Headings may stand over each other, be repeated on a later page, or stand on the first page only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from vanban.layout import Layout
from vanban.tables.cells import Cell
from vanban.tables.rows import Drawn, FileRows, below, drawn, goes_over

__all__ = ["Cell", "Table", "columns", "find", "heading_in"]


@dataclass(slots=True)
class Table:
    """A table: the heading of each column, the cells of each row below, and where it begins and ends in the clean text.

    Of headings that stand over each other, `head` has all words from the top down, `lowest` those of the lowest alone.
    """

    head: list[Cell]
    lowest: list[Cell]
    rows: list[list[Cell]]
    start: int
    end: int


# What the columns of tables of tasks and of targets are called; of two that fit, a heading means the first.
_COLUMNS = {
    "lead": re.compile(
        r"chủ trì|(?:đơn vị|cơ quan|cá nhân|người)[^|]*(?:thực hiện|phụ trách)|phụ trách"
        r"|(?<!thời gian )(?<!thời hạn )(?<!tiến độ )(?<!nội dung )(?<!kết quả )(?<!kinh phí )(?<!kế hoạch )(?<!lộ trình )(?<!địa điểm )thực hiện$",
        re.I,
    ),
    "coordinate": re.compile(r"phối hợp", re.I),
    "due": re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn|lộ trình", re.I),
    "task": re.compile(r"nội dung|(?<!nhóm )nhiệm vụ|công việc|hoạt động|chỉ tiêu|tên (?:văn bản|đề án|nghị quyết)", re.I),
    "product": re.compile(r"sản phẩm|kết quả", re.I),
}
_CHAIRS = re.compile(r"chủ trì", re.I)


def columns(table: Table) -> dict[str, int]:
    """Which column of a table is which: "lead", "coordinate", "due", "task", "product", as far as the table has them."""
    found: dict[str, int] = {}
    for k, (lowest, cell) in enumerate(zip(table.lowest, table.head, strict=True)):
        name = _named(lowest.text, found) or _named(cell.text, found)
        if name:
            found[name] = k
        elif _CHAIRS.search(lowest.text) and not _CHAIRS.search(table.lowest[found["lead"]].text):
            found["lead"] = k  # behind a column of who looks after it ("Lãnh đạo phụ trách")
    return found


def _named(heading: str, found: dict[str, int]) -> str | None:
    return next((name for name, pattern in _COLUMNS.items() if pattern.search(heading) and name not in found), None)


_LABEL = re.compile(r"(?:[IVXL]+|[A-HĐa-zđ]|\d{1,3}(?:\.\d{1,3})*)[.)]?|[-+*•]")  # what stands in the first column


def heading_in(row: list[Cell]) -> Cell | None:
    """The one cell of a row that has words, beside its number: a heading of the rows below, or a task of which nothing else is said."""
    filled = [cell for k, cell in enumerate(row) if cell.text and not (k == 0 and _LABEL.fullmatch(cell.text))]
    return filled[0] if len(filled) == 1 and len(row) > 2 else None


_HEADING = re.compile(r"(?:S?TT|Số (?:TT|thứ tự)|(?:Tên |Các )?(?:Thời gian|Hoạt động|Nội dung|Nhiệm vụ|Công việc|Chỉ tiêu))\b", re.I)
_NUMBERS = re.compile(r"S?TT|Số (?:TT|thứ tự)", re.I)
_HEADINGS = 3  # that stand over each other, at most


def find(layout: Layout) -> list[Table]:
    """Every table with a heading row and a row below it, in reading order."""
    file_rows = FileRows(layout.rows)
    found: list[Table] = []
    for is_table, group in groupby(layout.paragraphs, key=lambda p: p.zone == "row"):
        if not is_table:
            continue
        for rows in _parted(list(drawn(layout, group, file_rows))):
            table = _table(rows)
            if table:
                found.append(table)
            elif found and _continues(layout, found[-1], rows):
                _add_rows(found[-1], [], rows, turned=True)
    for table in found if layout.rows else ():
        _settle(table)
    return [table for table in found if table.rows]


def _settle(table: Table) -> None:
    """Put cells under the headings they belong to where a row's borders stand a little beside those of the heading row.

    Such a cell stands in a column without heading, next to an empty cell under one.
    """
    bare = [k for k, cell in enumerate(table.head) if not cell.text]
    for row in table.rows if len(bare) < len(table.head) else ():
        for k in bare:
            beside = next((n for n in (k - 1, k + 1) if 0 <= n < len(row) and n not in bare and not row[n].text), None)
            if beside is not None and k < len(row) and row[k].text:
                row[beside], row[k] = row[k], row[beside]


def _parted(rows: list[Drawn]) -> Iterator[list[Drawn]]:
    """The rows table by table: another table begins where other headings stand beside "STT"."""
    begin = 0
    heading: list[str] | None = None
    for k, row in enumerate(rows):
        texts = row.texts()
        if len(texts) > 1 and _NUMBERS.fullmatch(texts[0]):
            if heading is not None and texts != heading:
                yield rows[begin:k]
                begin = k
            heading = texts
    if begin < len(rows):
        yield rows[begin:]


def _table(rows: list[Drawn]) -> Table | None:
    """The table of these rows; None when none of its first ones is a heading. A title in one cell may stand above that."""
    at = 0
    while at < len(rows) - 1 and rows[at].row and sum(map(bool, rows[at].texts())) == 1:
        at += 1
    if len(rows) < at + 2 or not any(_HEADING.match(cell.text) for cell in rows[at].cells):
        return None
    headings = [rows[at]]
    while len(headings) < min(_HEADINGS, len(rows) - at) and _stands_under(headings[-1], rows[at + len(headings)]):
        headings.append(rows[at + len(headings)])
    table = Table(*_joined(headings), [], rows[0].start, rows[-1].end)
    _add_rows(table, headings, rows[at + len(headings) :])
    return table


def _stands_under(heading: Drawn, row: Drawn) -> bool:
    """Whether a row of the file is a second row of headings: a heading is merged down into it, or some stand under one that is wider."""
    if row.row is None or row.above:
        return bool(row.above) and not row.cells[0].text.strip(".)").isdigit()
    pairs = [(above.text, cell.text) for above, cell in zip(heading.cells, row.cells, strict=False)]
    return not row.cells[0].text and any(words and not above for above, words in pairs) and not any(_LABEL.fullmatch(words) for _, words in pairs)


def _joined(headings: list[Drawn]) -> tuple[list[Cell], list[Cell]]:
    """The headings of each column joined from the top down, and the lowest of each. One that is wider holds for all columns below it."""
    if len(headings) == 1:
        return headings[0].cells, headings[0].cells
    width = max(len(heading.cells) for heading in headings)
    head, lowest = [Cell() for _ in range(width)], [Cell() for _ in range(width)]
    for level, heading in enumerate(headings):
        under = headings[level + 1] if level + 1 < len(headings) else None
        wide = Cell()
        for k, cell in enumerate(_padded(heading.cells, width)):
            if not cell.text and k not in heading.above and under and k not in under.above and k < len(under.cells) and under.cells[k].text:
                head[k].add_cell(wide)
                continue
            wide = cell
            head[k].add_cell(cell)
            lowest[k] = cell if cell.text else lowest[k]
    return head, lowest


def _padded(cells: list[Cell], width: int) -> list[Cell]:
    return cells + [Cell() for _ in range(width - len(cells))]


def _add_rows(table: Table, headings: list[Drawn], rows: list[Drawn], *, turned: bool = False) -> None:
    """Put rows under the headings; those that repeat a heading or count the columns are set aside."""
    repeated = [heading.texts() for heading in headings]
    above = table.rows[-1] if table.rows else table.head
    for row in rows:
        turned = turned or row.turned
        if row.texts() in repeated or _counts_columns(row):
            continue
        if _goes_on(table, above, row, turned=turned):
            repeated += [row.texts()] if above is table.head else []
            below(above, row.cells)
        else:
            above = _merged(above, _padded(row.cells, len(table.head)), row.above, first=not table.rows)
            table.rows.append(above)
        turned = False
    table.end = max(table.end, rows[-1].end) if rows else table.end


def _goes_on(table: Table, above: list[Cell], row: Drawn, *, turned: bool) -> bool:
    """Whether a row without a number goes on with the one above it: always where the file has told nothing, else from page to page."""
    if row.cells[0].text or len(row.cells) > len(above) or not _NUMBERS.match(table.head[0].text):
        return False
    return row.row is None or (turned and bool(table.rows) and not row.above and goes_over(above, row.cells))


_DITTO = re.compile(r"[-–]?\s*(?:nt|như trên)\s*[-–]?|[\"“”″]", re.I)


def _merged(above: list[Cell], cells: list[Cell], columns: tuple[int, ...], *, first: bool) -> list[Cell]:
    """The cells of a row, those that are one with the cell above, or say "như trên", replaced by it. The first row has only headings above it."""
    if first:
        return cells
    return [above[k] if k < len(above) and (_DITTO.fullmatch(cell.text) or (k in columns and not cell.text)) else cell for k, cell in enumerate(cells)]


_COUNT = re.compile(r"\(?(?:(?P<number>\d{1,2})|[A-Z])\)?(?: ?=.*)?")


def _counts_columns(row: Drawn) -> bool:
    """Whether a row only counts the columns: "(1) | (2) | (3)", "A | B | 1 | 2"."""
    counts = [_COUNT.fullmatch(words) for words in row.texts()]
    numbers = [int(m["number"]) for m in counts if m and m["number"]]
    return len(counts) > 2 and all(counts) and numbers[:1] == [1] and all(b == a + 1 for a, b in pairwise(numbers))


_STEP = re.compile(r"(?P<parts>(?:\d{1,3}\.)*)(?P<last>\d{1,3})[.)]?")
_BETWEEN = 120  # characters of a running head or note that stand between the two pages of a table


def _continues(layout: Layout, table: Table, rows: list[Drawn]) -> bool:
    """Whether rows without a heading go on with a table of the page before: as many columns, and the next number or the rest of a row."""
    start, end = layout.view.to_source(table.end - 1, table.end)[1], layout.view.to_source(rows[0].start, rows[0].end)[1]
    if "\f" not in layout.view.source[start:end] or rows[0].start - table.end > _BETWEEN or not table.rows:
        return False
    first, last = rows[0].cells, table.rows[-1]
    if len(first) != len(table.head):
        return False
    here, there = _STEP.fullmatch(first[0].text), _STEP.fullmatch(last[0].text)
    if here and there:
        return here["parts"] == there["parts"] and int(here["last"]) == int(there["last"]) + 1
    return bool(_NUMBERS.match(table.head[0].text)) and goes_over(last, first)
