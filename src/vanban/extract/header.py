"""The header: who issued the document, its number, date, title, signers and recipients (Nghị định 30/2020/NĐ-CP, Phụ lục I;
Hướng dẫn 36-HD/VPTW).

In a report it is that of the main document reported, the one whose issue the text announces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache

from vanban import bodies, ids, lexicon, symbols
from vanban.bodies import NAME
from vanban.layout import Layout, Paragraph, sentence_start
from vanban.lexicon import any_of
from vanban.model import Body, Citation, Document, Header, Recipient, Signer
from vanban.outline import Cover
from vanban.quantities import DATE, iso_date
from vanban.text import UPPER, Span, Stretch, fold, plain


def find(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """(header, province of the text). The header is empty in a report that announces nothing; no province: unknown, or a central body's."""
    return _official(layout, document) if layout.official else _reported(layout, document)


# The document itself.


@dataclass(slots=True)
class _Letterhead:
    """What stands above the body, as the words give it, and where."""

    symbol: str | None = None
    doc_type: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    issuer: str | None = None
    inferred: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)


def _official(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """The header off letterhead, title and closing. The province is the issuer's own, else where the text belongs; a central body has none."""
    head = _letterhead(layout)
    if not head.spans:
        return _bare(layout, document)
    province = _province(layout, head.issuer, head.date)
    body: Body | None = None
    if head.issuer:
        body, guessed = ids.identify(head.issuer, head.symbol, ids.Place(None, province, None))
        head.inferred += [f"issuer.{name}" for name in guessed]
    if body and body.level in ("central", "ministry"):
        province = None
    elif body and body.province:
        province = body.province
    signers, recipients = _closing(layout)
    header = Header(
        head.symbol,
        _number(head.symbol),
        head.doc_type,
        body,
        head.place,
        head.date,
        head.title,
        signers,
        recipients,
        head.spans,
        tuple(head.inferred),
    )
    return header, province


_ENACTED = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ ĐỊNH|CHỈ THỊ|THÔNG TƯ)(?= ?:?(?:\n|$))")
_ACT = re.compile(
    r"Điều 1\.? ?(?P<act>(?:Phê duyệt|Ban hành|Công bố|Thành lập|Quy định|Bãi bỏ|Sửa đổi)[^\n;]*?)"
    r"(?: \(|,? (?:với|gồm|kèm theo|như sau)\b|[.:;\n]|$)"
)


