"""Pages into one text: running heads and page numbers set aside, each page set as soon as those after it have shown what repeats."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

from vanban.layout.head import MOTTO
from vanban.model import Doubt, Source, changed
from vanban.places import Page, Places
from vanban.readers.paper.page import Setting, Sheet, set_page
from vanban.readers.paper.words import Line
from vanban.readers.size import bounded

_AHEAD = 2  # pages: left and right pages may have different heads
_MARGIN = 0.12  # of the page's height, above and below, where running heads and page numbers stand
_NUMBER = re.compile(r"(?:trang )?[-–(]? ?\d{1,4} ?[-–)]?(?: ?/ ?\d{1,4})?", re.I)
_DIGITS = re.compile(r"\d+")
_SAME_PLACE = 12.0  # points
_PAGE_UNSURE = 0.7  # mean confidence; a page below that is doubted as a whole


def compose(source: Source, sheets: Iterable[Sheet]) -> Source:
    """The source with the text of its pages, their places, the rows of their tables and what OCR was unsure of."""
    setting, pages = Setting(), []
    doubts: list[Doubt] = []
    window: deque[tuple[Sheet, list[Line]]] = deque(maxlen=2 * _AHEAD + 1)  # each with the lines of its margins
    coming: deque[tuple[Sheet, list[Line]]] = deque()

    def finish() -> None:
        sheet, own = coming.popleft()
        near = [lines for other, lines in window if other is not sheet]
        _set_aside(sheet, own, near)
        pages.append(_added(sheet, setting, doubts))
        bounded(source.name, setting.at)

    recognised = False
    for sheet in sheets:
        recognised = recognised or sheet.scanned
        entry = (sheet, _margins(sheet))
        window.append(entry)
        coming.append(entry)
        if len(coming) > _AHEAD:
            finish()
    while coming:
        finish()
    text = "".join(setting.pieces)
    return changed(
        source,
        text=text,
        pages=len(pages),
        places=Places(tuple(pages), tuple(setting.runs)),
        rows=tuple(setting.rows),
        doubts=tuple(doubts),
        recognised=recognised,
    )


def _margins(sheet: Sheet) -> list[Line]:
    """The first and last three lines of a page that stand in its margins; a letterhead is none of them, however often it returns."""
    edge = sheet.height * _MARGIN
    top = [line for line in sheet.lines[:3] if line.bottom < edge]
    head = next((k for k, line in enumerate(top) if MOTTO.search(line.text)), len(top))
    top = top[:head]
    return top + [line for line in sheet.lines[-3:] if line.top > sheet.height - edge and line not in top]


def _set_aside(sheet: Sheet, own: list[Line], near: list[list[Line]]) -> None:
    """Take page numbers and what near pages repeat at the same place, but for numbers in it, out of the page's lines."""
    for line in own:
        outer = line is sheet.lines[0] or line is sheet.lines[-1]
        if (outer and _NUMBER.fullmatch(line.text)) or any(_repeats(line, other) for lines in near for other in lines):
            sheet.aside.append(line.text)
            sheet.lines.remove(line)


def _repeats(line: Line, other: Line) -> bool:
    if abs(line.top - other.top) > _SAME_PLACE:
        return False
    return _DIGITS.sub("#", _bare(line.text)) == _DIGITS.sub("#", _bare(other.text))


def _bare(text: str) -> str:
    """A running head without the page number at its left or right, which changes sides."""
    return re.sub(r"^\d{1,4}\s+|\s+\d{1,4}$", "", text)


def _added(sheet: Sheet, setting: Setting, doubts: list[Doubt]) -> Page:
    """Set a page behind those before it and say where it stands."""
    if setting.at:
        setting.add("\f")
    start, unsure = setting.at, len(setting.unsure)
    set_page(sheet, setting)
    if sheet.doubt:
        doubts.append(Doubt("ocr_low_confidence", start, setting.at, f"page {sheet.number}: {sheet.doubt}"))
    elif sheet.recognised is not None:
        doubts += _doubts(sheet, start, setting.at, setting.unsure[unsure:])
    return Page(sheet.number, start, setting.at, sheet.width, sheet.height, sheet.recognised, tuple(sheet.aside), sheet.turned, sheet.skew)


def _doubts(sheet: Sheet, start: int, end: int, unsure: list[tuple[int, int, float]]) -> list[Doubt]:
    """Words that OCR was unsure of; of a page that is poor as a whole, the page."""
    if sheet.recognised is not None and sheet.recognised < _PAGE_UNSURE and start < end:
        return [Doubt("ocr_low_confidence", start, end, f"page {sheet.number} was recognised with a mean confidence of {sheet.recognised:.0%}")]
    return [Doubt("ocr_low_confidence", low, high, f"page {sheet.number}: recognised with a confidence of {sure:.0%}") for low, high, sure in unsure]
