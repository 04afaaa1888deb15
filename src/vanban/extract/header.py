"""The header: who issued the document, its number, date, title, signers and recipients (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW).

In a report it is that of the main document reported, the one whose issue the text announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from vanban import bodies, ids, lexicon, symbols
from vanban.bodies import NAME, UPPER
from vanban.layout import Layout, Paragraph
from vanban.model import Body, Citation, Document, Header, Recipient, Signer
from vanban.quantities import iso_date
from vanban.text import Span, fold, plain

_LABEL = re.compile(r"S[ốôóoỏẻồ] ?[:.]? ?", re.I)
_MOTTO = re.compile(r"C[ỘÔ]NG H[ÒO]A|ĐẢNG C[ỘÔ]NG SẢN|Độc lập")
_PLACE_DATE = re.compile(
    rf"(?P<place>[{UPPER}][^,|\n]{{1,40}}), ?ngày ?(?P<day>\d{{1,2}}|\.{{2,}}|…+|[_ ]*) ?/?(?:tháng ?)(?P<month>\d{{1,2}}|\.{{2,}}|…+|[_ ]*) ?(?:năm ?)(?P<year>(?:19|20)\d\d)"
)


def find(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """(header, province of the text)."""
    header = _official(layout, document) if layout.official else _reported(layout, document)
    return header


# The document itself.


def _official(layout: Layout, document: Document) -> tuple[Header, str | None]:
    cells = list(layout.zone("letterhead"))
    spans: dict[str, Span] = {}
    symbol, doc_type = _symbol(layout, cells, spans)
    kind = next(layout.zone("type"), None)
    if kind:
        doc_type = lexicon.type_of_name(_kind_name(layout.text(kind))) or doc_type
    place, date = _place_and_date(layout, cells, spans)
    title = _title(layout, spans)
    issuer, inferred = _issuer(layout, cells, place, spans)
    signers, recipients = _closing(layout)
    province = _province(layout, document, issuer, date)
    body: Body | None = None
    if issuer:
        where = ids.Place(None, province, None)
        body, guessed = ids.identify(issuer, symbol, where)
        inferred += [f"issuer.{g}" for g in guessed]
    if body and body.level in ("central", "ministry"):
        province = None
    elif body and body.province:
        province = body.province
    parsed = symbols.parse(symbol) if symbol else None
    header = Header(symbol, parsed.number if parsed else None, doc_type, body, place, date, title, signers, recipients, spans, tuple(inferred))
    return header, province


def _kind_name(text: str) -> str:
    """The kind as the tables spell it, from a line in capitals that OCR may have hurt."""
    wanted = plain(text.strip(" :.|"))
    return next((name for t in lexicon.doc_types() for name in t.names if plain(name) == wanted), text)


def _symbol(layout: Layout, cells: list[Paragraph], spans: dict[str, Span]) -> tuple[str | None, str | None]:
    for cell in cells:
        label = _LABEL.match(layout.clean, cell.start, cell.end)
        m = symbols.pattern().search(layout.clean, label.end() if label else cell.start, cell.end) if label else None
        if m:
            spans["symbol"] = layout.view.span(m.start(), m.end())
            code = m["type"] or m["ptype"]
            return re.sub(r"\s", "", m.group()), lexicon.type_code(code) if code else "CV"
        if label:
            blank = re.search(rf"[/-] ?([{UPPER}][\w]*)", layout.clean[label.end() : cell.end])
            return None, lexicon.type_code(blank[1]) if blank else None
    return None, None


def _place_and_date(layout: Layout, cells: list[Paragraph], spans: dict[str, Span]) -> tuple[str | None, str | None]:
    for cell in cells:
        m = _PLACE_DATE.search(layout.clean, cell.start, cell.end)
        if m:
            spans["place"] = layout.view.span(m.start("place"), m.end("place"))
            spans["date"] = layout.view.span(m.end("place") + 2, m.end())
            month, day = (int(m[g]) if m[g].isdigit() else None for g in ("month", "day"))
            date = m["year"] + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
            return m["place"].strip(), date
    return None, None


def _title(layout: Layout, spans: dict[str, Span]) -> str | None:
    title = next(layout.zone("title"), None)
    if title is None:
        about = re.search(r"(?:V/v:?|Về việc) ?(.+)", "\n".join(layout.text(p) for p in layout.zone("letterhead")))
        return about[1].strip() if about else None
    spans["title"] = layout.view.span(title.start, title.end)
    return layout.text(title).strip(" .")


_ORGAN = re.compile(
    r"(?:ỦY BAN|UBND|HỘI ĐỒNG|HĐND|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|THỊ ỦY|QUẬN ỦY|ĐẢNG ỦY|ĐẢNG BỘ|BAN|BỘ|SỞ|PHÒNG|CỤC|CHI CỤC|TỔNG CỤC|VỤ|VIỆN|TRƯỜNG|TRUNG TÂM|VĂN PHÒNG|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|CHỦ TỊCH|THANH TRA|CÔNG AN|KHO BẠC|BẢO HIỂM|NGÂN HÀNG|HỘI|ĐOÀN|LIÊN ĐOÀN|LIÊN MINH|TÒA ÁN|VIỆN KIỂM SÁT|CHI BỘ|CÔNG TY|TẬP ĐOÀN|HỌC VIỆN|ĐẠI HỌC|BÁO|ĐÀI|MẶT TRẬN|QUÂN ỦY|BẢO TÀNG|BỆNH VIỆN|KIỂM TOÁN|ĐẢNG ĐOÀN|TỔNG LIÊN ĐOÀN)\b"
)
_ENACTING = re.compile(r"(?:BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|THỐNG ĐỐC|TỔNG GIÁM ĐỐC|CHÁNH|THỦ TƯỚNG|HIỆU TRƯỞNG|TỔNG CỤC TRƯỞNG|VIỆN TRƯỞNG)\b")
_ACTS = re.compile(r",? (?:ban hành|xây dựng|yêu cầu|quyết định|chỉ thị|đề ra|thống nhất|thông báo|đã ban hành)\b")


def _issuer(layout: Layout, cells: list[Paragraph], place: str | None, spans: dict[str, Span]) -> tuple[str | None, list[str]]:
    """The letterhead's body, the lower of two; the line above the căn cứ when it names an office; else the body that acts in the opening words."""
    groups: list[list[Paragraph]] = []
    for cell in sorted((c for c in cells), key=lambda c: (c.row, c.column)):
        text = layout.text(cell).strip(" *|")
        if _MOTTO.search(text) or _LABEL.match(text) or _PLACE_DATE.search(text) or not text.isupper() or len(text) < 3:
            continue
        if _ORGAN.match(text) or not groups:
            groups.append([cell])
        elif groups:
            groups[-1].append(cell)
    groups = [g for g in groups if _ORGAN.match(layout.text(g[0]).strip(" *|"))]
    named = next(layout.zone("issuer"), None)
    if named:
        spans["issuer"] = layout.view.span(named.start, named.end)
        return spell(layout.text(named).removeprefix("CỦA ")), []
    enacting = next((p for p in list(layout.zone("body"))[:3] if layout.text(p).isupper() and _ENACTING.match(layout.text(p))), None)
    if enacting:
        spans["issuer"] = layout.view.span(enacting.start, enacting.end)
        return spell(layout.text(enacting)), []
    if groups:
        spans["issuer"] = layout.view.span(groups[-1][0].start, groups[-1][-1].end)
        return spell(_joined(layout, groups)), []
    return _acting(layout, place, spans)


