"""Which files a worker reads together: those that LibreOffice converts are converted many in one call, since each start of it costs seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

from vanban.errors import ReadError
from vanban.model import Source
from vanban.readers import READERS, kind, read
from vanban.readers.beat import Beat

Read = Callable[[str, Beat], Source]
Reader = Callable[[Sequence[str], Beat], Read]
"""Prepares the files of a batch, and returns what then reads each of them."""

MOST = 40  # files: starting LibreOffice takes as long as converting twenty


def together(path: str) -> bool:
    """Whether the file is one of those that are better read with others of their kind."""
    return READERS.get(Path(path).suffix.lower(), ("", ""))[1].startswith("office:")


def grouped(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The paths in their order as batches for one worker each: single files, and neighbours that are better read together, up to `MOST`."""
    for many, neighbours in groupby(paths, together):
        while batch := tuple(islice(neighbours, MOST if many else 1)):
            yield batch


def reader(paths: Sequence[str], beat: Beat) -> Read:
    """`readers.read`, which for several files takes the place of the calls of LibreOffice by one."""
    if len(paths) < 2:
        return read
    from vanban.readers import office

    made = dict(zip(paths, office.convert([(path, Path(path)) for path in paths], beat), strict=True))

    def read_made(path: str, beat: Beat) -> Source:
        result = made.pop(path)
        if not isinstance(result, ReadError):
            return read(path, beat, lambda source, _, beat: office.read_converted(source, result, beat))
        if kind.suffix_of(path, Path(path).read_bytes()) in office.CONVERTED:
            raise result
        return read(path, beat)  # a web page, or a text, under such a name

    return read_made
