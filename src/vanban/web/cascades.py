"""A cascade as pages show it: a tree of documents, in which the documents of provinces that nobody opened stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from vanban import lexicon, wording
from vanban.ask.uptake import ORDER, line
from vanban.graph import Plan
from vanban.identity.nodes import Node
from vanban.model import Level
from vanban.web.drawings.cascade import Box
from vanban.web.site import address, query

LARGE = 60
"""More documents than these are drawn by provinces, one of which is open."""
MOST = 250
"""Documents that are drawn at most."""


@dataclass(slots=True)
class Branch:
    """A document with what comes from it; or those of a province together, of which only the number and the first date by level are told."""

    plan: Plan | None
    province: str | None
    below: list[Branch] = field(default_factory=list)
    counts: Counter[Level | None] = field(default_factory=Counter)
    since: dict[Level | None, str] = field(default_factory=dict)


def branches(asked: Node, plans: Sequence[Plan], opened: str | None = None) -> list[Branch]:
    """What comes from the asked document, each plan below the last step of its path, the nearest and earliest first.

    Where a province is `opened`, only its plans and what they come from are there. Else many plans of several provinces stand together by province.
    """
    if opened:
        theirs = {step for plan in plans if plan.province == opened for step in plan.path}
        plans = [plan for plan in plans if plan.id in theirs]
    together = not opened and len(plans) > LARGE and len({plan.province for plan in plans}) > 1
    return _grouped(asked, plans) if together else _single(asked, plans[:MOST])


def _single(asked: Node, plans: Sequence[Plan]) -> list[Branch]:
    known: dict[str, list[Branch]] = {asked.id: []}
    for plan in plans:
        branch = Branch(plan, plan.province)
        known[plan.path[-2]].append(branch)  # nearer ones come first
        known[plan.id] = branch.below
    return known[asked.id]


def _grouped(asked: Node, plans: Sequence[Plan]) -> list[Branch]:
    """The documents of provinces stand together, below what the first of them comes from."""
    known: dict[str, list[Branch]] = {asked.id: []}
    groups: dict[str, Branch] = {}
    for plan in plans:
        name, beside = plan.province, known[plan.path[-2]]
        branch = groups.get(name) if name else None
        if branch is None:
            beside.append(branch := Branch(None if name else plan, name))
        if name:
            groups[name] = branch
            branch.counts[plan.level] += 1
            branch.since[plan.level] = min(plan.date or _NEVER, branch.since.get(plan.level, _NEVER))
        known[plan.id] = branch.below
    return known[asked.id]


def size(found: Sequence[Branch]) -> int:
    """How many documents are in a cascade."""
    return sum((1 if branch.plan else branch.counts.total()) + size(branch.below) for branch in found)


_NEVER = "9999"


def anchor(id: str) -> str:
    """The name of the place in a page where the words stand that prove the step to a document."""
    return "step-" + id.removeprefix("vn/").replace("/", "-")


@dataclass(frozen=True)
class Naming:
    """How boxes are called in a language: `say` translates, `day` writes dates, `place` is the address of the page that they are on; the province `home`,
    where all of them are, is not named each time.
    """

    say: Callable[[str], str]
    day: Callable[[str | None], str]
    place: str
    home: str | None = None

    def boxes(self, asked: Node, found: Sequence[Branch]) -> list[Box]:
        """The boxes of a whole cascade."""
        return [self._box(asked, None, "asked"), *self._below(asked.id, found)]

    def levels(self) -> dict[int, str]:
        """The names of columns."""
        return {**{rank: self._level(level) for rank, level in enumerate(ORDER)}, _OTHER: self.say("chưa rõ cấp")}

    def _below(self, above: str, found: Sequence[Branch]) -> Iterator[Box]:
        for branch in found:
            if branch.plan:
                yield self._box(branch.plan, above)
                yield from self._below(branch.plan.id, branch.below)
            else:
                yield from self._group(branch, above)

    def _group(self, branch: Branch, above: str) -> Iterator[Box]:
        """A province as a row: its name, then how many documents there are of each level."""
        for level in sorted({*branch.counts, "province"}, key=_rank):
            box = self._level_box(branch, level, above)
            yield box
            above = box.id
        yield from self._below(above, branch.below)

    def _level_box(self, branch: Branch, level: Level | None, above: str) -> Box:
        province, count, since = branch.province or "", branch.counts[level], branch.since.get(level, _NEVER)
        number = self.say("{n} văn bản {level}").format(n=count, level=self._level(level))
        first = self.say("từ {day}").format(day=self.day(since)) if since != _NEVER else ""
        name, under = (province, number) if level == "province" else (self.say("{n} văn bản").format(n=count), province)
        title = ", ".join(filter(None, (f"{province}: {number}", first)))
        place = self.place + query({"province": province}) + "#cascade"
        return Box(f"{province}|{level}", _rank(level), above, place, name, "+", (under, first), title, "group" if count else "group none")

    def _box(self, node: Node, above: str | None, kinds: str = "") -> Box:
        called = wording.called(node.doc_type, node.symbol, node.title)
        states = self._states(node)
        by = (node.issuer or "") if node.province == self.home else issuer(node)
        return Box(
            id=node.id,
            rank=_rank(node.level),
            above=above,
            address=address(node.id),
            name=node.symbol or (lexicon.type_name(node.doc_type) if node.doc_type else None) or self.say("Văn bản"),
            aside=" ".join(sign for _, sign, _ in states),
            lines=(by.replace("Ủy ban nhân dân", "UBND"), self.day(node.date)),
            title=", ".join(filter(None, (called, node.issuer, self.day(node.date), *(words for _, _, words in states)))),
            kinds=" ".join(filter(None, (kinds, line(node), *(kind for kind, _, _ in states)))),
            proof=None if above is None else f"#{anchor(node.id)}",
            proof_title=self.say("Nguyên văn chứng minh: {document}").format(document=called),
        )

    def _states(self, node: Node) -> list[tuple[str, str, str]]:
        """What is to be known of a document: the kind of its box, a sign, and the words."""
        lapsed = not getattr(node, "in_force", True)
        states = (lapsed, ("lapsed", "✕", self.say("không còn hiệu lực"))), (not node.loaded, ("cited", "○", self.say("chưa có văn bản, biết qua viện dẫn")))
        return [state for holds, state in states if holds]

    def _level(self, level: Level | None) -> str:
        return self.say(wording.LEVELS[level]) if level else self.say("chưa rõ cấp")


_OTHER = len(ORDER)


def _rank(level: Level | None) -> int:
    return ORDER.index(level) if level else _OTHER


def issuer(node: Node) -> str:
    """The issuer, and the province of one that does not name it ("Huyện ủy Phong Thổ, Lai Châu")."""
    name, home = node.issuer or "", node.province or ""
    return ", ".join(filter(None, (name, home))) if home not in name else name
