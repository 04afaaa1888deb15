"""Vietnamese numbers, dates, periods and deadlines as values; the words stay beside them.

"1.500" is 1500 and "2,5" is 2.5 (point for thousands, comma for decimals); dates are day before month before year. A value is None when
the words do not decide it, never a guess.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from vanban.text import has_any

Recurrence = Literal["annual", "semiannual", "quarterly", "monthly", "periodic"]

_D = r"[\dỈ]"  # OCR reads the digit 1 as Ỉ in italics
DATE = (
    rf"(?:{_D}{{1,2}}|{_D} {_D}) ?(?:tháng ?|[/.-] ?)"
    rf"{_D}{{1,2}} ?(?:năm ?|[/.-] ?)"
    rf"(?:19|20|Ỉ9|2Ỉ){_D}{{2}}(?!\d)"
)
"""A full date without the word "ngày": 04/5/2023, 28.5.2020, 4 tháng 5 năm 2023."""
_DATE_PARTS = re.compile(rf"({_D} ?{_D}?) ?(?:tháng ?|[/.-] ?)({_D}{{1,2}}) ?(?:năm ?|[/.-] ?)({_D}{{4}})")
YEAR = r"(?:19|20)\d\d"

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
"""A number as Vietnamese writes it."""


def digits(text: str) -> str:
    """The words without blanks, with the digit 1 where OCR read Ỉ."""
    return text.replace("Ỉ", "1").replace(" ", "")


@lru_cache(maxsize=16384)
def iso_date(text: str) -> str | None:
    """The date in the words, as ISO 8601; None when there is none or no calendar has it."""
    m = _DATE_PARTS.search(text)
    if not m:
        return None
    day, month, year = (int(digits(g)) for g in m.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def dates_agree(a: str, b: str) -> bool:
    """Whether two ISO dates, also shortened, are the same as far as both are known."""
    return a[: len(b)] == b[: len(a)]


def is_later(a: str, b: str) -> bool:
    """Whether the ISO date `a` lies after `b`, as far as both are known: a day in 2023 is not after "2023"."""
    return a[: len(b)] > b[: len(a)]


_THOUSANDS_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+$")


def number(text: str, counted: bool = False) -> float:
    """The value of a NUMBER. `counted`: it counts things, so that a comma before three digits can only be a slip for the point."""
    if counted and _THOUSANDS_BY_COMMA.match(text):
        return float(text.replace(",", ""))
    return float(text.replace(".", "").replace(",", "."))


class Deadline(NamedTuple):
    """When something is due, and where its words stand.

    `value` is an ISO date or its beginning, YYYY-Qn, YYYY-MM/YYYY-MM, YYYY-YYYY, annual, or the words where nothing can be computed.
    """

    value: str
    start: int
    end: int


_BARE_MONTH = re.compile(r"(0?[1-9]|1[0-2])/((?:19|20)\d\d)")


def due(words: str, issued: str | None = None) -> str | None:
    """What a cell "Thời hạn" says: a value where one can be computed ("6/2025" is 2025-06), else its words; None when it is empty."""
    found = next(iter(deadlines(words, issued)), None)
    if found:
        return found.value
    month = _BARE_MONTH.fullmatch(words)
    return f"{month[2]}-{int(month[1]):02}" if month else iso_date(words) or words or None


_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# Words before a deadline: "trước ngày", "chậm nhất là ngày", "đến hết".
_UNTIL = (
    r"(?:[Tt]rước|[Cc]hậm nhất|[Mm]uộn nhất|[Xx]ong trước|[Hh]ạn cuối|[Hh]ết|[Đđ]ến hết|[Đđ]ến)"
    r"(?: là)?(?: vào)?(?: \d{1,2}h\d{2})?(?: ngày)?"
)
# trước ngày 15/12 hằng năm · ngày 20 của tháng đầu mỗi quý · Tháng 6 hằng năm
_YEARLY = (
    rf"(?:{_UNTIL}|[Nn]gày) (?:ngày )?\d{{1,2}}(?:/\d{{1,2}}| tháng \d{{1,2}})?(?: và (?:trước )?(?:ngày )?\d{{1,2}}(?:/| tháng )\d{{1,2}})? ?(?:của )?"
    r"(?:(?:h[ằà]ng|mỗi|từng) (?:năm|quý|tháng)|tháng (?:đầu|cuối) (?:(?:mỗi|h[ằà]ng) )?quý)"
    r"|(?:[Tt]háng \d{1,2}|(?:[Tt]rong )?[Qq]uý (?:IV|I{1,3}|[1-4])) h[ằà]ng năm"
)
_HOLIDAY = "(?:(?:lễ |Tết )?(?:Quốc khánh|Dương lịch|Quốc tế [Ll]ao động) )?"  # trước ngày Quốc khánh 02/9/2025
_FULL = rf"(?:{_UNTIL} |[Nn]gày |[Vv]ào ngày |[Tt]rong ngày )(?:ngày )?{_HOLIDAY}{DATE}"
_WITHIN = r"[Tt]rong |[Hh]ết |[Đđ]ến hết |[Tt]rước "
_QUARTER = (
    rf"(?:{_WITHIN})?[Qq](?:uý|úy|uí) ?(?P<q>IV|I{{1,3}}|[1-4])"
    rf" ?(?:/|năm|-|của năm)? ?(?P<qy>{YEAR})"
)
# tháng 3 - 6/2024
_MONTHS = (
    r"[Tt]háng (?P<m1>\d{1,2}) ?(?:-|đến) ?(?:tháng ?)?(?P<m2>\d{1,2})"
    rf" ?(?:/|năm|-) ?(?P<msy>{YEAR})"
)
_MONTH = rf"(?:{_WITHIN}|[Đđ]ến )?[Tt]háng (?P<m>\d{{1,2}}) ?(?:/|năm|-) ?(?P<my>{YEAR})"
_COUNTED = (
    r"(?:[Tt]rong (?:vòng |thời hạn )?(?:\w+ \()?)?(?P<days>\d{1,3})\)? ngày,? (?:làm việc,? )?"  # mười (10) ngày
    r"k[ểê] từ ngày (?P<event>[\w ]{2,30})"
)
_PARTIAL = (
    rf"(?:{_UNTIL}|[Nn]gày) (?P<pd>\d{{1,2}})/(?P<pm>\d{{1,2}})(?![\d/-])"
    r"|(?:[Tt]rước|[Cc]hậm nhất|[Mm]uộn nhất|[Hh]ạn cuối)(?: là)?(?: vào)? ngày (?P<pd2>\d{1,2}) tháng (?P<pm2>\d{1,2})(?! ?(?:/|năm\b|\d))"
)
# Without an end: it stays in words.
_ONWARDS = rf"[Tt]ừ (?:tháng \d{{1,2}} ?(?:/|năm) ?|ngày \d{{1,2}}/\d{{1,2}}/){YEAR} trở đi"
_TERM = rf"[Tt]rong (?:học kỳ [IVX\d]+ )?năm học {YEAR} ?- ?{YEAR}"
# giai đoạn 2021-2025 · từ năm 2021 đến năm 2025 · (2021-2025)
_PERIOD = (
    r"(?:[Gg]iai đoạn|[Tt]hời kỳ|[Nn]hiệm kỳ|[Tt]rong các năm|[Cc]ác năm|[Ss]au \d+ năm \(|[Tt]rong \d+ năm \(|[Tt]ừ)"
    rf" ?(?:năm )?(?P<from>{YEAR}) ?(?:-|đến) ?(?:hết )?(?:năm )?(?P<to>{YEAR})"
    rf"|\((?P<from2>{YEAR}) ?- ?(?P<to2>{YEAR})\)"
)
_ANNUAL = rf"(?:[Mm]ỗi|[Hh][ằà]ng|từng|[Bb]ình quân (?:mỗi|h[ằà]ng)) năm(?! (?:học|sau|trước|{YEAR}))"
_IN_YEAR = (
    r"(?:[Đđ]ến (?:hết |cuối |trước )?|[Tt]rước |[Hh]ết |[Vv]ào (?:cuối )?|[Tt]rong |[Cc]uối |[Tt]ới )?"
    rf"(?:cuối |hết )?[Nn]ăm (?P<y>{YEAR})(?! ?[-/] ?\d)"
)
# The first form that fits decides; the letters in front, with which all of them begin, only spare trying them at every word.
_PATTERN = re.compile(
    r"(?<!\w)(?=[TtCcMmXxHhĐđNnVvQqGgSsBb(\d](?:r(?:ước|ong) |ừ[ \d]|háng \d|ới |ác năm|hậm nhất|uối |uộn nhất|ỗi |ong trước|ạn cuối|ết |[ằà]ng |ến |gày "
    r"|gay sau|ăm \d|hiệm kỳ|hời kỳ|ừng năm|ào |[uú][ýyí]|iai đoạn|au \d|ình quân|\d{0,2}\)? ngày|(?<=\()\d))"
    rf"(?:(?P<yearly>{_YEARLY})"
    rf"|(?P<full>{_FULL})"
    rf"|(?P<onwards>{_ONWARDS})"
    rf"|(?P<quarter>{_QUARTER})"
    rf"|(?P<months>{_MONTHS})"
    rf"|(?P<month>{_MONTH})"
    rf"|(?P<counted>{_COUNTED})"
    r"|(?P<soon>ngay sau khi [^,;.\n]{4,90})"
    rf"|(?P<partial>{_PARTIAL})"
    rf"|(?P<term>{_TERM})"
    rf"|(?P<period>{_PERIOD})"
    rf"|(?P<annual>{_ANNUAL})"
    rf"|(?P<year>{_IN_YEAR}))"
)


_DIGIT = re.compile(r"\d")
_SPEAK_OF_TIME = ("ngay sau", "ỗi năm", "ằng năm", "àng năm", "từng năm")  # without a digit or one of these there is no deadline


@lru_cache(maxsize=4096)  # the words of a block are asked for each body that it charges, and for each of its numbers
def deadlines(text: str, issued: str | None = None) -> tuple[Deadline, ...]:
    """Every deadline or period in the words, in order. `issued`, the document's ISO date, dates what is counted from its issue."""
    if not _DIGIT.search(text) and not has_any(text, _SPEAK_OF_TIME):
        return ()
    return tuple(Deadline(_value(m, issued), m.start(), m.end()) for m in _PATTERN.finditer(text))


