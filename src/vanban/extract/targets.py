"""Targets and results: every number that the text sets as something to reach, and every number it reports as reached.

A number is first measured (value, unit, comparator), then judged by its clause, sentence and the headings above: to be reached, reached, or neither
(dates, labels, ages, durations, entitlements, quorums, scope).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, cast

from vanban import lexicon, tables
from vanban.bodies import UPPER
from vanban.layout import Layout, Paragraph
from vanban.model import Comparator, Document, Section, Target
from vanban.quantities import NUMBER, YEAR, Deadline, deadlines, number


class Patterns(NamedTuple):
    """The compiled grammar of quantities."""

    quantity: re.Pattern[str]
    label: re.Pattern[str]
    scope: re.Pattern[str]


@cache
def patterns() -> Patterns:
    t = lexicon.table("measures")
    nouns = "|".join(re.escape(n) for n in sorted(t["nouns"], key=len, reverse=True))
    never = "|".join(re.escape(n) for n in sorted(t["never"], key=len, reverse=True))
    money = r"(?:nghìn |ngàn |trăm |triệu |tỷ |tỉ |nghìn tỷ |ngàn tỷ )*(?:đồng|USD|đô la Mỹ)|(?:tỷ|tỉ|triệu)(?= đồng|\b)"
    per = r"(?:/[a-zà-ỹđ]+)*"
    function = "và|tại|của|trong|theo|với|để|cho|so|từ|đến|là|thì|những|các|này|nêu|về|do|có|được|đã|trên|dưới|trở|vào|mà|sau|trước|khi|hoặc|bằng|gồm|như"
    return Patterns(
        quantity=re.compile(
            rf"(?<![\w.,/-])(?P<n1>\d{{1,2}}/\d{{1,2}}|{NUMBER}) ?(?:%? ?(?:-|đến|đên|÷|~) ?(?P<n2>{NUMBER}) ?)?"
            rf"(?:(?P<percent>%{per})|(?P<times>lần)(?!\w)|(?P<money>{money})(?!\w){per}|(?!(?:{never})(?![\w-]))(?P<noun>(?:{nouns})(?!\w){per}|(?!(?:{function})\b)[a-zà-ỹđ]+(?: (?!(?:{function})\b)[a-zà-ỹđ]+)?)|(?=[.,;)]|$)(?P<bare>))"
        ),
        label=re.compile(r"(?:^|[\s(])(?<!ổng )(?:" + "|".join(re.escape(w) for w in sorted(t["label"], key=len, reverse=True)) + r") ?:? ?$"),
        scope=re.compile(r"(?:" + "|".join(re.escape(w) for w in t["scope"]) + r")(?:[,/ ]|$)"),
    )


_BEFORE: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?: (?:từ|là|đạt|có|khoảng|cho|khoảng từ))? ?$", re.I), cast("Comparator", sign))
    for words, sign in (
        ("không (?:dưới|thấp hơn|ít hơn)|tối thiểu(?: là)?|ít nh[ấậâ]t|thấp nhất(?: là)?", ">="),
        ("không (?:quá|vượt quá|cao hơn|lớn hơn)|tối đa(?: là)?|nhiều nhất", "<="),
        ("(?<!năm )trên|hơn|vượt|vượt trên|cao hơn|lớn hơn", ">"),
        ("dưới|thấp hơn|nhỏ hơn", "<"),
        ("khoảng|gần|xấp xỉ|ước(?: đạt)?|khoảng từ", "~"),
    )
)
_UPWARDS = re.compile(r"(?: ?(?:%|lần|người|lao động))? ?trở lên")
_DOWNWARDS = re.compile(r" ?(?:%|lần)? ?trở xuống")

_RESULT_HEADING = re.compile(r"kết quả|tình hình|đánh giá|khái quát|thực trạng|bối cảnh|hạn chế|sự cần thiết|đặc điểm", re.I)
_GOAL_HEADING = re.compile(r"mục tiêu|chỉ tiêu|phấn đấu|định hướng|đến (?:hết )?năm|giai đoạn|yêu cầu cụ thể|phân kỳ|kinh phí|nguồn vốn", re.I)
_REACHED = re.compile(
    r"(?<!như )(?<!được )\bđã (?!qua\b|được phê|được ban|nêu|đề ra|quy định|ký|xác|giao|có hiệu)|\bnăm qua\b|thời gian qua|(?:nhiều|một số|những|các) kết quả|kết quả (?:đạt được|là\b|cho thấy)|đạt được|tính đến|đến nay|hiện nay|hiện có|hiện còn|hiện là|(?<!nông thôn )(?<!đô thị )(?<!làm )\bmới (?:đạt|chiếm|bằng|có)|cùng kỳ|qua (?:hơn |gần )?\d+ năm|trong \d+ năm (?:qua|\()|vừa qua|thực hiện được|giảm được|ước đạt",
    re.I,
)
_EFFORT = re.compile(
    r"phấn đấu|bảo đảm|đảm bảo|thu hút|chỉ tiêu|mục tiêu|tối thiểu|ít nh[ấậ]t|không (?:dưới|quá|thấp hơn)|trở lên|mỗi năm|h[ằà]ng năm|tăng|giảm|hạ |huy động|bố trí|đào tạo|bồi dưỡng|mở |tổ chức|xây dựng|duy trì|hoàn thành|\bđạt\b|đến (?:hết |cuối )?năm 20|phát hành|hỗ trợ|tạo việc làm|giải quyết|xóa|đưa |cho vay|kinh phí|ngân sách|gấp |mỗi |thành lập|phát triển|nâng|tuyển sinh|dự kiến|vận động|trồng|tư vấn|giới thiệu|công nhận|hình thành|giúp|có ",
    re.I,
)
_RULE = re.compile(
    r"(?:được )?hỗ trợ (?:không quá|tối đa|tiền|mức)|mức (?:hỗ trợ|chi|phạt|đóng|hưởng|ăn|vay|lương|xử phạt)|phạt tiền|tổng số (?:thành viên|đại biểu|đảng viên)|biểu quyết|họp khi|bình chọn|tán thành|diện tích tối thiểu|trong trường hợp|có nhu cầu|chỉ được|thời hạn|không được|tiêu chuẩn ăn|mặt tiền|học phí",
    re.I,
)
_ENTITLED = re.compile(r"được (?:hưởng|cấp|trả|chi|thanh toán|giảm|miễn)[^,;.]*$", re.I)  # before the number: what somebody gets
_BASE_YEAR = re.compile(r"(?:so với|lần|lần so với|so với cùng kỳ|bằng mức|so với bình quân)(?: cả| của| cuối)? ?$")
_EFFORT_WORDS = re.compile(
    r"^(?:(?:[Pp]hấn đấu|[Tt]hu hút|[Bb]ảo đảm|[Đđ]ảm bảo|[Đđ]ã|trong đó|[Tt]rong đó|riêng|và|có|đạt|cụ thể|phải|tiếp tục|nhất là|còn|chỉ|vẫn|hiện|với)[,:]? )+(?=\S)",
)
_LAST_WORD = re.compile(r" (?:đạt|là|có|chiếm|từ|thì|mới chiếm|được)$")


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
    cut: tuple[int, int]  # number and comparator, left out of the indicator


def find(layout: Layout, document: Document) -> tuple[Target, ...]:
    """Targets and results in reading order, from prose and from tables of indicators by year."""
    blocked = _blocked(layout, document)
    found = [t for p in layout.zone("body", "annex") for t in _in_paragraph(layout, document, p, blocked)]
    found += [t for table in tables.find(layout) for t in _in_table(layout, document, table)]
    ordered = sorted(found, key=lambda t: t.span.start)
    return tuple(_numbered(t, n) for n, t in enumerate(ordered, 1))


def _numbered(t: Target, n: int) -> Target:
    return Target(f"t{n}", t.span, t.indicator, t.comparator, t.value, t.value_max, t.unit, t.deadline, t.deadline_text, t.status, t.section, t.inferred)


def _blocked(layout: Layout, document: Document) -> list[tuple[int, int]]:
    """Stretches whose numbers belong to citations."""
    return [(layout.view.to_clean(c.span.start), layout.view.to_clean(c.span.end - 1) + 1) for c in document.citations]


_SENTENCE = re.compile(rf"(?<!\bTP)(?<!\d)[.!?…]+ +(?=[{UPPER}“\"-])|(?<=\d)\. +(?=[{UPPER}])")


def _in_paragraph(layout: Layout, document: Document, p: Paragraph, blocked: list[tuple[int, int]]) -> Iterator[Target]:
    text = layout.clean
    if not any(c.isdigit() for c in text[p.start : p.end]):
        return
    chain = _chain(document.sections, layout.view.to_source(p.start, p.start + 1)[0])
    stops = [p.start, *(m.end() for m in _SENTENCE.finditer(text, p.start, p.end)), p.end]
    reached, carried = False, None
    for start, end in zip(stops, stops[1:], strict=False):
        said = [Deadline(d.value, d.start + start, d.end + start) for d in deadlines(text[start:end], document.header.date)]
        said = [d for d in said if not _BASE_YEAR.search(text[max(start, d.start - 20) : d.start]) and not any(a <= d.start < b for a, b in blocked)]
        reached = _is_reached(text[start:end], chain, reached, said, document)
        quantities = [q for q in _quantities(text, start, end, [*blocked, *((d.start, d.end) for d in said)]) if not _is_scope(q)]
        _clauses(text, start, end, quantities)
        for q in quantities:
            status = _judge(text, start, q, reached, chain, document)
            if status:
                yield _target(layout, document, q, status, said, carried, chain, p.start)
        carried = next((d for d in reversed(said)), carried) if reached or said else carried


def _chain(sections: tuple[Section, ...], at: int) -> list[Section]:
    """The sections that hold this place, innermost first. Sections are in reading order, so the last that began is the innermost or beside it."""
    k = bisect_right([s.span.start for s in sections], at) if sections else 0
    found = [s for s in reversed(sections[:k]) if s.span.start <= at < s.span.end]
    return found


def _is_reached(sentence: str, chain: list[Section], before: bool, said: list[Deadline], document: Document) -> bool:
    """Whether a sentence looks back. It goes on doing so until one sets something to be reached."""
    if any(_RESULT_HEADING.search(s.heading or "") for s in chain) and not any(_GOAL_HEADING.search(s.heading or "") and not _RESULT_HEADING.search(s.heading or "") for s in chain):
        return True
    if re.search(r"phấn đấu|yêu cầu|đề ra (?:các )?(?:mục tiêu|chỉ tiêu)|sẽ\b|chỉ tiêu", sentence, re.I) and not re.search(r"\bđã\b", sentence):
        return False
    if _REACHED.search(sentence):
        return True
    issued = document.header.date
    past = issued and said and all(re.match(YEAR, d.value) and d.value[:4] < issued[:4] and d.value[-4:] < issued[:4] for d in said)
    return bool(past) or (before and not said and not chain)


def _quantities(text: str, start: int, end: int, blocked: list[tuple[int, int]]) -> Iterator[_Quantity]:
    grammar = patterns()
    for m in grammar.quantity.finditer(text, start, end):
        if any(a <= m.start() < b for a, b in blocked) or grammar.label.search(text[max(start, m.start() - 14) : m.start()]):
            continue
        if "/" in m["n1"] and not (m["n1"] in ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5") and m["noun"]):
            continue
        if re.fullmatch(YEAR, m["n1"]) and not m["percent"] and not m["money"] and not (m["noun"] and _known(m["noun"])):
            continue
        if m["bare"] is not None and not text[start : m.start()].rstrip().endswith(":"):
            continue
        yield _quantity(text, start, m)


def _known(noun: str) -> bool:
    return any(noun == n or noun.startswith(n + "/") for n in lexicon.table("measures")["nouns"])


def _quantity(text: str, start: int, m: re.Match[str]) -> _Quantity:
    fraction = "/" in m["n1"]
    counted = bool(m["noun"])
    value = int(m["n1"].split("/")[0]) / int(m["n1"].split("/")[1]) if fraction else number(m["n1"], counted).value
    value_max = number(m["n2"], counted).value if m["n2"] else None
    unit = None if fraction else _unit(m)
    unit_end = m.end("n1") if fraction else m.end("n2") if m["n2"] else m.end("n1")
    before = text[max(start, m.start() - 40) : m.start()]
    comparator, cut_from = _comparator(before, m.start())
    after = text[m.end("percent") if m["percent"] else unit_end : m.end() + 30]
    cut_to = m.end("percent") if m["percent"] else m.end("times") if m["times"] else unit_end
    if value_max is not None and value_max > value:
        comparator = "range"
        cut_from = m.start() - len(re.search(r"(?:ít nh[ấậ]t |khoảng |đạt )?(?:từ )?$", before).group())  # type: ignore[union-attr]
    elif up := _UPWARDS.match(after):
        comparator, cut_to = ">=", cut_to + up.end()
        cut_from = m.start() - len(re.search(r"(?:từ )?$", before).group())  # type: ignore[union-attr]
    elif down := _DOWNWARDS.match(after):
        comparator, cut_to = "<=", cut_to + down.end()
    return _Quantity(m.start(), m.end("percent") if m["percent"] else m.end(), value, value_max, unit, comparator, start, m.end(), (cut_from, cut_to))


def _unit(m: re.Match[str]) -> str | None:
    if m["bare"] is not None:
        return None
    return str(m["percent"] or m["times"] or m.group()[m.start("money") - m.start() :] if m["money"] else m["percent"] or m["times"] or m["noun"]).strip()


def _comparator(before: str, start: int) -> tuple[Comparator, int]:
    for pattern, sign in _BEFORE:
        found = pattern.search(before)
        if found:
            return sign, start - len(before) + found.start()
    found = re.search(r"(?:từ|đạt|là|:) ?$", before)
    return "=", start - len(before) + found.start() if found and found.group().strip() != ":" else start


def _clauses(text: str, start: int, end: int, quantities: list[_Quantity]) -> None:
    """Give each quantity the clause it stands in: to the next semicolon or bracket, or to the comma that parts it from the next quantity."""
    for k, q in enumerate(quantities):
        previous, following = quantities[k - 1] if k else None, quantities[k + 1] if k + 1 < len(quantities) else None
        q.low = max(start, previous.high if previous else start)
        stop = following.cut[0] if following else end
        q.high = _clause_end(text, q, stop, following is not None)
        opening = text.rfind("(", q.low, q.start)
        semicolon = max(text.rfind("; ", q.low, q.start) + 2 if text.rfind("; ", q.low, q.start) >= 0 else 0, text.rfind(": ", q.low, q.start) + 2 if text.rfind(": ", q.low, q.start) >= 0 else 0)
        q.low = max(q.low, semicolon, opening + 1 if opening >= 0 and ")" not in text[opening : q.start] else 0)
        opens = [m.end() for m in _CLAUSE_OPENS.finditer(text, q.low, q.start)]
        q.low = max([q.low, *opens])
        while q.low < q.start and text[q.low] in " ,;:-+()•":
            q.low += 1
        marker = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)-]|[a-zđ]\)|[IVX]+[.-]|và|(?:[Tt]rong đó),?) ").match(text, q.low, q.start)
        q.low = marker.end() if marker else q.low


_CLAUSE_STOP = re.compile(
    r";|\(|\)|\. |\.$|\.\.|…|\n|, (?=(?:nhất là|còn lại|phần còn lại|bao gồm|bao gôm|góp phần|từng bước|trong đó|không còn|cách |thấp hơn|cao hơn|đồng thời|làm |gồm |đáp ứng|phục vụ|hướng tới|tạo |qua đó|xác định)\b)"
)
_CLAUSE_OPENS = re.compile(r", (?=(?:phấn đấu|bảo đảm|đảm bảo|thu hút|mỗi năm|hằng năm|hàng năm|mỗi|vận động)\b)")


def _clause_end(text: str, q: _Quantity, stop: int, more: bool) -> int:
    """Where the clause of a quantity ends, at `stop` (the next quantity) at the latest."""
    hard = _CLAUSE_STOP.search(text, q.end, stop)
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
    return bool(q.unit and patterns().scope.match(q.unit) and q.comparator == "=")


def _judge(text: str, sentence: int, q: _Quantity, reached: bool, chain: list[Section], document: Document) -> str | None:
    """target, result or None (neither)."""
    clause = text[q.low : q.high]
    goal = any(_GOAL_HEADING.search(s.heading or "") for s in chain)
    comma = clause.find(",", q.end - q.low)
    if _RULE.search(clause if comma < 0 else clause[:comma]) or _ENTITLED.search(clause[: q.start - q.low]):
        return None
    around = text[max(sentence, q.start - 60) : q.start]
    if re.search(r"hiện nay(?: là)?|hiện là|hiện có|hiện còn|mới (?:đạt|chiếm|bằng)", around):
        return "result"
    if reached:
        return "result" if q.unit is None or _known(q.unit) or q.unit[0] == "%" or q.unit == "lần" or "đồng" in q.unit else None
    if q.unit and q.unit.startswith("%"):
        return "target"
    if q.unit is None and q.value < 1:
        return "target" if goal or _EFFORT.search(clause) else None
    if not q.unit or not (_known(q.unit) or q.unit == "lần" or "đồng" in q.unit):
        return "target" if goal and q.unit else None
    own = bool(re.search(r"gấp|bằng|tăng", around)) if q.unit == "lần" else True
    return "target" if own and (goal or _EFFORT.search(text[sentence : q.end]) or q.comparator != "=") else None


def _target(layout: Layout, document: Document, q: _Quantity, status: str, said: list[Deadline], carried: Deadline | None, chain: list[Section], paragraph: int) -> Target:
    deadline, words, inferred = _deadline(layout, document, q, status, said, carried, chain, paragraph)
    own = [(d.start, d.end) for d in said if q.low <= d.start < q.high]
    indicator = _indicator(layout.clean, q, own)
    span = layout.view.span(q.low, q.high)
    section = chain[0].path if chain else None
    return Target("", span, indicator, q.comparator, q.value, q.value_max, q.unit, deadline, words, cast("Any", status), section, inferred)


def _deadline(layout: Layout, document: Document, q: _Quantity, status: str, said: list[Deadline], carried: Deadline | None, chain: list[Section], paragraph: int) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The clause's own deadline, else the one last said before it in the sentence, else the paragraph's, else that of a heading above."""
    own = next((d for d in said if q.low <= d.start < q.high), None)
    before = next((d for d in reversed(said) if d.start < q.low), None)
    for d, how in ((own, ()), (before, ()), (carried, ("deadline",))):
        if d:
            return _year_only(d.value), layout.clean[d.start : d.end], how
    if status == "result":
        return None, None, ()
    for section in chain:
        heading = section.heading or ""
        found = [d for d in deadlines(heading) if _PERIOD.match(d.value) and not _BASE_YEAR.search(heading[: d.start])]
        if found and layout.view.to_clean(section.span.start) < paragraph:
            return found[-1].value, heading[found[-1].start : found[-1].end], ("deadline",)
    return None, None, ()


