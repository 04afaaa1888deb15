"""What of a page is its text: the element that holds it, else all but what is known for menus, links and feet. Rather a stray line than a lost one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vanban.readers.html.tree import Element, Page, measure

_ENOUGH = 0.5  # of the page's words outside links: an element that holds fewer is not the text
_MOST = 0.5  # of the page's letters: what holds more is never taken away
_LINKED = 0.66  # of an element's letters: it lists links
_FEWEST_LINKS = 3
_HEADING = 80  # characters of the longest heading of links


@dataclass(frozen=True, slots=True)
class Content:
    """The elements with the page's text, whether they are known to hold it, and the headline and lead that stand before it."""

    elements: list[Element]
    known: bool
    headline: Element | None
    lead: Element | None


@cache
def words() -> dict[str, Any]:
    """The table of names and words of pages."""
    return tomllib.loads(files(__package__).joinpath("pages.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the table, for whole lines."""
    return re.compile(words()[name], re.I)


def find(page: Page) -> Content:
    """The content of a page. Changes its tree: takes away what is none of the text."""
    whole = page.body.size
    headline, lead = headline_of(page), _first(page.body, "lead")
    _prune(page.body, "clutter", whole)
    measure(page.body)
    candidates = _candidates(page.body)
    _prune(page.body, "chrome", whole, frozenset(map(id, candidates)))
    _prune_links(page.body, whole)
    measure(page.body)
    elements = _fullest(candidates)
    known = sum(map(_prose, elements)) >= _ENOUGH * _prose(page.body) and _signs(page.body) == sum(map(_signs, elements))
    return Content(elements if known and elements else [page.body], known, headline, lead)


def _prose(element: Element) -> int:
    """Its letters outside links."""
    return element.size - element.linked


def _signs(element: Element) -> int:
    """How many letterheads, closings and articles of documents stand in an element."""
    text = unicodedata.normalize("NFC", element.text())
    return len(pattern("signs").findall(text)) + len(pattern("articles").findall(text))


_PART = 0.05  # of the fullest element's letters: one that holds fewer is no part of the text


def _fullest(candidates: list[Element]) -> list[Element]:
    """Of the elements that are known to hold a text those that do, none within another: a site may show a document in parts."""
    least = _PART * max(map(_prose, candidates), default=0)
    inner = {id(e) for c in candidates if _prose(c) > least for e in c.walk() if e is not c}
    return [c for c in candidates if _prose(c) > least and id(c) not in inner]


def _candidates(body: Element) -> list[Element]:
    """The elements that are known to hold a text: those of the table, else what HTML itself calls so."""
    named = set(words()["content"])
    found = [e for e in body.walk() if e.names()[0] & named or "articlebody" in e.attributes.get("itemprop", "").lower()]
    return found or [e for e in body.walk() if e.tag in ("article", "main") or e.attributes.get("role") == "main"]


def headline_of(page: Page) -> Element | None:
    """The heading that says what the page's title says; a site's name in a heading does not. Without a title the first heading."""
    said = page.meta.get("og:title") or page.title
    headings = [e for e in page.body.walk() if e.tag == "h1" and e.size] or [e for e in (_first(page.body, "headline"),) if e]
    if not headings:
        return None
    known = set(said.lower().split())
    share, heading = max(((_share(e, known), e) for e in headings), key=lambda pair: pair[0])
    return heading if share > _ENOUGH or not said else None


def _share(element: Element, known: set[str]) -> float:
    """How many of an element's words are among these: 0 to 1."""
    own = set(element.text().lower().split())
    return len(known & own) / max(len(own), 1)


def _first(body: Element, kind: str) -> Element | None:
    """The first element with a name of this kind that shows words."""
    named = set(words()[kind])
    return next((e for e in body.walk() if e.size and e.names()[0] & named), None)


def _prune(body: Element, kind: str, whole: int, spared: frozenset[int] = frozenset()) -> None:
    """Take away the elements whose names are of this kind; nothing in those that are spared, and nothing that holds most of the page."""
    exact, parts = frozenset(words()[kind]), words()[f"{kind}_parts"]
    stack = [body]
    while stack:
        element = stack.pop()
        if id(element) in spared:
            continue
        element.children = [c for c in element.children if isinstance(c, str) or id(c) in spared or not _is_named(c, kind, exact, parts) or _is_kept(c, whole)]
        stack += [c for c in element.children if isinstance(c, Element)]


def _is_kept(element: Element, whole: int) -> bool:
    """Whether the name of an element misleads: it holds most of the page, or what only documents have."""
    always = frozenset(words()["always"])
    if element.size > _MOST * whole and element.tag not in always and not element.names()[0] & always:
        return True
    return has_signs(element.text())


def has_signs(text: str) -> bool:
    """Whether a text has what only documents have: a letterhead, or who receives it."""
    return bool(pattern("signs").search(unicodedata.normalize("NFC", text)))


_TAGS = {"clutter": ("nav", "dialog"), "chrome": ("aside", "footer")}


def _is_named(element: Element, kind: str, exact: frozenset[str], parts: list[str]) -> bool:
    if element.tag in _TAGS[kind]:
        return True
    if element.tag == "header":
        return kind == "chrome" and not any(e.tag == "h1" for e in element.walk())
    whole, single = element.names()
    return bool(single & exact) or any(part in name for name in whole for part in parts)


_LISTS = frozenset(["ul", "ol", "div", "table", "section", "td", "tr", "p", "dl"])


def _prune_links(body: Element, whole: int) -> None:
    """Take away lists of links, with the headings "Tin liên quan" above them. In a document's own element only what stands under such a heading."""
    stack = [body]
    while stack:
        element = stack.pop()
        kept: list[Element | str] = []
        headed = False
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            if _heads_links(child):
                headed = True
                continue
            if headed and (_lists_links(child, 1) or not child.size):
                continue
            headed = False
            if not (child.tag in _LISTS and _lists_links(child, _FEWEST_LINKS) and child.size <= _MOST * whole and not _is_prose(child)):
                kept.append(child)
                stack.append(child)
        element.children = kept


def _lists_links(element: Element, fewest: int) -> bool:
    return element.links >= fewest and element.linked >= _LINKED * element.size


def _is_prose(element: Element) -> bool:
    """Whether words stand between the links: laws that a paragraph cites are links too."""
    return any(isinstance(child, str) and sum(map(str.isalnum, child)) > 2 for e in element.walk() if e.tag != "a" for child in e.children)


def _heads_links(element: Element) -> bool:
    return 0 < element.size < _HEADING and bool(pattern("heads_links").fullmatch(element.text().strip(" :.»>")))
