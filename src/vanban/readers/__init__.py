"""Readers: from a file to a `Source`, its text as it stands. One reader a media type, in the visible list `READERS`."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from pathlib import Path

from vanban.errors import ReadError
from vanban.model import Source, changed
from vanban.readers import txt
from vanban.readers.beat import Beat, silent

Reader = Callable[[Source, bytes, Beat], Source]
"""Takes a source without text and the bytes of its file, and returns it with what it recovered, or raises ReadError. It calls the beat as it goes on."""


def _page(source: Source, data: bytes, beat: Beat) -> Source:
    from vanban.readers import html

    return html.read(source, data, beat)


def _archive(source: Source, data: bytes, beat: Beat) -> Source:
    from vanban.readers import html

    return html.read_archive(source, data, beat)


READERS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", txt.read),
    ".md": ("text/markdown", txt.read),
    ".text": ("text/plain", txt.read),
    ".html": ("text/html", _page),
    ".htm": ("text/html", _page),
    ".xhtml": ("application/xhtml+xml", _page),
    ".mht": ("multipart/related", _archive),
    ".mhtml": ("multipart/related", _archive),
}
"""Suffix of a file name → media type and reader."""


def suffixes() -> frozenset[str]:
    """The file name endings that can be read, in lower case."""
    return frozenset(READERS)


def read(path: str | Path, beat: Beat = silent) -> Source:
    """Read one file. A file without a known ending is read as text. Raises ReadError with the file's name and the reason."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(str(path), "no such file") from None
    except IsADirectoryError:
        raise ReadError(str(path), "is a folder, not a document") from None
    except OSError as error:
        raise ReadError(str(path), (error.strerror or str(error)).lower()) from None
    return read_bytes(str(path), data, beat)


def read_bytes(name: str, data: bytes, beat: Beat = silent) -> Source:
    """Read what was already loaded (standard input, an upload); `name` chooses the reader and is shown in errors."""
    suffix = Path(name).suffix.lower()
    media_type, reader = READERS.get(suffix, (None, txt.read))
    blank = Source(name, media_type or mimetypes.guess_type(name)[0] or "text/plain", hashlib.sha256(data).hexdigest(), "")
    source = reader(blank, data, beat)
    if not source.text.strip():
        raise ReadError(name, "is empty: there is no text in it")
    return changed(source, name=Path(name).name)
