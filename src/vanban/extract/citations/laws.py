"""Laws, codes, ordinances and the Constitution, cited by name; a law that amends others is cited by its whole name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from vanban import lexicon, symbols
from vanban.extract.citations import locators
from vanban.extract.citations.mention import LABEL, Mention, written
from vanban.quantities import DATE, YEAR, iso_date
from vanban.text import UPPER, fold, has_any, line_before, plain

# Words that go on with no law's name.
_ENDS_NAME = r"(?!(?:năm|ngày|số|được|đã|theo|để|thì|khi|có|của|cho|trên|tại|trong|đến|s[ôo]|sẻ|và|quy|này|là|hoặc|về|do|với|thông|ban|từ|kể|đó|nêu|mới|Căn)\b)"
# A law that no table knows: a capital and up to seven words, or words in lower case with year, date or number behind them.
_OPEN_LAW = (
    rf"(?=[{UPPER}]){_ENDS_NAME}\w+(?: {_ENDS_NAME}\w+){{0,7}}"
    rf"|(?:{_ENDS_NAME}[^\W\d]+ ){{1,9}}?{_ENDS_NAME}[^\W\d]+(?=,? (?:{LABEL} \d|ngày \d|năm {YEAR}))"
)
_BETWEEN = re.compile(r", | và | - ")


@cache
def _law() -> re.Pattern[str]:
    return re.compile(
        r"(?P<kind>(?<!\w)(?<![pP]háp )(?<!PHÁP )(?:Luật|LUẬT|Bộ [lL]uật|BỘ LUẬT|Pháp [lL]ệnh|PHÁP LỆNH))(?: số)?(?: về)? "
        # not before "… viên" (an office) or "luật"
        rf"(?P<name>(?:{_names()})(?! (?:\w+ viên|luật)\b)|(?![Ss]ố\b|Sửa đổi\b|sửa đổi\b|bổ sung\b)(?:{_OPEN_LAW}))(?!\w)"
    )


_HEAD = re.compile(r"[BLP](?=uật|UẬT|ộ [lL]uật|Ộ LUẬT|háp [lL]ệnh|HÁP LỆNH)")  # of all patterns of laws, which are tried only there
_CONSTITUTION = re.compile(r"Hiến pháp(?! luật)(?: nước [\w ]{10,60}Việt Nam)?")


def _names() -> str:
    """The names of the table, each also with other words or marks between its parts: "Phí, lệ phí", "Chất lượng sản phẩm hàng hóa"."""
    names = sorted(lexicon.table("laws")["laws"], key=lambda name: (-len(name), name))
    parts = (map(re.escape, _BETWEEN.split(name)) for name in names)
    return lexicon.in_any_case(r"(?:,? và |, | ?- ?| )".join(part).replace("\\ ", " ") for part in parts)


_AMENDING_TITLE = r"(?:[Ss]ửa đổi(?:,? b[ổố] sung)?|[Bb]ổ sung) (?:một s[ốô] )?"
_ARTICLES = r"[Đđ]iều(?: \d+[a-zđ]?(?:(?:, | và )(?:Điều )?\d+[a-zđ]?)*)?"
_OF_THE_LAWS = r"(?: và [\w ,]{2,30})? (?:của )?(?:các )?"
# Luật sửa đổi, bổ sung một số điều của 11 luật
_AMENDING = re.compile(rf"(?:Luật|Pháp lệnh) (?:số [\w/]+ )?{_AMENDING_TITLE}điều{_OF_THE_LAWS}(?=các luật|\d+ luật|luật)")
_AMENDED_UNNAMED = re.compile(r"(?:các |\d+ )?luật(?: [^;.\n]{0,120}?(?=,? ngày \d|,? số \d)| [^,;.\n]{0,80})?")
_AMENDS_BEFORE = re.compile(
    r"(?:Luật|Pháp lệnh)(?: (?!Luật\b|Pháp\b|và\b|ngày\b|năm\b)[^\W\d]+){0,5}?(?: số [\w/]+)? "
    rf"{_AMENDING_TITLE}{_ARTICLES}{_OF_THE_LAWS}$"
)
_AMENDED_MORE = re.compile(r"(?:,? và |, |\. )(?=(?:Luật|Bộ luật|Pháp lệnh) )")
_DATE_AT_END = re.compile(rf",? ngày {DATE}$")

_TAIL = re.compile(
    rf",? (?:năm (?P<year>{YEAR})(?! ?-)"
    rf"|(?P<bare>{YEAR})(?![\w/]|[.,-]\d| ?-)"  # Bộ luật Dân sự 2015
    rf"|(?:được .{{0,40}}?thông qua )?ngày (?P<date>{DATE})"
    rf"|\((?:năm )?(?P<bracket>{YEAR})\))"
)
_NUMBER_LABEL = re.compile(rf",? ?\(?(?:[Ll]uật )?{LABEL} ?:? ?(?=[\dỈ])")
_MALFORMED = re.compile(r"\d[\d/-]*[/-][A-ZĐ][\w/-]*")  # 16/2009-L-CTN
_PASSED = re.compile(r"(?P<body>Quốc hội|Ủy ban Thường vụ Quốc hội)(?: [Kk]hóa [IVXL]+)?[^.;,]{0,30}? (?:đã )?(?:thông qua|ban hành) $")
_DRAFT = re.compile(r"(?:[Dd]ự án|[Dd]ự thảo) $")
_PASSED_BEHIND = re.compile(r" (?:đã )?được (?P<body>Quốc hội|Ủy ban Thường vụ Quốc hội)[^.;,]{0,40}? thông qua")
_BEHIND = 110  # characters; the words of an amending law before the first law it names are not longer


def find(text: str) -> Iterator[Mention]:
    """Laws by name; a law that amends others by its whole name, and the laws in it too."""
    yield from _constitutions(text)
    end = inner_to = 0  # of the last law, and of the last that amends
    for start in [head.start() for head in _HEAD.finditer(text)]:
        amending = _amending_unnamed(text, start)
        if amending:
            yield amending
        m = _law().match(text, start) if start >= end else None
        if m is None:
            continue
        end = m.end()
        if _DRAFT.search(text, max(0, start - 8), start):
            continue
        mention = _mention(text, m)
        if start >= inner_to:
            amending = _amending(text, mention)
            if amending:
                inner_to = amending.end
                yield amending
        if start < inner_to and mention.date:  # the date behind the last law named is that of the law that amends
            mention = Mention(start, end, None, mention.doc_type, name=_name(m), kind=mention.kind, locator=mention.locator)
            _read_number(text, mention)
        yield mention


def is_amending(name: str | None) -> bool:
    """Whether the name is that of a law that amends others."""
    return name is not None and name.casefold().startswith(("luật sửa đổi", "pháp lệnh sửa đổi", "luật bổ sung", "pháp lệnh bổ sung"))


def _constitutions(text: str) -> Iterator[Mention]:
    for m in _CONSTITUTION.finditer(text):
        mention = Mention(m.start(), m.end(), None, "HP", name=m.group(), kind="Hiến pháp")
        _read_tail(text, mention)
        mention.locator = locators.before(text, m.start())
        yield mention


def _amending_unnamed(text: str, start: int) -> Mention | None:
    """The law that begins at `start` and amends laws that it does not name; None when there is none."""
    m = _AMENDING.match(text, start)
    if m is None:
        return None
    laws = _AMENDED_UNNAMED.match(text, m.end())
    end = laws.end() if laws else m.end()
    mention = Mention(start, end, None, "L", name=text[start:end], kind="Luật")
    _read_tail(text, mention)
    return mention


def _mention(text: str, m: re.Match[str]) -> Mention:
    doc_type = "PL" if m["kind"].casefold() == "pháp lệnh" else "L"
    mention = Mention(m.start(), m.end(), None, doc_type, name=_corrected(" ".join(_name(m).split())), kind=m["kind"])
    _read_tail(text, mention)
    mention.locator = locators.before(text, m.start())
    return mention


@cache
def _by_letters() -> dict[str, str]:
    """The names of the table by their letters without tones and accents."""
    return {plain(name): name for name in lexicon.table("laws")["laws"]}


@lru_cache(maxsize=16384)
def _corrected(name: str) -> str:
    """A law's name as the table has it, where the text has the same letters with other tones, as OCR reads them: "Luật Đât đai"."""
    kind, _, rest = name.partition(" ")
    known = _by_letters().get(plain(rest))
    return f"{kind} {known}" if known and fold(known) != fold(rest) else name


