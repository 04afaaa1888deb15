"""A workbook that came back from people, read row by row: from Excel, LibreOffice or whoever saved it, and from whoever wants to do harm."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from vanban.checklist.sheets import ALL, FILLED, SUMMARY
from vanban.errors import ReadError
from vanban.text import plain

_SHEETS = 200
_ROWS = 100_000  # of all sheets together
_COLUMNS = 100
_HELD = 64 * 2**20  # bytes, unpacked, of a part that is held in memory as a whole
_STREAMED = 400 * 2**20  # bytes, unpacked, of all parts
_HEADING_BY = 30  # the row by which the heading of a list stands
_FOREIGN = {"vbaproject.bin": "macros", "externallinks/": "links to other files", "embeddings/": "files within the file", "activex/": "controls"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `computed`: a formula does."""

    value: Any
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: the name of its sheet, its number there, its cells by their headings."""

    sheet: str
    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str:
        """The words under a heading, on one line; empty where there are none."""
        value = self.cells.get(heading, Cell(None)).value
        return " ".join(str(value).split()) if value is not None else ""


def rows(path: Path, wanted: Collection[str]) -> Iterator[Row]:
    """The rows of all lists of tasks in a workbook, with the columns under some headings (in small letters without tones).

    ReadError for what is no workbook, is too large, or holds more than tables.
    """
    check(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep when it writes; nothing is written
        try:
            yield from _rows(path, wanted)
        except ReadError:
            raise
        except Exception as error:  # openpyxl says in many ways that it cannot read something
            raise ReadError(str(path), f"cannot be read as an Excel workbook: {type(error).__name__}") from error


def check(path: Path) -> None:
    """ReadError for a file that is no workbook of tables alone, or that would fill the memory when unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_parts(path, parts)
            doubtful = [part.filename for part in parts if part.filename.endswith((".xml", ".rels")) and _declares(package, part)]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise ReadError(str(path), "is no Excel workbook (.xlsx)") from error
    if doubtful:
        raise ReadError(str(path), f"declares entities in {doubtful[0]}, which no workbook needs")


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.casefold().replace("\\", "/") for part in parts]
    if "xl/workbook.xml" not in names:
        raise ReadError(str(path), "is no Excel workbook (.xlsx)")
    for sign, words in _FOREIGN.items():
        if any(sign in name for name in names):
            raise ReadError(str(path), f"holds {words}; save it as a plain workbook (.xlsx) without them")
    held = [part.file_size for part, name in zip(parts, names, strict=True) if not name.startswith("xl/worksheets/sheet")]
    if max(held) > _HELD or sum(part.file_size for part in parts) > _STREAMED or len(parts) > 20 * _SHEETS:
        raise ReadError(str(path), "is too large when unpacked for a list of tasks")


def _declares(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part begins with a document type, in which entities can be declared."""
    try:
        with package.open(part) as file:
            begin = file.read(2048)
    except OSError as error:  # a part that is said to stand before the file begins
        raise zipfile.BadZipFile(str(error)) from error
    return b"<!" in begin.replace(b"\0", b"").replace(b"<!--", b"").replace(b"<![CDATA[", b"")


def _rows(path: Path, wanted: Collection[str]) -> Iterator[Row]:
    for name, lines in _sheets(path, computed=False):
        found = list(_of_sheet(name, lines, wanted))
        if name == ALL and any(cell.computed for row in found for cell in row.cells.values()):
            shown = {row.number: row.cells for again, lines in _sheets(path, computed=True) if again == ALL for row in _of_sheet(ALL, lines, wanted)}
            found = [Row(ALL, row.number, {key: _shown(cell, shown.get(row.number, {}).get(key)) for key, cell in row.cells.items()}) for row in found]
        yield from found


def _shown(cell: Cell, shown: Cell | None) -> Cell:
    """The value that a formula had when the workbook was saved."""
    return Cell(shown.value if shown else None, computed=True) if cell.computed else cell


def _sheets(path: Path, computed: bool) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    """The names of the sheets that may be lists, with their rows; `computed`: with values in the place of formulas. ReadError when there are too many."""
    counted = count()

    def bounded(lines: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for line in lines:
            if next(counted) >= _ROWS:
                raise ReadError(str(path), f"has more than {_ROWS} rows")
            yield line

    book = load_workbook(path, read_only=True, data_only=computed, keep_links=False)
    try:
        for sheet in book.worksheets[:_SHEETS]:
            if sheet.title != SUMMARY:
                sheet.reset_dimensions()  # what a file says of its size is not to be believed
                yield sheet.title, bounded(sheet.iter_rows(max_col=_COLUMNS))
    finally:
        book.close()


def _of_sheet(name: str, lines: Iterator[tuple[Any, ...]], wanted: Collection[str]) -> Iterator[Row]:
    numbered = enumerate(lines, 1)
    headings = {n: heading for n, heading in _headings(numbered).items() if heading in wanted}
    for number, line in numbered if headings else ():
        cells = {heading: Cell(line[n].value, line[n].data_type == "f") for n, heading in headings.items() if n < len(line) and line[n].value is not None}
        if cells:
            yield Row(name, number, cells)


def _headings(lines: Iterator[tuple[int, Any]]) -> dict[int, str]:
    """The headings of a list by their columns; none where the sheet holds no list. The rows down to it are passed over."""
    for _, line in islice(lines, _HEADING_BY):
        found: dict[str, int] = {}
        for n, cell in enumerate(line):
            if isinstance(cell.value, str):
                found.setdefault(" ".join(plain(cell.value).split()), n)
        if "ma nhiem vu" in found and any(plain(name) in found for name in FILLED):
            return {n: name for name, n in found.items()}
    return {}
