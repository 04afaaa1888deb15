"""How building a store grows with cores and jobs: wall-clock seconds, and where the processor's time goes, by document.

usage: python scripts/bench jobs FOLDER [--first N] [--jobs 1 2 3] [--engine dask] [--rounds R]
FOLDER holds documents, as scripts/simulate.py writes them. Every build is a process of its own with a new store; the rounds are interleaved and the best
of each counts. First comes one job on one core, which the others are compared with; then as many jobs as asked for on as many cores as there are.
`own` is the process that writes, `link` its part of linking, `workers` are those that read and parse: milliseconds of processor time for each document.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

SHOWN = ("seconds", "read_s", "link_s", "own_ms", "link_ms", "workers_ms", "store_kb", "memory_mb")


def main(args: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=6_000, help="documents to build at most")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--engine", default="local")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--one", type=int, nargs=2, metavar=("CORES", "JOBS"), help=argparse.SUPPRESS)
    asked = parser.parse_args(args)
    if asked.one:
        print(json.dumps(one(asked.folder, asked.first, *asked.one, asked.engine)))
        return
    everywhere = len(os.sched_getaffinity(0))
    ways = [(1, 1), *((everywhere, jobs) for jobs in asked.jobs)]
    best: dict[tuple[int, int], dict[str, Any]] = {}
    for _ in range(asked.rounds):
        for way in ways:
            command = [sys.executable, str(Path(__file__).parent), "jobs", *args, "--one", *map(str, way)]
            found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            best[way] = min(best.get(way, found), found, key=lambda result: float(result["seconds"]))
    print(f"{best[ways[0]]['documents']:,} documents, engine {asked.engine}, best of {asked.rounds}")
    print(f"{'cores':>6}{'jobs':>6}{'faster':>8}", *(f"{name:>11}" for name in SHOWN), sep="")
    for way in ways:
        faster = best[ways[0]]["seconds"] / best[way]["seconds"]
        print(f"{way[0]:>6}{way[1]:>6}{faster:>8.2f}", *(f"{best[way][name]:>11.2f}" for name in SHOWN), sep="")


def one(folder: Path, first: int, cores: int, jobs: int, engine: str) -> dict[str, Any]:
    """Build a store here."""
    from vanban.build import build
    from vanban.readers import suffixes
    from vanban.store import Store

    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in suffixes())[:first]
    with tempfile.TemporaryDirectory() as scratch, Store(Path(scratch, "jobs.db")) as store:
        link, linking = store.link, [0.0, 0.0]

        def timed() -> None:
            begun = perf_counter(), process_time()
            link()
            linking[:] = perf_counter() - begun[0], process_time() - begun[1]

        store.link = timed  # type: ignore[method-assign]
        begun = perf_counter(), process_time()
        documents = build(files, store, jobs, engine=engine)["documents"]
        seconds, own = perf_counter() - begun[0], process_time() - begun[1]
        size = sum(file.stat().st_size for file in Path(scratch).iterdir())
    children, itself = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    return {
        "documents": documents,
        "seconds": seconds,
        "read_s": seconds - linking[0],
        "link_s": linking[0],
        "own_ms": 1000 * (own - linking[1]) / documents,
        "link_ms": 1000 * linking[1] / documents,
        "workers_ms": 1000 * (children.ru_utime + children.ru_stime) / documents,
        "store_kb": size / 1000 / documents,
        "memory_mb": itself.ru_maxrss / 1024,
    }
