"""The grammar of số, ký hiệu: what the parts of a symbol are, and when two spellings are one symbol.

State symbols are `number/TYPE-ORGAN` or `number/year/TYPE-ORGAN` (Nghị định 30/2020/NĐ-CP, Phụ lục III), Party symbols `number-TYPE/ORGAN`
(Hướng dẫn 36-HD/VPTW), a State official letter `number/ORGAN-UNIT`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from vanban import lexicon
from vanban.lexicon import any_case_of
from vanban.text import DIGIT, UPPER, plain


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol taken apart.

    `doc_type` is null in an official letter, `organ` is as written ("TU", "UBND", "BGDĐT-GDTrH"), `year` only where the symbol has one.
    """

    number: str
    year: str | None
    doc_type: str | None
    organ: str
    party: bool


_PARTS = re.compile(
    r"(?P<number>\d[\d.]*[a-zđ]{0,2})(?P<sep>[-/ ]{1,3})"
    r"(?:(?P<year>(?:19|20)\d\d)[-/ ]{1,3})?"
    r"(?P<rest>[^\W\d_][\w&()., /-]*)$",
    re.I,
)
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_BETWEEN_CODES = re.compile(r"[-/ ]+")
_NO_SEPARATOR = re.compile(r"(?P<number>\d+)(?P<rest>(?P<kind>[^\W\d_]{2,})(?P<behind>.*))", re.S)
_ORGAN_BEHIND = re.compile(r"[-/ ]+(?!(?:19|20)\d\d\b)")


@lru_cache(maxsize=65536)
def parse(text: str) -> Symbol | None:
    """Take a symbol apart as people type it ("21-CT/TW", "21 ct/tw", "21CT/TW", "73/QĐ- TTg", "1961/QĐUBND"); None when it is none."""
    m = _PARTS.match(_parted(" ".join(text.split())))
    if not m:
        return None
    number = _LEADING_ZEROS.sub("", m["number"].lower())
    codes = [part for part in _BETWEEN_CODES.split(m["rest"]) if part]
    party = "/" not in m["sep"]
    kind = lexicon.type_code(codes[0])
    if kind is None and len(codes) == 1:
        kind, glued = lexicon.glued_type(codes[0])
        codes = [kind, glued] if kind else codes
    if kind is None or (len(codes) == 1 and not m["year"]):
        return Symbol(number, m["year"], None, "-".join(codes), False)
    return Symbol(number, m["year"], kind, "-".join(codes[1:]), party)


def _parted(text: str) -> str:
    """A symbol whose number runs into its kind with the hyphen it lacks: "57NQ/TW" → "57-NQ/TW". The letter of "30a/2008/NQ-CP" is the number's."""
    m = _NO_SEPARATOR.fullmatch(text)
    if m and lexicon.type_code(m["kind"]) and _ORGAN_BEHIND.match(m["behind"]):
        return f"{m['number']}-{m['rest']}"
    return text


@lru_cache(maxsize=65536)
def key(text: str | None) -> str | None:
    """One key for all spellings of a symbol: "06-CT/TU" and "6 ct/tu" → "6|ct|tu"; None when the text is no symbol."""
    symbol = parse(text) if text else None
    if symbol is None:
        return None
    number = f"{symbol.number}/{symbol.year}" if symbol.year else symbol.number
    return "|".join((number, plain(symbol.doc_type or ""), plain(symbol.organ).replace(" ", "")))


@lru_cache(maxsize=65536)
def number_key(text: str | None) -> str | None:
    """Number and kind, the part of a symbol that the id of its document ends in: "06-CT/TU" and "6/CT-UBND" → "6-ct", an official letter's "12-cv".

    A symbol with year and without kind ("74/2014/QH13") keeps both. None when the text is no symbol.
    """
    symbol = parse(text) if text else None
    if symbol is None:
        return None
    if symbol.year and symbol.doc_type is None:
        return f"{symbol.number}/{symbol.year}-{plain(symbol.organ)}"
    return f"{symbol.number}-{plain(symbol.doc_type or 'cv')}"


_DASHES = re.compile("[‐‑‒–—−]")
_NUMBER_IN_WORDS = re.compile(r"(?<!\w)\d.*", re.S)


