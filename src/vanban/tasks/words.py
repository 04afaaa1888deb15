"""The words around a body that is charged: what a reader needs to see to believe the task."""

from __future__ import annotations

import re

from vanban.text import Span

_BEFORE, _AFTER = 300, 600  # characters
_END = re.compile(r"[.;:](?=\s*\n)|\n\s*\n")
_CELLS = re.compile(r"[|\t]")  # a line with these is a row of a table, and ends with itself
_ROW_END = re.compile(r"(?=\n)")


def around(text: str, span: Span) -> tuple[int, int]:
    """The stretch of a text from the beginning of the line that `span` stands on to the end of the sentence, cut at blanks where that is far."""
    line = text.rfind("\n", 0, span.start) + 1
    start = line if span.start - line <= _BEFORE else text.find(" ", span.start - _BEFORE, span.start) + 1 or span.start
    stop = (_ROW_END if _CELLS.search(text, line, span.start) else _END).search(text, span.end, span.end + _AFTER)
    if stop:
        end = stop.end()
    elif len(text) - span.end <= _AFTER:
        end = len(text)
    else:
        end = max(text.rfind(" ", span.end, span.end + _AFTER), span.end)
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return start, end
