"""What a number in its clause is: to be reached, reached, or neither; with its deadline and its indicator."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from vanban.extract.targets.leads import Above
from vanban.extract.targets.measure import Quantity, Sentence, counts
from vanban.extract.targets.words import words
from vanban.layout import Layout
from vanban.model import Section, Target
from vanban.quantities import YEAR, Deadline, deadlines
from vanban.text import Stretch, has_any

Status = Literal["target", "result"]

_GOALS = ("phấn đấu", "yêu cầu", "chỉ tiêu", "đề ra mục tiêu", "đề ra các mục tiêu")
_WILL = re.compile(r"sẽ\b")
_YEAR = re.compile(YEAR)
_REACH = re.compile(r"\bđạt\b")
_DONE = re.compile(r"\bđã\b")
_STANDS_AT = re.compile(r"(?:đầu năm|cuối năm trước|năm trước)(?: \d{4})? (?:là|còn)\b|hiện nay(?: là)?|hiện là|hiện có|hiện còn|mới (?:đạt|chiếm|bằng)")
_TO = re.compile(r"[^\d.;,()]{0,25}? (?:xuống|lên|còn) [^\d.;,()]{0,20}\d")  # behind what a target starts from: "từ 12% xuống còn 5%"
_COMPARES = re.compile(r"gấp|bằng|tăng")
_GETS = r"được (?:hưởng|cấp|trả|chi|thanh toán|giảm|miễn)"
_ENTITLED = re.compile(_GETS)  # before the number: what somebody gets
# No entitlement but the share of those who have it: "tỷ lệ hộ được cấp nước sạch trên 90%", "giấy được cấp đạt 90%"; "tỷ lệ được hưởng 30%" is one.
_SHARE_OF_ENTITLED = re.compile(rf"t[ỷỉ] (?:lệ|trọng) .*{_GETS} (?!(?:là|bằng|trên|dưới|từ|tối \w+|ít nhất) )[^\W\d]|{_GETS}.* (?:đạt|chiếm)\b")
_COMMA, _NEAR = re.compile(r"[,;.]"), 300  # characters
_BASE_YEAR = re.compile(r"(?:so với|lần|lần so với|so với cùng kỳ|bằng mức|so với bình quân)(?: cả| của| cuối)? ?$")
_PERIOD = re.compile(r"\d{4}(?:-\d{4})?$")
_LAST_WORD = re.compile(r"(?: (?:đạt|là|có|chiếm|từ|thì|mới chiếm|được|phấn đấu|thu hút|bảo đảm|đảm bảo),?)+$")
_LAST_WORDS = ("đạt", "là", "có", "chiếm", "từ", "thì", "được", "đấu", "hút", "đảm", "bảo", ",")  # that end what the pattern above finds
_TWO_COMMAS = re.compile(r",\s*(?=,)")
# In brackets behind a target: that of the level above, of the same indicator.
_SUPERIORS = re.compile(r"mức chung|chỉ tiêu chung|cả nước|Trung ương|toàn tỉnh|bình quân chung")


def said_in(text: str, start: int, end: int, issued: str | None) -> list[Deadline]:
    """The deadlines of a sentence, less the years that it only compares with ("so với năm 2020")."""
    said = (Deadline(d.value, d.start + start, d.end + start) for d in deadlines(text[start:end], issued))
    return [d for d in said if not _BASE_YEAR.search(text[max(start, d.start - 20) : d.start])]


def outlook(chain: list[Section]) -> tuple[bool, bool]:
    """(whether the headings over a paragraph look back, and none looks ahead; whether one looks ahead to goals)."""
    looks = [_looks(s.heading or "") for s in chain]
    ahead = (False, True) in looks
    return not ahead and ((True, False) in looks or (True, True) in looks), ahead or (True, True) in looks


def is_reached(sentence: str, goals: bool, before: bool, said: list[Deadline], issued: str | None) -> bool:
    """Whether a sentence looks back; `before` is whether the one before it does, as it goes on doing until one says otherwise. `goals`: a heading
    over it looks ahead.
    """
    sentence = sentence.lower()
    if goals:
        sentence = sentence.replace("so với cùng kỳ", "")  # what a goal is compared with
    if _sets_goal(sentence) and not _DONE.search(sentence):
        return False
    if has_any(sentence, words().reached_hints) and words().reached.search(sentence):
        return True
    if issued and said and all(_is_before(d.value, issued[:4]) for d in said):
        return True
    return before and not said


def _sets_goal(sentence: str) -> bool:
    """Whether words in lower case set a goal."""
    return has_any(sentence, _GOALS) or ("sẽ" in sentence and _WILL.search(sentence) is not None)


@lru_cache(maxsize=4096)  # a heading is asked for every paragraph below it
def _looks(heading: str) -> tuple[bool, bool]:
    """(looks back at results, looks ahead to goals), by the words of a heading; both may be."""
    heading = heading.lower()
    return has_any(heading, words().result_headings), has_any(heading, words().goal_headings)


@lru_cache(maxsize=4096)
def _period_of(heading: str) -> tuple[str, str] | None:
    """(value, words) of the last year or period in a heading, "mục tiêu đến năm 2030"; None when there is none."""
    small = heading.lower() if heading.isupper() else heading  # "MỤC TIÊU ĐẾN NĂM 2030"
    found = [d for d in deadlines(small) if _PERIOD.match(d.value) and not _BASE_YEAR.search(small[: d.start])]
    return (found[-1].value, heading[found[-1].start : found[-1].end]) if found else None


def _is_before(value: str, year: str) -> bool:
    """Whether a deadline lies in years before this one, both its beginning and its end."""
    return bool(_YEAR.match(value)) and value[:4] < year and value[-4:] < year


def _is_entitled(before: str) -> bool:
    """Whether the number behind these words, in lower case, is what somebody gets."""
    if "được " not in before:
        return False
    clause = _COMMA.split(before[-_NEAR:])[-1]
    return bool(_ENTITLED.search(clause)) and not _SHARE_OF_ENTITLED.search(clause)


_FAR = 1_000  # characters; what stands further off, in a clause that never ends, says nothing of a number


def _is_effort(sentence: str) -> bool:
    """Whether words in lower case say that something is to be done."""
    return has_any(sentence, words().effort) or ("đạt" in sentence and _REACH.search(sentence) is not None)


def judge(text: str, s: Sentence, q: Quantity, reached: bool, goal: bool) -> Status | None:
    """What a number in its clause is: to be reached, reached, or neither (None). `reached`: its sentence looks back; `goal`: what is over it looks ahead."""
    told = words()
    low, high, begin = max(q.low, q.start - _FAR), min(q.high, q.end + _FAR), max(s.start, q.start - _FAR)
    clause = text[low:high].lower()
    comma = clause.find(",", q.end - low)
    if has_any(clause if comma < 0 else clause[:comma], told.rules) or _is_entitled(clause[: q.start - low]):
        return None
    around = text[max(s.start, q.start - 60) : q.start]
    if _STANDS_AT.search(around) or (q.comparator == "=" and around.endswith("từ ") and _TO.match(text, q.end, s.end)):
        return "result"
    if reached:
        return "result" if q.unit is None or q.unit.startswith("%") or counts(q.unit) else None
    if q.unit and q.unit.startswith("%"):
        return "target"
    if q.rank:
        return "target"
    if q.label:
        return "target" if goal or (q.unit and "đồng" in q.unit and told.budget.match(text, q.label[0])) else None
    if q.unit and not counts(q.unit) and q.comparator != "=" and _sets_goal(text[begin : q.start].lower()):
        return "target"  # "phấn đấu có ít nhất 25 …", whatever is counted
    if q.unit is None and q.value < 1:
        wanted = goal or _is_effort(clause)
    elif q.unit is None or not counts(q.unit):
        wanted = goal
    elif q.unit == "lần" and not _COMPARES.search(around):
        wanted = False  # "2 lần" is how often, "gấp 2 lần" how much
    else:
        wanted = goal or q.comparator != "=" or _is_effort(text[begin : q.end].lower())
    return "target" if wanted else None


_TRAILS = re.compile(r"vào (?:cuối )?năm|vào năm")


def _ended(text: str, s: Sentence, d: Deadline, at: int) -> bool:
    """ "…; mỗi năm 100 người; 100% xã …": what is said of every year in the middle of a sentence ends at the semicolon."""
    return d.value == "annual" and d.start - s.start > _BULLET and ";" in text[d.end : at]


_BULLET = 4  # characters
_GOES_ON = re.compile(r",?;? (?:và |phấn đấu |đạt )")
_APPROVES = re.compile(r"(?:Phê duyệt|Ban hành)\b")
_WHERE = re.compile(r"(?:ở|đối với|tại) ")
# "Tỷ lệ thừa cân được kiểm soát: trẻ em dưới 5 tuổi dưới 10%, …": the head holds for every value behind the colon.
_COMMON_HEAD = re.compile(r"[-+•*]? ?(?P<head>(?:Tỷ lệ|Tỉ lệ|Tốc độ|Mức|Chỉ số) [^:;.\d]{5,90}): ")
_EFFORT_ALONE = re.compile(r"(?:phấn đấu|đạt|duy trì|xuống|xuống còn|còn|giảm|giảm còn|tăng|tăng lên|lên|bảo đảm|đảm bảo|ở mức|và|,| )*", re.I)


def target(layout: Layout, above: Above, s: Sentence, q: Quantity, status: Status, before: Target | None) -> Target:
    """The quantity as a target or result. `before` is the one before it in the sentence: a second value ("… và 75% vào năm 2030") has its indicator."""
    deadline, words, inferred = _deadline(layout.clean, above, s, q, status)
    own = [(d.start, d.end) for d in s.said if q.low <= d.start < q.high]
    name = indicator(layout.clean, q, own)
    superior = before and _SUPERIORS.search(layout.clean, q.low, q.start) and layout.clean[q.low - 1] == "("
    if before and (superior or (_EFFORT_ALONE.fullmatch(name.replace(q.unit or "", "")) and _same_unit(before.unit, q.unit))):
        name = before.indicator
    elif before and before.unit == q.unit and (layout.clean[q.low - 1] == "(" or _WHERE.match(name)):
        name = f"{before.indicator} {name}"  # "… dưới 8% (khu vực miền núi dưới 25%)", "60% ở thành thị và 40% ở nông thôn"
    elif head := _COMMON_HEAD.match(layout.clean, s.start, q.low):
        name = f"{head['head']} {name}"
    span = layout.view.span(q.low, q.high)
    return Target("", span, name, q.comparator, q.value, q.value_max, q.unit, deadline, words, status, above.path, inferred)


def _same_unit(first: str | None, second: str | None) -> bool:
    """Whether two values of a sentence are in one unit, which the second may shorten: "16/100.000 trẻ em … và 15/100.000"."""
    return first == second or bool(first and second and first.startswith(second))


def _deadline(text: str, above: Above, s: Sentence, q: Quantity, status: Status) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(value, words, what is inferred): the clause's own deadline, else the one last said before it in the sentence, else the paragraph's,
    else that of a heading above.
    """
    own, behind = _own(text, s, q, status) if s.said else (None, None)
    d = own or (s.carried if status == "target" else None)  # what was reached has the date that its own words give
    if d:
        return _year_only(d.value), text[d.start : d.end], () if own else ("deadline",)
    if status == "result":
        return None, None, ()
    for section in above.chain:
        if lead := above.leads.last(section.path):
            return lead.value, text[lead.start : lead.end], ("deadline",)
        if _APPROVES.match(section.heading or ""):
            continue  # years in the title of what is approved are no deadline
        period = _period_of(section.heading or "")
        if period and section.span.start < above.start:
            return *period, ("deadline",)
    if last := above.leads.last("") or behind:
        return last.value, text[last.start : last.end], ("deadline",)
    return None, None, ()


