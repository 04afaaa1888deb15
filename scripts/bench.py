"""How fast texts are parsed, and that the cost grows with their length.

usage: python scripts/bench.py [TEXT or FOLDER …]
Without arguments the demonstration corpus is parsed. Each round runs in a process of its own, on one core, after three texts have been
parsed to load the tables; every text is parsed once in it, so that nothing remembered of a text helps. Prints megabytes of UTF-8 a second (the best
round), and how much longer a text ten times as long takes: all texts joined, and joined ten times over.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
WARMING = ("21-ct-tw-2023", "lai-chau-phong-tho-452-kh-hu-2024", "tin-binh-duong-ke-hoach-gdnn-2025")  # a directive, a district's plan, a news page


def texts(places: list[str]) -> list[str]:
    found = [Path(p) for p in places] or [ROOT / "corpora" / "demo"]
    files = sorted({f for p in found for f in (p.rglob("*.txt") if p.is_dir() else [p])})
    return [f.read_text(encoding="utf-8") for f in files]


def measure(places: list[str]) -> dict[str, float]:
    """One round: seconds for all texts, one by one; for the texts joined; and for that ten times over."""
    from vanban import parse_text

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    everything = texts(places)
    joined = "\n\n".join(everything)
    for name in WARMING:
        parse_text((ROOT / "corpora" / "demo" / f"{name}.txt").read_text(encoding="utf-8"))
    return {
        "each": timed(everything),
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
    places = [a for a in sys.argv[1:] if a != "--round"]
    if "--round" in sys.argv:
        print(json.dumps(measure(places)))
        return
    size = sum(len(t.encode()) for t in texts(places))
    command = [sys.executable, __file__, "--round", *places]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    rounds = [json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout) for _ in range(ROUNDS)]
    best = {name: min(r[name] for r in rounds) for name in rounds[0]}
    each = ", ".join(f"{r['each']:.2f}" for r in rounds)
    print(f"{size / 1e6:.2f} MB of UTF-8 in {best['each']:.2f} s: {size / best['each'] / 1e6:.2f} MB/s (rounds: {each} s)")
    print(f"joined {best['joined']:.2f} s, ten times as long {best['ten']:.2f} s: {best['ten'] / best['joined']:.1f} times")


if __name__ == "__main__":
    main()
