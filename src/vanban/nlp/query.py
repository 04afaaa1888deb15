"""What people type into a search box, as the words to look for."""

from __future__ import annotations

import re

from vanban import symbols
from vanban.text import View, normalise, plain
from vanban.tones import restorations

_QUOTED = re.compile(r'["“]([^"“”]+)["”]')
_LONGEST = 500  # characters of a question; nobody types more


def phrases(typed: str) -> tuple[str, ...]:
    """The phrases of a question, each once: what stands in quotation marks, symbols, and the words of the rest.

    "giáo dục nghề nghiệp" → ("giáo dục", "nghề nghiệp"); typed without tones, words are found by the likeliest tones: "dao tao nghe" → ("đào tạo", "nghề").
    """
    typed = normalise(typed[:_LONGEST]).clean
    found = [m[1].strip() for m in _QUOTED.finditer(typed)]
    rest = _QUOTED.sub(" ", typed)
    for chunk in rest.split():
        if symbols.key(chunk):
            found.append(chunk)
            rest = rest.replace(chunk, " ", 1)
    return tuple(dict.fromkeys(phrase for phrase in (*found, *_words(" ".join(rest.split()))) if re.search(r"[^\W_]", phrase)))


def _words(text: str) -> list[str]:
    from vanban.nlp.words import words  # slow to load

    if plain(text) == text.casefold():
        text = View(text, list(restorations(text, "dropped"))).clean
    return [text[start:end] for start, end in words(text)] if text else []
