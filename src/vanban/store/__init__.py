"""The store: parsed documents with their statements, and the nodes that linking finds, in SQLite (a file) or PostgreSQL (`postgresql://…`), one schema.

Each file is committed with all its facts in one transaction, so a build that was cut off leaves a sound store to go on from. What was read is never changed
by linking: nodes, and which mention means which, follow from it, and are made anew for what came or went alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, delete, func, insert, select

from vanban.derived import derive
from vanban.derived.passages import Kind
from vanban.errors import StoreError
from vanban.identity.cited import Verdict
from vanban.identity.edges import Origin
from vanban.identity.nodes import Node
from vanban.model import Document, Target
from vanban.records import load
from vanban.store import reviews
from vanban.store import schema as t
from vanban.store.engine import open_engine, prepare, reading, writing
from vanban.store.facts import File, again, charge_again, parts, put, remove
from vanban.store.linking import link_some
from vanban.store.nodes import Direction as Direction
from vanban.store.nodes import NodeStore
from vanban.store.reviews import Review
from vanban.store.search import Found, search
from vanban.store.tasks import TaskStore
from vanban.text import Span

DERIVED, TASKS = "1", "3"
"""The versions of what is derived from records, and of its tasks. What a store holds in another is derived anew at the next linking, without parsing."""

_PLACE = (t.document.c.path, t.document.c.part)
_READ = select(t.record.c.record).join(t.document, t.RECORD)


@dataclass(frozen=True, slots=True)
class OpenMention:
    """An ambiguous mention: the id of its document, its citations there, the words of the first, and (node, score, reasons) for each candidate, best first."""

    document: str
    citations: tuple[str, ...]
    quote: str
    candidates: tuple[tuple[str, float, tuple[str, ...]], ...]


def _versions() -> dict[str, str]:
    return {"derived": DERIVED, "tasks": TASKS}


_AT_ONCE = 200  # documents that are derived anew, and whose tasks are in one transaction


class Store(NodeStore, TaskStore):
    """A store, made if it is missing unless `create` is false. `url`: path of an SQLite file, or a database URL (`postgresql://…`).

    Raises StoreError when it cannot be opened or is none. Questions about nodes answer as of the last `link()`.
    """

    def __init__(self, url: str | Path, create: bool = True) -> None:
        self.name, self._engine = open_engine(url, create)
        prepare(self._engine, self.name, _versions())

    def __repr__(self) -> str:
        return f"<Store {self.name}>"

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def has(self, path: str, sha256: str) -> bool:
        """True when this file is in the store with the same content."""
        return self.hashes([path]).get(path) == sha256

    def hashes(self, paths: Sequence[str]) -> dict[str, str]:
        """The SHA-256 of the content under which each of these files is in the store; files that are not there are left out."""
        query = select(t.document.c.path, t.document.c.sha256).where(t.document.c.part == 0)
        with self._reading() as connection:
            return {row.path: row.sha256 for part in parts(paths) for row in connection.execute(query.where(t.document.c.path.in_(part)))}

    def add(self, documents: Sequence[Document], path: str) -> None:
        """Put the documents of a file and their facts in, all or nothing; whatever was read from that path before is replaced. `link()` is due afterwards."""
        self.add_derived([(path, [derive(document) for document in documents])])

    def add_derived(self, files: Sequence[File]) -> None:
        """Put in what follows from the documents of several files, all or nothing, in the place of what was read from these paths before. `link()` is due."""
        with self._writing() as connection:
            put(connection, files)

    def remove(self, path: str) -> None:
        """Take out what was read from a path. `link()` is due afterwards."""
        with self._writing() as connection:
            remove(connection, [path])

    @property
    def linked(self) -> bool:
        """False when documents came in or went after the last `link()`."""
        with self._reading() as connection:
            return connection.scalar(select(t.dirty.c.key).limit(1)) is None and not self._outdated(connection)

    def link(self) -> None:
        """Decide anew which mentions are one document, for all that came or went since the last time. What is done is kept when it is cut off."""
        self._derive()
        more = not self.linked
        while more:
            with self._writing() as connection:
                more = link_some(connection)

    def _derive(self) -> None:
        """Derive anew from the records what another version of the program wrote."""
        with self._reading() as connection:
            outdated = self._outdated(connection)
        if "derived" in outdated:
            for ids in self._pages(t.document.c.id):
                for id in ids:
                    with self._writing() as connection:
                        again(connection, id)
        elif outdated:
            for pks in self._pages(t.document.c.pk):
                with self._writing() as connection:
                    charge_again(connection, pks)
        if outdated:
            with self._writing() as connection:
                connection.execute(delete(t.meta).where(t.meta.c.key.in_(outdated)))
                connection.execute(insert(t.meta), [{"key": key, "value": value} for key, value in _versions().items() if key in outdated])

    def _pages(self, column: Column[Any]) -> Iterator[list[Any]]:
        """The values of a column of documents, each once and in order, `_AT_ONCE` at a time."""
        some = select(column).distinct().order_by(column).limit(_AT_ONCE)
        query = some
        while True:
            with self._reading() as connection:
                page = list(connection.scalars(query))
            if not page:
                return
            yield page
            query = some.where(column > page[-1])

    @staticmethod
    def _outdated(connection: Connection) -> set[str]:
        """What of `_versions` the store holds in another version, or not at all."""
        found = {row.key: row.value for row in connection.execute(select(t.meta))}
        return {key for key, value in _versions().items() if found.get(key) != value}

    def revision(self) -> int:
        """A number that every change of the store raises."""
        with self._reading() as connection:
            return int(connection.scalar(select(t.meta.c.value).where(t.meta.c.key == "revision")) or 0)

    def counts(self) -> dict[str, int]:
        """Documents read, and their citations: resolved to one node, ambiguous, or unresolved (they name no certain document)."""
        cited = select(func.coalesce(func.sum(t.mention.c.size), 0)).join(t.profile, t.PROFILE)
        open_ = select(t.candidate.c.node).where(t.candidate.c.profile == t.profile.c.pk).exists()
        with self._reading() as connection:
            total = connection.scalar(cited) or 0
            resolved = connection.scalar(cited.where(t.profile.c.node.is_not(None))) or 0
            ambiguous = connection.scalar(cited.where(t.profile.c.node.is_(None), open_)) or 0
            documents = connection.scalar(select(func.count()).select_from(t.document)) or 0
        return {"documents": documents, "citations": total, "resolved": resolved, "ambiguous": ambiguous, "unresolved": total - resolved - ambiguous}

    def open_mentions(self, node: str | None = None, limit: int | None = None, offset: int = 0) -> list[OpenMention]:
        """The ambiguous mentions, of all documents or with `node` among their candidates, by document and place in it; `limit` of them from `offset` on.

        One without citations is a text that may itself be one of its candidates, and stands alone until more is known.
        """
        c = t.candidate.c
        some = select(c.profile).where(c.node == node) if node else select(c.profile)
        query = select(t.document.c.id, t.record.c.record, t.mention.c.citations, t.mention.c.place, t.profile.c.pk.label("profile")).join(
            t.mention, t.mention.c.document == t.document.c.pk
        )
        query = query.join(t.record, t.RECORD).join(t.profile, t.PROFILE).where(t.profile.c.pk.in_(some))
        with self._reading() as connection:
            ordered = query.order_by(t.document.c.id, *_PLACE, t.mention.c.place).limit(limit).offset(offset)
            rows = connection.execute(ordered.execution_options(yield_per=100))
            found = [(row.id, tuple(row.citations), _quote(row.record, row.citations), row.profile) for row in rows]  # a record is let go when it was asked
            candidates: dict[int, list[tuple[str, float, tuple[str, ...]]]] = {profile: [] for *_, profile in found}
            for part in parts(candidates):
                for row in connection.execute(select(t.candidate).where(c.profile.in_(part)).order_by(c.profile, c.score.desc(), c.node)):
                    candidates[row.profile].append((row.node, row.score, tuple(row.reasons)))
        return [OpenMention(document, citations, quote, tuple(candidates[profile])) for document, citations, quote, profile in found]

    def review(self, document: str, citation: str, verdict: Verdict, node: str, by: str, note: str | None = None) -> Review:
        """Remember that a person says that a citation (its id, or its words) of a document is (`confirm`) or is not (`refuse`) a node. `link()` is due.

        StoreError for a document, citation or node that is not there, or the document itself. A review holds for all citations of the document in the same
        words, in every copy.
        """
        read = self.document(document)
        quote = _cited(read, citation)
        if quote is None:
            raise StoreError(f"{self.name}: {read.id} has no citation {citation}")
        meant = self.find(node)
        if len(meant) != 1:
            raise StoreError(f"{self.name}: " + (f"{node} may be any of {len(meant)} documents" if meant else f"no document {node}"))
        if meant == self.find(read.id):
            raise StoreError(f"{self.name}: {read.id} does not cite itself")
        with self._writing() as connection:
            return reviews.put(connection, read.id, quote, verdict, meant[0].id, by, note)

    def take_back(self, document: str, citation: str, node: str) -> bool:
        """Forget what was said of a citation (its id, or its words) and a node; False when nothing was. `link()` is due."""
        read = next(iter(self.readings(document)), None)
        quote = _cited(read[1], citation) if read else None
        with self._writing() as connection:
            return reviews.take_back(connection, read[1].id if read else document, quote or citation, node)

    def reviews(self) -> list[Review]:
        """All that people said of links, in the order it was said."""
        with self._reading() as connection:
            return reviews.all_of(connection)

    def meant(self, document: str) -> dict[str, str]:
        """The node that each citation of a document (by its id) means; citations that mean none for certain are left out."""
        query = select(t.mention.c.citations, t.profile.c.node).join(t.profile, t.PROFILE).join(t.document, t.mention.c.document == t.document.c.pk)
        with self._reading() as connection:
            rows = connection.execute(query.where(t.document.c.id == document, t.profile.c.node.is_not(None)).order_by(*_PLACE))
            return {citation: node for citations, node in rows for citation in citations}

    def search(
        self,
        phrases: Sequence[str],
        kinds: Sequence[Kind] = (),
        *,
        level: str | None = None,
        province: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[int, list[Found]]:
        """How many nodes have all phrases in one passage of these kinds, whatever their tones, and `limit` of them from `offset` on, with the passages."""
        wanted = (t.node.c.level, level), (t.node.c.province, province)
        with self._reading() as connection:
            return search(connection, phrases, kinds, [column == value for column, value in wanted if value], limit, offset)

    def targets(self, nodes: Sequence[str]) -> dict[str, tuple[Target, ...]]:
        """The targets of nodes that were read, each as the text says that stands for it."""
        found: dict[str, tuple[Target, ...]] = {}
        columns = t.profile.c.node, t.record.c.record["targets"].label("targets")
        query = _texts(*columns).join(t.record, t.RECORD)
        with self._reading() as connection:
            for part in parts(nodes):
                for row in connection.execute(query.where(t.profile.c.node.in_(part))):
                    found.setdefault(row.node, tuple(map(_target, row.targets)))
        return found

    def origins(self, node: str) -> list[Origin]:
        """The files that a node was read from: official texts before reports, then by path."""
        c = t.document.c
        with self._reading() as connection:
            return [Origin(*row) for row in connection.execute(_of_node(node, c.path, c.sha256, c.kind, c.id))]

    def read_from(self, path: str) -> list[Node]:
        """The documents that were read from a file, in their order there."""
        column = t.profile.c.node
        query = select(column).select_from(t.profile).join(t.mention, t.PROFILE).join(t.document, t.ITSELF)
        query = query.where(t.document.c.path == path, column.is_not(None))
        with self._reading() as connection:
            ids = connection.scalars(query.order_by(t.document.c.part)).all()
        return self.named(list(dict.fromkeys(ids)))

    def records(self) -> Iterator[dict[str, Any]]:
        """The records of all files, ordered by document id, path and place in the file."""
        with self._reading() as connection:
            yield from connection.execution_options(yield_per=100).scalars(_READ.order_by(t.document.c.id, *_PLACE))

    def __iter__(self) -> Iterator[Document]:
        return (load(data) for data in self.records())

    def document(self, asked: str) -> Document:
        """The document of an id (its own or its node's), from the official text where there is one. StoreError when none was read."""
        mine = _READ.where(t.document.c.id == asked).order_by(t.document.c.kind, *_PLACE)
        with self._reading() as connection:
            data = connection.scalar(_of_node(asked, t.record.c.record).join(t.record, t.RECORD).limit(1)) or connection.scalar(mine.limit(1))
        if data is None:
            raise StoreError(f"{self.name}: no text of {asked} was read")
        return load(data)

    def readings(self, node: str) -> Iterator[tuple[str, Document]]:
        """The files that a node was read from, each with its document: official texts before reports, then by path."""
        with self._reading() as connection:
            rows = connection.execute(_of_node(node, t.document.c.path, t.record.c.record).join(t.record, t.RECORD)).all()
        yield from ((row.path, load(row.record)) for row in rows)

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, self.name)

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._engine, self.name)


def _of_node(node: str, *columns: Any) -> Select[Any]:
    """The documents that were read as a node, in the order of `_texts`."""
    return _texts(*columns).where(t.profile.c.node == node)


def _texts(*columns: Any) -> Select[Any]:
    """Documents with their nodes: those that claim its id before misprints of it, official texts before reports, then by path."""
    query = select(*columns).select_from(t.profile).join(t.mention, t.PROFILE).join(t.document, t.ITSELF)
    return query.order_by(t.document.c.id != t.profile.c.node, t.document.c.kind, *_PLACE)


def _target(values: dict[str, Any]) -> Target:
    return Target(**values | {"span": Span(**values["span"]), "inferred": tuple(values["inferred"])})


def _cited(document: Document, citation: str) -> str | None:
    """The words of a citation by its id, or by themselves."""
    return next((c.span.quote for c in document.citations if citation in (c.id, c.span.quote)), None)


def _quote(record: dict[str, Any], citations: Sequence[str]) -> str:
    """The words of the first of some citations; of the document itself its title."""
    found = (c["span"]["quote"] for c in record["citations"] if citations and c["id"] == citations[0])
    return next(found, record["header"]["title"] or "")
