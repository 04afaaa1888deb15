"""Plain text in the encodings that Vietnamese offices keep: UTF-8, UTF-16, Windows-1258, and the charsets from before Unicode."""

from __future__ import annotations

import codecs
import re
import unicodedata

from vanban.errors import ReadError
from vanban.model import Doubt, Source, changed
from vanban.readers import legacy
from vanban.readers.beat import Beat
from vanban.readers.size import bounded

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BINARY = re.compile(rb"\x00|^(?:%PDF|PK\x03\x04|\xd0\xcf\x11\xe0|\x89PNG|\xff\xd8\xff|GIF8|\x1f\x8b|\x7fELF)")
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_OTHER_SIGNS = "“”‘’–—…•§°\u00a0"  # that Vietnamese texts use, and both encodings have
_START = 4096  # bytes that tell what a file is
_WIDEST = 4  # bytes of a character in any of the encodings
_PLAIN = re.compile(rf"[\t\n\r\f -~{_LETTERS}{_LETTERS.upper()}{_OTHER_SIGNS}\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_BROKEN = "\ufffd"
_WHOLE_TO_BROKEN = 10  # letters outside ASCII that UTF-8 gives for each broken one, at least

Read = tuple[str, tuple[Doubt, ...]]
"""A text and what is doubtful in it."""


def read(source: Source, data: bytes, _: Beat) -> Source:
    """The source with the text of the bytes."""
    bounded(source.name, len(data) // _WIDEST)
    text, doubts = decode(source.name, data)
    return changed(source, text=text, doubts=doubts)


def decode(name: str, data: bytes) -> Read:
    """The text of the bytes, in Unicode where it was legacy, otherwise nothing respelled, and a doubt for every stretch whose encoding was guessed.

    Raises ReadError when they are no text or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return legacy.repaired(_strict(name, data, encoding))
    if unmarked := _utf_16(data):
        return legacy.repaired(_strict(name, data, unmarked))
    if _BINARY.search(data[:_START]):
        raise ReadError(name, "is not a text file (binary data)")
    try:
        return legacy.repaired(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        found = _broken_utf_8(data) or _windows_1258(data) or _before_unicode(data)
        if not found:
            reason = f"is in an encoding that cannot be told: not UTF-8 (byte {error.start}), UTF-16, Windows-1258, TCVN3 or VNI"
            raise ReadError(name, reason) from None
        return found


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"is damaged: not valid {encoding} at byte {error.start}") from None


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: blanks and the letters of ASCII have a zero byte, and read in the right order nearly all is plain text."""
    start = data[: _START & ~1]
    if b"\x00" not in start or len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = start.decode(encoding, "ignore")
        if 2 * len(text) >= 0.95 * len(start) and len(_PLAIN.findall(text)) >= 0.95 * len(text):
            return encoding
    return None


def _broken_utf_8(data: bytes) -> Read | None:
    """UTF-8 with a few bytes lost or falsified, such as a last letter cut off: U+FFFD stands where they were."""
    text = data.decode("utf-8", "replace")
    whole = sum(c > "\x7f" for c in text) - text.count(_BROKEN)
    if whole < _WHOLE_TO_BROKEN * text.count(_BROKEN):
        return None
    text, doubts = legacy.repaired(text)
    lost = (Doubt("encoding_guessed", m.start(), m.end(), "bytes that are no UTF-8: a letter is lost") for m in re.finditer(f"{_BROKEN}+", text))
    return text, (*doubts, *lost)


def _windows_1258(data: bytes) -> Read | None:
    """Windows-1258 writes đ, ơ, ư as letters and most tones as combining marks.

    Bytes of another encoding (TCVN3, VNI) give other letters, or marks on consonants, and are none.
    """
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    if _strangeness(text) > 0.02:
        return None
    return text, (Doubt("encoding_guessed", 0, len(text), "read as Windows-1258: nothing names the encoding, its letters tell it"),)


def _before_unicode(data: bytes) -> Read | None:
    """TCVN3 or VNI, if the words of a paragraph at least prove one, and little is left that they do not explain."""
    text, doubts = legacy.repaired(data.decode("latin-1"))
    return (text, doubts) if doubts and _strangeness(text) <= 0.1 else None


def _strangeness(text: str) -> float:
    """The share of characters that Vietnamese texts do not use, among those outside ASCII."""
    beyond_ascii = [c for c in unicodedata.normalize("NFC", text).lower() if c > "\x7f" and c not in _OTHER_SIGNS]
    return sum(c not in _LETTERS for c in beyond_ascii) / max(len(beyond_ascii), 1)
