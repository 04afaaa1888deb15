"""The words of a paragraph: its runs as they are shown, tracked changes as accepted, fields as their results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from vanban.readers import legacy
from vanban.readers.docx import symbols
from vanban.readers.docx.package import MC, Element, M, W
from vanban.readers.docx.styles import Look, Styles, value

BOX = f"{W}txbxContent"
_ALTERNATE = f"{MC}AlternateContent"
# What holds no words of the text as it is when all changes are accepted.
_REMOVED = ("del", "moveFrom")
_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr")
_BESIDE = ("rt", "fldData", "ffData")  # how a word is said, what a form's field holds
DROPPED = frozenset(f"{W}{name}" for name in (*_REMOVED, *_PROPERTIES, *_BESIDE))
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
_SHOWN = {f"{W}{name}": sign for name, sign in _SIGNS.items()}
_PAGE_NUMBERS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass(slots=True)
class Words:
    """What is read of a paragraph: `pieces` are its runs with their looks, `boxes` the text boxes anchored in it."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def text(self) -> str:
        """The words as they are shown. Runs of one legacy encoding are decoded together, since one letter may be spread over two."""
        return "".join(_shown("".join(text for text, _ in run), *look) for look, run in groupby(self.pieces, lambda p: (p[1].charset, p[1].caps)))


def _shown(text: str, charset: legacy.Charset | None, caps: bool) -> str:
    text = legacy.decoded(text, charset) if charset else text.replace("\xad", "")  # in TCVN3 the soft hyphen's byte is ư
    return text.upper() if caps else text


_INSTRUCTION = 100  # characters of a field's instruction; its name comes first


@dataclass(slots=True)
class _Field:
    """A field that has begun: whether a field around it is silent, its instruction as far as needed, and whether its result has begun."""

    within_silent: bool
    instruction: str = ""
    shows: bool = False

    def silent(self) -> bool:
        """Whether what stands here is not shown: the instruction, or a page number."""
        return self.within_silent or not self.shows or is_page_number(self.instruction)


def is_page_number(instruction: str) -> bool:
    """Whether a field shows the number of a page: "PAGE \\* MERGEFORMAT"."""
    return instruction.upper().split()[:1] in [[name] for name in _PAGE_NUMBERS]


def chosen(alternate: Element) -> Element | tuple[()]:
    """Of the same content in two forms (mc:AlternateContent), the first that has words."""
    return next((form for form in alternate if next(form.iter(f"{W}t", BOX), None) is not None), ())


class Reader:
    """Reads one paragraph after the other. Fields may span paragraphs; `notes` are the footnotes and endnotes referred to so far: kind, id, own mark."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self.notes: list[tuple[str, str, str | None]] = []

    def read(self, paragraph: Element, style: str | None) -> Words:
        """The words of a paragraph of this style."""
        words = Words()
        self._walk(paragraph, style, words)
        while self._fields and not self._fields[-1].shows:  # an instruction ends with its paragraph, or was never closed
            self._fields.pop()
        return words

    def _walk(self, parent: Element | tuple[()], style: str | None, words: Words) -> None:
        for e in parent:
            if e.tag == f"{W}r":
                self._run(e, style, words)
            elif e.tag == _ALTERNATE:
                self._walk(chosen(e), style, words)
            elif e.tag == f"{M}t":
                self._add(e.text or "", self._styles.look(None, style), words)
            elif e.tag not in DROPPED and not (e.tag == f"{W}fldSimple" and is_page_number(e.get(f"{W}instr", ""))):
                self._walk(e, style, words)

    def _run(self, run: Element, style: str | None, words: Words) -> None:
        look = self._styles.look(run.find(f"{W}rPr"), style)
        own_mark = False  # the run holds the mark of a note, chosen by hand
        for e in _unwrapped(run):
            if e.tag == f"{W}fldChar":
                self._field(e.get(f"{W}fldCharType"))
            elif e.tag == f"{W}instrText" and self._fields:
                self._fields[-1].instruction = (self._fields[-1].instruction + (e.text or ""))[:_INSTRUCTION]
            elif look.hidden:
                continue
            elif e.tag == f"{W}t" and own_mark:
                self.notes[-1] = (*self.notes[-1][:2], e.text)
            elif e.tag == f"{W}t":
                self._add((e.text or "").replace("\n", " "), look, words)
            elif e.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                own_mark = e.get(f"{W}customMarkFollows") not in (None, "0", "false")
                kind = "endnotes" if e.tag == f"{W}endnoteReference" else "footnotes"
                self.notes.append((kind, e.get(f"{W}id", ""), None))
            elif e.tag == f"{W}ruby":
                self._walk(e, style, words)
            elif len(e):
                words.boxes += boxes(e)
            else:
                self._add(_sign(e), look, words)

    def _add(self, text: str, look: Look, words: Words) -> None:
        if text and not look.hidden and not self._silent():
            words.pieces.append((symbols.shown(text, look.font), look))

    def _silent(self) -> bool:
        return bool(self._fields) and self._fields[-1].silent()

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(_Field(self._silent()))
        elif self._fields and step == "separate":
            self._fields[-1].shows = True
        elif self._fields and step == "end":
            self._fields.pop()


def _unwrapped(run: Element) -> Iterator[Element]:
    """What a run holds; of content in two forms, one."""
    for e in run:
        yield from chosen(e) if e.tag == _ALTERNATE else (e,)


def _sign(e: Element) -> str:
    """The character that an element of a run stands for."""
    if e.tag == f"{W}br":
        return "\f" if e.get(f"{W}type") == "page" else "\n"
    if e.tag == f"{W}sym":
        try:
            return symbols.shown(chr(int(e.get(f"{W}char", ""), 16)), e.get(f"{W}font", ""))
        except (ValueError, OverflowError):
            return ""
    return _SHOWN.get(e.tag, "")


def boxes(e: Element) -> Iterator[Element]:
    """The text boxes in a drawing, of each one form; those within a box come when its own paragraphs are read."""
    if e.tag == BOX:
        yield e
        return
    for child in chosen(e) if e.tag == _ALTERNATE else e:
        yield from boxes(child)


def blocks(parent: Element | tuple[()], wanted: tuple[str, ...]) -> Iterator[Element]:
    """The paragraphs, tables, rows or cells directly in this, also those that content controls and the like wrap; without what was deleted."""
    for e in parent:
        if e.tag in wanted:
            yield e
        elif e.tag == _ALTERNATE:
            yield from blocks(chosen(e), wanted)
        elif e.tag not in DROPPED:
            yield from blocks(e, wanted)


def style_of(properties: Element | None) -> str | None:
    """The style that the properties of a paragraph name."""
    return value(properties.find(f"{W}pStyle")) if properties is not None else None
