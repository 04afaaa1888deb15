"""The encoding of a web page: what its bytes show comes before what it declares."""

from __future__ import annotations

import codecs
import re

from vanban.errors import ReadError
from vanban.readers.txt import decode

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.I)
_HEAD = 8192  # bytes in which a declaration stands
_LATIN = ("iso8859-1", "ascii", "cp1252")  # no Vietnamese is written in these: what declares them means another encoding, or spells its letters as entities
_KNOWN = ("utf-8", "cp125", "iso8859", *_LATIN)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DAMAGED = 200  # characters to one that is damaged, at least


def text_of(name: str, data: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes. A mark counts first, then whether they are UTF-8, then what the page (or the mail that holds it) declares,
    then what they look like. Raises ReadError as `txt.decode` does.
    """
    if data.startswith(_MARKS):
        return decode(name, data)[0]
    if data[:2] in (b"<\0", b"\0<"):
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    codec = _codec(declared) or _codec(_declared(data))
    if codec in _LATIN:
        return _latin(name, data)
    text = data.decode(codec, "replace") if codec else ""
    return text if text and text.count("\ufffd") * _DAMAGED < len(text) else decode(name, data)[0]


def _latin(name: str, data: bytes) -> str:
    try:
        return decode(name, data)[0]
    except ReadError:
        return data.decode("cp1252", "replace")


def _declared(data: bytes) -> str | None:
    m = _DECLARED.search(data, 0, _HEAD)
    return (m[1] or m[2]).decode("ascii", "replace") if m else None


def _codec(label: str | None) -> str | None:
    """Python's name of an encoding that pages come in; None for any other. "utf-16" in a page whose declaration could be read is not true."""
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    return name if name.startswith(_KNOWN) else None