def _bare(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """The header of a document without letterhead: what its first line says of it, else the kind that it enacts and what its Điều 1 does."""
    signers, recipients = _closing(layout)
    province = _province(layout, None, None)
    first = next((c for c in document.citations if c.symbol and _opens_paragraph(layout, c)), None)
    if first and layout.view.to_clean(first.span.start) < layout.paragraphs[:3][-1].end:
        named = [c for c in document.citations if symbols.key(c.symbol) == symbols.key(first.symbol)]
        header = _of_citation(layout, next((c for c in named if c.date), first), province)
    else:
        kind, act = _ENACTED.search(layout.clean), _ACT.search(layout.clean)
        header = Header(doc_type=lexicon.type_of_name(_kind_name(kind.group())) if kind else None)
        if kind and kind.group() == "QUYẾT NGHỊ":
            header = replace(header, doc_type="NQ")
        if act:
            header = replace(header, title=act["act"].strip(), spans={"title": layout.view.span(act.start("act"), act.end("act"))})
    if header.issuer and header.issuer.level in ("central", "ministry"):
        province = None
    return replace(header, signers=signers, recipients=recipients), province


def _opens_paragraph(layout: Layout, c: Citation) -> bool:
    """Whether a citation stands at the very beginning of a paragraph."""
    start = layout.view.to_clean(c.span.start)
    return start == 0 or layout.clean[start - 1] == "\n"


def _number(symbol: str | None) -> str | None:
    parsed = symbols.parse(symbol) if symbol else None
    return parsed.number if parsed else None


def _letterhead(layout: Layout) -> _Letterhead:
    """All that stands above the body; the kind in capitals goes before what the symbol tells of it."""
    cells = list(layout.zone("letterhead"))
    head = _Letterhead()
    _read_symbol(layout, cells, head)
    kind = next(layout.zone("type"), None)
    if kind:
        head.doc_type = lexicon.type_of_name(_kind_name(layout.text(kind))) or head.doc_type
    _read_place_and_date(layout, cells, head)
    _read_title(layout, cells, head)
    _read_issuer(layout, cells, head)
    return head


def _kind_name(text: str) -> str:
    """The kind as the tables spell it, from a line in capitals that OCR may have hurt."""
    wanted = plain(text.strip(" :.|"))
    return next((name for t in lexicon.doc_types() for name in t.names if plain(name) == wanted), text)


_LABEL = re.compile(r"S[ốôóoỏẻồ] ?[:.]? ?(?![^\W\d_])", re.I)  # not the beginning of "SÓC TRĂNG"
_NO_NUMBER_YET = re.compile(rf"[/-] ?([{UPPER}][\w]*)")  # "Số:    /KH-UBND" of a draft
_BLANK = re.compile(r"\s")


_SPECKS = re.compile(r"[^\w(]{0,4}")


def _behind_specks(clean: str, cell: Paragraph) -> int:
    """Where the words of a cell begin, behind what OCR makes of specks (": Số: 2450/VPCP-KGVX")."""
    m = _SPECKS.match(clean, cell.start, cell.end)
    return m.end() if m else cell.start


def _read_symbol(layout: Layout, cells: list[Paragraph], head: _Letterhead) -> None:
    """Number and symbol, and the kind that the symbol tells: CV when it tells none. A draft without a number still tells its kind."""
    for cell in cells:
        label = _LABEL.match(layout.clean, _behind_specks(layout.clean, cell), cell.end)
        if label is None:
            continue
        m = symbols.pattern().search(layout.clean, label.end(), cell.end)
        if m:
            head.spans["symbol"] = layout.view.span(m.start(), m.end())
            code = m["type"] or m["ptype"]
            head.symbol, head.doc_type = _BLANK.sub("", m.group()), lexicon.type_code(code) if code else "CV"
        else:
            blank = _NO_NUMBER_YET.search(layout.clean[label.end() : cell.end])
            head.doc_type = lexicon.type_code(blank[1]) if blank else None
        return


_GAP = r"\.{2,}|…+|[_ ]*"  # where day or month is still to be written by hand
_PLACE_DATE = re.compile(
    rf"(?P<place>[{UPPER}](?:[^\W\d_]|[ .-]){{1,40}}), ?(?P<date>ngày ?(?P<day>\d{{1,2}}|{_GAP})"
    rf" ?/?(?:tháng ?)(?P<month>\d{{1,2}}|{_GAP})"
    r" ?(?:năm ?)(?P<year>(?:19|20)\d\d))"
)


def _read_place_and_date(layout: Layout, cells: list[Paragraph], head: _Letterhead) -> None:
    """Place and date, the date as far as it is written."""
    m = next((m for cell in cells if (m := _PLACE_DATE.search(layout.clean, cell.start, cell.end))), None)
    if m is None:
        return
    head.spans["place"] = layout.view.span(m.start("place"), m.end("place"))
    head.spans["date"] = layout.view.span(m.start("date"), m.end("date"))
    month, day = (int(m[part]) if m[part].isdigit() else None for part in ("month", "day"))
    head.place = m["place"].strip()
    head.date = m["year"] + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


_ABOUT = re.compile(r"(?:V/v:?|Về việc) ?(.+)")  # the subject of an official letter, under its number


def _read_title(layout: Layout, cells: list[Paragraph], head: _Letterhead) -> None:
    title = next(layout.zone("title"), None)
    if title is None:
        head.title = _letter_subject(layout, cells)
        return
    head.spans["title"] = layout.view.span(title.start, title.end)
    head.title = layout.text(title).strip(" .")
    whole = _repeated_title(layout, head.title)
    if whole:
        head.title = whole
        head.inferred.append("title")


_SPECK = re.compile(r" [^\w\s“”\"()&/-]{1,3}(?= |$)")  # a mark that stands alone: what a stamp leaves behind
_FIRST_WORDS = 5


def _repeated_title(layout: Layout, title: str) -> str | None:
    """The title as Điều 1 repeats it, when a stamp has cut it in the heading; None when it is whole or not repeated."""
    speck = _SPECK.search(title)
    if speck is None or not layout.misread:
        return None
    words = title[: speck.start()].split()
    first = next((p for p in layout.zone("body") if layout.text(p).startswith("Điều 1")), None)
    if first is None or len(words) < _FIRST_WORDS:
        return None
    known = r"\s".join(r"[“”\"]".join(map(re.escape, re.split(r"[“”\"]", word))) for word in words)
    end = r"[^”\"]*[”\"]" if re.search(r"[“\"]", title[: speck.start()]) else r"[^,;:.]*?(?= (?:với|gồm|bao gồm|kèm theo|như sau)\b|[,;:.]|$)"
    m = re.compile(known + end).search(layout.clean, first.start, first.end)
    return m.group() if m else None


def _letter_subject(layout: Layout, cells: list[Paragraph]) -> str | None:
    """The subject of an official letter: "V/v …" and the lines that go on below it in its column."""
    words: list[str] = []
    last: Paragraph | None = None
    for cell in cells:
        text = layout.text(cell)
        if last is None:
            about = _ABOUT.match(text)
            words, last = ([about[1].strip()], cell) if about else ([], None)
        elif cell.column == last.column:
            if cell.row > last.row + 1 or _PLACE_DATE.search(text) or _MOTTO.search(text) or not any(map(str.isalpha, text)):
                break
            words.append(text)
            last = cell
    return " ".join(words) or None


@cache
def _organ() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(lexicon.table('bodies')['letterhead'])})\b")


