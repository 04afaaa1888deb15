"""What OCR made of well-known phrases, put right: in a text that lost many of its tones, words with the letters of a phrase that the tables
know are shown with that phrase's tones ("phôi hợp vơi" has the letters of "phối hợp với").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban import lexicon
from vanban.text import Edit, plain

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 8  # words of a phrase


@cache
def _phrases() -> dict[str, str]:
    """Phrases of the tables by their letters; those whose letters two phrases share are left out."""
    bodies = lexicon.table("bodies")
    lists = ("fields", "central", "ministry_rank", "party_organs", "mass", "agencies", "collectives", "offices")
    phrases = [*lexicon.table("phrases")["phrases"], *lexicon.table("duties")["verbs"], *lexicon.table("laws")["laws"]]
    phrases += [name for key in lists for name in bodies[key]] + [name for kind in lexicon.doc_types() for name in kind.names]
    found: dict[str, str] = {}
    shared = set()
    for phrase in phrases:
        words = _WORD.findall(phrase.lower())
        letters = plain(" ".join(words))
        if 1 < len(words) <= _LONGEST and found.setdefault(letters, " ".join(words)) != " ".join(words):
            shared.add(letters)
    return {letters: words for letters, words in found.items() if letters not in shared}


@cache
def _beginnings() -> frozenset[str]:
    """The letters of every beginning of a phrase, word by word."""
    return frozenset(" ".join(words[:k]) for words in map(str.split, _phrases()) for k in range(1, len(words)))


def corrections(text: str) -> Iterator[Edit]:
    """The edits, word by word and none changing a length, that give phrases in a misread text (NFC, lower tone placement) their tones."""
    words = list(_WORD.finditer(text))
    letters = [plain(m.group()) for m in words]
    k = 0
    while k < len(words):
        right, count = _phrase_at(letters, k)
        for m, word in zip(words[k : k + count], right, strict=True):
            spelled = "".join(c.upper() if old.isupper() else c for c, old in zip(word, m.group(), strict=False))
            if len(spelled) == len(m.group()) and spelled != m.group():
                yield m.start(), m.end(), spelled
        k += max(count, 1)


def _phrase_at(letters: list[str], k: int) -> tuple[list[str], int]:
    """(words, how many) of the longest phrase that begins at the k-th word; nothing of 0 words when none does."""
    best: tuple[list[str], int] = ([], 0)
    key = letters[k]
    for count in range(2, _LONGEST + 1):
        if key not in _beginnings() or k + count > len(letters):
            break
        key = f"{key} {letters[k + count - 1]}"
        if key in _phrases():
            best = (_phrases()[key].split(), count)
    return best
