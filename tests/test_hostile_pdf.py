"""PDF files made to do harm, or damaged: each ends soon with its text or with a reason that names it, and the batch goes on."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

import hostile
from papers import CATALOG, HELVETICA, Paper, bomb, lines_of, needs_fonts, one_page, pdf, source_of, stream
from vanban.errors import ReadError
from vanban.readers import read_bytes
from vanban.readers.ocr.tesseract import LONGEST
from vanban.readers.pdf.drawing import draw, shown
from vanban.workers import Limits, each

LIMITS = Limits(seconds=20, total_seconds=30, memory_bytes=700 << 20)
WORDS = b"BT /F1 14 Tf 85 700 Td (Ke hoach so 12) Tj ET"
READ = "Ke hoach so 12"
GOOD = one_page(WORDS)
DAMAGED = "is damaged or no PDF file"
NO_TEXT = "is empty: there is no text in it|needs text recognition"
GIVEN_UP = r"crashed the process that read it|ran out of memory|took longer"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> %s >>"
IMAGE = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X1 %d 0 R >> /Font << /F1 5 0 R >> >>"
FULL = b"q 595 0 0 842 0 0 cm /X1 Do Q"


def encrypted(password: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption(password, ownerPassword="owner", strength=128))
    canvas.drawString(85, 700, READ)
    canvas.save()
    return out.getvalue()


def tree(kids: bytes, count: int, **objects: bytes) -> bytes:
    """A file with this list of pages, of which the objects 3 to 5 are one."""
    found = {1: CATALOG, 2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), 3: PAGE % b"", 4: stream(WORDS), 5: HELVETICA}
    return pdf(found | {int(name[1:]): content for name, content in objects.items()})


def doubling(depth: int) -> dict[str, bytes]:
    """Forms of which each draws the next twice."""
    return {f"o{n}": stream(b"/X1 Do /X1 Do", FORM % (n + 1)) for n in range(6, 6 + depth)} | {f"o{6 + depth}": stream(WORDS, FORM % 99)}


def empty_pages(count: int) -> bytes:
    pages = {n + 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>" for n in range(count)}
    return pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % n for n in pages), count)} | pages)


def long_file() -> bytes:
    paper = Paper()
    for _ in range(5):
        paper.lines(85, 100, ["Kế hoạch triển khai thực hiện"] * 20).next()
    return paper.data()


FILES: dict[str, tuple[bytes, str]] = {
    "good": (GOOD, READ),
    "password": (encrypted("secret"), "is encrypted: it opens only with a password"),
    "empty password": (encrypted(""), READ),
    "no bytes": (b"", DAMAGED),
    "no PDF": (bytes(range(256)) * 50, DAMAGED),
    "only a head": (b"%PDF-1.7\n" + b"garbage" * 100, DAMAGED),
    "no table of places": (GOOD.replace(b"xref\n0", b"xref\n\xff\xfe0"), READ),
    "places beyond the end": (GOOD[: GOOD.rindex(b"startxref")] + b"startxref\n99999999999999\n%%EOF", READ),
    "bytes before the head": (b"\r\n\r\n" + GOOD, READ),
    "pages in a circle": (tree(b"6 0 R", 5, o6=b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 5 >>"), "is damaged: page 1 cannot be read"),
    "pages that hold themselves": (tree(b"2 0 R 2 0 R", 5), "is damaged: page 1 cannot be read"),
    "a count of pages too large": (tree(b"3 0 R", 10**9), READ),
    "a count of pages below zero": (tree(b"3 0 R", -1), READ),
    "a count of pages that are not there": (tree(b"3 0 R", 4), "is damaged: page 2 cannot be read"),
    "too many pages": (empty_pages(6000), "has 6000 pages; files of 1 to 5000 pages are read"),
    "many empty pages": (empty_pages(1000), NO_TEXT),
    "one page many times": (tree(b"3 0 R " * 1000, 1000), READ),
    "a bomb of content": (one_page(bomb(1 << 30)), f"{NO_TEXT}|{GIVEN_UP}"),
    "a bomb of words": (one_page(bomb(1 << 27, unit=b"BT /F1 9 Tf 9 9 Td (aaaaaaaaaaaa) Tj ET ")), f"a|{GIVEN_UP}"),
    "a bomb of a picture": (one_page(FULL, form=bomb(1 << 30, IMAGE % (32768, 32768), b"\0")), f"{NO_TEXT}|{GIVEN_UP}"),
    "a picture that lies": (one_page(FULL, form=stream(b"123", IMAGE % (100_000, 100_000))), f"{NO_TEXT}|{GIVEN_UP}"),
    "a form in itself": (one_page(b"/X1 Do " + WORDS, form=stream(b"/X1 Do", FORM % 6)), READ),
    "forms that double": (one_page(b"/X1 Do", **doubling(30)), f"{READ}|{GIVEN_UP}"),
    "arrays in arrays of content": (one_page(b"[" * 1_000_000), NO_TEXT),
    "arrays in arrays": (tree(b"3 0 R", 1, o3=PAGE % (b"/X " + b"[" * 100_000 + b"]" * 100_000)), f"{READ}|{DAMAGED}|cannot be read|{NO_TEXT}"),
    "a page as large as a town": (one_page(WORDS, size=b"10000000 10000000"), READ),
    "a page as wide as a town": (one_page(b"10 10 m 300 10 l S", size=b"100000000 1"), NO_TEXT),
    "a page without size": (one_page(WORDS, size=b"0 0"), READ),
    "a page of no number": (one_page(WORDS, size=b"1e400 nan"), READ),
    "numbers beyond all": (one_page(WORDS + b"BT /F1 1e300 Tf 9 9 Td (a) Tj 1e38 1e38 Td (b) Tj ET BT /F1 0 Tf 9 9 Td (c) Tj ET"), READ),
    "actions": (
        tree(
            b"3 0 R", 1,
            o1=b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
            o3=PAGE % (b"/AA << /O << /S /Launch /F (/bin/touch /tmp/launched) >> >> "
                       b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://x.example/) >> >>]"),
        ),
        f"{READ}$",
    ),
    "good at the end": (GOOD, READ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of each file the beginning of its text, or the reason why there is none; all of one batch."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in FILES.items():
        (folder / f"{name}.pdf").write_bytes(data)
    results: dict[str, str] = {}
    for path, result in each(hostile.text, [(str(folder / f"{name}.pdf"),) for name in FILES], 1, LIMITS):
        assert not isinstance(result, ReadError) or Path(result.name).name == Path(path).name
        results[Path(path).stem] = result.reason if isinstance(result, ReadError) else result.strip()[:200]
    return results


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_soon_and_the_batch_goes_on(name: str, found: dict[str, str]) -> None:
    assert re.match(FILES[name][1], found[name]), found[name]


@needs_fonts
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_off_is_read_or_refused(share: float) -> None:
    whole = long_file()
    with pytest.raises(ReadError, match=DAMAGED):
        read_bytes("a.pdf", whole[: int(len(whole) * share)])


def test_a_file_that_lost_its_table_is_read() -> None:
    assert lines_of(source_of(GOOD[: GOOD.rindex(b"xref\n0")] + b"trailer\n<< /Root 1 0 R >>")) == [READ]


RULES = b" ".join(b"10 %d m 300 %d l S %d 10 m %d 300 l S" % ((n,) * 4) for n in (10, 100, 300))


@pytest.mark.parametrize("entry", [b"/Rotate 45.5", b"/Rotate (x)", b"/CropBox [0 0]", b"/CropBox [(a) 0 0 0]", b"/CropBox [9 9 9 9]"])
def test_pages_that_break_pdfplumber_keep_their_words(entry: bytes) -> None:
    assert READ in " ".join(lines_of(source_of(one_page(WORDS + b" " + RULES, page=entry))))


@pytest.mark.parametrize("size", [b"10000000 10000000", b"100000000 1", b"1 100000000", b"0.001 0.001", b"595 842"])
def test_pages_are_drawn_no_larger_than_can_be_used(size: bytes) -> None:
    with pypdfium2.PdfDocument(one_page(WORDS, size=size)) as document:
        for picture in (draw(document[0], 200), shown(document[0], 110)):
            assert 0 < picture.width * picture.height <= 42_000_000 and max(picture.size) <= LONGEST + 1
