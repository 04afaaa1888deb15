"""The grammar of names of bodies (cơ quan, tổ chức, chức danh): where a name ends, and where a list of them does.

A name is closed when the tables know it ("Sở Nội vụ", "Ban Tuyên giáo Tỉnh ủy") and open when only its head is known ("Trung tâm …", "các cơ sở …"): an open name
runs to the first verb of duty, comma or stop. One "các" carries a run of kinds ("các sở, ban, ngành" is one body), a second "các" or a capital begins another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from vanban import lexicon

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
NAME = rf"[{UPPER}]\w*(?:(?: | - |-)[{UPPER}]\w*){{0,4}}"
_LEVEL = r"(?:[Tt]ỉnh|[Tt]hành phố|T[Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)(?! (?:[ủuỦ]y|[Đđ]oàn|hội)\b)"


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first, so that a name is never taken for a shorter one that it begins with."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(set(words), key=len, reverse=True))


@cache
def verbs() -> str:
    """The alternation of verbs that a task begins with, less their uses as nouns."""
    words, nouns = lexicon.table("duties")["verbs"], lexicon.table("duties")["noun_after"]
    parts = [re.escape(w).replace(r"\ ", " ") + (rf"(?!,? (?:{_any(nouns[w])})\b)" if w in nouns else "") for w in sorted(words, key=len, reverse=True)]
    return "(?:" + "|".join(parts).replace("thường xuyên", "(?<!giáo dục )(?<!Giáo dục )thường xuyên") + r")\b"


def _area() -> str:
    """tỉnh · tỉnh Lai Châu · các huyện, thành phố · cấp xã · quận, huyện và thành phố Thủ Đức · các tỉnh, thành phố trực thuộc Trung ương."""
    one = rf"{_LEVEL}\b(?: {NAME})?"
    return rf"(?:(?:các )?{one}(?:(?:, | và | - |/){one})*|cấp (?:tỉnh|huyện|xã|trên|dưới)(?:(?:, | và )(?:cấp )?(?:tỉnh|huyện|xã))*|Trung ương)(?: trực thuộc (?:Trung ương|TW|tỉnh))?"


_QUALIFIER = (
    r"(?:,? (?:có )?liên quan| trên địa bàn(?: toàn)?(?: (?:tỉnh|thành phố|huyện|xã|phường|thị xã|quận)\b(?: (?!Sở|Ban|Hội|Ủy)[" + UPPER + r"]\w*(?: [" + UPPER + r"]\w*){0,3})?)?"
    rf"| vùng {NAME}| các cấp| ở địa phương| khác| cùng cấp| từ tỉnh đến cơ sở| nhận ủy thác| cơ sở)"
)


class Grammar(NamedTuple):
    """The compiled patterns; built once, on first use."""

    closed: re.Pattern[str]
    issuer: re.Pattern[str]
    office: re.Pattern[str]
    opened: re.Pattern[str]
    collective: re.Pattern[str]
    rest: re.Pattern[str]
    run: re.Pattern[str]


@cache
def grammar() -> Grammar:
    t = lexicon.table("bodies")
    committees = [c for level in t["party_committees"].values() for c in level]
    provinces = _any({p.name for p in lexicon.provinces().values()} | {s for p in lexicon.provinces().values() for s in p.spellings})
    area, fields = _area(), _any([*t["fields"], *t["short_fields"]])
    government = r"(?:UBND|U[ỶB]BND|[ỦU]y [Bb]an [Nn]hân [Dd]ân|HĐND|Hội đồng [Nn]hân dân)"
    committee = rf"(?:{_any(committees)})(?: (?:{area}|Khối {NAME}|trực thuộc {NAME}|{provinces}|{NAME}))?"
    branch = rf"(?:Đảng bộ|Chi bộ) {area}|{committee}"
    party = rf"(?:{_any(t['party_organs'])}) (?:{branch}|{government}(?: {area})?|Trung ương|(?:Bộ|Sở) (?:{fields}))"
    closed = "|".join(
        (
            rf"(?:Chủ tịch |Phó Chủ tịch |Văn phòng )?(?:Đoàn Đại biểu Quốc hội|Đoàn ĐBQH|Thường trực {government}|{government})(?: {area}| {provinces})?",
            rf"(?:Thứ trưởng |Bộ trưởng )?Bộ (?:{fields}|trưởng Bộ (?:{fields}))",
            rf"(?:Giám đốc )?Sở (?:{fields})(?: {area}| {provinces})?",
            rf"Phòng (?:{fields})(?: {area})?",
            party,
            branch,
            rf"(?:Thống đốc |Tổng [Tt]hanh tra )?(?:{_any(t['ministry_rank'])})(?: {area})?",
            rf"(?:{_any(t['central'])})(?! Trung ương)(?: khóa [IVXL]+)?",
            rf"(?:{_any([*t['mass'], *t['agencies']])})(?: {area})?",
        )
    )
    heads = _any(t["open_heads"])
    duty = rf"(?!(?<=liên quan) |,? (?:{verbs()}|và (?:[Cc]ác |[{UPPER}])|đã |được |như |trong |khi |để |nhằm |theo |thông qua |về |mà |từ (?!tỉnh)|thuộc (?=Bộ|Sở|UBND|Ủy ban)))"
    nouns = _any([*t["collectives"], *(c[0].upper() + c[1:] for c in t["collectives"])])
    return Grammar(
        closed=re.compile(rf"(?:{closed})(?!\w)(?:{_QUALIFIER})?"),
        issuer=re.compile(rf"(?:Hội nghị (?:lần thứ )?[\w ]{{1,20}}?{_any(['Ban Chấp hành Trung ương'])}(?: Đảng)?(?: [Kk]hóa [IVXL]+)?|{closed})(?!\w)"),
        office=re.compile(rf"(?:{_any(t['offices'])})(?: (?=[^\W\d_])|$)"),
        opened=re.compile(rf"(?:{heads})(?! (?:hợp|nghị|thảo|viên|cáo|chống|việc|đất|thể|nhập|thu|tụ|cảnh|này|đề|trình)\b)(?: |\b)"),
        collective=re.compile(rf"(?:[Tt]oàn thể )?(?:[Cc]ác|[Mm]ỗi|[Nn]hững) (?P<noun>{nouns}|[{UPPER}]\w+)(?: tham gia(?= ))?|(?:Nhà trường|Ban lãnh đạo)\b"),
        rest=re.compile(rf"(?:{duty}[^,;.:()|\n])*"),
        run=re.compile(rf"(?:, | và |,|/| - )(?P<noun>{nouns})(?!\w)(?! (?!Thành phố|Tỉnh|Huyện|Nhà nước|Đảng){NAME})"),
    )


def at(text: str, pos: int, end: int) -> int | None:
    """Where the name of a body that begins at `pos` ends; None when none begins there."""
    g = grammar()
    office = g.office.match(text, pos, end)
    if office:
        return _office(text, pos, office.end(), end)
    collective = g.collective.match(text, pos, end)
    if collective:
        return _run(text, pos, collective, end)
    return _simple(text, pos, end)


def _simple(text: str, pos: int, end: int) -> int | None:
    g = grammar()
    closed = g.closed.match(text, pos, end)
    opened = g.opened.match(text, pos, end)
    if closed and not (opened and _goes_on(text, closed.end(), end)):
        return closed.end()
    if opened:
        rest = g.rest.match(text, opened.end(), end)
        return _trim(text, pos, rest.end() if rest else opened.end())
    return closed.end() if closed else None


_NAME_GOES_ON = re.compile(rf" [{UPPER}]")


def _goes_on(text: str, pos: int, end: int) -> bool:
    """A closed name directly followed by a capital is the beginning of a longer, open one ("Hội Nông dân" … "Thanh tra Sở")."""
    return bool(_NAME_GOES_ON.match(text, pos, end))


def _office(text: str, pos: int, after: int, end: int) -> int | None:
    g = grammar()
    collective = g.collective.match(text, after, end)
    stop = _run(text, after, collective, end) if collective else _simple(text, after, end)
    if stop is None:
        run = re.compile(rf"(?:{_LEVEL}|cấp ủy|cơ quan|đơn vị|chính quyền|[Bb]an\b|phòng|các\b|địa phương|tổ chức)").match(text, after, end)
        rest = g.rest.match(text, after, end) if run else None
        person = None if run else re.compile(NAME).match(text, after, end)
        stop = rest.end() if rest else person.end() if person else text_end_of_word(text, pos, after)
        stop = _more(text, stop, end) if run else stop
    if text[pos : pos + 14].casefold() == "người đứng đầu":
        while (comma := re.compile(r", (?=UBND|Ủy ban|HĐND)").match(text, stop, end)) and (more := _simple(text, comma.end(), end)):
            stop = more
    return _trim(text, pos, stop)


def text_end_of_word(text: str, pos: int, after: int) -> int:
    """The office alone, without the blank after it."""
    return after - 1 if text[after - 1 : after] == " " and after - 1 > pos else after


def _run(text: str, pos: int, m: re.Match[str], end: int) -> int:
    """A collective body from its "các" on: the first kind with its words, then the kinds that share the "các"."""
    rest = grammar().rest.match(text, m.end(), end)
    return _trim(text, pos, _more(text, rest.end() if rest else m.end(), end))


def _more(text: str, stop: int, end: int) -> int:
    g = grammar()
    while following := g.run.match(text, stop, end):
        rest = g.rest.match(text, following.end(), end)
        stop = rest.end() if rest else following.end()
    qualifier = re.compile(_QUALIFIER).match(text, stop, end)
    return qualifier.end() if qualifier else stop


_TAIL = re.compile(r"(?:\s+(?:và|cùng|của|cho|để|đã|sẽ|cũng|với|nhằm|do|có|cùng với|thì|đều|rất|về))*\s*$")


def _trim(text: str, pos: int, stop: int) -> int:
    m = _TAIL.search(text, pos, stop)
    return m.start() if m and m.start() > pos else stop


_SEPARATOR = re.compile(r"(?:(?<=liên quan) (?=các )|,? như |, và |; và |, | và |; | cùng với | cùng |,)(?:với |giữa |với các |đề nghị |giao )?(?=[^\W\d_])")


def listed(text: str, pos: int, end: int) -> list[tuple[int, int]]:
    """The bodies of a list that begins at `pos`: [(start, end)], empty when no body begins there."""
    found: list[tuple[int, int]] = []
    stop = at(text, pos, end)
    while stop is not None and stop > pos:
        found.append((pos, stop))
        separator = _SEPARATOR.match(text, stop, end)
        if separator is None:
            break
        pos = separator.end()
        stop = at(text, pos, end)
    return found


def issuer(text: str, pos: int, end: int) -> int | None:
    """Where the name of an issuing body that begins at `pos` ends: a name the tables know, else a run of capitalised words before the subject."""
    known = known_issuer(text, pos, end)
    m = None if known else _UNKNOWN_ISSUER.match(text, pos, end)
    return known or (m.end() if m else None)


def known_issuer(text: str, pos: int, end: int) -> int | None:
    """Where the name of an issuing body ends, when the tables know it."""
    m = grammar().issuer.match(text, pos, end)
    return m.end() if m else None


_UNKNOWN_ISSUER = re.compile(
    rf"(?:[{UPPER}]|liên [Bb]ộ)[^,;.()|\n]{{2,90}}?(?=,? (?:về|[Qq]uy định|[Bb]an hành|[Pp]hê duyệt|[Ss]ửa đổi|[Hh]ướng dẫn|[Tt]hực hiện|[Tt]riển khai|tại|và (?=Bộ|Sở|Ban|Ủy|UBND|Chủ|Tỉnh|Hội|các|kết)|đã|được|v/v|nhằm|ngày|số|[Gg]iao|[Cc]ông bố|[Tt]hông qua|vào|trong|là|thì|để|kèm|[Bb]ãi bỏ|[Cc]ụ thể)\b|[,;.()|\n]|$)"
)
