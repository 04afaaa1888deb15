"""Calls of tesseract (Debian packages tesseract-ocr and tesseract-ocr-vie)."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from array import array
from collections.abc import Sequence
from functools import cache
from io import BytesIO, StringIO
from itertools import groupby

from PIL.Image import Image

from vanban.errors import VanbanError
from vanban.readers.paper.words import Line, Word, median, side_by_side, spread

DPI = 200
"""What pages are drawn at for recognition: letters of 14 points are then 25 to 40 pixels high, as the model knows them."""
SCALE = 72 / DPI
"""Points a pixel."""
LONGEST = 16_000
"""Pixels of a side that pictures may have: tesseract takes no more than 32,767, WebP 16,383."""
BLOCK, LINE, WORD = 6, 7, 8
"""tesseract's page segmentation: one block of text (which keeps rows of tables and letterheads together), one line, one word."""
DIGITS = ("-c", "tessedit_char_whitelist=0123456789")
"""The options that let it see nothing but digits."""
_SECONDS = 120  # for one picture
_MISSING = "needs text recognition, and tesseract with its Vietnamese model is not installed (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie)"


class OcrError(VanbanError):
    """Why a picture could not be recognised."""


class MissingError(OcrError):
    """There is no tesseract that knows Vietnamese."""


def threads() -> int:
    """How many pages may be recognised at the same time: VANBAN_THREADS, else the number of cores."""
    asked = os.environ.get("VANBAN_THREADS", "")
    return max(1, int(asked) if asked.isdigit() else os.cpu_count() or 1)


def lines_of_picture(image: Image) -> list[Line]:
    """The lines that tesseract sees in a picture drawn at `DPI`, from top to bottom."""
    words = words_of(image, "vie", BLOCK)
    lines = (_line(list(group)) for _, group in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])))
    return side_by_side(line for line in lines if line.words)


def words_of(image: Image, language: str, segmentation: int, *options: str) -> list[dict[str, str]]:
    """The words of a picture, as rows of tesseract's table: left top width height (pixels), conf (0 to 100), text, block_num par_num line_num."""
    picture = BytesIO()
    image.save(picture, "PPM")
    command = [_program(), "-", "-", "-l", language, "--psm", str(segmentation), "--dpi", str(DPI), *options, "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # pages are what runs side by side
    try:
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True, timeout=_SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        raise OcrError(f"recognition of a page took longer than {_SECONDS} s") from None
    if done.returncode:
        raise OcrError(f"tesseract failed: {' '.join(done.stderr.decode('utf-8', 'replace').split())[-200:]}")
    rows = csv.DictReader(StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]


@cache
def languages() -> frozenset[str]:
    """The models that are installed; none without tesseract."""
    found = shutil.which("tesseract")
    if not found:
        return frozenset()
    return frozenset(subprocess.run([found, "--list-langs"], capture_output=True, text=True, timeout=30).stdout.split()[1:])


def _program() -> str:
    if "vie" not in languages():
        raise MissingError(_MISSING)
    return "tesseract"


def _line(rows: Sequence[dict[str, str]]) -> Line:
    """The words of one line. They get the line's height, each at its own place: a crooked page keeps its lines."""
    boxes = [tuple(float(row[name]) * SCALE for name in ("left", "top", "width", "height")) for row in rows]
    height = median([box[3] for box in boxes], 1.0)
    words = []
    for row, (left, top, width, own) in zip(rows, boxes, strict=True):
        text, middle = row["text"].strip(), top + own / 2
        place, sure = (left, middle - height / 2, left + width, middle + height / 2), max(float(row["conf"]), 0.0) / 100
        words.append(Word(text, *place, spread(left, left + width, len(text)), sure))
    top = median([word.top for word in words], 0.0)
    return Line(words, top, top + height)


def moved(line: Line, right: float, down: float) -> Line:
    """The line of a part of a page, placed on the whole."""
    words = [
        Word(w.text, w.x0 + right, w.top + down, w.x1 + right, w.bottom + down, array("f", [edge + right for edge in w.edges]), w.sure, w.apart)
        for w in line.words
    ]
    return Line(words, line.top + down, line.bottom + down)
