"""The words with which documents cite one another, and what in them tells which document is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from simulation import proportions as p
from simulation.chains import Doc
from simulation.country import Issuer

Decidable = Literal["date", "time", "subject", "only", "none"]
KINDS = {
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "CT": "Chỉ thị",
    "NQ": "Nghị quyết",
    "KL": "Kết luận",
    "QĐ": "Quyết định",
    "NĐ": "Nghị định",
    "TTr": "Tờ trình",
}


def kind_name(doc: Doc) -> str:
    return "Quy định" if doc.kind == "QĐ" and doc.issuer.party else KINDS[doc.kind]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation where it stands in a text. `decidable`: what tells a reader of all the texts which document it is."""

    start: int
    end: int
    doc: Doc
    decidable: Decidable
    misprinted: bool


class Register:
    """All documents by issuer, kind and number: those that a citation without a date may mean."""

    def __init__(self, docs: Iterable[Doc]) -> None:
        self._docs: dict[tuple[str, str, int], list[Doc]] = defaultdict(list)
        for doc in docs:
            self._docs[doc.issuer.id, doc.kind, doc.number].append(doc)

    def decides(self, doc: Doc, on: date, subject: bool) -> Decidable:
        """What tells an undated citation of a document, in a text of that day, from its namesakes of other years and terms."""
        same = self._docs[doc.issuer.id, doc.kind, doc.number]
        if len(same) < 2:
            return "only"
        before = [other for other in same if other.day <= on]
        if len(before) == 1:
            return "time"
        return "subject" if subject and sum(other.words == doc.words for other in before) == 1 else "none"


class Text:
    """A text that grows, with the places of its citations. The first mention of a document is the full one."""

    def __init__(self, rng: Random, register: Register, doc: Doc) -> None:
        self._rng, self._register, self._doc = rng, register, doc
        self._parts: list[str] = []
        self._length = 0
        self._known: dict[str, Decidable] = {}
        self._symbols = {doc.symbol: doc.id}
        self.cited: list[Cited] = []

    def __str__(self) -> str:
        return "".join(self._parts)

    def add(self, *words: str) -> None:
        self._parts += words
        self._length += sum(map(len, words))

    def cite(self, doc: Doc, subject: bool | None = None, full: float = 0) -> None:
        """Cite a document, in full when it is the first time, later with the chance `full`. `subject`: its subject follows (null: by chance)."""
        if doc.name:
            self._name(doc)
        elif doc.id not in self._known or self._rng.random() < full or self._mistakable(doc):
            self._first(doc, subject)
        else:
            self._put(doc, f"{kind_name(doc)} số {spelled(self._rng, doc)}", self._known[doc.id])

    def _mistakable(self, doc: Doc) -> bool:
        """Whether the text has spoken of another document of that symbol, or bears it: then nobody would cite it by its symbol alone."""
        return self._symbols.setdefault(doc.symbol, doc.id) != doc.id

    def _first(self, doc: Doc, subject: bool | None) -> None:
        rng = self._rng
        dated = rng.random() < p.DATED
        misprint = slip(rng, doc, self._doc.day) if dated and rng.random() < p.MISPRINTED else None
        share = p.SUBJECT_WHEN_DATED if dated else p.SUBJECT_WHEN_UNDATED
        with_subject = bool(doc.words) and (rng.random() < share if subject is None else subject)
        words = f"{kind_name(doc)} số {spelled(rng, doc)}"
        if dated:
            comma = "," if doc.issuer.party and rng.random() < 0.7 else ""
            words += f"{comma} ngày {day_of(rng, misprint or doc.day)}"
        if not dated or rng.random() < p.NAMES_ISSUER or not self._known_by_symbol(doc.issuer):
            words += f" của {issuer_name(rng, doc.issuer, self._doc)}"
        before = self._known.get(doc.id)
        decides: Decidable = "only" if misprint else "date" if dated or before == "date" else self._register.decides(doc, self._doc.day, with_subject)
        if before != "date":
            self._known[doc.id] = decides
        self._symbols.setdefault(doc.symbol, doc.id)
        self._put(doc, words, decides, misprint is not None)
        if with_subject:
            self.add(f" về {doc.words}")

    def _known_by_symbol(self, issuer: Issuer) -> bool:
        """Whether a reader of this text knows an issuer by its code: at the centre, and the committee of its own province."""
        return issuer.level == "central" or (issuer.level == "province" and issuer.party and issuer.province == self._doc.issuer.province)

    def _name(self, doc: Doc) -> None:
        assert doc.name
        dated = doc.id not in self._known and self._rng.random() < 0.8
        self._known.setdefault(doc.id, "date" if dated else "only")
        self._put(doc, f"{doc.name} ngày {day_of(self._rng, doc.day)}" if dated else doc.name, self._known[doc.id])

    def _put(self, doc: Doc, words: str, decides: Decidable, misprint: bool = False) -> None:
        self.cited.append(Cited(self._length, self._length + len(words), doc, decides, misprint))
        self.add(words)


def day_of(rng: Random, day: date) -> str:
    form = rng.random()
    if form < 0.7:
        return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"
    return written(day) if form < 0.93 else f"{day.day}-{day.month}-{day.year}"


def written(day: date) -> str:
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def spelled(rng: Random, doc: Doc) -> str:
    """The symbol as people type it: zeros dropped, the order of a Party symbol slipped, small letters."""
    symbol, chance = doc.symbol, rng.random()
    if symbol[0] == "0" and chance < p.ZERO_DROPPED:
        return symbol[1:]
    if doc.issuer.party and chance > 1 - p.ORDER_SLIP:
        return f"{doc.number:02d}/{doc.kind}-{doc.issuer.organ}"
    if chance > 1 - p.ORDER_SLIP - p.LOWER_CASE:
        return symbol.replace(doc.kind, doc.kind.upper())
    return symbol


def slip(rng: Random, doc: Doc, on: date) -> date | None:
    """A misprint of the date: day and month swapped, another year of the term, in the State another day of the same month; never after the citing text."""
    found: list[date] = []
    if doc.day.day <= 12 and doc.day.day != doc.day.month:
        found.append(date(doc.day.year, doc.day.day, doc.day.month))
    if doc.issuer.party and doc.day.day < 29:
        found += [doc.day.replace(year=doc.day.year + k) for k in (-1, 1)]
    elif not doc.issuer.party:
        found.append(doc.day + timedelta(10 if doc.day.day < 15 else -10))
    sound = [day for day in found if day <= on and day >= p.FIRST_DAY and doc.issuer.period(day) == doc.issuer.period(doc.day)]
    return rng.choice(sound) if sound else None


def issuer_name(rng: Random, issuer: Issuer, text: Doc) -> str:
    """Who issued it, as a document of another issuer, or of the same, says it: with or without the name of the province."""
    if issuer.level == "central":
        return "Ban Bí thư Trung ương Đảng" if issuer.name == "Ban Bí thư" and rng.random() < 0.2 else issuer.name
    home = issuer.province == text.issuer.province
    near = home and (issuer.level == "province" or (issuer.district is None and issuer.territory == text.issuer.district) or issuer.id == text.issuer.id)
    name = issuer.bare if near and rng.random() < p.PROVINCE_LEFT_OUT else issuer.name
    if issuer.party:
        return f"Ban Thường vụ {name}" if rng.random() < 0.5 else name
    return name.replace("UBND", "Ủy ban nhân dân") if rng.random() < 0.5 else name
