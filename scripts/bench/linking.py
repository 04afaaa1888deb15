"""How a simulated country is built and linked: seconds, memory, and which of its citations find the right document.

usage: python scripts/bench_linking.py OUT [--db URL] [--jobs N] [--json] [--shown N]
       python scripts/bench_linking.py --growth [--full] [--jobs N]
OUT is what scripts/simulate.py wrote; the store is made new (OUT/linking.db unless --db names a database, which must be empty). A citation is right when
the store resolved it to the node of the true document: the node that its file belongs to, or for what is in no file the node of its id, else the one
node that most citations of it, and of nothing else more, were resolved to. precision = right of those linked, recall = right of all true citations.
--growth makes countries of 2,000 and 20,000 documents (--full: 200,000 too) in a temporary folder and prints how the cost grows.
"""

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from sqlalchemy import text as sql  # noqa: E402

from vanban import ask  # noqa: E402
from vanban.build import build  # noqa: E402
from vanban.store import Store  # noqa: E402

SHOWN = 50
SAMPLED = 20
PATIENCE = 60.0
"""Seconds that questions of one kind may take together."""
SIZES = (2_000, 20_000, 200_000)
Resolved: TypeAlias = tuple[str, str, str | None, bool]


# All that knows the tables of the store.
def resolved(store: Store) -> Iterator[Resolved]:
    """(path, citation id or "self", node or null, ambiguous) of all files, by path."""
    query = (
        "SELECT d.path, m.place, m.citations, p.node, p.node IS NULL AND EXISTS (SELECT 1 FROM candidate c WHERE c.profile = p.pk)"
        " FROM mention m JOIN profile p ON p.pk = m.profile JOIN document d ON d.pk = m.document ORDER BY d.path, d.part, m.place"
    )
    for path, place, citations, node, ambiguous in _rows(store, query):
        cited = json.loads(citations) if isinstance(citations, str) else citations
        for citation in ["self"] if place == 0 else cited:
            yield path, citation, node, bool(ambiguous)


