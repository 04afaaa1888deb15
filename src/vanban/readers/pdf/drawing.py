"""PDF pages drawn as pictures: for recognition, and to be shown."""

from __future__ import annotations

from PIL.Image import Image
from pypdfium2 import PdfPage, raw

from vanban.readers.ocr.tesseract import LONGEST

_LARGEST = 40_000_000  # pixels; larger pages are drawn smaller


def draw(page: PdfPage, dpi: float, scan: bool = False) -> Image:
    """The page in shades of grey, for recognition. Of a `scan` only its pictures are drawn: no watermark, no layer, no signature mark."""
    if scan:
        for item in list(page.get_objects(max_depth=1)):
            if item.type not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                page.remove_obj(item)
    return _drawn(page, dpi, grayscale=True, draw_annots=False)


def shown(page: PdfPage, dpi: float) -> Image:
    """The page as a reader shows it, in colour."""
    return _drawn(page, dpi, grayscale=False, draw_annots=True).convert("RGB")


def _drawn(page: PdfPage, dpi: float, grayscale: bool, draw_annots: bool) -> Image:
    width, height = page.get_size()
    scale = min(dpi / 72, (_LARGEST / max(width * height, 1)) ** 0.5, LONGEST / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=grayscale, may_draw_forms=False, draw_annots=draw_annots)
    try:
        picture: Image = bitmap.to_pil().copy()  # before the bitmap goes
    finally:
        bitmap.close()
    return picture