@cache
def _enacting() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(lexicon.table('bodies')['enacting'])})\b")


def _read_issuer(layout: Layout, cells: list[Paragraph], head: _Letterhead) -> None:
    """The line "CỦA …" under the kind; the line above the căn cứ that names an office; the letterhead's body, the lower of two;
    else the body that acts in the opening words.
    """
    named = next(layout.zone("issuer"), None)
    opening = list(layout.zone("body"))[:3]
    enacting = next((p for p in opening if layout.text(p).isupper() and _enacting().match(layout.text(p))), None)
    groups = _named_above(layout, cells)
    if named:
        start, end, capitals = named.start, named.end, layout.text(named).removeprefix("CỦA ")
    elif enacting:
        start, end, capitals = enacting.start, enacting.end, layout.text(enacting)
    elif groups:
        start, end, capitals = groups[-1][0].start, groups[-1][-1].end, _joined(layout, groups)
    else:
        _read_acting(layout, head)
        return
    head.issuer = bodies.spell(capitals)
    head.spans["issuer"] = layout.view.span(start, end)
    if named and groups and _ENDS_BARE.search(fold(capitals)):
        above = _OF_COMMITTEE.match(_joined(layout, groups))
        if above:  # "CỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN" below "HUYỆN ỦY BẮC HÀ"
            head.issuer = f"{head.issuer} {bodies.spell(above[1])}"
            head.inferred.append("issuer")


_MOTTO = re.compile(r"C[ỘÔ]NG H[ÒO]A|^CHỦ NGHĨA VI[ỆÊ]T NAM|ĐẢNG C[ỘÔ]NG SẢN|Độc [Ll]ập")


def _named_above(layout: Layout, cells: list[Paragraph]) -> list[list[Paragraph]]:
    """The lines of the letterhead that name bodies, in capitals, those of one body together."""
    groups: list[list[Paragraph]] = []
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        text = layout.text(cell).strip(" *|")
        if not text.isupper() or len(text) < 3 or _MOTTO.search(text) or _LABEL.match(text) or _PLACE_DATE.search(text):
            continue
        if _organ().match(text) or not groups:
            groups.append([cell])
        else:
            groups[-1].append(cell)
    return [group for group in groups if _organ().match(layout.text(group[0]).strip(" *|"))]


_ORGAN_OF_COMMITTEE = re.compile(r"(?:BAN|VĂN PHÒNG|ỦY BAN KIỂM TRA)\b")
_COMMITTEE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN) ỦY")
_OF_COMMITTEE = re.compile(rf"(?:{_COMMITTEE.pattern}|(?:ĐẢNG ỦY|ĐẢNG BỘ) (?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)) (.+)")


