"""The truth of a simulated country beside what a store made of it.

A citation is right when the store resolved it to the node of the true document: the node that its file belongs to, or for what is in no file the node of its
id, else the one node that most citations of it, and of nothing else more, were resolved to. precision = right of those linked, recall = right of all true
citations.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import text as sql

from vanban.store import Store

Resolved: TypeAlias = tuple[str, str, str | None, bool]


# All that knows the tables of the store.
def resolved(store: Store) -> Iterator[Resolved]:
    """(path, citation id or "self", node or null, ambiguous) of all files, by path."""
    query = (
        "SELECT d.path, m.place, m.citations, p.node, p.node IS NULL AND EXISTS (SELECT 1 FROM candidate c WHERE c.profile = p.pk)"
        " FROM mention m JOIN profile p ON p.pk = m.profile JOIN document d ON d.pk = m.document ORDER BY d.path, d.part, m.place"
    )
    for path, place, citations, node, ambiguous in rows_of(store, query):
        cited = json.loads(citations) if isinstance(citations, str) else citations
        for citation in ["self"] if place == 0 else cited:
            yield path, citation, node, bool(ambiguous)


def spans(store: Store) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(path, citations of the record) of all files, by path."""
    part = "json_extract(record, '$.citations')" if store._engine.dialect.name == "sqlite" else "record -> 'citations'"
    for path, citations in rows_of(store, f"SELECT path, {part} FROM record JOIN document ON pk = document ORDER BY path, part"):
        yield path, json.loads(citations) if isinstance(citations, str) else citations


def implementing(store: Store) -> Iterator[tuple[str, str]]:
    """(subject, object) of the edges of implementing between nodes, each once."""
    query = "SELECT DISTINCT subject, object FROM edge WHERE type = 'implements'"
    return rows_of(store, query)


def rows_of(store: Store, query: str) -> Iterator[Any]:
    with store._engine.connect() as connection:
        yield from map(tuple, connection.execution_options(yield_per=1000).execute(sql(query)))


@dataclass(frozen=True, slots=True)
class Judged:
    """A true citation (`true` is its entry in truth.jsonl) and what the store made of it; `found` is false where the parser saw none."""

    path: str
    true: dict[str, Any]
    found: bool
    node: str | None
    ambiguous: bool


class Truth:
    """What truth.jsonl says of files and documents; citations are read again where they are needed."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.id: dict[str, str] = {}
        self.parents: dict[str, list[str]] = {}
        self.above: dict[str, list[str]] = {}
        self.central: list[str] = []
        for line in self.lines():
            self.id[line["path"]] = line["id"]
            self.parents[line["id"]], self.above[line["id"]] = line["implements"], line["above"]
            if line["level"] == "central" and not line["copy"]:
                self.central.append(line["id"])

    def lines(self) -> Iterator[dict[str, Any]]:
        with (self._out / "truth.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


class Score:
    """The store beside the truth."""

    def __init__(self, store: Store, out: Path) -> None:
        self.truth = Truth(out)
        self.own: dict[str, str | None] = {}
        self.judged: list[Judged] = []
        self.extra: list[tuple[str, str, str | None]] = []
        base = str(out.absolute() / "")
        facts = groupby(resolved(store), key=lambda row: row[0])
        for line, (path, read), (_, rows) in zip(self.truth.lines(), spans(store), facts, strict=True):
            assert path == base.rstrip("/") + "/" + line["path"], (path, line["path"])
            self._judge(line, read, {citation: (node, ambiguous) for _, citation, node, ambiguous in rows})
        self.node = self._nodes()

    def _judge(self, line: dict[str, Any], read: list[dict[str, Any]], means: dict[str, tuple[str | None, bool]]) -> None:
        self.own[line["path"]] = means["self"][0]
        left = {c["id"]: c for c in read}
        for true in line["citations"]:
            best = max(read, key=lambda c: overlap(c["span"], true), default=None)
            if best is None or overlap(best["span"], true) <= 0:
                self.judged.append(Judged(line["path"], true, False, None, False))
                continue
            left.pop(best["id"], None)
            self.judged.append(Judged(line["path"], true, True, *means[best["id"]]))
        self.extra += [(line["path"], c["span"]["quote"], means[c["id"]][0]) for c in left.values()]

    def _nodes(self) -> dict[str, str]:
        """The node of every true document."""
        found: dict[str, str] = {}
        for path, node in self.own.items():
            if node:
                found.setdefault(self.truth.id[path], node)
        of_files = set(found.values())
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        holds: dict[str, Counter[str]] = defaultdict(Counter)
        for j in self.judged:
            if j.node and j.node not in of_files:
                votes[j.true["id"]][j.node] += 1
                holds[j.node][j.true["id"]] += 1
        for id_, nodes in votes.items():
            if id_ not in found:
                node = id_ if id_ in nodes else max(nodes, key=lambda n: (nodes[n], n))
                if node == id_ or top(holds[node]) == id_:
                    found[id_] = node
        return found

    def right(self, j: Judged) -> bool:
        return j.node is not None and self.node.get(j.true["id"]) == j.node

    def split_and_merged(self) -> tuple[list[tuple[str, list[str]]], list[tuple[str, list[str]]]]:
        """True documents whose files fell into several nodes, and nodes that hold files of several true documents."""
        nodes, ids = defaultdict(set), defaultdict(set)
        for path, node in self.own.items():
            nodes[self.truth.id[path]].add(str(node))
            ids[str(node)].add(self.truth.id[path])
        return many(nodes), many(ids)

    def edges(self, store: Store, examples: int) -> dict[str, Any]:
        """Edges of implementing from files: right when the object is among all that the document carries out; found of those it carries out itself."""
        docs: dict[str, list[str]] = defaultdict(list)
        for id_ in self.truth.above:
            if node := self.node.get(id_):
                docs[node].append(id_)
        stated = {edge for edge in implementing(store) if edge[0] in docs}
        sound = {(node, self.node.get(a)) for node, ids in docs.items() for id_ in ids for a in self.truth.above[id_]}
        wanted = {(self.node.get(id_), self.node.get(a)) for id_, above in self.truth.parents.items() for a in above}
        wrong = sorted(stated - sound)
        return {
            "stated": len(stated),
            "precision": ratio(len(stated) - len(wrong), len(stated)),
            "recall": ratio(len(wanted & stated), len(wanted)),
            "wrong": wrong[:examples],
            "missing": sorted((str(a), str(b)) for a, b in wanted - stated)[:examples],
        }


def many(sets: dict[str, set[str]]) -> list[tuple[str, list[str]]]:
    return sorted((name, sorted(members)) for name, members in sets.items() if len(members) > 1)


def top(counts: Counter[str]) -> str:
    return max(counts, key=lambda name: (counts[name], name))


def overlap(span: dict[str, Any], true: dict[str, Any]) -> int:
    return int(min(span["end"], true["end"]) - max(span["start"], true["start"]))


def ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None
