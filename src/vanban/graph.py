"""The graph of documents: who implements whom, through how many others, and what is still in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import networkx as nx  # type: ignore[import-untyped]

from vanban.identity.edges import Edge, Evidence
from vanban.identity.nodes import Node
from vanban.quantities import is_later
from vanban.validity import last_day

if TYPE_CHECKING:
    from vanban.store import Store

ENDING = ("replaces", "repeals")
"""Relations by which a document ends another one."""


@dataclass(frozen=True, slots=True)
class Plan(Node):
    """A document that implements another. `path`: ids from the asked document down to this one, `depth` steps; `evidence`: of the last step."""

    in_force: bool
    depth: int
    path: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Below:
    """What implements a document, itself or through others: these nodes with the document, the words that say who implements whom, and who ended them."""

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge], ends: Iterable[tuple[Edge, str | None]] = ()) -> None:
        """`ends`: edges by which a document ends one of the nodes as a whole or in part, each with the date of that document."""
        self.nodes = {node.id: node for node in nodes}
        self.proofs: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for edge in edges:
            self.proofs[edge.subject, edge.object].append(edge.evidence)
        self.ended: dict[str, list[str | None]] = defaultdict(list)
        for edge, date in ends:
            if not edge.partial:
                self.ended[edge.object].append(date)


def below(store: Store, node: str, direct: bool = False) -> Below:
    """What implements `node` in a store, itself or (unless `direct`) through others."""
    nodes, edges = store.below(node, direct)
    ends = store.edges_to([n.id for n in nodes], *ENDING)
    dates = {ender.id: ender.date for ender in store.named(sorted({edge.subject for edge in ends}))}
    return Below(nodes, edges, [(edge, dates[edge.subject]) for edge in ends])


def in_force(found: Below, node: str, on: str | None = None) -> bool:
    """Whether a document holds on an ISO day: it was made by then, nothing of then or before replaces or repeals it whole, its period has not run out.

    Without a day: whether nothing in the graph ends it, whatever its period.
    """
    if any(on is None or date is None or not is_later(date, on) for date in found.ended.get(node, ())):
        return False
    if on is None:
        return True
    one = found.nodes[node]
    last = last_day(one.doc_type, one.title)
    return not (one.date and is_later(one.date, on)) and (last is None or last >= on)


def implementing(found: Below, node: str, direct: bool = False, on: str | None = None) -> list[Plan]:
    """The documents that implement `node`, itself or (unless `direct`) through others, nearest first, then by date; in force `on` an ISO day.

    Each comes once, at the end of its longest chain: a district's plan that names the directive and the province's plan stands under the latter.
    Circles are cut where they turn back towards the asked document.
    """
    down = _down(found, node, direct)
    paths: dict[str, tuple[str, ...]] = {node: (node,)}
    for one in nx.topological_sort(down):
        if one != node:
            longest = max((paths[above] for above in down.predecessors(one)), key=lambda path: (len(path), path))
            paths[one] = (*longest, one)
    plans = [_plan(found, path, on) for path in paths.values() if len(path) > 1]
    return sorted(plans, key=lambda plan: (plan.depth, plan.date or "9999", plan.id))


def _down(found: Below, node: str, direct: bool) -> nx.DiGraph:
    """The acyclic graph from a document down to what implements it. Within a circle only steps away from the asked document are kept."""
    down = nx.DiGraph([(above, below) for below, above in found.proofs if above == node or not direct])
    down.add_node(node)
    distance = nx.single_source_shortest_path_length(down, node)
    down.remove_nodes_from([one for one in down if one not in distance])
    if nx.is_directed_acyclic_graph(down):
        return down
    circle = {member: k for k, members in enumerate(nx.strongly_connected_components(down)) for member in members}
    down.remove_edges_from([(a, b) for a, b in down.edges if circle[a] == circle[b] and distance[a] >= distance[b]])
    return down


def _plan(found: Below, path: tuple[str, ...], on: str | None) -> Plan:
    above, one = path[-2:]
    known = {field.name: getattr(found.nodes[one], field.name) for field in fields(Node)}
    return Plan(
        **known,
        in_force=in_force(found, one, on),
        depth=len(path) - 1,
        path=path,
        evidence=tuple(sorted(found.proofs[one, above], key=lambda proof: proof.document != one)),
    )
