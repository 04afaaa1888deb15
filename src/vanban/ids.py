"""Who a name is and what id it gets: level, province and unit of a body, and the ids of documents.

The id of a document is `vn/…issuer from the top down…/YYYY/number-type`, "vn/lai-chau/tinh-uy/2023/184-kh". Only what the words, the
symbol or the place of the citing document decide is said; whatever comes from the last is named as inferred.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vanban import lexicon, symbols
from vanban.lexicon import any_of
from vanban.model import Body, Level
from vanban.text import fold, has_any, plain, slug
from vanban.units import NOWHERE, Place, district_around, home_of, is_bare, level_of_city, unit_and_province

LAWS = ("L", "PL", "HP")
"""Kinds of document that are known by name."""
COUNTRY = "vn/"
"""What every id begins with."""

_COUNCILS = ("ubnd", "ủy ban nhân dân")
_ELECTED = ("hđnd", "hội đồng nhân dân")
_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")


def _each(bodies: tuple[str, ...], *levels: str, end: str = "") -> tuple[str, ...]:
    """The bodies of these levels: "ubnd xã", "ủy ban nhân dân xã" …"""
    return tuple(f"{body} {level}{end}" for body in bodies for level in levels)


# What a name tells of level and of the slug in ids; the first whose words stand in the name decides. A level of None is still open. A blank in front
# or behind is the edge of a word, a line end in front the beginning of the name.
_FORMS: tuple[tuple[tuple[str, ...], Level | None, str], ...] = (
    ((" tỉnh ủy ", "đảng bộ tỉnh"), "province", "tinh-uy"),
    ((" huyện ủy ", "đảng bộ huyện"), "district", "huyen-uy"),
    ((" thị ủy ", "đảng bộ thị xã"), "district", "thi-uy"),
    ((" quận ủy ", "đảng bộ quận"), "district", "quan-uy"),
    ((" thành ủy ", "đảng bộ thành phố"), None, "thanh-uy"),
    ((*_each(("đảng ủy",), *_COMMUNES, end=" "), *_each(("đảng bộ",), *_COMMUNES)), "commune", "dang-uy"),
    (_each(_COUNCILS, "tỉnh", "các tỉnh", "cấp tỉnh"), "province", "ubnd"),
    (_each(_COUNCILS, "huyện", "quận", "thị xã", "cấp huyện"), "district", "ubnd"),
    (_each(_COUNCILS, *_COMMUNES, "cấp xã"), "commune", "ubnd"),
    (_COUNCILS, None, "ubnd"),
    (_each(_ELECTED, "tỉnh", "các tỉnh"), "province", "hdnd"),
    (_each(_ELECTED, "huyện", "quận", "thị xã"), "district", "hdnd"),
    (_each(_ELECTED, *_COMMUNES), "commune", "hdnd"),
    (_ELECTED, None, "hdnd"),
    (tuple(f"\n {head} " for head in ("trường", "học viện", "viện", "bệnh viện", "trung tâm", "công ty", "chi bộ")), "unit", ""),
    ((" sở ", "công an tỉnh", "bộ chỉ huy quân sự"), "province", ""),
    ((" phòng ",), "district", ""),
    ((" tỉnh ",), "province", ""),
    ((" huyện ", " quận ", " thị xã "), "district", ""),
    (tuple(f" {commune} " for commune in _COMMUNES), "commune", ""),
    (("đảng ủy",), None, "dang-uy"),
)
_WORDS_AND_MARKS = re.compile(r"\w+|[^\w ]")


@cache
def _central() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Over folded names: bodies at the centre, and ministries with bodies of their rank."""
    t = lexicon.table("bodies")
    top, rank = (any_of(fold(name) for name in t[key]) for key in ("central", "ministry_rank"))
    return (
        re.compile(rf"(?:{top}|hội nghị .*trung ương|hội nghị trung ương)\b"),
        re.compile(
            r"(?:bộ trưởng |thứ trưởng |thống đốc |tổng thanh tra )?"
            rf"(?:bộ (?!chỉ huy|đội|phận)|(?:{rank})\b)|tổng cục "
        ),
    )


