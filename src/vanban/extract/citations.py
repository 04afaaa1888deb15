"""Citations: every mention of another document that carries a number or an official name.

`find` reads the mentions off the text; `settle`, once the header is known, drops the document's own number, fills what lists and repeats
leave out (named in `inferred`) and gives each its document id.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from vanban import bodies, ids, lexicon, symbols
from vanban.layout import Layout, sentence_start
from vanban.lexicon import any_of
from vanban.model import Body, Citation, Document, Locator
from vanban.outline import Cover, Outline
from vanban.quantities import DATE, YEAR, dates_agree, digits, iso_date
from vanban.text import UPPER, fold


@dataclass(slots=True)
class _Mention:
    """A citation in the making, in positions of the clean text. `kind` is the word before it, None where a list leaves it out."""

    start: int
    end: int
    symbol: str | None = None
    doc_type: str | None = None
    date: str | None = None
    issuer: str | None = None
    name: str | None = None
    kind: str | None = None
    locator: tuple[Locator, ...] | None = None
    inferred: tuple[str, ...] = ()
    short: bool = False  # "Đề án 1956": says the number, not whose it is


_LABEL = r"(?:[Ss][ốôoóỏẻồ]|SỐ)"
# A law that no table knows: a capital and up to seven words, none of them one that begins something else.
_OPEN_LAW = (
    rf"[{UPPER}]\w*(?: (?!năm\b|ngày\b|số\b|được\b|đã\b|theo\b|để\b|thì\b|khi\b|có\b|của\b|cho\b|trên\b|tại\b|trong\b|đến\b"
    r"|s[ôo]\b|sẻ\b|và\b|quy\b|này\b|là\b|hoặc\b|về\b|do\b|với\b|thông\b|ban\b)\w+){0,7}"
)
# Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020 - 2025 · Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương
_CONGRESS = (
    r"Nghị quyết (?:số \d+ )?(?:Đại hội|Hội nghị|Trung ương)"
    r"(?: (?:đại biểu|toàn quốc|Đảng bộ|Đảng|lần thứ|Ban Chấp hành|Trung ương|khóa"
    r"|tỉnh|huyện|thành phố|xã|phường|các cấp|toàn thể|bất thường"
    rf"|[IVXL]+\b|\d{{1,2}}\b|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b|[{UPPER}]\w+))+"
    r"(?:,? nhiệm kỳ \d{4} ?- ?\d{4})?"
)
# Đề án … giai đoạn 2021 - 2030 · Chiến lược … đến năm 2030, tầm nhìn đến năm 2045
_PROJECT = (
    r"(?:Đề án|Chiến lược|Chương trình|Dự án|Quy hoạch|Kế hoạch) (?!này\b|số\b|hành động\b|\d)"
    r"[a-zà-ỹđ][^;.:()\n|“”\"]{20,260}?"
    rf"(?:,? giai đoạn {YEAR} ?- ?(?:19|20)?\d\d"
    rf"|,? (?:đến|tới) năm {YEAR}(?:,? tầm nhìn (?:đến )?năm \d{{4}})?"
    rf"|thời kỳ {YEAR} ?- ?{YEAR})"
)


class _Patterns(NamedTuple):
    """The compiled grammar of mentions."""

    left: re.Pattern[str]
    law: re.Pattern[str]
    short: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    types = [t for t in lexicon.doc_types() if t.family != "named"]
    # Hiến pháp is no kind of numbered document; phiếu and "quy định" in lower case are common words.
    kinds = any_of(name for t in types for name in t.names if t.code not in ("HP", "QyĐ", "PH"))
    kinds = rf"(?i:{kinds}|Quy định)"
    laws = rf"(?:(?i:{any_of(lexicon.table('laws')['laws'])})(?! (?:\w+ viên|luật)\b))"  # not before "… viên" (an office) or "luật"
    return _Patterns(
        # What may stand left of a symbol: "Quyết định số", "Thông tư liên tịch số:"
        left=re.compile(rf"(?:(?<!\w)(?P<kind>{kinds})(?: liên tịch)?(?: [a-zà-ỹđ]+){{0,3}}?,? )?(?:{_LABEL} ?:? ?)?$"),
        law=re.compile(
            r"(?<!pháp )(?<!\w)(?P<kind>Bộ luật|Bộ Luật|Luật|Pháp [lL]ệnh|LUẬT|BỘ LUẬT|PHÁP LỆNH)(?: số)?(?: về)? "
            rf"(?P<name>{laws}|(?![Ss]ố\b|Sửa đổi\b)(?=[{UPPER}]){_OPEN_LAW})(?!\w)"
            r"|(?P<constitution>Hiến pháp)(?! luật)(?: nước [\w ]{10,60}Việt Nam)?"
        ),
        # Chỉ thị số 21 · Đề án 1956
        short=re.compile(
            rf"(?<!\w)(?P<kind>{kinds}) (?P<label>{_LABEL} ?)?(?P<number>\d{{1,4}}[a-zđ]?)"
            rf"(?![\w%]|[.,/-]\d| ?[/-] ?[{UPPER}]|[-/]\w| (?:năm|tháng|ngày)\b)"
        ),
    )


_NAMED = re.compile(rf"(?P<congress>{_CONGRESS})|(?P<project>{_PROJECT})")
_AMENDING_TITLE = r"[Ss]ửa đổi(?:,? bổ sung)? (?:một s[ốô] )?"
_OF_THE_LAWS = r"(?: và [\w ,]{2,30})? (?:của )?(?:các )?"
# Luật sửa đổi, bổ sung một số điều của 11 luật
_AMENDING = re.compile(rf"(?:Luật|Pháp lệnh) (?:số [\w/]+ )?{_AMENDING_TITLE}điều{_OF_THE_LAWS}(?=các luật|\d+ luật|luật)")
_AMENDED_UNNAMED = re.compile(r"(?:các |\d+ )?luật(?: [^;.\n]{0,120}?(?=,? ngày \d|,? số \d)| [^,;.\n]{0,80})?")
_AMENDS_BEFORE = re.compile(
    r"(?:Luật|Pháp lệnh)(?: (?!Luật\b|Pháp\b|và\b|ngày\b|năm\b)[^\W\d]+){0,5}?(?: số [\w/]+)? "
    rf"{_AMENDING_TITLE}(?:điều|Điều){_OF_THE_LAWS}$"
)
_AMENDED_MORE = re.compile(r"(?:,? và |, |\. )(?=(?:Luật|Bộ luật|Pháp lệnh) )")
_DATE_AT_END = re.compile(rf",? ngày {DATE}$")

_TAIL_DATE = re.compile(rf",? ?(?:,? ?ký )?ngày ({DATE})")
_TAIL_ISSUER = re.compile(r",? của (?=[^\W\d_])")
_LAW_TAIL = re.compile(
    rf",? (?:năm (?P<year>{YEAR})(?! ?-)"
    rf"|(?:được .{{0,40}}?thông qua )?ngày (?P<date>{DATE})"
    rf"|\((?:năm )?(?P<bracket>{YEAR})\))"
)
_LAW_NUMBER = re.compile(r",? ?\(?(?:[Ll]uật )?[Ss][ốôoóỏẻồ] ?:? ?(?=[\dỈ])")
_PASSED = re.compile(r"(?P<body>Quốc hội|Ủy ban Thường vụ Quốc hội)(?: [Kk]hóa [IVXL]+)?[^.;,]{0,30}? (?:đã )?(?:thông qua|ban hành) $")
_NUMBER = r"(?:[a-zđ]|[IVX]+|\d+(?:\.\d+)*[a-zđ]?)(?!\w)"  # of a điểm, khoản or điều
_LOCATOR = re.compile(
    rf"(?:(?:[Cc]ác )?(?:điểm|[Kk]hoản|[Đđ]iều|[Mm]ục|Chương|Phụ lục|tiết|đoạn) {_NUMBER}(?:(?:, | và |, và |-| đến ){_NUMBER}(?!\w))*"
    r",?(?: và|;)? ?)+(?:của |tại |ban hành kèm theo )?$"
)
_STEP = re.compile(rf"(điểm|khoản|[Đđ]iều)s? ({_NUMBER}(?:(?:, | và |, và |-){_NUMBER}(?!\w))*)(?!\w)")
_BLANK = re.compile(r"\s")
_NUMBER_AT_END = re.compile(r"\d+$")
_TWO_CAPITALS = re.compile(rf"[{UPPER}]{{2}}")
_ASSEMBLY = re.compile(r"QH\d")
_MISREAD_ONE = re.compile(r"(?<=\d)Ỉ|Ỉ(?=[\d/])|(?<=QH)Ỉ")
_MISREAD_LABEL = re.compile(r"\bs[ôóo](?= \d)")


def find(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """All mentions in reading order, each as its own words give it."""
    text = layout.clean
    laws = list(_laws(text))
    named_laws = Cover((m.start, m.end) for m in laws if not _is_amending(m.name))
    numbered = [m for m in _numbered(text) if m.start not in named_laws and m.end - 1 not in named_laws]
    mentions = _in_order([*laws, *numbered])
    mentions = _in_order([*mentions, *_named(text, mentions)])
    mentions = _in_order([*mentions, *_short(text, mentions)])
    _share(text, mentions)
    outline = Outline(document.sections)
    return tuple(_citation(layout, outline, n, m) for n, m in enumerate(mentions, 1))


def _in_order(mentions: list[_Mention]) -> list[_Mention]:
    """By place, the longer of two that begin together first."""
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def _is_amending(name: str | None) -> bool:
    return name is not None and name.casefold().startswith(("luật sửa đổi", "pháp lệnh sửa đổi"))


def _citation(layout: Layout, outline: Outline, n: int, m: _Mention) -> Citation:
    span = layout.view.span(m.start, m.end)
    name = _MISREAD_LABEL.sub("số", _MISREAD_ONE.sub("1", m.name)) if m.name else None
    issuer = Body(m.issuer) if m.issuer else None
    return Citation(f"c{n}", span, m.symbol, m.doc_type, m.date, issuer, name, m.locator, None, outline.path(span.start), m.inferred)


# Documents with a number.


def _numbered(text: str) -> Iterator[_Mention]:
    """Every symbol in running text, with kind and label before it, date and issuer behind."""
    left_of = _patterns().left
    for m in symbols.pattern().finditer(text):
        code = m["type"] or m["ptype"]
        if not code and not m["old"] and not _is_organ(m["letter"], bool(m["year"])):
            continue
        line = text.rfind("\n", 0, m.start()) + 1
        window = max(line, m.start() - 90)
        left = left_of.search(text[window : m.start()])
        kind = left["kind"] if left else None
        start = window + left.start() if left and left.group().strip() else m.start()
        organ = m["organ"] or m["porgan"] or m["letter"] or m["old"]
        mention = _Mention(start, m.end(), _written(m), _type(code, kind, organ), kind=kind)
        _read_tail(text, mention)
        mention.locator = _locator(text, line, start)
        yield mention


def _written(symbol: re.Match[str]) -> str:
    """The symbol without its blanks and misread digits."""
    return digits(_BLANK.sub("", symbol.group()))


def _is_organ(letter: str, year: bool) -> bool:
    """A code after the slash that is an organ's: known, or of two capitals and more with a unit or a year ("4330/BNN-KTHT", "31/2024/QH15")."""
    head = letter.split("-")[0]
    if lexicon.organ(_NUMBER_AT_END.sub("", head)):
        return True
    return bool(_TWO_CAPITALS.match(head)) and ("-" in letter or year or len(head) >= 4)


