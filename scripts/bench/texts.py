"""Vietnamese texts: the demonstration corpus, and as many simulated documents as are wanted. No document comes twice."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench.common import ROOT

_A_DOCUMENT = 2_000  # bytes, at least, of nearly every simulated document
_SEED = 7


@cache
def demo() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / "demo").rglob("*.txt")))


def simulated(count: int) -> list[str]:
    """The documents of a simulated country, the same each time."""
    import simulate

    with tempfile.TemporaryDirectory() as scratch:
        simulate.write(count, Path(scratch), _SEED)
        return [path.read_text(encoding="utf-8") for path in sorted(Path(scratch).rglob("*.txt"))]


def long(size: int, count: int) -> list[str]:
    """`count` texts of `size` bytes of UTF-8: documents one after the other, those of the demonstration corpus among them."""
    supply = _mixed(demo(), simulated(20 + size * count // _A_DOCUMENT))
    return [_joined(supply, size) for _ in range(count)]


def _mixed(few: tuple[str, ...], many: list[str]) -> Iterator[str]:
    """All of both, the few spread among the many."""
    step = -(-len(many) // len(few))
    for at, one in enumerate(many):
        if at % step == 0:
            yield few[at // step]
        yield one


def _joined(supply: Iterator[str], size: int) -> str:
    parts, length = list[str](), 0
    while length < size:
        parts.append(next(supply))
        length += len(parts[-1].encode()) + 2
    return "\n\n".join(parts).encode()[:size].decode(errors="ignore")
