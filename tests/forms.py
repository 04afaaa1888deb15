"""One document in the forms that offices keep: Word (docx, and doc by LibreOffice), PDF made from it, and a clean scan of that.

The Word file is built as offices build it: letterhead and closing as tables without borders, the kind and title centred, paragraphs joined over
their lines, task tables with borders (Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman 14, margins of 2 and 3 cm).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import docx
import pypdfium2
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from vanban import tables
from vanban.layout import Layout, Paragraph

HAS_OFFICE = shutil.which("soffice") is not None
HAS_OCR = shutil.which("tesseract") is not None
FONT = "Tinos"  # as wide as Times New Roman, with the letters of Vietnamese (Debian: fonts-croscore)
_CENTRED = ("type", "issuer", "title", "annex_title")


def to_docx(text: str, path: Path) -> Path:
    """Write a document of the corpora as a Word file."""
    layout = Layout(text)
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = FONT, Pt(14)
    word.styles["Normal"].paragraph_format.space_after = Pt(4)
    drawn = {table.start: table for table in tables.find(layout)}
    for zone, group in groupby(layout.paragraphs, key=lambda p: p.zone):
        paragraphs = list(group)
        if zone in ("letterhead", "closing"):
            _columns(word, layout, paragraphs, centred=zone == "letterhead")
        elif zone == "row" and paragraphs[0].start in drawn:
            _table(word, drawn[paragraphs[0].start])
        else:
            for p in paragraphs:
                added = word.add_paragraph(layout.text(p))
                added.alignment = WD_ALIGN_PARAGRAPH.CENTER if zone in _CENTRED else WD_ALIGN_PARAGRAPH.JUSTIFY
                added.runs[0].bold = zone in _CENTRED
                added.paragraph_format.first_line_indent = None if zone in _CENTRED else Cm(1.27)
    word.save(str(path))
    return path


def _columns(word: Word, layout: Layout, paragraphs: list[Paragraph], centred: bool) -> None:
    """Two columns side by side; what stands behind the first column of a line belongs to the right one."""
    table = word.add_table(1, 2)
    table.autofit = False
    left, right = table.rows[0].cells
    for column, width in zip(table.columns, (Cm(6.2), Cm(10.3)), strict=True):
        column.width = width
        column.cells[0].width = width
    for _, row in groupby(paragraphs, key=lambda p: p.row):
        for p in row:
            words = layout.text(p)
            cell = right if p.column or any(sign in words for sign in ("CỘNG", "Độc lập", ", ngày ")) else left
            first = not cell.paragraphs[0].text
            added = cell.paragraphs[0] if first else cell.add_paragraph()
            added.text = words
            added.paragraph_format.space_after = Pt(0)
            if centred or cell is right:
                added.alignment = WD_ALIGN_PARAGRAPH.CENTER
            added.runs[0].font.size = Pt(12 if centred else 11 if cell is left else 14)
            added.runs[0].bold = words.isupper()
    word.add_paragraph()


def _table(word: Word, table: tables.Table) -> None:
    made = word.add_table(0, len(table.head))
    made.style = "Table Grid"
    for row in [table.head, *table.rows]:
        cells = made.add_row().cells
        for cell, content in zip(cells, row, strict=False):
            cell.text = content.text
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(12)


def convert(paths: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """The files in another format, by LibreOffice."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{path.stem}.{to}" for path in paths]


def scan(pdf: Path, path: Path, dpi: int = 200) -> Path:
    """A PDF of pictures only, as an office's scanner makes it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[k].render(scale=dpi / 72, grayscale=True).to_pil() for k in range(len(document))]
    pages[0].save(path, "PDF", resolution=dpi, quality=90, save_all=True, append_images=pages[1:])
    document.close()
    return path
