"""The numbers of a sentence: what each measures, and the clause it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from vanban import lexicon
from vanban.extract.targets.words import SCALE, patterns, words
from vanban.model import Comparator
from vanban.quantities import YEAR, Deadline, number
from vanban.text import Stretch, plain

_AMOUNT = " (?:từ|là|đạt|có|khoảng|cho|khoảng từ)"
_SIGNS_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (">=", "không (?:dưới|thấp hơn|ít hơn)|tối thiểu(?: là)?|ít nh[ấậâ]t|thấp nhất(?: là)?"),
    ("<=", "không (?:quá|vượt quá|cao hơn|lớn hơn)|tối đa(?: là)?|nhiều nhất"),
    (">", "(?<!năm )trên|hơn|vượt|vượt trên|cao hơn|lớn hơn"),
    ("<", "[dđ]ưới|thấp hơn|nhỏ hơn"),
    ("~", "khoảng|gần|xấp xỉ|ước(?: đạt)?|khoảng từ"),
)
_BEFORE = tuple((sign, re.compile(rf"(?<!\w)(?:{words})(?:{_AMOUNT})? ?$", re.I)) for sign, words in _SIGNS_BEFORE)
_LAST_WORDS = (
    *("ưới", "hơn", "ất", "ật", "ât", "thiểu", "quá", "tối đa", "trên", "vượt", "gần", "xấp xỉ", "ước"),
    *("từ", "là", "đạt", "có", "khoảng", "cho"),
)  # of all that the patterns above find
_UPWARDS = re.compile(r"(?: ?(?:%|lần|người|lao động))? ?trở lên")
_DOWNWARDS = re.compile(r" ?(?:%|lần)? ?trở xuống")
_EQUALS = re.compile(r"(?:từ|đạt|là|:) ?$")
_FROM = re.compile(r"(?:từ )?$", re.I)
_RANGE_FROM = re.compile(r"(?:ít nh[ấậ]t |khoảng |đạt )?(?:từ )?$", re.I)
_FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5")
_YEAR = re.compile(YEAR)


@dataclass(slots=True)
class Quantity:
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
    label: Stretch | None = None  # the words before a colon that say what the number is
    rank: bool = False  # "trong nhóm 10 tỉnh dẫn đầu"


class Sentence(NamedTuple):
    """A sentence, and what is known of it when its quantities are judged."""

    start: int
    end: int
    said: list[Deadline]
    carried: Deadline | None = None  # the last deadline said before it in the paragraph


def numbers_in(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The numbers of a stretch, which may be a whole text, that can measure something: no label, year or age."""
    label = patterns().label
    found = []
    for m in patterns().quantity.finditer(text, start, end):
        at, kind = m.start(), m.lastgroup
        before = text[max(start, at - _BEFORE_NUMBER) : at]
        if kind == "bare" and ":" not in before and not before.endswith(_BEFORE_VALUES):
            continue
        n1, before = m["n1"], before.rpartition("\n")[2]
        if before.endswith(_AMONG):
            found.append(m)
            continue
        if "." not in n1 and label.search(before):
            continue  # "năm 2025", "Điều 7"; but "mỗi năm 1.500 người"
        if ("/" in n1 and not (n1 in _FRACTIONS and kind == "noun")) or before.endswith(_AGES):
            continue
        if kind in ("percent", "money") or not _YEAR.fullmatch(n1) or (kind == "noun" and _known(m["noun"])):
            found.append(m)
    return found


_BEFORE_NUMBER = 16  # characters that tell what a number is
_BEFORE_VALUES = ("trên ", "dưới ", "xuống ", "còn ", "đạt ", "lên ", "duy trì ", "ở mức ", "tối thiểu ", "ít nhất ")  # without a unit
_AGES = ("độ tuổi ", "độ tuổi từ ", "tuổi từ ")


def measured(text: str, s: Sentence, numbers: list[re.Match[str]]) -> list[Quantity]:
    """The quantities of a sentence among its numbers, each with its clause; numbers that only say where something holds are none."""
    found = [q for q in _quantities(text, s, numbers) if q.rank or q.label or not _is_scope(text, s, q)]
    if found:
        _give_clauses(text, s, found)
    return found


_AMONG = ("nhóm ", "Nhóm ", "NHÓM ", "tốp ", "Tốp ", "TỐP ", "top ", "Top ", "TOP ")  # before what a rank is among: "thuộc nhóm 3 nước dẫn đầu"
_RANKED = re.compile(r"(?:nước|quốc gia|tỉnh|địa phương|thành phố)[^.;]{0,30} (?:dẫn đầu|đứng đầu|hàng đầu|cao nhất|tốt nhất)")
_WHOLE = ("đủ ", " cả ", "toàn bộ ", "tất cả ", "một trong ")  # "tiêm đủ 8 loại vắc xin": what is counted is no target
_PER = ("1.000", "10.000", "100.000")  # "trên 1.000 trẻ đẻ sống" says of how many
_RATE = re.compile(r"(?:[Tt][ỷỉ]|[Ss]ố) (?:suất|lệ|số|giường|bác sĩ|ca)\b")
_COUNTRY = ("63", "34")  # all provinces
_TIMES = (" * ", " x ", " × ")


