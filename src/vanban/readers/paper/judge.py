"""How far a text is Vietnamese as it is written: tells a text layer from what a careless machine left there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm
uôn uông uôt uơ uy uya uych uyên uyêt uynh uyt uyp uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
""".split()
_STOPS = ("c", "ch", "p", "t")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHARP, _HEAVY = "\u0301", "\u0323"  # the tones that syllables with a stop at their end can have
_WORD = re.compile(r"[^\W\d_]+")


def share_of_syllables(words: Iterable[str]) -> float:
    """The share of words of letters that are Vietnamese syllables, tones and all; 0 when there are no such words. Capitals of abbreviations do not count."""
    letters = [m for word in words for m in _WORD.findall(word)]
    counted = [word for word in letters if len(word) > 1 and (not word.isupper() or len(word) > 2)]
    return sum(map(_is_syllable, counted)) / len(counted) if counted else 0.0


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if len(tones) > 1 or bare not in _syllables():
        return False
    return not bare.endswith(_STOPS) or (bool(tones) and tones[0] in (_SHARP, _HEAVY))


@cache
def _syllables() -> frozenset[str]:
    """Every onset with every rime, and the rimes alone; more than the language has, but little of what is none of it."""
    return frozenset([*_RIMES, *(onset + rime for onset in _ONSETS for rime in _RIMES), "gi", "qu"])
