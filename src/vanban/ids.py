"""Who a name is and what id it gets: level, province and unit of a body, and the ids of documents, `vn/…issuer from the top down…/YYYY/number-type`.

Only what the words, the symbol or the place of the citing document decide is said; whatever comes from the last is named as inferred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vanban import lexicon, symbols
from vanban.bodies import NAME
from vanban.model import Body, Document, Level
from vanban.text import fold, plain, slug


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: the level of its issuer, its province, and the district or commune by name."""

    level: Level | None = None
    province: str | None = None
    unit: str | None = None


NOWHERE = Place()
# What a name tells of level and of the slug in ids; the first that is found in the name decides.
_KINDS: tuple[tuple[re.Pattern[str], Level | None, str], ...] = tuple(
    (re.compile(pattern, re.I), level, name)
    for pattern, level, name in (
        (r"\btỉnh ủy\b|đảng bộ tỉnh|\btỉnh uỷ\b", "province", "tinh-uy"),
        (r"\bhuyện ủy\b|đảng bộ huyện", "district", "huyen-uy"),
        (r"\bthị ủy\b|đảng bộ thị xã", "district", "thi-uy"),
        (r"\bquận ủy\b|đảng bộ quận", "district", "quan-uy"),
        (r"\bthành ủy\b|đảng bộ thành phố", None, "thanh-uy"),
        (r"đảng ủy (?:xã|phường|thị trấn|đặc khu)\b|đảng bộ (?:xã|phường|thị trấn|đặc khu)", "commune", "dang-uy"),
        (r"(?:ubnd|ủy ban nhân dân) (?:tỉnh|các tỉnh|cấp tỉnh)", "province", "ubnd"),
        (r"(?:ubnd|ủy ban nhân dân) (?:huyện|quận|thị xã|cấp huyện)", "district", "ubnd"),
        (r"(?:ubnd|ủy ban nhân dân) (?:xã|phường|thị trấn|đặc khu|cấp xã)", "commune", "ubnd"),
        (r"ubnd|ủy ban nhân dân", None, "ubnd"),
        (r"(?:hđnd|hội đồng nhân dân) (?:tỉnh|các tỉnh)", "province", "hdnd"),
        (r"(?:hđnd|hội đồng nhân dân) (?:huyện|quận|thị xã)", "district", "hdnd"),
        (r"(?:hđnd|hội đồng nhân dân) (?:xã|phường|thị trấn|đặc khu)", "commune", "hdnd"),
        (r"hđnd|hội đồng nhân dân", None, "hdnd"),
        (r"^(?:trường|học viện|viện|bệnh viện|trung tâm|công ty|chi bộ)\b", "unit", ""),
        (r"\bsở\b|công an tỉnh|bộ chỉ huy quân sự", "province", ""),
        (r"\bphòng\b", "district", ""),
        (r"\btỉnh\b", "province", ""),
        (r"\bhuyện\b|\bquận\b|\bthị xã\b", "district", ""),
        (r"\bxã\b|\bphường\b|\bthị trấn\b|\bđặc khu\b", "commune", ""),
        (r"đảng ủy", None, "dang-uy"),
    )
)
_UNIT = re.compile(
    rf"(?P<kind>[Hh]uyện ủy|[Tt]hị ủy|[Qq]uận ủy|[Tt]hành ủy|[Tt]ỉnh ủy|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|TP\.?|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Tt]ỉnh) (?:tỉnh |huyện |thành phố |thị xã |quận )?(?P<name>{NAME})"
)


@cache
def _provinces() -> re.Pattern[str]:
    names = sorted({s for p in lexicon.provinces().values() for s in (p.name, *p.spellings)}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(n) for n in names) + r")(?!\w)", re.I)


def province_in(text: str) -> str | None:
    """The province that a name ends with or carries: "Sở Giáo dục và Đào tạo Đồng Tháp" → "Đồng Tháp"; None when it names none or several."""
    found = {p.name for m in _provinces().finditer(text) if (p := lexicon.province(m.group()))}
    return found.pop() if len(found) == 1 else None