def _type(code: str | None, kind: str | None, organ: str) -> str | None:
    """The code in the symbol decides, but for TT, which stands for two kinds; without one the kind written before it."""
    named = lexicon.type_of_name(kind) if kind else None
    if code is None:
        return named or ("L" if _ASSEMBLY.match(organ) else "CV")
    found = lexicon.type_code(code)
    return named if found == "TT" and named == "TTri" else found


def _read_tail(text: str, mention: _Mention) -> None:
    """Take in the date and the issuer that stand right behind, in either order."""
    for _ in range(3):
        date = _TAIL_DATE.match(text, mention.end) if mention.date is None else None
        if date:
            mention.date, mention.end = iso_date(date[1]), date.end()
            continue
        of = _TAIL_ISSUER.match(text, mention.end) if mention.issuer is None else None
        end = bodies.issuer(text, of.end(), len(text)) if of else None
        if of and end:
            mention.issuer, mention.end = text[of.end() : end], end
            continue
        return


def _locator(text: str, line: int, start: int) -> tuple[Locator, ...] | None:
    """The places in the document that the words before it name, "điểm a khoản 2 Điều 5"; None when they name none."""
    m = _LOCATOR.search(text[max(line, start - 120) : start])
    if not m:
        return None
    found: list[Locator] = []
    point = None
    for word, numbers in _STEP.findall(m.group()):
        if word == "điểm":
            point = numbers
        elif word == "khoản":
            found.append(Locator(None, numbers, point))
            point = None
        else:
            waiting = [k for k, place in enumerate(found) if place.article is None]
            for k in waiting:
                found[k] = replace(found[k], article=numbers)
            if not waiting:
                found.append(Locator(numbers, None, point))
    return tuple(found) or None


