"""The table of an annex: a heading row that every page repeats, rows of groups, rows that stay on one page where they can."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import groupby

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from vanban.checklist.docx.page import WIDTH, element
from vanban.checklist.rows import COLUMNS, capital, cells, clean
from vanban.tasks import Task

_WIDTHS = (12, 70, 33, 33, 22, 25, 32, 24)
_CENTRED = (0, 5)
"""Columns: the number, the deadline."""
_SIZE = 12  # points
_LETTER = 2.1  # millimetres
_LONG = 12  # lines of a cell: a row that is higher may go on on the next page
_MOST = 10_000  # characters of a cell: a row of many pages is no row, and programs take minutes to set it
_TWIPS = 1440 / 25.4
assert sum(_WIDTHS) == WIDTH and len(_WIDTHS) == len(COLUMNS)


def add(document: Document, tasks: Sequence[Task], titles: Mapping[str, str], names: Mapping[str, str], heading: str = "") -> None:
    """Append the table of these tasks; `names` of documents stand over their groups, `heading` over the table."""
    table = document.add_table(0, len(COLUMNS), style="Table Grid")
    made = table._tbl
    properties = made.tblPr
    table.autofit = False
    margins = element("tblCellMar", *(element(side, w=_twips(1.2), type="dxa") for side in ("left", "right")))
    properties.find(qn("w:tblLook")).addprevious(margins)  # Word refuses elements in another order
    for column, width in zip(made.tblGrid.iter(qn("w:gridCol")), _WIDTHS, strict=True):
        column.set(qn("w:w"), str(_twips(width)))
    made.append(_row([_cell(words, width, bold=True, centred=True) for words, width in zip(COLUMNS, _WIDTHS, strict=True)], heading=True))
    for row in _rows(tasks, titles, names, heading):
        made.append(row)


def _rows(tasks: Sequence[Task], titles: Mapping[str, str], names: Mapping[str, str], heading: str) -> Iterator[BaseOxmlElement]:
    if not tasks:
        yield _across("Không có nhiệm vụ nào.", centred=True)
    groups = [(id, list(group)) for id, group in groupby(tasks, key=lambda task: task.basis.document)]
    if grouped := _worth(groups, len(tasks)):
        titles = {id: _DATED.sub("", title) for id, title in titles.items()}
    empty = {whole: _empty(whole) for whole in (True, False)}
    for number, (id, group) in enumerate(groups, 1):
        if grouped:
            yield _across(f"{roman(number)}. {capital(clean(names.get(id, id)))}", bold=True)
        yield from (_task(cells(task, titles, heading), empty) for task in group)


_DATED = re.compile(r" ngày [\d/]+$")  # the row of the group says it


def _worth(groups: Sequence[tuple[str, Sequence[Task]]], tasks: int) -> bool:
    """Whether rows of documents help: there are several, each stands together, and most have more than a task."""
    return 1 < len(groups) == len({id for id, _ in groups}) and 2 * len(groups) <= tasks


def _task(words: Sequence[str], empty: Mapping[bool, BaseOxmlElement]) -> BaseOxmlElement:
    """A row: a copy of that which stays whole (True), or of that which need not."""
    row = deepcopy(empty[all(len(cell) * _LETTER <= _LONG * width for cell, width in zip(words, _WIDTHS, strict=True))])
    for text, cell in zip(row.iter(qn("w:t")), words, strict=True):
        text.text = cell if len(cell) <= _MOST else f"{cell[: _MOST - 1]}…"
    return row


def _empty(whole: bool) -> BaseOxmlElement:
    """The row that the rows of tasks are copied from: to make each anew takes ten times as long."""
    return _row([_cell("", width, centred=n in _CENTRED) for n, width in enumerate(_WIDTHS)], whole=whole)


def _across(words: str, bold: bool = False, centred: bool = False) -> BaseOxmlElement:
    """A row of one cell; what names a group stays with the row below it."""
    return _row([_cell(words, WIDTH, bold=bold, centred=centred, columns=len(COLUMNS), keep=bold)])


def _row(row: Sequence[BaseOxmlElement], heading: bool = False, whole: bool = True) -> BaseOxmlElement:
    signs = [element("cantSplit")] * whole + [element("tblHeader")] * heading
    return element("tr", element("trPr", *signs), *row)


def _cell(words: str, width: int, *, bold: bool = False, centred: bool = False, columns: int = 1, keep: bool = False) -> BaseOxmlElement:
    span = [element("gridSpan", val=columns)] if columns > 1 else []
    shade = [element("shd", val="clear", color="auto", fill="F2F2F2")] if bold else []
    form = [element("keepNext")] * keep + [element("spacing", before=40, after=40)] + [element("jc", val="center")] * centred
    letters = [element("b")] * bold + [element("sz", val=2 * _SIZE)]
    text = element("t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph = element("p", element("pPr", *form), element("r", element("rPr", *letters), text))
    return element("tc", element("tcPr", element("tcW", w=_twips(width), type="dxa"), *span, *shade, element("vAlign", val="center")), paragraph)


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """14 → "XIV"."""
    made = ""
    for value, letters in _ROMAN:
        made += letters * (number // value)
        number %= value
    return made