def _joined(layout: Layout, groups: list[list[Paragraph]]) -> str:
    """The lower body's lines as one name; an organ of a committee ("BAN TUYÊN GIÁO" under "TỈNH ỦY …") takes the committee's name along."""
    *above, name = (" ".join(layout.text(cell).strip(" *|-") for cell in group) for group in groups)
    if above and _ORGAN_OF_COMMITTEE.match(name) and _COMMITTEE.match(above[-1]) and "ỦY" not in name.replace("ỦY BAN", ""):
        return f"{name} {above[-1]}"
    return name


_ACTS = re.compile(r",? (?:ban hành|xây dựng|yêu cầu|quyết định|chỉ thị|đề ra|thống nhất|thông báo|đã ban hành)\b")
_ENDS_BARE = re.compile(r"(?:ủy|huyện|quận|tỉnh|thành phố|xã|phường|thị xã)$")


def _read_acting(layout: Layout, head: _Letterhead) -> None:
    """The body that acts in the opening words, "Huyện ủy ban hành …", with the place of the letterhead when it has none of its own."""
    for p in list(layout.zone("body"))[:6]:
        for m in _ACTS.finditer(layout.clean, p.start, p.end):
            start = bodies.issuer_before(layout.clean, p.start, m.start())
            if start is None:
                continue
            head.issuer = name = layout.clean[start : m.start()]
            head.spans["issuer"] = layout.view.span(start, m.start())
            if head.place and fold(head.place) not in fold(name) and _ENDS_BARE.search(fold(name)):
                head.issuer = f"{name} {head.place}"
                head.inferred.append("issuer")
            return


# The closing: signers and recipients.

# TM. thay mặt, KT. ký thay, TL. thừa lệnh, TUQ. thừa ủy quyền, Q. quyền
_AUTHORITY = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|T/UQ|Q)[. ]")
_PERSON = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng|Đại tướng|Thượng tướng)\.? ?)*"
    rf"(?P<name>[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ']*){{1,4}})$"
)
_RECIPIENTS = re.compile(r"[NM]ơi nhận ?:?")  # OCR reads N as M
# "(để báo cáo)", "(b/c)" and marks behind a recipient
_NOTE = re.compile(r" ?\((?:để [\w/ ,]{2,30}|b/c|báo cáo|thay b/c|t/h|p/h|thực hiện|phối hợp)\)|[.;,:/ ]+$")
_BULLETS = ("-", "+", "*")


def _closing(layout: Layout) -> tuple[tuple[Signer, ...], tuple[Recipient, ...]]:
    """Signers from the right-hand column, each with the office read last above the name; recipients from the column of "Nơi nhận"."""
    cells = list(layout.zone("closing"))
    label = next((cell for cell in cells if _RECIPIENTS.match(layout.text(cell))), None)
    last_bullet = max((k for k, cell in enumerate(cells) if layout.text(cell).startswith("-")), default=-1)
    signers: list[Signer] = []
    lines: list[_Line] = []
    position: str | None = None
    listing = False
    for k, cell in enumerate(cells):
        text = layout.text(cell)
        if cell is label:
            listing = True
            continue
        bullet = text.startswith(_BULLETS)
        if text.isupper() and len(text) > 3 and not bullet:
            position = position if _AUTHORITY.match(text) else text
            listing = listing and cell.column > 0
            continue
        person = None if bullet else _PERSON.match(text)
        signs = cell.column > 0 or label is None or not listing or label.column > 0
        if person and (signs or (position and k >= last_bullet)):
            span = layout.view.span(cell.start + person.start("name"), cell.end)
            signers.append(Signer(person["name"], position, span))
        elif label is not None and cell.column == label.column and (listing or text.startswith("-")):
            _take_in(lines, cell, text)
    if not signers:
        signers = _signer_read_across(layout, cells)
    return tuple(signers), tuple(_recipients(layout, lines))


_OFFICE = re.compile(
    r"(?:PHÓ |KT\. ?)?(?:THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|VỤ TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG BAN|HIỆU TRƯỞNG)$"
)
_NAME_AT_END = re.compile(rf"(?:^|[;:.,)”\"'`~*|] ?)[^\w]*(?P<name>[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ]+){{1,3}})$")


