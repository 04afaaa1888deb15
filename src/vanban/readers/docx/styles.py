"""Styles (styles.xml): the font of a run, whether it is hidden or shown in capitals, and the list of a paragraph, inherited along basedOn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vanban.readers import legacy
from vanban.readers.docx.package import Element, W

_MOST = 1_000_000
_DEEPEST = 50  # styles based on each other
_OFF = ("0", "false", "off")


def value(e: Element | None) -> str | None:
    """The attribute w:val of an element, None when there is no element."""
    return None if e is None else e.get(f"{W}val")


def number(text: str | None, default: int) -> int:
    """A whole number that a file gives, within reason; the default for what is none."""
    try:
        return max(-_MOST, min(int(text or ""), _MOST))
    except ValueError:
        return default


def switched(e: Element | None) -> bool:
    """Whether an element like w:caps is there, and not to say that it is off."""
    return e is not None and value(e) not in _OFF


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown: its font, the legacy encoding of that font if it has one, in capitals, or not at all."""

    font: str
    charset: legacy.Charset | None
    caps: bool
    hidden: bool


_charset = lru_cache(maxsize=1024)(legacy.charset_of)


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        found = [*root.iter(f"{W}style")] if root is not None else []
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        normal = (style.get(f"{W}styleId") for style in found if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *_OFF))
        self._normal = next(normal, None)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = _own(defaults)
        self._runs: dict[str | None, dict[str, Any]] = {}
        self._lists: dict[str | None, tuple[str | None, int, str | None]] = {}

    def look(self, run: Element | None, paragraph: str | None) -> Look:
        """How a run with these properties is shown in a paragraph of this style: what is nearer to the run has the say."""
        own = _own(run)
        has = self._defaults | self._run(paragraph or self._normal) | (self._run(own["style"]) if "style" in own else {}) | own
        font = has.get("font", "")
        return Look(font, _charset(font) if font else None, has.get("caps", False), has.get("hidden", False))

    def numbering(self, style: str | None) -> tuple[str | None, int, str | None]:
        """The list of a paragraph style, its level and the style that says so: its own, or that of the nearest style it is based on."""
        style = style or self._normal
        if style not in self._lists:
            found = ((link, e.find(f"{W}pPr/{W}numPr")) for link, e in self._chain(style))
            home, own = next(((link, e) for link, e in found if e is not None), (None, None))
            told = (value(own.find(f"{W}numId")), number(value(own.find(f"{W}ilvl")), 0)) if own is not None else (None, 0)
            self._lists[style] = (*told, home)
        return self._lists[style]

    def alignment(self, properties: Element | None, style: str | None) -> str | None:
        """The w:jc of a paragraph: "center", "both" …"""
        own = value(properties.find(f"{W}jc")) if properties is not None else None
        if own is not None:
            return own
        return next((jc for _, e in self._chain(style or self._normal) if (jc := value(e.find(f"{W}pPr/{W}jc"))) is not None), None)

    def _run(self, style: str | None) -> dict[str, Any]:
        if style not in self._runs:
            has: dict[str, Any] = {}
            for _, e in self._chain(style):
                has = _own(e.find(f"{W}rPr")) | has
            self._runs[style] = has
        return self._runs[style]

    def _chain(self, style: str | None) -> list[tuple[str, Element]]:
        """A style and those it is based on, the nearest first."""
        chain: dict[str, Element] = {}
        while style is not None and style not in chain and style in self._styles and len(chain) < _DEEPEST:
            chain[style] = self._styles[style]
            style = value(chain[style].find(f"{W}basedOn"))
        return [*chain.items()]


def _own(properties: Element | None) -> dict[str, Any]:
    """What run properties say themselves. Letters above ASCII, which legacy fonts respell, are shown in the font for w:hAnsi."""
    has: dict[str, Any] = {}
    for e in properties if properties is not None else ():
        if e.tag == f"{W}rFonts":
            theme = e.get(f"{W}hAnsiTheme") or e.get(f"{W}asciiTheme")  # no legacy font, whatever else is told
            font = "" if theme else e.get(f"{W}hAnsi") or e.get(f"{W}ascii") or e.get(f"{W}cs")
            if font is not None:
                has["font"] = font
        elif e.tag == f"{W}rStyle":
            has["style"] = value(e)
        elif e.tag in (f"{W}caps", f"{W}smallCaps"):
            has["caps"] = has.get("caps", False) or switched(e)
        elif e.tag == f"{W}vanish":
            has["hidden"] = switched(e)
    return has
