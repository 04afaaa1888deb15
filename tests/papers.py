"""PDF files whose words stand where the tests say: drawn by reportlab with a font that has the letters of Vietnamese, or written by hand."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from vanban.model import Source
from vanban.readers import read_bytes

FONTS = {name: Path(f"/usr/share/fonts/truetype/croscore/{name}-Regular.ttf") for name in ("Tinos", "Arimo")}
"""As wide as Times New Roman and Arial, with all letters of Vietnamese (Debian: fonts-croscore)."""
HAS_FONTS = all(path.exists() for path in FONTS.values())
needs_fonts = pytest.mark.skipif(not HAS_FONTS, reason="no Tinos and Arimo (Debian: fonts-croscore)")
A4 = (595.0, 842.0)
if HAS_FONTS:
    for name, path in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, path))


@dataclass(frozen=True)
class Drawn:
    """A word on its page: left, baseline from the upper edge of the page as it is shown, right; all in points."""

    page: int
    text: str
    x0: float
    baseline: float
    x1: float
    size: float


@dataclass
class Paper:
    """A file on which things are drawn at places from the upper left corner of the page as it is shown, `turned` clockwise from how the file has it."""

    size: tuple[float, float] = A4
    turned: int = 0
    words: list[Drawn] = field(default_factory=list)
    pages: int = 0

    def __post_init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, invariant=True)
        self._begin()

    def _begin(self) -> None:
        """The page of the file, and the way from the page as it is shown to it."""
        width, height = self.size
        self.pages += 1
        self.canvas.setPageSize((width, height))  # as it is shown
        if self.turned:
            self.canvas.setPageRotation(self.turned)
            self.canvas.transform(*{90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[self.turned])

    def next(self) -> Paper:
        self.canvas.showPage()
        self._begin()
        return self

    def write(self, x: float, down: float, text: str, size: float = 14, font: str = "Tinos", mode: int = 0) -> Paper:
        """A line of text with its baseline `down` from the upper edge. Mode 3 is invisible."""
        line = self.canvas.beginText(x, self.size[1] - down)
        line.setFont(font, size)
        line.setTextRenderMode(mode)
        line.textOut(text)
        self.canvas.drawText(line)
        at = 0
        for word in text.split(" "):
            left = x + pdfmetrics.stringWidth(text[:at], font, size)
            if word:
                self.words.append(Drawn(self.pages, word, left, down, left + pdfmetrics.stringWidth(word, font, size), size))
            at += len(word) + 1
        return self

    def centred(self, x: float, down: float, text: str, size: float = 14) -> Paper:
        return self.write(x - pdfmetrics.stringWidth(text, "Tinos", size) / 2, down, text, size)

    def lines(self, x: float, down: float, texts: Iterable[str], leading: float = 20, size: float = 14) -> Paper:
        for n, text in enumerate(texts):
            self.write(x, down + n * leading, text, size)
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        self.canvas.setLineWidth(0.7)
        self.canvas.line(x0, self.size[1] - top, x1, self.size[1] - bottom)
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        return self.rule(x0, top, x1, top).rule(x1, top, x1, bottom).rule(x0, bottom, x1, bottom).rule(x0, top, x0, bottom)

    def table(self, xs: Sequence[float], tops: Sequence[float], rows: Sequence[Sequence[str | None]], size: float = 11) -> Paper:
        """Cells with their rules; a cell's lines are parted by line ends. None is one with the cell above, "<" with the cell at its left."""
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text is not None and r and row[c] is not None:
                    self.rule(xs[c], tops[r], xs[c + 1], tops[r])
                if text != "<":
                    self.rule(xs[c], tops[r], xs[c], tops[r + 1])
                if text and text != "<":
                    self.lines(xs[c] + 4, tops[r] + size + 3, text.split("\n"), 1.3 * size, size)
        return self.box(xs[0], tops[0], xs[-1], tops[-1])

    def data(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()


def changed_pages(data: bytes, change: Callable[[pypdfium2.PdfPage], object]) -> bytes:
    """The file with a change made to each of its pages."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        for n in range(len(document)):
            page = document[n]
            change(page)
            page.close()
        document.save(out)
    return out.getvalue()


def source_of(paper: Paper | bytes, name: str = "a.pdf") -> Source:
    return read_bytes(name, paper if isinstance(paper, bytes) else paper.data())


def lines_of(source: Source) -> list[str]:
    """The lines with words on them, single blanks only."""
    return [" ".join(line.split()) for line in source.text.replace("\f", "\n").split("\n") if line.strip()]


# Files written by hand.


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file of these objects by their numbers, with its table of places."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def bomb(size: int, entries: bytes = b"", unit: bytes = b" ") -> bytes:
    """A stream of so many bytes, packed: the same block again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(unit * ((1 << 20) // len(unit))) + packer.flush(zlib.Z_FULL_FLUSH)
    return stream(b"\x78\x9c" + block * (size >> 20) + b"\x03\x00", entries + b" /Filter /FlateDecode")


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def one_page(content: bytes, font: bytes = HELVETICA, page: bytes = b"", size: bytes = b"595 842", **more: bytes) -> bytes:
    """A file of one page with this content stream, in font F1; object 4 is the content when it brings its own dictionary."""
    resources = b"<< /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >>"
    objects = {
        1: CATALOG,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Resources %s /Contents 4 0 R %s >>" % (size, resources, page),
        4: content if content.startswith(b"<<") else stream(content),
        5: font,
        6: more.pop("form", b"<< >>"),
    }
    return pdf(objects | {int(name[1:]): body for name, body in more.items()})
