"""What befalls texts on their way: OCR, editors, copying, bad programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

_ALIKE = dict(zip("lI1O0oSs5B8gqđĐươ", "1l|0Oo5$Sß&9gdDuo", strict=True))
_STRANGE = (
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u202e",
    "\u2067",
    "\ud800",
    "\udfff",
    "\0",
    "\x0b",
    "\x1c",
    "\u2028",
    "\u00a0",
    "\u0301",
    "\ufffd",
    "９",
    "٣",
    "²",
    "İ",
    "ﬁ",
    "𝟏",
    "العربية",
    "9" * 400,
)
_Damage = Callable[[str, Random], str]


def _somewhere(change: Callable[[str, Random], str]) -> _Damage:
    """Change a few characters here and there."""

    def damage(text: str, random: Random) -> str:
        letters = list(text)
        for _ in range(min(len(letters), random.randint(1, 12))):
            at = random.randrange(len(letters))
            letters[at] = change(letters[at], random)
        return "".join(letters)

    return damage


def _shuffled(text: str, random: Random) -> str:
    lines = text.split("\n")
    random.shuffle(lines)
    return "\n".join(lines)


def _cut(text: str, random: Random) -> str:
    start, end = sorted(random.randrange(len(text) + 1) for _ in range(2))
    return text[start:end]


def _repeated(text: str, random: Random) -> str:
    return text + _cut(text, random) * random.randint(1, 8)


DAMAGES: dict[str, _Damage] = {
    "dropped": _somewhere(lambda c, _: ""),
    "doubled": _somewhere(lambda c, _: c * 2),
    "alike": _somewhere(lambda c, _: _ALIKE.get(c, c)),
    "strange": _somewhere(lambda c, random: c + random.choice(_STRANGE)),
    "broken": _somewhere(lambda c, random: c + random.choice(["\n", " ", "\t", "\n\n", "\f", "-\n"])),
    "shuffled": _shuffled,
    "cut": _cut,
    "repeated": _repeated,
    "decomposed": lambda text, _: unicodedata.normalize("NFD", text),
    "windows": lambda text, _: text.replace("\n", "\r\n"),
    "joined": lambda text, _: text.replace("\n", " "),
    "capitals": lambda text, _: text.upper(),
    "toneless": lambda text, _: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)),
}
"""What befalls texts on their way, by name."""


def damaged(text: str, names: list[str], seed: int) -> str:
    """The text after all that happened to it, one after the other."""
    random = Random(seed)
    for name in names:
        text = DAMAGES[name](text, random)
    return text
