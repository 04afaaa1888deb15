"""Targets in tables: of indicators by year, of indicators with one column of values, and in the cells of task tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban import tables
from vanban.extract.targets.judge import Status, indicator, judge, said_in
from vanban.extract.targets.measure import Sentence, measured, numbers_in
from vanban.layout import Layout, sentences
from vanban.model import Comparator, Document, Target
from vanban.outline import Cover, Outline
from vanban.quantities import NUMBER, YEAR, deadlines, due, number
from vanban.tables.tasks import tasks

_YEAR_COLUMN = re.compile(rf"(?:[Nn]ăm )?(?P<year>{YEAR})(?: ?- ?(?P<to>{YEAR}))?")
_UNIT_COLUMN = re.compile(r"ĐVT|Đơn vị(?: tính)?$", re.I)
_NAME_COLUMN = re.compile(r"(?:Các )?(?:chỉ tiêu|nội dung|mục tiêu|tên)", re.I)
_DONE_COLUMN = re.compile(r"[Tt]hực hiện|[Kk]ết quả|[Hh]iện trạng|[Ưư]ớc")
_VALUE_COLUMN = re.compile(r"(?:kết quả|chỉ tiêu|mục tiêu|giá trị|kế hoạch|số lượng|định lượng|phấn đấu)", re.I)
_SET_COLUMN = re.compile(r"[Mm]ục tiêu|[Cc]hỉ tiêu|[Kk]ế hoạch|[Pp]hấn đấu|[Dd]ự kiến")
_PRICE_COLUMN = re.compile(r"[Đđ]ơn giá|[Tt]hành tiền|[Mm]ức (?:thu|giá|phí)|[Gg]iá (?:bán|tối)|^Giá\b(?! trị)")
_SIGNS: dict[str, Comparator] = {
    "<": "<", ">": ">", "≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", "~": "~",
    "trên": ">", "dưới": "<", "khoảng": "~", "tối thiểu": ">=", "ít nhất": ">=", "không quá": "<=", "tối đa": "<=",
}  # fmt: skip
_VALUE = re.compile(
    r"(?P<sign>>=|<=|[<>≥≤~]|trên|dưới|khoảng|tối thiểu|ít nhất|không quá|tối đa)? ?"
    rf"(?P<n1>{NUMBER})(?: ?- ?(?P<n2>{NUMBER}))? ?(?P<percent>%)?(?P<place>(?: [^\W\d_]+){{0,4}})(?:;|$)",
    re.I,
)
_PARTS = re.compile(r"[^;]+")


@dataclass(frozen=True, slots=True)
class _Due:
    """When the values of a column or row are due: value and words."""

    value: str | None
    words: str | None


def find(layout: Layout, document: Document, outline: Outline, table: tables.Table, cited: Cover) -> Iterator[Target]:
    """The targets of a table, of whichever kind it is; none in a table of another kind."""
    section = outline.path(layout.view.to_source(table.start, table.start + 1)[0])
    name_at = _column(table, _NAME_COLUMN)
    headings = [_year_heading(*cells) for cells in zip(table.lowest, table.head, strict=True)]
    years = {k: m for k, heading in enumerate(headings) if k != name_at and (m := _YEAR_COLUMN.search(heading))}
    unit_at = _column(table, _UNIT_COLUMN)
    if years and name_at is not None:
        yield from _by_year(layout, document, table, (name_at, unit_at), years, section)
    elif unit_at is not None and name_at is not None:
        yield from _by_section(layout, table, name_at, unit_at, section)
    else:
        yield from _in_tasks(layout, document, table, cited, section)


def _column(table: tables.Table, heading: re.Pattern[str]) -> int | None:
    """The first column with such a heading, rather one that names no year: "Mục tiêu | Mục tiêu năm 2030"."""
    found = [k for k, cell in enumerate(table.head) if heading.match(cell.text)]
    return next((k for k in found if not _YEAR_COLUMN.search(table.head[k].text)), found[0] if found else None)


def _year_heading(lowest: tables.Cell, whole: tables.Cell) -> str:
    """The words of a heading that say its year: the lowest of those that stand over each other, where it has one."""
    return lowest.text if _YEAR_COLUMN.search(lowest.text) else whole.text


# Indicators with values.


_Years = dict[int, re.Match[str]]


def _by_year(layout: Layout, document: Document, table: tables.Table, at: tuple[int, int | None], years: _Years, section: str | None) -> Iterator[Target]:
    """The cell is the target, its row the indicator, its column the deadline (or the year of a result). `at` are the columns of names and of units."""
    name_at, unit_at = at
    issued = (document.header.date or "")[:4]
    status: dict[int, Status] = {k: "result" if _is_done(table.head[k].text, year, issued) else "target" for k, year in years.items()}
    for row in table.rows:
        if len(row) != len(table.head):
            continue
        unit = row[unit_at].text if unit_at is not None else None
        for k, year in years.items():
            when = _Due(f"{year['year']}-{year['to']}" if year["to"] else year["year"], year.string)
            yield from _values(layout, row[k], row[name_at].text, unit, when, status[k], section)


def _is_done(heading: str, year: re.Match[str], issued: str) -> bool:
    """Whether a column holds what was reached: it says so, or its year was over when the document was issued and nothing says that it was set."""
    return bool(_DONE_COLUMN.search(heading)) or ((year["to"] or year["year"]) < issued and not _SET_COLUMN.search(heading))


def _by_section(layout: Layout, table: tables.Table, name_at: int, unit_at: int, section: str | None) -> Iterator[Target]:
    """One column of values; the year stands in a row of its own above ("I | Đến năm 2030"), in the head, or nowhere. A list of prices has none."""
    value_at = next((k for k, cell in enumerate(table.head) if k not in (name_at, unit_at) and _VALUE_COLUMN.match(cell.text)), None)
    if value_at is None or any(_PRICE_COLUMN.search(cell.text) for cell in table.head):
        return
    named = deadlines(table.head[name_at].text)  # "Chỉ tiêu đến năm 2030"
    when = _Due(named[-1].value, table.head[name_at].text) if named else _Due(None, None)
    for row in table.rows:
        if len(row) != len(table.head):
            continue
        if not row[unit_at].text and not row[value_at].text:
            words = (tables.heading_in(row) or row[name_at]).text
            said = deadlines(words)
            when = _Due(said[-1].value, words) if said else when
            continue
        yield from _values(layout, row[value_at], row[name_at].text, row[unit_at].text, when, "target", section)


def _values(layout: Layout, cell: tables.Cell, name: str, unit: str | None, when: _Due, status: Status, section: str | None) -> Iterator[Target]:
    """The values of a cell that holds nothing else: "≥ 55", "40 - 45%", "≤ 3 Đông Nam Á; ≤ 50 Thế giới"."""
    parts = [(m, m.start() + len(m.group()) - len(m.group().lstrip())) for m in _PARTS.finditer(cell.text)]
    found = [(_VALUE.fullmatch(m.group().strip()), at, m.end()) for m, at in parts]
    for m, start, end in found:
        if m is None or not all(value for value, _, _ in found):
            return
        measure = unit or m["percent"]
        value = number(m["n1"], bool(measure and measure != "%" and "đồng" not in measure))
        upper = number(m["n2"]) if m["n2"] else None
        sign: Comparator = "range" if upper else _SIGNS.get((m["sign"] or "").lower(), "=")
        span = layout.view.span(*cell.place(start, end, start))
        yield Target("", span, f"{name}{m['place']}", sign, value, upper, measure, when.value, when.words, status, section, ())


# Tasks: what a row is to bring about, by the row's deadline.


def _in_tasks(layout: Layout, document: Document, table: tables.Table, cited: Cover, section: str | None) -> Iterator[Target]:
    """The targets of each row; those of a cell that is merged over several rows are found once, in the first."""
    read: list[tables.Cell] = []
    for row in tasks(table):
        words = row.cell("due").text or row.due or ""
        when = _Due(due(words, document.header.date), words or None)
        cells = [cell for cell in (row.cell("task"), row.cell("product")) if not any(cell is other for other in read)]
        for cell in cells:
            for low, high in cell.paragraphs():
                for start, end in sentences(cell.text, low, high):
                    yield from _in_sentence(layout, cell, (start, end), when, cited, section)
        read = [row.cell("task"), row.cell("product")]


def _in_sentence(layout: Layout, cell: tables.Cell, stretch: tuple[int, int], when: _Due, cited: Cover, section: str | None) -> Iterator[Target]:
    text, (start, end) = cell.text, stretch
    said = said_in(text, start, end, None)
    s = Sentence(start, end, said)
    for q in measured(text, s, numbers_in(text, start, end)):
        span = layout.view.span(*cell.place(q.low, q.high, q.start))
        if q.unit is None or span.start in cited or judge(text, s, q, reached=False, goal=True) != "target":
            continue
        own = next((d for d in said if q.low <= d.start < q.high), None)
        due_value, due_words = (own.value, text[own.start : own.end]) if own else (when.value, when.words)
        label = indicator(text, q, [(d.start, d.end) for d in said])
        inferred = () if own else ("deadline",)
        yield Target("", span, label, q.comparator, q.value, q.value_max, q.unit, due_value, due_words, "target", section, inferred)
