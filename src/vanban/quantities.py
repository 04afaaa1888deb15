"""Vietnamese numbers, dates, periods and deadlines as values; the words stay beside them.

"1.500" is 1500 and "2,5" is 2.5 (point for thousands, comma for decimals); dates are day before month before year. A value is None when the words do not
decide it, never a guess.
"""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple

_D = r"[\dỈ]"  # OCR reads the digit 1 as Ỉ in italics
DATE = rf"(?:{_D}{{1,2}}|{_D} {_D}) ?(?:tháng ?|[/.-] ?){_D}{{1,2}} ?(?:năm ?|[/.-] ?)(?:19|20|Ỉ9|2Ỉ){_D}{{2}}(?!\d)"
"""A full date without the word "ngày": 04/5/2023, 28.5.2020, 4 tháng 5 năm 2023."""
_DATE_PARTS = re.compile(rf"({_D} ?{_D}?) ?(?:tháng ?|[/.-] ?)({_D}{{1,2}}) ?(?:năm ?|[/.-] ?)({_D}{{4}})")
YEAR = r"(?:19|20)\d\d"

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
"""A number as Vietnamese writes it."""


def digits(text: str) -> str:
    return text.replace("Ỉ", "1").replace(" ", "")


def iso_date(text: str) -> str | None:
    """The date in the words, as ISO 8601; None when there is none or no calendar has it."""
    m = _DATE_PARTS.search(text)
    if not m:
        return None
    day, month, year = (int(digits(g)) for g in m.groups())
    try:
        return Date(year, month, day).isoformat()
    except ValueError:
        return None


class Number(NamedTuple):
    """A value, and whether it was written against usage: "1,800 người" for 1.800."""

    value: float
    slip: bool


_THOUSANDS_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+$")


def number(text: str, counted: bool = False) -> Number:
    """The value of a NUMBER. `counted`: it counts things, so that a comma before three digits can only be a slip for the point."""
    if counted and _THOUSANDS_BY_COMMA.match(text):
        return Number(float(text.replace(",", "")), True)
    return Number(float(text.replace(".", "").replace(",", ".")), False)


class Deadline(NamedTuple):
    """A computed value (ISO date or its beginning, YYYY-Qn, YYYY-YYYY, annual, or the words where nothing can be computed) and where its words stand."""

    value: str
    start: int
    end: int


_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = r"[Qq](?:uý|úy|uí) ?(?P<{q}>IV|I{{1,3}}|[1-4])"
_BEFORE = r"(?:[Tt]rước|[Cc]hậm nhất|[Mm]uộn nhất|[Xx]ong trước|[Hh]ạn cuối|[Hh]ết|[Đđ]ến hết|[Đđ]ến)(?: là)?(?: vào)?(?: \d{1,2}h\d{2})?(?: ngày)?"
_RECURRENT_DAY = (
    rf"(?:{_BEFORE}|[Nn]gày) (?:ngày )?\d{{1,2}}(?:/\d{{1,2}}| tháng \d{{1,2}})? ?(?:của )?(?:(?:h[ằà]ng|mỗi|từng) (?:năm|quý|tháng)|tháng đầu (?:mỗi|h[ằà]ng) quý)|[Tt]háng \d{{1,2}} h[ằà]ng năm"
)
_PERIOD = (
    rf"(?:[Gg]iai đoạn|[Tt]hời kỳ|[Nn]hiệm kỳ|[Tt]rong các năm|[Cc]ác năm|[Ss]au \d+ năm \(|[Tt]rong \d+ năm \(|[Tt]ừ) ?(?:năm )?(?P<from>{YEAR}) ?(?:-|đến) ?(?:hết )?(?:năm )?(?P<to>{YEAR})|\((?P<from2>{YEAR}) ?- ?(?P<to2>{YEAR})\)"
)
_PATTERN = re.compile(
    rf"(?<!\w)(?=[BbCcĐđGgHhLlMmNnQqSsTtVvXx(\d])(?:(?P<yearly>{_RECURRENT_DAY})"
    rf"|(?P<full>(?:{_BEFORE} |[Nn]gày |[Vv]ào ngày |[Tt]rong ngày )(?:ngày )?{DATE})"
    rf"|(?P<quarter>(?:[Tt]rong |[Hh]ết |[Đđ]ến hết |[Tt]rước )?{_QUARTER.format(q='q')} ?(?:/|năm|-|của năm)? ?(?P<qy>{YEAR}))"
    rf"|(?P<months>[Tt]háng (?P<m1>\d{{1,2}}) ?(?:-|đến) ?(?:tháng ?)?(?P<m2>\d{{1,2}}) ?(?:/|năm|-) ?(?P<msy>{YEAR}))"
    rf"|(?P<month>(?:[Tt]rong |[Hh]ết |[Đđ]ến hết |[Tt]rước |[Đđ]ến )?[Tt]háng (?P<m>\d{{1,2}}) ?(?:/|năm|-) ?(?P<my>{YEAR}))"
    rf"|(?P<counted>(?:[Tt]rong (?:vòng |thời hạn )?)?(?P<days>\d{{1,3}}) ngày,? (?:làm việc )?kể từ ngày (?P<event>[\w ]{{2,30}}))"
    rf"|(?P<soon>ngay sau khi [^,;.\n]{{4,90}})|(?P<partial>(?:{_BEFORE}|[Nn]gày) (?P<pd>\d{{1,2}})/(?P<pm>\d{{1,2}})(?![\d/-]))"
    rf"|(?P<term>[Tt]rong (?:học kỳ [IVX\d]+ )?năm học {YEAR} ?- ?{YEAR})"
    rf"|(?P<period>{_PERIOD})"
    rf"|(?P<annual>(?:[Mm]ỗi|[Hh][ằà]ng|từng|[Bb]ình quân (?:mỗi|h[ằà]ng)) năm(?! (?:học|sau|trước))(?! \d))"
    rf"|(?P<year>(?:[Đđ]ến (?:hết |cuối |trước )?|[Tt]rước |[Hh]ết |[Vv]ào (?:cuối )?|[Tt]rong |[Cc]uối |[Tt]ới )?(?:cuối |hết )?[Nn]ăm (?P<y>{YEAR})(?! ?[-/] ?\d)))"
)


