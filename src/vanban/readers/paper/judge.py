"""How far a text is Vietnamese as it is written: tells a text layer from what a careless machine left there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban.readers.legacy.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")


def share_of_syllables(words: Iterable[str]) -> float:
    """The share of words of letters that are Vietnamese syllables, tones and all; 0 when there are none. Single letters and short capitals do not count."""
    letters = [m for word in words for m in _WORD.findall(word)]
    counted = [word for word in letters if len(word) > 1 and not (len(word) == 2 and word.isupper())]
    return sum(map(is_syllable, counted)) / len(counted) if counted else 0.0
