"""Full-text search over titles, texts, targets and tasks: phrases without tones, found by the database, shown with the words as they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, TextClause, case, func, select, text

from vanban.derived.passages import Kind, folded
from vanban.store import schema as t


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: [start, end) of its document's text, around the words; `marks` are the words found, as stretches of that text."""

    document: str
    kind: Kind
    fact: str | None
    start: int
    end: int
    quote: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A node whose texts have all the phrases in one passage at least; a text piece is shown by its first place only."""

    node: str
    hits: tuple[Hit, ...]


_KINDS: tuple[Kind, ...] = ("title", "target", "task", "text")
_SHOWN = 5  # hits of a document
_MARKED = 200  # words marked in a passage


def search(connection: Connection, phrases: Sequence[str], kinds: Sequence[Kind], limits: Sequence[Any], limit: int, offset: int) -> tuple[int, list[Found]]:
    """How many nodes have passages of some kinds (all when none is named) with every phrase, and those from `offset` on: by title first, the latest first.

    `limits` are conditions on the node. Of words that stand nearly everywhere only the passages that came last are looked at, `MOST` of them.
    """
    wanted = [words for phrase in phrases if (words := folded(phrase))]
    if not wanted:
        return 0, []
    condition = _matches(connection, wanted) & t.passage.c.kind.in_(kinds or _KINDS)
    total, nodes = _page(connection, condition, limits, limit, offset)
    rows: dict[str, list[Any]] = {node: [] for node in nodes}
    for row in connection.execute(_WITH_NODES.where(condition, t.node.c.id.in_(nodes))):
        rows[row.node].append(row)
    return total, [Found(node, tuple(_hits(connection, several, wanted))) for node, several in rows.items()]


def _page(connection: Connection, condition: ColumnElement[bool], limits: Sequence[Any], limit: int, offset: int) -> tuple[int, list[str]]:
    """How many nodes were found, and those of a page in their order: by title first, the latest first."""
    found = _WITH_NODES.where(condition, *limits).order_by(t.passage.c.pk.desc()).limit(MOST).subquery()
    titled = func.max(case((found.c.kind == "title", 1), else_=0))
    nodes = select(found.c.node, func.count().over().label("total")).group_by(found.c.node, found.c.date)
    rows = connection.execute(nodes.order_by(titled.desc(), func.coalesce(found.c.date, "").desc(), found.c.node.desc()).limit(limit).offset(offset)).all()
    if not rows and offset:
        return connection.scalar(select(func.count(found.c.node.distinct()))) or 0, []
    return rows[0].total if rows else 0, [row.node for row in rows]


MOST = 20_000
"""Passages that a question looks at."""


_WITH_NODES = (
    select(
        *(t.passage.c[name] for name in ("document", "kind", "fact", "start", "end")),
        *(t.document.c[name].label(name) for name in ("id", "path", "part")),
        t.document.c.kind.label("source"),
        t.node.c.date,
        t.node.c.id.label("node"),
    )
    .join(t.document, t.document.c.pk == t.passage.c.document)
    .join(t.mention, (t.mention.c.document == t.passage.c.document) & (t.mention.c.place == 0))
    .join(t.profile, t.PROFILE)
    .join(t.node, t.node.c.id == t.profile.c.node)
)


def _matches(connection: Connection, wanted: Sequence[str]) -> TextClause:
    """The condition that a passage has all phrases, which are letters and digits alone."""
    if connection.dialect.name == "postgresql":
        asked = " & ".join(f"({' <-> '.join(words.split())})" for words in wanted)
        return text("passage.words @@ to_tsquery('simple', :asked)").bindparams(asked=asked)
    asked = " AND ".join(f'"{words}"' for words in wanted)
    return text("passage.pk IN (SELECT rowid FROM passage_index WHERE passage_index MATCH :asked)").bindparams(asked=asked)


def _hits(connection: Connection, rows: Sequence[Row[Any]], wanted: Sequence[str]) -> Iterator[Hit]:
    """The passages of a node as they are shown: of one text, that which stands for it where it has the words; titles before targets, tasks and the rest."""
    first = min(rows, key=lambda row: (row.id != row.node, row.source, row.path, row.part)).document
    shown = sorted((row for row in rows if row.document == first), key=lambda row: (_KINDS.index(row.kind), row.start, row.fact or ""))[:_SHOWN]
    read = select(t.document.c.id, t.record.c.record).join(t.record, t.record.c.document == t.document.c.pk)
    id, record = connection.execute(read.where(t.document.c.pk == first)).one()
    for row in shown:
        marks = list(islice(_marks(record["text"], row.start, row.end, wanted), _MARKED))
        start, end = (row.start, row.end) if row.kind != "text" else _around(record["text"], row.start, row.end, marks)
        yield Hit(id, row.kind, row.fact, start, end, record["text"][start:end], tuple(mark for mark in marks if start <= mark[0] and mark[1] <= end))


_TOKEN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")


def _marks(source: str, start: int, end: int, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the phrases stand between two places of a text, in order."""
    places = list(_TOKEN.finditer(source, start, end))
    tokens = [_folded(m.group()) for m in places]
    phrases: dict[str, list[list[str]]] = defaultdict(list)
    for words in wanted:
        phrases[words.split()[0]].append(words.split())
    free = 0
    for at, token in enumerate(tokens):
        if at >= free and token in phrases:
            long = max((len(p) for p in phrases[token] if tokens[at : at + len(p)] == p), default=0)
            if long:
                free = at + long
                yield places[at].start(), places[free - 1].end()


@lru_cache(maxsize=50_000)
def _folded(token: str) -> str:
    """A word folded; a language has fewer of them than its texts have places."""
    return folded(token)


_BEFORE, _AFTER = 80, 200  # characters shown around the first place


def _around(source: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A stretch around the place where most of the words stand together, cut at blanks."""
    at = max(marks, key=lambda mark: (len({folded(source[a:b]) for a, b in marks if mark[0] <= a < mark[0] + _AFTER}), -mark[0]), default=(start, start))
    left, right = max(start, at[0] - _BEFORE), min(end, at[1] + _AFTER)
    left = left if left == start else source.find(" ", left, at[0]) + 1 or at[0]
    right = right if right == end else max(source.rfind(" ", at[1], right), at[1])
    return left, right
