"""What of a document can be searched, folded: titles, the text in pieces, targets, tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from vanban.model import Document
from vanban.text import Span, plain

Kind = Literal["title", "text", "target", "task"]


class Passage(NamedTuple):
    """A stretch of a document's text; `fact` is the id of the target or task, `folded` its words without tones, parted by one blank."""

    kind: Kind
    fact: str | None
    start: int
    end: int
    folded: str


_PIECE = 32_000  # characters; PostgreSQL counts places of words to 16,383 only
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Words without tones and accents, in lower case, parted by one blank: "Đào tạo nghề, số 21-CT/TW" → "dao tao nghe so 21 ct tw"."""
    return " ".join(_WORD.findall(plain(text)))


def passages(document: Document) -> Iterator[Passage]:
    """The passages of a document, in its order by kind."""
    title = document.header.spans.get("title")
    if title:
        yield _of("title", None, title)
    for start, end in _pieces(document.text):
        yield Passage("text", None, start, end, folded(document.text[start:end]))
    for target in document.targets:
        yield _of("target", target.id, target.span)
    for task in document.assignments:
        yield _of("task", task.id, task.span)


def _of(kind: Kind, fact: str | None, span: Span) -> Passage:
    return Passage(kind, fact, span.start, span.end, folded(span.quote))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The text in pieces of at most `_PIECE` characters, cut at line ends where there are any."""
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            end = text.rfind("\n", start + 1, end) + 1 or end
        yield start, end
        start = end