_PERIOD = re.compile(r"\d{4}(?:-\d{4})?$")


def _year_only(value: str) -> str:
    return "annual" if re.search(r"h[ằà]ng năm|mỗi năm", value) else value


def _indicator(text: str, q: _Quantity, own: list[tuple[int, int]]) -> str:
    """The clause's words in their order, less number, comparator, period and words of effort; a counted noun stays."""
    cuts = sorted([q.cut, *own])
    at, parts = q.low, []
    for start, end in cuts:
        if start >= at:
            parts.append(text[at:start])
            at = end
    parts.append(text[at : q.high])
    left = parts[0] if parts else ""
    words = " ".join(" ".join([_LAST_WORD.sub("", left.rstrip()), *parts[1:]]).replace(" ,", ",").split()).strip(" ,;:.-()%")
    return _EFFORT_WORDS.sub("", words).strip(" ,;:") or words


_YEAR_COLUMN = re.compile(rf"(?:[Nn]ăm )?(?P<year>{YEAR})(?: ?- ?(?P<to>{YEAR}))?")
_CELL_NUMBER = re.compile(rf"(?P<sign>[<>≥≤~]|trên|dưới|khoảng|tối thiểu|ít nhất)? ?(?P<n1>{NUMBER})(?: ?- ?(?P<n2>{NUMBER}))? ?(?P<percent>%)?$")
_SIGNS: dict[str, Comparator] = {"<": "<", ">": ">", "≥": ">=", "≤": "<=", "~": "~", "trên": ">", "dưới": "<", "khoảng": "~", "tối thiểu": ">=", "ít nhất": ">="}


