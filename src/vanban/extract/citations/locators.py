"""The places in a document that the words before a mention name: "điểm a khoản 2 Điều 5 của …"."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban.model import Locator
from vanban.text import has_any, line_before

_NUMBER = r"(?:[a-zđ]|[IVX]+|\d+(?:\.\d+)*[a-zđ]?)(?!\w)"  # of a điểm, khoản or điều
# One class at the head, so that search leaps to it.
_WORD = r"[CĐđKkMmPt](?:(?<=đ)(?:iểm|oạn)|(?<=[Kk])hoản|(?<=[Đđ])iều|(?<=[Mm])ục|(?<=C)hương|(?<=P)hụ lục|(?<=t)iết)"
_PLACE = rf"{_WORD} {_NUMBER}(?:(?:, | và |, và |-| đến ){_NUMBER}(?!\w))*,?(?: và|;)? ?(?:[Cc]ác (?=\w))?"
_LOCATOR = re.compile(rf"{_PLACE}(?:{_PLACE})*(?:của |tại |ban hành kèm theo )?$")
_STEP = re.compile(rf"(điểm|[Kk]hoản|[Đđ]iều)s? ({_NUMBER}(?:(?:, | và |, và |-| đến ){_NUMBER}(?!\w))*)(?!\w)")
_WORDS = ("iểm ", "hoản ", "iều ", "ục ", "hương ", "tiết ", "đoạn ")
_FARTHEST = 120  # characters


def before(text: str, start: int) -> tuple[Locator, ...] | None:
    """The places named right before `start`, on its line; None when none is named."""
    before = text[line_before(text, start, _FARTHEST) : start]
    m = _LOCATOR.search(before) if has_any(before, _WORDS) else None
    if m is None:
        return None
    found: list[Locator] = []
    point = None
    for word, numbers in _STEP.findall(m.group()):
        if word == "điểm":
            point = numbers
        elif word.casefold() == "khoản":
            found.append(Locator(None, numbers, point))
            point = None
        else:
            waiting = [k for k, place in enumerate(found) if place.article is None]
            for k in waiting:
                found[k] = replace(found[k], article=numbers)
            if not waiting:
                found.append(Locator(numbers, None, point))
    return tuple(found) or None
