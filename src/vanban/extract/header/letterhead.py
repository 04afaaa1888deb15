"""What stands above the body: symbol, kind, place and date, title, issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from vanban import bodies, lexicon, symbols
from vanban.layout import Layout, Paragraph, organ
from vanban.lexicon import any_of
from vanban.text import UPPER, Span, fold, plain


@dataclass(slots=True)
class Letterhead:
    """What stands above the body, as the words give it, and where."""

    symbol: str | None = None
    doc_type: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    issuer: str | None = None
    inferred: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)


def read(layout: Layout) -> Letterhead:
    """All that stands above the body; the kind in capitals goes before what the symbol tells of it."""
    cells = list(layout.zone("letterhead"))
    head = Letterhead()
    _read_symbol(layout, cells, head)
    kind = next(layout.zone("type"), None)
    if kind:
        head.doc_type = lexicon.type_of_name(kind_name(layout.text(kind))) or head.doc_type
    _read_place_and_date(layout, cells, head)
    _read_title(layout, cells, head)
    _read_issuer(layout, cells, head)
    return head


def kind_name(text: str) -> str:
    """The kind as the tables spell it, from a line in capitals that OCR may have hurt."""
    return _kinds().get(plain(text.strip(" :.|")), text)


@cache
def _kinds() -> dict[str, str]:
    """The names of kinds by their letters; of two with the same the first in the table."""
    return {plain(name): name for t in reversed(lexicon.doc_types()) for name in reversed(t.names)}


_LABEL = re.compile(r"S[ốôóoỏẻồ] ?[:.]? ?(?![^\W\d_])", re.I)  # not the beginning of "SÓC TRĂNG"
_NO_NUMBER_YET = re.compile(rf"[/-] ?([{UPPER}][\w]*)")  # "Số:    /KH-UBND" of a draft
_BLANK = re.compile(r"\s")


_SPECKS = re.compile(r"[^\w(]{0,4}")


def _behind_specks(clean: str, cell: Paragraph) -> int:
    """Where the words of a cell begin, behind what OCR makes of specks (": Số: 2450/VPCP-KGVX")."""
    m = _SPECKS.match(clean, cell.start, cell.end)
    return m.end() if m else cell.start


def _read_symbol(layout: Layout, cells: list[Paragraph], head: Letterhead) -> None:
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
_BY_HAND = r"[^\s\d,;.]?[^\s,;.]{1,2} "  # what OCR makes of a day that was written or stamped
_PLACE_DATE = re.compile(
    rf"(?P<place>[{UPPER}](?:[^\W\d_]|[ .'’`-]){{1,40}}(?: \d{{1,2}}(?: [{UPPER}][^\W\d_]*)*)?), ?(?P<date>ngày ?(?P<day>\d{{1,2}}|{_GAP}|{_BY_HAND})"
    rf" ?/?(?:tháng ?)(?P<month>\d{{1,2}}|{_GAP})"
    r" ?(?:năm ?)(?P<year>(?:19|20)\d\d))"
)


def _read_place_and_date(layout: Layout, cells: list[Paragraph], head: Letterhead) -> None:
    """Place and date, the date as far as it is written."""
    dated = (cell for cell in cells if "ngày" in layout.text(cell))
    m = next((m for cell in dated if (m := _PLACE_DATE.search(layout.clean, cell.start, cell.end))), None)
    if m is None:
        return
    head.spans["place"] = layout.view.span(m.start("place"), m.end("place"))
    head.spans["date"] = layout.view.span(m.start("date"), m.end("date"))
    month, day = (int(m[part]) if m[part].isdigit() else None for part in ("month", "day"))
    head.place = m["place"].strip()
    head.date = m["year"] + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


_ABOUT = re.compile(r"(?:V/v:?|Về việc) ?(.+)")  # the subject of an official letter, under its number


def _read_title(layout: Layout, cells: list[Paragraph], head: Letterhead) -> None:
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
def _enacting() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(lexicon.table('bodies')['enacting'])})\b")


def _read_issuer(layout: Layout, cells: list[Paragraph], head: Letterhead) -> None:
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


_MOTTO = re.compile(r"C[ỘÔ]NG H[ÒO]A|^(?:(?:CHỦ )?NGHĨA )?VI[ỆÊ]T NAM|ĐẢNG C[ỘÔ]NG SẢN|Độc [Ll]ập")


def _named_above(layout: Layout, cells: list[Paragraph]) -> list[list[Paragraph]]:
    """The lines of the letterhead that name bodies, in capitals, those of one body together."""
    groups: list[list[Paragraph]] = []
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        text = layout.text(cell).strip(" *|")
        if not text.isupper() or len(text) < 3 or _MOTTO.search(text) or _LABEL.match(text):
            continue
        if organ().match(text) or not groups:
            groups.append([cell])
        else:
            groups[-1].append(cell)
    return [group for group in groups if organ().match(layout.text(group[0]).strip(" *|"))]


_ORGAN_OF_COMMITTEE = re.compile(r"(?:BAN|VĂN PHÒNG|ỦY BAN KIỂM TRA)\b")
_CENTRAL = "BAN CHẤP HÀNH TRUNG ƯƠNG"
# Its own organs leave out what stands above them; the Secretariat and the Central Committee's commissions have no such name.
_ORGAN_OF_CENTRE = re.compile(r"(?:VĂN PHÒNG|ỦY BAN KIỂM TRA|BAN (?!BÍ THƯ|CHẤP HÀNH|CHỈ ĐẠO)(?:(?!TRUNG ƯƠNG)[^,])+)")
_COMMITTEE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN) ỦY")
_OF_COMMITTEE = re.compile(rf"(?:{_COMMITTEE.pattern}|(?:ĐẢNG ỦY|ĐẢNG BỘ) (?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)) (.+)")


def _joined(layout: Layout, groups: list[list[Paragraph]]) -> str:
    """The lower body's lines as one name; an organ of a committee ("BAN TUYÊN GIÁO" under "TỈNH ỦY …") takes the committee's name along."""
    *above, name = (" ".join(layout.text(cell).strip(" *|-") for cell in group) for group in groups)
    if above and above[-1] == _CENTRAL and _ORGAN_OF_CENTRE.fullmatch(name):
        return f"{name} TRUNG ƯƠNG{' ĐẢNG' if name == 'VĂN PHÒNG' else ''}"
    if above and _ORGAN_OF_COMMITTEE.match(name) and _OF_COMMITTEE.match(above[-1]) and "ỦY" not in name.replace("ỦY BAN", ""):
        return f"{name} {above[-1]}"
    return name


_ACTS = re.compile(r",? (?:ban hành|xây dựng|yêu cầu|quyết định|chỉ thị|đề ra|thống nhất|thông báo|đã ban hành)\b")
_ENDS_BARE = re.compile(r"(?:ủy|huyện|quận|tỉnh|thành phố|xã|phường|thị xã)$")


def _read_acting(layout: Layout, head: Letterhead) -> None:
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
