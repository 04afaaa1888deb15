"""Targets and results: every number that the text sets as something to reach, and every number it reports as reached.

A number is first measured (value, unit, comparator), then judged by its clause, sentence and the headings above: to be reached, reached,
or neither (dates, labels, ages, durations, entitlements, quorums, scope).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from vanban import lexicon, tables
from vanban.layout import Layout, Paragraph, sentences
from vanban.lexicon import any_of
from vanban.model import Comparator, Document, Section, Target
from vanban.outline import Cover, Outline
from vanban.quantities import NUMBER, YEAR, Deadline, deadlines, number
from vanban.text import Stretch

Status = Literal["target", "result"]


class _Patterns(NamedTuple):
    """The compiled grammar of quantities."""

    quantity: re.Pattern[str]
    label: re.Pattern[str]
    scope: re.Pattern[str]


_SCALE = "(?:nghìn |ngàn |vạn |trăm |triệu |tỷ |tỉ )"  # belongs to the unit: "1,5 triệu đồng", "20 nghìn lượt khách"


@cache
def _patterns() -> _Patterns:
    t = lexicon.table("measures")
    per = r"(?:/[a-zà-ỹđ]+)*"  # đồng/người/tháng
    money = rf"{_SCALE}*(?:đồng|USD|đô la Mỹ)|(?:tỷ|tỉ|triệu)(?!\w)(?! (?:{any_of(t['nouns'])})(?!\w))"
    word = rf"(?!(?:{any_of(t['function_words'])})\b)[a-zà-ỹđ]+"
    noun = rf"{_SCALE}*(?:{any_of(t['nouns'])})(?!\w){per}|{_SCALE}?{word}(?: {word})?"
    return _Patterns(
        quantity=re.compile(
            rf"(?<![\w.,/-])(?P<n1>\d{{1,2}}/\d{{1,2}}|{NUMBER}) ?"
            rf"(?:%? ?(?:-|đến|đên|÷|~) ?(?P<n2>{NUMBER}) ?)?"
            rf"(?:(?P<percent>%{per})"
            r"|(?P<times>lần)(?!\w)"
            rf"|(?P<money>{money})(?!\w){per}"
            rf"|(?!(?:{any_of(t['never'])})(?![\w-]))(?P<noun>{noun})"
            r"|(?=[.,;)]|$)(?P<bare>))"
        ),
        label=re.compile(rf"(?:^|[\s(])(?<!ổng )(?:{any_of(t['label'])}) ?:? ?$"),  # "Tổng số 45" is no label
        scope=re.compile(rf"(?:{any_of(t['scope'])})(?:[,/ ]|$)"),
    )


class _Words(NamedTuple):
    """What tells a target from a result and from a rule."""

    result_heading: re.Pattern[str]
    goal_heading: re.Pattern[str]
    reached: re.Pattern[str]
    effort: re.Pattern[str]
    rule: re.Pattern[str]
    opening: re.Pattern[str]
    clause_end: re.Pattern[str]
    clause_begin: re.Pattern[str]


@cache
def _words() -> _Words:
    t = {key: any_of(word.removesuffix("…") for word in words) for key, words in lexicon.table("targets").items()}
    return _Words(
        result_heading=re.compile(t["result_headings"], re.I),
        goal_heading=re.compile(t["goal_headings"], re.I),
        reached=re.compile(
            rf"(?<!\w)(?:{t['reached']})"
            r"|(?<!như )(?<!được )\bđã (?!qua\b|được phê|được ban|nêu|đề ra|quy định|ký|xác|giao|có hiệu)"
            r"|\bnăm qua\b|kết quả là\b"
            r"|(?<!nông thôn )(?<!đô thị )(?<!làm )\bmới (?:đạt|chiếm|bằng|có)"  # but: nông thôn mới đạt chuẩn
            r"|qua (?:hơn |gần )?\d+ năm|trong \d+ năm (?:qua|\()",
            re.I,
        ),
        effort=re.compile(rf"{t['effort']}|\bđạt\b", re.I),
        rule=re.compile(t["rules"], re.I),
        opening=re.compile(rf"^(?:(?!chỉ tiêu)(?:{t['opening']})[,:]? )+(?=\S)"),
        clause_end=re.compile(rf";|\(|\)|\. |\.$|\.\.|…|\n|, (?=(?:{t['clause_ends']})\b)"),
        clause_begin=re.compile(rf", (?=(?:{t['clause_begins']})\b)"),
    )


_AMOUNT = " (?:từ|là|đạt|có|khoảng|cho|khoảng từ)"
_SIGNS_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">=", "không (?:dưới|thấp hơn|ít hơn)|tối thiểu(?: là)?|ít nh[ấậâ]t|thấp nhất(?: là)?"),
    ("<=", "không (?:quá|vượt quá|cao hơn|lớn hơn)|tối đa(?: là)?|nhiều nhất"),
    (">", "(?<!năm )trên|hơn|vượt|vượt trên|cao hơn|lớn hơn"),
    ("<", "dưới|thấp hơn|nhỏ hơn"),
    ("~", "khoảng|gần|xấp xỉ|ước(?: đạt)?|khoảng từ"),
)
_BEFORE = tuple((sign, re.compile(rf"(?<!\w)(?:{words})(?:{_AMOUNT})? ?$", re.I)) for sign, words in _SIGNS_BEFORE)
_UPWARDS = re.compile(r"(?: ?(?:%|lần|người|lao động))? ?trở lên")
_DOWNWARDS = re.compile(r" ?(?:%|lần)? ?trở xuống")
_EQUALS = re.compile(r"(?:từ|đạt|là|:) ?$")
_FROM = re.compile(r"(?:từ )?$")
_RANGE_FROM = re.compile(r"(?:ít nh[ấậ]t |khoảng |đạt )?(?:từ )?$")
_FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5")
_YEAR = re.compile(YEAR)
_DIGIT = re.compile(r"\d")

_SETS_GOAL = re.compile(r"phấn đấu|yêu cầu|đề ra (?:các )?(?:mục tiêu|chỉ tiêu)|sẽ\b|chỉ tiêu", re.I)
_DONE = re.compile(r"\bđã\b")
_STANDS_AT = re.compile(r"hiện nay(?: là)?|hiện là|hiện có|hiện còn|mới (?:đạt|chiếm|bằng)")
_COMPARES = re.compile(r"gấp|bằng|tăng")
_ENTITLED = re.compile(r"được (?:hưởng|cấp|trả|chi|thanh toán|giảm|miễn)[^,;.]*$", re.I)  # before the number: what somebody gets
_BASE_YEAR = re.compile(r"(?:so với|lần|lần so với|so với cùng kỳ|bằng mức|so với bình quân)(?: cả| của| cuối)? ?$")
_PERIOD = re.compile(r"\d{4}(?:-\d{4})?$")
_LAST_WORD = re.compile(r"(?: (?:đạt|là|có|chiếm|từ|thì|mới chiếm|được|phấn đấu|thu hút|bảo đảm|đảm bảo),?)+$")
_TWO_COMMAS = re.compile(r",\s*(?=,)")
# In brackets behind a target: that of the level above, of the same indicator.
_SUPERIORS = re.compile(r"mức chung|chỉ tiêu chung|cả nước|Trung ương|toàn tỉnh|bình quân chung")


@dataclass(slots=True)
class _Quantity:
    """A number with its unit on the way to a target, in positions of the clean text."""

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str | None
    comparator: Comparator
    low: int  # the clause it stands in
    high: int
    cut: Stretch  # number and comparator, left out of the indicator


@dataclass(slots=True)
class _Sentence:
    """A sentence with what is known of it when its quantities are judged."""

    start: int
    end: int
    paragraph: int  # where its paragraph begins
    chain: list[Section]  # the sections that hold it, innermost first
    said: list[Deadline]
    reached: bool  # it looks back
    carried: Deadline | None  # the last deadline said before it in the paragraph


def find(layout: Layout, document: Document) -> tuple[Target, ...]:
    """Targets and results in reading order, from prose and from tables of indicators by year."""
    outline = Outline(document.sections)
    blocked = Cover(layout.view.place(c.span) for c in document.citations)  # numbers in these belong to citations
    found = [t for p in layout.zone("body", "annex") for t in _in_paragraph(layout, document, outline, p, blocked)]
    found += [t for table in tables.find(layout) for t in _in_table(layout, outline, table)]
    found.sort(key=lambda t: t.span.start)
    return tuple(replace(t, id=f"t{n}") for n, t in enumerate(found, 1))


def _in_paragraph(layout: Layout, document: Document, outline: Outline, p: Paragraph, blocked: Cover) -> Iterator[Target]:
    text, issued = layout.clean, document.header.date
    if not _DIGIT.search(text, p.start, p.end):
        return
    chain = outline.chain(layout.view.to_source(p.start, p.start + 1)[0])
    reached, carried = False, None
    for start, end in sentences(text, p.start, p.end):
        said = [d for d in _deadlines(text, start, end, issued) if d.start not in blocked]
        reached = _is_reached(text[start:end], chain, reached, said, issued)
        s = _Sentence(start, end, p.start, chain, said, reached, carried)
        quantities = [q for q in _quantities(text, s, blocked) if not _is_scope(q)]
        _give_clauses(text, s, quantities)
        main: Target | None = None
        for q in quantities:
            status = _judge(text, s, q)
            if status:
                target = _target(layout, s, q, status)
                if main and _SUPERIORS.search(text, q.low, q.start) and text[q.low - 1] == "(":
                    target = replace(target, indicator=main.indicator)
                main = target
                yield target
        carried = said[-1] if said else carried


def _deadlines(text: str, start: int, end: int, issued: str | None) -> list[Deadline]:
    """The deadlines of a sentence, less the years that it only compares with ("so với năm 2020")."""
    said = (Deadline(d.value, d.start + start, d.end + start) for d in deadlines(text[start:end], issued))
    return [d for d in said if not _BASE_YEAR.search(text[max(start, d.start - 20) : d.start])]


def _is_reached(sentence: str, chain: list[Section], before: bool, said: list[Deadline], issued: str | None) -> bool:
    """Whether a sentence looks back; `before` is whether the one before it does. It goes on doing so until one sets something to be reached."""
    looks = [_looks(s.heading or "") for s in chain]
    if any(back for back, _ in looks) and not any(ahead and not back for back, ahead in looks):
        return True
    if _SETS_GOAL.search(sentence) and not _DONE.search(sentence):
        return False
    if _words().reached.search(sentence):
        return True
    if issued and said and all(_is_before(d.value, issued[:4]) for d in said):
        return True
    return before and not said and not chain


@lru_cache(maxsize=4096)  # a heading is asked for every number below it
def _looks(heading: str) -> tuple[bool, bool]:
    """(looks back at results, looks ahead to goals), by the words of a heading; both may be."""
    return bool(_words().result_heading.search(heading)), bool(_words().goal_heading.search(heading))


@lru_cache(maxsize=4096)
def _period_of(heading: str) -> tuple[str, str] | None:
    """(value, words) of the last year or period in a heading, "mục tiêu đến năm 2030"; None when there is none."""
    found = [d for d in deadlines(heading) if _PERIOD.match(d.value) and not _BASE_YEAR.search(heading[: d.start])]
    return (found[-1].value, heading[found[-1].start : found[-1].end]) if found else None


def _is_before(value: str, year: str) -> bool:
    """Whether a deadline lies in years before this one, both its beginning and its end."""
    return bool(_YEAR.match(value)) and value[:4] < year and value[-4:] < year


def _quantities(text: str, s: _Sentence, blocked: Cover) -> Iterator[_Quantity]:
    """The numbers of a sentence that measure something: no label, date, year or part of a citation."""
    dates = Cover((d.start, d.end) for d in s.said)
    for m in _patterns().quantity.finditer(text, s.start, s.end):
        if m.start() in blocked or m.start() in dates:
            continue
        if "." not in m["n1"] and _patterns().label.search(text[max(s.start, m.start() - 14) : m.start()]):
            continue  # "năm 2025", "Điều 7"; but "mỗi năm 1.500 người"
        if "/" in m["n1"] and not (m["n1"] in _FRACTIONS and m["noun"]):
            continue
        if _YEAR.fullmatch(m["n1"]) and not m["percent"] and not m["money"] and not (m["noun"] and _known(m["noun"])):
            continue
        if m["bare"] is not None and not text[s.start : m.start()].rstrip().endswith(":"):
            continue
        yield _quantity(text, s.start, m)


_SCALES = re.compile(rf"^{_SCALE}+")


def _known(noun: str) -> bool:
    """Whether the tables know what is counted, also by something: "người", "người/năm"."""
    nouns = lexicon.table("measures")["nouns"]
    noun = _SCALES.sub("", noun)
    return noun in nouns or any(noun.startswith(n + "/") for n in nouns)


def _quantity(text: str, start: int, m: re.Match[str]) -> _Quantity:
    value, value_max, number_end = _value(m)
    end = m.end("percent") if m["percent"] else m.end()
    cut_to = m.end("percent") if m["percent"] else m.end("times") if m["times"] else number_end
    before = text[max(start, m.start() - 40) : m.start()]
    after = text[m.end("percent") if m["percent"] else number_end : m.end() + 30]
    comparator, cut_from = _comparator(before, m.start())
    if value_max is not None and value_max > value:
        comparator, cut_from = "range", m.start() - _length(_RANGE_FROM, before)
    elif up := _UPWARDS.match(after):
        comparator, cut_from = ">=", m.start() - _length(_FROM, before)
        cut_to += up.end()
    elif down := _DOWNWARDS.match(after):
        comparator = "<="
        cut_to += down.end()
    unit = None if "/" in m["n1"] else _unit(m)
    return _Quantity(m.start(), end, value, value_max, unit, comparator, start, m.end(), (cut_from, cut_to))


def _value(m: re.Match[str]) -> tuple[float, float | None, int]:
    """(value, upper value of a range, where the numbers end)."""
    if "/" in m["n1"]:
        part, whole = m["n1"].split("/")
        upper = number(m["n2"], bool(m["noun"])) if m["n2"] else None
        return int(part) / int(whole), upper, m.end("n1")
    counted = bool(m["noun"])
    if m["n2"]:
        return number(m["n1"], counted), number(m["n2"], counted), m.end("n2")
    return number(m["n1"], counted), None, m.end("n1")


def _length(pattern: re.Pattern[str], before: str) -> int:
    """How many characters at the end of `before` the pattern takes in."""
    m = pattern.search(before)
    return len(m.group()) if m else 0


def _unit(m: re.Match[str]) -> str | None:
    """What is measured, in the words of the text; None of a bare number."""
    if m["bare"] is not None:
        return None
    if m["money"]:
        return m.group()[m.start("money") - m.start() :].strip()
    return str(m["percent"] or m["times"] or m["noun"]).strip()


def _comparator(before: str, start: int) -> tuple[Comparator, int]:
    """(comparator, where its words begin) from the words before the number, which stands at `start`."""
    for sign, pattern in _BEFORE:
        found = pattern.search(before)
        if found:
            return sign, start - len(found.group())
    found = _EQUALS.search(before)
    return "=", start - len(found.group()) if found and found.group().strip() != ":" else start


_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)-]|[a-zđ]\)|[IVX]+[.-]|và|(?:[Tt]rong đó),?) ")


def _give_clauses(text: str, s: _Sentence, quantities: list[_Quantity]) -> None:
    """Give each quantity the clause it stands in: to the next semicolon or bracket, or to the comma that parts it from the next quantity."""
    low = s.start
    for q, following in zip_longest(quantities, quantities[1:]):
        q.low = _clause_start(text, max(s.start, low), q.start)
        q.high = _clause_end(text, q, following.cut[0] if following else s.end, following is not None)
        low = q.high


def _clause_start(text: str, low: int, at: int) -> int:
    """Where the clause begins that holds `at`, not before `low`: behind a semicolon, colon or open bracket, or a comma before words of effort."""
    opening = text.rfind("(", low, at)
    begins = [low]
    begins += [found + 2 for stop in ("; ", ": ") if (found := text.rfind(stop, low, at)) >= 0]
    if opening >= 0 and ")" not in text[opening:at]:
        begins.append(opening + 1)
    low = max(begins)
    low = max([low, *(m.end() for m in _words().clause_begin.finditer(text, low, at))])
    while low < at and text[low] in " ,;:-+()•":
        low += 1
    item = _ITEM.match(text, low, at)
    return item.end() if item else low


def _clause_end(text: str, q: _Quantity, stop: int, more: bool) -> int:
    """Where the clause of a quantity ends, at `stop` at the latest: the next quantity if there is `more`, else the end of the sentence."""
    hard = _words().clause_end.search(text, q.end, stop)
    high = hard.start() if hard else stop
    if not more or hard:
        return len(text[:high].rstrip()) if high < len(text) else high
    if text[q.end : q.end + 1] == ",":
        return q.end
    joined = text.rfind(" và ", q.end, high)
    if joined > 0 and joined + 4 >= high - 1:
        return joined
    comma = text.rfind(",", q.end, high)
    return comma if comma > q.end else joined if joined > q.end else high


def _is_scope(q: _Quantity) -> bool:
    """ "riêng 5 xã đặc biệt khó khăn", "63 tỉnh": where something holds, not how much."""
    return bool(q.unit and q.comparator == "=" and _patterns().scope.match(q.unit))


def _judge(text: str, s: _Sentence, q: _Quantity) -> Status | None:
    """What a number in its clause is: to be reached, reached, or neither (None)."""
    words = _words()
    clause = text[q.low : q.high]
    comma = clause.find(",", q.end - q.low)
    if words.rule.search(clause if comma < 0 else clause[:comma]) or _ENTITLED.search(clause[: q.start - q.low]):
        return None
    around = text[max(s.start, q.start - 60) : q.start]
    if _STANDS_AT.search(around):
        return "result"
    if s.reached:
        return "result" if q.unit is None or q.unit.startswith("%") or _counts(q.unit) else None
    if q.unit and q.unit.startswith("%"):
        return "target"
    goal = any(_looks(section.heading or "")[1] for section in s.chain)
    if q.unit is None and q.value < 1:
        wanted = goal or bool(words.effort.search(clause))
    elif q.unit is None or not _counts(q.unit):
        wanted = goal and q.unit is not None
    elif q.unit == "lần" and not _COMPARES.search(around):
        wanted = False  # "2 lần" is how often, "gấp 2 lần" how much
    else:
        wanted = goal or q.comparator != "=" or bool(words.effort.search(text[s.start : q.end]))
    return "target" if wanted else None


def _counts(unit: str) -> bool:
    """Whether a unit is of things that are set as targets: known nouns, money, times."""
    return _known(unit) or unit == "lần" or "đồng" in unit


def _target(layout: Layout, s: _Sentence, q: _Quantity, status: Status) -> Target:
    deadline, words, inferred = _deadline(layout, s, q, status)
    own = [(d.start, d.end) for d in s.said if q.low <= d.start < q.high]
    indicator = _indicator(layout.clean, q, own)
    span = layout.view.span(q.low, q.high)
    section = s.chain[0].path if s.chain else None
    return Target("", span, indicator, q.comparator, q.value, q.value_max, q.unit, deadline, words, status, section, inferred)


def _deadline(layout: Layout, s: _Sentence, q: _Quantity, status: Status) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(value, words, what is inferred): the clause's own deadline, else the one last said before it in the sentence, else the paragraph's,
    else that of a heading above.
    """
    own = next((d for d in s.said if q.low <= d.start < q.high), None)
    own = own or next((d for d in reversed(s.said) if d.start < q.low), None)
    d = own or (s.carried if status == "target" else None)  # what was reached has the date that its own words give
    if d:
        return _year_only(d.value), layout.clean[d.start : d.end], () if own else ("deadline",)
    if status == "result":
        return None, None, ()
    for section in s.chain:
        period = _period_of(section.heading or "")
        if period and layout.view.to_clean(section.span.start) < s.paragraph:
            return *period, ("deadline",)
    return None, None, ()


