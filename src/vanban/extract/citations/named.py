"""Documents cited by a name of their own (resolutions of congresses, projects, strategies), and those called by a number alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from vanban import symbols
from vanban.extract.citations.mention import LABEL, Mention, all_kinds, code_of, kinds
from vanban.extract.citations.numbered import read_tail
from vanban.layout import sentence_start
from vanban.outline import Cover
from vanban.quantities import YEAR
from vanban.text import DIGIT, UPPER, fold, has_any

# Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020 - 2025 · Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương
_CONGRESS = (
    r"(?<=N)ghị quyết (?:số \d+ )?(?:Đại hội|Hội nghị|Trung ương)"
    r"(?: (?:đại biểu|toàn quốc|Đảng bộ|Đảng|lần thứ|Ban Chấp hành|Trung ương|khóa"
    r"|tỉnh|huyện|thành phố|xã|phường|các cấp|toàn thể|bất thường"
    rf"|[IVXL]+\b|\d{{1,2}}\b|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b|[{UPPER}]\w+))+"
    r"(?:,? nhiệm kỳ \d{4} ?- ?\d{4})?"
)
# Đề án … giai đoạn 2021 - 2030 · Chiến lược … đến năm 2030, tầm nhìn đến năm 2045
_PROJECT = (
    r"(?:(?<=Đ)ề án|(?<=C)hiến lược|(?<=C)hương trình|(?<=D)ự án|(?<=Q)uy hoạch|(?<=K)ế hoạch) (?!này\b|số\b|hành động\b|\d)"
    r"[a-zà-ỹđ][^;.:()\n|“”\"]{20,260}?"
    rf"(?:,? giai đoạn {YEAR} ?- ?(?:19|20)?\d\d"
    rf"|,? (?:đến|tới) năm {YEAR}(?:,? tầm nhìn (?:đến )?năm \d{{4}})?"
    rf"|thời kỳ {YEAR} ?- ?{YEAR})"
)
_NAMED = re.compile(rf"[CDĐKNQ](?:(?P<congress>{_CONGRESS})|{_PROJECT})")  # one class at the head, so that search leaps to it
# Before a project: it is still to be made, so nothing is cited.
_PLANNED = re.compile(r"(?:xây dựng|ban hành|lập|trình|phê duyệt|dự thảo|công bố|nội dung|theo)(?: các| và [\w ]{2,20})? $", re.I)
_APPROVED_BY = re.compile(r"[^;.\n]{0,30}(?:phê duyệt|ban hành)(?: kèm theo| tại| theo)* (?:tại |theo )?(?:Quyết định|Nghị quyết|Nghị định)")
_TWO_WORDS = re.compile(r"\w+ \w+")


def find(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Resolutions of congresses and plenums, and named projects that exist.

    What a cited numbered act approves is its subject, no mention of its own. `mentions` are those found so far, in order.
    """
    found = list(_NAMED.finditer(text))
    if not found:
        return
    cited, starts = Cover((m.start, m.end) for m in mentions), [m.start for m in mentions]
    for m in found:
        if cited.overlaps(m.start(), m.end()):
            continue
        if m["congress"]:
            yield Mention(m.start(), m.end(), None, "NQ", name=m.group(), kind="Nghị quyết")
            continue
        earlier = mentions[: bisect_left(starts, m.start())]
        before = next((x for x in reversed(earlier) if x.end <= m.start()), None)
        sentence = max(sentence_start(text, m.start()), text.rfind(";", 0, m.start()) + 1)
        subject = before is not None and before.end > sentence
        if subject or _PLANNED.search(text[max(0, m.start() - 40) : m.start()]) or _APPROVED_BY.match(text, m.end()):
            continue
        words = _TWO_WORDS.match(m.group())
        kind = words.group() if words else None
        yield Mention(m.start(), m.end(), None, code_of(kind) if kind else None, name=m.group(), kind=kind)


# A number that may be all that a document is called by, and the kind before it: Chỉ thị số 21 · Đề án 1956
_BARE_NUMBER = re.compile(rf"[{DIGIT}](?<= .)\d{{0,3}}[a-zđ]?(?![\w%]|[.,/-]\d| ?[/-] ?[{UPPER}]|[-/]\w| (?:năm|tháng)\b| ngày\b(?! \d))")
_LONGEST_KIND = 28  # characters, with "số"
_ENDING = 2


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<kind>{kinds()}) (?P<label>{LABEL} ?)?$")


