"""The grammar of names of bodies (cơ quan, tổ chức, chức danh): where a name ends, and where a list of them does.

A name is closed when the tables know it ("Sở Nội vụ", "Ban Tuyên giáo Tỉnh ủy") and open when only its head is known ("Trung tâm …",
"các cơ sở …"): an open name runs to the first verb of duty, comma or stop. One "các" carries a run of kinds ("các sở, ban, ngành" is one
body), a second "các" or a capital begins another.

All functions take the clean text and positions in it; `end` is where reading stops.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from vanban import lexicon
from vanban.lexicon import any_of
from vanban.text import UPPER, Stretch, fold, has_any, plain

_NAME_WORD = rf"[{UPPER}]\w*(?:['’`]\w+)?"  # the letter ʼ is one of \w
NAME = rf"{_NAME_WORD}(?:(?: | - |-){_NAME_WORD}){{0,4}}"
"""Pattern of a proper name: up to five words with capitals, "Bà Rịa - Vũng Tàu", "Cư M'gar"."""

# tỉnh, huyện … as a level, not as the beginning of "Tỉnh ủy", "Huyện đoàn".
_LEVEL = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|T[Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
    r"(?! (?:[ủuỦ]y|[Đđ]oàn|hội)\b)"
)
# A number behind a name is the name's (xã Tân Phước 1), and no count, where the words end or go on with what is no noun.
_NOT_COUNTED = r"(?=[;:)“”\"|\n]|[,.](?!\d)|$| (?:về|ban hành|ngày \d|và|là|đã|có|tỉnh|thành phố|huyện|quận|chủ trì|phối hợp|xây dựng|tổ chức|triển khai)\b)"
_NO_TIME = r"(?![\w%/]|[.,]\d| (?:tháng|năm|tuần|quý|lần|người|hộ)\b)"
# tỉnh, tỉnh Lai Châu · phường 5, Quận 10, phường 1 Bảo Lộc · xã Tân Phước 1
_PLACE = (
    rf"(?:(?:[Qq]uận|[Pp]hường) \d{{1,2}}{_NO_TIME}(?: {NAME})?"
    rf"|(?:[Xx]ã|[Pp]hường) {NAME} \d{{1,2}}{_NOT_COUNTED}"
    rf"|{_LEVEL}\b(?: {NAME})?)"
)
# tỉnh · tỉnh Lai Châu · các huyện, thành phố · cấp xã · quận, huyện và thành phố Thủ Đức · các tỉnh, thành phố trực thuộc Trung ương.
_AREA = (
    rf"(?:(?:các )?{_PLACE}(?:(?:, | và | - |/){_PLACE})*"
    r"|cấp (?:tỉnh|huyện|xã|trên|dưới)(?:(?:, | và )(?:cấp )?(?:tỉnh|huyện|xã))*"
    r"|Trung ương)"
    r"(?: trực thuộc (?:[Tt]rung ương|TW|tỉnh))?"
)
# What may stand behind a finished name and still belongs to it.
_QUALIFIER = (
    r"(?:,? (?:có )?liên quan"
    rf"| thuộc (?:Bộ|Sở|(?:(?:UBND|Ủy ban nhân dân) )?(?:tỉnh|thành phố|huyện|xã|phường))(?! [{UPPER}])"
    r"| (?:thuộc|của) (?:Chính phủ|Quốc hội|UBTVQH|Ủy ban Thường vụ Quốc hội|Đảng|(?:HĐND|Hội đồng nhân dân)(?: tỉnh| thành phố| huyện| xã)?)(?!\w)"
    r"| trên địa bàn(?: toàn)?(?: (?:tỉnh|thành phố|huyện|xã|phường|thị xã|quận)\b"
    rf"(?: (?!Sở|Ban|Hội|Ủy)[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}})?)?"
    rf"| vùng {NAME}| các cấp| ở địa phương| khác| cùng cấp| từ tỉnh đến cơ sở| nhận ủy thác| cơ sở)"
)
_GOVERNMENT = r"(?:UBND|U[ỶB]BND|[ỦU]y [Bb]an [Nn]hân [Dd]ân|HĐND|Hội đồng [Nn]hân dân)"


# What is prevented and fought: "lụt, bão và Tìm kiếm cứu nạn", "tham nhũng, lãng phí, tiêu cực"
_WORDS = r"(?:[a-zà-ỹđ]+|HIV/AIDS)(?: [a-zà-ỹđ]+){0,3}?"
_TOPIC = (
    rf"{_WORDS}(?:, {_WORDS}){{0,3}}(?: và (?:[Tt]ìm kiếm [Cc]ứu nạn|TKCN|{_WORDS}))?"
    r"(?= [Tt]rung ương| (?:tỉnh|thành phố|huyện|quận|xã|phường)\b|[,;.:]|$)"
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
def verbs() -> str:
    """The alternation of verbs that a task begins with, less their uses as nouns."""
    duties = lexicon.table("duties")
    before, after = duties["noun_behind"], duties["noun_after"]
    parts = [any_of(verb for verb in duties["verbs"] if verb not in before and verb not in after)]
    for verb in sorted({*before, *after}, key=len, reverse=True):
        behind = "".join(f"(?<!{word} )" for word in before.get(verb, ()))
        ahead = rf"(?!,? (?:{any_of(after[verb])})\b)" if verb in after else ""
        parts.append(behind + any_of([verb]) + ahead)
    return "(?:" + "|".join(parts) + r")\b"


@cache
def grammar() -> Grammar:
    """All patterns of names, from the tables."""
    t = lexicon.table("bodies")
    closed = _closed(t)
    conference = r"Hội nghị (?:lần thứ )?[\w ]{1,20}?Ban Chấp hành Trung ương(?: Đảng)?(?: [Kk]hóa [IVXL]+)?"
    offices = any_of(t["offices"])
    whole = any_of(name for name in t["central"] if name.startswith(tuple(t["offices"])))  # "Chủ tịch nước" heads no body
    nouns = any_of([*t["collectives"], *(noun[0].upper() + noun[1:] for noun in t["collectives"])])
    return Grammar(
        closed=re.compile(rf"(?:{closed})(?!\w)(?:{_QUALIFIER})?"),
        issuer=re.compile(rf"(?:{conference}|{closed})(?!\w)"),
        # Two offices may share a body: "Giám đốc, Thủ trưởng các sở"; several bodies an office: "Giám đốc: Sở Y tế, Sở Tài chính".
        office=re.compile(rf"(?!(?:{whole})(?!\w))(?:{offices})(?:, (?:{offices})(?= (?:các|cơ quan|đơn vị)\b))?(?::? (?=[^\W\d_])|(?=[,;:.])|$)"),
        opened=re.compile(
            rf"(?:ngành(?= [a-zđ])(?! nghề)|{any_of(t['open_heads'])}|(?:{any_of(t['capital_heads'])})(?= [{UPPER}]))"
            # "Hội nghị", "Báo cáo", "Phòng chống" … are no bodies.
            r"(?! (?:hợp|nghị|thảo|viên|cáo|chống|việc|đất|thể|nhập|thu|tụ|cảnh|này|đề|trình|chủ trì|phối hợp|thực hiện)\b)(?: |\b)"
        ),
        collective=re.compile(
            rf"(?:[Tt]oàn thể )?[Cc]ác (?P<noun>{nouns}|[{UPPER}]\w+)(?: tham gia(?= ))?"
            r"|(?:Nhà trường|Ban lãnh đạo)\b"
            rf"|(?:{any_of(noun.capitalize() for noun in t['collectives'])})(?=(?:, | và )(?:{any_of(t['collectives'])})(?!\w))"  # "Bộ, ngành và địa phương"
        ),
        rest=re.compile(rf"(?:[^ ,;.:()|\n]+|{_name_stop()} |(?<=[{UPPER}]),(?=[{UPPER}]{{2}}))*"),  # "Ban VH,TT&DL"
        run=re.compile(
            rf"(?:, | và |,|/| - )(?!Thủ trưởng các (?:cơ quan, |đơn vị|tổ chức))(?P<noun>{nouns})(?!\w)"
            rf"(?! (?!Thành phố|Tỉnh|Huyện|Nhà nước|Đảng){NAME})"  # ", sở Nội vụ" would begin a body of its own
        ),
    )


def _closed(t: dict[str, Any]) -> str:
    """The alternation of names that the tables know to their end."""
    all_provinces = lexicon.provinces().values()
    provinces = any_of({p.name for p in all_provinces} | {s for p in all_provinces for s in p.spellings})
    # A field begins with a capital; slips of case behind it are common ("Bộ Nông nghiệp và môi trường").
    fields = "|".join(f"{re.escape(f[0])}(?i:{any_of([f[1:]])})" for f in sorted((*t["fields"], *t["short_fields"]), key=len, reverse=True))
    committees = any_of(name for level in t["party_committees"].values() for name in level)
    # Tỉnh ủy Lai Châu, Đảng ủy Khối các cơ quan, Đảng bộ tỉnh
    committee = rf"(?:{committees})(?: (?:{_AREA}|{_GOVERNMENT}(?: {_AREA})?|Khối {NAME}|trực thuộc {NAME}|{provinces}|{NAME}))?"
    branch = rf"(?:Đảng bộ|Chi bộ) {_AREA}|{committee}"
    council = rf"(?:Đoàn Đại biểu Quốc hội|Đoàn ĐBQH|Thường trực {_GOVERNMENT}|{_GOVERNMENT})"
    return "|".join(
        (
            rf"(?:Chủ tịch |Phó Chủ tịch |Văn phòng (?:{council} và )?)?{council}(?: {_AREA}| {provinces})?",
            rf"(?:Thứ trưởng |Bộ trưởng )?Bộ (?:{fields}|trưởng Bộ (?:{fields}))",
            rf"(?:Giám đốc )?Sở (?:{fields})(?: {_AREA}| {provinces})?",
            rf"(?:Phòng Thương mại và Công nghiệp|Phòng (?:{fields}))(?: {_AREA}| Việt Nam)?",
            # Ban Tổ chức Tỉnh ủy, Ban cán sự đảng UBND tỉnh, Đảng ủy Sở Y tế
            rf"(?:{any_of(t['party_organs'])}) (?:{branch}|{_GOVERNMENT}(?: {_AREA})?|Trung ương(?! Đảng)|(?:Bộ|Sở) (?:{fields}))",
            branch,
            rf"(?:Thống đốc |Tổng [Tt]hanh tra )?(?:{any_of(t['ministry_rank'])})(?: {_AREA})?",
            # Ban Chỉ đạo Phòng, chống lụt, bão Trung ương: commas inside the name
            r"(?:Thường trực |(?:Văn phòng|Cơ quan) (?:[Tt]hường trực )?)?"
            rf"(?:Ban [Cc]hỉ (?:đạo|huy)|Ủy ban)(?: [Qq]uốc gia| [Tt]rung ương)?(?: về)? [Pp]hòng, chống {_TOPIC}(?: [Tt]rung ương| {_AREA})?",
            rf"(?:{any_of(t['central'])})(?! Trung ương)(?: khóa [IVXL]+)?",
            rf"(?:{any_of([*t['mass'], *t['agencies']])})(?: {_AREA})?",
        )
    )


def _name_stop() -> str:
    """What an open name does not run over: a verb of duty, a second body, a word of grammar. After "liên quan" it goes on."""
    t = lexicon.table("bodies")
    known = [name for key in ("open_heads", "offices", "mass", "agencies", "party_organs") for name in t[key]]
    heads = rf"(?:{any_of([*known, 'Sở', 'Bộ', 'UBND', 'HĐND', 'Ủy ban', 'Tỉnh ủy'])})\b"
    words = "là |đã |được |như |trong |khi |để |nhằm |theo |thông qua |về |mà |từ (?!tỉnh)|thuộc (?=Bộ|Sở|UBND|Ủy ban)"
    return rf"(?!(?<=liên quan) |,? (?:{verbs()}|và (?:[Cc]ác |{heads})|{words}))"


_WORD = re.compile(r"\w+")


class _FirstWords(NamedTuple):
    """What names of bodies begin with, and offices and collective bodies among them: a look at the first word spares the patterns."""

    all: frozenset[str]
    offices: frozenset[str]
    collectives: frozenset[str]


@cache
def _first_words() -> _FirstWords:
    t = lexicon.table("bodies")
    offices = _begins(t["offices"])
    collectives = _begins(["Các", "các", "Toàn", "toàn", "Nhà", "Ban", *(noun.capitalize() for noun in t["collectives"])])
    lists = ("central", "ministry_rank", "party_organs", "mass", "agencies", "open_heads", "capital_heads")
    names = [name for key in lists for name in t[key]] + [name for level in t["party_committees"].values() for name in level]
    names += ["Chủ", "Phó", "Văn", "Đoàn", "Thường", "UBND", "UBBND", "UỶBND", "Ủy", "Uy", "HĐND", "Hội", "Thứ", "Bộ", "Giám", "Sở", "Phòng", "Đảng"]
    names += ["Chi", "Thống", "Tổng", "ngành"]
    return _FirstWords(offices | collectives | _begins(names), offices, collectives)


def _begins(names: list[str]) -> frozenset[str]:
    return frozenset(m.group() for name in names if (m := _WORD.match(name)))


def at(text: str, pos: int, end: int) -> int | None:
    """Where the name of a body that begins at `pos` ends; None when none begins there."""
    m, known = _WORD.match(text, pos, end), _first_words()
    if m is None or (first := m.group()) not in known.all:
        return None
    g = grammar()
    if first in known.offices and (office := g.office.match(text, pos, end)):
        return _office(text, pos, office.end(), end)
    if first in known.collectives and (collective := g.collective.match(text, pos, end)):
        return _run(text, pos, collective, end)
    return _simple(text, pos, end)


_NAME_GOES_ON = re.compile(rf" [{UPPER}]")


def _simple(text: str, pos: int, end: int) -> int | None:
    """The end of one body that is neither an office nor collective."""
    g = grammar()
    closed = g.closed.match(text, pos, end)
    opened = g.opened.match(text, pos, end)
    # A closed name directly followed by a capital is the beginning of a longer, open one ("Hội Nông dân" … "Thanh tra Sở").
    if closed and not (opened and (opened.end() > closed.end() + 1 or _NAME_GOES_ON.match(text, closed.end(), end))):
        return closed.end()
    if opened:
        return _trim(text, pos, _rest(text, opened.end(), end))
    return closed.end() if closed else None


def _rest(text: str, pos: int, end: int) -> int:
    """The end of an open name, all whose words before `pos` are read."""
    rest = grammar().rest.match(text, pos, end)
    return rest.end() if rest else pos


_UNLISTED = re.compile(rf"(?:{_LEVEL}|bộ\b|sở\b|ngành\b|cấp ủy|cơ quan|đơn vị|chính quyền|[Bb]an\b|phòng|các\b|địa phương|tổ chức)")
_PERSON = re.compile(NAME)
_ANOTHER_COUNCIL = re.compile(r", (?=UBND|Ủy ban|HĐND)")


def _office(text: str, pos: int, after: int, end: int) -> int | None:
    """An office with the body it heads, which is read from `after` on: "Chủ tịch UBND các xã", "Người đứng đầu cấp ủy"."""
    collective = grammar().collective.match(text, after, end)
    stop = _run(text, after, collective, end) if collective else _simple(text, after, end)
    if stop is None:
        stop = _office_of_unlisted(text, pos, after, end)
    if text[pos : pos + 14].casefold() == "người đứng đầu":
        while (comma := _ANOTHER_COUNCIL.match(text, stop, end)) and (more := _simple(text, comma.end(), end)):
            stop = more
    return _trim(text, pos, stop)


def _office_of_unlisted(text: str, pos: int, after: int, end: int) -> int:
    """The end of an office whose body no table knows: of a lower-case body, a person's name, or the office alone."""
    if _UNLISTED.match(text, after, end):
        return _more(text, _rest(text, after, end), end)
    person = _PERSON.match(text, after, end)
    if person:
        return person.end()
    blank = text[after - 1 : after] == " " and after - 1 > pos
    return after - 1 if blank else after