@cache
def _central() -> tuple[re.Pattern[str], re.Pattern[str]]:
    t = lexicon.table("bodies")
    top = "|".join(re.escape(fold(n)) for n in sorted(t["central"], key=len, reverse=True))
    rank = "|".join(re.escape(fold(n)) for n in t["ministry_rank"])
    return re.compile(rf"^(?:{top}|hội nghị .*trung ương|hội nghị trung ương)\b"), re.compile(rf"^(?:bộ trưởng |thứ trưởng |thống đốc |tổng thanh tra )?(?:bộ (?!chỉ huy|đội|phận)|(?:{rank})\b)|^tổng cục ")


def _level(name: str, organ: lexicon.Organ | None) -> tuple[Level | None, str]:
    """(level, slug of the committee or council) as far as the name and the organ's code tell."""
    folded = fold(name)
    top, rank = _central()
    if top.search(folded) or (organ and organ.level == "central"):
        return "central", organ.slug if organ and organ.level == "central" else _central_slug(folded)
    for pattern, level, kind in _KINDS:
        if pattern.search(folded) and not (rank.search(folded)):
            return level or (organ.level if organ else None), kind
    if rank.search(folded) or (organ and organ.level == "ministry"):
        return "ministry", organ.slug if organ and organ.level == "ministry" else _ministry_slug(folded)
    return (organ.level, organ.slug) if organ else (None, "")


_CENTRAL_SLUGS = (("thủ tướng", "ttg"), ("chính phủ", "cp"), ("ủy ban thường vụ quốc hội", "ubtvqh"), ("quốc hội", "qh"), ("chủ tịch nước", "ctn"))


def _central_slug(folded: str) -> str:
    return next((code for words, code in _CENTRAL_SLUGS if folded.startswith(words)), "tw")


def _ministry_slug(folded: str) -> str:
    name = re.sub(r"^(?:bộ trưởng|thứ trưởng|thống đốc|tổng thanh tra) ", "", folded)
    return next((o.slug for o in lexicon._organs().values() if o.issuer and fold(o.issuer) == name), slug(name))


def identify(name: str | None, symbol: str | None, place: Place = NOWHERE) -> tuple[Body, tuple[str, ...]]:
    """The body of that name, seen from `place`, with the fields that were inferred from the place. `symbol` is that of a document it issued."""
    parsed = symbols.parse(symbol) if symbol else None
    organ = lexicon.organ(parsed.organ) if parsed else None
    organ = organ or (lexicon.organ(re.sub(r"\d+$", "", parsed.organ.split("-")[0])) if parsed else None)
    text = name or (organ.issuer if organ and organ.issuer else "") or ""
    level, kind = _level(text, organ)
    if level in ("central", "ministry"):
        return Body(text, f"vn/{kind}" if kind else None, level), ()
    unit, province = _unit_and_province(text, level)
    if (level is None and kind in ("thanh-uy", "ubnd", "hdnd", "dang-uy")) or (organ and organ.code == "TU" and level is None):
        level = _level_of_city(unit or province, kind, place)
    inferred: list[str] = []
    if province is None and unit and level in ("district", "commune"):
        homes = {u.province for u in lexicon.units(unit, level)} | ({u.province for u in lexicon.units(unit)} if level == "commune" else set())
        province = place.province if place.province in homes or not homes else homes.pop() if len(homes) == 1 else None
        inferred += ["province"] if province else []
    if unit is None and level in ("district", "commune") and place.level == level:
        unit = place.unit
    if province is None and level and place.province:
        province, inferred = place.province, ["province"]
    kind = kind or (organ.slug if organ and organ.level in (None, level) else "") or slug(re.sub(rf" (?:tỉnh|thành phố)?\s*{re.escape(province or '-')}$", "", text))
    kind = "thanh-uy" if kind in ("tu", "tinh-uy") and province and (p := lexicon.province(province)) and p.city else "tinh-uy" if kind == "tu" else kind
    return Body(text, _body_id(level, province, unit, kind), level, province), tuple(inferred)


