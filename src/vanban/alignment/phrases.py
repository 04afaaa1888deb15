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

_NAMED: tuple[tuple[str, Kind], ...] = (("light_words", "light"), ("words", "word"), ("population", "population"))  # tables of things with several wordings


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
    """Syllables, numbers and marks of a text, in one spelling and lower case; what is written short in full."""
    short = lexicon.table("alignment")["short"]
    return [part for word in _SYLLABLE.findall(fold(text)) for part in (_SYLLABLE.findall(short[word]) if word in short else (word,))]


@cache
def phrases() -> Phrases:
    """All phrases of the table."""
    tree = Phrases()
    for phrase, item in entries():
        tree.add(phrase, (item,))
    for phrase, parts in lexicon.table("alignment")["together"].items():
        tree.add(phrase, [item for piece in tree.pieces(syllables(parts)) for item in piece.items])
    return tree


def entries() -> Iterator[tuple[str, Item]]:
    """Every phrase of the table that stands for one thing."""
    table = lexicon.table("alignment")
    yield from ((phrase, Item("weak", phrase)) for phrase in table["weak"])
    yield from ((phrase, Item("light", phrase)) for phrase in table["light"])
    yield from ((phrase, Item("word", phrase)) for phrase in (*table["compounds"], *table["undesired"]) if phrase not in table["words"])
    yield from ((phrase, Item("tail", phrase)) for phrase in table["tails"])
    for section, kind in _NAMED:
        for name, others in table[section].items():
            yield from ((phrase, Item(kind, name)) for phrase in (name, *others))
    for axis, values in table["qualifiers"].items():
        for name, others in values.items():
            if isinstance(others, list):
                yield from ((phrase, Item("qualifier", name, axis)) for phrase in (name, *others))