def _run(text: str, pos: int, m: re.Match[str], end: int) -> int:
    """A collective body from its "các" on: the first kind with its words, then the kinds that share the "các"."""
    return _trim(text, pos, _more(text, _rest(text, m.end(), end), end))


_QUALIFIED = re.compile(_QUALIFIER)


def _more(text: str, stop: int, end: int) -> int:
    """Take in the kinds that go on with a collective body and the qualifier behind them."""
    while following := grammar().run.match(text, stop, end):
        stop = _rest(text, following.end(), end)
    qualifier = _QUALIFIED.match(text, stop, end)
    return qualifier.end() if qualifier else stop


_SHORT_NAME = re.compile(rf"[{UPPER}][{UPPER}&\d-]{{1,9}}(?=,|;| và |$)")
_BARE_KINDS = re.compile(
    r"(?:các )?(?:sở|bộ|ban|ngành|cơ quan|đơn vị|địa phương|huyện|xã|phường|đoàn thể)"
    r"(?:(?:, | và |-)[a-zà-ỹđ]+){0,6}(?: (?:có )?liên quan)?$"
)
_COMMAS = re.compile(r", | và ")


def in_cell(text: str) -> list[Stretch]:
    """The bodies of a cell that holds nothing but their names: known ones, kinds without "các", short names in capitals ("VTV, VOV").

    The whole cell is one name where it cannot be told apart.
    """
    found: list[Stretch] = []
    pos, end = 0, len(text)
    while pos < end:
        kinds = _BARE_KINDS.match(text, pos, end)
        known = [(pos, kinds.end())] if kinds else listed(text, pos, end)
        if not known and (short := _SHORT_NAME.match(text, pos, end)):
            known = [short.span()]
        if not known:
            return [(0, end)]
        found += known
        pos = known[-1][1]
        separator = _SEPARATOR.match(text, pos, end) or _COMMAS.match(text, pos, end)
        if separator is None:
            return found if pos == end else [(0, end)]
        pos = separator.end()
    return found


