"""The documents of the country without their words: who carries out whom, on what day, with what number and targets."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from simulation import proportions as p
from simulation.country import ASSEMBLY, COMMITTEE, GOVERNMENT, POLITBURO, PRIME_MINISTER, SECRETARIAT, Issuer, Unit, provinces
from vanban.text import slug


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """`names` in several phrasings, `law` with its day, `targets` with the number at the centre, `lead`: sở before and after the mergers, phòng, commune's."""

    names: tuple[str, ...]
    law: Doc | None
    targets: tuple[tuple[str, int], ...]
    lead: tuple[str, ...]


@dataclass(eq=False, slots=True)
class Doc:
    """A document. `parents` are those it carries out, `values` its targets (by place in its subject's; null where it has none).

    `change` is how it treats `object`: replaces, amends, or inherits. `words` are the subject as its title has it. `id` is set when it has its number.
    """

    issuer: Issuer
    kind: str
    day: date
    subject: Subject
    words: str
    parents: tuple[Doc, ...] = ()
    values: tuple[int | None, ...] = ()
    change: str | None = None
    object: Doc | None = None
    present: bool = True
    number: int = 0
    id: str = ""
    name: str | None = None
    """Of a law."""
    until: int = 0
    """The year that its title ends with."""
    answers: list[Doc] = field(default_factory=list)

    @property
    def symbol(self) -> str:
        if self.issuer.party:
            return f"{self.number:02d}-{self.kind}/{self.issuer.organ}"
        year = f"/{self.day.year}" if self.kind == "NĐ" else ""
        return f"{self.number:02d}{year}/{self.kind}-{self.issuer.organ}"

    @property
    def above(self) -> dict[str, None]:
        """The ids of all that it carries out, directly or through others."""
        found: dict[str, None] = {}
        for parent in self.parents:
            found |= {parent.id: None} | parent.above
        return found


@cache
def subjects() -> tuple[Subject, ...]:
    table = tomllib.loads(Path(__file__).with_name("subjects.toml").read_text(encoding="utf-8"))
    made = []
    for row in table["subject"]:
        subject = Subject(
            tuple(row["names"]), law(*row["law"]) if "law" in row else None, tuple(map(tuple, row["targets"])), tuple(table["leads"][row["lead"]])
        )
        made.append(subject)
    return tuple(made)


def law(name: str, day: date) -> Doc:
    """A law, in no file of the country."""
    doc = Doc(ASSEMBLY, "L", day, Subject((), None, (), ()), "", present=False, name=name)
    doc.id = f"vn/qh/{day.year}/{slug(name)}"
    return doc


def documents(rng: Random, size: int) -> tuple[list[Doc], list[Unit]]:
    """So many documents that are in files, with those that are not, numbered, by date; and the provinces."""
    units = provinces(rng, size)
    made: list[Doc] = []
    present = 0
    while present < size:
        for doc in _family(rng, units):
            doc.present = rng.random() >= p.ABSENT
            made.append(doc)
            present += doc.present
            if present == size:
                break
    made.sort(key=lambda doc: doc.day)
    _number(rng, made)
    return made, units


def _number(rng: Random, docs: Sequence[Doc]) -> None:
    """Numbers as issuers give them out, by kind and day; restarted every year or term."""
    last: dict[tuple[str, str, int], int] = defaultdict(int)
    taken: dict[str, int] = defaultdict(int)
    for doc in docs:
        count = (doc.issuer.id, doc.kind, doc.issuer.period(doc.day))
        last[count] += rng.randint(1, (p.PARTY_STEP if doc.issuer.party else p.STATE_STEP)[doc.issuer.level])
        doc.number = last[count]
        doc.id = f"{doc.issuer.id}/{doc.day.year}/{doc.number}-{slug(doc.kind)}"
        taken[doc.id] += 1
        if taken[doc.id] > 1:  # a commune bears the name of the district it was in, or two terms met in one year
            doc.id += f"~{taken[doc.id]}"


def _family(rng: Random, units: Sequence[Unit]) -> Iterator[Doc]:
    """A document of the centre and all that carries it out, every one after those it cites."""
    top = _directive(rng)
    yield top
    national = _answer(rng, top, PRIME_MINISTER, "QĐ", "national") if top.issuer.party and rng.random() < p.NATIONAL_PLAN else None
    if national and national.day <= p.LAST_DAY:
        yield national
    else:
        national = None
    answered: dict[str, Doc] = {}
    for unit in units:
        yield from _province(rng, top, national, unit, answered)


def _directive(rng: Random) -> Doc:
    kind, organ = _choice(rng, p.CENTRAL_KINDS).split("-")
    issuer = {"TTg": PRIME_MINISTER, "CP": GOVERNMENT}.get(organ) or {"NQ": COMMITTEE, "KL": POLITBURO, "QĐ": POLITBURO}.get(kind, SECRETARIAT)
    day = p.FIRST_DAY + timedelta(rng.randrange((p.LAST_DIRECTIVE - p.FIRST_DAY).days))
    subject = rng.choice(subjects())
    words, until = _titled(rng, rng.choice(subject.names), day)
    return Doc(issuer, kind, day, subject, words, values=tuple(value for _, value in subject.targets), until=until)


def _titled(rng: Random, name: str, day: date) -> tuple[str, int]:
    """The subject as a title of that day has it, with the year it ends."""
    decade = day.year - day.year % 5 + (5 if day.year % 5 < 3 else 10)
    end = rng.choice(
        ("", "", f" đến năm {decade}", f" giai đoạn {decade - 4} - {decade}", f" đến năm {decade}, tầm nhìn đến năm {decade + 15}", " trong tình hình mới")
    )
    return name + end, decade if end and "tình hình" not in end else 0


