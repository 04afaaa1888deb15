"""Reports: the header is that of the main document reported, the one whose issue the text announces."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban import bodies, lexicon
from vanban.extract.header.cited import full_issuer, of_citation, subject
from vanban.extract.header.province import province_of
from vanban.layout import Layout, sentence_start
from vanban.model import Document, Header
from vanban.outline import Cover
from vanban.quantities import iso_date
from vanban.text import PERSON, Stretch

_ANNOUNCES = re.compile(
    r"(?P<verb>(?:ký )?ban hành|công bố|có(?= (?:Công điện|Công văn|Văn bản|Kế hoạch|Chỉ thị) số)) "
    r"(?P<kind>Kế hoạch hành động|Chương trình hành động|Kế hoạch|Chỉ thị|Nghị quyết|Quyết định|Chương trình"
    r"|Kết luận|Thông báo|Hướng dẫn|Đề án|Công văn|Công điện|Quy định|Quy chế|kế hoạch|chỉ thị|nghị quyết|quyết định)"
    r"(?! (?:này|nêu trên|của)\b)(?= [\w“\"])"
)
_IN_FOCUS = re.compile(
    r"(?:(?<!một số )nội dung (?:chỉ đạo|chính|cơ bản)(?: được nêu)?(?: trong| của| tại)"
    r"|toàn văn|giới thiệu(?: nội dung)?|giới thiệu toàn văn) $",
    re.I,
)
_ADVERBS = re.compile(r"(?:,? (?:đã|vừa|mới|chính thức|cũng đã))*,? ?$")
_OPENING_PARAGRAPHS = 14  # the main document is announced in these
_SHORTEST = 400  # characters; a sentence or two reports no document


def find(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """The header of the first document whose issue is announced, else of the one that the text presents; empty when there is neither."""
    province = province_of(layout, None, None)
    if len(layout.paragraphs) < 3 or len(layout.clean) < _SHORTEST:
        return Header(), province
    limit = layout.paragraphs[:_OPENING_PARAGRAPHS][-1].end
    announced = [h for m in _ANNOUNCES.finditer(layout.clean, 0, limit) if (h := _announced(layout, document, m, province))]
    if announced:  # a headline may leave out the number that the next sentence gives
        header = next((h for h in announced if h.symbol), announced[0])
        return header, province or (header.issuer.province if header.issuer else None)
    for c in document.citations:
        start = layout.view.to_clean(c.span.start)
        if start < limit and c.symbol and _IN_FOCUS.search(layout.clean[max(0, start - 60) : start]):
            header = of_citation(layout, c, province)
            return header, province or (header.issuer.province if header.issuer else None)
    return Header(), province


def _announced(layout: Layout, document: Document, m: re.Match[str], province: str | None) -> Header | None:
    """ "UBND tỉnh ban hành Kế hoạch số …": the body that issues, the document, the day of the sentence. None when nobody issues."""
    text = layout.clean
    adverbs = _ADVERBS.search(text[max(0, m.start() - 40) : m.start()])
    end = m.start() - (len(adverbs.group()) if adverbs else 0)
    start = bodies.issuer_before(text, 0, end)
    signer = _SIGNED_BY.search(text, max(0, end - 90), end)
    if signer and m["verb"].startswith("ký"):
        body = bodies.issuer_before(text, 0, signer.start("position"))
        known = bodies.issuer_before(text, 0, signer.end("position"))
        if body is not None or known is not None:
            start, end = (known if known is not None else body or 0), signer.end("position")
    if start is None:
        return None
    kind_at = layout.view.to_source(m.start("kind"), m.end("kind"))[0]
    cited = next((c for c in document.citations if c.span.start == kind_at), None)
    header = of_citation(layout, cited, province) if cited else _unnumbered(layout, m)
    if cited is None or header.issuer is None or "issuer" in cited.inferred:
        issuer = full_issuer(text[start:end], header.symbol, province)
        header = replace(header, issuer=issuer, spans={**header.spans, "issuer": layout.view.span(start, end)})
    elif "issuer" not in header.spans:
        header = replace(header, spans={**header.spans, "issuer": layout.view.span(start, end)})
    if header.date is None:
        header = _dated(layout, document, header, (sentence_start(text, m.start()), m.start()))
    return header


# "Thủ tướng Chính phủ Phạm Minh Chính (vừa) ký ban hành": the office whose holder is named issues.
_SIGNED_BY = re.compile(rf"(?P<position>Thủ tướng Chính phủ|Chủ tịch nước|Chủ tịch Quốc hội) (?P<name>{PERSON})$")


def _unnumbered(layout: Layout, m: re.Match[str]) -> Header:
    title, span = subject(layout, m.end())
    return Header(doc_type=lexicon.type_of_name(m["kind"]), title=title, spans={"title": span} if span else {})


_SAID_DATE = re.compile(r"[Nn]gày (?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>(?:19|20)\d\d))?(?![\d/-])")


def _dated(layout: Layout, document: Document, header: Header, sentence: Stretch) -> Header:
    """The day named in the announcing sentence; a missing year is that of the latest document it cites, or the next one."""
    cited = Cover(layout.view.place(c.span) for c in document.citations)
    m = next((m for m in _SAID_DATE.finditer(layout.clean, *sentence) if m.start() not in cited), None)
    if m is None:
        return header
    spans = {**header.spans, "date": layout.view.span(m.start(), m.end())}
    if m["year"]:
        return replace(header, date=iso_date(m.group()), spans=spans)
    latest = max((c.date for c in document.citations if c.date and len(c.date) == 10), default=None)
    if latest is None:
        return header
    day, month = int(m["day"]), int(m["month"])
    year = int(latest[:4]) + (f"{month:02}-{day:02}" < latest[5:])
    date = iso_date(f"{day}/{month}/{year}")
    return replace(header, date=date, spans=spans, inferred=(*header.inferred, "date")) if date else header
