"""PDF files made of documents of the demonstration corpus by LibreOffice, and the programs that read them."""

import io
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeAlias

from bench.common import ROOT

DOCUMENTS = ("ca-mau-153-kh-ubnd-2024", "247-qd-ttg-2025", "21-ct-tw-2023", "gia-lai-189-kh-tu-2023", "ha-tinh-214-kh-tu-2024", "son-la-51-kh-ubnd-2024")
Engine: TypeAlias = Callable[[Path], str]


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


def tesseract(path: Path, segmentation: int, dpi: int) -> str:
    """One call a page, on the same picture that ours is given."""
    import pypdfium2

    document, found = pypdfium2.PdfDocument(path), []
    for page in document:
        picture = io.BytesIO()
        page.render(scale=dpi / 72, grayscale=True).to_pil().save(picture, "PPM")
        command = ["tesseract", "-", "-", "-l", "vie", "--psm", str(segmentation), "--dpi", str(dpi)]
        found.append(subprocess.run(command, input=picture.getvalue(), capture_output=True, check=True).stdout.decode())
    return "\n".join(found)


def ocrmypdf(path: Path) -> str:
    side, out = path.with_suffix(".txt"), path.with_suffix(".ocr.pdf")
    command = ["ocrmypdf", "--force-ocr", "-l", "vie", "-j", "1", "--quiet", "--sidecar", str(side), str(path), str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return side.read_text(encoding="utf-8")


def can_be_made() -> bool:
    """Whether LibreOffice is there; said when it is not."""
    if shutil.which("soffice"):
        return True
    print("LibreOffice makes the files that are read here, and is not installed (Debian, Ubuntu: apt install libreoffice-writer)")
    return False


def texts(names: Collection[str]) -> list[str]:
    return [(ROOT / "corpora" / "demo" / f"{name}.txt").read_text(encoding="utf-8") for name in names]


def made(folder: Path, names: Collection[str]) -> list[Path]:
    """Documents of the corpora as an office's PDF files."""
    import forms

    return forms.convert([forms.to_docx(text, folder / f"{name}.docx") for name, text in zip(names, texts(names), strict=True)], "pdf", folder)


def ruled(folder: Path, text: str) -> tuple[Path, str]:
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
    return forms.convert([folder / "table.docx"], "pdf", folder)[0], "\n".join(put)


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


def pages_of(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))
