"""Write src/vanban/lexicon/data/tones.tsv: how often syllables and pairs of syllables occur, by which lost tones are restored.

usage: python scripts/make_tones.py [--out FILE] [SENTENCES.jsonl | TEXT | FOLDER …]
Counted are the demonstration corpus, the names and phrases of the tables in lexicon/data, scripts/common_words.txt, and the texts named: those
of a .jsonl file are the values of "text" in its lines. Nothing longer than two syllables is kept.
"""

import argparse
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from vanban.text import early_tone, normalise
from vanban.tones.table import SIGNS, STOP, tokens

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/vanban/lexicon/data"
# Columns of the tables with names in them.
NAMES = {"doc_types.tsv": (2,), "institutions.tsv": (1,), "organs.tsv": (3,), "provinces.tsv": (0, 3)}
PHRASE = 4  # times that a name or phrase of the tables counts
HEAD = """\
# Syllables of official Vietnamese: syllable	count	then groups of a count and the syllables that follow it so often
# "." stands for a mark of punctuation (but , : -) or the end of a paragraph, "0" for a number.
# Counted by scripts/make_tones.py in the demonstration corpus, the tables beside this one, scripts/common_words.txt, and the sentences of laws,
# decrees and circulars of the research data set VNLegalText (figures only; no more than two syllables in a row).
"""


def texts(places: list[str]) -> Iterator[str]:
    for place in [ROOT / "corpora/demo", *map(Path, places)]:
        for path in sorted(place.glob("*.txt")) if place.is_dir() else [place]:
            content = path.read_text(encoding="utf-8")
            yield from (json.loads(line)["text"] for line in content.splitlines()) if path.suffix == ".jsonl" else [content]


def phrases() -> Iterator[str]:
    """Names and phrases of the tables, and the common words."""
    for path in sorted(DATA.glob("*.toml")):
        yield from strings(tomllib.loads(path.read_text(encoding="utf-8")))
    for name, columns in NAMES.items():
        for line in rows(DATA / name):
            cells = line.split("\t")
            yield from (part for k in columns if k < len(cells) for part in cells[k].split(";"))
    for line in rows(ROOT / "scripts/common_words.txt"):
        yield from line.split(", ")


def rows(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DATA / "tones.tsv")
    parser.add_argument("texts", nargs="*")
    options = parser.parse_args()
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts(options.texts):
        row = [STOP, *(t.word for t in tokens(normalise(text).clean)), STOP]
        alone.update(row)
        pairs.update(pairwise(row))
    for phrase in phrases():  # what stands before and behind it is not known
        row = [t.word for t in tokens(early_tone(phrase))]
        alone.update(row * PHRASE)
        pairs.update(list(pairwise(row)) * PHRASE)
    once = {word for word, n in alone.items() if n == 1}  # mostly slips
    kept = [(pair, n) for pair, n in pairs.items() if not set(pair) <= SIGNS and not once & set(pair)]
    groups: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (before, syllable), n in sorted(kept):
        groups[before][n].append(syllable)
    lines = ("\t".join((w, str(alone[w]), *(f"{n} {' '.join(groups[w][n])}" for n in sorted(groups[w], reverse=True)))) for w in sorted(alone.keys() - once))
    options.out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{options.out}: {len(alone) - len(once)} syllables, {len(kept)} pairs, {options.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
