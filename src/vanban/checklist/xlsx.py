"""The task checklist as a workbook that staff fill in: all tasks, a sheet for each leading body, and a summary.

There is one place for each answer: the sheet "Nhiệm vụ". The sheets of bodies show it by formulas of ours, so the two cannot contradict; a body that was sent
only its own sheet types over them, the summary counts what it typed, and `vanban.checklist.returned` takes it, or reports where both sheets were filled in
differently. The hidden columns say which task a row is and what stood there when it was written.
"""

from __future__ import annotations

import datetime
import errno
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from io import BytesIO
from typing import Any

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink

from vanban import wording
from vanban.checklist.about import About
from vanban.checklist.rows import STATES, basis, capital, clean
from vanban.checklist.sheets import ALL, COLUMNS, FILLED, HIDDEN, SUMMARY, Column, letter, sheet_names
from vanban.clock import now
from vanban.registry import successor_province
from vanban.tasks import Task, last_day
from vanban.text import fold

_FONT = "Times New Roman"
_LONGEST = 32_767  # UTF-16 units that a cell holds
_SHEETS = 60  # of bodies; those with fewer tasks share one
_A4 = 9
_REST, _NOBODY = "Cơ quan khác", "Chưa nêu cơ quan chủ trì"
_COLOURS = {"done": ("C6EFCE", "1E5631"), "overdue": ("FFC7CE", "9C0006"), "soon": ("FFEB9C", "7A4B00")}
_HEADS = ("STT", "Cơ quan chủ trì", "Tổng số", *STATES.values(), "Tỷ lệ hoàn thành")


def write(tasks: Sequence[Task], titles: Mapping[str, str], about: About) -> bytes:
    """The workbook; `titles` gives the name of each document by its id. OSError when there is no room for the files that its sheets are written to first."""
    try:
        return _packed(tasks, titles, about)
    except SerialisationError as error:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir()) from error


