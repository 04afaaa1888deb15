"""That no layer costs more than its share: seconds a megabyte of each, from texts of 10 kB to texts of 10 MB."""

import math
from collections import defaultdict
from itertools import pairwise

from bench import texts
from bench.common import note, pinned, size, table, title

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
AT_LEAST = 1_000_000
"""Bytes that are read of each size: one text of 10 kB tells nothing."""
ROUNDS = 2


def spent(read: list[str]) -> dict[str, float]:
    """Seconds a megabyte, by layer."""
    from bench.layers import layers

    found: dict[str, float] = defaultdict(float)
    for text in read:
        for name, seconds, _ in layers(text):
            found[name] += seconds
            found["all layers"] += seconds
    return {name: seconds / sum(map(size, read)) for name, seconds in found.items()}


def measure(sizes: tuple[int, ...] = SIZES, at_least: int = AT_LEAST, rounds: int = ROUNDS) -> None:
    title("Growth")
    read = {length: texts.long(length, rounds * -(-at_least // length)) for length in sizes}
    spent(texts.long(sizes[0], 1))  # loads the tables
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for number in range(rounds):
        for length, several in read.items():
            for name, seconds in spent(several[number::rounds]).items():
                found[name][length] = min(found[name].get(length, seconds), seconds)
    found["all layers"] = found.pop("all layers")
    rows = [(name, *(f"{1000 * row[length]:.1f}" for length in sizes), f"{power(row):.2f}") for name, row in found.items()]
    table(("ms a MB", *(f"{length / 1000:,.0f} kB" for length in sizes), "steepest power"), rows)
    note(f"The best of {rounds} rounds, each with texts of its own. The power with which the time of a text grows, where it grows most: 1 is linear.")


def power(row: dict[int, float]) -> float:
    """By which power of its length the time of a text grows where it grows most, from one size to the next."""
    return max(1 + math.log(more / less) / math.log(long / short) if less and more else 0 for (short, less), (long, more) in pairwise(sorted(row.items())))


def main(arguments: list[str]) -> None:
    pinned()
    measure()
