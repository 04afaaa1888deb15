"""The graph of documents: who implements whom, through how many others, and what is still in force."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx  # type: ignore[import-untyped]

from vanban.identity.edges import Edge, Evidence
from vanban.identity.nodes import Node
from vanban.quantities import is_later
from vanban.validity import last_day

if TYPE_CHECKING:
    from vanban.store import Store

Graph: TypeAlias = nx.MultiDiGraph
"""Nodes are ids with the fields of `Node`; edges run from subject to object, one for each evidence, with the fields of `Edge`."""


@dataclass(frozen=True, slots=True)
class Plan(Node):
    """A document that implements another. `path`: ids from the asked document down to this one, `depth` steps; `evidence`: of the last step."""

    in_force: bool
    depth: int
    path: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def load(store: Store) -> Graph:
    """The whole graph of a store, as of its last `link()`."""
    return _graph(store.nodes(), store.edges())


def below(store: Store, node: str, direct: bool = False) -> Graph:
    """The part of the graph that tells what implements a node, itself or (unless `direct`) through others, and what ended each of these."""
    nodes, edges = store.below(node, direct)
    ends = store.edges_to([n.id for n in nodes], *ENDING)
    enders = store.named(sorted({edge.subject for edge in ends} - {n.id for n in nodes}))
    return _graph([*nodes, *enders], [*edges, *ends])


def _graph(nodes: Iterable[Node], edges: Iterable[Edge]) -> Graph:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, {name: getattr(node, name) for name in _FIELDS}) for node in nodes)
    graph.add_edges_from((e.subject, e.object, {"type": e.type, "partial": e.partial, "evidence": e.evidence}) for e in edges)
    return graph


_FIELDS = tuple(field.name for field in fields(Node))
ENDING = ("replaces", "repeals")
"""Relations by which a document ends another one."""


def in_force(graph: Graph, node: str, on: str | None = None) -> bool:
    """Whether a document holds on an ISO day: no document of then or before replaces or repeals it as a whole, and its period has not run out.

    Without a day: whether nothing in the graph ends it, whatever its period.
    """
    ends = (other for other, _, edge in graph.in_edges(node, data=True) if edge["type"] in ENDING and not edge["partial"])
    if any(on is None or not is_later(graph.nodes[other].get("date") or "", on) for other in ends):
        return False
    fields = graph.nodes[node]
    last = last_day(fields.get("doc_type"), fields.get("title")) if on else None
    return last is None or on is None or last >= on


def implementing(graph: Graph, node: str, direct: bool = False, on: str | None = None) -> list[Plan]:
    """The documents that implement `node`, itself or (unless `direct`) through others, nearest first, then by date; in force `on` an ISO day.

    Each comes once, at the end of its longest chain: a district's plan that names the directive and the province's plan stands under the latter.
    Circles are cut where they turn back towards the asked document.
    """
    down = _down(graph, node, direct)
    paths: dict[str, tuple[str, ...]] = {node: (node,)}
    for below in nx.lexicographical_topological_sort(down):
        if below != node:
            longest = max((paths[above] for above in down.predecessors(below)), key=lambda path: (len(path), path))
            paths[below] = (*longest, below)
    found = [_plan(graph, path, on) for path in paths.values() if len(path) > 1]
    return sorted(found, key=lambda plan: (plan.depth, plan.date or "9999", plan.id))


def _down(graph: Graph, node: str, direct: bool) -> nx.DiGraph:
    """The acyclic graph from a document down to what implements it. Within a circle only steps away from the asked document are kept."""
    down = nx.DiGraph([(o, s) for s, o, type_ in graph.edges(data="type") if type_ == "implements" and (o == node or not direct)])
    down.add_node(node)
    distance = nx.single_source_shortest_path_length(down, node)
    down = nx.DiGraph(down.subgraph(distance))
    circle = {member: k for k, members in enumerate(nx.strongly_connected_components(down)) for member in members}
    down.remove_edges_from([(a, b) for a, b in down.edges if circle[a] == circle[b] and distance[a] >= distance[b]])
    return down


def _plan(graph: Graph, path: tuple[str, ...], on: str | None) -> Plan:
    above, below = path[-2:]
    proofs = tuple(edge["evidence"] for edge in graph.get_edge_data(below, above).values() if edge["type"] == "implements")
    return Plan(**graph.nodes[below], in_force=in_force(graph, below, on), depth=len(path) - 1, path=path, evidence=proofs)


def graphml(graph: Graph) -> Iterator[str]:
    """The graph as lines of GraphML: one edge for each relation, with its evidence as JSON. What is unknown is left out; GraphML knows no null."""
    plain = nx.MultiDiGraph()
    plain.add_nodes_from((node, _attributes(fields)) for node, fields in graph.nodes(data=True))
    relations: dict[tuple[str, str, str, bool], list[dict[str, Any]]] = {}
    for subject, object_, edge in graph.edges(data=True):
        relations.setdefault((subject, object_, edge["type"], edge["partial"]), []).append(asdict(edge["evidence"]))
    for n, ((subject, object_, type_, partial), proofs) in enumerate(sorted(relations.items(), key=lambda item: item[0])):
        fields = {"type": type_, "partial": partial, "quote": proofs[0]["quote"], "evidence": json.dumps(proofs, ensure_ascii=False)}
        plain.add_edge(subject, object_, key=f"e{n}", **_attributes(fields))
    yield from nx.generate_graphml(plain, named_key_ids=True)


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _attributes(fields: dict[str, Any]) -> dict[str, Any]:
    """Characters that XML has no place for (form feeds between pages) become blanks."""
    return {name: _NO_XML.sub(" ", value) if isinstance(value, str) else value for name, value in fields.items() if value is not None}
