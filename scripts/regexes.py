"""Check every pattern of vanban for super-linear behaviour, and the whole parser on texts made to run it into the ground.

usage: python scripts/regexes.py [patterns | parser [--size N]]

patterns: recheck (Node, `npm install --prefix out/node recheck`) proves what it can. What it suspects, or cannot tell, is measured on recheck's witness
          and on attacks made from the pattern's own parts. What grows faster than its text must stand in tests/data/regexes.toml with the reason why that
          does no harm. What recheck says is kept in out/recheck.json.
parser:   parse_text on each text of tests/attacks.py at a tenth of the size (1 MB unless told) and at the size.
Exit code 1 where something is not linear.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
ALLOWED = ROOT / "tests" / "data" / "regexes.toml"
KEPT = ROOT / "out" / "recheck.json"
NODE = ROOT / "out" / "node"
_RATIO, _SECONDS = 16, 60  # of tenfold length, and for a million characters


def patterns() -> bool:
    from redos.attacks import Attack, worst
    from redos.collect import collect

    found = collect()
    told = checked(found)
    doubtful = [(used, verdict) for used, verdict in zip(found, told, strict=True) if verdict["status"] != "safe"]
    suspects = {used.place: (used, verdict) for used, verdict in reversed(doubtful)}.values()  # one of those that a line makes of data
    print(f"{len(found)} patterns; recheck proves {len(found) - len(doubtful)} linear; those of {len(suspects)} other places, measured on attacks:")
    allowed = {row["pattern"]: row["why"] for row in tomllib.loads(ALLOWED.read_text(encoding="utf-8"))["allowed"]}
    grown = set()
    for used, verdict in suspects:
        growth = worst(used, [Attack(pump["prefix"], pump["pump"], verdict["suffix"]) for pump in verdict["pumps"]])
        what = "linear"
        if not growth.linear:
            grown.add(used.source)
            why = f"allowed: {allowed[used.source]}" if used.source in allowed else f"NOT LINEAR on {growth.attack}"
            what = f"{why} (the parser on it: x{_parsed(growth.attack.text)[2]:.1f})"
        way, said = "search" if used.searched else "match", verdict["complexity"] or "cannot be told"
        print(f"{used.place:40} {way:6} {said:24} x{growth.times:<6.1f}{growth.seconds * 1000:8.1f} ms  {what}", flush=True)
    for pattern in sorted(allowed.keys() - grown):
        print(f"no longer needed in {ALLOWED.name}: {pattern}")
    print(f"{len(grown - allowed.keys())} patterns are not linear")
    return grown <= allowed.keys()


def _parsed(text: Callable[[int], str], size: int = 40_000) -> tuple[float, float, float]:
    """Seconds to parse a text of a tenth of the size, and of the size, and how many times longer that takes."""
    from vanban.pipeline import parse_text

    seconds = []
    for length in (size // 10, size):
        start = time.process_time()
        parse_text(text(length))
        seconds.append(time.process_time() - start)
    return seconds[0], seconds[1], seconds[1] / max(seconds[0], 0.01)


def checked(found: list[Any]) -> list[dict[str, Any]]:
    """What recheck says of each pattern, of those it has not seen before now."""
    from redos.ecmascript import translated

    inputs = []
    for used in found:
        pattern, flags = translated(used.source, used.pattern.flags)
        inputs.append([pattern if used.searched else f"^(?:{pattern})", flags])
    known = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    new = [one for one in inputs if json.dumps(one) not in known]
    if new:
        if not (NODE / "node_modules" / "recheck").exists():
            sys.exit(f"needs recheck: npm install --prefix {NODE} recheck")
        print(f"asking recheck about {len(new)} patterns …", file=sys.stderr)
        command = ["node", str(ROOT / "scripts" / "redos" / "recheck.mjs"), str(NODE)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
            assert process.stdin and process.stdout
            process.stdin.write(json.dumps(new))
            process.stdin.close()
            known |= {json.dumps(one): json.loads(line) for one, line in zip(new, process.stdout, strict=True)}
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf-8")
    return [known[json.dumps(one)] for one in inputs]


def parser(size: int) -> bool:
    from attacks import SEEDS, text_of
    from vanban.pipeline import parse_text

    parse_text("Kế hoạch số 12-KH/TU ngày 01/02/2024")  # loads what is loaded once
    bad = 0
    for seed in SEEDS:
        few, many, times = _parsed(partial(text_of, seed), size)
        fine = many < _SECONDS * size / 1_000_000 and times < _RATIO
        bad += not fine
        print(f"{seed[:40]!r:60} {few:8.2f} s {many:8.2f} s  x{times:5.1f}  {'linear' if fine else 'NOT LINEAR'}", flush=True)
    print(f"{bad} of {len(SEEDS)} texts are not parsed in linear time (x10 would be exact; at most x{_RATIO}, and {_SECONDS} s a million characters)")
    return not bad


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    arguments.add_argument("what", choices=["patterns", "parser", "all"], nargs="?", default="all")
    arguments.add_argument("--size", type=int, default=1_000_000)
    given = arguments.parse_args()
    fine = [patterns()] if given.what != "parser" else []
    fine += [parser(given.size)] if given.what != "patterns" else []
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