def _quantities(text: str, s: Sentence, numbers: list[re.Match[str]]) -> Iterator[Quantity]:
    """Those of a sentence's numbers that measure something and are no dates."""
    for m in numbers:
        at, kind = m.start(), m.lastgroup
        if s.said and any(d.start <= at < d.end for d in s.said):
            continue
        before = text[max(s.start, at - _BEFORE_NUMBER) : at]
        if before.endswith(_AMONG):
            if kind == "noun" and _RANKED.match(text, m.start("noun"), s.end):
                q = _quantity(text, s.start, m)
                q.rank = True
                yield q
            continue
        if kind == "noun" and ((m["n1"] in _PER and before.endswith("trên ") and _RATE.search(text, s.start, at)) or before.endswith(_WHOLE)):
            continue
        label = _label(text, s.start, m) if ":" in before else None
        if kind == "bare" and not (label or before.rstrip().endswith(":") or before.endswith(_BEFORE_VALUES)):
            continue
        times = before.endswith(_TIMES)
        if times and m["n1"] in _COUNTRY:
            continue
        q = _quantity(text, s.start, m)
        q.label = label or (m.span() if times else None)
        if label and kind == "bare":
            q.unit = _COUNT_OF.sub("", text[label[0] : label[1]]).strip() or None
        yield q


_LABEL = re.compile(r"(?P<label>(?:[^;:()|\n.]|\([^()\n]{1,120}\)){3,160}?)(?: là)? ?: ?(?:khoảng |trên |dưới |ít nhất |tối thiểu |từ )?$")
_AFTER_LABELLED = re.compile(r"\s*(?:[;.,()|]|$|[*x×] )")
_NO_LABEL = re.compile(r"(?:như sau|cụ thể|gồm|sau|trong đó|đến năm \d{4}|giai đoạn [\d -]+|năm \d{4}|đó|là|chỉ tiêu|mục tiêu)$", re.I)
_COUNT_OF = re.compile(r"^(?:[Tt]ổng )?(?:[Ss]ố )?(?:lượng )?")


def _label(text: str, start: int, m: re.Match[str]) -> Stretch | None:
    """The words before the colon that say what a number is, "Dự phòng chi: 54 triệu đồng"; None when the number goes on with words of its own."""
    found = _LABEL.search(text, max(start, m.start() - 280), m.start())
    if not found or _NO_LABEL.search(found["label"]) or not _AFTER_LABELLED.match(text, m.end()):
        return None
    low, high = found.span("label")
    while low < high and text[low] in " ,-+*•":
        low += 1
    item = _ITEM.match(text, low, high)
    low = item.end() if item else low
    return (low, high) if text[low:high].strip() else None


_SCALES = re.compile(rf"^{SCALE}+")


@lru_cache(maxsize=4096)
def _known(noun: str) -> bool:
    """Whether the tables know what is counted, also by something: "người", "người/năm"."""
    return _SCALES.sub("", noun).partition("/")[0] in _nouns()


def _quantity(text: str, start: int, m: re.Match[str]) -> Quantity:
    value, value_max, number_end = _value(m)
    at, end = m.span()
    cut_to = end if m.lastgroup in ("percent", "times") else number_end
    before = text[max(start, at - 40) : at]
    after = text[number_end if m.lastgroup == "times" else cut_to : end + 30]
    comparator, cut_from = _comparator(before, at)
    if value_max is not None and value_max > value:
        comparator, cut_from = "range", at - _length(_RANGE_FROM, before)
    elif up := _UPWARDS.match(after):
        comparator, cut_from = ">=", at - _length(_FROM, before)
        cut_to += up.end()
    elif down := _DOWNWARDS.match(after):
        comparator = "<="
        cut_to += down.end()
    unit = None if "/" in m["n1"] else _known_unit(text, m) or _unit(m)
    return Quantity(at, end, value, value_max, unit, comparator, start, end, (cut_from, cut_to))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon.table("measures")["nouns"])


@cache
def _plain_nouns() -> frozenset[str]:
    return frozenset(map(plain, _nouns()))


_THREE_WORDS = re.compile(r"[a-zà-ỹđ]+(?: [a-zà-ỹđ]+){0,2}")


