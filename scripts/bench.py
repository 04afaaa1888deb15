"""How fast texts are parsed, and that the cost grows with their length.

usage: python scripts/bench.py [TEXT or FOLDER …]
Without arguments the demonstration corpus is parsed. Each round runs in a process of its own, on one core. It parses every second text first,
unmeasured, so that the tables are loaded, then measures the others, each parsed once; the next round does it the other way round. Prints
megabytes of UTF-8 a second (the best round), and how much longer a text ten times as long takes: all texts joined, and joined ten times over.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 6


def texts(places: list[str]) -> list[str]:
    found = [Path(p) for p in places] or [ROOT / "corpora" / "demo"]
    files = sorted({f for p in found for f in (p.rglob("*.txt") if p.is_dir() else [p])})
    return [f.read_text(encoding="utf-8") for f in files]


def measure(places: list[str], half: int) -> dict[str, float]:
    """One round: seconds for one half of the texts, one by one; for all texts joined; and for that ten times over."""
    from vanban import parse_text

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    everything = texts(places)
    joined = "\n\n".join(everything)
    for text in everything[1 - half :: 2]:
        parse_text(text)
    return {
        "each": timed(everything[half::2]),
        "joined": timed([joined]),
        "ten": timed(["\n\n".join([joined] * 10)]),
    }


def timed(parsed: list[str]) -> float:
    from vanban import parse_text

    start = time.process_time()
    for text in parsed:
        parse_text(text)
    return time.process_time() - start


def main() -> None:
    if sys.argv[1:2] == ["--half"]:
        print(json.dumps(measure(sys.argv[3:], int(sys.argv[2]))))
        return
    places = sys.argv[1:]
    size = sum(len(t.encode()) for t in texts(places))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    rounds = []
    for k in range(ROUNDS):
        command = [sys.executable, __file__, "--half", str(k % 2), *places]
        rounds.append(json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout))
    best = {name: min(r[name] for r in rounds) for name in ("joined", "ten")}
    seconds = sum(min(r["each"] for r in rounds[half::2]) for half in (0, 1))
    print(f"{size / 1e6:.2f} MB of UTF-8 in {seconds:.2f} s: {size / seconds / 1e6:.2f} MB/s (best of {ROUNDS // 2} rounds for each half)")
    print(f"joined {best['joined']:.2f} s, ten times as long {best['ten']:.2f} s: {best['ten'] / best['joined']:.1f} times")


if __name__ == "__main__":
    main()
