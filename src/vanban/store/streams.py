"""What a store holds, one by one: for whoever writes it out and must not hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from vanban.identity.edges import Edge, Evidence
from vanban.identity.nodes import Node
from vanban.model import Document
from vanban.records import load
from vanban.store import schema as t

if TYPE_CHECKING:
    from vanban.store import Store

_AT_ONCE = 500


def nodes(store: Store) -> Iterator[Node]:
    """All documents, loaded or known from citations, by id."""
    query = select(*(t.node.c[field.name] for field in fields(Node))).order_by(t.node.c.id)
    with store._reading() as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
            yield Node(*row)


def edges(store: Store) -> Iterator[Edge]:
    """All edges with their evidence, by object, type and subject; the same words of one document, read from several files, once."""
    e, s = t.edge.c, t.statement.c
    query = select(e.subject, e.type, e.object, e.partial, t.document.c.id, s.start, s.end, s.quote)
    query = query.join(t.statement, s.pk == e.statement).join(t.document, t.document.c.pk == e.document)
    query = query.order_by(e.object, e.type, e.subject, e.statement)  # as the table lies: nothing is sorted, nothing held
    with store._reading() as connection:
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
        for _, group in groupby(rows, key=lambda row: tuple(row[:3])):
            yield from dict.fromkeys(Edge(*row[:4], Evidence(*row[4:])) for row in group)


def links(store: Store) -> Iterator[tuple[int, str, str, str]]:
    """For each citation that means a node for certain: the number of its reading, its document, its own id, the node. Readings count as in `records()`."""
    d, m, p = t.document.c, t.mention.c, t.profile.c
    query = select(d.pk, d.id, m.citations, p.node).outerjoin(t.mention, m.document == d.pk).outerjoin(t.profile, t.PROFILE)
    query = query.order_by(d.id, d.path, d.part, m.place)
    with store._reading() as connection:
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
        for number, (_, group) in enumerate(groupby(rows, key=lambda row: row[0])):
            for _, document, citations, node in group:
                yield from ((number, document, citation, node) for citation in citations or () if node)


def readings(store: Store, node: str) -> Iterator[tuple[Document, dict[str, str]]]:
    """The documents that a node was read as, each with the nodes that its citations mean: the id's own before misprints, official texts before reports."""
    d, m, p = t.document.c, t.mention.c, t.profile.c
    of_node = select(d.pk, t.record.c.record).join(t.mention, t.ITSELF).join(t.profile, t.PROFILE)
    of_node = of_node.join(t.record, t.RECORD).where(p.node == node).order_by(d.id != node, d.kind, d.path, d.part)
    cited = select(m.citations, p.node).join(t.profile, t.PROFILE).where(p.node.is_not(None))
    with store._reading() as connection:
        for pk, record in connection.execute(of_node).all():
            meant = connection.execute(cited.where(m.document == pk)).all()
            yield load(record), {citation: known for citations, known in meant for citation in citations}
