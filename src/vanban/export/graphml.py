"""The graph of documents for Gephi, yEd, Cytoscape and the like, as GraphML: written as it is read, without the graph in memory.

What is unknown is left out, since GraphML knows no null. Gephi shows `label` and takes `weight`, how many sentences say the same of two documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from vanban import wording
from vanban.export.exporters import Asked
from vanban.export.names import xml_text
from vanban.identity.edges import Edge
from vanban.identity.nodes import Node

if TYPE_CHECKING:
    from vanban.store import Store

_NODE = {"label": "string", **dict.fromkeys(Node.__slots__[1:], "string"), "loaded": "boolean"}
_EDGE = {"label": "string", "weight": "double", "type": "string", "partial": "boolean", "quote": "string", "evidence": "string"}
"""Attributes, each with its type."""


def lines(store: Store, asked: Asked) -> Iterator[str]:
    """The nodes with what is known of them, and one edge for each relation of two nodes, with its evidence as JSON."""
    from vanban.store import streams

    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, attributes in (("node", _NODE), ("edge", _EDGE)):
        for name, type in attributes.items():
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{type}"/>'
    yield '<graph edgedefault="directed">'
    for node in streams.nodes(store):
        yield f'<node id="{_text(node.id)}">{_data("node", _NODE, _of_node(node))}</node>'
    same = groupby(streams.edges(store), key=lambda edge: (edge.object, edge.type, edge.subject))
    relations = (relation for _, edges in same for relation in _relations(list(edges)))
    for n, edges in enumerate(relations):
        yield f'<edge id="e{n}" source="{_text(edges[0].subject)}" target="{_text(edges[0].object)}">{_data("edge", _EDGE, _of_edges(edges))}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _relations(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Those that concern a document as a whole, and those that concern some articles of it."""
    return (some for partial in (False, True) if (some := [edge for edge in edges if edge.partial == partial]))


def _of_node(node: Node) -> dict[str, Any]:
    return {"label": wording.called(node.doc_type, node.symbol, node.title), **asdict(node)}


def _of_edges(edges: list[Edge]) -> dict[str, Any]:
    first, evidence = edges[0], [asdict(edge.evidence) for edge in edges]
    return {
        "label": wording.RELATIONS[first.type],
        "weight": len(edges),
        "type": first.type,
        "partial": first.partial,
        "quote": first.evidence.quote,
        "evidence": json.dumps(evidence, ensure_ascii=False),
    }


def _data(of: str, attributes: Mapping[str, str], values: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{of}-{name}">{_text(values[name])}</data>' for name in attributes if values[name] is not None)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(xml_text(str(value))).replace("\r", "&#13;")
