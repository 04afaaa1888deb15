"""The store: parsed documents with their statements, and the nodes that linking finds, in SQLite (a file) or PostgreSQL (`postgresql://…`), one schema.

Each document is committed with all its facts in one transaction, so a build that was cut off leaves a sound store to go on from. What was read is never
changed by linking: nodes, and which mention means which, are recomputed from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from vanban import symbols
from vanban.errors import StoreError
from vanban.identity.edges import Edge, Evidence, Origin
from vanban.identity.mention import Mention
from vanban.identity.nodes import Node, nodes
from vanban.identity.resolve import Candidate, resolve
from vanban.identity.statements import Statement, Statements, statements
from vanban.model import Body, Document
from vanban.records import load, record
from vanban.text import plain

SCHEMA = "vanban/store/2"

_tables = MetaData()
_meta = Table("meta", _tables, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
# One row a document of a file, `part` its place there from 0. The same document may have been read from several files.
_document = Table(
    "document",
    _tables,
    Column("pk", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record", JSON, nullable=False),
    UniqueConstraint("path", "part"),
)
_node = Table(
    "node",
    _tables,
    Column("id", Text, primary_key=True),
    Column("key", Text, index=True),  # of the symbol, in one spelling
    Column("name", Text, index=True),  # the title as people type it
    *(Column(name, Text) for name in ("symbol", "doc_type", "title", "issuer", "level", "province", "date")),
    Column("loaded", Boolean, nullable=False),
)
# Place 0 is the document itself, the others are the documents it cites, `citations` the ids of its citations of them.
_mention = Table(
    "mention",
    _tables,
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("citations", JSON, nullable=False),
    Column("size", Integer, nullable=False),
    *(Column(name, Text) for name in ("symbol", "doc_type", "date", "name", "title", "document_id", "home", "cited_on")),
    Column("issuer", JSON),
    Column("rank", Integer, nullable=False),
    Column("node", ForeignKey("node.id"), index=True),
)
_statement = Table(
    "statement",
    _tables,
    Column("pk", Integer, primary_key=True),
    Column("document", Integer, nullable=False),
    Column("subject", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("object", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("partial", Boolean, nullable=False),
    ForeignKeyConstraint(["document", "subject"], ["mention.document", "mention.place"], ondelete="CASCADE"),
    ForeignKeyConstraint(["document", "object"], ["mention.document", "mention.place"], ondelete="CASCADE"),
)
# What an ambiguous mention may mean, beside what was read, never in its place.
_candidate = Table(
    "candidate",
    _tables,
    Column("document", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("node", ForeignKey("node.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    ForeignKeyConstraint(["document", "place"], ["mention.document", "mention.place"], ondelete="CASCADE"),
)
_PLACE = (_document.c.path, _document.c.part)
_ITSELF = (_mention.c.document == _document.c.pk) & (_mention.c.place == 0)
_OPEN = select(_candidate.c.node).where(_candidate.c.document == _mention.c.document, _candidate.c.place == _mention.c.place).exists()
Index("statement_subject", _statement.c.document, _statement.c.subject)
Index("statement_object", _statement.c.document, _statement.c.object)


class Store:
    """A store, made if it is missing unless `create` is false. `url`: path of an SQLite file, or a database URL (`postgresql://…`).

    Raises StoreError when it cannot be opened or is none. Questions about nodes answer as of the last `link()`.
    """

    def __init__(self, url: str | Path, create: bool = True) -> None:
        self.name, self._engine = _engine(url, create)
        with self._transaction() as connection:
            _prepare(connection, self.name)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def has(self, path: str, sha256: str) -> bool:
        """True when this file is in the store with the same content."""
        with self._transaction() as connection:
            return connection.scalar(select(_document.c.sha256).where(_document.c.path == path).limit(1)) == sha256

    def add(self, documents: Sequence[Document], path: str) -> None:
        """Put the documents of a file and their facts in, all or nothing; whatever was read from that path before is replaced. `link()` is due afterwards."""
        facts = [statements(document) for document in documents]
        with self._transaction() as connection:
            connection.execute(delete(_document).where(_document.c.path == path))
            for part, (document, said) in enumerate(zip(documents, facts, strict=True)):
                pk = connection.scalar(insert(_document).returning(_document.c.pk), _document_row(document, path, part))
                _insert(connection, _mention, _mention_rows(pk, said))
                _insert(connection, _statement, _statement_rows(pk, said))
            _set(connection, "linked", "no")

    @property
    def linked(self) -> bool:
        """False when documents came in after the last `link()`."""
        with self._transaction() as connection:
            return connection.scalar(select(_meta.c.value).where(_meta.c.key == "linked")) != "no"

    def link(self) -> None:
        """Recompute which mentions are one document, in one transaction."""
        with self._transaction() as connection:
            _set(connection, "linked", "yes")  # first, so that nobody else writes between reading and writing
            rows = connection.execute(select(_mention).order_by(_mention.c.document, _mention.c.place)).all()
            mentions = [_to_mention(row) for row in rows]
            resolution = resolve(mentions)
            found, ids = nodes(mentions, resolution)
            connection.execute(update(_mention).values(node=None))
            connection.execute(delete(_candidate))
            connection.execute(delete(_node))
            _insert(connection, _node, [_node_row(node) for node in found])
            means = {i: ids[at] for at, cluster in enumerate(resolution.clusters) for i in cluster}
            if means:
                here = (_mention.c.document == bindparam("in")) & (_mention.c.place == bindparam("at"))
                values = [{"in": rows[i].document, "at": rows[i].place, "is": node} for i, node in means.items()]
                connection.execute(update(_mention).where(here).values(node=bindparam("is")), values)
            _insert(connection, _candidate, [row for i, open_ in resolution.candidates.items() for row in _candidate_rows(rows[i], open_, ids)])

    def counts(self) -> dict[str, int]:
        """Documents read, and their citations: resolved to one node, ambiguous, or unresolved (they name no certain document)."""
        with self._transaction() as connection:
            cited = select(func.coalesce(func.sum(_mention.c.size), 0))
            total = connection.scalar(cited) or 0
            resolved = connection.scalar(cited.where(_mention.c.node.is_not(None))) or 0
            ambiguous = connection.scalar(cited.where(_OPEN)) or 0
            documents = connection.scalar(select(func.count()).select_from(_document)) or 0
        return {"documents": documents, "citations": total, "resolved": resolved, "ambiguous": ambiguous, "unresolved": total - resolved - ambiguous}

    def nodes(self) -> list[Node]:
        """All documents, loaded or known from citations, by id."""
        return self._nodes(select(_node).order_by(_node.c.id))

    def find(self, asked: str) -> list[Node]:
        """The documents that an id, a symbol or a title may mean, by date; empty when there is none. Symbols as people type them ("21 ct tw")."""
        of_text = select(_mention.c.node).join(_document, _ITSELF).where(_document.c.id == asked)
        key, name = symbols.typed(asked) or "", plain(asked)  # null would compare equal to what has no symbol
        for condition in (_node.c.id == asked, _node.c.id.in_(of_text), _node.c.key == key, _node.c.name == name):
            if found := self._nodes(select(_node).where(condition).order_by(_node.c.date, _node.c.id)):
                return found
        return []

    def edges(self, node: str | None = None) -> list[Edge]:
        """All edges with their evidence, or those from and to a node; a mention that may mean several documents makes none."""
        said, subject, object_ = _statement.c, _mention.alias(), _mention.alias()
        query = (
            select(subject.c.node, said.type, object_.c.node, said.partial, _document.c.id, said.start, said.end, said.quote)
            .distinct()
            .join(subject, (subject.c.document == said.document) & (subject.c.place == said.subject))
            .join(object_, (object_.c.document == said.document) & (object_.c.place == said.object))
            .join(_document, _document.c.pk == said.document)
            .where(subject.c.node != object_.c.node)
        )
        if node is not None:
            query = query.where((subject.c.node == node) | (object_.c.node == node))
        with self._transaction() as connection:
            rows = connection.execute(query).all()
        return sorted((Edge(*row[:4], Evidence(*row[4:])) for row in rows), key=lambda e: (e.subject, e.type, e.object, e.evidence.document, e.evidence.start))

    def origins(self, node: str) -> list[Origin]:
        """The files that a node was read from: official texts before reports, then by path."""
        query = select(_document.c.path, _document.c.sha256, _document.c.kind, _document.c.id).join(_mention, _ITSELF).where(_mention.c.node == node)
        with self._transaction() as connection:
            return [Origin(*row) for row in connection.execute(query.order_by(_document.c.kind, *_PLACE))]

    def records(self) -> Iterator[dict[str, Any]]:
        """The records of all files, ordered by document id, path and place in the file."""
        with self._transaction() as connection:
            yield from connection.execution_options(yield_per=100).scalars(select(_document.c.record).order_by(_document.c.id, *_PLACE))

    def __iter__(self) -> Iterator[Document]:
        return (load(data) for data in self.records())

    def document(self, asked: str) -> Document:
        """The document of an id (its own or its node's), from the official text where there is one. StoreError when none was read."""
        query = select(_document.c.record).join(_mention, _ITSELF).where((_mention.c.node == asked) | (_document.c.id == asked))
        with self._transaction() as connection:
            data = connection.scalar(query.order_by(_document.c.kind, *_PLACE).limit(1))
        if data is None:
            raise StoreError(f"{self.name}: no text of {asked} was read")
        return load(data)

    def readings(self, node: str) -> Iterator[tuple[str, Document]]:
        """The files that a node was read from, each with its document: official texts before reports, then by path."""
        query = select(_document.c.path, _document.c.record).join(_mention, _ITSELF).where(_mention.c.node == node)
        with self._transaction() as connection:
            rows = connection.execute(query.order_by(_document.c.kind, _document.c.path, _document.c.part)).all()
        yield from ((row.path, load(row.record)) for row in rows)

    def _nodes(self, query: Select[Any]) -> list[Node]:
        with self._transaction() as connection:
            return [Node(**{field.name: getattr(row, field.name) for field in fields(Node)}) for row in connection.execute(query)]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {getattr(error, 'orig', None) or error}") from error


def _engine(url: str | Path, create: bool) -> tuple[str, Engine]:
    """The name to show in messages, and the engine. Nothing is written yet, and a file that is no SQLite file is not touched."""
    if isinstance(url, str) and "://" in url:
        try:
            made = make_url(url)
            return made.render_as_string(hide_password=True), create_engine(made, json_serializer=_json)
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError(f"cannot open the store: {error}") from error
    path = Path(url)
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, not a store")
    if not path.exists() and not create:
        raise StoreError(f"{path}: no such store; `vanban build` makes one")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}")
    if path.exists() and _head(path) not in (b"", b"SQLite format 3\0"):
        raise StoreError(f"{path}: is not a vanban store")
    engine = create_engine(URL.create("sqlite", database=str(path)), json_serializer=_json)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return str(path), engine


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(16)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver shall not begin and end transactions by its own rules
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _prepare(connection: Connection, name: str) -> None:
    there = set(inspect(connection).get_table_names())
    if not there:
        _tables.create_all(connection)
        _set(connection, "schema", SCHEMA)
    elif not there.issuperset(_tables.tables):
        raise StoreError(f"{name}: is not a vanban store")
    elif (version := connection.scalar(select(_meta.c.value).where(_meta.c.key == "schema"))) != SCHEMA:
        raise StoreError(f"{name}: is a store of another version ({version}, this program reads {SCHEMA})")


