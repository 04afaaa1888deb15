"""PDF files: pages with text by their own characters, scanned pages by OCR, decided page by page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from vanban.errors import ReadError
from vanban.model import Source
from vanban.readers import ocr
from vanban.readers.beat import Beat
from vanban.readers.ocr.sheets import sheet_of
from vanban.readers.paper.judge import share_of_syllables
from vanban.readers.paper.page import Grid, Sheet, turned_size
from vanban.readers.paper.pages import compose
from vanban.readers.paper.words import Word, lines_of
from vanban.readers.pdf.characters import joined, strange_of, text_of
from vanban.readers.pdf.drawing import draw
from vanban.readers.pdf.frame import Frame
from vanban.readers.pdf.grids import grids_of

MOST_PAGES = 5_000
"""A file with more is no document."""
_PICTURE = 0.5  # of a page; a picture that covers more of it is a scan of it
_DRAWN = 200  # characters; a page that draws fewer over a picture has a stamp or watermark, no text
_GOOD = 0.85  # share of Vietnamese syllables; the text layer of a scan below it is read again
_READABLE = 0.5  # the same for text that is drawn: names, formulas and English stay
_MARGIN = 0.02  # by how much OCR must be better than the layer it replaces


def read(source: Source, data: bytes, beat: Beat) -> Source:
    """The text of a PDF with page and box of every character. ReadError for what is encrypted, damaged or has too many pages."""
    document = opened(source.name, data)
    try:
        return compose(source, _Pages(source.name, document, beat).sheets())
    finally:
        document.close()


def opened(name: str, data: bytes) -> PdfDocument:
    """The file as PDFium has it. ReadError when it is encrypted, damaged, or has no pages or too many."""
    try:
        document = PdfDocument(data)
        pages = len(document)
    except PdfiumError as error:
        reason = "is encrypted: it opens only with a password" if "assword" in str(error) else "is damaged or no PDF file"
        raise ReadError(name, reason) from None
    if not 0 < pages <= MOST_PAGES:
        document.close()
        raise ReadError(name, f"has {pages} pages; files of 1 to {MOST_PAGES} pages are read")
    return document


@dataclass(slots=True)
class _Read:
    """What one page gave by itself: its words, and whether and why it shall be recognised."""

    number: int
    size: tuple[float, float]
    turned: int
    words: list[Word]
    aside: list[str]
    parted: frozenset[tuple[int, int]]
    scanned: bool
    grids: list[Grid] = field(default_factory=list)
    quality: float = 0.0
    scan: Future[ocr.Recognised] | None = None
    must: bool = True  # without OCR there is nothing


class _Pages:
    """The pages of one file as sheets, in order; a few are recognised at the same time while others are drawn."""

    def __init__(self, name: str, document: PdfDocument, beat: Beat) -> None:
        self.name, self.document, self.beat = name, document, beat

    def sheets(self) -> Iterator[Sheet]:
        workers = ocr.threads()
        waiting: deque[_Read] = deque()
        with ThreadPoolExecutor(workers) as pool:
            for number in range(1, len(self.document) + 1):
                waiting.append(self._read(number, pool))
                if len(waiting) > workers:
                    yield self._sheet(waiting.popleft())
            while waiting:
                yield self._sheet(waiting.popleft())

    def _read(self, number: int, pool: ThreadPoolExecutor) -> _Read:
        """Read a page and close it."""
        try:
            with closing(self.document[number - 1]) as page:
                return self._read_page(number, page, pool)
        except PdfiumError:
            raise ReadError(self.name, f"is damaged: page {number} cannot be read") from None

    def _read_page(self, number: int, page: PdfPage, pool: ThreadPoolExecutor) -> _Read:
        found = text_of(page)
        scanned = found.drawn < _DRAWN and _has_picture(page)
        words = found.layer if scanned else found.words
        read = _Read(number, page.get_size(), found.frame.turned, words, found.aside, found.parted, scanned)
        if not scanned:
            read.grids = grids_of(page, found.frame)
        read.quality = share_of_syllables(word.text for word in words)
        least = _GOOD if scanned else _READABLE
        if not scanned and read.quality < least and strange_of(page) * 4 <= found.drawn:
            least = 0.0  # names, formulas, English
        if (words and read.quality >= least) or not (words or _has_objects(page)):
            return read
        read.must = not words
        read.scan = pool.submit(ocr.recognised, draw(page, ocr.DPI, scanned))
        return read

    def _sheet(self, read: _Read) -> Sheet:
        """The page set from its own characters or from what OCR found, whichever is better Vietnamese."""
        width, height = turned_size(read.size, read.turned)
        lines = joined(lines_of(read.words), read.parted)
        sheet = Sheet(read.number, width, height, lines, read.grids, aside=read.aside, turned=read.turned, scanned=read.scanned)
        if read.scan is not None:
            try:
                found = read.scan.result()
            except ocr.MissingError as error:
                if read.must:
                    raise ReadError(self.name, f"page {read.number}: {error}") from None
                found = ocr.Recognised([], [], [], failed=str(error))
            if read.must or (found.lines and found.quality > read.quality + _MARGIN):
                sheet = sheet_of(read.number, read.size, found, read.aside)
            elif read.scanned or found.failed:
                sheet.doubt = f"its text layer is poor{f', and it {found.failed}' if found.failed else ''}"
        self.beat(read.number, len(self.document))
        return sheet


def _has_picture(page: PdfPage) -> bool:
    """Whether pictures cover most of a page."""
    width, height = page.get_size()
    frame, area = Frame(page), 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        x0, y0, x1, y1 = frame.read(*image.get_bounds())
        area += max(min(x1, width) - max(x0, 0), 0) * max(min(y1, height) - max(y0, 0), 0)
    return bool(area > _PICTURE * width * height)


def _has_objects(page: PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=1)), None) is not None