def _joined(layout: Layout, groups: list[list[Paragraph]]) -> str:
    """The lower body's lines as one name; an organ of a committee ("BAN TUYÊN GIÁO" under "TỈNH ỦY …") takes the committee's name along."""
    names = [" ".join(layout.text(c).strip(" *|-") for c in g) for g in groups]
    if len(names) > 1 and re.match(r"(?:BAN|VĂN PHÒNG|ỦY BAN KIỂM TRA)\b", names[-1]) and re.match(r"(?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN) ỦY", names[-2]) and "ỦY" not in names[-1].replace("ỦY BAN", ""):
        return f"{names[-1]} {names[-2]}"
    return names[-1]


_KEPT_LOW = frozenset(["tỉnh", "thành", "phố", "huyện", "quận", "xã", "phường", "thị", "trấn", "và", "của", "các", "nhân", "dân", "ủy", "đặc", "khu"])


def spell(capitals: str) -> str:
    """A name in capitals as running text spells it: "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN" → "Ủy ban nhân dân tỉnh Ninh Thuận"."""
    pattern, names = _spellings()
    pieces, at = [], 0
    text = " ".join(capitals.split()).lower()
    for m in pattern.finditer(text):
        pieces += [*(_capital(w) for w in text[at : m.start()].split()), names[m.group()]]
        at = m.end()
    joined = " ".join([*pieces, *(_capital(w) for w in text[at:].split())])
    joined = re.sub(r"\b(thpt|thcs|gdnn|gdtx|tp)\b", lambda m: m[1].upper(), joined, flags=re.I)
    return joined[0].upper() + joined[1:]