_GRAMMAR_WORDS = frozenset(["và", "cùng", "của", "cho", "để", "đã", "sẽ", "cũng", "với", "nhằm", "do", "có", "thì", "đều", "rất", "về"])


def _trim(text: str, pos: int, stop: int) -> int:
    """Leave out the words of grammar that an open name ends with."""
    words = text[pos:stop].rstrip()
    while (split := words.rsplit(maxsplit=1))[1:] and split[1] in _GRAMMAR_WORDS:
        words = split[0]
    return pos + len(words) if words else stop


_SEPARATOR = re.compile(
    r"(?:(?<=liên quan) (?=các )|,? như |, và |; và |, | và |; | cùng với | cùng |,)"
    r"(?:với |giữa |với các |đề nghị |giao )?(?=[^\W\d_])"
)


def listed(text: str, pos: int, end: int) -> list[Stretch]:
    """The bodies of a list that begins at `pos`: [(start, end)], empty when no body begins there."""
    found: list[Stretch] = []
    stop = at(text, pos, end)
    while stop is not None and stop > pos:
        found.append((pos, stop))
        separator = _SEPARATOR.match(text, stop, end)
        if separator is None:
            break
        pos = separator.end()
        stop = at(text, pos, end) or _unknown(text, pos, end)
    return found