_EVERY_YEAR = re.compile(r"h[ằà]ng năm|mỗi năm")


def _year_only(value: str) -> str:
    """A day of every year counts as annual: "trước ngày 15/12 hằng năm"."""
    return "annual" if _EVERY_YEAR.search(value) else value


def _indicator(text: str, q: _Quantity, own: list[Stretch]) -> str:
    """The clause's words in their order, less number, comparator, period and words of effort; a counted noun stays."""
    at, parts = q.low, []
    for start, end in sorted([q.cut, *own]):
        if start >= at:
            parts.append(text[at:start])
            at = end
    parts.append(text[at : q.high])
    parts[0] = _LAST_WORD.sub("", parts[0].rstrip())
    words = _TWO_COMMAS.sub("", " ".join(" ".join(parts).replace(" ,", ",").split())).strip(" ,;:.-()%")
    return _words().opening.sub("", words).strip(" ,;:") or words


# Tables of indicators by year.

_YEAR_COLUMN = re.compile(rf"(?:[Nn]ăm )?(?P<year>{YEAR})(?: ?- ?(?P<to>{YEAR}))?")
_UNIT_COLUMN = re.compile(r"ĐVT|Đơn vị", re.I)
_NAME_COLUMN = re.compile(r"(?:Các )?(?:chỉ tiêu|nội dung|mục tiêu|tên)", re.I)
_DONE_COLUMN = re.compile(r"[Tt]hực hiện|[Kk]ết quả|[Hh]iện trạng|[Ưư]ớc")
_CELL_NUMBER = re.compile(
    r"(?P<sign>[<>≥≤~]|trên|dưới|khoảng|tối thiểu|ít nhất)? ?"
    rf"(?P<n1>{NUMBER})(?: ?- ?(?P<n2>{NUMBER}))? ?(?P<percent>%)?$"
)
_SIGNS: dict[str, Comparator] = {
    "<": "<",
    ">": ">",
    "≥": ">=",
    "≤": "<=",
    "~": "~",
    "trên": ">",
    "dưới": "<",
    "khoảng": "~",
    "tối thiểu": ">=",
    "ít nhất": ">=",
}


