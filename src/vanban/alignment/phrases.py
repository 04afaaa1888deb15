"""The phrases of `lexicon/data/alignment.toml`, found in the syllables of an indicator, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from vanban import lexicon
from vanban.text import fold

Kind = Literal["weak", "light", "tail", "word", "population", "qualifier"]

_SYLLABLE = re.compile(r"\w+|[^\w\s]")


class Item(NamedTuple):
    """What a phrase stands for: a word of that name, a population, or a value on a qualifier's axis."""

    kind: Kind
    name: str
    axis: str = ""


class Piece(NamedTuple):
    """Syllables [start, end) of an indicator, and what they stand for: nothing when they are in no table."""

    start: int
    end: int
    items: tuple[Item, ...]


@dataclass(slots=True)
class _Branch:
    """A node of the tree of phrases: what the syllables up to here stand for, and those that may follow."""

    items: tuple[Item, ...] = ()
    following: dict[str, _Branch] = field(default_factory=dict)


class Phrases:
    """A tree of phrases by their syllables."""

    def __init__(self) -> None:
        self._root = _Branch()

    def add(self, phrase: str, items: Sequence[Item]) -> None:
        """Let a phrase stand for `items`."""
        branch = self._root
        for syllable in syllables(phrase):
            branch = branch.following.setdefault(syllable, _Branch())
        branch.items = tuple(items)

    def pieces(self, parts: Sequence[str]) -> Iterator[Piece]:
        """The syllables from left to right as the longest known phrases, and single syllables between them."""
        at = 0
        while at < len(parts):
            piece = self._longest(parts, at)
            yield piece
            at = piece.end

    def _longest(self, parts: Sequence[str], at: int) -> Piece:
        branch: _Branch | None = self._root
        best = Piece(at, at + 1, ())
        for end in range(at, len(parts)):
            branch = branch.following.get(parts[end]) if branch else None
            if branch is None:
                break
            if branch.items:
                best = Piece(at, end + 1, branch.items)
        return best


def syllables(text: str) -> list[str]:
    """Syllables, numbers and marks of a text, in one spelling and lower case."""
    return _SYLLABLE.findall(fold(text))


@cache
def phrases() -> Phrases:
    """All phrases of the table. What is short for other words stands for what they stand for."""
    tree = Phrases()
    for phrase, item in _rows():
        tree.add(phrase, (item,))
    for short, whole in lexicon.table("alignment")["short"].items():
        tree.add(short, [item for piece in tree.pieces(syllables(whole)) for item in piece.items])
    return tree


def _rows() -> Iterator[tuple[str, Item]]:
    table = lexicon.table("alignment")
    yield from ((phrase, Item("weak", phrase)) for phrase in table["weak"])
    yield from ((phrase, Item("light", phrase)) for phrase in table["light"])
    yield from ((phrase, Item("tail", phrase)) for phrase in table["tails"])
    for name, others in table["words"].items():
        yield from ((phrase, Item("word", name)) for phrase in (name, *others))
    for name, others in table["population"].items():
        yield from ((phrase, Item("population", name)) for phrase in (name, *others))
    for axis, values in table["qualifiers"].items():
        for name, others in values.items():
            if isinstance(others, list):
                yield from ((phrase, Item("qualifier", name, axis)) for phrase in (name, *others))
