"""VIQR (RFC 1456): Vietnamese in ASCII, marks written behind the vowel, "Chi? thi." for "Chỉ thị"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from vanban.readers.legacy.letters import letters
from vanban.readers.legacy.syllables import is_syllable

# Letters with signs among and behind them; "D-" begins a word only, and a backslash keeps a sign from being a mark.
_WORD = re.compile(r"(?<![\w\\])(?:[Dd]-(?=[A-Za-z]))?[A-Za-z][A-Za-z^(+*'`?~.\\]{0,30}")
_LETTER = re.compile(r"\\(?P<sign>.)|(?P<d>^[Dd]-|[Dd][Dd])|[AEIOUYaeiouy][\^(+*]?['`?~.]?")
_MARKED = re.compile(r"[AEOaeo]\^|[OUou][+*]|[Aa]\(|[AEIOUYaeiouy]['`?~.]|[Dd]-|[Dd][Dd]")
_TRAILING = re.compile(r"[\^(+*'`?~.\\]*$")
_NEW_SENTENCE = re.compile(r"['\")\]]*(?:\s*$|\s+(?![a-z0-9]))", re.M)
_DD = re.compile(r"DD(?=[A-Z]|$)")


@cache
def _table() -> Mapping[str, str]:
    return {code: letter for letter, code in letters("viqr").items()}


def decoded(text: str) -> str:
    """Every word of the text that has VIQR's marks and is a Vietnamese syllable with them, with its letters; the others as they stand."""
    return _WORD.sub(lambda m: _word(m.group(), bool(_NEW_SENTENCE.match(text, m.end()))), text)


def words(text: str) -> list[tuple[str, str]]:
    """The words that have marks, each with what it becomes; those that become nothing are as before. A last point counts as none."""
    marked = (m.group().rstrip(".") for m in _WORD.finditer(text))
    return [(word, _word(word, True)) for word in marked if _MARKED.search(word)]


def unmarked(text: str) -> str:
    """The text without the words that have marks."""
    return _WORD.sub(lambda m: " " if _MARKED.search(m.group().rstrip(".")) else m.group(), text)


def _word(word: str, ends: bool) -> str:
    """`ends`: whether a new sentence may begin behind it, so that a last point may be one."""
    if word.isupper() and word.isalpha():  # "NDD-CP"
        return _DD.sub("Đ", word)
    if not _MARKED.search(word) and "\\" not in word:
        return word
    end = len(word)
    if ends and word[-1] == "." and word[-2:] != ".." and _syllable(word).lower() not in _dotted():
        end -= 1
    for cut in range(end, _TRAILING.search(word).start() - 1, -1):  # type: ignore[union-attr]
        if is_syllable(new := _syllable(word[:cut])):
            return new + word[cut:]
    return word


def _syllable(word: str) -> str:
    return _LETTER.sub(_letter, word)


@cache
def _dotted() -> frozenset[str]:
    """The syllables that a last point makes by the tone nặng, rather than ending a sentence."""
    lines = files(__package__).joinpath("dotted.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _letter(m: re.Match[str]) -> str:
    if m["sign"]:
        return m["sign"]
    if m["d"]:
        return "Đ" if m["d"][0] == "D" else "đ"
    code = m.group().replace("*", "+")
    letter = _table().get(code.lower(), m.group())
    return letter.upper() if code[0].isupper() else letter