_LONGEST_UNKNOWN = 70  # characters


@cache
def _no_body() -> re.Pattern[str]:
    """What begins no name: a verb of duty, or a kind of document."""
    return re.compile(rf"(?i:{verbs()}|(?:{any_of(name for t in lexicon.doc_types() for name in t.names)})\b)")


@cache
def _plain_kind() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(lexicon.table('bodies')['plain_kinds'])})(?!\w)")


_ENDS_NAME = re.compile(r"[,;.]|$| và | (?=[^\W\d_])")


def _unknown(text: str, pos: int, end: int) -> int | None:
    """The end of a name that no table knows, inside a list of bodies: words from a capital or a kind of body to a comma, a stop or a verb."""
    begins = text[pos : pos + 1].isupper() or _plain_kind().match(text, pos, end)
    if not begins or _no_body().match(text, pos, end):
        return None
    stop = _rest(text, pos, end)
    return stop if " " in text[pos:stop] and stop - pos <= _LONGEST_UNKNOWN and _ENDS_NAME.match(text, stop, end) else None


_STRONG_DUTY = re.compile(r" (?:có trách nhiệm|chịu trách nhiệm|trách nhiệm thi hành|chủ trì)\b")
_PART = re.compile(rf"(?:, | và )(?=[{UPPER}]|các\b)")
_NO_NAME = re.compile(r"(?<!\w)(?:là|do|được|để|nhằm|khi|nếu|theo|đã|sẽ|về|trong|này|đó|kết quả|việc|những|sự|phải|cần|từ|qua)(?!\w)")


