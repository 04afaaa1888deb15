"""Photographs and scans that are pictures: PNG, JPEG, TIFF (also of many pages), WebP, BMP."""

from __future__ import annotations

import io
import warnings
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import PIL.Image
from PIL import ImageOps
from PIL.Image import Image

from vanban.errors import ReadError
from vanban.model import Source
from vanban.readers import ocr
from vanban.readers.beat import Beat
from vanban.readers.ocr.sheets import sheet_of
from vanban.readers.ocr.tesseract import LONGEST, SCALE
from vanban.readers.paper.page import Sheet
from vanban.readers.paper.pages import compose

_MOST_PAGES = 1_000
_MOST_PIXELS = 100_000_000  # of one page: A2 at 400 dpi
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
_A4 = 595.0  # points: the shorter side of a page whose picture does not say its resolution
_LEAST_DPI, _MOST_DPI = 72, 1200  # what cameras write is none


def read(source: Source, data: bytes, beat: Beat) -> Source:
    """The recognised text of a picture, with page and box of every word. ReadError for what is damaged, too large, or cannot be recognised."""
    with opened(source.name, data) as picture:
        return compose(source, _sheets(source.name, picture, beat))


def opened(name: str, data: bytes) -> Image:
    """The picture, none of its pages read yet. ReadError when it is none, or as large as only bombs are."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            return PIL.Image.open(io.BytesIO(data), formats=_FORMATS)
    except (OSError, ValueError, PIL.Image.DecompressionBombWarning, PIL.Image.DecompressionBombError):
        raise ReadError(name, "is damaged or no picture that can be read (PNG, JPEG, TIFF, WebP, BMP)") from None


def upright(picture: Image) -> Image:
    """The page at hand as it was held, in colour, on white paper: what is transparent is no ink. Raises what Pillow raises for a damaged one."""
    page = ImageOps.exif_transpose(picture)
    if page.mode.startswith("I"):  # 16 bits, of which Pillow would take the lower
        return page.convert("I").point(lambda value: value / 256).convert("L")
    if page.has_transparency_data:
        page = page.convert("RGBA")
        page = PIL.Image.alpha_composite(PIL.Image.new("RGBA", page.size, "white"), page)
    return page if page.mode == "L" else page.convert("RGB")


def _sheets(name: str, picture: Image, beat: Beat) -> Iterator[Sheet]:
    count = getattr(picture, "n_frames", 1)
    if count > _MOST_PAGES:
        raise ReadError(name, f"has {count} pages; pictures of up to {_MOST_PAGES} pages are read")
    waiting: deque[tuple[int, Image, Future[ocr.Recognised]]] = deque()

    def finished() -> Sheet:
        number, page, future = waiting.popleft()
        try:
            found = future.result()
        except ocr.MissingError as error:
            raise ReadError(name, f"page {number}: {error}") from None
        beat(number, count)
        return sheet_of(number, (page.width * SCALE, page.height * SCALE), found)

    with ThreadPoolExecutor(ocr.threads()) as pool:
        for number in range(1, count + 1):
            page = _page(name, picture, number)
            waiting.append((number, page, pool.submit(ocr.recognised, page)))
            if len(waiting) > ocr.threads():
                yield finished()
        while waiting:
            yield finished()


def _page(name: str, picture: Image, number: int) -> Image:
    """One page upright, in shades of grey, as large as a page drawn at the resolution that OCR wants."""
    try:
        picture.seek(number - 1)
        if picture.width * picture.height > _MOST_PIXELS:
            raise ReadError(name, f"page {number} has {picture.width} x {picture.height} pixels; up to {_MOST_PIXELS} in all are read")
        page = upright(picture).convert("L")
        dpi = float(picture.info.get("dpi", (0, 0))[0])
    except (OSError, ValueError, EOFError, SyntaxError) as error:
        raise ReadError(name, f"is damaged: page {number} cannot be read ({error})") from None
    if not _LEAST_DPI < dpi <= _MOST_DPI or min(page.size) * 72 / dpi > 2 * _A4:
        dpi = min(page.size) * 72 / _A4
    scale = min(max(ocr.DPI / dpi, 0.1), 3.0, LONGEST / max(page.size))
    return ImageOps.autocontrast(page.resize((max(round(page.width * scale), 1), max(round(page.height * scale), 1))))