def _value(m: re.Match[str], issued: str | None) -> str:
    """The value of a deadline; its words where nothing can be computed ("ngay sau khi …", "năm học 2023-2024", 30/02/2024)."""
    words = m.group()
    if m["full"]:
        return iso_date(words) or words
    if m["quarter"]:
        return f"{m['qy']}-Q{_QUARTERS[m['q']]}"
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
    return str(m["y"]) if m["year"] else words


def _counted(m: re.Match[str], issued: str | None) -> str | None:
    """ "90 ngày kể từ ngày ban hành": the date, when the document's own is known; from any other event it stays words."""
    if not issued or len(issued) != 10 or not re.match(r"(?:ban hành|ký)", m["event"]):
        return None
    return (datetime.date.fromisoformat(issued) + datetime.timedelta(days=int(m["days"]))).isoformat()


def _this_year(m: re.Match[str], issued: str | None) -> str | None:
    """ "trước ngày 24/8" without a year: the next such day after the issue."""
    if not issued or len(issued) < 7:
        return None
    day, month = int(m["pd"] or m["pd2"]), int(m["pm"] or m["pm2"])
    year = int(issued[:4]) + (f"{month:02}-{day:02}" < (issued[5:] + "-01")[:5])
    return iso_date(f"{day}/{month}/{year}")


