"""The languages of the pages: Vietnamese, in which the templates are written, and English by tables."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

Language = Literal["vi", "en"]
COOKIE = "language"


def language_of(request: Request) -> Language:
    """The language a page is wanted in: as its address says, else as was chosen before."""
    asked = request.query_params.get("lang") or request.cookies.get(COOKIE)
    return "en" if asked == "en" else "vi"


def remember_language(request: Request, answer: Response) -> None:
    """Have the browser keep the language that an address asks for, so that links lead on in it. An answer that does so is kept by no cache: the next time it
    would not do it.
    """
    language = language_of(request)
    if "lang" in request.query_params and language != request.cookies.get(COOKIE):
        answer.set_cookie(COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax")
        answer.headers["Cache-Control"] = "no-store"


_YEAR = 365 * 86_400  # seconds


def translator(language: Language) -> Callable[[str], str]:
    """What makes of Vietnamese words of the interface those of a language; words that no table has stay as they are."""
    return str if language == "vi" else lambda words: english().get(words, words)


@cache
def english() -> dict[str, str]:
    """The English of the interface's Vietnamese words, from `words/*.toml`."""
    folder = files(__package__).joinpath("words")
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    return {vietnamese: words for table in tables for vietnamese, words in table.items()}
