"""The lines of a text that carry words, and the pieces that paragraphs are made of."""

from __future__ import annotations

import re
from typing import NamedTuple

from vanban.text import Edit


class Line(NamedTuple):
    """One line with something on it: [start, end) in the normalised text, its words with single blanks, and what stands before it."""

    start: int
    end: int
    text: str
    indent: int
    blanks: int  # empty lines above
    broken: bool  # a page break, page number or running head above


class Piece(NamedTuple):
    """A stretch of one line on its way into the clean text; `joined` pieces continue the paragraph of the piece before.

    A row of a table that is aligned by blanks gets bars: `bars` in front for the empty cells, `gaps` where blanks part its cells.
    """

    start: int
    end: int
    zone: str
    row: int
    column: int
    joined: bool
    bars: str = ""
    gaps: tuple[Edit, ...] = ()


_RULE = re.compile(r"[-_=*~ .,•·◦—–|:;<>\"'`^]+$")
_PAGE = re.compile(r"(?:[Tt]rang )?[-(]?\s*\d{1,4}\s*[-)]?(?:/\d+)?$")
_PAGE_LENGTH = 24  # characters of the longest page number, "Trang - 1234 -/1234"
RUNNING_HEAD = re.compile(r"(?:\d{1,4}\s+)?CÔNG\s+BÁO(?: [^/\n]{2,30}?)?\s*/\s*Số\b.*")
"""What a gazette (Công báo) repeats on every page: "CÔNG BÁO/Số 12", "CÔNG BÁO TP. Cần Thơ/Số 12"."""
# Blanks, Markdown's marks, and what OCR makes of specks before a number (".___ b)", "‹ 3.2.").
_EDGE = re.compile(r"\s*(?:#{1,6}\s+)?_*(?:[.,`´'‹›«»~^_°]{1,6} ?(?=(?:\d{1,2}(?:[.,]\d{1,2})*[.,)]|[a-zđ]\)) ))?")
_SPECKS = frozenset("#_.,`´'‹›«»~^°")  # what of that is no blank
BULLET = re.compile(r"[-+*•]\s+")
# A line that begins so begins a paragraph.
MARKER = re.compile(
    r"(?:[-+•*▪●○–]\s"
    r"|Điều \d+\b"
    r"|(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:thứ|[IVXLC\d]+\b)"
    r"|(?:[IVXL]{1,6}|[A-H])\s?[.)/-]\s*(?=\D)"  # I. · A/
    r"|\(?\d{1,2}\)\s"  # (1) · 1)
    r"|\d{1,2}(?:\.\d{1,2}){0,4}[.)/]?[.)/-]?\s(?=[^\W\d_a-zà-ỹ“\"])"  # 1 Capital · 1.- Capital
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s"  # 1.1
    r"|\d{1,2}(?:[.,]\d{1,2}){1,4}[.,)]\s(?=[^\W\d_a-zà-ỹđ])"  # 1,1.1, as OCR reads it
    r"|\d{1,2}[.)/]\s"
    r"|[a-zđ][)]\s?|[a-zđ]\.\s)"  # a) · a.
)
STAMPED = 60  # characters; a stamp may leave marks before "Kính gửi" in a letter


def lines_of(text: str) -> list[Line]:
    """The lines that carry text; page numbers, running heads and drawn rules are left out and remembered as breaks."""
    lines: list[Line] = []
    paged = "\f" in text
    blanks, broken, turned = 0, False, False
    last = at = 0  # the end of the line before, the beginning of this one
    for raw in (text.replace("\f", "\n") if paged else text).split("\n"):
        begin, at = at, at + len(raw) + 1
        if not raw:
            continue
        if paged or begin != last + 1:
            gap = text[last:begin]
            blanks += max(gap.count("\n") - 1, 0)
            turned = "\f" in gap
            broken = broken or turned
        last = at - 1
        content = raw.strip()
        if not content:
            blanks += 1
            continue
        if (len(content) <= _PAGE_LENGTH and (blanks or turned) and _PAGE.match(content)) or ("CÔNG" in content and RUNNING_HEAD.match(content)):
            broken = True
            continue
        if not content[0].isalnum() and _RULE.match(content):
            blanks = max(blanks, 1)
            continue
        start = begin + (len(raw) - len(raw.lstrip()) if len(raw) != len(content) else 0)
        end = start + len(content)
        if content[0] in _SPECKS or content[-1] == "_":
            start, end = trimmed(text, begin, last)
            content = text[start:end]
        if start < end:
            lines.append(Line(start, end, " ".join(content.split()) if "  " in content else content, start - begin, blanks, broken))
            blanks, broken = 0, False
    return lines


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The line without outer blanks and Markdown's heading and emphasis marks."""
    while start < end and text[end - 1] in " _":
        end -= 1
    m = _EDGE.match(text, start, end) if text[start : start + 1] in _SPECKS or text[start : start + 1].isspace() else None
    return (m.end() if m else start), end


def is_row(line: Line) -> bool:
    """Whether a line begins with a bar, as a row of a drawn table does."""
    return line.text.startswith("|")
