"""The charsets that Vietnamese texts were typed in before Unicode, by the names of their fonts, and the way from their bytes to Unicode letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from vanban.readers.legacy import viqr
from vanban.readers.legacy.letters import letters


@dataclass(frozen=True, slots=True)
class Charset:
    """A charset (bảng mã): tcvn3 (ABC), vni (VNI-Windows), viqr. `capitals`: its font draws small letters as capitals."""

    name: str
    capitals: bool = False


TCVN3, VNI, VIQR = Charset("tcvn3"), Charset("vni"), Charset("viqr")

_SUBSET = re.compile(r"^[A-Z]{6}\+")  # "ABCDEF+.VnTime": a part of the font in a PDF
_STYLE = re.compile(r"(?:[ ,-]?(?:bold|italic|oblique|regular|normal|mt))+$", re.I)
# Without its dot, as some programs write it, only the family that nothing else is called by: "VnArial" may be of Bách khoa TP.HCM, another charset.
_TCVN3_FONT = re.compile(r"\.vn(?=[a-z0-9])|vntimeh?$", re.I)
_VNI_FONT = re.compile(r"vni(?![ -]?internet)(?![a-z])|vni[- ]?(?:helve|times)", re.I)


def charset_of(font: str) -> Charset | None:
    """The charset of a font by its name, None when it is of Unicode or not known.

    All families of ABC (".VnTime", ".VnArial Narrow", ".VnAvant" …) have a twin with an H (hoa) at the end that draws capitals only;
    none of the others ends in h.
    """
    name = _STYLE.sub("", _SUBSET.sub("", font[:100].strip().lstrip("@")))
    if _TCVN3_FONT.match(name):
        return Charset("tcvn3", capitals=name[-1] in "hH")
    return VNI if _VNI_FONT.match(name) else None


def decoded(text: str, charset: Charset) -> str:
    """Text whose characters are the bytes of the charset, seen as Windows-1252, Latin-1, Windows-1258 or U+F0xx, in Unicode (NFC).

    Letters beyond these are Unicode already and stay.
    """
    if not text.isascii():
        text = _bytes_of(text)
    text = unicodedata.normalize("NFC", _DECODERS[charset.name](text))
    return text.upper() if charset.capitals else text


# Bytes as programs show them: in the private use area (symbol fonts), as controls (Latin-1), and the micro sign as the Greek letter.
_VIEWS = {0xF000 + byte: byte for byte in range(0x20, 0x100)} | {0x3BC: 0xB5}
_CONTROLS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# What shows that bytes were seen as Windows-1258: its tones on letters that Vietnamese has none on, also in one character (ḥ, ń) …
_ODD_TONES = re.compile(rf"[{_TONES}\u1e00-\u1e9fĹĺŃńŔŕŚśŹźǸǹ]")
# … or its own letters among signs that no Unicode text has there, and nothing that Windows-1258 has no letter for.
_OWN_LETTERS = re.compile("[ĂăĐđƠơƯư]")
_LEGACY_SIGNS = re.compile("[¡-¿ÄÅÆÇËÎÏÑÖ×ØÛÜßäåæçëîïñö÷øûü]")
_NOT_1258 = re.compile("[ÃÌÐÒÕÝÞãìðòõýþ]")


def _bytes_of(text: str) -> str:
    """The bytes of a text as characters U+00A0 to U+00FF, whatever view it is in; the others as Windows-1252 has them."""
    text = unicodedata.normalize("NFC", text.translate(_VIEWS).translate(_CONTROLS))
    return "".join(map(_byte_1258, text)) if _is_windows_1258(text) else text


def _is_windows_1258(text: str) -> bool:
    if _ODD_TONES.search(text):
        return True
    return bool(_OWN_LETTERS.search(text) and _LEGACY_SIGNS.search(text)) and not _NOT_1258.search(text)


@lru_cache(4096)
def _byte_1258(character: str) -> str:
    """The bytes of a character of Windows-1258, or of one that it has a letter and a tone for."""
    parts = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in parts if mark in _TONES), "") if character > "\xff" else ""
    letter = unicodedata.normalize("NFC", parts.replace(tone, "", 1)) if tone else character
    try:
        return "".join(c if c < "\xa0" else c.encode("cp1258").decode("latin-1") for c in letter + tone)
    except UnicodeEncodeError:
        return character


@cache
def _tcvn3_table() -> dict[int, str]:
    return {ord(code): letter for letter, code in letters("tcvn3").items()}


def _from_tcvn3(text: str) -> str:
    return text.translate(_tcvn3_table())


@cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of its letters, the longest first, and what they are. The vowel gives the case: "Aù" is typed as well as "AÙ"."""
    table = {code: letter for letter, code in letters("vni").items()}
    table |= {code[0] + code[1].swapcase(): letter for code, letter in table.items() if len(code) == 2}
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))), table


def _from_vni(text: str) -> str:
    pattern, table = _vni_table()
    return pattern.sub(lambda m: table[m.group()], text)


_DECODERS: dict[str, Callable[[str], str]] = {"tcvn3": _from_tcvn3, "vni": _from_vni, "viqr": viqr.decoded}