def _set(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(_meta).where(_meta.c.key == key))
    connection.execute(insert(_meta), {"key": key, "value": value})


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _document_row(document: Document, path: str, part: int) -> dict[str, Any]:
    source = document.source
    return {"id": document.id, "path": path, "part": part, "sha256": source.sha256, "kind": source.kind, "record": record(document)}


def _mention_rows(pk: int | None, facts: Statements) -> list[dict[str, Any]]:
    return [
        {**asdict(mention), "document": pk, "place": place, "citations": citations, "size": len(citations)}
        for place, (mention, citations) in enumerate(zip(facts.mentions, facts.citations, strict=True))
    ]


def _statement_rows(pk: int | None, facts: Statements) -> list[dict[str, Any]]:
    return [{"document": pk, **asdict(statement.evidence), **_ends(statement)} for statement in facts.statements]


def _ends(s: Statement) -> dict[str, Any]:
    return {"subject": s.subject, "type": s.type, "object": s.object, "partial": s.partial}


def _to_mention(row: Row[Any]) -> Mention:
    values = {field.name: getattr(row, field.name) for field in fields(Mention)}
    return Mention(**values | {"issuer": Body(**row.issuer) if row.issuer else None})


def _node_row(node: Node) -> dict[str, Any]:
    return {**asdict(node), "key": symbols.key(node.symbol), "name": plain(node.title) if node.title else None}


def _candidate_rows(row: Row[Any], candidates: tuple[Candidate, ...], ids: list[str]) -> list[dict[str, Any]]:
    return [{"document": row.document, "place": row.place, "node": ids[c.cluster], "score": c.score, "reasons": c.reasons} for c in candidates]