def before_duty(text: str, pos: int, end: int) -> list[Stretch]:
    """The bodies that all the words from `pos` to "chủ trì" or "có trách nhiệm" must be, known or not; empty when these words are no list of names."""
    if not (text[pos].isupper() or text.startswith("các ", pos)) or not has_any(text[pos:end], (" chủ trì", " trách nhiệm ")):
        return []
    duty = _STRONG_DUTY.search(text, pos, end)
    if duty is None:
        return []
    stretch = text[pos : duty.start()]
    if len(stretch) > _LONGEST_RUN or _NO_NAME.search(stretch) or _VERB_BETWEEN.search(stretch) or _no_body().match(stretch):
        return []
    parts = list(_PART.finditer(text, pos, duty.start()))
    return list(zip([pos, *(m.end() for m in parts)], [*(m.start() for m in parts), duty.start()], strict=True))


_LONGEST_RUN = 400  # characters
_VERB_BETWEEN = re.compile(r"[;:]|, (?:chỉ đạo|hướng dẫn|tổ chức|triển khai|thực hiện|xây dựng|tăng cường|nâng cao)\b")


# A run of words from a capital (or "liên bộ") to what cannot belong to a name: a verb, a word of grammar, a stop.
_UNKNOWN_ISSUER = re.compile(
    rf"(?:[{UPPER}]|liên [Bb]ộ)[^,;.()|\n]{{2,90}}?"
    r"(?=,? (?:về|[Qq]uy định|[Bb]an hành|[Pp]hê duyệt|[Ss]ửa đổi|[Hh]ướng dẫn|[Tt]hực hiện|[Tt]riển khai|tại"
    r"|và (?=Bộ|Sở|Ban|Ủy|UBND|Chủ|Tỉnh|Hội|các|kết)|đã|được|v/v|nhằm|ngày|số|[Gg]iao|[Cc]ông bố|[Tt]hông qua"
    r"|vào|trong|là|thì|để|kèm|[Bb]ãi bỏ|[Cc]ụ thể)\b|[,;.()|\n]|$)"
)


