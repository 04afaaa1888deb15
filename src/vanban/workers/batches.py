"""Which files a worker reads together: those of old office formats are converted many in one call, since each start of LibreOffice costs seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from vanban.model import Source
from vanban.readers import read
from vanban.readers.beat import Beat

Read = Callable[[str, Beat], Source]
Reader = Callable[[Sequence[str], Beat], Read]
"""Prepares the files of a batch, and returns what then reads each of them."""

TOGETHER = frozenset({".doc", ".rtf", ".odt"})
MOST = 40


def together(path: str) -> bool:
    """Whether the file is one of those that are better read with others of their kind."""
    return Path(path).suffix.lower() in TOGETHER


def grouped(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The paths in their order as batches for one worker each: single files, and neighbours that are better read together, up to `MOST`."""
    for many, neighbours in groupby(paths, together):
        batch = tuple(neighbours)
        size = MOST if many else 1
        yield from (batch[at : at + size] for at in range(0, len(batch), size))


def reader(_paths: Sequence[str], _beat: Beat) -> Read:
    """The readers as they are: nothing is prepared."""
    return read
