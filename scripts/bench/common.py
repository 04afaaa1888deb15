"""What the parts share: programs that take turns on one core, and tables of what they needed."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[2]


def pinned() -> None:
    """Stay on one core, with all that is started from here."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@dataclass(frozen=True, slots=True)
class Lap:
    """What one program needed in one round, and what it found."""

    seconds: float
    found: Any


Laps: TypeAlias = dict[str, list[Lap]]


def turns(programs: Mapping[str, Callable[[int], Any]], rounds: int, clock: Callable[[], float] = time.process_time) -> Laps:
    """All programs in each round, in the other order every second time. Each is told the number of the round; round 0 loads what it needs, and is not kept."""
    laps: Laps = {name: [] for name in programs}
    for number in range(rounds + 1):
        gc.collect()
        gc.freeze()  # what one program keeps shall not be looked through in the time of another
        for name in sorted(programs, key=list(programs).index, reverse=bool(number % 2)):
            start = clock()
            found = programs[name](number)
            if number:
                laps[name].append(Lap(clock() - start, found))
    gc.unfreeze()
    return laps


def best(laps: Sequence[Lap]) -> Lap:
    return min(laps, key=lambda lap: lap.seconds)


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that reads texts, one for each round, and counts what it finds in them."""

    name: str
    texts: Sequence[str]
    find: Callable[[str], int]

    def __call__(self, number: int) -> int:
        return self.find(self.texts[number])


def race(readers: Sequence[Reader], rounds: int, found: str) -> None:
    """Readers take turns. Prints the medians of the rounds; the ratios are those of the first reader, round by round."""
    laps = turns({reader.name: reader for reader in readers}, rounds)
    seconds = {name: [lap.seconds for lap in several] for name, several in laps.items()}
    sizes = {reader.name: [size(text) for text in reader.texts[1 : rounds + 1]] for reader in readers}
    first, rows = readers[0].name, []
    for reader in readers:
        mb, spent, ours = sizes[reader.name], seconds[reader.name], seconds[first]
        counts = [lap.found for lap in laps[reader.name]]
        characters = [len(text) for text in reader.texts[1 : rounds + 1]]
        faster = [(a / s) / (b / t) for a, s, b, t in zip(sizes[first], ours, mb, spent, strict=True)]
        rows.append(
            (
                reader.name,
                f"{median(map(ratio, mb, spent)):.3g}",
                f"{median(map(ratio, characters, spent)):,.0f}",
                f"{median(map(ratio, counts, spent)):,.0f}",
                f"{sum(mb):.2f} MB, {sum(characters):,} characters, {sum(counts):,} {found}",
                f"{median(faster):.3g} ({min(faster):.3g} to {max(faster):.3g})" if reader.name != first else "1",
            )
        )
    table(("", "MB/s", "characters/s", f"{found}/s", "read", f"{first}: times as many MB/s"), rows)


def ratio(part: float, whole: float) -> float:
    return part / whole


def size(text: str) -> float:
    """Megabytes of UTF-8."""
    return len(text.encode()) / 1e6


def title(words: str) -> None:
    print(f"\n## {words}\n", flush=True)


def note(words: str) -> None:
    print(f"\n{words}", flush=True)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A Markdown table."""
    for row in (head, ["---"] * len(head), *rows):
        print("|", " | ".join(map(str, row)), "|", flush=True)


def there(load: Callable[[], Any], name: str) -> Any:
    """What `load` gives; None, and a word of it, where a program is not installed."""
    try:
        return load()
    except ImportError as error:
        print(f"{name}: not installed ({error})", file=sys.stderr)
        return None
