"""Automatic numbers (numbering.xml): what Word writes before a paragraph, and the file does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vanban.readers.docx.package import MC, Element, W
from vanban.readers.docx.styles import Styles, number, switched, value

_LEVELS = 9
_LONGEST = 100  # characters of a level's text


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, its format, the text around ("%1.%2."), what parts it from the words, and when it begins anew.

    `restart` is the level (from 1) behind whose paragraphs it begins anew, 0 for never, None for every higher level. `legal`: all numbers in
    digits. `style` is the paragraph style it belongs to, `look` the run properties of the number.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    look: Element | None = None


@dataclass(slots=True)
class _List:
    """A w:num: the abstract list it counts in, its levels, and the levels whose first number it sets itself."""

    abstract: str
    levels: dict[int, Level]
    begins: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, which count as its paragraphs go by."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums = {num.get(f"{W}numId"): num for num in (root.iter(f"{W}num") if root is not None else ())}
        self._abstracts = {a.get(f"{W}abstractNumId"): a for a in (root.iter(f"{W}abstractNum") if root is not None else ())}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def label(self, properties: Element | None, style: str | None) -> tuple[str, Level] | None:
        """The number of the next paragraph, with these properties and style, and its level; None when it has none. Counts it."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id, depth, home = self._styles.numbering(style)
        if own is not None and (told := value(own.find(f"{W}numId"))) is not None:
            list_id, depth, home = told, 0, None
        found = self._list(list_id) if list_id not in (None, "0") else None
        if found is None:
            return None
        if home is not None:
            linked = {level.style: k for k, level in found.levels.items()}
            depth = linked.get(style, linked.get(home, depth))
        if own is not None:
            depth = number(value(own.find(f"{W}ilvl")), depth)
        if depth not in found.levels:
            return None
        return self._shown(found, depth, self._count(found, depth)), found.levels[depth]

    def _list(self, list_id: str | None) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id or ""] = self._read(list_id, ())
        return self._lists[list_id or ""]

    def _read(self, list_id: str | None, seen: tuple[str | None, ...]) -> _List | None:
        """The list of this id, its levels overridden; a link to the style of another list is followed."""
        num = self._nums.get(list_id)
        key = value(num.find(f"{W}abstractNumId")) if num is not None else None
        abstract = self._abstracts.get(key)
        if num is None or abstract is None or key is None:
            return None
        link = value(abstract.find(f"{W}numStyleLink"))
        linked = self._styles.numbering(link)[0] if link is not None else None
        base = self._read(linked, (*seen, list_id)) if linked is not None and linked not in (*seen, list_id) else None
        found = _List(base.abstract, dict(base.levels)) if base else _List(key, _levels(abstract))
        for override in num.iterchildren(f"{W}lvlOverride"):
            depth = number(override.get(f"{W}ilvl"), 0)
            found.levels |= _levels(override)
            start = value(override.find(f"{W}startOverride"))
            if start is not None and depth in found.levels:
                found.levels[depth] = replace(found.levels[depth], start=number(start, 1))
                found.begins.add(depth)
        return found

    def _count(self, of: _List, depth: int) -> list[int | None]:
        """The numbers of all levels at this paragraph: its own goes one on, those below begin anew."""
        counts = self._counts.setdefault(of.abstract, [None] * _LEVELS)
        last = None if depth in of.begins else counts[depth]
        of.begins.discard(depth)
        counts[depth] = of.levels[depth].start if last is None else last + 1
        for below in range(depth + 1, _LEVELS):
            restart = of.levels[below].restart if below in of.levels else None
            if restart is None or depth < restart:
                counts[below] = None
        return counts

    @staticmethod
    def _shown(of: _List, depth: int, counts: list[int | None]) -> str:
        here = of.levels[depth]

        def numeral(m: re.Match[str]) -> str:
            k = int(m[1]) - 1
            level = of.levels.get(k)
            if level is None or k > depth:
                return ""
            n = counts[k]
            return formatted(level.start if n is None else n, "decimal" if here.legal and level.format != "none" else level.format)

        return here.text if here.format == "bullet" else re.sub(r"%([1-9])", numeral, here.text)


def _levels(parent: Element) -> dict[int, Level]:
    """The levels that an abstract list or an override describes, by depth from 0."""
    found = ((number(e.get(f"{W}ilvl"), 0), _level(e)) for e in parent.iterchildren(f"{W}lvl"))
    return {depth: level for depth, level in found if 0 <= depth < _LEVELS}


def _level(e: Element) -> Level:
    restart = value(e.find(f"{W}lvlRestart"))
    return Level(
        start=number(value(e.find(f"{W}start")), 1 if e.find(f"{W}start") is not None else 0),
        format=_format(e),
        text=(value(e.find(f"{W}lvlText")) or "")[:_LONGEST],
        gap="" if value(e.find(f"{W}suff")) == "nothing" else " ",
        restart=None if restart is None else number(restart, 0),
        legal=switched(e.find(f"{W}isLgl")),
        style=value(e.find(f"{W}pStyle")),
        look=e.find(f"{W}rPr"),
    )


def _format(e: Element) -> str:
    """The name of a level's format; of one that Word 2010 brought ("001, 002, 003 …"), its first number."""
    found = e.find(f"{W}numFmt")
    found = e.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt") if found is None else found
    custom = found.get(f"{W}format") if found is not None and value(found) == "custom" else None
    return custom.partition(",")[0].strip() if custom else value(found) or "decimal"


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 3999
_MOST_LETTERS = 26 * 20  # "zzzzzzzzzzzzzzzzzzzz"


def formatted(n: int, form: str) -> str:
    """A number in one of Word's formats (ST_NumberFormat); digits for those that Vietnamese documents do not use, and out of a format's range."""
    if form in ("none", "bullet"):
        return ""
    if form.lower().endswith("roman") and 0 < n <= _MOST_ROMAN:
        return _case(_roman(n), form)
    if form.lower().endswith("letter") and 0 < n <= _MOST_LETTERS:
        return _case(chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1), form)
    if form == "ordinal":
        return f"{n}{'th' if n % 100 // 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
    if form == "numberInDash":
        return f"- {n} -"
    return str(n).zfill(2 if form == "decimalZero" else min(len(form), 5) if form.isdecimal() else 1)


def _case(numeral: str, form: str) -> str:
    return numeral.upper() if form.startswith("upper") else numeral


def _roman(n: int) -> str:
    numeral = ""
    for worth, letters in _ROMAN:
        numeral += letters * (n // worth)
        n %= worth
    return numeral
