"""Scans of 200 dpi, beside tesseract (`--psm 6` and `3`, one call a page) and ocrmypdf: seconds a page, and errors.

Errors are counted against the text of the PDF that was scanned.
"""

import os
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.common import best, note, pinned, table, title, turns
from bench.papers import Engine, can_be_made, made, ocrmypdf, ours, pages_of, pdfplumber, tesseract

ROUNDS = 2
DPI = 200
SCANNED = {"ca-mau-153-kh-ubnd-2024": "Căn cứ", "247-qd-ttg-2025": "Căn cứ"}
"""Documents, and what their bodies begin with."""
PROGRAMS: dict[str, Engine] = {
    "vanban": ours,
    "tesseract, psm 6": partial(tesseract, segmentation=6, dpi=DPI),
    "tesseract, psm 3": partial(tesseract, segmentation=3, dpi=DPI),
    "ocrmypdf": ocrmypdf,
}


def errors(text: str, truth: str, body: str) -> tuple[float, float]:
    """Errors for each character of the head, and of the body, which begins with these words: insertions, deletions, other letters. Blanks of any length
    are one.
    """
    from rapidfuzz.distance import Levenshtein

    truth = " ".join(truth.split())
    begins = truth.index(body)
    steps = Levenshtein.editops(truth, " ".join(text.split()))
    in_head = sum(step.src_pos < begins for step in steps)
    return in_head / begins, (len(steps) - in_head) / (len(truth) - begins)


def measure(folder: Path, rounds: int) -> None:
    import forms

    engines = {name: engine for name, engine in PROGRAMS.items() if shutil.which(name.split(",")[0]) or name == "vanban"}
    for name in PROGRAMS.keys() - engines.keys():
        print(f"{name}: not installed")
    if "tesseract, psm 6" not in engines:
        return
    for document, office in zip(SCANNED, made(folder, SCANNED), strict=True):
        scan, truth = forms.scan(office, folder / f"{document}.scan.pdf", DPI), pdfplumber(office)
        pages = pages_of(scan)
        print(f"\n{document}: {pages} pages\n")
        laps = turns({name: lambda _, engine=engine, scan=scan: engine(scan) for name, engine in engines.items()}, rounds, time.perf_counter)
        found = {name: best(several) for name, several in laps.items()}
        rows = []
        for name, lap in found.items():
            head, body = errors(lap.found, truth, SCANNED[document])
            rows.append((name, f"{lap.seconds / pages:.2f}", f"{lap.seconds / found['tesseract, psm 6'].seconds:.2f}", f"{head:.2%}", f"{body:.2%}"))
        table(("", "seconds a page", "of psm 6", "errors: head", "body"), rows)


def main(arguments: list[str]) -> None:
    pinned()
    os.environ |= {"VANBAN_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
    title("Scans")
    if can_be_made():
        with tempfile.TemporaryDirectory() as scratch:
            measure(Path(scratch), ROUNDS)
        note(f"The best of {ROUNDS} rounds.")
