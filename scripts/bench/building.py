"""What memory a build holds of its own while it goes on: without what it shares with other processes and what the system keeps of files.

usage: python scripts/bench building FOLDER [--db URL] [--jobs N] [--every SECONDS]
Builds a store of a folder (in a temporary folder unless --db names one) and prints seconds, documents, and the MB of the process that writes and of the
largest worker; at the end the peaks. Linux only.
"""

import argparse
import tempfile
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from vanban.build import build
from vanban.store import Store

_OFTEN = 0.2  # seconds between two looks


def own(process: str) -> float:
    """MB that a process holds alone; 0 when it is no more."""
    try:
        lines = Path("/proc", process, "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def workers() -> list[str]:
    return [child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()]


class Watch(Thread):
    """Looks at this process and its workers until it is told to stop. `peak`: of the one that writes, of the largest worker."""

    def __init__(self, every: float) -> None:
        super().__init__(daemon=True)
        self.every, self.done, self.peak, self.stop = every, 0, (0.0, 0.0), Event()

    def run(self) -> None:
        started = told = perf_counter()
        while not self.stop.wait(_OFTEN):
            now = own("self"), max(map(own, workers()), default=0.0)
            self.peak = max(self.peak[0], now[0]), max(self.peak[1], now[1])
            if perf_counter() - told >= self.every:
                told = perf_counter()
                print(f"{told - started:8.0f} s {self.done:9,} files {now[0]:7.0f} MB {now[1]:7.0f} MB a worker", flush=True)


def main(args: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--db")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--every", type=float, default=10)
    asked = parser.parse_args(args)
    watch = Watch(asked.every)
    watch.start()

    def progress(done: int, *_: object) -> None:
        watch.done = done

    with tempfile.TemporaryDirectory() as scratch, Store(asked.db or Path(scratch, "x.db")) as store:
        report = build([asked.folder], store, asked.jobs, progress)
    watch.stop.set()
    print(f"{report['documents']:,} documents in {report['seconds']:,} s, {len(report['failed'])} files failed")
    print(*(failure["error"] for failure in report["failed"]), sep="\n", end="\n" if report["failed"] else "")
    print(f"at most {watch.peak[0]:.0f} MB, a worker {watch.peak[1]:.0f} MB")