def spans(store: Store) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(path, citations of the record) of all files, by path."""
    part = "json_extract(record, '$.citations')" if store._engine.dialect.name == "sqlite" else "record -> 'citations'"
    for path, citations in _rows(store, f"SELECT path, {part} FROM record JOIN document ON pk = document ORDER BY path, part"):
        yield path, json.loads(citations) if isinstance(citations, str) else citations


def implementing(store: Store) -> Iterator[tuple[str, str]]:
    """(subject, object) of the edges of implementing between nodes, each once."""
    query = "SELECT DISTINCT subject, object FROM edge WHERE type = 'implements'"
    return _rows(store, query)


def _rows(store: Store, query: str) -> Iterator[Any]:
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


def linking(score: Score, examples: int) -> dict[str, Any]:
    """The figures of linking, with examples of each way to fail."""
    judged = score.judged
    linked = [j for j in judged if j.node]
    wrong = [j for j in linked if not score.right(j)]
    decidable = [j for j in judged if j.true["decidable"] != "none"]
    right = len(linked) - len(wrong)
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    for j in judged:
        kind = "misprinted" if j.true["misprinted"] else j.true["decidable"]
        classes[kind][outcome(score, j)] += 1
    split, mixed = score.split_and_merged()
    return {
        "true_citations": len(judged),
        "linked": len(linked),
        "precision": ratio(right, len(linked)),
        "recall": ratio(right, len(judged)),
        "decidable_recall": ratio(sum(score.right(j) for j in decidable), len(decidable)),
        "by_class": {kind: dict(sorted(counts.items())) for kind, counts in sorted(classes.items())},
        "not_in_truth": len(score.extra),
        "own_id": ratio(sum(node == score.truth.id[path] for path, node in score.own.items()), len(score.own)),
        "split": len(split),
        "merged": len(mixed),
        "examples": {
            "wrong": [shown(score, j) for j in wrong[:examples]],
            **{name: [shown(score, j) for j in judged if outcome(score, j) == name][:examples] for name in ("ambiguous", "unresolved", "not found")},
            "not in truth": [f"{path}: {words!r} → {node}" for path, words, node in score.extra[:examples]],
            "split": split[:examples],
            "merged": mixed[:examples],
        },
    }


def outcome(score: Score, j: Judged) -> str:
    if not j.found:
        return "not found"
    if j.ambiguous:
        return "ambiguous"
    return "unresolved" if j.node is None else "right" if score.right(j) else "wrong"


def shown(score: Score, j: Judged) -> str:
    t, true_node = j.true, score.node.get(j.true["id"])
    reason = f"decidable by {t['decidable']}{', misprinted' if t['misprinted'] else ''}"
    return f"{j.path} [{t['start']}]: {t['words']!r} ({reason}): true {t['id']} (node {true_node}), got {j.node}"


def build_store(out: Path, url: str | Path, jobs: int) -> tuple[Store, dict[str, Any]]:
    """A new store of the country, with what it cost."""
    store = Store(url)
    link, seconds = store.link, [0.0]

    def timed(*args: Any, **named: Any) -> Any:
        start = perf_counter()
        try:
            return link(*args, **named)
        finally:
            seconds[0] += perf_counter() - start

    store.link = timed  # type: ignore[method-assign]
    start = perf_counter()
    report = build([out / "documents"], store, jobs)
    total = perf_counter() - start
    usage = {who: resource.getrusage(which).ru_maxrss / 1024 for who, which in (("own", resource.RUSAGE_SELF), ("worker", resource.RUSAGE_CHILDREN))}
    costs = {
        "documents": report["documents"],
        "failed": report["failed"],
        "parse_and_add_s": round(total - seconds[0], 1),
        "link_s": round(seconds[0], 1),
        "rss_mb": round(usage["own"]),
        "worker_rss_mb": round(usage["worker"]),
        "store_mb": round(size_of(store, url), 1),
    }
    return store, costs


def size_of(store: Store, url: str | Path) -> float:
    if store._engine.dialect.name == "sqlite":
        return sum(file.stat().st_size for file in Path(url).parent.glob(f"{Path(url).name}*")) / 1e6
    return float(next(_rows(store, "SELECT pg_database_size(current_database())"))[0]) / 1e6


def questions(store: Store, score: Score) -> dict[str, Any]:
    """Milliseconds of each question over the greatest directives and some by chance; null where the program cannot answer it."""
    below = Counter(a for above in score.truth.above.values() for a in above)
    greatest = sorted(score.truth.central, key=lambda id_: (-below[id_], id_))[:SAMPLED]
    chosen = dict.fromkeys([*greatest, *random.Random(1).sample(score.truth.central, min(SAMPLED, len(score.truth.central)))])
    nodes = [ask.choose(store, node) for id_ in chosen if (node := score.node.get(id_))]
    calls: dict[str, Callable[..., Any] | None] = {name: getattr(ask, name, None) for name in ("plans", "coverage", "cascade")}
    return {name: times(call, store, nodes, ("province",) if name == "coverage" else ()) if call else None for name, call in calls.items()}


def times(call: Callable[..., Any], store: Store, nodes: list[Any], more: tuple[str, ...]) -> dict[str, float]:
    took: list[float] = []
    started = perf_counter()
    for node in nodes:
        start = perf_counter()
        call(store, node, *more)
        took.append(1000 * (perf_counter() - start))
        if len(took) > 1 and perf_counter() - started > PATIENCE:
            break
    return {"asked": len(took), "median_ms": round(median(took), 1), "p95_ms": round(quantiles(took, n=20)[-1], 1)}


def bench(out: Path, db: str | None, jobs: int, examples: int) -> dict[str, Any]:
    url: str | Path = db or out / "linking.db"
    if not db:
        for file in out.glob("linking.db*"):
            file.unlink()
    store, costs = build_store(out, url, jobs)
    if costs["failed"]:
        raise SystemExit(f"files that could not be read: {costs['failed'][:3]}")
    with store:
        score = Score(store, out)
        return {**costs, **linking(score, examples), "edges": score.edges(store, examples), "questions": questions(store, score)}


def growth(jobs: int, full: bool) -> None:
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES if full else SIZES[:-1]:
            out = Path(scratch) / str(size)
            subprocess.run([sys.executable, str(ROOT / "scripts" / "simulate.py"), str(size), str(out)], check=True, stdout=sys.stderr)
            command = [sys.executable, __file__, str(out), "--json", "--jobs", str(jobs)]
            found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
            rows.append({**found, **{f"{name}_ms": (q or {}).get("median_ms") for name, q in found["questions"].items()}})
    names = (
        "documents",
        "parse_and_add_s",
        "link_s",
        "rss_mb",
        "worker_rss_mb",
        "store_mb",
        "precision",
        "recall",
        "decidable_recall",
        "plans_ms",
        "coverage_ms",
        "cascade_ms",
    )
    for name in names:
        values = [row[name] for row in rows]
        powers = exponents(rows, values) if name.endswith(("_s", "_mb", "_ms")) else []
        print(f"{name:<18}", *(f"{value if value is not None else '-':>12}" for value in values), *(["  exponents", *powers] if powers else []))


def exponents(rows: list[dict[str, Any]], values: list[Any]) -> list[str]:
    """By which power of the documents a value grew, from each size to the next."""
    pairs = zip(rows, rows[1:], values, values[1:], strict=False)
    return [f"{math.log(b / a) / math.log(y['documents'] / x['documents']):.2f}" if a and b else "-" for x, y, a, b in pairs]


def report(found: dict[str, Any]) -> None:
    examples = found.pop("examples")
    for name, value in found.items():
        print(f"{name:<18} {json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value}")
    for name, lines in examples.items():
        print(f"\n{name}", *lines, sep="\n  ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT")
    parser.add_argument("--db")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--shown", type=int, default=SHOWN, help="examples of each way to fail")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--full", action="store_true")
    asked = parser.parse_args()
    if asked.growth:
        growth(asked.jobs, asked.full)
    elif asked.out is None:
        parser.error("which country?")
    else:
        found = bench(asked.out, asked.db, asked.jobs, asked.shown)
        print(json.dumps(found, ensure_ascii=False)) if asked.json else report(found)


if __name__ == "__main__":
    main()
