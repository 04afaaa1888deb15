"""Plain text in the encodings that Vietnamese offices keep: UTF-8, UTF-16 with a mark, Windows-1258."""

from __future__ import annotations

import codecs
import re
import unicodedata

from vanban.errors import ReadError
from vanban.model import Source, changed
from vanban.readers.beat import Beat

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BINARY = re.compile(rb"\x00|^(?:%PDF|PK\x03\x04|\xd0\xcf\x11\xe0|\x89PNG|\xff\xd8\xff|GIF8|\x1f\x8b|\x7fELF)")
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_OTHER_SIGNS = "“”‘’–—…•§°\u00a0"  # that Vietnamese texts use, and both encodings have


def read(source: Source, data: bytes, _: Beat) -> Source:
    """The source with the text of the bytes."""
    return changed(source, text=decode(source.name, data))


def decode(name: str, data: bytes) -> str:
    """The text of the bytes, nothing respelled. Raises ReadError when they are no text or in no encoding that can be told."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(name, data, encoding)
    if _BINARY.search(data[:4096]):
        raise ReadError(name, "is not a text file (binary data)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows_1258(name, data, error)


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"is damaged: not valid {encoding} at byte {error.start}") from None


def _windows_1258(name: str, data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1258 writes đ, ơ, ư as letters and most tones as combining marks.

    Bytes of another encoding (TCVN3, VNI) give other letters, or marks on consonants, and are refused.
    """
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    beyond_ascii = [c for c in unicodedata.normalize("NFC", text).lower() if c > "\x7f" and c not in _OTHER_SIGNS]
    if not text or sum(c not in _LETTERS for c in beyond_ascii) * 50 > len(beyond_ascii):
        raise ReadError(name, f"is in an encoding that cannot be told: not UTF-8 (byte {error.start}), UTF-16 or Windows-1258") from None
    return text
