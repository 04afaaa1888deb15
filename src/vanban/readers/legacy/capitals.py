"""Capitals in TCVN3, which has none with tones: "CñA CHñ TÞCH" was typed in a font that draws small letters as capitals, "CỦA CHỦ TỊCH"."""

from __future__ import annotations

import re
from itertools import groupby

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_SMALL = re.compile(r"[a-z]")
_CAPITAL = re.compile(r"[A-ZĂÂĐÊÔƠƯ]")
_SMALL = re.compile(r"[^\W\d_A-Za-zĂÂĐÊÔƠƯ]")  # a letter with a mark, decoded from TCVN3: small, though it may have been drawn as a capital


def with_capitals(line: str) -> str:
    """A decoded line with the letters as capitals whose word has capitals otherwise, "CủA". A word like "Số", which may be either, goes with the words
    in capitals beside it, and with the line if that has no small letter that the font would show.
    """
    words = [m.group() for m in _WORD.finditer(line)]
    if not any(map(_is_capitals, words)):
        return line
    if not _PLAIN_SMALL.search(line):
        return line.upper()
    new: list[str] = []
    for may_be, group in groupby(words, key=_may_be_capitals):
        run = list(group)
        new += map(str.upper, run) if may_be and any(map(_is_capitals, run)) else run
    following = iter(new)
    return _WORD.sub(lambda _: next(following), line)


def _is_capitals(word: str) -> bool:
    return bool(_SMALL.search(word)) and not _PLAIN_SMALL.search(word) and len(_CAPITAL.findall(word)) > 1


def _may_be_capitals(word: str) -> bool:
    return bool(_CAPITAL.search(word)) and not _PLAIN_SMALL.search(word)
