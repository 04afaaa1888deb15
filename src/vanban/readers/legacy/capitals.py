"""Capitals in TCVN3, which has none with tones: "CñA CHñ TÞCH" was typed in a font that draws small letters as capitals, "CỦA CHỦ TỊCH"."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_SMALL = re.compile(r"[a-z]")
_CAPITAL = re.compile(r"[A-ZĂÂĐÊÔƠƯ]")
_SMALL = re.compile(r"[^\W\d_A-Za-zĂÂĐÊÔƠƯ]")  # a letter with a mark, decoded from TCVN3: small, though it may have been drawn as a capital


def with_capitals(line: str) -> str:
    """A decoded line with the letters as capitals whose word has capitals otherwise, "CủA". A word like "Số", which may be either, goes with its
    neighbours, and with the line if that has no small letter that the font would show.
    """
    words = list(_WORD.finditer(line))
    sure = [_is_capitals(m.group()) for m in words]
    if not any(sure):
        return line
    if not _PLAIN_SMALL.search(line):
        return line.upper()
    capitals = [sure[k] or (any(sure[max(k - 1, 0) : k + 2]) and _may_be_capitals(m.group())) for k, m in enumerate(words)]
    of_words = iter(capitals)
    return _WORD.sub(lambda m: m.group().upper() if next(of_words) else m.group(), line)


def _is_capitals(word: str) -> bool:
    return bool(_SMALL.search(word)) and not _PLAIN_SMALL.search(word) and len(_CAPITAL.findall(word)) > 1


def _may_be_capitals(word: str) -> bool:
    return not _PLAIN_SMALL.search(word) and bool(_CAPITAL.match(word))