# Laws.


def _laws(text: str) -> Iterator[_Mention]:
    """Laws by name; a law that amends others by its whole name, and the laws in it too."""
    inner_to = 0  # the end of the last amending law
    for m in _patterns().law.finditer(text):
        mention = _law(text, m)
        if m.start() >= inner_to:
            amending = _amending(text, mention)
            if amending:
                inner_to = amending.end
                yield amending
        if m.start() < inner_to and mention.date:  # the date behind the last law named is that of the law that amends
            mention = _Mention(m.start(), m.end(), None, mention.doc_type, name=_law_name(m), kind=mention.kind, locator=mention.locator)
            _read_law_number(text, mention)
        yield mention
    for m in _AMENDING.finditer(text):
        if text.startswith(("Luật", "Pháp lệnh", "Bộ luật"), m.end()):
            continue
        unnamed = _AMENDED_UNNAMED.match(text, m.end())
        end = unnamed.end() if unnamed else m.end()
        mention = _Mention(m.start(), end, None, "L", name=text[m.start() : end], kind="Luật")
        _read_law_tail(text, mention)
        yield mention


def _law(text: str, m: re.Match[str]) -> _Mention:
    doc_type = "HP" if m["constitution"] else "PL" if m["kind"].casefold() == "pháp lệnh" else "L"
    mention = _Mention(m.start(), m.end(), None, doc_type, name=" ".join(_law_name(m).split()), kind=m["kind"] or "Hiến pháp")
    _read_law_tail(text, mention)
    mention.locator = _locator(text, text.rfind("\n", 0, m.start()) + 1, m.start())
    return mention


