"""How fast PDF files and scans are read, what is recovered and what memory it takes, beside the programs that people would use instead.

usage: python scripts/bench_readers.py [pdf | ocr | memory …] [FILE.pdf …]
Without words all three are measured. Documents of the demonstration corpus are made into PDF files (by LibreOffice, with python-docx), one with a
ruled table on every page, and into scans of 200 dpi; FILEs are read too, for their speed. Every program reads every file in each round, in one
process and on one core; the best of the rounds counts. Needs what the tests need, and rapidfuzz for the errors of OCR; ocrmypdf is optional.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

ROUNDS = 5
OCR_ROUNDS = 2
DOCUMENTS = ("ca-mau-153-kh-ubnd-2024", "247-qd-ttg-2025", "21-ct-tw-2023", "gia-lai-189-kh-tu-2023", "ha-tinh-214-kh-tu-2024", "son-la-51-kh-ubnd-2024")
SCANNED = {"ca-mau-153-kh-ubnd-2024": "Căn cứ", "247-qd-ttg-2025": "Căn cứ"}  # what their bodies begin with
PAGES = (100, 300, 1000)
DPI = 200
Engine = Callable[[Path], str]


def ours(path: Path) -> str:
    from vanban.readers import read

    return read(path).text


def pdfplumber(path: Path, close: bool = True) -> str:
    import pdfplumber

    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found.append(page.extract_text())
            if close:
                page.close()
    return "\n".join(found)


def pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def pdfium(path: Path) -> str:
    """PDFium's own text, without places: what no reader on top of it can be faster than."""
    import pypdfium2

    document, found = pypdfium2.PdfDocument(path), []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return "\n".join(found)


def tesseract(path: Path, segmentation: int) -> str:
    """One call a page, on the same picture that ours is given."""
    import pypdfium2

    document, found = pypdfium2.PdfDocument(path), []
    for page in document:
        picture = io.BytesIO()
        page.render(scale=DPI / 72, grayscale=True).to_pil().save(picture, "PPM")
        command = ["tesseract", "-", "-", "-l", "vie", "--psm", str(segmentation), "--dpi", str(DPI)]
        found.append(subprocess.run(command, input=picture.getvalue(), capture_output=True, check=True).stdout.decode())
    return "\n".join(found)


