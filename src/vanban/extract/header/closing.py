"""The closing (phần cuối văn bản): signers and recipients."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vanban import lexicon
from vanban.layout import RECIPIENTS, Layout, Paragraph, organ
from vanban.lexicon import any_of
from vanban.model import Recipient, Signer
from vanban.text import PERSON, UPPER, has_any

# TM. thay mặt, KT. ký thay, TL. thừa lệnh, TUQ. thừa ủy quyền, Q. quyền
_AUTHORITY = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|T/UQ|Q)[. ]")
_PERSON = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng|Đại tướng|Thượng tướng)\.? ?)*"
    rf"(?P<name>[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ']*){{1,4}})$"
)
_RECIPIENTS = re.compile(rf"{RECIPIENTS} ?:?")
# "(để báo cáo)", "(b/c)" and marks behind a recipient
_NOTE = re.compile(
    r" ?\((?:để [\w/ ,]{2,30}|b/c|báo cáo|thay b/c|t/h|p/h|thực hiện|phối hợp|kèm [^()]{2,40})\)|[.;,:/ ]+$"
    r"|!\[\w*\]\([^()]*\)| \$[^$]*\$| [A-Za-z]:\\.*$"  # pictures and formulas of Markdown, the path of the file
)
_NOTE_SIGNS, _STOPS = ("(", "[", "$", "\\"), ".;,:/ "
_NEXT_BULLET = re.compile(rf"; ?- ?(?=[{UPPER}])")  # "Phòng VX;- Lưu: VT"
_BULLETS = ("-", "+", "*")


def find(layout: Layout) -> tuple[tuple[Signer, ...], tuple[Recipient, ...]]:
    """Signers from the right-hand column, each with the office read last above the name; recipients from the column of "Nơi nhận"."""
    cells = list(layout.zone("closing"))
    label = next((cell for cell in cells if _RECIPIENTS.match(layout.text(cell))), None)
    last_bullet = max((k for k, cell in enumerate(cells) if layout.text(cell).startswith("-")), default=-1)
    signers: list[Signer] = []
    lines: list[_Line] = []
    position: str | None = None
    listing = False
    for k, cell in enumerate(cells):
        text = layout.text(cell)
        if cell is label:
            listing = True
            continue
        signed = _OFFICE_AND_NAME.fullmatch(text)
        if signed:
            signers.append(Signer(signed["name"], signed["office"], layout.view.span(cell.start + signed.start("name"), cell.end)))
            continue
        bullet = text.startswith(_BULLETS)
        if text.isupper() and len(text) > 3 and not bullet:
            position = position if _AUTHORITY.match(text) else text
            listing = listing and cell.column > 0
            continue
        person = None if bullet else _PERSON.match(text)
        signs = cell.column > 0 or label is None or not listing or label.column > 0
        if person and (signs or (position and k >= last_bullet)):
            span = layout.view.span(cell.start + person.start("name"), cell.end)
            signers.append(Signer(person["name"], position, span))
        elif label is not None and cell.column == label.column and (listing or text.startswith("-")):
            _take_in(lines, cell, text)
    if not signers:
        signers = _signer_read_across(layout, cells)
    return tuple(signers), tuple(_recipients(layout, lines))


@cache
def _office() -> re.Pattern[str]:
    t = lexicon.table("bodies")
    return re.compile(rf"(?:PHÓ |KT\. ?)?(?:{any_of([*t['signing'], *t['signing_for_another']])})$")


_OFFICE_AND_NAME = re.compile(rf"(?P<office>[{UPPER}][{UPPER} ]{{4,40}}?) ?(?P<name>{PERSON})")
_NAME_AT_END = re.compile(rf"(?:^|[;:.,)”\"'`~*|] ?)[^\w]*(?P<name>{PERSON})$")


def _signer_read_across(layout: Layout, cells: list[Paragraph]) -> list[Signer]:
    """The signer where the two columns were read as one: office and name end rows of "Nơi nhận", the name on one of the last."""
    offices = [m.group() for cell in cells if (m := _office().search(layout.text(cell).strip(" .|")))]
    for cell in reversed(cells[-_LAST_ROWS:]):
        m = _NAME_AT_END.search(layout.text(cell))
        if m and not organ().match(m["name"].upper()):
            span = layout.view.span(cell.start + m.start("name"), cell.start + m.end("name"))
            return [Signer(m["name"], offices[-1] if offices else None, span)]
    return []


_LAST_ROWS = 8


@dataclass(slots=True)
class _Line:
    """A recipient in the making, in positions of the clean text."""

    start: int
    end: int
    parts: list[str]


def _take_in(lines: list[_Line], cell: Paragraph, text: str) -> None:
    """One line of nơi nhận; a line without a dash goes on with the one above."""
    if text.startswith((*_BULLETS, "•")) or not lines:
        lines.append(_Line(cell.start, cell.end, [text.lstrip("-+*• ")]))
    else:
        lines[-1].end = cell.end
        lines[-1].parts.append(text)


def _recipients(layout: Layout, lines: list[_Line]) -> list[Recipient]:
    found = []
    for line in lines:
        span = layout.view.span(line.start, line.end)
        for part in _NEXT_BULLET.split(" ".join(line.parts)):
            text = (_NOTE.sub("", _NOTE.sub("", part)) if has_any(part, _NOTE_SIGNS) else part.rstrip(_STOPS)).strip()
            if text:
                found.append(Recipient(text, span))
    return found
