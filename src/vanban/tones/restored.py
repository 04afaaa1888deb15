"""The edits that show a text which lost its tones with them. Letter for letter: no edit changes a length, none changes case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from vanban.text import Edit
from vanban.tones.names import named
from vanban.tones.table import SIGNS, STOP, Reading, Token, letters_of, table, tokens, toneless
from vanban.tones.told import Loss

_LIKELY = 0.5  # what is less likely stays as it is …
_SURE = 0.95  # … and this where most words were read right
_MISREAD = 0.02  # how far another reading of a word is thought of that OCR has read
_OTHER_LETTERS = 0.02  # how far a reading with other letters ("o" for "ơ") is thought of where letters are right
_FOREIGN = 1 / 3  # a row with more unknown words is in another language
_POINT = re.compile(r"^[ \t]*([a-zA-Z])([.)])(?=[ \t])", re.M)  # a) b) c) d) đ)
_CHUNK = re.compile(r"\S+")
_ROMAN = re.compile(r"[IVX]+[.)]|[a-zA-Z][.)]")


def restorations(text: str, loss: Loss) -> Iterator[Edit]:
    """The edits, word by word, for a text (NFC, lower tone placement) that lost its tones this way."""
    words = _words(text, loss)
    yield from sorted([*words, *_points(text)]) if loss == "dropped" else words


def _words(text: str, loss: Loss) -> Iterator[Edit]:
    kept = set(_codes(text, loss))
    for row in _rows(text):
        readings = [_readings(token.word, loss) for token in row]
        unknown = sum(1 for token in row if token.word not in SIGNS and letters_of(token.word) not in table().readings)
        if unknown > _FOREIGN * len(row):
            continue
        for k, word in named(row, text):
            readings[k] = [(word, 1.0)]
        least = _SURE if loss == "misread" else _LIKELY
        for token, (word, chance) in zip(row, table().read(readings), strict=True):
            written = text[token.start : token.end]
            if chance >= least and word != token.word and token.start not in kept and len(word) == len(written):  # "ﬁ" has the letters of two
                yield token.start, token.end, _cased(word, written)


def _rows(text: str) -> Iterator[list[Token]]:
    """The words between one stop and the next, with the stops."""
    stop = Token(0, 0, STOP)
    row = [stop]
    for token in tokens(text):
        row.append(token)
        if token.word == STOP:
            if len(row) > 2:
                yield row
            row = [token]
    if len(row) > 1:
        yield [*row, stop]


@lru_cache(maxsize=16384)  # a text has few words, each of them often
def _readings(word: str, loss: Loss) -> Sequence[Reading]:
    letters = letters_of(word)
    found = table().readings.get(letters)
    if found is None or word in SIGNS or not word.isalpha() or (loss == "dropped" and word != letters):
        return [(word, 1.0)]
    if loss == "dropped":
        return [(other, 1.0) for other in found]
    if loss == "misread":
        others = [(other, _MISREAD) for other in found if other != word and len(other) == len(word)]
        return [(word, 1.0), *others]
    written = toneless(word)
    return [(other, 1.0 if toneless(other) == written else _OTHER_LETTERS) for other in found]


def _points(text: str) -> Iterator[Edit]:
    """Point đ of a list, which stands behind point d: "d)" behind "d)"."""
    points = list(_POINT.finditer(text))
    for above, here in pairwise(points):
        if above[1] == here[1] and here[1] in "dD" and above[2] == here[2]:
            yield here.start(1), here.end(1), "đ" if here[1] == "d" else "Đ"


def _codes(text: str, loss: Loss) -> Iterator[int]:
    """Where the words of symbols, addresses and numbers of items begin, which stay; in a misread text letters among digits, which may be some."""
    for m in _CHUNK.finditer(text):
        if not m.group().isalpha() and (_is_code(m.group()) or (loss == "misread" and any(map(str.isdigit, m.group())))):
            yield from range(m.start(), m.end())


def _is_code(chunk: str) -> bool:
    if _ROMAN.fullmatch(chunk) or "@" in chunk or "//" in chunk or chunk.lower().startswith("www."):
        return True
    return any(map(str.isdigit, chunk)) and any(sign in chunk for sign in "/-") and any(map(str.isupper, chunk))


def _cased(word: str, written: str) -> str:
    return "".join(c.upper() if old.isupper() else c for c, old in zip(word, written, strict=True))