def _capital(word: str) -> str:
    return word if word in _KEPT_LOW else word[0].upper() + word[1:]


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names by their lower case, and a pattern that finds the longest of them."""
    t = lexicon.table("bodies")
    names = [*t["fields"], *t["central"], *t["ministry_rank"], *t["mass"], *t["agencies"], *t["party_organs"], "Ủy ban nhân dân", "Hội đồng nhân dân", "Việt Nam"]
    names += [*t["offices"], *(n for level in t["party_committees"].values() for n in level)] + [p.name for p in lexicon.provinces().values()]
    known = {n.lower(): n for n in reversed(names)}
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(n) for n in sorted(known, key=len, reverse=True))})(?!\w)"), known


def _acting(layout: Layout, place: str | None, spans: dict[str, Span]) -> tuple[str | None, list[str]]:
    for p in list(layout.zone("body"))[:6]:
        for m in _ACTS.finditer(layout.clean, p.start, p.end):
            start = _body_before(layout.clean, p.start, m.start())
            if start is None:
                continue
            name = layout.clean[start : m.start()]
            spans["issuer"] = layout.view.span(start, m.start())
            if place and fold(place) not in fold(name) and re.search(r"(?:ủy|huyện|tỉnh|xã|phường|thị xã)$", fold(name)):
                return f"{name} {place}", ["issuer"]
            return name, []
    return None, []


def _body_before(text: str, start: int, end: int) -> int | None:
    """Where the name of a body begins that ends exactly at `end`: the longest name the tables know, else the longest run that looks like one."""
    low = max(start, end - 120)
    starts = [low + m.start() for m in re.finditer(rf"(?<!\w)[{UPPER}]", text[low:end])]
    known = (at for at in starts if bodies.known_issuer(text, at, end) == end)
    return next(known, next((at for at in starts if bodies.issuer(text, at, end) == end), None))


_AUTHORITY = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|T/UQ|Q)[. ]")
_PERSON = re.compile(rf"(?:(?:PGS|GS|TS|ThS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng|Đại tướng|Thượng tướng)\.? ?)*(?P<name>[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ']*){{1,4}})$")
_RECIPIENTS = re.compile(r"[NM]ơi nhận ?:?")
_NOTE = re.compile(r" ?\((?:để [\w/ ,]{2,30}|b/c|báo cáo|thay b/c|t/h|p/h|thực hiện|phối hợp)\)|[.;,:/ ]+$")


@dataclass(slots=True)
class _Side:
    """The signing column as it is read: the office last seen."""

    position: str | None = None


def _closing(layout: Layout) -> tuple[tuple[Signer, ...], tuple[Recipient, ...]]:
    cells = list(layout.zone("closing"))
    signers: list[Signer] = []
    lines: list[tuple[int, int, str]] = []
    side, listing = _Side(), False
    label = next((c for c in cells if _RECIPIENTS.match(layout.text(c))), None)
    for cell in cells:
        text = layout.text(cell)
        if cell is label:
            listing = True
            continue
        person = _PERSON.match(text)
        signs = cell.column > 0 or label is None or not listing or label.column > 0
        if text.isupper() and len(text) > 3 and not text.startswith(("-", "+")):
            side.position = side.position if _AUTHORITY.match(text) else text
            listing = listing and cell.column > 0
        elif person and (signs or (not text.startswith("-") and side.position and _is_last(layout, cell, cells))) and not text.startswith(("-", "+")):
            signers.append(Signer(person["name"], side.position, layout.view.span(cell.start + person.start("name"), cell.end)))
        elif label is not None and cell.column == label.column and (listing or text.startswith("-")):
            _recipient(lines, cell, text)
    recipients = tuple(Recipient(_NOTE.sub("", _NOTE.sub("", text)).strip(), layout.view.span(a, b)) for a, b, text in lines)
    return tuple(signers), tuple(r for r in recipients if r.text)


def _is_last(layout: Layout, cell: Paragraph, cells: list[Paragraph]) -> bool:
    return cell is cells[-1] or all(not layout.text(c).startswith("-") for c in cells[cells.index(cell) + 1 :])


def _recipient(lines: list[tuple[int, int, str]], cell: Paragraph, text: str) -> None:
    """One line of nơi nhận; a line without a dash goes on with the one above."""
    if text.startswith(("-", "+", "•")) or not lines:
        lines.append((cell.start, cell.end, text.lstrip("-+• ")))
    else:
        start, _, above = lines[-1]
        lines[-1] = (start, cell.end, f"{above} {text}")


_UNDER = re.compile(rf"(?:[Tt]ỉnh ủy|UBND tỉnh|Ủy ban nhân dân tỉnh|HĐND tỉnh|[Tt]ỉnh|[Tt]hành phố|TP\.?|Thành ủy|Báo|Đài|Nguồn|UBND thành phố|Cổng [\w ]{{3,40}}?) (?P<name>{NAME})")
_HOST = re.compile(r"[\w.-]+\.vn\b")


def _homes(issuer: str | None, date: str | None) -> set[str]:
    """The provinces that have a district (before 01/7/2025) or commune (after it) of the issuer's name."""
    body, _ = ids.identify(issuer, None) if issuer else (None, ())
    unit = ids.unit_in(issuer or "", body.level if body else None)
    if body is None or unit is None or body.level not in ("district", "commune"):
        return set()
    after = bool(date and date >= "2025-07")
    return {u.province for u in lexicon.units(unit, body.level)} if after == (body.level == "commune") else set()


