"""Documents cited by their symbol: kind and label before it, date and issuer behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vanban import bodies, lexicon, symbols
from vanban.extract.citations import locators
from vanban.extract.citations.mention import LABEL, Mention, code_of, kinds, written
from vanban.quantities import DATE, iso_date
from vanban.text import UPPER, line_before

_WINDOW = 90  # characters; kind and label before a symbol are not longer
_NUMBER_AT_END = re.compile(r"\d+$")
_TWO_CAPITALS = re.compile(rf"[{UPPER}]{{2}}")
# TT is thông tư and thông tri, TC thông cáo and, until 1996, the Ministry of Finance ("43 TC/QLCS"): the kind written before it decides.
_AMBIGUOUS = ("TT", "TC")
_ASSEMBLY = re.compile(r"QH\d")
# Forms, registers and technical standards have numbers that look like symbols: "mẫu số 01/TNDN", "QCVN 07 : 2009/BTNMT".
_OF_A_FORM = re.compile(
    rf"(?<!\w)(?:(?:mẫu|biểu|bảng kê|tờ khai|phiếu|đơn|phụ lục|chứng từ|sổ)(?: (?!{LABEL}\b)[^\W\d]+){{0,5}}?(?: {LABEL})?"
    r"|[QT]C[A-ZĐ]{1,2}(?:[ :-]*\d[\d-]*)?) ?:? ?$",
    re.I,
)
_TAIL_DATE = re.compile(rf",? ?(?:,? ?ký )?ngày ({DATE})|,? ?\((?:ký )?(?:ngày )?({DATE})\)")
_NEXT_CELL = re.compile(rf" ?\| ?(?:ngày )?({DATE}) ?(?=\|)")
_TAIL_ISSUER = re.compile(r",? của (?:[Ll]iên (?:tịch |ngành )?)?(?=[^\W\d_])")
_JOINT = ("TTLT", "NQLT", "KHLT", "CTrPH")
_ANOTHER = re.compile(r"(?:,| và|, và| ?[-–]) ?")  # between the bodies that issue together


@cache
def _left() -> re.Pattern[str]:
    """A kind left of a symbol: "Quyết định số", "Thông tư liên tịch số:"."""
    return re.compile(rf"(?<!\w)(?P<kind>{kinds()})(?: liên tịch)?(?: [a-zà-ỹđ]+){{0,3}}?,? (?:{LABEL} ?:? ?)?$")


_LABEL_LEFT = re.compile(rf"{LABEL} ?:? ?$")
_LONGEST_LABEL = 5  # characters


@cache
def _left_of_issuer() -> re.Pattern[str]:
    """ "Nghị định của Chính phủ số": the issuer stands between kind and label."""
    return re.compile(rf"(?<!\w)(?P<kind>{kinds()})(?: liên tịch)? của (?P<issuer>[{UPPER}][^,;.:()\n]{{3,80}}?) {LABEL} ?:? ?$")


def find(text: str) -> Iterator[Mention]:
    """Every symbol in running text, with what belongs to it."""
    for m in symbols.pattern().finditer(text):
        code = m["type"] or m["ptype"]
        if code and _is_letter(m):
            code = None
        elif not code and not m["old"] and not _is_organ(m["letter"], bool(m["year"])):
            continue
        low = line_before(text, m.start(), _WINDOW)
        start, kind, issuer = _before(text, low, m.start())
        if kind is None and _OF_A_FORM.search(text, low, m.start()):
            continue
        organ = m["organ"] or m["porgan"] or m["letter"] or m["old"]
        mention = Mention(start, m.end(), written(m.group()), _type(code, kind, organ), issuer=issuer, kind=kind)
        read_tail(text, mention)
        mention.locator = locators.before(text, start)
        yield mention


# A slash that OCR reads as 1: "2381SNV-CCVC" is 238/SNV-CCVC, "102/20241NĐ-CP" 102/2024/NĐ-CP.
_SLASH_AS_ONE = re.compile(rf"1(?P<organ>[{UPPER}]{{2}}\w*-[{UPPER}]{{2}}[\w&]*)(?!\w)")
_NUMBER_LEFT = re.compile(r"(?<![\w/.,-])\d(?:\d{0,3}(?P<year>/20[0-3]\d)|\d{1,3})$")
_LONGEST_NUMBER = 9  # characters


def misread(text: str) -> Iterator[Mention]:
    """Symbols whose last slash is lost: letters told by the organ they name, others by year and type."""
    for m in _SLASH_AS_ONE.finditer(text):
        number = _NUMBER_LEFT.search(text, max(0, m.start() - _LONGEST_NUMBER), m.start())
        if number is None:
            continue
        first = m["organ"].split("-")[0]
        code = lexicon.type_code(first) if number["year"] else None
        if code or lexicon.organ(first):
            start, kind, issuer = _before(text, line_before(text, number.start(), _WINDOW), number.start())
            mention = Mention(start, m.end(), f"{number.group()}/{m['organ']}", code or "CV", issuer=issuer, kind=kind)
            read_tail(text, mention)
            yield mention


def _before(text: str, low: int, symbol: int) -> tuple[int, str | None, str | None]:
    """Where the mention begins whose symbol stands at `symbol`, its kind, and the issuer named between the two."""
    before = text[low:symbol]
    left = _left().search(before)
    if left:
        return low + left.start(), left["kind"], None
    of = _left_of_issuer().search(before)
    if of and bodies.known_issuer(text, low + of.start("issuer"), symbol) == low + of.end("issuer"):
        return low + of.start(), of["kind"], of["issuer"]
    label = _LABEL_LEFT.search(text, max(low, symbol - _LONGEST_LABEL), symbol)
    return (label.start() if label else symbol), None, None


def _is_organ(letter: str, year: bool) -> bool:
    """A code after the slash that is an organ's: known, or of two capitals and more with a unit or a year ("4330/BNN-KTHT", "31/2024/QH15")."""
    head = letter.split("-")[0]
    if lexicon.organ(_NUMBER_AT_END.sub("", head)):
        return True
    return bool(_TWO_CAPITALS.match(head)) and ("-" in letter or year or len(head) >= 4)


