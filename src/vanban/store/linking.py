"""Linking: giving each profile its node, for the keys that came or went and nothing else.

Mentions that may be one document share a key, so each group of keys is linked by itself and in any order. Plans without number come after the numbered
ones whose place they take, and what people confirmed comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, update

from vanban import symbols
from vanban.identity.facts import agree, united
from vanban.identity.mention import Mention
from vanban.identity.naming import merged
from vanban.identity.nodes import Node, node_of, nodes
from vanban.identity.resolve import Candidate, resolve
from vanban.store import schema as t
from vanban.store.facts import CONFIRMED, EDGES, LINK, UNNUMBERED, mark, mark_edges, parts, phase, to_mention
from vanban.text import plain

_KEYS, _PROFILES = 50, 1_000
"""The most that are linked in one transaction; but what shares one key is linked together, and the numbers from 1 on are shared by thousands."""


def link_some(connection: Connection) -> bool:
    """Link the first keys that linking is due for; False when there were none."""
    now = connection.scalar(select(func.min(t.dirty.c.phase)))
    if now is None:
        return False
    due = connection.scalars(select(t.dirty.c.key).where(t.dirty.c.phase == now).order_by(t.dirty.c.key).limit(_KEYS)).all()
    if now == EDGES:
        _connect(connection, [int(key) for key in due])
        connection.execute(delete(t.dirty).where(t.dirty.c.phase == now, t.dirty.c.key.in_(due)))
        return True
    done, pks = _closed(connection, _few(connection, due))
    left = _delete_orphans(connection, pks)
    {LINK: _link, UNNUMBERED: _link_unnumbered, CONFIRMED: _link_confirmed}[now](connection, _Group(connection, pks, left))
    for part in parts(sorted(done)):
        connection.execute(delete(t.dirty).where(t.dirty.c.phase == now, t.dirty.c.key.in_(part)))
    return True


class _Group:
    """The profiles of some keys, with how often each was met, and the nodes that they and those that went (`left`) stood for."""

    def __init__(self, connection: Connection, pks: Iterable[int], left: Iterable[str] = ()) -> None:
        self.pks = sorted(pks)
        self.rows: list[Row[Any]] = []
        counts: dict[int, int] = {}
        c = t.mention.c
        for part in parts(self.pks):
            self.rows += connection.execute(select(t.profile).where(t.profile.c.pk.in_(part)).order_by(t.profile.c.pk))
            met = connection.execute(select(c.profile, func.count()).where(c.profile.in_(part)).group_by(c.profile))
            counts.update((row[0], row[1]) for row in met)
        self.mentions = [to_mention(row) for row in self.rows]
        self.counts = [counts[row.pk] for row in self.rows]
        self.before = {row.node for row in self.rows if row.node} | set(left)


def _few(connection: Connection, due: Sequence[str]) -> list[str]:
    """The first of the keys, with no more than `_PROFILES` profiles; one at least."""
    chosen: list[str] = []
    met = 0
    for key in due:
        met += connection.scalar(select(func.count()).where(t.profile_key.c.key == key)) or 0
        if chosen and met > _PROFILES:
            break
        chosen.append(key)
    return chosen


def _closed(connection: Connection, due: Iterable[str]) -> tuple[set[str], set[int]]:
    """All keys and profiles that the keys lead to: profiles that share one, their other keys, and so on."""
    keys, pks, new = set(due), set[int](), set(due)
    by_key, by_profile = t.profile_key.c.key, t.profile_key.c.profile
    while new:
        found = {pk for part in parts(sorted(new)) for pk in connection.scalars(select(by_profile).where(by_key.in_(part)))} - pks
        pks |= found
        new = {key for part in parts(sorted(found)) for key in connection.scalars(select(by_key).where(by_profile.in_(part)).distinct())} - keys
        keys |= new
    return keys, pks


def _delete_orphans(connection: Connection, pks: set[int]) -> set[str]:
    """Take out the profiles that no text has any more, here and from `pks`; the nodes that they stood for."""
    used = select(t.mention.c.profile).where(t.mention.c.profile == t.profile.c.pk).exists()
    left: set[str] = set()
    for part in parts(sorted(pks)):
        gone = connection.execute(select(t.profile.c.pk, t.profile.c.node).where(t.profile.c.pk.in_(part), ~used)).all()
        here = [row.pk for row in gone]
        _mark_aliases(connection, here)
        connection.execute(delete(t.profile).where(t.profile.c.pk.in_(here)))  # and with it its keys, aliases and candidates
        left |= {row.node for row in gone if row.node}
        pks.difference_update(here)
    return left


def _link(connection: Connection, group: _Group) -> None:
    resolution = resolve(group.mentions, group.counts)
    found, ids = nodes(group.mentions, resolution, group.counts)
    means = {i: ids[at] for at, cluster in enumerate(resolution.clusters) for i in cluster}
    candidates = [row for i, open_ in resolution.candidates.items() for row in _candidate_rows(group.rows[i].pk, open_, ids)]
    _write(connection, group, means, found, candidates, LINK)
    for part in parts(group.pks):
        _mark_aliases(connection, part)


def _link_unnumbered(connection: Connection, group: _Group) -> None:
    """A plan without number is the numbered one of its issuer and year that implements the same, when there is exactly one and dates do not contradict.

    A text that could be several is a document of its own until more is known; what only cites it is ambiguous.
    """
    means: dict[int, str] = {}
    found: list[Node] = []
    candidates: list[dict[str, Any]] = []
    for id, places in sorted(_by_id(group.mentions).items()):
        mentions = [group.mentions[i] for i in places]
        fitting = _numbered(connection, id, mentions)
        if len(fitting) > 1:
            candidates += [{"profile": group.rows[i].pk, "node": node, "score": 0.5, "reasons": _UNNUMBERED} for i in places for node in fitting]
        if len(fitting) == 1:
            means |= dict.fromkeys(places, fitting[0])
        elif not fitting or any(mention.rank for mention in mentions):
            means |= dict.fromkeys(places, id)
            found.append(node_of(id, merged(mentions, [group.counts[i] for i in places])))
    _write(connection, group, means, found, candidates, UNNUMBERED)
    for node in sorted({*means.values(), *group.before} - {n.id for n in found}):
        _renew(connection, node)


_UNNUMBERED = ["the same issuer, kind and year, and implements the same document"]


def _by_id(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        found[mention.document_id or ""].append(i)
    return found


def _numbered(connection: Connection, id: str, mentions: Sequence[Mention]) -> list[str]:
    """The nodes that would bear the id, had they no number."""
    facts = united([m.facts for m in mentions])._replace(symbol=None)
    rows = connection.execute(select(t.profile).join(t.alias, t.alias.c.profile == t.profile.c.pk).where(t.alias.c.alias == id, t.profile.c.node.is_not(None)))
    fitting = {row.node for row in rows if agree(facts, to_mention(row).facts)}
    return sorted(fitting)


def _link_confirmed(connection: Connection, group: _Group) -> None:
    """What a person confirmed is the node of that id, or the one that now holds the document of that id; nothing while there is none."""
    means: dict[int, str] = {}
    for i, mention in enumerate(group.mentions):
        node = connection.scalar(select(t.node.c.id).where(t.node.c.id == mention.confirmed)) or connection.scalar(
            select(func.min(t.profile.c.node)).where(t.profile.c.document_id == mention.confirmed)
        )
        if node:
            means[i] = node
    _write(connection, group, means, [], [], CONFIRMED)


def _write(connection: Connection, group: _Group, means: dict[int, str], found: Sequence[Node], candidates: list[dict[str, Any]], now: int) -> None:
    """Put the answer in the place of the former one, and mark for later phases whom the change of nodes concerns."""
    new = {node.id for node in found}
    changed = [{"of": row.pk, "is": means.get(i)} for i, row in enumerate(group.rows) if row.node != means.get(i)]
    _disturb(connection, group, new, now)
    for part in parts(group.pks):
        connection.execute(delete(t.candidate).where(t.candidate.c.profile.in_(part)))
    for some in parts([row["of"] for row in changed]):
        mark_edges(connection, some)
    if changed:
        connection.execute(update(t.profile).where(t.profile.c.pk == bindparam("of")).values(node=bindparam("is")), changed)
    gone = group.before | new if now == LINK else new  # later phases share nodes with others
    for ids in parts(sorted(gone)):
        connection.execute(delete(t.node).where(t.node.c.id.in_(ids)))
    if found:
        connection.execute(insert(t.node), [_node_row(node) for node in found])
    if candidates:
        connection.execute(insert(t.candidate), candidates)
    _stand(connection, group.before | new | set(means.values()))


_CLAIMS = case((t.document.c.id == t.profile.c.node, 0), else_=1)
_RANK = func.row_number().over(partition_by=t.profile.c.node, order_by=(_CLAIMS, t.document.c.kind, t.document.c.path, t.document.c.part))
_RANKED = (
    select(t.profile.c.node, t.document.c.pk, _RANK.label("rank"))
    .join(t.mention, (t.mention.c.profile == t.profile.c.pk) & (t.mention.c.place == 0))
    .join(t.document, t.document.c.pk == t.mention.c.document)
)


def _stand(connection: Connection, nodes: Iterable[str]) -> None:
    """Find anew which text stands for each node: one that claims its id before misprints of it, official ones before reports, then by path."""
    for ids in parts(sorted(nodes)):
        connection.execute(delete(t.standing).where(t.standing.c.node.in_(ids)))
        ranked = _RANKED.where(t.profile.c.node.in_(ids)).subquery()
        connection.execute(insert(t.standing).from_select(["node", "document"], select(ranked.c.node, ranked.c.pk).where(ranked.c.rank == 1)))


def _disturb(connection: Connection, group: _Group, new: set[str], now: int) -> None:
    """Linking is due again in later phases for profiles of other keys that stand for a former node, and for what people confirmed to be one of the nodes."""
    due: set[str] = set()
    for ids in parts(sorted(group.before)):
        joined = select(t.profile_key.c.key).join(t.profile, t.profile_key.c.profile == t.profile.c.pk).where(t.profile.c.node.in_(ids))
        due |= {key for key in connection.scalars(joined.distinct()) if phase(key) > now}
    if connection.scalar(select(t.profile_key.c.key).where(t.profile_key.c.key.between("confirmed|", "confirmed~")).limit(1)):
        concerned = group.before | new | {mention.document_id for mention in group.mentions if mention.document_id}
        for keys in parts([f"confirmed|{id}" for id in sorted(concerned)]):
            due |= {key for key in connection.scalars(select(t.profile_key.c.key).where(t.profile_key.c.key.in_(keys))) if phase(key) > now}
    mark(connection, due)


_SUBJECT, _OBJECT, _FROM, _TO = t.mention.alias(), t.mention.alias(), t.profile.alias(), t.profile.alias()
_SAID = (
    select(_TO.c.node, t.statement.c.type, _FROM.c.node, t.statement.c.pk, t.statement.c.document, t.statement.c.partial)
    .select_from(t.statement)
    .join(_SUBJECT, (_SUBJECT.c.document == t.statement.c.document) & (_SUBJECT.c.place == t.statement.c.subject))
    .join(_OBJECT, (_OBJECT.c.document == t.statement.c.document) & (_OBJECT.c.place == t.statement.c.object))
    .join(_FROM, _SUBJECT.c.profile == _FROM.c.pk)
    .join(_TO, _OBJECT.c.profile == _TO.c.pk)
    .where(_FROM.c.node.is_not(None), _TO.c.node.is_not(None), _FROM.c.node != _TO.c.node)
)


def _connect(connection: Connection, documents: Sequence[int]) -> None:
    """Make the edges of documents anew: their statements, between the nodes that their mentions mean now."""
    connection.execute(delete(t.edge).where(t.edge.c.document.in_(documents)))
    columns = ["object", "type", "subject", "statement", "document", "partial"]
    connection.execute(insert(t.edge).from_select(columns, _SAID.where(t.statement.c.document.in_(documents))))


def _mark_aliases(connection: Connection, pks: Sequence[int]) -> None:
    """Linking is due for the plans without number that may be one of these."""
    same = t.profile_key.c.key == "id|" + t.alias.c.alias
    mark(connection, set(connection.scalars(select(t.profile_key.c.key).join(t.alias, same).where(t.alias.c.profile.in_(pks)).distinct())))


def _renew(connection: Connection, node: str) -> None:
    """Make the row of a node anew, of all profiles that stand for it."""
    group = _Group(connection, connection.scalars(select(t.profile.c.pk).where(t.profile.c.node == node)).all())
    connection.execute(delete(t.node).where(t.node.c.id == node))
    if group.mentions:
        connection.execute(insert(t.node), _node_row(node_of(node, merged(group.mentions, group.counts))))


def _node_row(node: Node) -> dict[str, Any]:
    name = plain(node.title) if node.title else None
    return {**asdict(node), "key": symbols.key(node.symbol), "number": symbols.number_key(node.symbol), "name": name}


def _candidate_rows(profile: int, candidates: tuple[Candidate, ...], ids: list[str]) -> Iterator[dict[str, Any]]:
    """Clusters that claim one id are one node, and so one candidate: the best of them."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        best.setdefault(ids[candidate.cluster], candidate)
    return ({"profile": profile, "node": node, "score": c.score, "reasons": c.reasons} for node, c in best.items())
