"""Pages of a file as pictures to look at: as the file has them, watermarks, stamps and colours included."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from PIL.Image import Image, Resampling

from vanban.errors import ReadError
from vanban.model import FactBox
from vanban.places import Page

DPI = 110
"""What a page is drawn at, to be read on a screen."""
_PDF = b"%PDF-"
_HEAD = 1024  # bytes that may stand before it


def pictures(path: str | Path, pages: Iterable[Page], dpi: float = DPI) -> Iterator[Image]:
    """These pages of a PDF file or picture, in colour, turned as they are read. ReadError when the file has no pages or has changed since."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), (error.strerror or str(error)).lower()) from None
    draw = _of_pdf if _PDF in data[:_HEAD] else _of_picture
    for page, picture in draw(str(path), data, pages, dpi):
        picture = picture.rotate(-page.turned, expand=True) if page.turned else picture
        yield picture.rotate(-page.skew, resample=Resampling.BICUBIC, fillcolor="white") if page.skew else picture


def _of_pdf(name: str, data: bytes, pages: Iterable[Page], dpi: float) -> Iterator[tuple[Page, Image]]:
    from vanban.readers.pdf import opened
    from vanban.readers.pdf.drawing import shown

    with closing(opened(name, data)) as document:
        for page in pages:
            if page.number > len(document):
                raise ReadError(name, f"has no page {page.number}")
            with closing(document[page.number - 1]) as drawn:
                yield page, shown(drawn, dpi)


def _of_picture(name: str, data: bytes, pages: Iterable[Page], dpi: float) -> Iterator[tuple[Page, Image]]:
    from vanban.readers.images import opened, upright
    from vanban.readers.paper.page import turned_size

    with opened(name, data) as file:
        for page in pages:
            try:
                file.seek(page.number - 1)
            except EOFError:
                raise ReadError(name, f"has no page {page.number}") from None
            width, height = turned_size((page.width, page.height), page.turned)
            size = max(round(width * dpi / 72), 1), max(round(height * dpi / 72), 1)
            yield page, upright(file).convert("RGB").resize(size)


def as_webp(picture: Image) -> bytes:
    """A picture in the format that pages carry it in: a third of the size of JPEG at the same sharpness."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=70)
    return out.getvalue()


_LINE = 3  # pixels
_COLOUR = (192, 31, 31)


def outlined(picture: Image, page: Page, boxes: Iterable[FactBox]) -> Image:
    """The picture of a page with these boxes drawn on it, a little apart from the words."""
    from PIL import ImageDraw

    draw, across, down = ImageDraw.Draw(picture), picture.width / page.width, picture.height / page.height
    for box in boxes:
        place = (box.x0 * across - _LINE, box.top * down - _LINE, box.x1 * across + _LINE, box.bottom * down + _LINE)
        draw.rectangle(place, outline=_COLOUR, width=_LINE)
    return picture