def typed(asked: str) -> str | None:
    """The key of a symbol that somebody asks for: also with its kind before it, other dashes or none ("Chỉ thị số 21-CT/TW", "452KH/HU", "247QDTTg")."""
    m = _NUMBER_IN_WORDS.search(_DASHES.sub("-", asked))
    if m is None:
        return None
    before = plain(asked[: m.start()]).removesuffix("so").strip()
    if before and before not in lexicon.plain_type_names():
        return None
    glued = _NO_SEPARATOR.fullmatch(m.group())
    if glued and lexicon.glued_type(glued["kind"])[0]:
        return key(f"{glued['number']}-{glued['rest']}")
    return key(m.group())


_KIND_AND_NUMBER = re.compile(r"(?P<kind>[^\W\d_][^\d]*?)\s+(?:so\s+)?0*(?P<number>\d{1,5}[a-zđ]?)", re.I)


def typed_number(asked: str) -> str | None:
    """The key of number and kind where no organ is given: "Chỉ thị 21", "ke hoach so 184" → "21-ct", "184-kh"; None for anything else."""
    m = _KIND_AND_NUMBER.fullmatch(plain(asked))
    kind = next((t.code for t in lexicon.doc_types() if t.family != "named" and m and m["kind"] in map(plain, t.names)), None)
    return f"{m['number']}-{plain(kind)}" if m and kind else None


@cache
def pattern() -> re.Pattern[str]:
    """Symbols in running text, with the blanks and doubled slashes of practice and the digit 1 that OCR reads as Ỉ.

    Groups: number, year, type and organ of a State symbol; ptype and porgan of a Party symbol; letter, the organ of an official letter;
    old, the organ of a symbol without type ("94-CP"). A symbol never runs over a line end. Whether `letter` is an organ at all must
    still be asked.
    """
    types = any_case_of(t.code for t in lexicon.doc_types() if t.family != "named" and t.code not in ("L", "HP"))
    # One class at the head of the pattern, so that search leaps from digit to digit; what may not stand before it is asked behind it.
    number = rf"[{DIGIT}Ỉ](?:(?<![\w/.,&-].)|(?<=\b[Ss]ố.))[{DIGIT}Ỉ]{{0,4}}(?:\.\d{{1,3}})?[a-zđ]{{0,2}}"
    year = r"(?:19|20|2Ỉ)[\dỈ]{2}"
    # UBND · BGDĐT-GDTrH · CP,TTg · UBND (VX)
    organ = rf"[{UPPER}][\w&]*(?:-[{UPPER}\d][\w&]*)*(?:,(?=[A-Z]{{2}})\w+)?(?: \([\w, -]{{2,12}}\))?"
    return re.compile(
        rf"(?P<number>{number}) ?"
        rf"(?://? ?(?:(?P<year>{year}) ?//? ?)?"
        # A type without hyphen is one only before two capitals: "73/QĐUBND".
        rf"(?:(?P<type>{types})(?: ?[-/] ?|(?=[{UPPER}]{{2}}))(?P<organ>{organ})|(?P<letter>{organ}))"
        r"|-(?P<old>CP|HĐBT|TTg|HĐNN)"
        rf"|[- ] ?(?=\w+ ?[/-])(?P<ptype>{types}) ?[/-] ?(?P<porgan>{organ}))(?!\w)"
    )


_STATE = re.compile(
    r"\d{1,5}(?:\.\d+)?[a-zđ]{0,2}/(?:\d{4}/)?"
    rf"[{UPPER}][\w&]*(?:-[{UPPER}\d][\w&,]*)*(?:\([\w,-]+\))?$"
)
_PARTY = re.compile(rf"\d{{1,5}}[a-zđ]{{0,2}}-[{UPPER}]\w*/[{UPPER}][\w&-]*$")
_PARTY_ORGANS = frozenset(("TW", "TU", "HU", "ThU", "QU", "ĐU"))
_PLAIN_PARTY_ORGANS = frozenset(map(plain, _PARTY_ORGANS))


def is_party_organ(code: str) -> bool:
    """Whether an organ's code is one of the Party's committees or of their offices and boards, in any spelling: TW, HU, BTGTU."""
    bare = plain(code)
    return bare in _PLAIN_PARTY_ORGANS or bare.endswith(("tw", "tu"))


def well_formed(symbol: str) -> bool:
    """Whether a symbol keeps its form: slash before type in a State symbol, hyphen before type and slash before organ in a Party one."""
    if _PARTY.match(symbol):
        return True
    parsed = parse(symbol)
    return bool(_STATE.match(symbol)) and not (parsed and parsed.organ in _PARTY_ORGANS)