def issuer(text: str, pos: int, end: int) -> int | None:
    """Where the name of an issuing body that begins at `pos` ends: a name the tables know, else a run of words before the subject."""
    known = known_issuer(text, pos, end)
    m = None if known else _UNKNOWN_ISSUER.match(text, pos, end)
    return known or (m.end() if m else None)


def known_issuer(text: str, pos: int, end: int) -> int | None:
    """Where the name of an issuing body ends, when the tables know it."""
    m = grammar().issuer.match(text, pos, end)
    return m.end() if m else None


@cache
def _by_letters() -> dict[str, str]:
    """Names of issuing bodies by their letters without tones and accents."""
    t = lexicon.table("bodies")
    names = [*t["central"], *t["ministry_rank"], *(f"Bộ {field}" for field in t["fields"]), *(o.issuer for o in lexicon.organs().values() if o.issuer)]
    return {plain(name): name for name in reversed(names)}


@lru_cache(maxsize=16384)
def corrected(name: str) -> str:
    """A body's name as the tables have it, where the text has the same letters with other tones, as OCR reads them: "Quôc hội"."""
    known = _by_letters().get(plain(name))
    return known if known and fold(known) != fold(name) else name


_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}]")
_LONGEST_NAME = 120


def issuer_before(text: str, start: int, end: int) -> int | None:
    """Where the name of an issuing body begins that ends exactly at `end`, not before `start`.

    The longest name the tables know, else the longest run that looks like one; None when there is neither.
    """
    low = max(start, end - _LONGEST_NAME)
    starts = [low + m.start() for m in _CAPITAL.finditer(text[low:end])]
    known = next((pos for pos in starts if known_issuer(text, pos, end) == end), None)
    if known is not None:
        return known
    return next((pos for pos in starts if issuer(text, pos, end) == end), None)


