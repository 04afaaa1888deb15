"""The documents of the graph, loaded or known only from what others say of them, each under an id of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.identity.mention import Mention
from vanban.identity.naming import merged, named
from vanban.identity.resolve import Resolution
from vanban.model import Level


@dataclass(frozen=True, slots=True)
class Node:
    """A document as far as it is known. `issuer` is the name of the body, `unit` where it stands, as in ids (`vn/lai-chau/phong-tho`).

    `loaded`: a text of it, or a report on it, was read.
    """

    id: str
    symbol: str | None
    doc_type: str | None
    title: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    date: str | None
    loaded: bool
    unit: str | None


def nodes(mentions: Sequence[Mention], resolution: Resolution, counts: Sequence[int] | None = None) -> tuple[list[Node], list[str]]:
    """The nodes, ordered by id, and for each cluster of the resolution the id of its node. Clusters that claim one document id are one node.

    `counts` says how often each mention was met.
    """
    met = counts or [1] * len(mentions)
    whole = [merged([mentions[i] for i in cluster], [met[i] for i in cluster]) for cluster in resolution.clusters]
    ids = named(whole)
    members: dict[str, list[int]] = defaultdict(list)
    for id, cluster in zip(ids, resolution.clusters, strict=True):
        members[id] += cluster
    return [node_of(node, merged([mentions[i] for i in members[node]], [met[i] for i in members[node]])) for node in sorted(members)], ids


def node_of(node: str, m: Mention) -> Node:
    """The node of that id, of all that is said of it together."""
    level = m.facts.level
    province = m.issuer.province if m.issuer and m.facts.province else None
    return Node(node, m.symbol, m.doc_type, m.title or m.name, m.issuer.text if m.issuer else None, level, province, m.date, m.rank > 0, m.facts.unit)
