"""Full-text search over titles, texts, targets and tasks: phrases without tones, found by the database, shown with the words as they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, TextClause, select, text

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
    found: dict[str, list[Any]] = defaultdict(list)
    query = _WITH_NODES.where(_matches(connection, wanted), t.passage.c.kind.in_(kinds or _KINDS), *limits)
    for row in connection.execute(query.order_by(t.passage.c.pk.desc()).limit(MOST)):
        found[row.node].append(row)
    ranked = sorted(found.items(), key=lambda item: (item[1][0].date or "", item[0]), reverse=True)
    ranked.sort(key=lambda item: not any(row.kind == "title" for row in item[1]))
    page = ranked[offset : offset + limit]
    return len(ranked), [Found(node, tuple(_hits(connection, rows, wanted))) for node, rows in page]


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
    .join(t.profile, t.profile.c.pk == t.mention.c.profile)
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
    tokens = [(m.start(), m.end(), folded(m.group())) for m in _TOKEN.finditer(source, start, end)]
    phrases = [words.split() for words in wanted]
    at = 0
    while at < len(tokens):
        long = max((len(p) for p in phrases if [token[2] for token in tokens[at : at + len(p)]] == p), default=0)
        if long:
            yield tokens[at][0], tokens[at + long - 1][1]
        at += long or 1


_BEFORE, _AFTER = 80, 200  # characters shown around the first place


def _around(source: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A stretch around the place where most of the words stand together, cut at blanks."""
    at = max(marks, key=lambda mark: (len({folded(source[a:b]) for a, b in marks if mark[0] <= a < mark[0] + _AFTER}), -mark[0]), default=(start, start))
    left, right = max(start, at[0] - _BEFORE), min(end, at[1] + _AFTER)
    left = left if left == start else source.find(" ", left, at[0]) + 1 or at[0]
    right = right if right == end else max(source.rfind(" ", at[1], right), at[1])
    return left, right
