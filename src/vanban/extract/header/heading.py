"""The heading of old texts, and of copies in collections of laws: kind, issuer, number, date and subject in one run of capitals.

"SẮC LỆNH / CỦA CHỦ TỊCH NƯỚC SỐ 15 NGÀY 9 THÁNG 3 NĂM 1946", "NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 12-CP NGÀY 1-2-1993 VỀ TỔ CHỨC …".
"""

from __future__ import annotations

import re

from vanban import bodies
from vanban.extract.header.letterhead import Letterhead
from vanban.layout import NUMBERED_HEADING, Layout

_ISSUER = re.compile(r"CỦA (?P<issuer>[^\d]+?)(?=,? SỐ )")
_SUBJECT = re.compile(r"(?:VỀ|BAN HÀNH|QUY ĐỊNH|SỬA ĐỔI|THÀNH LẬP|HƯỚNG DẪN|PHÊ DUYỆT|BÃI BỎ)\b.*")


def read(layout: Layout, head: Letterhead) -> bool:
    """Put what such a heading says into `head`; False when the title is none."""
    lines = [p for p in layout.paragraphs if p.zone in ("issuer", "title")]
    if not lines:
        return False
    start, end = lines[0].start, lines[-1].end
    text = layout.clean[start:end].replace("\n", " ")
    m = NUMBERED_HEADING.search(text)
    if m is None or head.symbol or head.date:
        return False
    head.symbol = m["symbol"]
    head.date = f"{m['year']}-{int(m['month']):02}-{int(m['day']):02}"
    head.spans |= {"symbol": layout.view.span(start + m.start("symbol"), start + m.end("symbol"))}
    head.spans |= {"date": layout.view.span(start + m.start("date"), start + m.end("date"))}
    issuer = _ISSUER.search(text, 0, m.end("symbol"))
    if issuer:
        head.issuer = bodies.spell(issuer["issuer"].strip())
        head.spans["issuer"] = layout.view.span(start + issuer.start("issuer"), start + issuer.end("issuer"))
    subject = _SUBJECT.search(text, m.end())
    head.title = subject.group() if subject else None
    head.spans.pop("title", None)
    if subject:
        head.spans["title"] = layout.view.span(start + subject.start(), start + subject.end())
    return True
