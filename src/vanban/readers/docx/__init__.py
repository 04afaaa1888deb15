"""Word documents (.docx, .docm, .dotx): the text as Word shows it, with its automatic numbers, tables as rows of bars, changes accepted.

Read from the XML itself (ECMA-376), since the numbers of lists, merged cells, tracked changes and legacy fonts are what matters here. Headers
and footers are left out; footnotes and endnotes follow the text, each on a line of its own behind its mark: "[1] …".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from vanban.errors import ReadError
from vanban.model import Row, Source, changed
from vanban.readers.beat import Beat
from vanban.readers.docx.numbering import Numbering, formatted
from vanban.readers.docx.package import Element, Package, W
from vanban.readers.docx.story import Paragraph, Story
from vanban.readers.docx.styles import Styles
from vanban.readers.docx.tables import Cell, flow, lines
from vanban.readers.size import MOST_TEXT, bounded


def read(source: Source, data: bytes, beat: Beat) -> Source:
    """The source with text and rows of a Word document. Raises ReadError for what is damaged, protected, hostile or no Word document."""
    package = Package(source.name, data)
    styles = Styles(package.part("styles"))
    body = package.main.find(f"{W}body")
    of = sum(1 for _ in body.iter(f"{W}p"))
    story = Story(source.name, styles, Numbering(package.part("numbering"), styles), lambda done: beat(min(done, of), of))
    text = _Text(source.name)
    try:
        for block in flow(body, story):
            if isinstance(block, Paragraph):
                text.paragraph(block)
            else:
                text.table([([lines(cell, story) for cell in row], row) for row in block.rows])
        for note in _notes(package, story):
            text.paragraph(Paragraph(note))
    except RecursionError:
        raise ReadError(source.name, "is nested too deeply") from None
    return changed(source, text="".join(text.parts), rows=tuple(text.rows))


class _Text:
    """The text as it grows: `parts` of it, and the `rows` of its tables."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._length = 0
        self._above: Paragraph | None = None
        self.parts: list[str] = []
        self.rows: list[Row] = []

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph, an empty line before it; centred lines on each other (the title, parts of the letterhead) are one block."""
        words = paragraph.text.rstrip()
        if words:
            above = self._above
            apart = above is not None and bool(above.text.strip()) and not (above.centred and paragraph.centred)
            self._add("\n" * apart + "\f" * paragraph.new_page + words + "\n")
        else:
            self._add("\f" if paragraph.new_page else "\n")
        self._above = paragraph

    def table(self, rows: list[tuple[list[list[str]], list[Cell]]]) -> None:
        """The rows of a table, the k-th line of each with the k-th paragraph of its cells; lines without any words are left out."""
        self._add("\n" if self.parts else "")
        for cells, places in rows:
            begin = self._length
            if max(map(len, cells)) * len(cells) > MOST_TEXT:
                raise ReadError(self._name, "has a table that is too large to be read")
            for line in zip_longest(*cells, fillvalue=""):
                if any(line):
                    self._add(f"| {' | '.join(line)} |\n")
            if self._length > begin:
                self.rows.append(Row(begin, self._length - 1, tuple(k for k, cell in enumerate(places) if cell.above)))
        self._above = Paragraph("|")

    def _add(self, part: str) -> None:
        self.parts.append(part)
        self._length += len(part)
        bounded(self._name, self._length)


def _notes(package: Package, story: Story) -> Iterator[str]:
    """The notes in the order they are referred to, each behind its mark: its number (small Roman for endnotes, as Word counts them) or its own."""
    found: dict[str, dict[str, Element]] = {}
    counts = {"footnotes": 0, "endnotes": 0}
    for kind, note_id, mark in tuple(story.words.notes):  # a note within a note is not shown
        if kind not in found:
            root = package.part(kind)
            found[kind] = {note.get(f"{W}id", ""): note for note in (root if root is not None else ())}
        counts[kind] += mark is None
        note = found[kind].get(note_id)
        if note is not None:
            words = " ".join(line.strip() for line in lines(Cell(note), story) if line)
            yield f"[{mark or formatted(counts[kind], 'lowerRoman' if kind == 'endnotes' else 'decimal')}] {words}"
