"""What vanban knows beforehand: kinds of document, organs, provinces and units, words. Tables in `data/`, loaded once when first asked for.

Lookups take any spelling of case and tone placement; they answer with the table's own.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from os.path import commonprefix
from typing import Any, cast

from vanban.model import Level
from vanban.text import fold, plain, slug


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document: its code in symbols, its family (state, party, both, law, named), its names, the official one first."""

    code: str
    family: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ's code in symbols. `level` and `issuer` are null where the code alone does not give them."""

    code: str
    level: Level | None
    slug: str
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city. `successor` is the unit it was merged into, null when it goes on.

    `valid_from` and `valid_to` are its first and last day as ISO 8601, null for what is older than known or goes on; `rule` is the resolution that
    ended it, else the one that drew its communes anew on 01/7/2025.
    """

    name: str
    city: bool
    successor: str | None
    spellings: tuple[str, ...]
    valid_from: str | None = None
    valid_to: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A district (until 30/6/2025) or a commune (from 01/7/2025): kind is quận, huyện, xã …, province as named while the unit existed."""

    level: Level
    kind: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class Succession:
    """Who took over from an institution that ended: of some fields only, or of all the rest when it names none."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """A ministry, agency, Party body or kind of department under one name, from its first to its last day.

    Days are ISO 8601, shortened to month or year where no more is known; null is older than known, or going on.
    """

    kind: str
    name: str
    valid_from: str | None
    valid_to: str | None
    successors: tuple[Succession, ...]
    rule: str | None

    def in_force(self, on: str) -> bool:
        """Whether it was there on a day, as far as both dates are known: all of a month or year counts."""
        begun = self.valid_from is None or self.valid_from[: len(on)] <= on[: len(self.valid_from)]
        return begun and (self.valid_to is None or on[: len(self.valid_to)] <= self.valid_to[: len(on)])


def rows(name: str, width: int) -> list[list[str]]:
    """The rows of a table in `data/`, each as wide as `width`; lines that begin with # are comments."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    found = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [row + [""] * (width - len(row)) for row in found]


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML table of words and phrases, by file name without its ending."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """The words as an alternation for a pattern, longest first, so that a name is never taken for a shorter one it begins with.

    Words that begin alike share their beginning: matching tries as many branches as there are first letters, not as there are words.
    """
    return _alternation(_longest_first(words))


def any_case_of(words: Iterable[str]) -> str:
    """The same in any case."""
    return in_any_case(map(_escaped, _longest_first(words)))


def in_any_case(parts: Iterable[str]) -> str:
    """These parts of a pattern, each of which begins with a letter, as an alternation in any case.

    Parted by their first letters: a place where none of them begins is told by these alone, while words in any case would all be tried.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        by_letter[part[0].lower()].append(part[1:])
    return "|".join(rf"[{letter}{letter.upper()}](?i:{'|'.join(rests)})" for letter, rests in by_letter.items())


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _escaped(word: str) -> str:
    return re.escape(word).replace(r"\ ", " ")


def _alternation(words: list[str]) -> str:
    """Words, longest first, as an alternation. Those that differ in the case of a letter stay apart: the pattern may not care for case."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1].lower(), []).append(word)
    return "|".join(_branch(group, commonprefix(group)) for group in groups.values())  # noqa: RUF071 (of letters is meant)


def _branch(words: list[str], head: str) -> str:
    if len(words) == 1 or not head:
        return "|".join(map(_escaped, words))
    rest = [word[len(head) :] for word in words if len(word) > len(head)]
    return f"{_branch([head], '')}(?:{_alternation(rest)}){'?' if len(rest) < len(words) else ''}"


@cache
def doc_types() -> tuple[DocType, ...]:
    """All kinds of document, in the table's order."""
    return tuple(DocType(code, family, tuple(names.split(";"))) for code, family, names in rows("doc_types.tsv", 3))


