"""What the store says between documents: edges, each with the words that prove it, and the files that a document was read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a loaded document (its id) that prove an edge; offsets in code points of its text."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, by their ids, as one document states it. `partial`: it concerns only some articles of the object."""

    subject: str
    type: str
    object: str
    partial: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was read: its path, hash, kind (official, report, other) and the id of its document."""

    path: str
    sha256: str
    kind: str
    document: str
