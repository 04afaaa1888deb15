"""What follows from a document and is kept beside its record: its record as text, what it says of documents, what of it can be searched, its tasks
and whom they charge.

Made where a document was parsed, so that whoever keeps it has only to write. All are named tuples: other dataclasses than these take five times as long
to go from one process to another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from hashlib import blake2b
from typing import Any, NamedTuple

from vanban.derived.passages import Passage, passages
from vanban.derived.tasks import Kept, tasks
from vanban.identity.cited import Judgement
from vanban.identity.mention import Mention
from vanban.identity.statements import Statement, statements
from vanban.model import Document, Source
from vanban.records import dumps


class Profile(NamedTuple):
    """A mention as it is kept: `digest` is the same for all that say the same, `values` its fields as JSON values."""

    digest: str
    values: dict[str, Any]
    keys: tuple[str, ...]
    aliases: tuple[str, ...]


class Said(NamedTuple):
    """A statement as it is kept: `subject` and `object` are places among the profiles."""

    subject: int
    type: str
    object: int
    start: int
    end: int
    quote: str
    partial: bool


class Derived(NamedTuple):
    """A document as it is kept. `profiles[0]` is of the document itself; `citations[k]` are the ids of its citations that `profiles[k]` stands for."""

    id: str
    sha256: str
    kind: str
    record: str
    profiles: tuple[Profile, ...]
    citations: tuple[tuple[str, ...], ...]
    statements: tuple[Said, ...]
    passages: tuple[Passage, ...]
    tasks: tuple[Kept, ...]


def derive(document: Document, judgements: Sequence[Judgement] = ()) -> Derived:
    """What follows from a document, with what people said of its citations."""
    said = statements(document, judgements)
    return Derived(
        document.id,
        document.source.sha256,
        document.source.kind,
        dumps(document),
        tuple(_profile(mention, aliases) for mention, aliases in zip(said.mentions, said.aliases, strict=True)),
        said.citations,
        tuple(map(_said, said.statements)),
        tuple(passages(document)),
        tuple(tasks(document)),
    )


def documents(source: Source, _path: str) -> list[Derived]:
    """What follows from each document of a file: the work of a worker."""
    from vanban.pipeline import parse_all

    return [derive(document) for document in parse_all(source)]


def keys(mention: Mention) -> tuple[str, ...]:
    """The keys by which a mention is linked. What a person confirmed is linked by that alone."""
    return (f"confirmed|{mention.confirmed}",) if mention.confirmed else mention.keys


def _said(s: Statement) -> Said:
    return Said(s.subject, s.type, s.object, s.evidence.start, s.evidence.end, s.evidence.quote, s.partial)


def _profile(mention: Mention, aliases: tuple[str, ...]) -> Profile:
    values = {name: getattr(mention, name) for name in _FIELDS} | {"issuer": mention.issuer and asdict(mention.issuer), "refused": list(mention.refused)}
    digest = blake2b(json.dumps([*values.values(), aliases], ensure_ascii=False).encode(), digest_size=16).hexdigest()
    return Profile(digest, values, keys(mention), aliases)


_FIELDS = tuple(field.name for field in fields(Mention))
