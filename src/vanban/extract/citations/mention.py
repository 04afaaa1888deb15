"""A mention of a document in the making, and the words that all kinds of mention begin with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vanban import lexicon
from vanban.lexicon import any_case_of, any_of
from vanban.model import Locator
from vanban.quantities import digits

LABEL = r"(?:[Ss][ốôoóỏẻồ]|SỐ)"
"""The word "số" before a number, as OCR reads it too."""


@dataclass(slots=True)
class Mention:
    """A citation in the making, in positions of the clean text. `kind` is the word before it, None where a list leaves it out."""

    start: int
    end: int
    symbol: str | None = None
    doc_type: str | None = None
    date: str | None = None
    issuer: str | None = None
    name: str | None = None
    kind: str | None = None
    locator: tuple[Locator, ...] | None = None
    inferred: tuple[str, ...] = ()
    short: bool = False  # "Đề án 1956": says the number, not whose it is


def in_order(mentions: list[Mention]) -> list[Mention]:
    """By place, the longer of two that begin together first."""
    return sorted(mentions, key=lambda m: (m.start, -m.end))


@cache
def all_kinds() -> tuple[str, ...]:
    """The names of all kinds of document that carry a number, and the codes that running text writes for them."""
    return (*_names(), "Quy định", *_CODES)


@cache
def kinds() -> str:
    """The same as an alternation, names in any case."""
    return rf"(?:{any_case_of([*_names(), 'Quy định'])}|{any_of(_CODES)})"


@cache
def _names() -> tuple[str, ...]:
    types = [t for t in lexicon.doc_types() if t.family != "named"]
    # Hiến pháp is no kind of numbered document; "quy định" is a common word.
    return tuple(name for t in types for name in t.names if t.code not in ("HP", "QyĐ"))


# Kinds that running text writes as codes: "QĐ số 468", "(NĐ số 37/2010/NĐ-CP)".
_CODES = ("NĐ", "QĐ", "TTLT", "NQ", "CT", "KL", "KH")


def code_of(kind: str) -> str | None:
    """The code of a kind as a text names it, in words or by the code."""
    return kind if kind in _CODES else lexicon.type_of_name(kind)


def written(symbol: str) -> str:
    """A symbol without its blanks and misread digits."""
    return digits("".join(symbol.split()))
