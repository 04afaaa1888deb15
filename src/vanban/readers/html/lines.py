"""The lines that a browser would show of an element, with its lists numbered and its tables as rows of bars."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest

from vanban.readers.html import grid
from vanban.readers.html.tree import Element

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "time",
        "u",
        "var",
        "wbr",
        "st1:place",
    ]
)
_CLOSE = frozenset(["li", "dt", "dd", "option", "legend", "tr", "td", "th", "tbody", "caption"])  # no empty line parts these from what is above
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_OWN_MARK = re.compile(r"(?:[-+*•▪–·]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXL]{1,6})[.)/]\s|(?:Điều|Chương|Mục|Phần) )")


@dataclass(slots=True)
class Line:
    """A line of the text. `gap` is whether an empty line parts it from the one above; a line of a table has the number of its row and what is merged there."""

    text: str
    gap: bool = False
    row: int | None = None
    above: tuple[int, ...] = ()


@dataclass(slots=True)
class Writer:
    """Gathers words into lines. `mark` is the number or bullet that the next line begins with."""

    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mark: str = ""
    gap: bool = False
    rows: int = 0
    centred: bool = False

    def end(self, gap: bool = False) -> None:
        """End the line. `gap` is whether an empty line comes before the next."""
        words = _BLANKS.sub(" ", "".join(self.words)).strip().replace("|", "¦")
        self.words.clear()
        if words:
            mark, self.mark = self.mark, ""
            self.lines.append(Line(words if _OWN_MARK.match(words) else mark + words, self.gap))
            self.gap = False
        self.gap = self.gap or gap

    def row(self, cells: list[list[str]], above: tuple[int, ...]) -> None:
        """A row of a table, k-th paragraphs side by side."""
        for number, parts in enumerate(zip_longest(*cells, fillvalue="")):
            self.lines.append(Line(f"| {' | '.join(parts)} |", self.gap and not number, self.rows, above))
            self.gap = False
        self.rows += 1


def lines_of(element: Element) -> list[Line]:
    """The lines of an element, top down."""
    writer = Writer()
    _flow(element, writer)
    writer.end()
    return writer.lines


def _flow(element: Element, w: Writer) -> None:
    for child in element.children:
        if isinstance(child, str):
            w.words.append(child)
        elif child.tag in _SPECIAL:
            _SPECIAL[child.tag](child, w)
        elif child.tag in _INLINE or child.tag.startswith("st1:"):
            _inline(child, w)
        else:
            _block(child, w)


def _block(element: Element, w: Writer) -> None:
    """A paragraph; one that shows nothing is an empty line. Centred paragraphs, as in a title, stand close."""
    centred = _is_centred(element)
    gap = element.tag not in _CLOSE and not (centred and w.centred)
    w.end(gap)
    before = len(w.lines)
    _flow(element, w)
    w.end(gap or (element.tag == "p" and before == len(w.lines)))
    if len(w.lines) > before:
        w.centred = centred
        w.gap = element.tag not in _CLOSE and not centred


def _is_centred(element: Element) -> bool:
    return element.tag == "p" and (element.attributes.get("align", "").lower() == "center" or "text-align:center" in element.style())


def _break(_: Element, w: Writer) -> None:
    w.end(gap=not "".join(w.words).strip())


def _figure(element: Element, w: Writer) -> None:
    """A picture shows no words, its caption is none of the text; the title of a table is."""
    if any(e.tag == "table" for e in element.walk()):
        _block(element, w)
    else:
        _block(Element("figure", {}, [c for c in element.children if isinstance(c, str) or c.tag != "figcaption"]), w)


def _rule(_: Element, w: Writer) -> None:
    w.end(gap=True)


_WORD_BULLETS = frozenset("·•§oüØvqlŸ■□▪●○¨")  # letters of Symbol and Wingdings


def _inline(element: Element, w: Writer) -> None:
    """Words in their line. The number that Word wrote for a browser that has no lists gets one blank behind it."""
    if "mso-list:ignore" in element.style():
        mark = element.text()
        w.words.append(f"{'-' if mark in _WORD_BULLETS else mark} " if mark else "")
    else:
        _flow(element, w)


_NOTE = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[\])]?$")
_UNIT = re.compile(r"(?:^|[\d\s/(])(?:k|d|c|m|h)?m$")


def _raised(element: Element, w: Writer) -> None:
    """The mark of a footnote stands apart, in brackets; the power of a unit (m2) stays with it."""
    words = element.text()
    note = _NOTE.match(words)
    if note and not _UNIT.search("".join(w.words[-3:])[-8:]):
        w.words.append(f" [{note[1]}]")
    else:
        w.words.append(words)


def _preformatted(element: Element, w: Writer) -> None:
    """Lines and blanks as they are written."""
    w.end(gap=True)
    for line in _written(element):
        w.lines.append(Line(line.replace("|", "¦"), w.gap))
        w.gap = not line.strip()
    w.gap = True


def _written(element: Element) -> list[str]:
    """The written lines of a preformatted element, without empty ones at its ends."""
    parts = (node if isinstance(node, str) else "\n" if node.tag == "br" else "" for node in element.nodes())
    return "".join(parts).replace("\r\n", "\n").strip("\n").split("\n")


_STYLES = {"decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?:[^;]*?(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def numeral(number: int, kind: str) -> str:
    """The number of a list's item as its type (1, a, A, i, I) shows it: 28 → "28", "ab", "xxviii". Beyond a type's range it is decimal."""
    if kind in "aA" and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in "iI" and 0 < number < 4000:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
        return letters if kind == "I" else letters.lower()
    return str(number)


def _list(element: Element, w: Writer) -> None:
    w.end(gap=not w.mark)
    style = _LIST_STYLE.search(element.style())
    kind = _STYLES.get(style[1], "") if style else element.attributes.get("type", "1")[:1] if element.tag == "ol" else "-"
    items = [child for child in element.children if isinstance(child, Element) and child.tag == "li"]
    backward = "reversed" in element.attributes
    number = _integer(element.attributes.get("start"), len(items) if backward else 1)
    for child in element.children:
        if isinstance(child, str) or child.tag != "li":
            _flow(Element("div", {}, [child]), w)
            continue
        number = _integer(child.attributes.get("value"), number)
        kind_here = "" if "list-style:none" in child.style() or "list-style-type:none" in child.style() else kind
        w.mark += "- " if kind_here == "-" else f"{numeral(number, kind_here)}. " if kind_here else ""
        _block(child, w)
        w.mark = ""
        number += -1 if backward else 1
    w.end(gap=True)


def _integer(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"-?[0-9]{1,6}", said.strip()) else otherwise


def _table(element: Element, w: Writer) -> None:
    """A table of the page's layout is no table: its cells follow each other. So do those of a table of one column, which is a frame."""
    w.end(gap=True)
    if grid.is_layout(element):
        for row in grid.rows_of(element):
            for cell in row.cells:
                _block(cell, w)
    else:
        for caption in grid.captions(element):
            _block(caption, w)
            w.gap = False
        for row_cells, above in grid.filled(element):
            w.row([_paragraphs(cell) if cell else [""] for cell in row_cells], above)
    w.end(gap=True)


def _paragraphs(cell: Element) -> list[str]:
    """The lines of a cell; a table in it gives one for each row."""
    return [line.text.strip("| ").replace("|", "¦") for line in lines_of(cell)]


_SPECIAL: dict[str, Callable[[Element, Writer], None]] = {
    "br": _break, "hr": _rule, "sup": _raised, "pre": _preformatted, "ol": _list, "ul": _list, "menu": _list, "dir": _list, "table": _table, "figure": _figure,
}  # fmt: skip
