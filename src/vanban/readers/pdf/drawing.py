"""PDF pages drawn as pictures: for recognition, and to be shown."""

from __future__ import annotations

from PIL.Image import Image
from pypdfium2 import PdfPage, raw

_LARGEST = 40_000_000  # pixels; larger pages are drawn smaller


def draw(page: PdfPage, dpi: float, scan: bool = False) -> Image:
    """The page in shades of grey. Of a `scan` only its pictures are drawn: no watermark, no layer, no signature mark."""
    width, height = page.get_size()
    scale = min(dpi / 72, (_LARGEST / max(width * height, 1)) ** 0.5)
    if scan:
        for item in list(page.get_objects(max_depth=1)):
            if item.type not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                page.remove_obj(item)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=False)
    try:
        picture: Image = bitmap.to_pil().copy()  # before the bitmap goes
    finally:
        bitmap.close()
    return picture
