"""Documents without letterhead, as copies on the web are: the first line, or the enacting formula and Điều 1, say what they are."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from vanban import lexicon, symbols
from vanban.extract.header import closing
from vanban.extract.header.cited import full_issuer, of_citation
from vanban.extract.header.letterhead import Letterhead, kind_name
from vanban.extract.header.province import province_of
from vanban.layout import ENACTING, Layout
from vanban.model import Citation, Document, Header
from vanban.text import Span

_ENACTED = re.compile(rf"{ENACTING}(?= ?:?(?:\n|$))")
_ACT = re.compile(
    r"Điều 1\.? ?(?P<act>(?:Phê duyệt|Ban hành|Công bố|Thành lập|Quy định|Bãi bỏ|Sửa đổi)[^\n;]*?)"
    r"(?: \(|,? (?:với|gồm|kèm theo|như sau)\b|[.:;\n]|$)"
)

_TITLE_LINES = 6


def find(layout: Layout, document: Document, head: Letterhead) -> tuple[Header, str | None]:
    """The header of a document whose letterhead names the issuer at most.

    It is what the first line says of it, else the kind that it enacts and what its Điều 1 does.
    """
    signers, recipients = closing.find(layout)
    province = province_of(layout, None, None)
    first = next((c for c in document.citations if c.symbol and _opens_paragraph(layout, c)), None)
    if first and layout.view.to_clean(first.span.start) < layout.paragraphs[:3][-1].end:
        named = [c for c in document.citations if symbols.key(c.symbol) == symbols.key(first.symbol)]
        header = of_citation(layout, next((c for c in named if c.date), first), province)
    else:
        kind, act = _ENACTED.search(layout.clean), _ACT.search(layout.clean)
        header = Header(doc_type=lexicon.type_of_name(kind_name(kind.group())) if kind else None)
        if kind and kind.group() == "QUYẾT NGHỊ":
            header = replace(header, doc_type="NQ")
        if act:
            header = replace(header, title=act["act"].strip(), spans={"title": layout.view.span(act.start("act"), act.end("act"))})
    if header.title is None and (words := _title(layout)):
        header = replace(header, title=words[0], spans={**header.spans, "title": words[1]})
    if header.issuer is None and head.issuer:
        issuer = full_issuer(head.issuer, header.symbol, province)
        header = replace(header, issuer=issuer, spans={**header.spans, "issuer": head.spans["issuer"]})
    if header.issuer and header.issuer.level in ("central", "ministry"):
        province = None
    return replace(header, signers=signers, recipients=recipients), province


def _title(layout: Layout) -> tuple[str, Span] | None:
    """What stands in capitals above the first "Căn cứ"."""
    above = list(takewhile(lambda p: layout.text(p).isupper(), layout.paragraphs[:_TITLE_LINES]))
    if not above or len(above) == len(layout.paragraphs) or not layout.text(layout.paragraphs[len(above)]).startswith("Căn cứ"):
        return None
    return " ".join(map(layout.text, above)), layout.view.span(above[0].start, above[-1].end)


def _opens_paragraph(layout: Layout, c: Citation) -> bool:
    """Whether a citation stands at the very beginning of a paragraph."""
    start = layout.view.to_clean(c.span.start)
    return start == 0 or layout.clean[start - 1] == "\n"
