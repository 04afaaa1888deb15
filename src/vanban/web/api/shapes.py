"""What the answers look like, for those who write programs. Only described here: the values come from the questions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from vanban.errors import VanbanError
from vanban.model import Level


class SeveralError(VanbanError):
    """What was asked for may be any of `candidates`, which are no documents."""

    def __init__(self, message: str, candidates: Sequence[dict[str, Any]]) -> None:
        super().__init__(message)
        self.candidates = list(candidates)


class Problem(BaseModel):
    """What went wrong (RFC 9457), as application/problem+json: `type` names the kind of problem, `detail` says what is wrong with this request."""

    type: str
    title: str
    status: int
    detail: str


class Ambiguous(Problem):
    """Several documents, or bodies, are called so: ask again with the id of one of the candidates, or with date or province."""

    candidates: list[dict[str, Any]]


class Evidence(BaseModel):
    """The words of a document that prove something: `text[start:end] == quote`, counted in Unicode code points."""

    document: str
    start: int
    end: int
    quote: str


class Known(BaseModel):
    """A document as far as it is known. `loaded`: a text of it was read, else others speak of it. `unit`: where its issuer stands, as in ids."""

    id: str
    symbol: str | None
    doc_type: str | None
    title: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    date: str | None
    loaded: bool


class Listed(Known):
    """A document in a list."""

    unit: str | None


class Hit(BaseModel):
    """A passage that has the words; `marks` are the places of the words in the document's text."""

    document: str
    kind: Literal["title", "text", "target", "task"]
    fact: str | None
    start: int
    end: int
    quote: str
    marks: list[tuple[int, int]]


class Found(Listed):
    """A document that was found."""

    hits: list[Hit]


class Search(BaseModel):
    """`total` counts the documents that were found, of which `documents` are those from offset on."""

    total: int
    documents: list[Found]


class Plan(Known):
    """A document that implements the asked one. `path`: ids from the asked one down to this one; `evidence`: the words of the last step."""

    in_force: bool
    depth: int
    path: list[str]
    evidence: list[Evidence]


class Unit(BaseModel):
    """A unit, with the province by which units of one name differ."""

    unit: str
    province: str | None


class Answered(Unit):
    """A unit with its earliest answer, and the days after which it came; null where a date is not known to the day."""

    document: str
    lag_days: int | None


class Succeeded(Answered):
    """A unit without an answer of its own, to whose territory `by` has answered since."""

    by: str


class Coverage(BaseModel):
    """Units that answered and units that did not; `missing` are those of `without` with their provinces."""

    with_: list[Answered] = Field(alias="with")
    without: list[str]
    missing: list[Unit]
    successors: list[Succeeded]


class Match(BaseModel):
    """What a plan does with a target; `target` is null when it drops it, `similarity` (0 to 1) when it drops or adds one."""

    document: str
    target: dict[str, Any] | None
    change: Literal["kept", "raised", "lowered", "dropped", "added"]
    similarity: float | None


class CascadeRow(BaseModel):
    """A target with what the plans do with it; the last row, whose target is null, has what they add."""

    target: dict[str, Any] | None
    matches: list[Match]


class Gaps(BaseModel):
    """What is missing, by kind."""

    without_plan: list[dict[str, Any]]
    on_replaced: list[dict[str, Any]]
    no_lead: list[dict[str, Any]]
    no_deadline: list[dict[str, Any]]
    no_body: list[dict[str, Any]]


class Successor(BaseModel):
    """Who took over, from which day; `field` is null where all went to one, or what is left did."""

    name: str
    from_: str = Field(alias="from")
    field: str | None
    rule: str | None


class Who(BaseModel):
    """A body or unit; `until` is the last day of one that is no more. A collective body has `members` besides."""

    name: str
    kind: str
    level: Level | None
    province: str | None
    until: str | None
    successors: list[Successor]


class Basis(BaseModel):
    """Where a task is set: document, section, words."""

    document: str
    section: str | None
    quote: str


class Task(BaseModel):
    """A row of the checklist: bodies as the text names them, `lead_now` today's successor of a lead that is no more.

    `deadline` is that of the text, `extended` the day that people gave later; `state` is that of the day asked about.
    """

    no: int
    task: str
    lead: str | None
    coordinate: list[str]
    deadline: str | None
    deadline_text: str | None
    recurrence: str | None
    product: str | None
    basis: Basis
    lead_now: str | None
    id: str
    state: Literal["not_due", "in_progress", "done", "overdue"]
    extended: str | None
    note: str | None


class ChargedBody(BaseModel):
    """A body that tasks name: how many it leads, helps with, or took over; `collective`: it stands for several."""

    name: str
    province: str | None
    collective: bool
    lead: int
    coordinate: int
    heir: int
    first: str
    last: str


class Progress(BaseModel):
    """What somebody said of a task, and when (UTC); `words` and `lead` are those of the task then."""

    document: str
    task: str
    words: str
    lead: str | None
    state: str | None
    note: str | None
    deadline: str | None
    by: str
    at: str


class Candidate(BaseModel):
    """A document that a citation may mean, and why."""

    id: str
    score: float
    reasons: list[str]


class OpenLink(BaseModel):
    """Words that may mean several documents: the citing document, its citations in these words, the candidates, best first."""

    document: str
    citations: list[str]
    quote: str
    candidates: list[Candidate]


class Review(BaseModel):
    """What somebody said of a citation, and when (UTC)."""

    document: str
    quote: str
    verdict: Literal["confirm", "refuse"]
    node: str
    by: str
    at: str
    note: str | None


class ReadDocument(BaseModel):
    """A document that was read from a file."""

    id: str
    symbol: str | None
    title: str | None


class BuildFile(BaseModel):
    """A file of a build: its name in the uploads folder, how far it is, why it gave no document, or which it gave."""

    name: str
    state: Literal["waiting", "reading", "read", "unchanged", "failed"]
    page: int
    pages: int
    reason: str | None
    documents: list[ReadDocument]


class Build(BaseModel):
    """Files that were sent at one time; `done` of `total` are finished."""

    number: int
    state: Literal["waiting", "reading", "linking", "done", "failed"]
    by: str
    at: str
    seconds: float | None
    error: str | None
    done: int
    total: int
    files: list[BuildFile]


ambiguous: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such document, body or unit.", "model": Problem},
    409: {"description": "There are several; `candidates` names them.", "model": Ambiguous},
}