def spell(capitals: str) -> str:
    """A name in capitals as running text spells it: "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN" → "Ủy ban nhân dân tỉnh Ninh Thuận"."""
    text = " ".join(capitals.split()).lower()
    unit = _UNIT_AT_END.search(text)
    spelled = _spell(text[: unit.start("name")] if unit else text)
    return f"{spelled} {_spelled_unit(unit['name'])}" if unit else spelled


# ỦY BAN NHÂN DÂN XÃ TÂN XÃ · HUYỆN ỦY LÝ NHÂN: to its end a name, whatever its words mean elsewhere.
_UNIT_AT_END = re.compile(
    r"(?:(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|đảng ủy|đảng bộ) (?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)|(?:huyện|quận|thị) ủy)"
    r" (?!khóa |lần |và |các (?:xã|huyện))(?P<name>[^\s,;]+(?: (?!(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) )[^\s,;]+){0,4})$"
)


def _spelled_unit(name: str) -> str:
    """A unit's name as the tables spell it: "đắk r'lấp" → "Đắk R'Lấp"."""
    spellings = {unit.name for unit in lexicon.units(name)}
    return spellings.pop() if len(spellings) == 1 else " ".join(map(_capital, name.split()))


def _spell(text: str) -> str:
    pattern, names = _spellings()
    words, at = [], 0
    for m in pattern.finditer(text):
        words += [*map(_capital, text[at : m.start()].split()), names[m.group()]]
        at = m.end()
    spelled = " ".join([*words, *map(_capital, text[at:].split())])
    spelled = _short_forms().sub(lambda m: m[1].upper(), spelled)
    return spelled[0].upper() + spelled[1:]


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


@cache
def _short_forms() -> re.Pattern[str]:
    t = lexicon.table("bodies")
    short = [form for form in t["short_fields"] if form.isupper()]
    return re.compile(rf"(?<!\w)({any_of([*t['kept_high'], *short])}|(?<=[Kk]hóa )[ivxl]+)(?!\w)", re.I)


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names by their lower case, and a pattern that finds the longest of them."""
    t = lexicon.table("bodies")
    lists = ("fields", "central", "ministry_rank", "mass", "agencies", "party_organs", "offices")
    names = [name for key in lists for name in t[key]]
    names += [name for level in t["party_committees"].values() for name in level]
    names += [province.name for province in lexicon.provinces().values()]
    names += ["Ủy ban nhân dân", "Hội đồng nhân dân", "Đảng bộ", "Chi bộ", "Việt Nam"]
    names += t["kept_low"]
    known = {name.lower(): name for name in reversed(names)}  # of two spellings the first in the tables
    return re.compile(rf"(?<!\w)(?:{any_of(known)})(?!\w)"), known