def _law_name(m: re.Match[str]) -> str:
    return m.group().replace(" số ", " ", 1)


def _read_law_tail(text: str, mention: _Mention) -> None:
    """Number, year and date behind a law's name, and the body that is said to have passed it."""
    _read_law_number(text, mention)
    tail = _LAW_TAIL.match(text, mention.end)
    if tail:
        mention.date = iso_date(tail["date"]) if tail["date"] else tail["year"] or tail["bracket"]
        mention.end = tail.end()
    passed = _PASSED.search(text[max(0, mention.start - 80) : mention.start])
    if passed:
        mention.issuer = passed["body"]


def _read_law_number(text: str, mention: _Mention) -> None:
    label = _LAW_NUMBER.match(text, mention.end)
    symbol = symbols.pattern().match(text, label.end()) if label else None
    if symbol and mention.symbol is None:
        mention.symbol, mention.end = _written(symbol), symbol.end()
        if text[mention.end : mention.end + 1] == ")":
            mention.end += 1


def _amending(text: str, law: _Mention) -> _Mention | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C ngày …", when `law` is the first of these; else None."""
    window = max(text.rfind("\n", 0, law.start) + 1, law.start - 110)
    m = _AMENDS_BEFORE.search(text[window : law.start])
    if not m:
        return None
    start, last = window + m.start(), law
    while more := _AMENDED_MORE.match(text, last.end):
        following = _patterns().law.match(text, more.end())
        if not following:
            break
        last = _Mention(following.start(), following.end(), name=following.group())
        _read_law_tail(text, last)
    name = text[start : last.end]
    own = symbols.pattern().search(name, 0, law.start - start)  # "Luật số 51/2019/QH14 sửa đổi …"
    symbol = digits(_BLANK.sub("", own.group())) if own else None
    dated = _DATE_AT_END.search(name)
    date = last.date if dated else None
    return _Mention(start, last.end, symbol, "L", date, name=name[: dated.start()] if dated else name, kind="Luật")


# Documents with a name, and those called by a number alone.

# Before a project: it is still to be made, so nothing is cited.
_PLANNED = re.compile(r"(?:xây dựng|ban hành|lập|trình|phê duyệt|dự thảo|công bố|nội dung|theo)(?: các| và [\w ]{2,20})? $", re.I)
_APPROVED_BY = re.compile(r"[^;.\n]{0,30}(?:phê duyệt|ban hành)(?: kèm theo| tại| theo)* (?:tại |theo )?(?:Quyết định|Nghị quyết|Nghị định)")
_TWO_WORDS = re.compile(r"\w+ \w+")


