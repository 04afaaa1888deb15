"""The parameters that several addresses share: called, and understood, like the options of the commands."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import HTTPException, Path, Query, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic import AfterValidator

from vanban.errors import shortened
from vanban.lexicon import typed_province

LONGEST = 1_000  # characters of a symbol, title or id
MOST = 1_000  # rows a page


def _words(typed: str) -> str:
    if not any(map(str.isalnum, typed)):
        raise ValueError("there is no word in it")
    return typed


def _province(typed: str | None) -> str | None:
    found = typed_province(typed) if typed is not None else None
    if typed is not None and found is None:
        raise ValueError(f"no province is called {shortened(typed)}")
    return found.name if found else None


def _date(typed: str | None) -> str | None:
    if typed is not None:
        try:
            date.fromisoformat(typed + "-01-01"[len(typed) - len("2025-01-01") :] if len(typed) < len("2025-01-01") else typed)
        except ValueError:
            raise ValueError(f"{shortened(typed)} is no date: YYYY-MM-DD, YYYY-MM or YYYY") from None
    return typed


_ISO = r"^[0-9]{4}(-[0-9]{2}){0,2}$"

Words = Annotated[
    str,
    Query(max_length=500, description="Words to find, with or without tones; in quotation marks they stand together.", examples=["giao duc nghe nghiep"]),
    AfterValidator(_words),
]
Symbol = Annotated[
    str, Query(max_length=LONGEST, description="Symbol, title or id of a document, as people type it.", examples=["21-CT/TW"]), AfterValidator(_words)
]
Symbols = Annotated[list[str] | None, Query(max_length=100, description="Symbols, titles or ids of documents; all documents when none is given.")]
Id = Annotated[str, Path(max_length=LONGEST, description="Id, symbol or title of a document.", examples=["vn/tw/2023/21-ct"])]
Date = Annotated[
    str | None,
    Query(pattern=_ISO, description="Date of the asked document (YYYY, YYYY-MM or YYYY-MM-DD), where its symbol is shared."),
    AfterValidator(_date),
]
Day = Annotated[str | None, Query(pattern=_ISO, description="A day, YYYY-MM-DD; by default today."), AfterValidator(_date)]
Province = Annotated[
    str | None,
    Query(max_length=100, description="A province, tones may be left out; also decides whose document is asked for.", examples=["lai chau"]),
    AfterValidator(_province),
]
Level = Annotated[Literal["central", "ministry", "province", "district", "commune"] | None, Query(description="Only documents of this level.")]
Limit = Annotated[int | None, Query(ge=1, le=MOST, description="How many to show; all when it is not given.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over.")]


def known_only(request: Request) -> None:
    """HTTPException 400 for a parameter that the address does not have: a misspelt filter would filter nothing."""
    route = request.scope.get("route")
    assert isinstance(route, APIRoute)
    known = {parameter.alias for parameter in get_flat_params(route.dependant)}
    if unknown := sorted(set(request.query_params) - known):
        raise HTTPException(400, f"there is no parameter {', '.join(map(shortened, unknown[:5]))}; there are {', '.join(sorted(known)) or 'none'}")
