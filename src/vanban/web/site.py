"""What the pages share: the store, the templates, and what templates call things."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from vanban import __version__, lexicon, wording
from vanban.clock import VIETNAM, today
from vanban.export.html.words import number
from vanban.store import Store
from vanban.text import plain
from vanban.web.access import visitor
from vanban.web.builds import Builds
from vanban.web.languages import language_of, remember_language, translator
from vanban.web.settings import Settings


@dataclass
class Site:
    """One running server. `store` is shared by all its threads."""

    settings: Settings
    store: Store
    builds: Builds = field(init=False)

    def __post_init__(self) -> None:
        self.builds = Builds(self.store, self.settings.jobs)

    @cached_property
    def templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("vanban.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
        )
        environment.filters |= {"address": address, "called": _called, "query": query, "number": number}
        return environment

    @property
    def writable(self) -> bool:
        return self.settings.token is not None


def site_of(request: Request) -> Site:
    """The server that a request came to."""
    found: Site = request.app.state.site
    return found


def render(request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A page. Besides `values` its template knows the request, the language, who is signed in, and `_`, which translates."""
    site, language = site_of(request), language_of(request)
    say = translator(language)
    shared = {
        "_": say,
        "language": language,
        "request": request,
        "site": site,
        "today": today(),
        "version": __version__,
        "visitor": visitor(request),
        "day": lambda iso: day(iso, language),
        "moment": lambda at: moment(at, language),
        "here": here(request),
        "level": lambda name: say(wording.LEVELS.get(name or "", "")),
        "relation": lambda name: say(wording.RELATIONS[name]),
        "other_language": other_language(request, "vi" if language == "en" else "en"),
    }
    answer = HTMLResponse(site.templates.get_template(template).render(shared | values), status)
    remember_language(request, answer)
    return answer


def address(id: str, place: str = "document") -> str:
    """The address of a document's page by its id, or of another page of it ("directive")."""
    return f"/{place}/{quote(id, safe='/~')}"


def query(values: Mapping[str, Any], **changes: Any) -> str:
    """Filters as the query of an address, with some changed; empty ones are left out."""
    left = {name: value for name, value in {**values, **changes}.items() if value not in (None, "", False)}
    return "?" + urlencode(left, doseq=True) if left else "?"


def day(iso: str | None, language: str) -> str:
    """A date as people of a language write it: 04/5/2023, 4 May 2023; shortened dates likewise."""
    if language == "vi" or not iso:
        return wording.day(iso)
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = datetime.date(2000, int(rest[0]), 1).strftime("%B")
    return " ".join([*(str(int(one)) for one in rest[1:]), month, year])


def moment(at: str, language: str) -> str:
    """A time (ISO, UTC) as the clock shows it in Vietnam."""
    there = datetime.datetime.fromisoformat(at).astimezone(VIETNAM)
    return f"{there:%H:%M}, {day(there.date().isoformat(), language)}"


def here(request: Request) -> str:
    """This page, with what was asked of it, to come back to."""
    asked = request.url.query
    return request.url.path + (f"?{asked}" if asked and len(asked) <= _ASKED else "")


_ASKED = 1_500  # characters of a query, which sign-in takes with its page


def other_language(request: Request, language: str) -> str:
    """This page in another language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{quote(request.url.path, safe='/~')}?{urlencode([*kept, ('lang', language)])}"


def _called(node: Any) -> str:
    """What a document is called: a node, plan or answer with `doc_type`, `symbol` and `title`."""
    known = node if isinstance(node, dict) else {name: getattr(node, name) for name in ("doc_type", "symbol", "title")}
    return wording.called(known["doc_type"], known["symbol"], known["title"])


def province_names() -> list[str]:
    """The names of the provinces, those of before July 2025 too, as a list to choose from."""
    return sorted({province.name for province in lexicon.provinces().values()}, key=plain)