def _named(text: str, mentions: list[_Mention]) -> Iterator[_Mention]:
    """Resolutions of congresses and plenums, and named projects that exist.

    What a cited numbered act approves is its subject, no mention of its own.
    """
    cited, starts = Cover((m.start, m.end) for m in mentions), [m.start for m in mentions]
    for m in _NAMED.finditer(text):
        if cited.overlaps(m.start(), m.end()):
            continue
        if m["congress"]:
            yield _Mention(m.start(), m.end(), None, "NQ", name=m.group(), kind="Nghị quyết")
            continue
        earlier = mentions[: bisect_left(starts, m.start())]
        before = next((x for x in reversed(earlier) if x.end <= m.start()), None)
        sentence = max(sentence_start(text, m.start()), text.rfind(";", 0, m.start()) + 1)
        subject = before is not None and before.end > sentence
        if subject or _PLANNED.search(text[max(0, m.start() - 40) : m.start()]) or _APPROVED_BY.match(text, m.end()):
            continue
        words = _TWO_WORDS.match(m.group())
        kind = words.group() if words else None
        yield _Mention(m.start(), m.end(), None, lexicon.type_of_name(kind) if kind else None, name=m.group(), kind=kind)


# (sau đây gọi tắt là Đề án 1956)
_DEFINED = re.compile(
    r"[^()\n]{0,400}?\((?:[Ss]au đây )?(?:được )?(?:gọi|viết)(?: chung)?(?: tắt| gọn)?(?: chung)? là:? ?"
    r"[\"“]?(?P<name>[^()\"”\n]{3,60})[\"”]?\)"
)


def _short(text: str, mentions: list[_Mention]) -> Iterator[_Mention]:
    """ "Chỉ thị số 21", "Đề án 1956": a kind and a number that a full mention or a definition in the same text explains."""
    full = [m for m in mentions if m.symbol]
    by_number: dict[str, list[_Mention]] = defaultdict(list)
    for m in full:
        parsed = symbols.parse(m.symbol or "")
        if parsed:
            by_number[parsed.number].append(m)
    defined = _definitions(text, full)
    cited = Cover((m.start, m.end) for m in mentions)
    for s in _patterns().short.finditer(text):
        if cited.overlaps(s.start(), s.end()):
            continue
        named = lexicon.type_of_name(s["kind"])
        same = by_number.get(s["number"].lstrip("0") or "0", [])
        meant = next((m for m in same if m.doc_type == named), None) or defined.get(fold(s.group()))
        if meant is None and len({m.symbol for m in same}) == 1:
            meant = same[0]
        if meant:
            yield _Mention(s.start(), s.end(), meant.symbol, meant.doc_type, kind=s["kind"], short=True)
        elif s["label"] and s["kind"][0].isupper() and named not in ("CV", "BB", "HĐ", "L"):
            yield _Mention(s.start(), s.end(), s["number"], named, kind=s["kind"])


def _definitions(text: str, full: list[_Mention]) -> dict[str, _Mention]:
    """Folded short names with the mention that each stands for: the last before the definition."""
    defined: dict[str, _Mention] = {}
    starts = [m.start for m in full]
    for m in full:
        definition = _DEFINED.match(text, m.end)
        if definition and bisect_right(starts, m.end) == bisect_left(starts, definition.start("name")):
            defined.setdefault(fold(definition["name"]), m)
    return defined


# What stands once for several.

_GLUE = re.compile(r"(?:,|;| và|, và|; và| hoặc)?(?: các)?\s*(?:[Ss]ố )?$")
_ISSUER_BEFORE = re.compile(r"(?:của|Của) (?=[^\W\d_])")


def _share(text: str, mentions: list[_Mention]) -> None:
    """Give the items of a list what stands once: the issuer named before it ("… của X tại", "… của X như:") or behind its last item,
    the date likewise.
    """
    pairs = list(pairwise(mentions))
    for first, second in reversed(pairs):
        if not _are_listed(text, first, second):
            continue
        if first.issuer is None and second.issuer:
            first.issuer = second.issuer
        if first.date is None and second.date and second.kind is None:
            first.date, first.inferred = second.date, (*first.inferred, "date")
        if first.kind and second.kind is None and second.doc_type == "CV":
            second.doc_type = first.doc_type
    for m in mentions:
        if m.symbol and m.issuer is None and not m.short:
            m.issuer = _issuer_before(text, m)


def _are_listed(text: str, first: _Mention, second: _Mention) -> bool:
    """Whether two mentions are neighbours in a list of one organ's documents."""
    if not (first.symbol and second.symbol and first.end <= second.start):
        return False
    return bool(_GLUE.fullmatch(text[first.end : second.start])) and _same_organ(first, second)


