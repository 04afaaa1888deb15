"""Whether a text lost its tones: two counts for an ordinary text, a sample of its words against the table for one that looks odd."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from vanban.tones.table import SIGNS, letters_of, table, tokens

Loss = Literal["dropped", "falsified", "misread"]

_NOT_LEADING = bytes(range(0xC0))  # bytes of UTF-8 with which no letter outside ASCII begins
# Every fourth to third letter of Vietnamese has a mark.
_MARKED = 0.09
# The commonest words; an ordinary text has one of them in sixty characters, a short plan one of the others too, a text with arbitrary tones a sixth of that.
_COMMONEST = (" và ", " của ", " các ", " được ", " với ")
_FAR_APART = 300  # characters
_COMMON = (*_COMMONEST, " thực ", " hiện ", " tại ", " đến ", " số ", " cấp ", " ủy ", " bộ ", " ngày ", " tỉnh ")
_FAR_APART_COMMON = 120
_WINDOWS, _WINDOW = 8, 300
_PAIRS = 6  # known pairs of syllables without which nothing is said …
_PAIRS_FALSIFIED = 20  # … nor that tones are wrong, as they are in few names
_VIETNAMESE = 0.75  # share of words that are Vietnamese syllables, without their tones: in English and French a third is
_FOLLOWING = 0.4  # share of pairs that follow each other in Vietnamese; in a text of other syllables (pinyin) few do
_RIGHT = 0.35  # share of those pairs with the tones they have in Vietnamese; OCR leaves more


def loss_of(text: str) -> Loss | None:
    """How a text (NFC, lower tone placement) lost its tones; None when it did not, is not Vietnamese, or is too short to tell."""
    marked = len(text.encode("utf-8", "surrogatepass").translate(None, _NOT_LEADING))
    if marked > _MARKED * len(text) and (_has(text, _COMMONEST, _FAR_APART) or _has(text, _COMMON, _FAR_APART_COMMON)):
        return None
    return _loss_in(_sample(text))


def _has(text: str, words: tuple[str, ...], far: int) -> bool:
    """Whether words are as frequent as one in so many characters."""
    return sum(map(text.count, words)) * far > len(text)


def _sample(text: str) -> str:
    """Windows spread over the text, whole when it is short. The first and last word of a window may be cut: of fifty."""
    if len(text) <= _WINDOWS * _WINDOW:
        return text
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return "\n\n".join(text[k * step : k * step + _WINDOW] for k in range(_WINDOWS))


def _loss_in(sample: str) -> Loss | None:
    found = [token.word for token in tokens(sample)]
    words = [word for word in found if word not in SIGNS]
    letters = sum(map(len, words))
    readings = table().readings
    known = sum(1 for word in words if letters_of(word) in readings)
    if len(words) < _PAIRS or known < _VIETNAMESE * len(words):
        return None
    pairs = [(a, b) for a, b in pairwise(found) if not SIGNS & {a, b}]
    following = [pair for pair in pairs if (letters_of(pair[0]), letters_of(pair[1])) in table().plain_pairs]
    if len(following) < max(_PAIRS, _FOLLOWING * len(pairs)):
        return None
    if sum(1 for word in words for letter in word if not letter.isascii()) < _MARKED * letters:
        return "dropped"
    right = sum(1 for pair in following if pair in table().pairs)
    return "falsified" if len(following) >= _PAIRS_FALSIFIED and right < _RIGHT * len(following) else None
