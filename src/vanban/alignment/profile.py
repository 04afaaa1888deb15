"""What a target is about, apart from its value: what measures it, who or what is counted, what narrows that, and the words that remain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import cast

from vanban import lexicon
from vanban.alignment.phrases import Item, phrases, syllables
from vanban.alignment.segments import segmented
from vanban.model import Target
from vanban.text import UPPER, fold

_LONGEST = 400  # characters of an indicator that are compared
LIGHT, TAIL, OTHER = 0.3, 0.05, 0.8  # weights of light words, of what stands in a tail, of populations that are not the one counted
_WHERE = r"(?:trên địa bàn|của|ở|tại|[Tt]rong|[Tt]oàn) "
_UNIT = r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
# "của tỉnh Lai Châu", "xã Phong Thổ": where, which differs between any two levels; "Chỉ thị số 12 đề ra": who said so before.
_NAMED = r"(?:Chỉ thị|Nghị quyết|Kế hoạch|Chương trình|Đề án|Kết luận|Quyết định)(?: số \S+)?(?: đề ra)?,?"
_OUTSIDE = re.compile(rf"(?:{_WHERE})*{_UNIT}(?: [{UPPER}][\w-]*)+|{_NAMED}")
# "… trong tổng số người học", "… số người được đào tạo": what a percentage is of.
_WHOLE = re.compile(
    r"(?<=\w )(?:trong |trên |so với )?(?:tổng số|tổng|số) (?:lượng )?"
    r"(?:người|lao động|học viên|học sinh|sinh viên|tuyển|dân|hộ|cán bộ|doanh nghiệp)[^,;]*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
# What is left around a number that says how much something grows: "thu nhập tăng 20% so với năm 2024", "giảm tỷ lệ hộ nghèo 2%"; but "giảm còn 2%".
_MORE = r"(?: trưởng| thêm| bình quân| hằng năm| hàng năm| mỗi năm)*(?: so với.*)?"
_CHANGE = re.compile(rf"(?:tăng|giảm)(?! nghèo| đầu mối)(?!\w)|.*(?<!\w)(?:tăng|giảm){_MORE}$", re.I)
_GROWS = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)", re.I)
_LEVEL = re.compile(r"(?<!\w)(?:còn|xuống|lên|đạt|chiếm)(?!\w)", re.I)


@dataclass(frozen=True, slots=True)
class Profile:
    """What two targets must share to be one.

    `measure` is "%", "lần", "đồng", "count", a rate's unit, or "index"; `change` whether a rise or fall is meant, not a level. `known` are weighted words
    of the table, `rest` the stretches for the segmenter with their weights, `rough` the same with syllables for words, which costs nothing.
    `undesired` is what is bad: the less the better. A bare one says only who is counted ("là lao động nữ"); its `context` is the target before it
    in the sentence.
    """

    measure: str
    change: bool
    population: str | None
    qualifiers: Mapping[str, frozenset[str]]
    known: Mapping[str, float]
    rest: tuple[tuple[str, float], ...]
    rough: Mapping[str, float]
    bare: bool
    undesired: bool
    context: Profile | None = None

    def words(self) -> dict[str, float]:
        """Weighted words, the stretches of unknown syllables as the segmenter parts them."""
        found = dict(self.known)
        for stretch, weight in self.rest:
            for word in segmented(stretch):
                found[word] = max(weight, found.get(word, 0.0))
        return found


@dataclass(slots=True)
class _Draft:
    """A profile that grows with the phrases of an indicator."""

    population: str | None = None
    qualifiers: dict[str, set[str]] = field(default_factory=dict)
    known: dict[str, float] = field(default_factory=dict)
    rest: list[tuple[list[str], float]] = field(default_factory=list)
    weight: float = 1.0
    running: bool = False  # the last syllable was an unknown one
    bare: bool = True


def profile(target: Target) -> Profile:
    """The profile of a target; kept for as long as its words come again."""
    return _profile(target.indicator, target.unit, target.unit is None and target.value < 1, _is_change(target))


def said(target: Target) -> str:
    """The words of a target, number and all, in one spelling; of one without a quote its indicator."""
    return fold(target.span.quote[:_LONGEST] or target.indicator)


def _is_change(target: Target) -> bool:
    """Whether the number is how much something grows or falls ("giảm 2%/năm"), not what it comes to ("giảm còn 2%")."""
    if target.unit and not target.unit.startswith(("%", "lần")):
        return False
    if target.unit and target.unit.endswith("/năm"):
        return bool(_GROWS.search(target.indicator))
    return bool(_CHANGE.match(target.indicator[:_LONGEST])) and not _LEVEL.search(said(target))


@lru_cache(maxsize=32768)
def _profile(indicator: str, unit: str | None, fraction: bool, change: bool) -> Profile:
    kind = measure(unit, fraction)
    text = _without_unit(indicator[:_LONGEST], unit, kind)
    if not text[1:].islower():  # no name without a capital
        text = _provinces().sub(" ", _OUTSIDE.sub(" ", text))
    draft = _Draft()
    if kind == "count":
        _count(draft, unit or "")
    _read(draft, _WHOLE.sub("", text) if kind == "%" else text)
    qualifiers = {axis: frozenset(values) for axis, values in draft.qualifiers.items()}
    for axis in filter(_is_reached, qualifiers):
        draft.known[axis] = 1.0
        draft.bare = False
    rest = tuple((" ".join(parts), weight) for parts, weight in draft.rest)
    rough = {syllable: weight / 2 for parts, weight in draft.rest for syllable in parts} | draft.known  # most words have two
    return Profile(kind, change, draft.population, qualifiers, draft.known, rest, rough, draft.bare, _is_undesired(draft, text))


@cache
def _provinces() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lexicon.any_of(province.name for province in lexicon.provinces().values())})(?!\w)")


def _is_reached(axis: str) -> bool:
    return bool(lexicon.table("alignment")["qualifiers"][axis].get("reached")) if axis != "number" else False


def _is_undesired(draft: _Draft, text: str) -> bool:
    """Whether what is measured is bad, not what is done against it; poor people are so only where nothing is said but their share."""
    bad, remedy = _undesired()
    return (draft.bare and "poverty" in draft.qualifiers) or (not draft.known.keys().isdisjoint(bad) and not remedy.search(fold(text)))


@cache
def _undesired() -> tuple[frozenset[str], re.Pattern[str]]:
    table = lexicon.table("alignment")
    return frozenset(table["undesired"]), re.compile(rf"(?<!\w)(?:{lexicon.any_of(table['remedies'])})(?!\w)")


def measure(unit: str | None, fraction: bool) -> str:
    """The kind of measure, by the unit: "%" (also a fraction such as 1/3), "lần", "đồng" (any money), "index" (no unit), a rate ("/100.000"), "count"."""
    if unit is None:
        return "%" if fraction else "index"
    if unit.startswith("%"):
        return "%"
    if "/1" in unit:
        return unit[unit.index("/1") :].split(" ")[0]
    if unit.startswith("lần"):
        return "lần"
    return "đồng" if re.search(r"đồng|USD|đô la|^(?:tỷ|tỉ|triệu)(?:/|$)", unit) else "count"


def _without_unit(text: str, unit: str | None, kind: str) -> str:
    """The indicator without the words of its unit ("ha", "triệu đồng/người/năm"), which are no words of it; but who is counted stays."""
    if unit is None or (kind == "count" and any(item.kind == "population" for piece in phrases().pieces(syllables(unit)) for item in piece.items)):
        return text
    return text.replace(unit[unit.index("/1") :] if "/1" in unit else unit, " ", 1)


def _count(draft: _Draft, unit: str) -> None:
    """Who is counted, by the unit. A noun that no table knows is a population of its own."""
    items = [item for piece in phrases().pieces(syllables(unit.split("/")[0])) for item in piece.items]
    named = next((item.name for item in items if item.kind == "population"), None)
    draft.population = named or unit.split("/")[0].casefold()
    for item in items:
        if item.kind == "qualifier":
            draft.qualifiers.setdefault(item.axis, set()).add(item.name)


def _read(draft: _Draft, text: str) -> None:
    parts = syllables(text)
    for start, end, items in phrases().pieces(parts):
        if items:
            draft.running = False
            for item in items:
                _take(draft, item)
        else:
            _pass(draft, parts[start:end])


def _take(draft: _Draft, item: Item) -> None:
    if item.kind == "tail":
        draft.weight = TAIL
    elif item.kind == "population":
        _meet(draft, item.name)
    elif item.kind == "qualifier" and draft.weight == 1:
        draft.qualifiers.setdefault(item.axis, set()).add(item.name)
    elif item.kind in ("word", "light"):
        _know(draft, item.name, LIGHT if item.kind == "light" else 1.0)
        draft.bare = draft.bare and item.kind == "light"


def _know(draft: _Draft, word: str, weight: float) -> None:
    draft.known[word] = max(weight * draft.weight, draft.known.get(word, 0.0))


def _meet(draft: _Draft, name: str) -> None:
    """The first population is who is counted; a later one is a word, unless it is the same again ("người học là lao động nữ")."""
    if draft.population is None:
        draft.population = name
    elif not alike(draft.population, name):
        group = next((group for group in _groups() if name in group), [name])
        _know(draft, group[0], OTHER)
        draft.bare = False


def _pass(draft: _Draft, parts: list[str]) -> None:
    """Syllables that no table knows, gathered for the segmenter; a number narrows, save a year that something is compared with."""
    word = parts[0]
    if word.isdecimal() and not _YEAR.match(word):
        draft.qualifiers.setdefault("number", set()).add(word.lstrip("0"))
    elif word.isalnum() and not word.isdecimal():
        if draft.running:
            draft.rest[-1][0].append(word)
        else:
            draft.rest.append(([word], draft.weight))
        draft.bare = False
    draft.running = word.isalnum() and not word.isdecimal()


@lru_cache(maxsize=4096)
def alike(a: str | None, b: str | None) -> float:
    """How alike two populations are: 1 the same, 0.95 of one group ("lao động", "người học"), 0.8 where a text leaves one out, 0 different."""
    if a == b:
        return 1.0
    if a is None or b is None:
        return 0.8
    return 0.95 if any(a in group and b in group for group in _groups()) else 0.0


def _groups() -> list[list[str]]:
    return cast("list[list[str]]", lexicon.table("alignment")["alike"]["groups"])