def _same_organ(a: _Mention, b: _Mention) -> bool:
    x, y = symbols.parse(a.symbol or ""), symbols.parse(b.symbol or "")
    return bool(x and y and x.organ.casefold() == y.organ.casefold())


_LEADS_ON = re.compile(
    r"[^.;\n]{0,120}?(?:tại|như|gồm|sau|sau đây|theo)?\s*[:(]"
    r"|,? (?:[\w ]{0,20})?(?:tại|theo)\b"
)
_DIRECTLY = re.compile(r",? (?:[\w ]{0,20})?(?:tại|theo) (?:các )?")


def _issuer_before(text: str, m: _Mention) -> str | None:
    """The body in "chỉ đạo của X tại Chỉ thị số …" or "các văn bản … của X như: A; B; C", if it can have issued a document with this symbol."""
    parsed = symbols.parse(m.symbol or "")
    sentence = sentence_start(text, m.start)
    for of in reversed(list(_ISSUER_BEFORE.finditer(text, sentence, m.start))):
        end = bodies.issuer(text, of.end(), m.start)
        if end is None or not _LEADS_ON.match(text, end, m.start):
            continue
        name = text[of.end() : end]
        if parsed and (_DIRECTLY.fullmatch(text, end, m.start) or ids.may_issue(name, parsed.organ)):
            return name
    return None


# Once the header is known.


def settle(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """The citations once the header is known: own number dropped, repeats completed, bodies and documents identified."""
    own = symbols.key(document.header.symbol)
    kept = [c for c in document.citations if own is None or symbols.key(c.symbol) != own or _contradicts(c, document)]
    kept = [c for c in kept if not _is_own_title(c, document)]
    known: dict[str, _Known] = defaultdict(_Known)
    for c in kept:
        if c.symbol or (c.name and c.date):
            known[_key(c)].add(c)
    place = ids.place_of(document)
    return tuple(replace(_completed(c, known.get(_key(c), _Known()), place), id=f"c{n}") for n, c in enumerate(kept, 1))


@dataclass(slots=True)
class _Known:
    """What the mentions of one document say together: every date written, and the issuer's name at its longest."""

    dates: set[str] = field(default_factory=set)
    issuer: str | None = None

    def add(self, c: Citation) -> None:
        """Take in one mention."""
        if c.date and "date" not in c.inferred:
            self.dates.add(c.date)
        if c.issuer and len(c.issuer.text) > len(self.issuer or ""):
            self.issuer = c.issuer.text


def _key(c: Citation) -> str:
    """One key for all mentions of a document."""
    return (symbols.key(c.symbol) or c.symbol) if c.symbol else fold(c.name or "")


def _contradicts(c: Citation, document: Document) -> bool:
    """The same symbol with another date is another document."""
    own = document.header.date
    if not (c.date and own) or "date" in c.inferred or "date" in document.header.inferred:
        return False
    return not dates_agree(c.date, own)


_LAWS = ("L", "PL", "HP")


def _is_own_title(c: Citation, document: Document) -> bool:
    """Whether what looks like a named document is only the title of this one."""
    title = document.header.title
    if not (c.name and title) or c.symbol or c.doc_type in (*_LAWS, "NQ"):
        return False
    return fold(c.name) in fold(title)


def _completed(c: Citation, known: _Known, place: ids.Place) -> Citation:
    """The citation with date and issuer as other mentions of the document give them, or the organ's code, and its document identified."""
    date, inferred = c.date, list(c.inferred)
    if date is None and len(known.dates) == 1:
        (date,) = known.dates
        inferred.append("date")
    text = c.issuer.text if c.issuer else None
    if text is None:
        text = known.issuer or _organ_issuer(c)
        inferred += ["issuer"] if text else []
    issuer, guessed = ids.identify(text, c.symbol, place) if text or c.symbol else (None, ())
    inferred += [f"issuer.{name}" for name in guessed]
    if c.symbol:
        document_id = ids.document_id(c.symbol, c.doc_type, issuer, date)
    else:
        document_id = ids.law_id(c.name, date) if c.doc_type in _LAWS else None
    return replace(c, date=date, issuer=issuer if text else None, document_id=document_id, inferred=tuple(inferred))


def _organ_issuer(c: Citation) -> str | None:
    """The issuer that the symbol's organ names."""
    parsed = symbols.parse(c.symbol) if c.symbol else None
    organ = lexicon.organ(parsed.organ if parsed else "")
    return organ.issuer if organ else None