@cache
def _endings() -> frozenset[str]:
    """What a kind or "số" may end in, in lower case: a look at these letters spares the search for the kind."""
    return frozenset(name.casefold()[-_ENDING:] for name in (*all_kinds(), "so", "số", "sồ", "sẻ", "sỏ", "sô", "só"))


def _shorts(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Every kind with a bare number behind it: (kind and label, number)."""
    endings, kind_before = _endings(), _kind_before()
    for number in _BARE_NUMBER.finditer(text):
        start = number.start()
        if text[max(0, start - 1 - _ENDING) : start - 1].casefold() in endings and (kind := kind_before.search(text[max(0, start - _LONGEST_KIND) : start])):
            yield kind, number


# (sau đây gọi tắt là Đề án 1956)
_DEFINITION = re.compile(
    r"\((?:[Ss]au đây )?(?:được )?(?:gọi|viết)(?: chung)?(?: tắt| gọn)?(?: chung)? là:? ?"
    r"[\"“]?(?P<name>[^()\"”\n]{3,60})[\"”]?\)"
)
_FARTHEST = 401  # characters from a mention to the words that define its name
# Kinds that are called by their number without "số" ("Nghị định 136", "Đề án 06"). Of the second row there may also be several, so that what
# stands behind the number decides.
_NEVER_COUNTED = frozenset(("NĐ", "TT", "TTLT"))
_CALLED_BY_NUMBER = frozenset(("QĐ", "CT", "NQ", "KL", "ĐA"))
_NOTHING_COUNTED = re.compile(r"\s*(?:[,;.:)”\"]|$)| (?:của|ngày|và|về|được|đã|hoặc|này|thì|để|nêu|quy định|trên|cũng|có hiệu lực)\b")


def called(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """ "Chỉ thị số 21", "Đề án 1956": a kind and a number, explained by a full mention or a definition in the same text where there is one."""
    shorts = list(_shorts(text))
    if not shorts:
        return
    full = [m for m in mentions if m.symbol]
    by_number: dict[str, list[Mention]] = defaultdict(list)
    for m in full:
        parsed = symbols.parse(m.symbol or "")
        if parsed:
            by_number[parsed.number].append(m)
    defined = _definitions(text, full)
    cited = Cover((m.start, m.end) for m in mentions)
    for before, number in shorts:
        start, kind = number.start() - len(before.group()), before["kind"]
        if cited.overlaps(start, number.end()):
            continue
        named = code_of(kind)
        if named == "L" and not before["label"]:
            continue  # "Luật 16 …" is no law's number
        same = by_number.get(number.group().lstrip("0") or "0", [])
        meant = next((m for m in same if m.doc_type == named), None) or defined.get(fold(text[start : number.end()]))
        if meant is None and len({m.symbol for m in same}) == 1:
            meant = same[0]
        if meant:
            mention = Mention(start, number.end(), meant.symbol, meant.doc_type, kind=kind, short=True)
        elif _is_called(text, before, number, named):
            mention = Mention(start, number.end(), number.group(), named, kind=kind)
        else:
            continue
        read_tail(text, mention)
        yield mention


def _is_called(text: str, before: re.Match[str], number: re.Match[str], doc_type: str | None) -> bool:
    """Whether a kind and a number that nothing explains are a document all the same: with "số", or a kind that is called so, counting nothing."""
    if not before["kind"][0].isupper():
        return False
    if before["label"]:
        return doc_type not in ("CV", "BB", "HĐ", "L")
    if len(number.group()) < 2:
        return False
    return doc_type in _NEVER_COUNTED or (doc_type in _CALLED_BY_NUMBER and bool(_NOTHING_COUNTED.match(text, number.end())))


def _definitions(text: str, full: list[Mention]) -> dict[str, Mention]:
    """Folded short names with the mention that each stands for: the last before the definition."""
    defined: dict[str, Mention] = {}
    starts = [m.start for m in full]
    for m in full:
        opening = text.find("(", m.end, m.end + _FARTHEST)
        definition = _DEFINITION.match(text, opening) if opening >= 0 and not has_any(text[m.end : opening], ")\n") else None
        if definition and bisect_right(starts, m.end) == bisect_left(starts, definition.start("name")):
            defined.setdefault(fold(definition["name"]), m)
    return defined
