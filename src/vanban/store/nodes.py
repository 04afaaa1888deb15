"""Documents as linking knows them, loaded or not, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Literal

from sqlalchemy import Select, func, select

from vanban import ids, symbols
from vanban.identity.edges import Edge, Evidence
from vanban.identity.nodes import Node
from vanban.model import RelationType
from vanban.store import schema as t
from vanban.store.engine import Transactions
from vanban.store.facts import parts
from vanban.text import plain

_NODE = tuple(t.node.c[field.name] for field in fields(Node))
_EDGES = (
    select(t.edge.c.subject, t.edge.c.type, t.edge.c.object, t.edge.c.partial, t.document.c.id, t.statement.c.start, t.statement.c.end, t.statement.c.quote)
    .join(t.statement, t.statement.c.pk == t.edge.c.statement)
    .join(t.document, t.document.c.pk == t.edge.c.document)
)
Direction = Literal["incoming", "outgoing"]
_DIRECTIONS = {"incoming": (t.edge.c.object, t.edge.c.subject), "outgoing": (t.edge.c.subject, t.edge.c.object)}
"""For relations that others say of a document, and those that it says: the column of its own id, and that of the other's."""
_TOO_SHORT = 4  # letters that stand in too many titles


class NodeStore(Transactions):
    """What a store says of nodes and edges, as of the last `link()`."""

    def nodes(self) -> list[Node]:
        """All documents, loaded or known from citations, by id."""
        return self._nodes(select(t.node).order_by(t.node.c.id))

    def listed(
        self,
        level: str | None = None,
        province: str | None = None,
        doc_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        loaded: bool | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> tuple[int, list[Node]]:
        """How many documents there are of a level, province and type, of the days from `since` to `until` (ISO), and some of them by id."""
        c = t.node.c
        wanted = (c.level, level), (c.province, province), (c.doc_type, doc_type), (c.loaded, loaded)
        asked = [column == value for column, value in wanted if value is not None]
        asked += ([c.date >= since] if since else []) + ([c.date <= f"{until}~"] if until else [])  # a month or year holds all its days
        query = select(t.node).where(*asked)
        with self._reading() as connection:
            total = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
        return total, self._nodes(query.order_by(c.id).limit(limit).offset(offset))

    def find(self, asked: str) -> list[Node]:
        """The documents that an id, a symbol or a title may mean, by date; empty when there is none. Symbols as people type them ("21 ct tw")."""
        of_text = select(t.profile.c.node).join(t.mention, t.PROFILE).join(t.document, t.ITSELF).where(t.document.c.id == asked)
        of_claim = select(t.profile.c.node).where(t.profile.c.document_id == asked)
        by_id = (t.node.c.id == asked, t.node.c.id.in_(of_text), t.node.c.id.in_(of_claim)) if asked.startswith(ids.COUNTRY) else ()
        key, name = symbols.typed(asked) or "", plain(asked)  # null would compare equal to what has no symbol
        # SQLite would put a value that the bare name equals into the index's expression, and find no index for the outcome.
        titled = (t.name_found_by == name[: t.FOUND_BY]) & (func.coalesce(t.node.c.name, "") == name)
        number = symbols.typed_number(asked) or ""
        for condition in (*by_id, t.node.c.key == key, titled, t.node.c.number == number):
            if found := self._nodes(select(t.node).where(condition).order_by(func.coalesce(t.node.c.date, ""), t.node.c.id)):
                return found
        return []

    def suggest(self, typed: str, limit: int = 3) -> list[Node]:
        """Documents whose titles have the typed words in them as they stand, without tones; loaded ones first, the latest first."""
        words = plain(typed)
        if len(words) < _TOO_SHORT:
            return []
        found = select(t.node).where(t.node.c.name.contains(words, autoescape=True))
        return self._nodes(found.order_by(t.node.c.loaded.desc(), func.coalesce(t.node.c.date, "").desc(), t.node.c.id).limit(limit))

    def edges(self, node: str | None = None) -> list[Edge]:
        """All edges with their evidence, or those from and to a node; a mention that may mean several documents makes none."""
        if node is None:
            return self._edges()
        return sorted({*self._edges(subjects=[node]), *self._edges(objects=[node])}, key=_order)

    def edges_to(self, objects: Sequence[str], *types: str) -> list[Edge]:
        """The edges of some types to some nodes."""
        return self._edges(objects=objects, types=types)

    def all_edges(self, *types: str) -> list[Edge]:
        """All edges of some types."""
        return self._edges(types=types)

    def above(self, nodes: Sequence[str]) -> set[str]:
        """What any of the nodes implements, itself or through others."""
        seen, new = set[str](), list(nodes)
        step = select(t.edge.c.object).where(t.edge.c.type == "implements").distinct()
        with self._reading() as connection:
            while new:
                found = {id for part in parts(new) for id in connection.scalars(step.where(t.edge.c.subject.in_(part)))}
                new = sorted(found - seen)
                seen.update(new)
        return seen

    def below(self, node: str, direct: bool = False) -> tuple[list[Node], list[Edge]]:
        """What implements a node, itself or (unless `direct`) through others, with the node itself, and the edges that say so."""
        seen, new, found = {node}, [node], list[Edge]()
        while new:
            edges = self._edges(objects=new, types=("implements",))
            found += edges
            new = sorted({edge.subject for edge in edges} - seen)
            seen.update(new)
            if direct:
                break
        return self.named(sorted(seen)), found

    def named(self, ids: Sequence[str]) -> list[Node]:
        """The nodes of some ids, in their order; ids of none are passed over."""
        found = {node.id: node for part in parts(ids) for node in self._nodes(select(t.node).where(t.node.c.id.in_(part)))}
        return [found[id] for id in ids if id in found]

    def _edges(self, subjects: Sequence[str] | None = None, objects: Sequence[str] | None = None, types: Sequence[str] = ()) -> list[Edge]:
        """The edges from some nodes, or to some, or all; of some types only when they are named."""
        query = _EDGES.where(t.edge.c.type.in_(types)) if types else _EDGES
        column, ids = (t.edge.c.subject, subjects) if subjects is not None else (t.edge.c.object, objects)
        found: set[Edge] = set()
        with self._reading() as connection:
            for narrowed in [query] if ids is None else [query.where(column.in_(part)) for part in parts(ids)]:
                found.update(Edge(row[0], row[1], row[2], row[3], Evidence(*row[4:])) for row in connection.execute(narrowed))
        return sorted(found, key=_order)

    def related(self, node: str, direction: Direction) -> dict[RelationType, int]:
        """How many documents stand in each relation to a node: `incoming` are those that say something of it."""
        mine, other = _DIRECTIONS[direction]
        count = func.count(other.distinct())
        with self._reading() as connection:
            query = select(t.edge.c.type, count).where(mine == node).group_by(t.edge.c.type).order_by(t.edge.c.type)
            return {row.type: row[1] for row in connection.execute(query)}

    def ends(self, node: str, direction: Direction, type: str, limit: int, offset: int = 0) -> list[tuple[Node, Evidence]]:
        """Some of the documents that stand in one relation to a node, by date and id, each with words that say so, its own text's first."""
        mine, other = _DIRECTIONS[direction]
        date = func.coalesce(t.node.c.date, "9999")
        nodes = select(*_NODE).where(t.node.c.id.in_(select(other).where(mine == node, t.edge.c.type == type))).order_by(date, t.node.c.id)
        with self._reading() as connection:
            found = [Node(*row) for row in connection.execute(nodes.limit(limit).offset(offset))]
            said = connection.execute(_EDGES.where(mine == node, t.edge.c.type == type, other.in_([one.id for one in found]))).all()
        proofs: dict[str, Evidence] = {}
        for row in sorted(said, key=lambda row: (row.id != row.subject, row.id, row.start)):
            proofs.setdefault(row.subject if direction == "incoming" else row.object, Evidence(*row[4:]))
        return [(one, proofs[one.id]) for one in found]

    def leading(self, limit: int) -> list[tuple[Node, int]]:
        """The documents that most others implement themselves, and how many these are."""
        below = func.count(t.edge.c.subject.distinct()).label("below")
        query = select(t.edge.c.object, below).where(t.edge.c.type == "implements").group_by(t.edge.c.object).order_by(below.desc(), t.edge.c.object)
        with self._reading() as connection:
            found = {row.object: row.below for row in connection.execute(query.limit(limit))}
        return [(node, found[node.id]) for node in self.named(list(found))]

    def _nodes(self, query: Select[Any]) -> list[Node]:
        with self._reading() as connection:
            return [Node(*row) for row in connection.execute(query.with_only_columns(*_NODE))]


def _order(edge: Edge) -> tuple[Any, ...]:
    return edge.subject, edge.type, edge.object, edge.evidence.document, edge.evidence.start