def _in_table(layout: Layout, document: Document, table: tables.Table) -> Iterator[Target]:
    """A table of indicators by year: the cell is the target, its row the indicator, its column the deadline (or the year of a result)."""
    years = {k: m for k, c in enumerate(table.head) if (m := _YEAR_COLUMN.search(c.text))}
    unit_at = next((k for k, c in enumerate(table.head) if re.match(r"ĐVT|Đơn vị", c.text, re.I)), None)
    name_at = next((k for k, c in enumerate(table.head) if re.match(r"(?:Các )?(?:chỉ tiêu|nội dung|mục tiêu|tên)", c.text, re.I)), None)
    if not years or name_at is None:
        return
    section = _chain(document.sections, layout.view.to_source(table.start, table.start + 1)[0])
    for row in table.rows:
        for k, year in years.items():
            m = _CELL_NUMBER.match(row[k].text) if k < len(row) and row[k].pieces and len(row) == len(table.head) else None
            if not m:
                continue
            done = bool(re.search(r"[Tt]hực hiện|[Kk]ết quả|[Hh]iện trạng|[Ưư]ớc", table.head[k].text))
            unit = row[unit_at].text if unit_at is not None and row[unit_at].text else m["percent"]
            value = number(m["n1"], bool(unit and unit != "%" and "đồng" not in unit)).value
            upper = number(m["n2"]).value if m["n2"] else None
            due = f"{year['year']}-{year['to']}" if year["to"] else year["year"]
            sign: Comparator = "range" if upper else _SIGNS.get(m["sign"] or "", "=")
            span = layout.view.span(*row[k].pieces[0])
            yield Target("", span, row[name_at].text, sign, value, upper, unit, due, table.head[k].text, "result" if done else "target", section[0].path if section else None, ())