@cache
def _types_by_code() -> dict[str, DocType]:
    return {plain(t.code): t for t in reversed(doc_types())} | {t.code.casefold(): t for t in doc_types()}


@cache
def _types_by_name() -> dict[str, DocType]:
    return {fold(name): t for t in reversed(doc_types()) for name in t.names}  # of two kinds of one name the first in the table


@cache
def plain_type_names() -> frozenset[str]:
    """The names of all kinds without tones and accents, in lower case: "chi thi"."""
    return frozenset(plain(name) for kind in doc_types() for name in kind.names)


def doc_type(code: str) -> DocType | None:
    """A kind by its code, in any case, also typed without đ ("qd")."""
    return _types_by_code().get(code.casefold())


def type_code(code: str) -> str | None:
    """The code as the decree spells it: "ctr" → "CTr"; None when no kind of document has it."""
    found = doc_type(code)
    return found.code if found and found.family != "named" else None


def type_of_name(name: str) -> str | None:
    """The code of a kind by its name: "kế hoạch" → "KH"."""
    found = _types_by_name().get(fold(name))
    return found.code if found else None


def type_name(code: str) -> str | None:
    """The official name of a kind by its code: "KH" → "Kế hoạch"; None when no kind has it."""
    found = doc_type(code)
    return found.names[0] if found else None


def glued_type(text: str) -> tuple[str | None, str]:
    """Split a type code from an organ that lost its hyphen: "QĐUBND" → ("QĐ", "UBND"); (None, text) when it cannot be told."""
    for cut in range(2, len(text) - 1):
        code, found = type_code(text[:cut]), organ(text[cut:])
        if code and found:
            return code, found.code
    return None, text


@cache
def organs() -> dict[str, Organ]:
    """All organs, by their codes in lower case."""
    known = (Organ(code, cast("Level", level) if level else None, slug, issuer or None) for code, level, slug, issuer in rows("organs.tsv", 4))
    return {o.code.casefold(): o for o in known}


@cache
def _organs_by_issuer() -> dict[str, Organ]:
    return {fold(o.issuer): o for o in reversed(tuple(organs().values())) if o.issuer}


def organ_of(name: str) -> Organ | None:
    """The organ whose issuer bears that name: "Sở Nội vụ" → SNV. Of several the first in the table."""
    return _organs_by_issuer().get(fold(name))


def organ(code: str) -> Organ | None:
    """An organ by its code as in a symbol; departments and ministries are known by their letters also when a unit follows ("BGDĐT-GDTrH")."""
    found = organs().get(code.casefold())
    return found or (organ(code.split("-")[0]) if "-" in code else None)


@cache
def provinces() -> dict[str, Province]:
    """All provinces, before and after 01/7/2025, by folded name and spelling."""
    found: dict[str, Province] = {}
    for name, kind, successor, spellings, *validity in rows("provinces.tsv", 7):
        province = Province(name, kind == "city", successor or None, tuple(s for s in spellings.split(";") if s), *(value or None for value in validity))
        for spelling in (name, *province.spellings):
            found[fold(spelling)] = province
    return found


@cache
def merged_into(name: str) -> frozenset[str]:
    """The provinces that were merged into a province, or that it was before: Khánh Hòa ← Ninh Thuận."""
    return frozenset(p.name for p in provinces().values() if p.successor == name)


def province(name: str) -> Province | None:
    """A province by its name or one of its spellings, before or after 01/7/2025; None when there is none."""
    return provinces().get(fold(name))


@cache
def _typed_provinces() -> dict[str, Province]:
    return {slug(name).replace("-", ""): found for name, found in provinces().items()}


_PROVINCE_HEADS = ("", "tinh-", "thanh-pho-", "tp-")
_LONGEST_PROVINCE = 100  # characters that are read of what somebody typed