@lru_cache(maxsize=16384)  # the same names come from many places
def _level(name: str, organ: lexicon.Organ | None) -> tuple[Level | None, str]:
    """(level, slug of the committee or council) as far as the name and the organ's code tell."""
    folded = fold(name)
    top, rank = _central()
    if top.match(folded) or (organ and organ.level == "central"):
        return "central", organ.slug if organ and organ.level == "central" else _central_slug(folded)
    if rank.match(folded):
        return "ministry", organ.slug if organ and organ.level == "ministry" else _ministry_slug(folded)
    words = f"\n {' '.join(_WORDS_AND_MARKS.findall(folded))} "
    for told, level, kind in _FORMS:
        if has_any(words, told):
            return level or (organ.level if organ else None), kind
    return (organ.level, organ.slug) if organ else (None, "")


_CENTRAL_SLUGS = (
    ("thủ tướng", "ttg"),
    ("chính phủ", "cp"),
    ("ủy ban thường vụ quốc hội", "ubtvqh"),
    ("quốc hội", "qh"),
    ("chủ tịch nước", "ctn"),
)


def _central_slug(folded: str) -> str:
    known = lexicon.organ_of(folded)
    if known and known.level == "central":
        return known.slug
    return next((code for words, code in _CENTRAL_SLUGS if folded.startswith(words)), "tw")


_HEAD_OF_MINISTRY = re.compile(r"^(?:bộ trưởng|thứ trưởng|thống đốc|tổng thanh tra) ")


def _ministry_slug(folded: str) -> str:
    name = _HEAD_OF_MINISTRY.sub("", folded)
    known = lexicon.organ_of(name)
    return known.slug if known else slug(name)


@lru_cache(maxsize=8192)  # the same bodies come again and again
def identify(name: str | None, symbol: str | None, place: Place = NOWHERE) -> tuple[Body, tuple[str, ...]]:
    """The body of that name, seen from `place`, with the fields that were inferred from the place.

    `symbol` is that of a document it issued. Without a name the symbol's organ gives one; a body of neither has an empty text.
    """
    organ = _organ(symbol)
    text = name or (organ.issuer if organ else None) or ""
    level, kind = _level(text, organ)
    if level in ("central", "ministry"):
        return Body(text, f"vn/{kind}" if kind else None, level), ()
    unit, province = unit_and_province(text, level)
    if level is None and (kind in ("thanh-uy", "ubnd", "hdnd", "dang-uy") or (organ and organ.code == "TU")):
        level = level_of_city(unit or province, kind, place) if unit or province or not is_bare(text, place) else None
    inferred: tuple[str, ...] = ()
    if province is None and level:
        province = home_of(unit, level, place) if unit and level in ("district", "commune") else place.province
        inferred = ("province",) if province else ()
    if unit is None and level in ("district", "commune"):
        unit = place.unit if place.level == level else district_around(text, level, place)
    own = _body_slug(kind, text, level, (unit, province), organ)
    return Body(text, _body_id(level, province, unit, own), level, province), inferred


_NUMBER_AT_END = re.compile(r"(?<!\d)\d+$")


def _organ(symbol: str | None) -> lexicon.Organ | None:
    """The organ that a symbol ends in, also with a number at its end ("QH15")."""
    parsed = symbols.parse(symbol) if symbol else None
    if parsed is None:
        return None
    return lexicon.organ(parsed.organ) or lexicon.organ(_NUMBER_AT_END.sub("", parsed.organ.split("-")[0]))


# A committee or council is one body with its standing board and its chair, but not with its office or its boards.
_ITSELF = re.compile(
    r"(?:(?:ban )?thường vụ |thường trực |ban chấp hành |btv |bch |chủ tịch |phó chủ tịch |bí thư |phó bí thư )?"
    r"(?:tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|đảng ủy|đảng bộ|ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)\b"
)


