"""What vanban says of a document: plain, frozen facts, each with the span of the words that prove it.

These classes are the record of `schemas/record.schema.json` field by field. String values (`title`, `indicator`, names of bodies …) are in one spelling:
NFC, single blanks, tone marks on the first vowel of `òa`, `ủy`. Quotes are never respelled. Dates are ISO 8601 strings, shortened when a part is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from vanban.places import Page, Places
from vanban.text import Span

Fact = TypeVar("Fact")


def changed(fact: Fact, **values: Any) -> Fact:
    """The fact with other values in some fields: as `dataclasses.replace`, at a quarter of its cost, which every fact of a document pays."""
    new = object.__new__(type(fact))
    for name in type(fact).__slots__:  # type: ignore[attr-defined]
        object.__setattr__(new, name, values[name] if name in values else getattr(fact, name))
    return new


def given(fact: object, values: Iterable[tuple[str, Any]]) -> None:
    """Put values into some fields of the fact itself: for who makes it, and before it is given away."""
    for name, value in values:
        object.__setattr__(fact, name, value)


def numbered(facts: Iterable[Fact], letter: str) -> tuple[Fact, ...]:
    """The facts in their final order, each `given` its id: the letter of its layer and its number."""
    found = tuple(facts)
    for n, fact in enumerate(found, 1):
        given(fact, [("id", f"{letter}{n}")])
    return found


Level = Literal["central", "ministry", "province", "district", "commune", "unit"]
RelationType = Literal["implements", "basis", "amends", "replaces", "repeals", "guides", "cites"]
Comparator = Literal[">=", ">", "<=", "<", "=", "~", "range"]

SCHEMA = "vanban/record/1"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, which may be several lines of the text: [start, end). `above` are its columns (from 0) whose cell is one with the cell above."""

    start: int
    end: int
    above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader is not sure of: a stretch [start, end) of the text, the code of the warning it becomes, and the reason.

    Codes: ocr_low_confidence (recognised, but unsurely), encoding_guessed (a legacy encoding that nothing names), tones_restored (tones that
    the file dropped or falsified).
    """

    code: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader recovered from a file: its text and where that came from. `sha256` is of the file's bytes, in hex.

    `places` are page and box of every character (PDF and scans only), `rows` the rows of its tables as the file has them, in reading order.
    `site` and `published` (ISO date) are what a web page says of itself. `first_page` is set where it is a part of a file that stands on later pages.
    `recognised` is whether a machine read the words of a page from its picture: ours, or one before that left its words in the file.
    """

    name: str
    media_type: str
    sha256: str
    text: str
    pages: int | None = None
    places: Places | None = None
    rows: tuple[Row, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    site: str | None = None
    published: str | None = None
    first_page: int | None = None
    recognised: bool = False

    def __repr__(self) -> str:
        return f"<Source {self.name}: {self.media_type}, {len(self.text)} characters>"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from (field `source` of the record). `kind`: official (the document itself), report (a news item or page about documents), other.

    `pages` are those of this document; `first_page` is set where the file holds others before it. `site` and `published` are what a web page says of itself,
    `recognised` is the mean confidence (0 to 1) of the pages that OCR read.
    """

    name: str
    media_type: str
    sha256: str
    pages: int | None = None
    kind: Literal["official", "report", "other"] = "other"
    first_page: int | None = None
    site: str | None = None
    published: str | None = None
    recognised: float | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body or office (cơ quan) as the text names it. `id` is set only when its place in the hierarchy is known."""

    text: str
    id: str | None = None
    level: Level | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, with the office that stands just above the name."""

    name: str
    position: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of "Nơi nhận"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """The document's own data. In a report, those of the main document it reports; all null when there is none."""

    symbol: str | None = None
    number: str | None = None
    doc_type: str | None = None
    issuer: Body | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signers: tuple[Signer, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading or item (phần, chương, mục, điều, khoản, điểm). `span` covers all that stands under it."""

    path: str
    label: str
    heading: str | None
    span: Span
    parent: str | None


@dataclass(frozen=True, slots=True)
class Locator:
    """A place inside a cited document: Điều (article), khoản (clause), điểm (point)."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document. `symbol` is the full symbol even where the text has a short form; `name` is that of a law or named document."""

    id: str
    span: Span
    symbol: str | None
    doc_type: str | None
    date: str | None
    issuer: Body | None
    name: str | None
    locator: tuple[Locator, ...] | None = None
    document_id: str | None = None
    section: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement: subject (`self` or a citation's id), relation, object (a citation's id), and the words that say so."""

    subject: str
    type: RelationType
    object: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached (status target) or reported as reached (result). `deadline` is a computed value, `deadline_text` the words."""

    id: str
    span: Span
    indicator: str
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    deadline: str | None
    deadline_text: str | None
    status: Literal["target", "result"]
    section: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A body charged with something: `lead` must do it, `coordinate` is named to help. `with_` lists the helpers of a lead."""

    id: str
    span: Span
    body: Body
    role: Literal["lead", "coordinate"]
    action: str
    with_: tuple[str, ...] = ()
    product: str | None = None
    deadline: str | None = None
    deadline_text: str | None = None
    recurrence: Literal["annual", "semiannual", "quarterly", "monthly", "periodic"] | None = None
    section: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """What a clerk would query. Codes: date_conflict, number_format, symbol_malformed, tones_restored, encoding_guessed, ocr_low_confidence."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FactBox:
    """A rectangle that a fact fills on a page: in points from the upper left corner, one for each line it stands on.

    `fact` is the fact's id, as `vanban.marks` numbers those that have none of their own.
    """

    fact: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read in one text, in reading order. `schema` names the version of the record.

    `pages` and `boxes` say where text and facts stand on paper, for what was read from pages.
    """

    schema: str
    id: str
    source: Origin
    text: str
    province: str | None = None
    header: Header = Header()
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    warnings: tuple[Warning, ...] = ()
    pages: tuple[Page, ...] = ()
    boxes: tuple[FactBox, ...] = ()

    def __repr__(self) -> str:
        """One line: the text and all facts would fill pages."""
        counts = ", ".join(f"{len(facts)} {name}" for name in ("citations", "targets", "assignments", "warnings") if (facts := getattr(self, name)))
        return f"<Document {self.id}: {len(self.text)} characters{counts and ', '}{counts}>"
