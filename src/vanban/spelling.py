"""What OCR made of well-known phrases, put right: in a text that lost many of its tones, words with the letters of a phrase that the tables
know are shown with that phrase's tones ("phôi hợp vơi" has the letters of "phối hợp với").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban import lexicon
from vanban.text import UPPER, Edit, plain

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 9  # words of a phrase


# A syllable that ends in c, ch, p or t has the tone sắc or nặng; without one ("quôc", "kêt", "xuât") it is none that Vietnamese has.
_TONELESS = re.compile(r"[âêôăơưÂÊÔĂƠƯ](?:ch|c|p|t|CH|C|P|T)(?!\w)")
_MISREAD_SYLLABLES = 3


# Lines that every letterhead has, and what OCR makes of them: "CONG HOA XÃ HỘI CHỦ NGHĨA VIET NAM", "QUYÉT ĐỊNH".
_CAPITALS = re.compile(rf"[^{UPPER}]{{0,12}}[{UPPER}][{UPPER} .:-]{{5,90}}$")
_LAST = 5  # letters of such a line, none of them small
_LETTERHEAD = 4000  # characters from the beginning
_MOTTO = "cộng hòa xã hội chủ nghĩa việt nam"
_MOTTO_LETTERS = plain(_MOTTO)


def is_misread(text: str) -> bool:
    """Whether a text (NFC) was read by a machine that loses tones: three impossible syllables and more, one in ten thousand characters at least,
    or a letterhead whose fixed words are misspelt.
    """
    found = sum(1 for _ in _TONELESS.finditer(text))
    if found >= _MISREAD_SYLLABLES and found * 10_000 >= len(text):
        return True
    ends = ((line, line[-_LAST:]) for line in text[:_LETTERHEAD].split("\n"))
    return any(_CAPITALS.match(line) and _is_misspelt(line) for line, end in ends if end == end.upper())


def _is_misspelt(line: str) -> bool:
    """Whether a line in capitals has the letters of the motto or of a kind of document, but not its tones."""
    words = " ".join(line.lower().split()).strip(" .:")
    letters = plain(words)
    if _MOTTO_LETTERS in letters:
        return _MOTTO not in words
    return letters in lexicon.plain_type_names() and lexicon.type_of_name(words) is None


@cache
def _phrases() -> dict[str, str]:
    """Phrases of the tables by their letters; those whose letters two phrases share are left out."""
    bodies = lexicon.table("bodies")
    lists = ("central", "ministry_rank", "party_organs", "mass", "agencies", "collectives", "offices")
    phrases = [*lexicon.table("phrases")["phrases"], *lexicon.table("duties")["verbs"]]
    # Without the word before them, names of laws and fields have the letters of other words: "lưu trú" is no "lưu trữ".
    phrases += [f"{kind} {name}" for name in lexicon.table("laws")["laws"] for kind in ("luật", "bộ luật", "pháp lệnh")]
    phrases += [f"{head} {name}" for name in bodies["fields"] for head in ("sở", "bộ", "phòng")]
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
    by_word = {word: plain(word) for word in {m.group() for m in words}}
    letters = [by_word[m.group()] for m in words]
    beginnings = _beginnings()
    k = 0
    while k < len(words):
        if letters[k] not in beginnings:
            k += 1
            continue
        right, count = _phrase_at(letters, k)
        for m, word in zip(words[k : k + count], right, strict=True):
            spelled = "".join(c.upper() if old.isupper() else c for c, old in zip(word, m.group(), strict=False))
            if len(spelled) == len(m.group()) and spelled != m.group():
                yield m.start(), m.end(), spelled
        k += max(count, 1)


def _phrase_at(letters: list[str], k: int) -> tuple[list[str], int]:
    """(words, how many) of the longest phrase that begins at the k-th word; nothing of 0 words when none does."""
    best: tuple[list[str], int] = ([], 0)
    key, beginnings = letters[k], _beginnings()
    for count in range(2, _LONGEST + 1):
        if key not in beginnings or k + count > len(letters):
            break
        key = f"{key} {letters[k + count - 1]}"
        if key in _phrases():
            best = (_phrases()[key].split(), count)
    return best
