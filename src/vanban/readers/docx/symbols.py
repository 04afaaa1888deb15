"""Symbol fonts (Symbol, Wingdings): Word stores their characters in the private use area, where only the font says what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_PRIVATE = re.compile("[\uf020-\uf0ff]")


def shown(text: str, font: str) -> str:
    """The text with the characters of a symbol font in Unicode; those that are not known stay."""
    if not _PRIVATE.search(text):
        return text
    table = _tables().get(font.lower(), {})
    return _PRIVATE.sub(lambda m: table.get(ord(m.group()) - 0xF000, m.group()), text)


_PLAIN_BULLETS = "-+*•●○▪–✓➢→❖"


def bullet(text: str) -> str:
    """What marks an item of a list: the list's own mark, "-" for a picture or a letter of a symbol font."""
    return text if text and text[0] in _PLAIN_BULLETS else "-"


@cache
def _tables() -> Mapping[str, Mapping[int, str]]:
    """Font in small letters → code → character."""
    found: dict[str, dict[int, str]] = {}
    for line in files(__package__).joinpath("symbols.tsv").read_text("utf-8").splitlines():
        if not line.startswith("# "):
            font, code, character = line.split("\t")
            found.setdefault(font, {})[int(code, 16)] = character
    return found
