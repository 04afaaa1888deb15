"""Each layer beside the floor: one pass of the standard library's `re` over the same text, with symbols anchored at their kinds."""

import re
import time
from statistics import median

from bench import texts
from bench.common import note, pinned, size, table, title
from vanban import lexicon
from vanban.lexicon import any_of

SIZE = 1_000_000
ROUNDS = 3


def pattern() -> re.Pattern[str]:
    """21-CT/TW, 153/KH-UBND, 30/2020/NĐ-CP."""
    kinds = any_of(kind.code for kind in lexicon.doc_types() if kind.family != "named")
    return re.compile(rf"\d{{1,5}}(?:/\d{{4}})?[-/](?:{kinds})[-/][^\W\d_]\w*")


def measure(length: int = SIZE, rounds: int = ROUNDS) -> None:
    from bench.layers import layers

    title("The floor")
    read, symbol = texts.long(length, rounds + 1), pattern()
    spent: dict[str, list[float]] = {}
    times: dict[str, list[float]] = {}
    counts: list[int] = []
    for number, text in enumerate(read):
        start = time.process_time()
        found = sum(1 for _ in symbol.finditer(text))
        floor = time.process_time() - start
        for name, seconds in (("re", floor), *((name, seconds) for name, seconds, _ in layers(text))):
            if number:  # the first loads the tables
                spent.setdefault(name, []).append(seconds / size(text))
                times.setdefault(name, []).append(seconds / floor)
        counts.append(found)
    layer = [name for name in spent if name != "re"]
    rows = [(name, f"{1000 * median(spent[name]):.1f}", f"{median(times[name]):.1f}") for name in ("re", *layer)]
    whole = [sum(several) for several in zip(*(times[name] for name in layer), strict=True)]
    total = [sum(several) for several in zip(*(spent[name] for name in layer), strict=True)]
    table(("layer", "ms a MB", "times the floor"), [*rows, ("all layers", f"{1000 * median(total):.1f}", f"{median(whole):.1f}")])
    note(f"Texts of {length / 1e6:.3g} MB, each read once; medians of {rounds} rounds. The pass finds {sum(counts[1:]):,} symbols.")


def main(arguments: list[str]) -> None:
    pinned()
    measure()
