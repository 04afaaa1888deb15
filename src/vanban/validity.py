"""How long a plan holds by its title: its period, its year, or the year it goes to."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vanban import lexicon
from vanban.text import fold

_ENDS = frozenset(("KH", "CTr", "PA"))
"""Kinds that end with their period; directives, resolutions and decisions go on."""
_YEAR = r"(?:19|20)\d\d"
# Years that say nothing of the plan's own end: of dates, of laws by name, of symbols, of what is looked ahead to.
_OTHER_YEARS = (
    rf"(?:ngày|tháng) ?\d[\d/.\- ]*(?:tháng ?\d+ )?(?:năm )?{_YEAR}|\d+/\d+/{_YEAR}|\d+/{_YEAR}/\S+"
    rf"|(?:luật|bộ luật|pháp lệnh) (?:LAWS|[^,;.]{{3,80}}?) năm {_YEAR}|(?:tầm nhìn|định hướng)[^,;.]{{0,40}}?{_YEAR}"
    rf"|(?<!\w)số \d+[-/]\S+ năm {_YEAR}|(?:chỉ thị|nghị quyết|kết luận|quyết định|nghị định|thông tư) năm {_YEAR} của"
)
_PERIOD = re.compile(rf"(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|năm)\s*{_YEAR}\s*(?:-|đến(?: năm)?|và)\s*(?P<last>{_YEAR})")
_SCHOOL_YEAR = re.compile(rf"năm học\s*{_YEAR}\s*-\s*(?P<last>{_YEAR})")
_UNTIL = re.compile(rf"đến(?: hết)? năm\s*(?P<last>{_YEAR})")
_IN = re.compile(rf"năm\s*(?P<last>{_YEAR})")


@cache
def _other_years() -> re.Pattern[str]:
    """With the laws that have commas in their names."""
    return re.compile(_OTHER_YEARS.replace("LAWS", lexicon.any_of(fold(name) for name in lexicon.table("laws")["laws"] if "," in name)))


@lru_cache(maxsize=65536)
def last_day(doc_type: str | None, title: str | None) -> str | None:
    """The last day (ISO) that a plan or programme holds by its title; None where the title names no end, or the kind has none.

    "giai đoạn 2021 - 2025, định hướng đến năm 2030" → "2025-12-31"; a school year ends on 31 August.
    """
    if doc_type not in _ENDS or not title:
        return None
    told = _other_years().sub(" ", fold(title))
    if m := _SCHOOL_YEAR.search(told):
        return f"{m['last']}-08-31"
    found = next((years for form in (_PERIOD, _UNTIL, _IN) if (years := form.findall(told))), None)
    return f"{max(found)}-12-31" if found else None