def _signer_read_across(layout: Layout, cells: list[Paragraph]) -> list[Signer]:
    """The signer where the two columns were read as one: office and name end rows of "Nơi nhận", the name on one of the last."""
    offices = [m.group() for cell in cells if (m := _OFFICE.search(layout.text(cell).strip(" .|")))]
    for cell in reversed(cells[-_LAST_ROWS:]):
        m = _NAME_AT_END.search(layout.text(cell))
        if m and not _organ().match(m["name"].upper()):
            span = layout.view.span(cell.start + m.start("name"), cell.start + m.end("name"))
            return [Signer(m["name"], offices[-1] if offices else None, span)]
    return []


_LAST_ROWS = 8


@dataclass(slots=True)
class _Line:
    """A recipient in the making, in positions of the clean text."""

    start: int
    end: int
    text: str


def _take_in(lines: list[_Line], cell: Paragraph, text: str) -> None:
    """One line of nơi nhận; a line without a dash goes on with the one above."""
    if text.startswith((*_BULLETS, "•")) or not lines:
        lines.append(_Line(cell.start, cell.end, text.lstrip("-+*• ")))
    else:
        lines[-1].end = cell.end
        lines[-1].text += f" {text}"


def _recipients(layout: Layout, lines: list[_Line]) -> list[Recipient]:
    found = []
    for line in lines:
        text = _NOTE.sub("", _NOTE.sub("", line.text)).strip()
        if text:
            found.append(Recipient(text, layout.view.span(line.start, line.end)))
    return found


# The province of the text.

_UNDER = re.compile(
    r"(?:[Tt]ỉnh ủy|UBND tỉnh|Ủy ban nhân dân tỉnh|HĐND tỉnh|[Tt]ỉnh|[Tt]hành phố|TP\.?|Thành ủy"
    rf"|Báo|Đài|Nguồn|UBND thành phố|Cổng [\w ]{{3,40}}?) (?P<name>{NAME})"
)
_HOST = re.compile(r"[\w.-]+\.vn\b")
_DISTRICT = re.compile(rf"[Hh]uyện (?:ủy )?(?P<name>{NAME})")


def _province(layout: Layout, issuer: str | None, date: str | None) -> str | None:
    """The province the text belongs to: what the issuer's name or the letterhead says, else where only the issuer's unit can be, else
    the one most spoken of, with a lead over any other.
    """
    letterhead = " ".join(layout.text(p) for p in layout.zone("letterhead") if p.column == 0)
    named = next((found for name in (issuer, letterhead) if name and (found := ids.province_in(name))), None)
    if named:
        return named
    homes = _homes(issuer, date)
    if len(homes) == 1:
        return homes.pop()
    votes = sorted(((n, name) for name, n in _votes(layout.clean).items() if not homes or name in homes), reverse=True)
    if not votes or (len(votes) > 1 and votes[0][0] == votes[1][0]):
        return None
    return votes[0][1]


def _homes(issuer: str | None, date: str | None) -> set[str]:
    """The provinces that have a district (before 01/7/2025) or commune (after it) of the issuer's name."""
    body, _ = ids.identify(issuer, None) if issuer else (None, ())
    unit = ids.unit_in(issuer or "", body.level if body else None)
    if body is None or unit is None or body.level not in ("district", "commune"):
        return set()
    after = bool(date and date >= "2025-07")
    return {u.province for u in lexicon.units(unit, body.level)} if after == (body.level == "commune") else set()


def _votes(text: str) -> dict[str, float]:
    """How often provinces are spoken of.

    1 for the name behind "tỉnh" and its like, 2 for an address on the web, ½ for a district that only one province has.
    """
    votes: dict[str, float] = defaultdict(float)
    for m in _UNDER.finditer(text):
        words = m["name"].split(" ")
        starts = (lexicon.province(" ".join(words[:k])) for k in range(len(words), 0, -1))
        found = next((p for p in starts if p), None)
        if found:
            votes[found.name] += 1
    for host in _HOST.findall(text):
        for letters, name in _web_names():
            if letters in host.replace("-", ""):
                votes[name] += 2
    for m in _DISTRICT.finditer(text):
        homes = {u.province for u in lexicon.units(m["name"], "district")}
        district_of = lexicon.province(homes.pop()) if len(homes) == 1 else None
        if district_of:
            votes[district_of.name] += 0.5
    return votes


