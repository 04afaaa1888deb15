"""Names in a text without tones: those of the tables, which have one reading, and those of persons, which nobody can restore."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from vanban import lexicon
from vanban.text import early_tone, plain
from vanban.tones.table import SIGNS, Token, letters_of, table

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 10  # words of a name


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Names of two words and more by their letters; those whose letters two names share are left out."""
    found: dict[str, str] = {}
    shared = set()
    for name in names:
        words = " ".join(_WORD.findall(early_tone(name.lower())))
        letters = plain(words)
        if 0 < words.count(" ") < _LONGEST and not re.search(r"\d", name) and found.setdefault(letters, words) != words:
            shared.add(letters)
    return {letters: words for letters, words in found.items() if letters not in shared}


@cache
def _full() -> dict[str, str]:
    """Names that are told by their letters in any case: bodies, laws, provinces and units with the word before them."""
    bodies = lexicon.table("bodies")
    lists = ("central", "ministry_rank", "party_organs", "mass", "agencies")
    names = [name for key in lists for name in bodies[key]]
    names += [f"{kind} {name}" for name in lexicon.table("laws")["laws"] for kind in ("luật", "bộ luật", "pháp lệnh")]
    names += [f"{head} {name}" for name in bodies["fields"] for head in ("sở", "bộ", "phòng", "ban")]
    names += [f"{kind} {name}" for name in _provinces() for kind in ("tỉnh", "thành phố", "tỉnh ủy", "thành ủy")]
    for unit in lexicon.all_units():
        kinds = [unit.kind, f"{unit.kind.split()[0]} ủy"] if unit.level == "district" else [unit.kind]
        names += [f"{kind} {unit.name}" for kind in kinds]
    return _spellings(names)


@cache
def _bare() -> dict[str, str]:
    """Names of provinces and districts alone, which need their capitals: "Lai Chau"."""
    return _spellings([*_provinces(), *(unit.name for unit in lexicon.all_units() if unit.level == "district")])


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(plain, lexicon.table("phrases")["surnames"]))


def _provinces() -> list[str]:
    return [p.name for p in lexicon.provinces().values()]


@cache
def _beginnings() -> frozenset[str]:
    """The letters of every beginning of a name, word by word."""
    names = [letters.split() for letters in (*_full(), *_bare())]
    return frozenset(" ".join(words[:k]) for words in names for k in range(1, len(words)))


def named(row: Sequence[Token], text: str) -> Iterator[tuple[int, str]]:
    """(place in the row, word) for each word of a name that the tables know, the longest name first; persons' words with what is written."""
    letters = [letters_of(token.word) for token in row]
    k = 0
    while k < len(row):
        words = _name_at(row, letters, k, text) or _person_at(row, letters, k, text)
        yield from enumerate(words, k)
        k += max(len(words), 1)


def _name_at(row: Sequence[Token], letters: list[str], k: int, text: str) -> list[str]:
    best: list[str] = []
    key, beginnings = letters[k], _beginnings()
    for end in range(k + 1, min(k + _LONGEST, len(row))):
        if key not in beginnings or row[end].word in SIGNS:
            break
        key = f"{key} {letters[end]}"
        if key in _full():
            best = _full()[key].split()
        elif key in _bare() and _capitals(row, k, text) == end + 1 - k:
            best = _bare()[key].split()
    return best


def _person_at(row: Sequence[Token], letters: list[str], k: int, text: str) -> list[str]:
    """The words of a person's name as they are: a surname and one to three more, each with a capital; two that the table knows are another thing."""
    if letters[k] not in _surnames() or (k and _follows(row[k - 1], row[k], text) and text[row[k - 1].start].isupper()):
        return []
    count = _capitals(row, k, text)
    known = any(pair in table().plain_pairs for pair in pairwise(letters[k : k + count]))
    return [token.word for token in row[k : k + count]] if count in (3, 4) or (count == 2 and not known) else []


def _capitals(row: Sequence[Token], k: int, text: str) -> int:
    """How many words of a line from the k-th have a capital at their head only. In capitals, a name has a row of its own."""
    words = row[k : k + _LONGEST]
    high = text[words[0].start : words[0].end].isupper()
    if high and sum(1 for token in row[: _LONGEST + 2] if token.word not in SIGNS) != len([t for t in words if t.word not in SIGNS]):
        return 0
    count = 0
    for before, token in pairwise([words[0], *words]):
        word = text[token.start : token.end]
        if token.word in SIGNS or not (word.isupper() if high else word.istitle()) or (count and not _follows(before, token, text)):
            break
        count += 1
    return count


def _follows(before: Token, token: Token, text: str) -> bool:
    """Whether a word stands behind another one in its line."""
    return before.word not in SIGNS and "\n" not in text[before.end : token.start]