def _body_slug(kind: str, text: str, level: Level | None, place: tuple[str | None, str | None], organ: lexicon.Organ | None) -> str:
    """What stands for the body itself in its id: the kind of committee or council, the organ's slug, else its name without its (unit, province).

    Empty for a collective body ("các huyện ủy"), which is no one.
    """
    folded = fold(text)
    if folded.startswith("các "):
        return ""
    if not kind and organ and organ.level in (None, level):
        kind = organ.slug
    if not kind or (text and organ is None and not _ITSELF.match(folded)):
        name = min((_without(text, end) for end in place if end and text.endswith(end)), key=len, default=text)
        known = lexicon.organ_of(name)
        kind = known.slug if known and known.level == level else slug(name)
    if kind not in ("tu", "tinh-uy"):
        return kind
    found = lexicon.province(place[1]) if place[1] else None
    return "thanh-uy" if found and found.city else "tinh-uy"


_LEVELS = (" tỉnh", " thành phố", " huyện", " xã", " phường")


def _without(text: str, place: str) -> str:
    """A body's name without the place that it ends with, and the word for its level: "Sở Y tế tỉnh Sơn La" → "Sở Y tế"."""
    rest = text.removesuffix(place)
    bare = rest.rstrip()
    level = next((word for word in _LEVELS if bare.endswith(word)), "")
    return bare[: -len(level)] if level else bare if " " in rest[len(bare) :] else text


def _body_id(level: Level | None, province: str | None, unit: str | None, kind: str) -> str | None:
    """The id of a body below the centre; None while its place is unknown."""
    if not province or not kind or level is None:
        return None
    if level in ("district", "commune"):
        return f"vn/{slug(province)}/{slug(unit)}/{kind}" if unit else None
    return f"vn/{slug(province)}/{kind}"


# What the folded name of a body must hold so that it can issue under an organ's code.
_ISSUES = {
    "TW": re.compile(r"bộ chính trị|ban bí thư|trung ương|tổng bí thư"),
    "TU": re.compile(r"tỉnh ủy|thành ủy|đảng bộ (?:tỉnh|thành phố)"),
    "HU": re.compile(r"huyện ủy|đảng bộ huyện"),
    "ĐU": re.compile(r"đảng ủy|đảng bộ"),
    "UBND": re.compile(r"ubnd|ủy ban nhân dân"),
    "HĐND": re.compile(r"hđnd|hội đồng nhân dân"),
    "TTg": re.compile(r"thủ tướng"),
    "CP": re.compile(r"^chính phủ"),
    "BCĐ": re.compile(r"ban chỉ đạo"),
}


def may_issue(name: str, organ: str) -> bool:
    """Whether a body of that name can have issued a document whose symbol ends in that organ's code."""
    known = lexicon.organ(organ)
    folded = fold(name)
    if known and known.code in _ISSUES:
        return bool(_ISSUES[known.code].search(folded))
    if known and known.issuer and fold(known.issuer) in folded:
        return True
    return plain(organ).startswith("s") and "sở" in folded


def document_id(symbol: str | None, doc_type: str | None, issuer: Body | None, date: str | None, implements: str | None = None) -> str | None:
    """The id of a document; None while issuer, year or number are unknown.

    `date` is ISO 8601, also shortened. `implements` is the symbol of what an unnumbered document carries out: it stands for the number.
    """
    if issuer is None or issuer.id is None:
        return None
    parsed = symbols.parse(symbol) if symbol else None
    year = parsed.year if parsed and parsed.year else date[:4] if date else None
    if year is None:
        return None
    if parsed:
        return f"{issuer.id}/{year}/{_number(parsed, doc_type)}"
    if doc_type and implements:
        return f"{issuer.id}/{year}/{slug(doc_type)}~{slug(implements)}"
    return None


def _number(symbol: symbols.Symbol, doc_type: str | None) -> str:
    """number-type; an official letter's also with the organ's letters, since each department counts its own."""
    number = f"{symbol.number}-{slug(symbol.doc_type or doc_type or 'cv')}"
    return number if symbol.doc_type or doc_type != "CV" else f"{number}-{slug(symbol.organ)}"


def law_id(name: str | None, date: str | None) -> str | None:
    """Laws, codes and the Constitution by name; with the year when it is given, since laws of one name follow each other."""
    if not name:
        return None
    return f"vn/qh/{date[:4]}/{slug(name)}" if date else f"vn/qh/nd/{slug(name)}"