@cache
def _web_names() -> tuple[tuple[str, str], ...]:
    """(letters in addresses, name) of each province: ("laichau", "Lai Châu")."""
    return tuple({(plain(p.name).replace(" ", ""), p.name) for p in lexicon.provinces().values()})


# The main document of a report.

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
_ADVERBS = re.compile(r"(?:,? (?:đã|vừa|mới|vừa mới|chính thức|cũng đã))*,? ?$")
_OPENING_PARAGRAPHS = 14  # the main document is announced in these
_SHORTEST = 400  # characters; a sentence or two reports no document


def _reported(layout: Layout, document: Document) -> tuple[Header, str | None]:
    """The header of the first document whose issue is announced, else of the one that the text presents; empty when there is neither."""
    province = _province(layout, None, None)
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
            header = _of_citation(layout, c, province)
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
    header = _of_citation(layout, cited, province) if cited else _unnumbered(layout, m)
    if cited is None or header.issuer is None or "issuer" in cited.inferred:
        issuer = _full_issuer(text[start:end], header.symbol, province)
        header = replace(header, issuer=issuer, spans={**header.spans, "issuer": layout.view.span(start, end)})
    elif "issuer" not in header.spans:
        header = replace(header, spans={**header.spans, "issuer": layout.view.span(start, end)})
    if header.date is None:
        header = _dated(layout, document, header, (sentence_start(text, m.start()), m.start()))
    return header


# "Thủ tướng Chính phủ Phạm Minh Chính (vừa) ký ban hành": the office whose holder is named issues.
_SIGNED_BY = re.compile(rf"(?P<position>Thủ tướng Chính phủ|Chủ tịch nước|Chủ tịch Quốc hội) (?P<name>[{UPPER}][a-zà-ỹđ]+(?: [{UPPER}][a-zà-ỹđ]+){{1,3}})$")
_FULL_DATE = re.compile(DATE)


def _of_citation(layout: Layout, c: Citation, province: str | None) -> Header:
    """The header of a document from its citation; its title is what stands behind."""
    start, end = layout.view.place(c.span)
    title, span = _subject(layout, end)
    found = {"symbol": symbols.pattern(), "date": _FULL_DATE}
    spans = {field: layout.view.span(*m.span()) for field, words in found.items() if (m := words.search(layout.clean, start, end))}
    if span:
        spans["title"] = span
    issuer = _full_issuer(c.issuer.text, c.symbol, province) if c.issuer else None
    named = layout.clean.find(c.issuer.text, start, end) if c.issuer else -1
    if c.issuer and named >= 0:
        spans["issuer"] = layout.view.span(named, named + len(c.issuer.text))
    return Header(c.symbol, _number(c.symbol), c.doc_type, issuer, None, c.date, title, spans=spans)


def _unnumbered(layout: Layout, m: re.Match[str]) -> Header:
    title, span = _subject(layout, m.end())
    return Header(doc_type=lexicon.type_of_name(m["kind"]), title=title, spans={"title": span} if span else {})


_TO_STOP = re.compile(r"[\s,:]*(?P<title>[^\n]*?)(?=\.(?:\s|$)|\n|$|”)")


def _subject(layout: Layout, at: int) -> tuple[str | None, Span | None]:
    """The words from here to the full stop, and where they stand."""
    m = _TO_STOP.match(layout.clean, at)
    if not m or not m["title"].strip():
        return None, None
    return m["title"].strip(), layout.view.span(m.start("title"), m.end("title"))


_WITHOUT_PLACE = re.compile(r"(?:tỉnh|Tỉnh ủy|tỉnh ủy|Thành ủy|thành phố)$")


def _full_issuer(name: str, symbol: str | None, province: str | None) -> Body:
    """The issuer with its province added when the page names it elsewhere: "UBND tỉnh" in Cao Bằng is "UBND tỉnh Cao Bằng"."""
    if province and _WITHOUT_PLACE.search(name):
        name = f"{name} {province}"
    return ids.identify(name, symbol, ids.Place(None, province, None))[0]


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
