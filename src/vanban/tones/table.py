"""What syllables follow each other in official Vietnamese (`lexicon/data/tones.tsv`), and what is read in a row of them without tones."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from vanban import lexicon
from vanban.text import plain

STOP, NUMBER = ".", "0"
"""What the table has for a mark of punctuation or the end of a paragraph, and for a number."""
SIGNS = frozenset({STOP, NUMBER, ",", ":", "-"})
"""All of the table that is no syllable."""
Reading = tuple[str, float]
"""A syllable, and how well its letters agree with those that are written, 1 at best."""

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+)|(?P<number>\d[\d.,/]*)|[^\w\s/%]|\n[ \t]*\n")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Token(NamedTuple):
    """A word or sign of a text, [start, end), as the table counts it: `word` in lower case."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words and signs of a text (NFC)."""
    for m in _TOKEN.finditer(text):
        kind = m.lastgroup
        found = m.group().lower() if kind == "word" else NUMBER if kind else m.group()
        yield Token(m.start(), m.end(), found if kind or found in SIGNS else STOP)


letters_of = lru_cache(maxsize=65536)(plain)
"""A word without tones and accents: a text has few words, each of them often."""


@cache
def toneless(word: str) -> str:
    """The word without tones, its letters kept: "phấn" → "phân", "đạt" → "đat"."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES))


_DISCOUNT = 0.6  # of every count, for the pairs that no text has shown
_UNSEEN = 0.1  # the count of a syllable that none has


class Table:
    """Counts of syllables and of pairs of them. `readings` are the syllables of the same letters without tones and accents."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        """Rows of the table: syllable, count, then groups "12 sở huyện": a count and the syllables that follow so often."""
        self.count: dict[str, int] = {}
        self.pairs: dict[tuple[str, str], int] = {}
        self._rest: dict[str, float] = {}
        for syllable, count, *groups in rows:
            self.count[syllable] = int(count)
            kinds = seen = 0
            for group in groups:
                often, *following = group.split(" ")
                self.pairs.update(((syllable, other), int(often)) for other in following)
                kinds, seen = kinds + len(following), seen + int(often) * len(following)
            self._rest[syllable] = 1 - (seen - _DISCOUNT * kinds) / max(seen, int(count), 1)
        self._total = sum(self.count.values())
        self.readings: dict[str, list[str]] = defaultdict(list)
        for syllable in self.count:
            self.readings[plain(syllable)].append(syllable)

    @cached_property
    def plain_pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of the table without tones and accents."""
        letters = {syllable: plain(syllable) for syllable in self.count}
        return frozenset((letters[a], letters[b]) for a, b in self.pairs)

    @cached_property
    def _following(self) -> dict[str, dict[str, int]]:
        """For each syllable those that follow it, with the count of the pair."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for (a, b), count in self.pairs.items():
            found[a][b] = count
        return found

    def _step(self, before: Sequence[Reading], here: Sequence[Reading]) -> list[list[float]]:
        """How likely each reading is behind each of those before: by the count of the pair, and by its own for what is left (absolute discounting)."""
        alone = [(syllable, agreement, (self.count.get(syllable, 0) + _UNSEEN) / self._total) for syllable, agreement in here]
        step = []
        for a, _ in before:
            rest, pairs, count = self._rest.get(a, 1.0), self._following.get(a, {}), self.count.get(a, 1)
            step.append([(rest * own + (pairs[b] - _DISCOUNT) / count if b in pairs else rest * own) * agreement for b, agreement, own in alone])
        return step

    def read(self, row: Sequence[Sequence[Reading]]) -> list[Reading]:
        """The likeliest syllable at each place of a row with its probability, given all others (forward and backward over the pairs)."""
        ahead = [_shares([agreement for _, agreement in row[0]])]
        steps = []
        for before, here in pairwise(row):
            step = self._step(before, here)
            steps.append(step)
            shares = ahead[-1]
            ahead.append(_shares([sum([share * chance for share, chance in zip(shares, column, strict=True)]) for column in zip(*step, strict=True)]))
        back = [1.0] * len(row[-1])
        found = []
        for k in range(len(row) - 1, -1, -1):
            shares = _shares([a * b for a, b in zip(ahead[k], back, strict=True)])
            best = shares.index(max(shares))
            found.append((row[k][best][0], shares[best]))
            if k:
                back = _shares([sum([chance * share for chance, share in zip(line, back, strict=True)]) for line in steps[k - 1]])
        return found[::-1]


def _shares(weights: list[float]) -> list[float]:
    if len(weights) == 1:
        return [1.0]
    total = sum(weights)
    return [w / total for w in weights] if total else [1 / len(weights)] * len(weights)


@cache
def table() -> Table:
    """The table of the package; loaded when the first text asks for it."""
    return Table(lexicon.syllables())
