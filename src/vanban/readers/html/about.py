"""What a page says of itself: the site it is of, the day it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

from vanban.clock import VIETNAM
from vanban.readers.html.tree import Element, Page

_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "dc.date.issued", "dcterms.issued",
    "article:published", "dc.date", "date",
)  # fmt: skip
_LINKED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")

_CLOCK = r"\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH))?"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn)"
_LABEL = r"(?:ngày đăng|đăng ngày|đăng lúc|đăng lên|ngày xuất bản|xuất bản|cập nhật(?: lúc| lần cuối| ngày)?|ngày cập nhật|ngày đăng tin|thời gian đăng)"
_STAMP = re.compile(
    rf"(?:{_LABEL}\s?:?\s?)?(?:{_WEEKDAY}\s?[,-]?\s?)?(?:ngày\s)?(?:{_CLOCK}\s?[-,|¦–]?\s?)?(?:{_WEEKDAY}\s?[,-]?\s?)?(?:ngày\s)?"
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}(?:\s?[-,|¦–•]?\s?(?:lúc\s)?{_CLOCK})?(?:\s?\(?GMT\s?\+?\s?7\)?)?\W{{0,3}}$",
    re.I,
)
_MARKED = re.compile(rf"{_CLOCK}|^\s*{_LABEL}", re.I)
_LONGEST = 90  # characters of a line with a date or a source
_SOURCE = re.compile(r"(?:Nguồn(?: tin| bài)?\s?:\s?|\(?Theo\s?:?\s)(?P<name>[^\W\d_a-zà-ỹđ][^.:;!?]{1,58}?)\)?\.?$")
_WORDS_OF_SOURCE = 7


def stamp(line: str) -> str | None:
    """The day of a line that is nothing but the moment of publication: "Thứ hai, 12/5/2025 08:30 (GMT+7)". A bare date says nothing."""
    if len(line) > _LONGEST or not _STAMP.match(line) or not _MARKED.search(line):
        return None
    m = _DAY.search(line)
    return _iso(m[4], m[3], m[1]) if m else None


def is_stamp(line: str) -> bool:
    """Whether a line is such a moment, or a weekday with its date as a page's head shows it."""
    return len(line) <= _LONGEST and bool(_STAMP.match(line)) and bool(_MARKED.search(line) or re.match(_WEEKDAY, line, re.I))


def source(line: str) -> str | None:
    """Whom a line names that gives nothing but the source: "Nguồn: Báo Tân Hưng", "Theo TTXVN"."""
    m = _SOURCE.match(line) if len(line) <= _LONGEST else None
    return m["name"].strip() if m and len(m["name"].split()) <= _WORDS_OF_SOURCE else None


def published(page: Page) -> str | None:
    """The ISO date that the page's data give."""
    said = [page.meta[name] for name in _PUBLISHED if name in page.meta]
    said += [m[1] for text in page.linked_data if (m := _LINKED.search(text))]
    said += [e.attributes["datetime"] for e in page.body.walk() if e.tag == "time" and e.attributes.get("datetime")][:1]
    return next((day for text in said if (day := _day(text))), None)


def shown(page: Page, headline: Element | None) -> str | None:
    """The day of the first moment of publication that the page shows below its headline; what stands above may be the clock of whoever saved it."""
    return next((day for text in _below(page, headline) if (day := stamp(text))), None)


def credited(page: Page, headline: Element | None) -> str | None:
    """Whom the first line "Nguồn: …" below the headline names, wherever the page has it."""
    return next((name for text in _below(page, headline) if text.startswith("Nguồn") and (name := source(text))), None)


def _below(page: Page, headline: Element | None) -> Iterator[str]:
    """The words of the short elements below the headline; none on a page without one."""
    below = False
    for element in page.body.walk() if headline else ():
        below = below or element is headline
        if below and 0 < element.size < _LONGEST:
            yield element.text()


def _day(text: str) -> str | None:
    """The day in Vietnam of a moment."""
    text = text.strip()[:60]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        iso, local = _ISO.match(text), _DAY.search(text)
        return _iso(*iso.groups()) if iso else _iso(local[4], local[3], local[1]) if local else None
    return (moment.astimezone(VIETNAM) if moment.tzinfo else moment).date().isoformat()


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def site(page: Page, address: str | None = None) -> str | None:
    """The site's name, else the host of the page's address."""
    name = page.meta.get("og:site_name") or page.meta.get("application-name")
    addresses = (page.meta.get("canonical"), page.meta.get("og:url"), address, page.address)
    return name or next((host for text in addresses if text and (host := _host(text))), None)


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address.strip())
        return (parts.hostname or "").removeprefix("www.") or None if parts.scheme in ("http", "https", "") else None
    except ValueError:
        return None
