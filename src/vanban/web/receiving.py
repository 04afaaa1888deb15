"""Files of a form as they come in: written to a folder piece by piece, never held in memory. What is too large costs only itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread
from fastapi import HTTPException, Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from vanban.web.settings import MB

_LONGEST_HEAD = 16_384  # bytes of the headers of a part
_LONGEST_FIELD = 10_000  # bytes of a field that is no file
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Received:
    """A file: its name as it was sent, which may be anything, and where it was written."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    reason: str


@dataclass
class Form:
    """What a form held."""

    files: list[Received] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


async def receive(request: Request, folder: Path, *, largest: int, most: int) -> Form:
    """Write the files of a multipart form into a folder: up to `most` files of up to `largest` bytes each.

    HTTPException 415 when it is no such form, 400 when it is broken off or damaged, 413 when it has more files.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415, "files are sent as a form: multipart/form-data")
    parts = _Parts(folder, largest, most)
    try:
        parser = MultipartParser(options[b"boundary"], parts.callbacks())  # type: ignore[arg-type]
        async for chunk in request.stream():
            await to_thread.run_sync(parser.write, chunk)
        parser.finalize()
    except MultipartParseError as error:
        raise HTTPException(400, f"the form is damaged: {str(error)[:200]}") from error
    finally:
        parts.close()
    if not parts.ended:
        raise HTTPException(400, "the form was broken off")
    return parts.form


class _Parts:
    """The parts of a form, one after the other, as the parser meets them."""

    def __init__(self, folder: Path, largest: int, most: int) -> None:
        self.folder, self.largest, self.most = folder, largest, most
        self.form, self.ended = Form(), False
        self._file: BinaryIO | None = None
        self._begin()

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._head("_key", data[start:end]),
            "on_header_value": lambda data, start, end: self._head("_value", data[start:end]),
            "on_header_end": self._header,
            "on_headers_finished": self._open,
            "on_part_data": lambda data, start, end: self._write(data[start:end]),
            "on_part_end": self._end,
            "on_end": lambda: setattr(self, "ended", True),
        }

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _begin(self) -> None:
        self._key, self._value, self._length = b"", b"", 0
        self._disposition = b""
        self._name: str | None = None
        self._field, self._size, self._text = "", 0, b""

    def _head(self, side: str, data: bytes) -> None:
        self._length += len(data)
        if self._length > _LONGEST_HEAD:
            raise HTTPException(400, "the form is damaged: a part's headers do not end")
        setattr(self, side, getattr(self, side) + data)

    def _header(self) -> None:
        if self._key.lower() == b"content-disposition":
            self._disposition = self._value
        self._key = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._field = options.get(b"name", b"").decode(errors="replace")[:100]
        name = options.get(b"filename")
        if name:  # a box without a file sends an empty name
            if len(self.form.files) + len(self.form.refused) >= self.most:
                raise HTTPException(413, f"there are more than {self.most} files; send them in several parts")
            self._name = name.decode(errors="replace")
            self._path = self.folder / f"{len(self.form.files) + len(self.form.refused)}"
            self._file = self._path.open("xb")

    def _write(self, data: bytes) -> None:
        self._size += len(data)
        if self._file and self._size <= self.largest:
            self._file.write(data)
        elif self._name is None and self._size <= _LONGEST_FIELD:
            self._text += data

    def _end(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
        if self._name is None:
            if self._field and len(self.form.fields) < _MOST_FIELDS:
                self.form.fields[self._field] = self._text.decode(errors="replace")
        elif self._size > self.largest:
            self._path.unlink()
            self.form.refused.append(Refused(self._name, f"is larger than {self.largest // MB} MB"))
        elif not self._size:
            self._path.unlink()
            self.form.refused.append(Refused(self._name, "is empty"))
        else:
            self.form.files.append(Received(self._name, self._path))