def _is_letter(m: re.Match[str]) -> bool:
    """Whether what looks like kind and organ without a hyphen is the organ of an official letter: "3947/SLĐTBXH-GDNN"."""
    if not m["type"] or m.end("type") != m.start("organ"):
        return False
    whole = f"{m['type']}{m['organ']}".split("-")[0]
    return lexicon.organ(whole) is not None


def _type(code: str | None, kind: str | None, organ: str) -> str | None:
    """The code in the symbol decides, but for those that stand for two things; without one the kind written before it."""
    found = lexicon.type_code(code) if code else None
    if found and found not in _AMBIGUOUS:
        return found
    named = code_of(kind) if kind else None
    return named or found or ("L" if _ASSEMBLY.match(organ) else "CV")


def read_tail(text: str, mention: Mention) -> None:
    """Take in the date and the issuer that stand right behind, in either order."""
    cell = _NEXT_CELL.match(text, mention.end)
    if cell:  # a list of documents in columns: the date stands in the next cell
        mention.date = iso_date(cell[1])
    for _ in range(3):
        date = _TAIL_DATE.match(text, mention.end) if mention.date is None else None
        if date:
            mention.date, mention.end = iso_date(date[1] or date[2]), date.end()
            continue
        of = _TAIL_ISSUER.match(text, mention.end) if mention.issuer is None else None
        end = bodies.issuer(text, of.end(), len(text)) if of else None
        if of and end:
            mention.issuer, mention.end = bodies.corrected(text[of.end() : end]), end
            while mention.doc_type in _JOINT and (more := _ANOTHER.match(text, mention.end)) and (end := bodies.known_issuer(text, more.end(), len(text))):
                mention.end = end
            continue
        return