def typed_province(text: str) -> Province | None:
    """A province as people type it: any case, without tones, with or without its kind ("lai chau", "tỉnh Lai Châu", "tp ho chi minh", "hcm").

    "thành phố" stands before a city only: thành phố Lai Châu is no province. None when there is none of that name.
    """
    typed, known = slug(text[:_LONGEST_PROVINCE]), _typed_provinces()
    for head in _PROVINCE_HEADS:
        found = known.get(typed.removeprefix(head).replace("-", ""))
        if found and typed.startswith(head) and (found.city or head in _PROVINCE_HEADS[:2]):
            return found
    return known.get(f"tp{typed}")


@cache
def _units() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for level, kind, name, home in rows("units.tsv", 4):
        found[_unit_key(name)].append(Unit(cast("Level", level), kind, name, home))
    return {name: tuple(units) for name, units in found.items()}


_APOSTROPHES = re.compile("[’ʼ`]")


def _unit_key(name: str) -> str:
    """One key for all spellings of a unit's name: "Cư M’gar" → "cư m'gar"."""
    return _APOSTROPHES.sub("'", fold(name))


def units(name: str, level: Level | None = None, kind: str | None = None) -> tuple[Unit, ...]:
    """All units of that name, of a level and a kind (quận, huyện, xã …) when given: candidates, never a choice among them."""
    found = _units().get(_unit_key(name), ())
    return tuple(u for u in found if level in (None, u.level) and (kind is None or u.kind == kind.casefold()))


def all_units() -> Iterable[Unit]:
    """All districts and communes."""
    return (unit for several in _units().values() for unit in several)


@cache
def _terms() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for level, first, last in rows("terms.tsv", 3):
        found[level].append((first, last))
    return found


def term(level: Level, day: str) -> int | None:
    """The term of a Party committee of that level on an ISO day, counted from the first known; None while its congress may be before or after that day."""
    seasons = _terms().get(level, [])
    if any(first <= day < last for first, last in seasons):
        return None
    return sum(last <= day for _, last in seasons)


def syllables() -> list[list[str]]:
    """Rows of the table of syllables that follow each other: syllable, count, then groups of a count and the syllables that follow so often."""
    return rows("tones.tsv", 2)


@cache
def institutions() -> tuple[Institution, ...]:
    """All institutions, in the table's order; a name that came again, or changed its rank, has several."""
    return tuple(
        Institution(kind, name, start or None, end or None, _successions(heirs), rule or None)
        for kind, name, start, end, heirs, rule in rows("institutions.tsv", 6)
    )


def _successions(heirs: str) -> tuple[Succession, ...]:
    """ "trẻ em, bảo trợ xã hội = Bộ Y tế;Bộ Nội vụ", taken apart."""
    parts = (heir.rpartition(" = ") for heir in heirs.split(";") if heir)
    return tuple(Succession(name, tuple(fields.split(", ")) if fields else ()) for fields, _, name in parts)


@cache
def _institutions_by_name() -> dict[str, tuple[Institution, ...]]:
    found: dict[str, list[Institution]] = defaultdict(list)
    for one in sorted(institutions(), key=lambda i: i.valid_from or ""):
        found[fold(one.name)].append(one)
    return {name: tuple(several) for name, several in found.items()}


def institution(name: str, on: str | None = None) -> Institution | None:
    """The institution of that name on a day (ISO 8601, also shortened); without one the last that bore the name. None when there was none."""
    several = _institutions_by_name().get(fold(name), ())
    return next((one for one in reversed(several) if on is None or one.in_force(on)), None)


def successors(name: str, field: str | None = None, on: str | None = None) -> tuple[str, ...]:
    """Who took over directly from an institution that ended, of a field when given: whoever got that field by name, else whoever got the rest.

    `on` tells which one is meant where several bore the name. Empty for what goes on or is unknown.
    """
    one = institution(name, on)
    if one is None:
        return ()
    if field is None:
        return tuple(heir.name for heir in one.successors)
    wanted = fold(field)
    named = tuple(h.name for h in one.successors if any(fold(own) in wanted or wanted in fold(own) for own in h.fields))
    return named or tuple(h.name for h in one.successors if not h.fields)