# From the shortest to the longest, in lower case; one of the words stands in whatever the pattern finds.
_RECURRENCE: tuple[tuple[Recurrence, tuple[str, ...], re.Pattern[str]], ...] = (
    ("monthly", ("tháng",), re.compile(r"(?:h[ằà]ng|mỗi|từng) tháng|1 tháng/lần")),
    ("quarterly", ("quý", "3 tháng/lần"), re.compile(r"(?:h[ằà]ng|mỗi|từng) quý|3 tháng/lần|quý một lần|theo quý|tháng (?:đầu|cuối) quý")),
    (
        "semiannual",
        ("6 tháng", "sáu tháng"),
        re.compile(
            r"(?:0?6|sáu) tháng(?:/lần| một lần)|định kỳ (?:0?6|sáu) tháng|(?:h[ằà]ng|mỗi) 6 tháng"
            r"|(?:0?6|sáu) tháng,? (?:h[ằà]ng |1 |một |cuối )?năm"
        ),
    ),
    ("annual", ("năm",), re.compile(r"(?<!công tác )(?<!kế hoạch )(?:h[ằà]ng|mỗi|từng) năm(?! học)|năm/lần|năm một lần")),
    ("periodic", ("định k",), re.compile(r"định k[ỳì]")),
)


# One of these stands in whatever the patterns below find.
_OFTEN = (
    "hằng ",
    "Hằng ",
    "hàng ",
    "Hàng ",
    "mỗi ",
    "Mỗi ",
    "từng ",
    "Từng ",
    "định k",
    "Định k",
    "một lần",
    "/lần",
    "sáu tháng",
    "6 tháng",
    "theo quý",
    "đầu quý",
    "cuối quý",
)


@lru_cache(maxsize=4096)
def recurrence(text: str) -> Recurrence | None:
    """How often something is to be done: the shortest of what the words say; None when they say nothing."""
    if not has_any(text, _OFTEN):
        return None
    low = text.lower()
    return next((name for name, hints, pattern in _RECURRENCE if has_any(low, hints) and pattern.search(low)), None)