def _province(layout: Layout, document: Document, issuer: str | None, date: str | None) -> str | None:
    """The province the text belongs to: what the issuer's name says, else the one most spoken of, with a lead over any other."""
    votes: dict[str, float] = {}
    for name in (issuer, " ".join(layout.text(p) for p in layout.zone("letterhead") if p.column == 0)):
        if name and (named := ids.province_in(name)):
            return named

    def vote(name: str | None, weight: float) -> None:
        found = lexicon.province(name) if name else None
        if found:
            votes[found.name] = votes.get(found.name, 0) + weight

    for m in _UNDER.finditer(layout.clean):
        words = m["name"].split(" ")
        vote(next((" ".join(words[:k]) for k in range(len(words), 0, -1) if lexicon.province(" ".join(words[:k]))), None), 1)
    for host in _HOST.findall(layout.clean):
        for province in {p.name for p in lexicon.provinces().values()}:
            if plain(province).replace(" ", "") in host.replace("-", ""):
                vote(province, 2)
    for m in re.finditer(rf"[Hh]uyện (?:ủy )?(?P<name>{NAME})", layout.clean):
        homes = {u.province for u in lexicon.units(m["name"], "district")}
        if len(homes) == 1:
            vote(homes.pop(), 0.5)
    homes = _homes(issuer, date)
    if len(homes) == 1:
        return homes.pop()
    best = sorted(((name, n) for name, n in votes.items() if not homes or name in homes), key=lambda v: -v[1])
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


# The main document of a report.

_ISSUES = re.compile(
    r"(?P<verb>(?:ký )?ban hành|công bố) (?P<kind>Kế hoạch hành động|Chương trình hành động|Kế hoạch|Chỉ thị|Nghị quyết|Quyết định|Chương trình|Kết luận|Thông báo|Hướng dẫn|Đề án|Công văn|Công điện|Quy định|Quy chế|kế hoạch|chỉ thị|nghị quyết|quyết định)(?! (?:này|nêu trên|của)\b)(?= [\w“\"])"
)
_IN_FOCUS = re.compile(r"(?:(?<!một số )nội dung (?:chỉ đạo|chính|cơ bản)(?: được nêu)?(?: trong| của| tại)|toàn văn|giới thiệu(?: nội dung)?|giới thiệu toàn văn) $", re.I)
_SAID_DATE = re.compile(r"[Nn]gày (?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>(?:19|20)\d\d))?(?![\d/-])")
_ADVERBS = re.compile(r"(?:,? (?:đã|vừa|mới|vừa mới|chính thức|cũng đã))*,? ?$")


def _reported(layout: Layout, document: Document) -> tuple[Header, str | None]:
    province = _province(layout, document, None, None)
    if len(layout.paragraphs) < 3 or len(layout.clean) < 400:  # a sentence or two reports no document
        return Header(), province
    paragraphs = layout.paragraphs[:14]
    limit = paragraphs[-1].end if paragraphs else 0
    announced = next((found for m in _ISSUES.finditer(layout.clean, 0, limit) if (found := _announced(layout, document, m, province))), None)
    if announced:
        return announced, province or (announced.issuer.province if announced.issuer else None)
    for c in document.citations:
        start = layout.view.to_clean(c.span.start)
        if start < limit and c.symbol and _IN_FOCUS.search(layout.clean[max(0, start - 60) : start]):
            return _of_citation(layout, c, province), province
    return Header(), province