def _name(m: re.Match[str]) -> str:
    return m.group().replace(" số ", " ", 1)


def _read_tail(text: str, mention: Mention) -> None:
    """Number, year and date behind a law's name, and the body that is said to have passed it."""
    _read_number(text, mention)
    tail = _TAIL.match(text, mention.end)
    if tail:
        mention.date = iso_date(tail["date"]) if tail["date"] else tail["year"] or tail["bare"] or tail["bracket"]
        mention.end = tail.end()
    behind = _PASSED_BEHIND.match(text, mention.end)
    if behind:
        mention.issuer = behind["body"]
    before = text[max(0, mention.start - 80) : mention.start]
    passed = _PASSED.search(before) if before.endswith(("thông qua ", "ban hành ")) else None
    if passed:
        mention.issuer = passed["body"]


def _read_number(text: str, mention: Mention) -> None:
    label = _NUMBER_LABEL.match(text, mention.end)
    if label is None or mention.symbol is not None:
        return
    symbol = symbols.pattern().match(text, label.end()) or _MALFORMED.match(text, label.end())
    if symbol:
        mention.symbol, mention.end = written(symbol.group()), symbol.end()
        if text[mention.end : mention.end + 1] == ")":
            mention.end += 1


def _amending(text: str, law: Mention) -> Mention | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C ngày …", when `law` is the first of these; else None."""
    window = line_before(text, law.start, _BEHIND)
    before = text[window : law.start]
    m = _AMENDS_BEFORE.search(before) if has_any(before, ("ửa đổi", "ổ sung")) else None
    if not m or _DRAFT.search(text, max(0, window + m.start() - 12), window + m.start()):
        return None
    start, last = window + m.start(), law
    while more := _AMENDED_MORE.match(text, last.end):
        following = _law().match(text, more.end())
        if not following:
            break
        last = Mention(following.start(), following.end(), name=following.group())
        _read_tail(text, last)
    name = text[start : last.end]
    own = symbols.pattern().search(name, 0, law.start - start)  # "Luật số 51/2019/QH14 sửa đổi …"
    dated = _DATE_AT_END.search(name)
    date = last.date if dated else None
    return Mention(start, last.end, written(own.group()) if own else None, "L", date, name=name[: dated.start()] if dated else name, kind="Luật")