def _own(text: str, s: Sentence, q: Quantity, status: Status) -> tuple[Deadline | None, Deadline | None]:
    """The deadline that its sentence gives a number; and the one behind the number that may hold for it."""
    own = next((d for d in s.said if q.low <= d.start < q.high), None)
    # "8% (miền núi 25%) vào năm 2025 và 5% vào năm 2030": the year behind holds for what stands before it.
    behind = next((d for d in s.said if d.start >= q.end and _TRAILS.match(text, d.start)), None) if status == "target" else None
    if own and behind and own.end <= q.start and _TRAILS.match(text, own.start) and _GOES_ON.match(text, own.end):
        own = behind
    if own is None and behind and behind.start >= q.high and ";" not in text[q.high : behind.start]:
        own = behind
    return own or next((d for d in reversed(s.said) if d.start < q.low and not _ended(text, s, d, q.low)), None), behind


_EVERY_YEAR = re.compile(r"h[ằà]ng năm|mỗi năm")


def _year_only(value: str) -> str:
    """A day of every year counts as annual: "trước ngày 15/12 hằng năm"."""
    return "annual" if _EVERY_YEAR.search(value) else value


def indicator(text: str, q: Quantity, own: list[Stretch]) -> str:
    """The clause's words in their order, less number, comparator, period and words of effort; a counted noun stays. A label is the indicator."""
    low, high, cut = q.low, q.high, [q.cut, *own]
    if q.label and q.label[1] < q.start:
        (low, high), cut = q.label, own
    at, parts = low, []
    for start, end in sorted(cut):
        if at <= start < high:
            parts.append(text[at:start])
            at = end
    parts.append(text[at:high])
    parts[0] = parts[0].rstrip()
    if parts[0].endswith(_LAST_WORDS):
        parts[0] = _LAST_WORD.sub("", parts[0])
    whole = _TWO_COMMAS.sub("", " ".join(" ".join(parts).replace(" ,", ",").split())).strip(" ,;:.-()%")
    opening = words().opening.match(whole)
    return whole[opening.end() if opening else 0 :].strip(" ,;:") or whole
