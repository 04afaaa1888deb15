"""Which facts a change gains and loses: parse the same texts with two versions of vanban and print the difference.

usage: python scripts/compare.py OLD NEW [TEXT or FOLDER …]
OLD and NEW are git revisions, or folders that hold src/vanban ("." is the working tree). Without texts, the demonstration corpus is compared.
Exit code 0 when nothing differs, 1 when something does.
"""

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Parses the files named on standard input, one a line, and prints one record a line.
PARSE = """
import sys
from vanban.pipeline import parse
from vanban.readers import read
from vanban.records import dumps
for line in sys.stdin:
    print(dumps(parse(read(line.rstrip("\\n")))))
"""


def source(version: str, scratch: Path) -> Path:
    """The folder with the package of a version."""
    here = Path(version)
    if (here / "src" / "vanban").is_dir():
        return (here / "src").resolve()
    packed = subprocess.run(["git", "archive", version, "src"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(scratch / version.replace("/", "_"), filter="data")
    return scratch / version.replace("/", "_") / "src"


def records(version: str, files: list[Path], scratch: Path) -> list[dict[str, Any]]:
    names = "".join(f"{path}\n" for path in files)
    environment = {"PYTHONPATH": str(source(version, scratch)), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", PARSE], input=names, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{version}: {done.stderr.strip().splitlines()[-1]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def facts(record: dict[str, Any]) -> Counter[str]:
    """Every fact of a record as a line: its layer, its place in the text and all it says. Numbering does not count."""
    found: Counter[str] = Counter()
    name = {c["id"]: f"{c['symbol'] or c['name']}@{c['span']['start']}" for c in record["citations"]}
    for field, value in record["header"].items():
        found[f"header.{field} {_words(value)}"] += 1
    for layer in ("sections", "citations", "relations", "targets", "assignments", "warnings"):
        for item in record[layer]:
            ends = {end: name.get(item[end], item[end]) for end in ("subject", "object") if end in item}
            found[f"{layer[:-1]} {_words({**item, **ends, 'id': None})}"] += 1
    return found


def _words(value: Any) -> str:
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            return f"[{value['start']}:{value['end']}] {' '.join(value['quote'].split())[:70]!r}"
        return " ".join(f"{key}={_words(v)}" for key, v in value.items() if v not in (None, [], {}))
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def main() -> int:
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    old, new, *named = sys.argv[1:]
    places = [Path(p) for p in named] or [ROOT / "corpora" / "demo"]
    files = sorted({f.resolve() for p in places for f in (p.rglob("*.txt") if p.is_dir() else [p])})
    gained = lost = 0
    with tempfile.TemporaryDirectory() as scratch:
        pairs = zip(files, *(records(version, files, Path(scratch)) for version in (old, new)), strict=True)
        for path, before, after in pairs:
            a, b = facts(before), facts(after)
            if a != b:
                print(f"== {path}")
                print("".join(f"- {line}\n" for line in (a - b).elements()) + "".join(f"+ {line}\n" for line in (b - a).elements()), end="")
                gained, lost = gained + (b - a).total(), lost + (a - b).total()
    print(f"{len(files)} texts: {lost} facts lost, {gained} gained")
    return 1 if gained or lost else 0


if __name__ == "__main__":
    sys.exit(main())
