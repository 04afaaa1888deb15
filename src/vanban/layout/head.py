"""The head of a document: where its letterhead ends, its kind in capitals and its title stand, or that it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban import lexicon, symbols
from vanban.layout.lines import MARKER, STAMPED, Line, Piece
from vanban.lexicon import any_of
from vanban.text import UPPER, plain

MOTTO = re.compile(r"C[ỘÔ]NG H(?:[ÒO]A|OÀ) X[ÃA] H[ỘÔ]I|ĐẢNG C[ỘÔ]NG SẢN VI[ỆÊ]T NAM|Độc [Ll]ập ?- ?Tự [Dd]o")
"""The motto of the State, or the Party's name: what only letterheads have, as OCR reads it too."""
_NUMBER_LABEL = re.compile(r"S[ốôóoỏ] ?:? ?(?:\d|[-/]|\.{2,}|…|_)")
_PLACE_DATE = re.compile(r"[^\W\d_][^,|]{1,40}, ?ngày.{0,12}tháng.{0,8}năm", re.S)
RECIPIENTS = "[NM][ơớo]i nh[ậâ]n"
"""What the recipients stand behind, as OCR reads it too."""
CLOSING = re.compile(rf"[|\s]*(?:{RECIPIENTS}\b|(?:T/?M|K/?T|T/?L|TUQ|T/UQ)(?:\.\s?| )[A-ZĐÀ-Ỹ]{{2}})")
SALUTATION = re.compile(r"K[íÍ]nh ?gửi\b")
"""What the addressees of a letter stand behind, as OCR reads it too."""
_OPENING = re.compile(r"(?:Căn cứ|Xét đề nghị|Theo đề nghị|K[íÍ]nh ?gửi)\b")
_ISSUED_BY = re.compile(r"CỦA [A-ZĐÀ-Ỹ ]+$")


def head_of(lines: list[Line]) -> tuple[int, int] | None:
    """(line of the kind, end of the title), or None for a text without letterhead. A letter has no kind: both are where it begins."""
    window = lines[:60]
    sign = next((k for k, line in enumerate(window) if _is_sign(line.text)), None)
    if sign is None:
        return _numbered_heading(lines) or ((0, 0) if _is_bare(lines) else None)
    type_at = next((k for k, line in enumerate(window) if k >= sign and is_kind(line.text)), None)
    type_at = type_at if type_at is not None else next((k for k, line in enumerate(window) if k >= sign and _ends_in_type(line.text)), None)
    if type_at is None:
        to = next((k for k, line in enumerate(window) if k > sign and SALUTATION.search(line.text[:STAMPED])), None)
        to = to if to is not None else _behind_number(window)
        return (to, to) if to is not None and sign < 12 else None
    return type_at, title_end(lines, type_at)


def is_kind(text: str) -> bool:
    """A line that is nothing but the kind of document in capitals: "KẾ HOẠCH", "QUYÉT ĐỊNH :" (as OCR reads it)."""
    text = text.strip(" :.*|")
    return text.isupper() and plain(text) in lexicon.plain_type_names()


_TYPE_AT_END = re.compile(rf".*[^\w\s] (?:[^ ]{{1,3}} ){{0,2}}?(?P<kind>[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{0,3}}) ?:?$")


def _ends_in_type(text: str) -> bool:
    """A kind in capitals at the end of a line that a stamp has spoilt: "DEN i: : _¬ CHỈ THỊ"."""
    m = _TYPE_AT_END.match(text)
    return m is not None and plain(m["kind"]) in lexicon.plain_type_names()


def _behind_number(lines: list[Line]) -> int | None:
    """The line behind the one that gives number and symbol, in a letterhead of which nothing else is left."""
    numbered = (k for k, line in enumerate(lines[:12]) if _NUMBER_LABEL.match(line.text.lstrip(":;.,'`~ ")) and symbols.pattern().search(line.text, 0, 40))
    found = next(numbered, None)
    return found + 1 if found is not None else None


NUMBERED_HEADING = re.compile(
    r"\bS[ỐÔ]:? (?P<symbol>\d+\S*) (?P<date>NGÀY (?P<day>\d{1,2})(?:[-/.]| THÁNG )(?P<month>\d{1,2})(?:[-/.]| NĂM )(?P<year>(?:18|19|20)\d\d))(?!\d)"
)
"""Number and date in a heading in capitals: "SỐ 15 NGÀY 9 THÁNG 3 NĂM 1946"."""
_HEADING_LINES = 8


def _numbered_heading(lines: list[Line]) -> tuple[int, int] | None:
    """(line of the kind, end of the heading) of a text that begins with its kind, issuer, number and date in capitals."""
    if not lines or not is_kind(lines[0].text):
        return None
    end = next((k for k, line in enumerate(lines[:_HEADING_LINES]) if k and not line.text.isupper()), min(len(lines), _HEADING_LINES))
    enacted = next((k for k in range(2, end) if _ENACTS.match(lines[k].text) or lines[k].blanks), end)
    text = " ".join(line.text for line in lines[1:enacted])
    return (0, enacted) if NUMBERED_HEADING.search(text) else None


