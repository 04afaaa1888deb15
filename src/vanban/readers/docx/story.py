"""A stretch of the document with its own flow (the body, a cell, a text box, a note) as paragraphs and tables, each number resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from vanban.readers.docx import symbols
from vanban.readers.docx.numbering import Numbering
from vanban.readers.docx.package import Element, W
from vanban.readers.docx.styles import Styles, switched, value
from vanban.readers.docx.words import Reader, Words, blocks, style_of

_PARAGRAPH, _TABLE = f"{W}p", f"{W}tbl"
_REPORTED = 200  # paragraphs
_REMOVED = ("del", "moveFrom")  # in the properties of a paragraph's mark: the next paragraph goes on with this one
_ON_NEW_PAGE = (None, "nextPage", "oddPage", "evenPage")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of a paragraph with its number; a line break in it is a line end. `centred` is how it is set, `new_page` what stands before it."""

    text: str
    centred: bool = False
    new_page: bool = False


class Story:
    """Reads the flows of one document in its order, because lists, fields and notes count through all of them.

    `report` is told every now and then how many paragraphs were read.
    """

    def __init__(self, name: str, styles: Styles, numbering: Numbering, report: Callable[[int], None]) -> None:
        self.name = name
        self._report = report
        self._read = 0
        self._styles = styles
        self._numbering = numbering
        self.words = Reader(styles)

    def flow(self, parent: Element) -> Iterator[Paragraph | Element]:
        """What stands in this, in order: paragraphs as text, tables as elements (read them before going on)."""
        held = Words()  # what the paragraphs held whose marks were removed
        new_page = False
        for e in blocks(parent, (_PARAGRAPH, _TABLE)):
            if e.tag == _TABLE:
                yield from self._ended(held, None, None, new_page) if held.pieces else ()
                held, new_page = Words(), False
                yield e
                continue
            properties = e.find(f"{W}pPr")
            style = style_of(properties)
            words = self.words.read(e, style)
            self._read += 1
            if self._read % _REPORTED == 0:
                self._report(self._read)
            held.pieces += words.pieces
            held.boxes += words.boxes
            if not _goes_on(properties):
                yield from self._ended(held, properties, style, new_page)
                held, new_page = Words(), _ends_page(properties)
        yield from self._ended(held, None, None, new_page) if held.pieces else ()

    def _ended(self, words: Words, properties: Element | None, style: str | None, new_page: bool) -> Iterator[Paragraph | Element]:
        """A complete paragraph, and what stands in the boxes anchored in it."""
        text = words.text()
        if text.strip() or not _is_hidden(properties):
            text = self._numbered(text, properties, style)
            centred = self._styles.alignment(properties, style) == "center"
            yield Paragraph(text, centred, new_page or (properties is not None and switched(properties.find(f"{W}pageBreakBefore"))))
        for box in words.boxes:
            yield from self.flow(box)

    def _numbered(self, text: str, properties: Element | None, style: str | None) -> str:
        """The text behind its number; an item without words keeps its number (cells of a column "STT"), but not its bullet."""
        found = self._numbering.label(properties, style)
        if found is None:
            return text
        label, level = found
        own = self._styles.look(properties.find(f"{W}rPr") if properties is not None else None, style)
        look = self._styles.look(level.look, style) if level.look is not None else own
        label = "" if look.hidden else Words([(symbols.shown(label, look.font), replace(look, caps=look.caps or own.caps))]).text()
        if level.format == "bullet":
            label = symbols.bullet(label) if label and text.strip() else ""
        return f"{label}{level.gap}{text.lstrip()}".rstrip(" ") if label else text


def _mark(properties: Element | None, name: str) -> Element | None:
    return properties.find(f"{W}rPr/{W}{name}") if properties is not None else None


def _goes_on(properties: Element | None) -> bool:
    """Whether the next paragraph is one with this: its mark was deleted or moved away, or it is the drop cap of the next."""
    frame = properties.find(f"{W}framePr") if properties is not None else None
    drop_cap = frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")
    return drop_cap or any(_mark(properties, name) is not None for name in _REMOVED)


def _is_hidden(properties: Element | None) -> bool:
    return switched(_mark(properties, "vanish"))


def _ends_page(properties: Element | None) -> bool:
    """Whether a section ends with this paragraph, and the next begins on a new page."""
    section = properties.find(f"{W}sectPr") if properties is not None else None
    return section is not None and value(section.find(f"{W}type")) in _ON_NEW_PAGE
