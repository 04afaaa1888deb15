"""PDF files with text, beside pdfplumber, pdfminer.six and PDFium alone: ordinary pages, ruled tables, and FILEs."""

import tempfile
from collections import Counter
from pathlib import Path

from bench.common import best, note, pinned, table, title, turns
from bench.papers import DOCUMENTS, Engine, can_be_made, joined, made, ours, pages_of, pdfium, pdfminer, pdfplumber, ruled, texts

ROUNDS = 4
PROGRAMS: dict[str, Engine] = {"vanban (text and places)": ours, "pdfplumber": pdfplumber, "pdfminer.six": pdfminer, "PDFium (text only)": pdfium}


def read(label: str, path: Path, truth: str | None, rounds: int) -> None:
    """Every program reads a file in each round."""
    pages = pages_of(path)
    print(f"\n{label}: {pages} pages\n")
    laps = turns({name: lambda _, engine=engine: engine(path) for name, engine in PROGRAMS.items()}, rounds)
    found = {name: best(several) for name, several in laps.items()}
    rows = [
        (
            name,
            f"{pages / lap.seconds:.0f}",
            f"{found['pdfplumber'].seconds / lap.seconds:.1f}",
            f"{found['pdfminer.six'].seconds / lap.seconds:.1f}",
            f"{len(lap.found):,}",
            f"{recovered(lap.found, truth):.1%}" if truth else "",
        )
        for name, lap in found.items()
    ]
    table(("", "pages/s", "times pdfplumber", "times pdfminer.six", "characters", "words recovered"), rows)


def recovered(text: str, truth: str) -> float:
    """The share of the words of the truth that a text has, wherever they stand."""
    words = Counter(truth.replace("|", " ").split())
    return (words & Counter(text.replace("|", " ").split())).total() / words.total()


def measure(names: tuple[str, ...] = DOCUMENTS, given: list[Path] | None = None, rounds: int = ROUNDS) -> None:
    title("PDF files")
    for path in given or ():
        read(path.name, path, None, rounds)
    if can_be_made():
        with tempfile.TemporaryDirectory() as scratch:
            folder, whole = Path(scratch), "\n".join(texts(names))
            office = joined(made(folder, names), None, folder / "office.pdf")
            read("ordinary pages", office, whole, rounds)
            read("ruled tables", *ruled(folder, whole), rounds)
    note(f"The best of {rounds} rounds.")


def main(arguments: list[str]) -> None:
    pinned()
    measure(given=[Path(word) for word in arguments])