_RECIPIENTS = re.compile(rf"[|\W]{{0,4}}{RECIPIENTS} ?:?[|\s]*(?:$|[A-ZĐ-])")
_BASIS = re.compile(r"Căn cứ\b")
ENACTING = "(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ ĐỊNH|CHỈ THỊ|THÔNG TƯ)"
"""The formula that the articles of a document stand behind."""
_ENACTS = re.compile(rf"(?:^|.*[.;,] ?(?:[^\W\d_]+ ){{0,3}}){ENACTING} ?:?$")
_FIRST_ARTICLE = re.compile(r"Điều 1\b")


def _is_bare(lines: list[Line]) -> bool:
    """Whether a text without letterhead is a document all the same: it says whom it goes to ("Nơi nhận:"), it enacts ("Căn cứ …",
    "QUYẾT ĐỊNH:", "Điều 1"), or it begins with its own kind, number and subject and ends with a signature.
    """
    opening = lines[:40]
    if any(_RECIPIENTS.match(line.text) for line in lines):
        return True
    if lines and _BASIS.match(lines[0].text):
        enacts = next((k for k, line in enumerate(opening) if _ENACTS.match(line.text)), None)
        if enacts is not None and any(_FIRST_ARTICLE.match(line.text) for line in lines[enacts : enacts + 4]):
            return True
    return any(_names_itself(line.text) for line in lines[:3]) and any(CLOSING.match(line.text) for line in lines[-12:])


def _names_itself(text: str) -> bool:
    """ "Kết luận số 69-KL/TW ngày … của … về …": a line that begins with kind and number, and is no sentence."""
    m = symbols.pattern().search(text, 0, 60)
    return m is not None and plain(text[: m.start()]).removesuffix(" so") in lexicon.plain_type_names() and not text.endswith(".")


def _is_sign(text: str) -> bool:
    """Whether a line is one that only letterheads have: the motto, the number, place and date."""
    return bool(MOTTO.search(text) or _NUMBER_LABEL.match(text.lstrip("|:;.,'`~ ")) or ("ngày" in text and _PLACE_DATE.search(text[:400])))


def title_end(lines: list[Line], type_at: int) -> int:
    """Where the title under the kind ends: at an empty line, the first words of the body or a numbered item. It has 13 lines at most."""
    end = type_at + 1
    while end < min(type_at + 14, len(lines)):
        line, first = lines[end], end == type_at + 1
        if first and _ISSUED_BY.match(line.text):
            type_at = end
        elif _OPENING.match(line.text) or MARKER.match(line.text) or (not first and _ends_title(lines, end)):
            break
        end += 1
    return end


def _ends_title(lines: list[Line], k: int) -> bool:
    """Whether a line is no more of the title: an empty line parts them, a long line in small letters follows capitals, or it names who issues."""
    text = lines[k].text
    if len(text) > _LONG and text[0].isupper() and not text.isupper() and lines[k - 1].text.isupper():
        return True
    return (lines[k].blanks > 0 and not text[0].islower()) or _is_issuer_line(lines, k)


_LONG = 100  # characters
_INSIDE = re.compile(r"(?:CỦA|VÀ|THUỘC|DO|CHO|TẠI|VỚI)$")


def _is_issuer_line(lines: list[Line], k: int) -> bool:
    """Whether a line in capitals under the title names who issues: a body, with the căn cứ or its session behind it."""
    if not lines[k].text.isupper() or _INSIDE.search(lines[k - 1].text) or not _issuing().match(lines[k].text):
        return False
    return any(_OPENING.match(line.text) for line in lines[k + 1 : k + 4])


@cache
def _issuing() -> re.Pattern[str]:
    t = lexicon.table("bodies")
    return re.compile(rf"(?:{any_of([*t['enacting'], 'ỦY BAN NHÂN DÂN', 'HỘI ĐỒNG NHÂN DÂN', 'CHÍNH PHỦ', 'QUỐC HỘI', 'ỦY BAN THƯỜNG VỤ QUỐC HỘI'])})\b")


@cache
def organ() -> re.Pattern[str]:
    """What the name of an organ begins with, in the capitals of a letterhead."""
    return re.compile(rf"(?:{any_of(lexicon.table('bodies')['letterhead'])})\b")


def title_of(lines: list[Line], type_at: int, end: int) -> Iterator[Piece]:
    """The line of the kind, the line of the issuer where there is one, and the title as one paragraph; nothing in a letter."""
    if type_at == end:
        return
    yield Piece(lines[type_at].start, lines[type_at].end, "type", type_at, 0, False)
    at = type_at + 1
    if at < end and _ISSUED_BY.match(lines[at].text):
        yield Piece(lines[at].start, lines[at].end, "issuer", at, 0, False)
        at += 1
    for k in range(at, end):
        yield Piece(lines[k].start, lines[k].end, "title", k, 0, k > at)
