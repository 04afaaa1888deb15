"""Peaks of memory: a process of its own reads a PDF file of so many pages."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.common import ROOT, note, pinned, table, title
from bench.papers import can_be_made, joined, made, ours, pdfplumber

PAGES = (100, 300, 1000)
DOCUMENTS = ("ca-mau-153-kh-ubnd-2024", "247-qd-ttg-2025")
KEPT: dict[str, Callable[[Path], object]] = {
    "vanban": lambda path: __import__("vanban.readers").readers.read(path),
    "pdfplumber": pdfplumber,
    "pdfplumber without close()": lambda path: pdfplumber(path, close=False),
}


def peak(name: str, path: Path) -> int:
    command = [sys.executable, str(ROOT / "scripts" / "bench"), "memory", name, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def tell(name: str, path: Path) -> None:
    """Read a file, and print the peak of this process in bytes."""
    _kept = KEPT[name](path)
    status = Path("/proc/self/status").read_text()  # what getrusage says begins with the peak of the parent
    print(int(status.split("VmHWM:")[1].split()[0]) * 1024)


def measure(folder: Path, pages: tuple[int, ...] = PAGES) -> None:
    paths = made(folder, DOCUMENTS)
    files = [joined(paths, count, folder / f"{count}.pdf") for count in pages]
    characters, rows = [len(ours(path)) for path in files], []
    for name in KEPT:
        peaks = [peak(name, path) for path in (files[:2] if "without" in name else files)]  # it would be gigabytes
        grown = (peaks[-1] - peaks[0]) / (characters[len(peaks) - 1] - characters[0])
        rows.append((name, *(f"{one / 1e6:.0f}" for one in peaks), *[""] * (len(files) - len(peaks)), f"{grown:.0f}"))
    table(("MB", *(f"{count} pages" for count in pages), "bytes a character of text"), rows)


def main(arguments: list[str]) -> None:
    if arguments:
        tell(arguments[0], Path(arguments[1]))
        return
    pinned()
    title("Memory")
    if can_be_made():
        with tempfile.TemporaryDirectory() as scratch:
            measure(Path(scratch))
        note("The peak of a process that reads one file.")
