"""UTF-8 that was read as Latin-1 or Windows-1252 and saved again: "Chá»‰ thá»‹" for "Chỉ thị"."""

from __future__ import annotations

import re

from vanban.readers.legacy.recognition import UNICODE
from vanban.readers.legacy.syllables import is_syllable

_BYTES = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}
_BYTE_OF = {ord(character): byte for byte, character in _BYTES.items()} | {byte: byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join({_BYTES[byte] for byte in range(0x80, 0xC0)} | {chr(byte) for byte in range(0x80, 0xC0)})
# What Vietnamese letters, combining marks and typographic signs become: two bytes (Â, Ã, Ä, Å, Æ, Ì first) or three (á, â).
_SEQUENCE = re.compile(rf"[ÂÃÄÅÆÌ][{re.escape(_FOLLOWING)}]|[áâ][{re.escape(_FOLLOWING)}]{{2}}")
# "à" is "Ã" and a no-break space, which editors make a plain one or drop at the end of a line.
_LOST_SPACE = re.compile(r"Ã(?: (?=(?:ng|nh|[cimnoptuy])(?![^\W\d_]))| (?= )|(?=[^\S\xa0]|$|[,.;:)]))", re.M)
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST = 0.8


def is_misread(text: str, alone: bool = True) -> bool:
    """Whether the paragraph is Vietnamese in UTF-8 that was misread. `alone`: nothing around it is, so it must prove it by itself."""
    found = [_character(m) for m in _SEQUENCE.finditer(text)]
    if not found or UNICODE.search(text):
        return False
    if not alone or any(UNICODE.match(character) and character > "\u1e00" for character in found):
        return True
    words = [word for word in _LETTERS.findall(decoded(text)) if not word.isascii()]
    return sum(map(str.isalpha, found)) > 1 and sum(map(is_syllable, words)) >= _MOST * len(words)


def decoded(text: str) -> str:
    """The paragraph in Unicode. Some were misread twice."""
    for _ in range(2):
        if _SEQUENCE.search(text) and not UNICODE.search(text):
            text = _SEQUENCE.sub(_character, _LOST_SPACE.sub("Ã\xa0", text))
    return text


def _character(m: re.Match[str]) -> str:
    return bytes(_BYTE_OF[ord(c)] for c in m.group()).decode("utf-8", "ignore") or m.group()