def _announced(layout: Layout, document: Document, m: re.Match[str], province: str | None) -> Header | None:
    """ "UBND tỉnh ban hành Kế hoạch số …": the body that issues, the document, the day of the sentence."""
    text = layout.clean
    adverbs = _ADVERBS.search(text[max(0, m.start() - 40) : m.start()])
    body_end = m.start() - (len(adverbs.group()) if adverbs else 0)
    body_start = _body_before(text, 0, body_end)
    if body_start is None:
        return None
    cited = next((c for c in document.citations if c.span.start == layout.view.to_source(m.start("kind"), m.end("kind"))[0]), None)
    sentence = max(text.rfind("\n", 0, m.start()), text.rfind(". ", 0, m.start())) + 1
    header = _of_citation(layout, cited, province) if cited else _unnumbered(layout, m)
    if header.issuer is None or cited is None or "issuer" in (cited.inferred if cited else ()):
        header = replace(header, issuer=_full_issuer(text[body_start:body_end], header.symbol, province), spans={**header.spans, "issuer": layout.view.span(body_start, body_end)})
    if header.date is None:
        header = _dated(layout, document, header, sentence, m.start())
    return header


def _of_citation(layout: Layout, c: Citation, province: str | None) -> Header:
    title, span = _rest(layout, layout.view.to_clean(c.span.end - 1) + 1)
    spans = {"symbol": c.span} | ({"title": span} if span else {}) | ({"date": c.span} if c.date else {})
    issuer = _full_issuer(c.issuer.text, c.symbol, province) if c.issuer else None
    if issuer:
        spans["issuer"] = c.span
    parsed = symbols.parse(c.symbol) if c.symbol else None
    return Header(c.symbol, parsed.number if parsed else None, c.doc_type, issuer, None, c.date, title, (), (), spans, ())


def _unnumbered(layout: Layout, m: re.Match[str]) -> Header:
    title, span = _rest(layout, m.end())
    return Header(None, None, lexicon.type_of_name(m["kind"]), None, None, None, title, (), (), {"title": span} if span else {}, ())


_TO_STOP = re.compile(r"[\s,:]*(?P<title>[^\n]*?)(?=\.(?:\s|$)|\n|$|”)")


def _rest(layout: Layout, at: int) -> tuple[str | None, Span | None]:
    m = _TO_STOP.match(layout.clean, at)
    if not m or not m["title"].strip():
        return None, None
    return m["title"].strip(), layout.view.span(m.start("title"), m.end("title"))


def _full_issuer(name: str, symbol: str | None, province: str | None) -> Body:
    """The issuer with its province added when the page names it elsewhere: "UBND tỉnh" in Cao Bằng is "UBND tỉnh Cao Bằng"."""
    ends_bare = re.search(r"(?:tỉnh|Tỉnh ủy|tỉnh ủy|Thành ủy|thành phố)$", name)
    if province and ends_bare:
        name = f"{name} {province}"
    return ids.identify(name, symbol, ids.Place(None, province, None))[0]


def _dated(layout: Layout, document: Document, header: Header, sentence: int, end: int) -> Header:
    """The day named in the announcing sentence; a missing year is that of the latest document it cites, or the next one."""
    cited_at = [(layout.view.to_clean(c.span.start), layout.view.to_clean(c.span.end - 1)) for c in document.citations]
    said = (m for m in _SAID_DATE.finditer(layout.clean, sentence, end) if not any(a <= m.start() <= b for a, b in cited_at))
    m = next(said, None)
    if m is None:
        return header
    spans = {**header.spans, "date": layout.view.span(m.start(), m.end())}
    if m["year"]:
        return replace(header, date=iso_date(m.group()), spans=spans)
    cited = max((c.date for c in document.citations if c.date and len(c.date) == 10), default=None)
    if cited is None:
        return header
    year = int(cited[:4])
    day = f"{int(m['month']):02}-{int(m['day']):02}"
    year += day < cited[5:]
    date = iso_date(f"{int(m['day'])}/{int(m['month'])}/{year}")
    return replace(header, date=date, spans=spans, inferred=(*header.inferred, "date")) if date else header
