"""Which files a task of a cluster reads: small ones together, since a task costs as much as reading some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

FILES, BYTES = 32, 256 << 10

Pack = tuple[tuple[str, ...], ...]
"""Batches, as `workers.grouped` makes them."""


def packs(todo: Iterable[Sequence[str]]) -> Iterator[Pack]:
    """The batches in their order, as many together as have up to `FILES` files and `BYTES` bytes; a greater one alone."""
    pack: list[tuple[str, ...]] = []
    files = size = 0
    for batch in map(tuple, todo):
        more = sum(map(_size, batch))
        if pack and (files + len(batch) > FILES or size + more > BYTES):
            yield tuple(pack)
            pack, files, size = [], 0, 0
        pack.append(batch)
        files, size = files + len(batch), size + more
    if pack:
        yield tuple(pack)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0  # whoever reads it says what is wrong
