"""From lines to paragraphs: which lines belong to one paragraph, and in which zone of the document each stands.

Zones, top down (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW): `letterhead` (organ, motto, symbol, place and date; its two
columns become cells), `type` (the kind of document in capitals), `issuer` (a line "CỦA BAN BÍ THƯ" under it, in Party documents), `title`
(trích yếu), `body`, `closing` (nơi nhận and signature, cells again), then `annex_title` and `annex` when something is attached. A row of
a table drawn with bars is a paragraph of its own in zone `row`. A text without a letterhead is all `body`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple, TypeVar, cast

from vanban.layout.head import ENACTING, NUMBERED_HEADING, RECIPIENTS, SALUTATION, organ
from vanban.layout.lines import Piece
from vanban.layout.prose import glue
from vanban.layout.zones import pieces_of
from vanban.model import Row
from vanban.spelling import corrections, is_misread
from vanban.text import UPPER, Stretch, View, normalise
from vanban.tones import Loss, loss_of, restorations

__all__ = ["ENACTING", "NUMBERED_HEADING", "RECIPIENTS", "SALUTATION", "Layout", "Paragraph", "organ", "sentence_start", "sentences"]


Made = TypeVar("Made")


class Paragraph(NamedTuple):
    """A paragraph, or a cell of the letterhead or closing: [start, end) in the clean text. `row` counts lines, `column` cells from the left."""

    start: int
    end: int
    zone: str
    row: int
    column: int


class Layout:
    """A source text laid out: `view` is the clean text with one paragraph a line, `paragraphs` say what each line is.

    `official` is whether it has a letterhead, `misread` whether a machine read it from pictures and lost some of its tones, `loss` how whoever
    wrote or converted it lost them. `rows` are the rows of its tables, as far as the file it was read from has told.
    """

    __slots__ = ("_made", "clean", "loss", "misread", "official", "paragraphs", "rows", "view")

    def __init__(self, source: str, rows: tuple[Row, ...] = (), recognised: bool = False) -> None:
        self.rows = rows
        self._made: dict[Hashable, object] = {}
        normal = normalise(source)
        self.loss: Loss | None = loss_of(normal.clean)
        if self.loss:
            normal = View(normal, restorations(normal.clean, self.loss))
        self.misread = recognised or is_misread(normal.clean)
        if self.misread:
            normal = View(normal, restorations(normal.clean, "misread"))
            normal = View(normal, corrections(normal.clean))
        pieces, self.official = pieces_of(normal.clean)
        self.view = View(normal, glue(normal.clean, pieces))
        self.clean = self.view.clean
        self.paragraphs = tuple(_paragraphs(self.clean, pieces))

    def zone(self, *zones: str) -> Iterator[Paragraph]:
        """The paragraphs of these zones, in reading order."""
        if zones not in self._made:
            self._made[zones] = [p for p in self.paragraphs if p.zone in zones]
        return iter(cast("list[Paragraph]", self._made[zones]))

    def once(self, make: Callable[..., Made], *args: object) -> Made:
        """What `make` gives for this text, made when it is asked for first: several extractors read the same tables and the same outline."""
        key = (make, *map(id, args))
        if key not in self._made:
            self._made[key] = make(*args), args  # kept, so that no other object gets their ids
        return cast("tuple[Made, object]", self._made[key])[0]

    def text(self, paragraph: Paragraph) -> str:
        """The words of a paragraph, in the clean text's spelling."""
        return self.clean[paragraph.start : paragraph.end]


_SENTENCE_END = re.compile(
    rf"[.!?…](?:(?<!\bTP.)(?<!\d.)[.!?…]* +(?=[{UPPER}“\"-])"  # "TP. Vinh" goes on
    rf"|(?<=\d\.) +(?=[{UPPER}]))"
)


def sentences(text: str, start: int, end: int, stop: re.Pattern[str] = _SENTENCE_END) -> list[Stretch]:
    """The sentences of text[start:end], none of them empty; each but the last keeps its `stop`, full stop and blank."""
    found = []
    for m in stop.finditer(text, start, end):
        if start < m.end():
            found.append((start, m.end()))
            start = m.end()
    if start < end:
        found.append((start, end))
    return found


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds this place, by the nearest line end or full stop; the blank behind that belongs to it."""
    line = text.rfind("\n", max(0, at - _LONGEST), at) + 1 or max(0, at - _LONGEST)
    return max(line, text.rfind(". ", line, at) + 1)


_LONGEST = 2_000  # characters of a sentence; one that never ends would be gone through for each of its places


def _paragraphs(clean: str, pieces: list[Piece]) -> Iterator[Paragraph]:
    """Each line of the clean text as a paragraph, of the zone its first piece has."""
    at = 0
    for piece in pieces:
        if piece.joined and piece is not pieces[0]:
            continue
        end = clean.find("\n", at)
        end = len(clean) if end < 0 else end
        yield Paragraph(at, end, piece.zone, piece.row, piece.column)
        at = end + 1