def deadlines(text: str, issued: str | None = None) -> list[Deadline]:
    """Every deadline or period in the words, in order. `issued`, the document's ISO date, dates what is counted from its issue."""
    return [Deadline(_value(m, issued), m.start(), m.end()) for m in _PATTERN.finditer(text)]


def _value(m: re.Match[str], issued: str | None) -> str:
    kind, words = m.lastgroup, m.group()
    if m["full"]:
        return iso_date(words) or words
    if m["quarter"]:
        return f"{m['qy']}-Q{_ROMAN[m['q']]}"
    if m["months"]:
        return f"{m['msy']}-{int(m['m1']):02}/{m['msy']}-{int(m['m2']):02}"
    if m["month"]:
        return f"{m['my']}-{int(m['m']):02}" if 1 <= int(m["m"]) <= 12 else words
    if m["counted"]:
        return _counted(m, issued) or words
    if m["partial"]:
        return _this_year(m, issued) or words
    if m["period"]:
        return f"{m['from'] or m['from2']}-{m['to'] or m['to2']}"
    if m["annual"]:
        return "annual"
    return str(m["y"]) if m["year"] else (words if kind else words)


def _counted(m: re.Match[str], issued: str | None) -> str | None:
    """ "90 ngày kể từ ngày ban hành": the date, when the document's own is known; from any other event it stays words."""
    if not issued or len(issued) != 10 or not re.match(r"(?:ban hành|ký)", m["event"]):
        return None
    return (Date.fromisoformat(issued) + timedelta(days=int(m["days"]))).isoformat()


def _this_year(m: re.Match[str], issued: str | None) -> str | None:
    """ "trước ngày 24/8" without a year: the next such day after the issue."""
    if not issued or len(issued) < 7:
        return None
    day = f"{int(m['pm']):02}-{int(m['pd']):02}"
    year = int(issued[:4]) + (day < (issued[5:] + "-01")[:5])
    return iso_date(f"{m['pd']}/{m['pm']}/{year}")


_RECURRENCE = (
    ("monthly", re.compile(r"(?:h[ằà]ng|mỗi|từng) tháng|1 tháng/lần", re.I)),
    ("quarterly", re.compile(r"(?:h[ằà]ng|mỗi|từng) quý|3 tháng/lần|quý một lần|theo quý", re.I)),
    ("semiannual", re.compile(r"(?:0?6|sáu) tháng(?:/lần| một lần)|định kỳ (?:0?6|sáu) tháng|(?:h[ằà]ng|mỗi) 6 tháng|(?:0?6|sáu) tháng,? (?:h[ằà]ng |1 |một |cuối )?năm", re.I)),
    ("annual", re.compile(r"(?<!công tác )(?<!kế hoạch )(?:h[ằà]ng|mỗi|từng) năm(?! học)|năm/lần|năm một lần", re.I)),
    ("periodic", re.compile(r"định k[ỳì]", re.I)),
)


def recurrence(text: str) -> str | None:
    """How often: the shortest of what is said; annual, semiannual, quarterly, monthly, periodic or None."""
    return next((name for name, pattern in _RECURRENCE if pattern.search(text)), None)