def _known_unit(text: str, m: re.Match[str]) -> str | None:
    """The counted noun behind a number whose letters the table knows, with other tones, as OCR reads them: "tô hợp tác"."""
    if m.lastgroup != "noun" or _known(m["noun"]):
        return None
    words = _THREE_WORDS.match(text, m.start("noun"))
    parts = words.group().split() if words else []
    return next((" ".join(parts[:k]) for k in (3, 2) if len(parts) >= k and plain(" ".join(parts[:k])) in _plain_nouns()), None)


def _value(m: re.Match[str]) -> tuple[float, float | None, int]:
    """(value, upper value of a range, where the numbers end)."""
    (n1, n2), counted = m.group("n1", "n2"), m.lastgroup == "noun"
    upper = number(n2, counted) if n2 else None
    if "/" in n1:
        part, whole = n1.split("/")
        return int(part) / int(whole), upper, m.end("n1")
    return number(n1, counted), upper, m.end("n2" if n2 else "n1")


def _length(pattern: re.Pattern[str], before: str) -> int:
    """How many characters at the end of `before` the pattern takes in."""
    m = pattern.search(before)
    return len(m.group()) if m else 0


def _unit(m: re.Match[str]) -> str | None:
    """What is measured, in the words of the text; None of a bare number."""
    kind = m.lastgroup or "bare"
    return None if kind == "bare" else m.string[m.start(kind) : m.end() if kind == "money" else m.end(kind)].strip()


def _comparator(before: str, start: int) -> tuple[Comparator, int]:
    """(comparator, where its words begin) from the words before the number, which stands at `start`."""
    for sign, pattern in _BEFORE if before.rstrip().lower().endswith(_LAST_WORDS) else ():
        found = pattern.search(before)
        if found:
            return sign, start - len(found.group())
    found = _EQUALS.search(before)
    return "=", start - len(found.group()) if found and found.group().strip() != ":" else start


_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)-]|[a-zđ]\)|[IVX]+[.-]|và|(?:[Tt]rong đó),?) ")


def _give_clauses(text: str, s: Sentence, quantities: list[Quantity]) -> None:
    """Give each quantity the clause it stands in: to the next semicolon or bracket, or to the comma that parts it from the next quantity."""
    low = s.start
    for q, following in zip_longest(quantities, quantities[1:]):
        q.low = q.label[0] if q.label else _clause_start(text, max(s.start, low), q.start)
        q.high = _clause_end(text, q, following.cut[0] if following else s.end, following is not None)
        low = q.high
        q.high = q.low + len(text[q.low : q.high].rstrip())


def _clause_start(text: str, low: int, at: int) -> int:
    """Where the clause begins that holds `at`, not before `low`: behind a semicolon, colon or open bracket, or a comma before words of effort."""
    opening, closing = text.rfind("(", low, at), text.rfind(")", low, at)
    bracketed = closing > opening and text[low:at].lstrip().startswith("(")
    for stop in ("; ", ": "):
        found = text.rfind(stop, low, at)
        low = found + 2 if found >= 0 else low
    low = max(low, closing + 1 if bracketed else opening + 1 if opening > closing else 0)
    for begin in words().clause_begin.finditer(text, low, at):
        low = begin.end()
    while low < at and text[low] in " ,;:-+()•":
        low += 1
    item = _ITEM.match(text, low, at)
    return item.end() if item else low


def _clause_end(text: str, q: Quantity, stop: int, more: bool) -> int:
    """Where the clause of a quantity ends, at `stop` at the latest: the next quantity if there is `more`, else the end of the sentence."""
    hard = words().clause_end.search(text, q.end, stop)
    high = hard.start() if hard else stop
    if not more or hard:
        return q.start + len(text[q.start : high].rstrip()) if high < len(text) else high
    if text[q.end : q.end + 1] == ",":
        return q.end
    joined = text.rfind(" và ", q.end, high)
    if joined > 0 and joined + 4 >= high - 1:
        return joined
    comma = text.rfind(",", q.end, high)
    return comma if comma > q.end else joined if joined > q.end else high


_MORE = re.compile(r"(?:có thêm|thêm|tổng số lên|nâng lên) $", re.I)
_REACHES = re.compile(r" (?:đạt chuẩn|được công nhận)")


def _is_scope(text: str, s: Sentence, q: Quantity) -> bool:
    """ "riêng 5 xã đặc biệt khó khăn", "63 tỉnh": where something holds, not how much; but "thêm 02 xã đạt chuẩn"."""
    return bool(q.unit and q.comparator == "=" and patterns().scope.match(q.unit) and not (_MORE.search(text, s.start, q.start) or _REACHES.match(text, q.end)))


@lru_cache(maxsize=4096)
def counts(unit: str) -> bool:
    """Whether a unit is of things that are set as targets: known nouns, money, times, rates."""
    return _known(unit) or unit == "lần" or "đồng" in unit or unit.startswith("/") or plain(unit) in _plain_nouns()
