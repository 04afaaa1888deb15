"""Which words can be Vietnamese syllables: what tells a text in the right charset from the same bytes in a wrong one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ENTERING = frozenset("\u0301\u0323")  # the tones of syllables that end in c, ch, k, p, t: sắc, nặng
# The onsets c, g, ng and k, gh, ngh share the vowels; gi and qu are onsets of their own.
_ONSET = r"(?:[bdđhlmnprstvx]|ch|kh|nh|ph|th|tr|gi|qu|(?:c|ng|g)(?![eêiy])|g(?=i)|(?:k|gh|ngh)(?=[eêiy]))?"


@cache
def _pattern() -> re.Pattern[str]:
    lines = files(__package__).joinpath("rimes.txt").read_text("utf-8").splitlines()
    rimes = sorted((rime for line in lines if not line.startswith("#") for rime in line.split()), key=len, reverse=True)
    return re.compile(_ONSET + f"(?:{'|'.join(rimes)})")


_LONGEST = 12  # "nghiễng", its marks apart


def is_syllable(word: str) -> bool:
    """Whether a word (any case) has the form of a Vietnamese syllable: an onset, a rime, at most one tone, and one that goes with its end."""
    return len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(1 << 16)
def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    if len(tones) > 1 or not _pattern().fullmatch(unicodedata.normalize("NFC", _TONES.sub("", parts))):
        return False
    is_checked = parts[-1] in "cptk" or parts.endswith("ch")
    return not is_checked or (bool(tones) and tones[0] in _ENTERING)
