"""A charge in the making: a body, its role and the block of text that charges it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vanban.layout import Paragraph
from vanban.model import Section
from vanban.text import Stretch

Role = Literal["lead", "coordinate"]


LETTERS = re.compile(r"[^\W\d_]{2}")
"""What a name has at least."""
# Bullet and number before the first word of a block.
START = re.compile(r"(?:[-+•*▪–] ?|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]? ?|[a-zđ]\) ?|[IVXL]{1,5}[.)-] ?|Điều \d+\. ?)+")

ABOUT = re.compile(r"(?:Trách nhiệm(?: thực hiện| tổ chức thực hiện)? của|Đối với|Về phía) ")
"""What may stand before the name of whoever is charged."""


@dataclass(slots=True)
class Charge:
    """A body charged in a block, in positions of the clean text.

    `span` is where it is named, or the bullet's first words; `action` what it must do; `helpers` the names of those who help.
    """

    name: str
    span: Stretch
    role: Role
    block: Stretch
    action: Stretch
    sentence: Stretch
    helpers: list[str] = field(default_factory=list)
    due: Stretch | None = None  # what stands behind a label "Thời gian hoàn thành:"
    labelled: str | None = None  # the path of the section whose labels name it

    @property
    def whole_block(self) -> bool:
        """Whether the block charges as a whole, by a heading over it or as one sentence."""
        return self.sentence == self.block


@dataclass(slots=True)
class Owners:
    """Bodies that headings charge: by section path, and by the bullet over sub-bullets."""

    by_section: dict[str, list[Stretch]] = field(default_factory=dict)
    bullet: list[Stretch] = field(default_factory=list)
    role: Role | None = None  # that of the bullets under a label "Cơ quan chủ trì" or "Cơ quan phối hợp"

    def of(self, chain: list[Section]) -> list[Stretch]:
        """The bodies that the nearest heading above charges."""
        if not self.bullet and self.by_section:
            return next((self.by_section[s.path] for s in chain if s.path in self.by_section), [])
        return self.bullet


class Block(NamedTuple):
    """A paragraph to be read: `start` is where its words begin, behind bullet and number; `chain` the sections that hold it."""

    paragraph: Paragraph
    start: int
    chain: list[Section]
    numbered: bool  # it opens the innermost of them
    preamble: bool  # it stands before the first section: only orders charge

    @property
    def stretch(self) -> Stretch:
        """[start, end) of the paragraph in the clean text."""
        return self.paragraph[:2]


def join_helpers(charges: list[Charge]) -> None:
    """Each lead gets the names of those who help it in its block."""
    helpers = [c for c in charges if c.role == "coordinate"]
    for lead in charges:
        if lead.role == "lead":
            lead.helpers = [h.name for h in helpers if h.sentence == lead.sentence or lead.whole_block]
