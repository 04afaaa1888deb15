"""Vietnamese words: a blank parts syllables, not words ("giáo dục | nghề nghiệp"), so words are found by underthesea's segmenter."""

from __future__ import annotations

import re
from threading import Lock
from unicodedata import normalize

from underthesea import word_tokenize

from vanban.text import Stretch, normalise

_segmenting = Lock()  # the segmenter loads its model when it is first called, and a second caller must not find half of it
_LINE = re.compile(r"[^\n]+")
_EARLY_TONE = re.compile(r"(?<!q)(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])", re.I)


def words(text: str) -> list[Stretch]:
    """The words, numbers and punctuation marks as [start, end) of `text`, in order, in any spelling of it.

    Every letter and digit belongs to one of them, blanks between words to none; no word goes over a line end.
    """
    view = normalise(text)
    return [view.to_source(*word) for line in _LINE.finditer(view.clean) for word in _in_line(line.group(), line.start())]


def _in_line(line: str, at: int) -> list[Stretch]:
    """The words of a line that begins at `at`. The segmenter gives back all characters but blanks, and counting them leads each word to its place."""
    fed = _late_tone(line)
    with _segmenting:
        found = ["".join(word.split()) for word in word_tokenize(fed, use_token_normalize=False)]
    if "".join(found) != "".join(fed.split()):  # letters that are not Vietnamese, and that it composes
        return [(at + m.start(), at + m.end()) for m in re.finditer(r"\S+", line)]
    places = [at + k for k, c in enumerate(fed) if not c.isspace()]
    stretches: list[Stretch] = []
    seen = 0
    for word in filter(None, found):
        stretches.append((places[seen], places[seen + len(word) - 1] + 1))
        seen += len(word)
    return stretches


def _late_tone(text: str) -> str:
    """ "ủy" → "uỷ", the only spelling that the segmenter's model has learnt; same length."""
    return _EARLY_TONE.sub(lambda m: _moved(*m.group()), text)


def _moved(first: str, second: str) -> str:
    decomposed = normalize("NFD", first)
    return decomposed[0] + normalize("NFC", second + decomposed[1])