def ocrmypdf(path: Path) -> str:
    side, out = path.with_suffix(".txt"), path.with_suffix(".ocr.pdf")
    command = ["ocrmypdf", "--force-ocr", "-l", "vie", "-j", "1", "--quiet", "--sidecar", str(side), str(path), str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return side.read_text(encoding="utf-8")


READERS: dict[str, Engine] = {"vanban": ours, "pdfplumber": pdfplumber, "pdfminer.six": pdfminer, "PDFium": pdfium}
OCRS: dict[str, Engine] = {
    "vanban": ours,
    "tesseract, psm 6": lambda path: tesseract(path, 6),
    "tesseract, psm 3": lambda path: tesseract(path, 3),
    "ocrmypdf": ocrmypdf,
}
KEPT: dict[str, Callable[[Path], object]] = {
    "vanban": lambda path: __import__("vanban.readers").readers.read(path),
    "pdfplumber": pdfplumber,
    "pdfplumber without close()": lambda path: pdfplumber(path, close=False),
}


def texts(names: Iterable[str]) -> list[str]:
    return [(ROOT / "corpora" / "demo" / f"{name}.txt").read_text(encoding="utf-8") for name in names]


def made(folder: Path, name: str, text: str) -> Path:
    """A document of the corpora as an office's PDF."""
    import forms

    return forms.convert(forms.to_docx(text, folder / f"{name}.docx"), "pdf", folder)


def table(folder: Path, text: str) -> tuple[Path, str]:
    """A PDF of nothing but ruled tables, with merged cells, and its words."""
    import docx

    import forms

    word, put = docx.Document(), []
    drawn = word.add_table(0, 4)
    drawn.style = "Table Grid"
    for k, content in enumerate(line.strip() for line in text.splitlines() if len(line) > 40 and "|" not in line):
        cells, half = drawn.add_row().cells, len(content) // 2
        merged = k % 5 == 4  # with the cell above
        words = (str(k + 1), content[:half], content[half:], "" if merged else content[:40])
        for cell, part in zip(cells, words, strict=True):
            cell.text = part
        if merged:
            drawn.rows[k - 1].cells[3].merge(cells[3])
        put += words
    word.save(str(folder / "table.docx"))
    return forms.convert(folder / "table.docx", "pdf", folder), "\n".join(put)


def joined(paths: Iterable[Path], pages: int | None, out: Path) -> Path:
    """The pages of several files in one, again and again until there are so many."""
    import pypdfium2

    new = pypdfium2.PdfDocument.new()
    for path in paths:
        new.import_pages(pypdfium2.PdfDocument(path))
    if pages:
        whole, new = new, pypdfium2.PdfDocument.new()
        new.import_pages(whole, [k % len(whole) for k in range(pages)])
    new.save(out)
    return out


def timed(engines: dict[str, Engine], path: Path, rounds: int, clock: Callable[[], float]) -> dict[str, tuple[float, str]]:
    """The best seconds and the text of each program, which take turns."""
    found: dict[str, tuple[float, str]] = {}
    for k in range(rounds):
        for name in sorted(engines, reverse=bool(k % 2)):
            start = clock()
            text = engines[name](path)
            taken = clock() - start
            found[name] = min(found.get(name, (taken, text)), (taken, text))
    return found


def recovered(text: str, truth: str) -> float:
    """The share of the words of the truth that a text has, wherever they stand."""
    words = Counter(truth.replace("|", " ").split())
    return (words & Counter(text.replace("|", " ").split())).total() / words.total()


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


def pages_of(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def measure_pdf(folder: Path, given: Iterable[Path]) -> None:
    names = list(DOCUMENTS)
    office = joined([made(folder, name, text) for name, text in zip(names, texts(names), strict=True)], None, folder / "office.pdf")
    ruled, words = table(folder, "\n".join(texts(names)))
    files: list[tuple[str, Path, str | None]] = [("ordinary pages", office, "\n".join(texts(names))), ("tables", ruled, words)]
    files += [(path.name, path, None) for path in given]
    for label, path, truth in files:
        pages = pages_of(path)
        found = timed(READERS, path, ROUNDS, time.process_time)
        print(f"\n{label}: {pages} pages")
        for name, (seconds, text) in found.items():
            share = f", {recovered(text, truth):.1%} of the words" if truth else ""
            print(f"  {name:12} {pages / seconds:6.0f} pages/s, {found['pdfplumber'][0] / seconds:5.1f} times pdfplumber{share}")


def measure_ocr(folder: Path) -> None:
    import forms

    os.environ |= {"VANBAN_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
    engines = {name: engine for name, engine in OCRS.items() if shutil.which(name.split(",")[0]) or name == "vanban"}
    if "tesseract, psm 6" not in engines:
        print("\nscans: tesseract is not installed")
        return
    for document, text in zip(SCANNED, texts(SCANNED), strict=True):
        office = made(folder, document, text)
        scan, truth = forms.scan(office, folder / f"{document}.scan.pdf", DPI), pdfplumber(office)
        found = timed(engines, scan, OCR_ROUNDS, time.perf_counter)
        print(f"\nscan of {document}: {pages_of(scan)} pages")
        for name, (seconds, seen) in found.items():
            head, body = errors(seen, truth, SCANNED[document])
            ratio = seconds / found["tesseract, psm 6"][0]
            print(f"  {name:17} {seconds / pages_of(scan):5.2f} s a page ({ratio:.2f} of psm 6), errors: head {head:6.2%}, body {body:6.2%}")
    for name in OCRS.keys() - engines.keys():
        print(f"  {name}: not installed")


def measure_memory(folder: Path) -> None:
    paths = [made(folder, name, text) for name, text in zip(SCANNED, texts(SCANNED), strict=True)]
    print("\npeak memory in MB, after so many pages, each in a process of its own")
    files = [joined(paths, pages, folder / f"{pages}.pdf") for pages in PAGES]
    characters = [len(ours(path)) for path in files]
    for name in KEPT:
        peaks = [peak(name, path) for path in (files[:2] if "without" in name else files)]  # it would be gigabytes
        grown = (peaks[-1] - peaks[0]) / (characters[len(peaks) - 1] - characters[0])
        shown = ", ".join(f"{pages} pages {bytes_ / 1e6:.0f}" for pages, bytes_ in zip(PAGES, peaks, strict=False))
        print(f"  {name:27} {shown}; {grown:.0f} bytes a character of text")


def peak(name: str, path: Path) -> int:
    command = [sys.executable, __file__, "--peak", name, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    if sys.argv[1:2] == ["--peak"]:
        _kept = KEPT[sys.argv[2]](Path(sys.argv[3]))
        status = Path("/proc/self/status").read_text()  # what getrusage says begins with the peak of the parent
        print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
        return
    if not shutil.which("soffice"):
        raise SystemExit("LibreOffice makes the files that are read here, and is not installed (Debian, Ubuntu: apt install libreoffice-writer)")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    asked = {word for word in sys.argv[1:] if word in ("pdf", "ocr", "memory")} or {"pdf", "ocr", "memory"}
    with tempfile.TemporaryDirectory() as scratch:
        if "pdf" in asked:
            measure_pdf(Path(scratch), [Path(word) for word in sys.argv[1:] if word.endswith(".pdf")])
        if "ocr" in asked:
            measure_ocr(Path(scratch))
        if "memory" in asked:
            measure_memory(Path(scratch))


if __name__ == "__main__":
    main()
