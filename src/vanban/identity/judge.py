"""What the text around a mention says on which document it means, where its own words leave that open.

A document cannot cite a later one; the words behind a citation ("về giáo dục nghề nghiệp") are those of the cited document's title; a "Tỉnh ủy" without a
name is that of the citing text's province; and a person may have looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from vanban import lexicon
from vanban.identity.facts import Facts, united
from vanban.identity.mention import Mention
from vanban.quantities import is_later
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document: its facts, the titles its texts bear, its id where that matters."""

    facts: Facts
    titles: tuple[str, ...]
    id: str = ""

    @classmethod
    def of(cls, mentions: Sequence[Mention], id: str = "") -> Known:
        titles = {mention.title for mention in mentions if mention.title and mention.rank}
        return cls(united([m.facts for m in mentions]), tuple(sorted(titles)), id)


_ALIKE = 0.3  # of the pairs of syllables
_SAID, _ENOUGH = 2, 3  # pairs of syllables of what is said, and of the longer text; less tells nothing


def excluded(mention: Mention, document: Known) -> bool:
    """Whether a mention cannot mean the document, though its own facts do not contradict: a person refused it, or it is later than the citing text."""
    if document.id in mention.refused:
        return True
    if mention.rank or mention.facts.date:
        return False
    return bool(mention.cited_on and document.facts.date and is_later(document.facts.date, mention.cited_on))


def on_another_subject(mention: Mention, document: Known) -> bool:
    """Whether nothing that an undated mention says of its subject stands in the document's titles."""
    return not mention.rank and not mention.facts.date and _likeness(mention, document) == 0


def decide(mention: Mention, documents: Sequence[Known]) -> int | None:
    """The place of the one document that the text around the mention points to; None when it does not."""
    if len(documents) == 1:
        return 0
    at_home = [at for at, document in enumerate(documents) if mention.home and document.facts.province == fold(mention.home)]
    if len(at_home) == 1 and not mention.facts.province:
        return at_home[0]
    alike = sorted(((_likeness(mention, document) or 0.0, at) for at, document in enumerate(documents)), reverse=True)
    return alike[0][1] if alike[0][0] >= max(_ALIKE, 3 * alike[1][0]) else None


def score(mention: Mention, document: Known) -> tuple[float, tuple[str, ...]]:
    """How well a document fits a mention, and why: the part of the facts that both know, moved by what the citing text makes likely."""
    facts, reasons, found = mention.facts, [], 0.0
    for name in ("date", "level", "province", "unit"):
        mine, theirs = getattr(facts, name), getattr(document.facts, name)
        found += 0.25 if mine and theirs else 0.125
        if mine and theirs:
            reasons.append(f"same {name}")
    if mention.home and document.facts.province and not facts.province:
        at_home = fold(mention.home) == document.facts.province
        found += 0.125 if at_home else -0.125
        reasons.append("of the citing text's province" if at_home else "of another province than the citing text")
    alike = _likeness(mention, document)
    if alike is not None:
        found += (alike - _ALIKE) / 4
        reasons.append(f"{round(alike * 100)}% of the words on its subject")
    return round(min(max(found, 0.0), 1.0), 3), tuple(reasons)


def _likeness(mention: Mention, document: Known) -> float | None:
    """The greatest likeness of the mention's subject to a title; None when either is too short or unknown."""
    found = [alike for title in document.titles if mention.subject and (alike := likeness(mention.subject, title)) is not None]
    return max(found, default=None)


def likeness(said: str, title: str) -> float | None:
    """The part of the pairs of neighbouring syllables of the shorter text that the other has too, 0 to 1; None when they have too few to tell."""
    one, other = _pairs(said), _pairs(title)
    fewest, most = sorted((len(one), len(other)))
    return len(one & other) / fewest if fewest and most >= _ENOUGH and len(one) >= _SAID else None


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring syllables, without the words of form that stand in every title, and without numbers."""
    told = _forms().sub(" | ", fold(text))
    return frozenset(pair for part in re.split(r"[|,;:()\d/]+", told) for pair in pairwise(_words(part)))


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{lexicon.any_of(lexicon.table('phrases')['title_forms'])})\b")


def _words(folded: str) -> list[str]:
    return [bare for word in folded.split() if (bare := word.strip('.,;:()"“”-'))]


def same_title(titles: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two documents bear one title, in any spelling."""
    return not {" ".join(_words(fold(t))) for t in titles}.isdisjoint(" ".join(_words(fold(t))) for t in others)
