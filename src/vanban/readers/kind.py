"""What a file is, by what it holds: offices send .docx files that are old Word files, and .doc files that are web pages."""

from __future__ import annotations

import re
from pathlib import Path

from vanban.errors import ReadError

PACKAGED = frozenset({".docx", ".docm", ".dotx", ".dotm"})
"""Endings of what Word writes since 2007, which differ in what they are meant for only."""
_WORD = PACKAGED | {".doc", ".dot", ".rtf", ".odt"}
_TEXT = frozenset({".txt", ".md", ".text"})  # these are taken at their word

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (rb"%PDF-", ".pdf"),
    (rb"\{\\rtf", ".rtf"),
    (rb"\x89PNG", ".png"),
    (rb"\xff\xd8\xff", ".jpg"),
    (rb"II\*\0|MM\0\*", ".tif"),
    (rb"(?i)mime-version:", ".mht"),
    (rb"(?s)<\?xml.{0,400}<(?:w:wordDocument|\?mso-application progid=.Word)", ".doc"),  # Word 2003 XML
    (rb"(?is)(?:<\?xml[^>]*>\s*)?(?:<!--.{0,200}?-->\s*)?<(?:!doctype html|html|head|meta|body)\b", ".html"),
)
_HEAD = 4096  # bytes that tell
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # marks of encodings, too
# What a ZIP archive or an OLE file holds, by the names of its parts.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"xl/workbook", ".xlsx"),
    (b"ppt/presentation", ".pptx"),
    (b"word/", ".docx"),
    (b"word\\", ".docx"),
)
_IN_OLE: tuple[tuple[str, str], ...] = (
    ("WordDocument", ".doc"),
    ("EncryptedPackage", "protected with a password: save it without one"),
    ("Workbook", ".xls"),
    ("PowerPoint Document", ".ppt"),
)
_CALLED = {".pdf": "a PDF file", ".html": "a web page", ".mht": "a web archive (MHTML)", ".png": "an image", ".jpg": "an image", ".tif": "an image"}
_CALLED |= {".xlsx": "a spreadsheet", ".xls": "a spreadsheet", ".pptx": "a presentation", ".ppt": "a presentation"}


def suffix_of(name: str, data: bytes) -> str:
    """The ending that the content should have, in lower case: that of the name where the content does not tell.

    Raises ReadError when the content is protected with a password, or not what a word processor writes under such a name.
    """
    suffix = Path(name).suffix.lower()
    if suffix in _TEXT:
        return suffix
    told = _told(data)
    if told and not told.startswith("."):
        raise ReadError(name, f"is {told}")
    if told is None and suffix in _WORD and b"\0" not in data[:_HEAD] and not data.startswith((_ZIP, _OLE)):
        return ".txt"  # a text that someone called .doc
    if told is None and suffix in _WORD - PACKAGED:
        raise ReadError(name, "is damaged, or no document: what it holds is of no known kind")
    return suffix if told is None or {told, suffix} <= PACKAGED else told


def called(suffix: str) -> str:
    """What to call a file of this ending that cannot be read."""
    return _CALLED.get(suffix, f"a {suffix} file")


def _told(data: bytes) -> str | None:
    if data.startswith(_ZIP):  # what comes first: a Word document may hold a spreadsheet, as a chart does
        return min(((at, suffix) for sign, suffix in _IN_ZIP if (at := data.find(sign)) >= 0), default=(0, None))[1]
    if data.startswith(_OLE):
        return next((told for stream, told in _IN_OLE if stream.encode("utf-16-le") in data), None)
    head = data[:_HEAD]
    letters = head.lstrip(_BLANK).replace(b"\0", b"")
    return next((suffix for sign, suffix in _SIGNS if re.match(sign, head) or re.match(sign, letters)), None)
