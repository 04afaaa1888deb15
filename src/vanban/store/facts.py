"""Putting in what was read: a document's row, and the rows that follow from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from vanban.identity.mention import Mention
from vanban.identity.statements import Judgement, Statements, statements
from vanban.model import Body, Document
from vanban.records import record
from vanban.store import schema as t
from vanban.store.passages import passages

LINK, UNNUMBERED, CONFIRMED = 1, 2, 3
"""The phases of linking: by keys; plans without number, which take the place of numbered ones; what people confirmed."""


def put(connection: Connection, document: Document, path: str, part: int) -> None:
    """A document and all that follows from it; nothing may be there in its place."""
    source = document.source
    row = {"id": document.id, "path": path, "part": part, "sha256": source.sha256, "kind": source.kind, "record": record(document)}
    derive(connection, connection.scalar(insert(t.document).returning(t.document.c.pk), row), document)


def remove(connection: Connection, path: str) -> None:
    """Take out the documents of a file; linking is due for all that they mention."""
    for pk in connection.scalars(select(t.document.c.pk).where(t.document.c.path == path)).all():
        forget(connection, pk)
    connection.execute(delete(t.document).where(t.document.c.path == path))


def derive(connection: Connection, pk: int | None, document: Document) -> None:
    """The mentions, statements and passages of a document; linking is due for what it mentions."""
    said = statements(document, _judgements(connection, document.id))
    profiles = [_profile(connection, mention, aliases) for mention, aliases in zip(said.mentions, said.aliases, strict=True)]
    _insert(connection, t.mention, _mention_rows(pk, said, profiles))
    _insert(connection, t.statement, _statement_rows(pk, said))
    _insert(connection, t.passage, [{"document": pk, **asdict(passage)} for passage in passages(document)])
    _due(connection, sorted({key for mention in said.mentions for key in keys(mention)}))


def forget(connection: Connection, pk: int) -> None:
    """Take out what followed from a document; the document stays."""
    mine = select(t.mention.c.profile).where(t.mention.c.document == pk)
    due = connection.scalars(select(t.profile_key.c.key).where(t.profile_key.c.profile.in_(mine)).distinct()).all()
    _due(connection, sorted(due))
    for table in (t.mention, t.statement, t.passage):
        connection.execute(delete(table).where(table.c.document == pk))


def keys(mention: Mention) -> tuple[str, ...]:
    """The keys by which a mention is linked. What a person confirmed is linked by that alone."""
    return (f"confirmed|{mention.confirmed}",) if mention.confirmed else mention.keys


def phase(key: str) -> int:
    """When a key is linked: each phase builds on the nodes of those before it."""
    if key.startswith("confirmed|"):
        return CONFIRMED
    return UNNUMBERED if key.startswith("id|") and "~" in key else LINK


def unique(connection: Connection, table: Table) -> Any:
    """An INSERT that passes over rows that are there already."""
    insert_here: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name]
    return insert_here(table).on_conflict_do_nothing()


def to_mention(row: Row[Any]) -> Mention:
    """The mention of a row of `profile`."""
    values = {field.name: getattr(row, field.name) for field in fields(Mention)}
    return Mention(**values | {"issuer": Body(**row.issuer) if row.issuer else None, "refused": tuple(row.refused)})


def _judgements(connection: Connection, document: str) -> list[Judgement]:
    c = t.judgement.c
    rows = connection.execute(select(c.quote, c.verdict, c.node).where(c.document == document).order_by(c.pk))
    return [Judgement(*row) for row in rows]


def _due(connection: Connection, due: Sequence[str]) -> None:
    if due:
        connection.execute(unique(connection, t.dirty), [{"phase": phase(key), "key": key} for key in due])


def _profile(connection: Connection, mention: Mention, aliases: tuple[str, ...]) -> int:
    """The key of the profile that says just this, made when it is new."""
    values = {field.name: getattr(mention, field.name) for field in fields(Mention)} | {"issuer": mention.issuer and asdict(mention.issuer)}
    digest = blake2b(json.dumps([*values.values(), aliases], ensure_ascii=False).encode(), digest_size=16).hexdigest()
    known: int | None = connection.scalar(select(t.profile.c.pk).where(t.profile.c.digest == digest))
    if known is None:
        known = connection.scalar(insert(t.profile).returning(t.profile.c.pk), {**values, "refused": list(mention.refused), "digest": digest})
        assert known is not None
        _insert(connection, t.profile_key, [{"key": key, "profile": known} for key in keys(mention)])
        _insert(connection, t.alias, [{"alias": alias, "profile": known} for alias in aliases])
    return known


def _mention_rows(pk: int | None, said: Statements, profiles: Sequence[int]) -> Iterator[dict[str, Any]]:
    for place, (profile, citations) in enumerate(zip(profiles, said.citations, strict=True)):
        yield {"document": pk, "place": place, "profile": profile, "citations": citations, "size": len(citations)}


def _statement_rows(pk: int | None, said: Statements) -> Iterator[dict[str, Any]]:
    for s in said.statements:
        yield {"document": pk, "subject": s.subject, "type": s.type, "object": s.object, "partial": s.partial, **asdict(s.evidence)}


def _insert(connection: Connection, table: Table, rows: Any) -> None:
    if rows := list(rows):
        connection.execute(insert(table), rows)