def _packed(tasks: Sequence[Task], titles: Mapping[str, str], about: About) -> bytes:
    book = Workbook(write_only=True)
    book.calculation.fullCalcOnLoad = True
    book.properties.title, book.properties.creator = _cut(clean(f"Danh mục nhiệm vụ {about.subject}"))[:250], "vanban"
    groups = _groups(tasks)
    names = dict(zip(groups, sheet_names(groups), strict=True))
    at = now()
    _summary(book, about, [(body, names[body]) for body in groups])
    rows = {task.id: n for n, task in enumerate(tasks, 2)}
    _list(book, ALL, about, (_values(task, titles, at) for task in tasks), len(tasks))
    for body, of_body in groups.items():
        _list(book, names[body], about, ([*_mirrored(_values(task, titles, at), n, len(rows))] for n, task in enumerate(of_body, 2)), len(of_body))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _groups(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    """The tasks of each leading body of today, those with the most first; of the smallest in one group where there are too many.

    A list of several provinces has a Sở Nội vụ of each.
    """
    found: dict[str, list[Task]] = {}
    several = len({task.province for task in tasks if task.lead and task.province}) > 1
    for task in tasks:
        found.setdefault(capital(clean(_named(task, several))) or _NOBODY, []).append(task)
    ordered = sorted(found.items(), key=lambda group: (group[0] == _NOBODY, -len(group[1])))
    if len(ordered) <= _SHEETS:
        return dict(ordered)
    rest = sorted((task for _, several in ordered[_SHEETS - 1 :] for task in several), key=lambda task: task.no)
    return dict(ordered[: _SHEETS - 1]) | {_REST: rest}


def _named(task: Task, several: bool) -> str:
    """The leading body of today, of `several` provinces with that of its own; a successor may bear the name of the province that followed."""
    lead, home = task.lead_now or task.lead or "", task.province
    if not (several and lead and home) or any(fold(name) in fold(lead) for name in (home, successor_province(home)) if name):
        return lead
    return f"{lead} ({home})"


def _values(task: Task, titles: Mapping[str, str], at: str) -> list[Any]:
    """The cells of a task, in the order of `COLUMNS` and `HIDDEN`."""
    state, extended, note = STATES[task.state], _day(task.extended), clean(task.note or "")
    words = task.deadline_text or (wording.due(task.deadline) if task.deadline else wording.RECURRENCE.get(task.recurrence or "", ""))
    named = (task.task, task.lead or "", task.lead_now or "", "; ".join(task.coordinate), task.product or "", words)
    row = [task.no, *(capital(clean(cell)) for cell in named), _day(last_day(task.deadline)), extended, state, note]
    row += [capital(clean(basis(task, titles))), clean(task.basis.quote)]
    return [*row, clean(task.id), clean(task.basis.document), state, note, extended, at]


def _day(iso: str | None) -> datetime.date | str | None:
    """A date as Excel knows it; days before its calendar are words."""
    if not iso:
        return None
    return datetime.date.fromisoformat(iso) if iso >= "1900-03-01" else wording.day(iso)


def _mirrored(values: Sequence[Any], row: int, tasks: int) -> Iterator[Any]:
    """A row of a body's sheet: what is filled in is that of the sheet of all tasks, wherever it was sorted to."""
    for column, value in zip((*COLUMNS, *HIDDEN), values, strict=True):
        yield _Formula(_lookup(column.name, row, tasks)) if column.name in FILLED else value


def _lookup(name: str, row: int, tasks: int) -> str:
    key, (column, ids) = letter("Mã nhiệm vụ"), (f"'{ALL}'!${one}$2:${one}${tasks + 1}" for one in (letter(name), letter("Mã nhiệm vụ")))
    found = f"INDEX({column},MATCH(${key}{row},{ids},0))"
    return f'=IFERROR(IF({found}="","",{found}),"")'


class _Formula(str):
    """A formula of ours. All other text is text, whatever it looks like."""

    __slots__ = ()


# The sheets.


def _list(book: Workbook, name: str, about: About, rows: Iterable[Sequence[Any]], count: int) -> None:
    sheet = book.create_sheet(name)
    last = get_column_letter(len(COLUMNS) + len(HIDDEN))
    for n, column in enumerate((*COLUMNS, *HIDDEN), 1):
        sheet.column_dimensions[get_column_letter(n)].width = column.width
        sheet.column_dimensions[get_column_letter(n)].hidden = column in HIDDEN
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    _print(sheet, about, f"A1:{letter('Căn cứ')}{count + 1}")
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
    sheet.append([_head(sheet, column.name) for column in (*COLUMNS, *HIDDEN)])
    styles = [_style(sheet, column) for column in (*COLUMNS, *HIDDEN)]
    for n, row in enumerate(rows, 2):
        sheet.row_dimensions[n] = _Height(sheet, n, ht=_height(row))
        sheet.append([_cell(sheet, value, style) for value, style in zip(row, styles, strict=True)])
    _validate(sheet, count + 1)
    _colour(sheet, count + 1)


class _Height(RowDimension):
    """The height of a row that grows when somebody writes more into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802
        return False


def _height(row: Sequence[Any]) -> float:
    """What the words of a row need, in points: programs that only show a workbook do not measure them."""
    lines = (
        len(value) / (1.1 * column.width) for value, column in zip(row, COLUMNS, strict=False) if isinstance(value, str) and not isinstance(value, _Formula)
    )
    return min(_HIGHEST, _LINE_HEIGHT * max(1, *(int(line) + 1 for line in lines)))


_LINE_HEIGHT, _HIGHEST = 15.75, 409.0  # points


def _validate(sheet: Any, last: int) -> None:
    if last == 1:
        return
    states = DataValidation("list", formula1=f'"{",".join(STATES.values())}"', allow_blank=True, showErrorMessage=True, errorStyle="warning")
    states.error = f"Trạng thái là một trong: {', '.join(STATES.values())}."
    days = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True, errorStyle="warning")  # 1/1/2000
    days.error = "Ngày gia hạn viết theo dạng ngày/tháng/năm, ví dụ 31/12/2026."
    for rule, name in ((states, "Trạng thái"), (days, "Gia hạn đến")):
        rule.errorTitle = name
        rule.add(f"{letter(name)}2:{letter(name)}{last}")
        sheet.data_validations.append(rule)


def _colour(sheet: Any, last: int) -> None:
    """Done green, overdue red, due within 30 days amber: also as time goes on and as people fill in."""
    due, extended, state = (f"${letter(name)}2" for name in ("Hạn", "Gia hạn đến", "Trạng thái"))
    day = f'IF({extended}<>"",{extended},{due})'
    rules = {
        "done": f'{state}="{STATES["done"]}"',
        "overdue": f'OR(AND({state}="{STATES["overdue"]}",{extended}=""),AND({day}<>"",{day}<TODAY()))',
        "soon": f'AND({day}<>"",{day}<=TODAY()+30)',
    }
    rule: Any = FormulaRule
    where = f"{letter('Thời hạn')}2:{letter('Trạng thái')}{max(last, 2)}"
    for name, formula in rules.items():
        fill, ink = _COLOURS[name]
        looks = {"fill": PatternFill(bgColor=fill, fill_type="solid"), "font": Font(color=ink)}
        sheet.conditional_formatting.add(where, rule(formula=[formula], stopIfTrue=True, **looks))


def _print(sheet: Any, about: About, area: str) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_area, sheet.print_title_rows = area, "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.HeaderFooter.oddHeader.center.text = clean(f"Danh mục nhiệm vụ {about.subject}").replace("&", "&&")[:200].rstrip("&")
    sheet.HeaderFooter.oddFooter.center.text = "Trang &P/&N"


def _summary(book: Workbook, about: About, bodies: Sequence[tuple[str, str]]) -> None:
    """How many tasks of each body are in each state, counted in its sheet."""
    sheet = book.create_sheet(SUMMARY)
    for n, column in enumerate(_OF_SUMMARY, 1):
        sheet.column_dimensions[get_column_letter(n)].width = column.width
    sheet.freeze_panes = "A6"
    _print(sheet, about, f"A1:H{len(bodies) + 12}")
    sheet.print_title_rows = "5:5"
    day = wording.day(about.on)
    made = f"Lập ngày {day}, trạng thái tính đến ngày này"
    for words, size in (("TỔNG HỢP TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", 14), (f"Danh mục nhiệm vụ {about.subject}", 12), (made, 12)):
        sheet.append([_plain(sheet, words, Font(name=_FONT, size=size, bold=size == 14))])
    sheet.append([])
    sheet.append([_head(sheet, name) for name in _HEADS])
    styles = [_style(sheet, column) for column in _OF_SUMMARY]
    link = _with(sheet, styles[1], Font(name=_FONT, size=12, color="0B5394", underline="single"))
    for n, (body, name) in enumerate(bodies, 1):
        row = [_cell(sheet, value, style) for value, style in zip([n, body, *_counts(name), _share(n + 5)], styles, strict=True)]
        row[1]._hyperlink = Hyperlink(ref=f"B{n + 5}", location=f"{_quoted(name)}!A1", display=None)
        row[1]._style = link
        sheet.append(row)
    _total(sheet, len(bodies), styles)
    sheet.append([])
    for words in _HELP:
        sheet.append([_plain(sheet, words, Font(name=_FONT, size=11, italic=True))])


_OF_SUMMARY = (
    Column("STT", 6, "centre"),
    Column("Cơ quan chủ trì", 52),
    *(Column(name, 14, "centre") for name in _HEADS[2:-1]),
    Column(_HEADS[-1], 15, "share"),
)
_HELP = (
    f"Điền ở trang “{ALL}”, các cột Gia hạn đến, Trạng thái, Ghi chú; trang của từng cơ quan tự lấy theo.",
    "Cơ quan chỉ nhận trang của mình thì gõ đè lên ba cột đó; bảng tổng hợp này đếm theo trang của từng cơ quan.",
    "Không sửa các cột ẩn ở cuối mỗi trang: nhờ chúng mà kết quả điền được nhập trở lại đúng nhiệm vụ.",
)


def _counts(name: str) -> Iterator[_Formula]:
    sheet = _quoted(name)
    yield _Formula(f"=COUNTA({sheet}!${letter('Mã nhiệm vụ')}:${letter('Mã nhiệm vụ')})-1")
    for state in STATES.values():
        yield _Formula(f'=COUNTIF({sheet}!${letter("Trạng thái")}:${letter("Trạng thái")},"{state}")')


def _share(row: int) -> _Formula:
    return _Formula(f"=IF($C{row}=0,0,$F{row}/$C{row})")


def _total(sheet: Any, bodies: int, styles: Sequence[Any]) -> None:
    if bodies:
        sums = [_Formula(f"=SUM({column}6:{column}{bodies + 5})") for column in "CDEFG"]
        bold = [_with(sheet, style, Font(name=_FONT, size=12, bold=True)) for style in styles]
        sheet.append([_cell(sheet, value, style) for value, style in zip([None, "Tổng cộng", *sums, _share(bodies + 6)], bold, strict=True)])


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


# The cells.

_LINE = Side("thin", color="808080")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_FORMATS = {"day": "dd/mm/yyyy", "share": "0%"}


def _style(sheet: Any, column: Column) -> Any:
    """How the cells of a column look, as `_cell` takes it."""
    cell: Any = WriteOnlyCell(sheet)
    cell.font, cell.border = Font(name=_FONT, size=12), _BOX
    cell.alignment = Alignment(horizontal="left" if column.kind == "text" else "center", vertical="top", wrap_text=True)
    cell.number_format = _FORMATS.get(column.kind, "General")
    return cell._style


def _with(sheet: Any, style: Any, font: Font) -> Any:
    """The style in another font."""
    cell: Any = WriteOnlyCell(sheet)
    cell._style = copy(style)
    cell.font = font
    return cell._style


def _cell(sheet: Any, value: Any, style: Any) -> Any:
    """A cell; text is never computed, also when somebody edits it."""
    cell: Any = WriteOnlyCell(sheet, _cut(value) if isinstance(value, str) else value)
    cell._style = style
    if isinstance(value, _Formula):
        cell.data_type = "f"
    elif isinstance(value, str):
        cell.data_type = "s"
        if value[:1] in _COMPUTED:
            cell._style = copy(style)
            cell._style.quotePrefix = 1
    return cell


_COMPUTED = tuple("=+-@'#")


def _head(sheet: Any, words: str) -> Any:
    cell = _plain(sheet, words, Font(name=_FONT, size=12, bold=True))
    cell.fill, cell.border = PatternFill("solid", fgColor="DCE6F1"), _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _plain(sheet: Any, words: str, font: Font) -> Any:
    cell: Any = WriteOnlyCell(sheet, _cut(clean(words)))
    cell.data_type, cell.font = "s", font
    return cell


_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def _cut(text: str) -> str:
    """Text that a cell holds, and that no reader takes for an escape of another."""
    escaped = text if isinstance(text, _Formula) else _ESCAPE.sub("_x005F_", text)
    return escaped if len(escaped) * 2 <= _LONGEST else escaped.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
