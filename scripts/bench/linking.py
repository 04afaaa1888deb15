"""How a simulated country is built and linked: seconds, memory, and which of its citations find the right document (by `bench.truth`).

usage: python scripts/bench linking OUT [--db URL] [--jobs N] [--json] [--shown N]
       python scripts/bench linking --growth [--full] [--jobs N]
OUT is what scripts/simulate.py wrote; the store is made new (OUT/linking.db unless --db names a database, which must be empty).
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
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from bench.common import ROOT
from bench.truth import Judged, Score, ratio, rows_of
from vanban import ask
from vanban.build import build
from vanban.store import Store

SHOWN = 50
SAMPLED = 20
PATIENCE = 60.0
"""Seconds that questions of one kind may take together."""
SIZES = (2_000, 20_000, 200_000)


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
    costs = {
        "documents": report["documents"],
        "failed": report["failed"],
        "parse_and_add_s": round(total - seconds[0], 1),
        "link_s": round(seconds[0], 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "store_mb": round(size_of(store, url), 1),
    }
    return store, costs


def size_of(store: Store, url: str | Path) -> float:
    if store._engine.dialect.name == "sqlite":
        return sum(file.stat().st_size for file in Path(url).parent.glob(f"{Path(url).name}*")) / 1e6
    return float(next(rows_of(store, "SELECT pg_database_size(current_database())"))[0]) / 1e6


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
            command = [sys.executable, str(ROOT / "scripts" / "bench"), "linking", str(out), "--json", "--jobs", str(jobs)]
            found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
            rows.append({**found, **{f"{name}_ms": (q or {}).get("median_ms") for name, q in found["questions"].items()}})
    names = (
        "documents",
        "parse_and_add_s",
        "link_s",
        "rss_mb",
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


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench linking", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT")
    parser.add_argument("--db")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--shown", type=int, default=SHOWN, help="examples of each way to fail")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--full", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.growth:
        growth(asked.jobs, asked.full)
    elif asked.out is None:
        parser.error("which country?")
    else:
        found = bench(asked.out, asked.db, asked.jobs, asked.shown)
        print(json.dumps(found, ensure_ascii=False)) if asked.json else report(found)