def _in_table(layout: Layout, outline: Outline, table: tables.Table) -> Iterator[Target]:
    """A table of indicators by year: the cell is the target, its row the indicator, its column the deadline (or the year of a result)."""
    years = {k: m for k, cell in enumerate(table.head) if (m := _YEAR_COLUMN.search(cell.text))}
    name_at = _column(table, _NAME_COLUMN)
    unit_at = _column(table, _UNIT_COLUMN)
    if not years or name_at is None:
        return
    section = outline.path(layout.view.to_source(table.start, table.start + 1)[0])
    for row in table.rows:
        if len(row) != len(table.head):
            continue
        unit = row[unit_at].text if unit_at is not None else None
        for k, year in years.items():
            m = _CELL_NUMBER.match(row[k].text)
            if m:
                due = f"{year['year']}-{year['to']}" if year["to"] else year["year"]
                yield _in_cell(layout, table.head[k].text, row[name_at].text, unit or None, due, row[k], m, section)


def _column(table: tables.Table, heading: re.Pattern[str]) -> int | None:
    return next((k for k, cell in enumerate(table.head) if heading.match(cell.text)), None)


def _in_cell(layout: Layout, column: str, indicator: str, unit: str | None, due: str, cell: tables.Cell, m: re.Match[str], section: str | None) -> Target:
    unit = unit or m["percent"]
    value = number(m["n1"], bool(unit and unit != "%" and "đồng" not in unit))
    upper = number(m["n2"]) if m["n2"] else None
    sign: Comparator = "range" if upper else _SIGNS.get(m["sign"] or "", "=")
    status: Status = "result" if _DONE_COLUMN.search(column) else "target"
    span = layout.view.span(*cell.pieces[0])
    return Target("", span, indicator, sign, value, upper, unit, due, column, status, section, ())
