"""Saved web pages: the text that a page is about, without what the site puts around it, and what the page says of itself."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable
from dataclasses import replace
from email.message import EmailMessage

from vanban.errors import ReadError
from vanban.model import Row, Source, changed
from vanban.readers.beat import Beat
from vanban.readers.html import about, content
from vanban.readers.html.encoding import text_of
from vanban.readers.html.lines import Line, lines_of
from vanban.readers.html.tree import Element, Page, parse

_LARGEST = 64_000_000  # bytes; a page is copied several times over while it is read
_STEPS = 3  # decoded, parsed, found


def read(source: Source, data: bytes, beat: Beat) -> Source:
    """The source with the text of the page, its tables' rows, its site and day. Raises ReadError for what is no page or has no text in it."""
    return _read(source, data, beat, None, None)


def read_archive(source: Source, data: bytes, beat: Beat) -> Source:
    """As `read`, of a page saved with its pictures in one file (MHTML): its first part that is HTML."""
    _bound(source, data)
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    page = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if part is None or not isinstance(page, bytes):
        raise ReadError(source.name, "is no web archive: there is no HTML in it")
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
    return _read(source, page, beat, part.get_content_charset(), str(address) if address else None)


def _bound(source: Source, data: bytes) -> None:
    if len(data) > _LARGEST:
        raise ReadError(source.name, f"is too large for a web page: {len(data) // 1_000_000} MB, at most {_LARGEST // 1_000_000} MB can be read")


def _read(source: Source, data: bytes, beat: Beat, charset: str | None, address: str | None) -> Source:
    _bound(source, data)
    text = text_of(source.name, data, charset)
    beat(1, _STEPS)
    page = parse(text, is_xml=source.media_type == "application/xhtml+xml")
    if page is None:
        raise ReadError(source.name, "is no web page: there are no elements in it")
    beat(2, _STEPS)
    return _told(source, page, address)


def _told(source: Source, page: Page, address: str | None) -> Source:
    headline = content.headline_of(page)
    day, credited = about.published(page) or about.shown(page, headline), about.credited(page, headline)  # before the tree is pruned
    found = content.find(page)
    lines = _headed(found, lines_of(Element("body", {}, [*found.elements])))
    lines = [line for line in lines if not _is_label(line, found.known)]
    day = day or next((d for line in lines if line.row is None and (d := about.stamp(line.text))), None)
    is_document = content.has_signs("\n".join(line.text for line in lines))
    sources = {} if is_document else _sources(lines)  # in a document "Nguồn: Ngân sách tỉnh" is what it says
    kept = [line for line in lines if line.row is not None or not (about.is_stamp(line.text) or line.text in sources)]
    if not any(map(str.isalnum, "".join(line.text for line in kept))):
        raise ReadError(source.name, "has no text in it, only menus and links" if page.title or page.meta else "is empty: there is no text in it")
    text, rows = _joined(kept)
    return changed(
        source, text=text, rows=rows, site=next(iter(sources.values()), None if is_document else credited) or about.site(page, address), published=day
    )


_LAST = 4  # lines in which a page says whom it has its text from


def _sources(lines: list[Line]) -> dict[str, str]:
    """The last lines that name nothing but the source of a report, with its name."""
    return {line.text: name for line in lines[-_LAST:] if line.row is None and (name := about.source(line.text))}


_OPENING = 12  # lines in which headline and lead are looked for


def _headed(found: content.Content, lines: list[Line]) -> list[Line]:
    """The lines with headline and lead before them, where they are not among the first already."""
    opening = " ".join(line.text for line in lines[:_OPENING])
    heads = [text for e in (found.headline, found.lead) if e and (text := e.text()) not in opening]
    return [*(Line(text.replace("|", "¦"), True) for text in heads), *([replace(lines[0], gap=True)] if heads and lines else lines[:1]), *lines[1:]]


def _is_label(line: Line, known: bool) -> bool:
    """Whether a line is a button of the page, or in a page without a known element of its foot."""
    if line.row is not None:
        return False
    return bool(content.pattern("buttons").fullmatch(line.text) or (not known and content.pattern("foot").match(line.text)))


def _joined(lines: Iterable[Line]) -> tuple[str, tuple[Row, ...]]:
    """The text of the lines, and where the rows of its tables stand."""
    parts: list[str] = []
    rows: dict[int, Row] = {}
    at = 0
    for line in lines:
        gap = "\n" if line.gap and parts else ""
        start = at + len(gap)
        if line.row is not None:
            rows[line.row] = Row(rows[line.row].start if line.row in rows else start, start + len(line.text), line.above)
        parts.append(f"{gap}{line.text}\n")
        at += len(parts[-1])
    return "".join(parts), tuple(rows.values())
