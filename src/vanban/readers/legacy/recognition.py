"""Which charset a paragraph is in, by what its words become in each: Vietnamese syllables, or nothing that Vietnamese has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.readers.legacy import viqr
from vanban.readers.legacy.charsets import TCVN3, VIQR, VNI, Charset, decoded
from vanban.readers.legacy.syllables import is_syllable

# Letters and the signs that TCVN3 and VNI write letters with: ¨ © ª ¬ ® µ ¸ ¹ … Blanks, digits and the signs of ASCII part words.
_WORD = re.compile(r"[^\s\d!-@\[-`{-~\u2010-\u203a€™…]+")
_ABBREVIATION = re.compile(r"[^a-zà-ỹ]+$")  # "UBND", "Q§": no syllables in any charset
UNICODE = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""Letters of Vietnamese that neither Latin-1 nor Windows-1252 has."""

_MANY = 4  # different words that become syllables are proof if most others are some; with fewer, every word must be one
_FEW = 2
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class Score:
    """Of the marked words of a paragraph (with letters outside ASCII, or VIQR's marks): how many there are, how many are syllables before
    and after decoding, how many different ones become some. `rest`: the share of syllables among its other words.
    """

    marked: int
    before: int
    after: int
    won: int
    rest: float

    @property
    def proves(self) -> bool:
        """Whether the paragraph alone proves the charset."""
        if self.won >= _MANY:
            return self.after >= _MOST * self.marked and self.rest >= 0.5 and self.after >= 1.5 * self.before
        return self.won >= _FEW and self.after == self.marked and self.rest == 1

    @property
    def allows(self) -> bool:
        """Whether a paragraph among others of the charset may be in it too."""
        return self.marked > 0 and self.after >= max(self.before, self.marked / 2)


def guess(text: str) -> Charset | None:
    """The charset of a paragraph that no font names, None when it is good as it stands or nothing proves one."""
    found = [(score.after, charset) for charset, score in scores(text) if score.proves]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def scores(text: str) -> Iterator[tuple[Charset, Score]]:
    """How well the paragraph would do in each charset that it may be in."""
    if text.isascii():
        yield VIQR, _viqr_score(text)
    elif not is_unicode(text):
        for charset in TCVN3, VNI:
            yield charset, score(text, charset)


def score(text: str, charset: Charset) -> Score:
    """How well the paragraph does in the charset."""
    if charset == VIQR:
        return _viqr_score(text)
    old = [word for word in _WORD.findall(text) if len(word) > 1]
    marked = [word for word in old if not word.isascii()]
    new = _WORD.findall(decoded(" ".join(marked), charset)) if marked else []
    pairs = list(zip(marked, new, strict=True)) if len(new) == len(marked) else [(word, word) for word in marked]
    return _score(pairs, [word for word in old if word.isascii()])


def _viqr_score(text: str) -> Score:
    return _score(viqr.words(text), _WORD.findall(viqr.unmarked(text)))


def _score(pairs: list[tuple[str, str]], others: list[str]) -> Score:
    pairs = [pair for pair in pairs if not (_ABBREVIATION.match(pair[1]) and not is_syllable(pair[1]))]
    others = [word for word in others if len(word) > 1 and not _ABBREVIATION.match(word)]
    before = sum(is_syllable(old) for old, _ in pairs)
    after = sum(is_syllable(new.strip("\xad")) for _, new in pairs)
    won = len({old for old, new in pairs if not is_syllable(old) and is_syllable(new)})
    rest = sum(map(is_syllable, others)) / len(others) if others else 1.0
    return Score(len(pairs), before, after, won, rest)


def is_unicode(text: str) -> bool:
    """Whether the paragraph is Vietnamese in Unicode: it has letters that only Unicode has, and most words that have letters outside ASCII are syllables."""
    text = unicodedata.normalize("NFC", text)
    if not UNICODE.search(text):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii() and not _ABBREVIATION.match(word)]
    return sum(map(is_syllable, words)) >= len(words) / 2
