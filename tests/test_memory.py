"""Memory of the readers: what a page leaves behind is its text and its places, no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from papers import HAS_FONTS, Paper, needs_fonts

pytestmark = [needs_fonts, pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is asked of Linux")]
LINES = 40
A_CHARACTER = 60
"""Bytes that a character of the text may cost: its letter, its left and right edge, its share of the run it stands in, and both once more while the text
is put together."""
# Prints the characters of the text and the peak of memory in bytes.
SCRIPT = """
import sys
from vanban.readers import read
source = read(sys.argv[1])
peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024
print(len(source.text), peak)
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page of text with a ruled table below it."""
    assert HAS_FONTS
    paper = Paper()
    for k in range(LINES):
        paper.write(70, 60 + 14 * k, "Các sở, ngành rà soát nhiệm vụ được giao, báo cáo kết quả trước ngày 15 hằng tháng.", size=11)
    for k in range(4):
        paper.canvas.line(70, 60 + 30 * k, 500, 60 + 30 * k)
        paper.canvas.line(70 + 140 * k, 60, 70 + 140 * k, 150)
    path = tmp_path_factory.mktemp("memory") / "page.pdf"
    path.write_bytes(paper.data())
    return path


def measured(page: Path, pages: int) -> tuple[int, int]:
    path = page.with_name(f"{pages}.pdf")
    made = pypdfium2.PdfDocument.new()
    made.import_pages(pypdfium2.PdfDocument(page), [0] * pages)
    made.save(path)
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(path)], capture_output=True, text=True, check=True)
    size, peak = map(int, done.stdout.split())
    return size, peak


def test_pages_leave_only_their_text_and_places(page: Path) -> None:
    (few, low), (many, high) = measured(page, 100), measured(page, 300)
    assert many > 2.9 * few
    assert high - low < A_CHARACTER * (many - few)
