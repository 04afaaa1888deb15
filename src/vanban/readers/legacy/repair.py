"""A whole text, paragraph by paragraph: what is legacy is decoded, what is fine passes untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from vanban.model import Doubt
from vanban.readers.legacy import mojibake
from vanban.readers.legacy.capitals import with_capitals
from vanban.readers.legacy.charsets import Charset, decoded
from vanban.readers.legacy.recognition import guess, is_unicode, score

# What good Vietnamese has seldom and every legacy paragraph of some length has: the letters and signs of TCVN3, VNI and misread UTF-8 …
_SIGNS = re.compile("[\x80-\x9f¡-¿ÄÅÆÇËÎÏÑÖ×ØÛÜßäåæçëîïñö÷øûüþ\uf0a1-\uf0ff]")
_MISREAD = re.compile("Ã[\x80-\xbf€-™]")
# … and the marks of VIQR.
_VIQR = re.compile(r"[\^+*(](?<=[aeoAEO]\^|[ouOU][+*]|[aA]\()")
_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viqr": "VIQR", "utf-8": "UTF-8 that was read as Latin-1 or Windows-1252"}
_GOOD = "unicode"


def repaired(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """A whole text of unknown origin with its legacy paragraphs in Unicode, and a doubt for each run of neighbours that were decoded alike."""
    if not _is_suspect(text):
        return text, ()
    old = text.split("\n")
    proved = [_proved(line) if _is_suspect(line) else None for line in old]
    if not any(proved):
        return text, ()
    names = _with_neighbours(old, [name or (_GOOD if is_unicode(line) else None) for line, name in zip(old, proved, strict=True)])
    new = [_decoded(line, name) for line, name in zip(old, names, strict=True)]
    return "\n".join(new), tuple(_doubts(list(zip(new, names, strict=True))))


def _is_suspect(text: str) -> bool:
    return bool(_SIGNS.search(text) or _MISREAD.search(text) or _VIQR.search(text))


def _proved(line: str) -> str | None:
    """What the paragraph alone proves that it is in."""
    if mojibake.is_misread(line):
        return "utf-8"
    charset = guess(line)
    return charset.name if charset else None


def _with_neighbours(lines: Sequence[str], names: Sequence[str | None]) -> list[str | None]:
    """The names of all paragraphs: what is too short to prove its charset is in that of the nearest paragraph that does."""
    above: list[str | None] = list(_last_known(names))
    below = list(_last_known(names[::-1]))[::-1]
    return [name or _allowed(line, {a, b}) for line, name, a, b in zip(lines, names, above, below, strict=True)]


def _last_known(names: Sequence[str | None]) -> Iterator[str | None]:
    known = None
    for name in names:
        known = name or known
        yield known


def _allowed(line: str, nearest: set[str | None]) -> str | None:
    """The charset of the neighbours, if the paragraph may be in it. Next to good Unicode it must have signs that Unicode texts have not."""
    if not line.strip() or (line.isascii() and "viqr" not in nearest) or (_GOOD in nearest and not _SIGNS.search(line)):
        return None
    for name in sorted(name for name in nearest if name in _NAMES):
        if mojibake.is_misread(line, alone=False) if name == "utf-8" else score(line, Charset(name)).allows:
            return name
    return None


def _decoded(line: str, name: str | None) -> str:
    if name == "utf-8":
        return mojibake.decoded(line)
    if name not in _NAMES:
        return line
    text = decoded(line, Charset(name))
    return with_capitals(text) if name == "tcvn3" else text


def _doubts(lines: Sequence[tuple[str, str | None]]) -> Iterator[Doubt]:
    """One doubt for each run of paragraphs that were decoded alike; blank ones and such as are the same in every charset do not part it."""
    at, spans = 0, []
    for line, name in lines:
        if name:
            spans.append((name, at, at + len(line)))
        at += len(line) + 1
    for name, run in groupby(spans, key=lambda span: span[0]):
        stretch = list(run)
        if name in _NAMES:
            yield Doubt("encoding_guessed", stretch[0][1], stretch[-1][2], f"read as {_NAMES[name]}: nothing names the encoding, the words tell it")