def _unit_and_province(text: str, level: Level | None) -> tuple[str | None, str | None]:
    """(district or commune, province) named in a body's name."""
    unit = province = None
    for m in _UNIT.finditer(text):
        found = lexicon.province(m["name"])
        kind = fold(m["kind"])
        if found and (kind in ("tỉnh", "tỉnh ủy") or (kind in ("thành phố", "tp", "thành ủy") and (found.city or not lexicon.units(m["name"], "district", "thành phố")))):
            province = found.name
        elif kind not in ("tỉnh", "tỉnh ủy"):
            unit = m["name"]
    if unit is None and province is None and level not in ("district", "commune"):
        province = province_in(text)
    return unit, province


def unit_in(text: str, level: Level | None) -> str | None:
    """The district or commune that a body's name names."""
    return _unit_and_province(text, level)[0]


def _level_of_city(name: str | None, kind: str, place: Place) -> Level | None:
    """A Thành ủy or a UBND thành phố is a province's when the city is centrally run, else a district's (domain: TU is used by both)."""
    if name and (found := lexicon.province(name)) and found.city:
        return "province"
    if name and lexicon.units(name, "district", "thành phố"):
        return "district"
    if name and lexicon.province(name):
        return "province"
    home = lexicon.province(place.province) if place.province else None
    if home and home.city and kind != "dang-uy":
        return "province"
    return "commune" if kind == "dang-uy" and place.level == "commune" else "province" if kind == "thanh-uy" and place.level in (None, "province") else None


def _body_id(level: Level | None, province: str | None, unit: str | None, kind: str) -> str | None:
    if not province or not kind or level is None:
        return None
    if level in ("district", "commune"):
        return f"vn/{slug(province)}/{slug(unit)}/{kind}" if unit else None
    return f"vn/{slug(province)}/{kind}"


def place_of(document: Document) -> Place:
    """Where a document stands, from its header."""
    issuer = document.header.issuer
    if issuer is None:
        return Place(None, document.province)
    unit, _ = _unit_and_province(issuer.text, issuer.level)
    return Place(issuer.level, issuer.province or document.province, unit)


_ISSUES = {
    "TW": r"bộ chính trị|ban bí thư|trung ương|tổng bí thư", "TU": r"tỉnh ủy|thành ủy|đảng bộ (?:tỉnh|thành phố)", "HU": r"huyện ủy|đảng bộ huyện", "ĐU": r"đảng ủy|đảng bộ",
    "UBND": r"ubnd|ủy ban nhân dân", "HĐND": r"hđnd|hội đồng nhân dân", "TTg": r"thủ tướng", "CP": r"^chính phủ", "BCĐ": r"ban chỉ đạo",
}  # fmt: skip


def may_issue(name: str, organ: str) -> bool:
    """Whether a body of that name can have issued a document whose symbol ends in that organ's code."""
    known = lexicon.organ(organ)
    folded = fold(name)
    if known and known.code in _ISSUES:
        return bool(re.search(_ISSUES[known.code], folded))
    return bool(known and known.issuer and fold(known.issuer) in folded) or (plain(organ).startswith("s") and "sở" in folded)


def document_id(symbol: str | None, doc_type: str | None, issuer: Body | None, date: str | None, implements: str | None = None) -> str | None:
    """The id of a document; None while issuer, year or number are unknown. `implements`: symbol of what an unnumbered document carries out."""
    if issuer is None or issuer.id is None:
        return None
    parsed = symbols.parse(symbol) if symbol else None
    year = parsed.year if parsed and parsed.year else date[:4] if date else None
    if parsed:
        last = f"{parsed.number}-{slug(parsed.doc_type or doc_type or 'cv')}" + ("" if parsed.doc_type or doc_type != "CV" else "-" + slug(parsed.organ))
    elif doc_type and implements:
        last = f"{slug(doc_type)}~{slug(implements)}"
    else:
        return None
    return f"{issuer.id}/{year}/{last}" if year else None


def law_id(name: str | None, date: str | None) -> str | None:
    """Laws, codes and the Constitution by name; with the year when it is given, since laws of one name follow each other."""
    if not name:
        return None
    return f"vn/qh/{date[:4]}/{slug(name)}" if date else f"vn/qh/nd/{slug(name)}"
