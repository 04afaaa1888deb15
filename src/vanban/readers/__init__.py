"""Readers: from a file to a `Source`, its text as it stands. One reader a media type, in the visible list `READERS`.

What a file holds chooses its reader, then its ending (`kind`). A reader's module, and what it needs, is loaded when its first file comes.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from vanban.errors import ReadError
from vanban.model import Source, changed
from vanban.readers import kind
from vanban.readers.beat import Beat, silent
from vanban.readers.size import bounded

Reader = Callable[[Source, bytes, Beat], Source]
"""Takes a source without text and the bytes of its file, and returns it with what it recovered, or raises ReadError. It calls the beat as it goes on."""

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCM = "application/vnd.ms-word"

READERS: dict[str, tuple[str, str]] = {
    ".txt": ("text/plain", "txt:read"),
    ".md": ("text/markdown", "txt:read"),
    ".text": ("text/plain", "txt:read"),
    ".docx": (f"{_DOCX}.document", "docx:read"),
    ".docm": (f"{_DOCM}.document.macroEnabled.12", "docx:read"),
    ".dotx": (f"{_DOCX}.template", "docx:read"),
    ".dotm": (f"{_DOCM}.template.macroEnabled.12", "docx:read"),
    ".doc": ("application/msword", "office:read"),
    ".dot": ("application/msword", "office:read"),
    ".rtf": ("application/rtf", "office:read"),
    ".odt": ("application/vnd.oasis.opendocument.text", "office:read"),
    ".pdf": ("application/pdf", "pdf:read"),
    ".png": ("image/png", "images:read"),
    ".jpg": ("image/jpeg", "images:read"),
    ".jpeg": ("image/jpeg", "images:read"),
    ".tif": ("image/tiff", "images:read"),
    ".tiff": ("image/tiff", "images:read"),
    ".webp": ("image/webp", "images:read"),
    ".bmp": ("image/bmp", "images:read"),
    ".html": ("text/html", "html:read"),
    ".htm": ("text/html", "html:read"),
    ".xhtml": ("application/xhtml+xml", "html:read"),
    ".mht": ("multipart/related", "html:read_archive"),
    ".mhtml": ("multipart/related", "html:read_archive"),
}
"""Ending of a file → media type and reader, as module of this package and function."""


def reader(suffix: str) -> Reader:
    """The reader of files with this ending, loaded now; that of texts when there is none."""
    module, _, function = READERS.get(suffix, READERS[".txt"])[1].partition(":")
    return cast(Reader, getattr(import_module(f"vanban.readers.{module}"), function))


def suffixes() -> frozenset[str]:
    """The file name endings that can be read, in lower case."""
    return frozenset(READERS)


def read(path: str | Path, beat: Beat = silent, by: Reader | None = None) -> Source:
    """Read one file: as what it holds, else as its ending says, else as text. Raises ReadError with the file's name and the reason."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(str(path), "no such file") from None
    except IsADirectoryError:
        raise ReadError(str(path), "is a folder, not a document") from None
    except OSError as error:
        raise ReadError(str(path), (error.strerror or str(error)).lower()) from None
    return read_bytes(str(path), data, beat, by)


def read_bytes(name: str, data: bytes, beat: Beat = silent, by: Reader | None = None) -> Source:
    """Read what was already loaded (standard input, an upload); the content and the ending of `name` choose the reader, and `name` is shown in errors."""
    source, suffix = blank(name, data)
    source = (by or reader(suffix))(source, data, beat)
    bounded(name, len(source.text))
    if not source.text.strip():
        raise ReadError(name, source.doubts[0].reason if source.doubts else "is empty: there is no text in it")
    return changed(source, name=Path(name).name, text=_LONE.sub("\ufffd", source.text))


_LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which no file and no store can hold


def blank(name: str, data: bytes) -> tuple[Source, str]:
    """The source of these bytes, still without text, and the ending its content should have. Raises ReadError when no reader fits."""
    suffix = kind.suffix_of(name, data)
    if suffix not in READERS and Path(name).suffix.lower() in READERS:
        raise ReadError(name, f"is {kind.called(suffix)}, which cannot be read")
    media_type = READERS[suffix][0] if suffix in READERS else mimetypes.guess_type(name)[0]
    return Source(name, media_type or "text/plain", hashlib.sha256(data).hexdigest(), ""), suffix
