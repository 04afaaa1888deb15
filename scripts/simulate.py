"""Write a country of documents by its true structure, with the truth beside it.

usage: python scripts/simulate.py N OUT [--seed S]
OUT/documents/000/000000.txt … hold N documents in official form and a few copies, OUT/truth.jsonl one line for each file, as written:
  path        relative to OUT
  id          of the true document; two files that are copies have one
  copy        null, or what the copy is: respelled, unnumbered, misdated
  symbol, date, issuer, level, province, title    as they truly are
  implements  ids of the documents that it carries out itself; `above`: those and all that they carry out
  change, object    replaces | amends | supplements | inherits, and the id of the document this concerns
  targets     [place among the targets of its subject, value]
  citations   [{start, end, words, id, decidable, misprinted}] in reading order, offsets in code points of the file;
              decidable says what tells a reader of all the texts the document: its date (here or at its first mention), time (all others of its symbol
              and issuer are later), subject, only (there is no other), or none
One seed gives one country. Proportions and what they rest on: scripts/simulation/proportions.py. Memory: about 0.8 kB for a document; no text is kept.
"""

import argparse
import json
import sys
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from simulation import proportions as p  # noqa: E402
from simulation.chains import Doc, documents  # noqa: E402
from simulation.texts import compose  # noqa: E402
from simulation.wording import Register, Text, slip  # noqa: E402

IN_FOLDER = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """How a file bears a document's symbol and date; `copy` names what differs from the original."""

    symbol: str
    day: date | None
    copy: str | None = None


def forms(rng: Random, doc: Doc) -> Iterator[Form]:
    """The document, and now and then a copy of it."""
    yield Form(doc.symbol, doc.day)
    chance = rng.random()
    if chance < p.RESPELLED_COPY:
        spelled = doc.symbol.lstrip("0").replace(doc.kind, doc.kind.upper()).replace("-", " - ")
        yield Form(spelled, doc.day, "respelled")
    elif chance < p.RESPELLED_COPY + p.UNNUMBERED_COPY and doc.parents:
        sign = ("-", "/") if doc.issuer.party else ("/", "-")
        yield Form(f"      {sign[0]}{doc.kind}{sign[1]}{doc.issuer.organ}", None, "unnumbered")
    elif chance > 1 - p.MISDATED_COPY and (wrong := slip(rng, doc, p.LAST_DAY)):
        yield Form(doc.symbol, wrong, "misdated")


class Memory:
    """Earlier documents that later ones may cite: the latest of each province and of the centre, and the great ones."""

    def __init__(self) -> None:
        self._latest: dict[str, deque[Doc]] = defaultdict(lambda: deque(maxlen=12))
        self._great: list[Doc] = []

    def add(self, rng: Random, doc: Doc) -> None:
        if doc.issuer.level in ("central", "province"):
            self._latest[doc.issuer.province or "central"].append(doc)
        if doc.issuer.level == "central" and rng.random() < p.GREAT:
            self._great.append(doc)

    def related(self, rng: Random, doc: Doc) -> list[Doc]:
        """One of them by chance, or none; never one that has to do with this document already."""
        if rng.random() >= p.RELATED:
            return []
        near = self._latest["central" if doc.issuer.level in ("central", "province") else doc.issuer.province or "central"]
        found = self._great if self._great and rng.random() < p.GREAT_CITED else near
        above = doc.above
        sound = [other for other in found if other.day < doc.day and other.id not in above and other is not doc.object]
        return [rng.choice(sound)] if sound else []


def truth(doc: Doc, form: Form, text: Text, path: str) -> dict[str, Any]:
    words = str(text)
    return {
        "path": path,
        "id": doc.id,
        "copy": form.copy,
        "symbol": doc.symbol,
        "date": doc.day.isoformat(),
        "issuer": doc.issuer.name,
        "level": doc.issuer.level,
        "province": doc.issuer.province,
        "title": doc.words,
        "implements": [parent.id for parent in doc.parents],
        "above": list(doc.above),
        "change": doc.change,
        "object": doc.object and doc.object.id,
        "targets": [[k, value] for k, value in enumerate(doc.values) if value is not None],
        "citations": [
            {"start": c.start, "end": c.end, "words": words[c.start : c.end], "id": c.doc.id, "decidable": c.decidable, "misprinted": c.misprinted}
            for c in text.cited
        ],
    }


def write(size: int, out: Path, seed: int) -> int:
    """Write the country; the number of files."""
    rng, memory, files = Random(seed), Memory(), 0
    docs, _ = documents(rng, size)
    register = Register(docs)
    (out / "documents").mkdir(parents=True, exist_ok=True)
    with (out / "truth.jsonl").open("w", encoding="utf-8") as lines:
        for doc in docs:
            related = memory.related(rng, doc)
            for form in forms(rng, doc) if doc.present else ():
                path = out / "documents" / f"{files // IN_FOLDER:03d}" / f"{files:06d}.txt"
                if files % IN_FOLDER == 0:
                    path.parent.mkdir(exist_ok=True)
                text = compose(rng, register, doc, related, form.symbol, form.day)
                path.write_text(str(text), encoding="utf-8")
                lines.write(json.dumps(truth(doc, form, text, path.relative_to(out).as_posix()), ensure_ascii=False) + "\n")
                files += 1
            memory.add(rng, doc)
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, metavar="N")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.out.exists() and any(asked.out.iterdir()):
        raise SystemExit(f"{asked.out} is not empty")
    print(f"{write(asked.size, asked.out, asked.seed)} files in {asked.out}")


if __name__ == "__main__":
    main()