def _province(rng: Random, top: Doc, national: Doc | None, unit: Unit, answered: dict[str, Doc]) -> Iterator[Doc]:
    """What a province and the units in it do for a directive: the Party first, then the government, districts, communes.

    A province that began with the reform has the plans of those before it, and makes none of its own for what they have carried out.
    """
    party = state = None
    if unit.since < p.REFORM or top.day >= date(2025, 1, 1):
        if top.issuer.party and rng.random() < p.PROVINCE_PARTY:
            party = _of(rng, unit, _answer(rng, top, unit.party, _choice(rng, p.PARTY_KINDS), "party"))
        if rng.random() < p.PROVINCE_STATE:
            above = [party, national if rng.random() < p.NATIONAL_PLAN_TOO else None]
            parents = tuple(doc for doc in above if doc) or (top,)
            state = _of(rng, unit, _answer(rng, parents, unit.state, _choice(rng, p.STATE_KINDS), "state"))
    own = [doc for doc in (party, state) if doc]
    yield from own
    for made in own:
        answered[made.issuer.id] = made
        yield from _changed(rng, unit, made)
    for district in unit.districts:
        yield from _district(rng, district, party, state, answered)
    if not own and unit.before:
        own = [doc for old in unit.before for issuer in (old.party, old.state) if (doc := answered.get(issuer.id))]
    if own:
        yield from _after_reform(rng, unit, own, answered)


def _of(rng: Random, unit: Unit, doc: Doc) -> Doc | None:
    return doc if unit.exists(doc.day) and doc.day <= p.LAST_DAY else None


def _changed(rng: Random, unit: Unit, doc: Doc) -> Iterator[Doc]:
    """Later documents of the same issuer that amend, replace or supplement a plan."""
    chance = rng.random()
    shares = (("amends", p.AMENDED), ("replaces", p.REPLACED), ("supplements", p.SUPPLEMENTED))
    for change, share in shares:
        if chance < share:
            later = _answer(rng, doc.parents, doc.issuer, doc.kind if change != "amends" else "KH", "state", after=doc.day + timedelta(rng.randint(200, 900)))
            later.change, later.object = change, doc
            if change == "amends":
                later.parents = ()
            if _of(rng, unit, later):
                yield later
            return
        chance -= share


def _district(rng: Random, unit: Unit, party: Doc | None, state: Doc | None, answered: dict[str, Doc]) -> Iterator[Doc]:
    pairs = ((unit.party, party, p.DISTRICT_PARTY), (unit.state, state or party, p.DISTRICT_STATE))
    for issuer, parent, share in pairs:
        if parent is None or rng.random() >= share:
            continue
        doc = _of(rng, unit, _answer(rng, parent, issuer, "KH", "district"))
        if doc is None:
            continue
        answered[issuer.id] = doc
        yield doc
        while unit.communes and rng.random() < p.COMMUNES_OF_DISTRICT / (1 + p.COMMUNES_OF_DISTRICT):
            commune = rng.choice(unit.communes)
            own = commune.party if issuer.party else commune.state
            low = _answer(rng, doc, own, "KH", "commune")
            if low.day < p.REFORM and own.id not in answered:
                answered[own.id] = low
                yield low


def _after_reform(rng: Random, unit: Unit, above: Sequence[Doc], answered: dict[str, Doc]) -> Iterator[Doc]:
    """What communes do from 01/7/2025 for a plan of their province, or of one that it was made of, which they must still carry out."""
    if max(doc.day for doc in above).year < 2022:
        return
    districts = [d for old in (unit.before or [unit]) for d in old.districts]
    for commune in unit.communes:
        for issuer in (commune.party, commune.state):
            if rng.random() >= p.COMMUNES_OF_PROVINCE:
                continue
            parent = rng.choice([doc for doc in above if doc.issuer.party == issuer.party] or list(above))
            doc = _answer(rng, parent, issuer, "KH", "commune", after=max(parent.day, p.REFORM + timedelta(rng.randrange(420))))
            old = [d for district in districts if (d := answered.get((district.party if issuer.party else district.state).id)) and d.parents[0] is parent]
            if old and rng.random() < p.INHERITS:
                doc.change, doc.object = "inherits", rng.choice(old)
            if doc.day <= p.LAST_DAY:
                yield doc


def _answer(rng: Random, parents: Doc | tuple[Doc, ...], issuer: Issuer, kind: str, lag: str, after: date | None = None) -> Doc:
    """A document that carries out others, some weeks later, with targets of its own."""
    parents = parents if isinstance(parents, tuple) else (parents,)
    first = parents[0]
    start = after or max(doc.day for doc in parents)
    day = start + timedelta(1 + int(p.LAG[lag] * rng.lognormvariate(0, p.LAG_SPREAD)))
    words, until = (first.words, first.until) if rng.random() < 0.7 else _titled(rng, rng.choice(first.subject.names), day)
    return Doc(issuer, kind, _working(day), first.subject, words, parents, tuple(_value(rng, value) for value in first.values), until=until)


def _working(day: date) -> date:
    return day + timedelta((7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _value(rng: Random, above: int | None) -> int | None:
    if above is None:
        return None
    fate = _choice(rng, p.TARGET_FATE)
    step = rng.choice((1, 2, 5)) if above > 12 else 1
    return {"kept": above, "raised": min(100, above + step), "lowered": max(1, above - step), "dropped": None}[fate]


@cache
def _cumulated(weights: tuple[tuple[str, int], ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    total, sums = 0, []
    for _, weight in weights:
        total += weight
        sums.append(total)
    return tuple(name for name, _ in weights), tuple(sums)


def _choice(rng: Random, weights: dict[str, int]) -> str:
    names, sums = _cumulated(tuple(weights.items()))
    return names[bisect_left(sums, rng.random() * sums[-1])]
