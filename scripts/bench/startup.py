"""What it takes to begin: the command, imports, the first page; and one page once all is loaded."""

import resource
import subprocess
import sys
import time
from statistics import median

from bench import texts
from bench.common import Laps, best, note, pinned, table, title, turns

ROUNDS = 10
PAGES = 200
CALLS = {
    "python alone": ["-c", "pass"],
    "import vanban": ["-c", "import vanban"],
    "vanban --help": ["-m", "vanban", "--help"],
    "vanban plans --help": ["-m", "vanban", "plans", "--help"],
    "import, and parse_text of one line": ["-c", "import vanban; vanban.parse_text('Chỉ thị số 21-CT/TW')"],
    "import of SQLAlchemy": ["-c", "import sqlalchemy"],
    "import of spaCy": ["-c", "import spacy"],
    "import of eyecite": ["-c", "import eyecite"],
    "import of underthesea": ["-c", "import underthesea"],
}


def children() -> float:
    """The processor's time of all processes that were started from here and have ended: on a busy machine the clock tells of others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def processes(calls: dict[str, list[str]], rounds: int) -> Laps:
    def call(arguments: list[str]) -> int:
        return subprocess.run([sys.executable, *arguments], capture_output=True).returncode

    return turns({name: lambda _, arguments=arguments: call(arguments) for name, arguments in calls.items()}, rounds, children)


def page(count: int) -> tuple[float, float]:
    """Milliseconds of a page and its bytes, the medians; each page is read once, some before to load what is needed."""
    from vanban import parse_text

    read, took = texts.simulated(count + 20), list[float]()
    for text in read:
        start = time.process_time()
        parse_text(text)
        took.append(1000 * (time.process_time() - start))
    return median(took[20:]), median(len(text.encode()) for text in read)


def measure(calls: dict[str, list[str]] = CALLS, rounds: int = ROUNDS, pages: int = PAGES) -> None:
    title("Startup")
    laps = processes(calls, rounds)
    rows = []
    for name, several in laps.items():
        lap = best(several)
        rows.append((name, f"{1000 * lap.seconds:.0f}" if lap.found == 0 else "not installed"))
    took, size = page(pages)
    table(("", "ms"), [*rows, (f"one page of {size / 1000:.1f} kB, all loaded", f"{took:.1f}")])
    note(f"Time of the processor; processes: the best of {rounds} rounds, Python's own start in it. The page: the median of {pages}, each read once.")


def main(arguments: list[str]) -> None:
    pinned()
    measure()
