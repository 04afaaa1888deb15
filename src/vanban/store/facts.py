"""Putting in what was read: the rows of documents, and those that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, Text, cast, delete, func, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from vanban.derived import Derived, Profile, derive
from vanban.derived.tasks import Charged, Kept, tasks
from vanban.identity.cited import Judgement
from vanban.identity.mention import Mention
from vanban.model import Body
from vanban.records import load
from vanban.store import schema as t
from vanban.store.engine import Serialised

LINK, UNNUMBERED, CONFIRMED, EDGES = 1, 2, 3, 4
"""The phases of linking: by keys; plans without number, which take the place of numbered ones; what people confirmed; the edges of documents."""

Value = TypeVar("Value")
File = tuple[str, Sequence[Derived]]
"""A path, and the documents that were read from it."""


def put(connection: Connection, files: Sequence[File]) -> None:
    """The documents of files and all that follows from them, in the place of what was read from these paths before."""
    remove(connection, [path for path, _ in files])
    found = [(path, part, one) for path, several in files for part, one in enumerate(several)]
    first = (connection.scalar(select(func.max(t.document.c.pk))) or 0) + 1
    rows = [{"pk": pk, "id": one.id, "path": path, "part": part, "sha256": one.sha256, "kind": one.kind} for pk, (path, part, one) in enumerate(found, first)]
    _insert(connection, t.document, rows)
    _insert(connection, t.record, [{"document": pk, "record": Serialised(one.record)} for pk, (_, _, one) in enumerate(found, first)])
    follow(connection, [(pk, one) for pk, (_, _, one) in enumerate(found, first)])
    judged = connection.scalars(select(t.judgement.c.document).where(t.judgement.c.document.in_([one.id for *_, one in found])).distinct()).all()
    for id in judged:
        again(connection, id)


def remove(connection: Connection, paths: Sequence[str]) -> None:
    """Take out the documents of files; linking is due for all that they mention."""
    pks = connection.scalars(select(t.document.c.pk).where(t.document.c.path.in_(paths))).all()
    if pks:
        forget(connection, pks)
        connection.execute(delete(t.document).where(t.document.c.pk.in_(pks)))


def again(connection: Connection, document: str) -> None:
    """Derive the texts of a document anew, with what people say of them now."""
    query = select(t.document.c.pk, t.record.c.record).join(t.record, t.record.c.document == t.document.c.pk)
    rows = connection.execute(query.where(t.document.c.id == document)).all()
    forget(connection, [row.pk for row in rows])
    judgements = _judgements(connection, document)
    follow(connection, [(row.pk, derive(load(row.record), judgements)) for row in rows])


def follow(connection: Connection, documents: Sequence[tuple[int, Derived]]) -> None:
    """The profiles, mentions, statements, passages and tasks of documents by their keys; linking is due for what they mention."""
    pks = _profiles(connection, {profile.digest: profile for _, one in documents for profile in one.profiles})
    _insert(
        connection,
        t.mention,
        [
            {"document": pk, "place": place, "profile": pks[profile.digest], "citations": citations, "size": len(citations)}
            for pk, one in documents
            for place, (profile, citations) in enumerate(zip(one.profiles, one.citations, strict=True))
        ],
    )
    _insert(connection, t.statement, [{"document": pk, **said._asdict()} for pk, one in documents for said in one.statements])
    _insert(connection, t.passage, [{"document": pk, **passage._asdict()} for pk, one in documents for passage in one.passages])
    charge(connection, [(pk, task) for pk, one in documents for task in one.tasks])
    mark(connection, {key for _, one in documents for profile in one.profiles for key in profile.keys})
    _due(connection, [{"phase": EDGES, "key": str(pk)} for pk, _ in documents])


def charge(connection: Connection, kept: Sequence[tuple[int, Kept]]) -> None:
    """The tasks of documents by their keys, with those they charge."""
    first = (connection.scalar(select(func.max(t.task.c.pk))) or 0) + 1
    _insert(connection, t.task, [{"pk": pk, "document": document, **task.values} for pk, (document, task) in enumerate(kept, first)])
    charged = [(pk, one) for pk, (_, task) in enumerate(kept, first) for one in task.charges]
    bodies = _bodies(connection, {(one.key, one.province): one for _, one in charged})
    rows = [(bodies[one.key, one.province], pk, one.role, one.since, one.until) for pk, one in charged]
    named = {row[:4]: dict(zip(("body", "task", "role", "since", "until"), row, strict=True)) for row in rows}
    _insert(connection, t.charge, list(named.values()))


def charge_again(connection: Connection, pks: Sequence[int]) -> None:
    """Derive the tasks of documents anew, and nothing else."""
    connection.execute(delete(t.task).where(t.task.c.document.in_(pks)))
    rows = connection.execute(select(t.record.c.document, t.record.c.record).where(t.record.c.document.in_(pks)).order_by(t.record.c.document)).all()
    charge(connection, [(row.document, task) for row in rows for task in tasks(load(row.record))])


def forget(connection: Connection, pks: Sequence[int]) -> None:
    """Take out what followed from documents; the documents stay."""
    mine = select(t.mention.c.profile).where(t.mention.c.document.in_(pks))
    mark(connection, connection.scalars(select(t.profile_key.c.key).where(t.profile_key.c.profile.in_(mine)).distinct()).all())
    for table in (t.mention, t.statement, t.passage, t.edge, t.task):
        connection.execute(delete(table).where(table.c.document.in_(pks)))


def mark(connection: Connection, due: Iterable[str]) -> None:
    """Linking is due for these keys."""
    _due(connection, [{"phase": phase(key), "key": key} for key in sorted(due)])


def mark_edges(connection: Connection, profiles: Sequence[int]) -> None:
    """The edges of the documents that have these profiles are to be made anew."""
    mine = select(literal(EDGES), cast(t.mention.c.document, Text)).where(t.mention.c.profile.in_(profiles)).distinct()
    connection.execute(unique(connection).from_select(["phase", "key"], mine))


def unique(connection: Connection) -> Any:
    """An INSERT of what linking is due for, that passes over what it is due for already."""
    insert_here: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name]
    return insert_here(t.dirty).on_conflict_do_nothing()


def _due(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(unique(connection), rows)


def phase(key: str) -> int:
    """When a key is linked: each phase builds on the nodes of those before it."""
    if key.startswith("confirmed|"):
        return CONFIRMED
    return UNNUMBERED if key.startswith("id|") and "~" in key else LINK


def to_mention(row: Row[Any]) -> Mention:
    """The mention of a row of `profile`."""
    values = {field.name: getattr(row, field.name) for field in fields(Mention)}
    return Mention(**values | {"issuer": Body(**row.issuer) if row.issuer else None, "refused": tuple(row.refused)})


def _judgements(connection: Connection, document: str) -> list[Judgement]:
    c = t.judgement.c
    rows = connection.execute(select(c.quote, c.verdict, c.node).where(c.document == document).order_by(c.pk))
    return [Judgement(*row) for row in rows]


def _profiles(connection: Connection, wanted: dict[str, Profile]) -> dict[str, int]:
    """The keys of profiles by their digests; those that are new are made."""
    known = dict[str, int]()
    for digest, pk in connection.execute(select(t.profile.c.digest, t.profile.c.pk).where(t.profile.c.digest.in_(list(wanted)))):
        known[digest] = pk
    first = (connection.scalar(select(func.max(t.profile.c.pk))) or 0) + 1
    new = {digest: pk for pk, digest in enumerate((digest for digest in wanted if digest not in known), first)}
    _insert(connection, t.profile, [{"pk": pk, "digest": digest, **wanted[digest].values} for digest, pk in new.items()])
    _insert(connection, t.profile_key, [{"key": key, "profile": pk} for digest, pk in new.items() for key in wanted[digest].keys])
    _insert(connection, t.alias, [{"alias": alias, "profile": pk} for digest, pk in new.items() for alias in wanted[digest].aliases])
    return known | new


def _bodies(connection: Connection, wanted: dict[tuple[str, str], Charged]) -> dict[tuple[str, str], int]:
    """The keys of bodies by name and province; those that are new are made."""
    c = t.body.c
    keys = sorted({key for key, _ in wanted})
    known = {(row.key, row.province): row.pk for part in parts(keys) for row in connection.execute(select(c.key, c.province, c.pk).where(c.key.in_(part)))}
    first = (connection.scalar(select(func.max(c.pk))) or 0) + 1
    new = {name: pk for pk, name in enumerate((name for name in wanted if name not in known), first)}
    _insert(
        connection,
        t.body,
        [{"pk": pk, "key": name[0], "province": name[1], "name": wanted[name].name, "collective": wanted[name].collective} for name, pk in new.items()],
    )
    return known | new


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


_MANY = 2_000  # values in one question


def parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists that one question to a database can hold."""
    rest = iter(values)
    while part := list(islice(rest, _MANY)):
        yield part
