"""Scans and photographs: what stands on the paper is read, what was stamped or laid over it is not, and what is unsure is said."""

from __future__ import annotations

import io
import random
import shutil
import stat
import zlib
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter
from PIL.Image import Image as Picture
from reportlab.lib.utils import ImageReader

import hostile
from papers import Paper, lines_of, needs_fonts, source_of
from test_pdf import PROSE, letterhead, prose, read, signature, well_placed
from vanban.errors import ReadError
from vanban.model import Doubt, Source, changed
from vanban.pipeline import parse, parse_text
from vanban.readers import ocr, read_bytes
from vanban.readers.ocr import tesseract
from vanban.readers.ocr.cells import read_cells
from vanban.readers.paper.page import Cell, Grid
from vanban.readers.paper.words import Rect
from vanban.workers import Limits, each

needs_ocr = pytest.mark.skipif("vie" not in tesseract.languages(), reason="no tesseract with its Vietnamese model (Debian: tesseract-ocr-vie)")
pytestmark = [needs_fonts, needs_ocr]
LINES = (*PROSE, "Thực hiện Chỉ thị số 21-CT/TW ngày 04 tháng 5 năm 2023 của Ban Bí thư.")
TITLE = "Thực hiện nhiệm vụ giáo dục nghề nghiệp năm 2024"


def pictures(paper: Paper) -> list[Picture]:
    """The pages as a scanner at 200 dpi would have them."""
    with pypdfium2.PdfDocument(paper.data()) as document:
        return [document[n].render(scale=200 / 72, grayscale=True).to_pil() for n in range(len(document))]


def scanned(*pages: Picture, over: Callable[[Paper, int], object] = lambda *_: None, before: Paper | None = None) -> Paper:
    """A file with these pictures as pages, behind the pages there are."""
    paper = before
    for n, picture in enumerate(pages):
        paper = Paper() if paper is None else paper.next()
        paper.canvas.drawImage(ImageReader(picture), 0, 0, *paper.size)
        over(paper, n)
    assert paper
    return paper


def packed(picture: Picture, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, dpi=(200, 200), **options)
    return out.getvalue()


def likeness(text: str, expected: str) -> float:
    return SequenceMatcher(None, " ".join(text.split()), " ".join(expected.split()), autojunk=False).ratio()


def plan() -> Paper:
    paper = letterhead(Paper()).centred(300, 165, "KẾ HOẠCH").centred(300, 185, TITLE)
    return signature(prose(paper, 230), 330)


@cache
def note() -> Picture:
    """A picture of few lines, which is quickly read."""
    (page,) = pictures(Paper().lines(85, 100, LINES))
    return page.crop((0, 0, page.width, 650))


# Files of text and scans.


def over(paper: Paper, page: int) -> None:
    """On the first scan a watermark, on the second the words of the page, on the third what a machine without Vietnamese left."""
    if page == 0:
        paper.canvas.setFillGray(0.5)
        paper.write(100, 400, "BẢN SAO LƯU TRỮ ĐIỆN TỬ", 30)
    elif page == 1:
        paper.lines(85, 100, ())
        for n, line in enumerate(LINES):
            paper.write(85, 100 + 20 * n, line, mode=3)
    else:
        for n, line in enumerate(("Thnrc hien Chi thj so 21 CTfTW nqay O4", "tqbng S nam 2O23 cua Bau Bi thrr wc giao", "dtjc nqhe nqhi$p xa hci ckn nghra")):
            paper.write(85, 100 + 20 * n, line, mode=3)


@cache
def mixed() -> Source:
    """Page 1 has text; 2 is scanned under a watermark; 3 has a good text layer, 4 a poor one; 5 is a blank scan."""
    page, *_ = pictures(plan())
    short, *_ = pictures(Paper().lines(85, 100, LINES))
    return read(scanned(page, short, short, Image.new("L", short.size, 255), over=lambda paper, n: over(paper, n) if n < 3 else None, before=prose(Paper())))


def text_of_page(source: Source, number: int) -> str:
    assert source.places
    page = source.places.pages[number - 1]
    return source.text[page.start : page.end]


def test_what_is_recognised_is_decided_page_by_page() -> None:
    source = mixed()
    assert source.recognised and source.places
    confidences = [page.recognised for page in source.places.pages]
    assert [confidence is not None for confidence in confidences] == [False, True, False, True, False]
    assert all(confidence > 0.9 for confidence in confidences if confidence is not None)
    assert parse(source).source.recognised == pytest.approx(sum(filter(None, confidences)) / 2, abs=0.01)


def test_a_clean_scan_has_few_errors_and_its_watermark_is_not_read() -> None:
    expected = " ".join(word.text for word in sorted(plan().words, key=lambda w: w.baseline))
    text = text_of_page(mixed(), 2)
    assert "SAO" not in text and "ĐIỆN TỬ" not in text
    assert likeness(" ".join(sorted(text.split())), " ".join(sorted(expected.split()))) > 0.97
    header = parse(parse_of_page(mixed(), 2)).header
    assert (header.symbol, header.date, header.title) == ("12/KH-UBND", "2024-08-13", TITLE)
    assert [s.name for s in header.signers] == ["Nguyễn Văn An"]


def parse_of_page(source: Source, number: int) -> Source:
    assert source.places
    page = source.places.pages[number - 1]
    return changed(source, text=source.text[page.start : page.end], places=source.places.part(page.start, page.end), doubts=())


def test_recognised_words_lie_where_they_were_drawn() -> None:
    source, words, right = mixed(), plan().words, 0
    assert source.places
    page = source.places.pages[1]
    for word in {word.text: word for word in words}.values():
        if sum(other.text == word.text for other in words) > 1 or (at := source.text.find(word.text, page.start, page.end)) < 0:
            continue
        (box,) = source.places.boxes(at, at + len(word.text))
        right += box.page == 2 and abs(box.x0 - word.x0) < 4 and abs(box.x1 - word.x1) < 4 and box.top < word.baseline - 3 < box.bottom
    assert right > 30


def test_a_good_layer_is_kept_and_a_poor_one_read_again() -> None:
    assert [" ".join(line.split()) for line in text_of_page(mixed(), 3).splitlines() if line.strip()] == list(LINES)
    assert likeness(text_of_page(mixed(), 4), " ".join(LINES)) > 0.97
    assert text_of_page(mixed(), 5).strip() == ""


def test_words_drawn_as_outlines_are_recognised() -> None:
    """Some programs write letters as shapes: there is no text and no picture."""
    paper, (page,) = Paper(), pictures(Paper().lines(85, 100, LINES[-1:]))
    scale = 72 / 200
    path = paper.canvas.beginPath()
    for y in range(page.height):
        for x0, x1 in runs(page.crop((0, y, page.width, y + 1))):
            path.rect(x0 * scale, 842 - (y + 1) * scale, (x1 - x0) * scale, scale)
    paper.canvas.drawPath(path, stroke=0, fill=1)
    source = read(paper)
    assert likeness(source.text, LINES[-1]) > 0.97 and source.recognised


def runs(row: Picture) -> Iterator[tuple[int, int]]:
    start = None
    for x, value in enumerate([*row.tobytes(), 255]):
        if value < 128 and start is None:
            start = x
        elif value >= 128 and start is not None:
            yield start, x
            start = None


# What stands on paper.


def test_tables_letterheads_that_are_not_level_and_scribbles() -> None:
    rows: list[list[str | None]] = [["STT", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", "Xây dựng kế hoạch\ntriển khai", "Sở Y tế"], ["2", "Mua sắm thuốc", None]]
    table = prose(Paper()).table([85, 130, 350, 540], [240, 270, 320, 360], rows)
    uneven = Paper().centred(170, 80, "ỦY BAN NHÂN DÂN", 13).centred(410, 86, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    uneven.centred(170, 97, "HUYỆN PHONG THỔ", 13).centred(410, 104, "Độc lập - Tự do - Hạnh phúc", 13)
    uneven.centred(170, 125, "Số: 12/KH-UBND", 13).centred(410, 134, "Phong Thổ, ngày 13 tháng 8 năm 2024", 13).centred(300, 170, "KẾ HOẠCH")
    first, second = *pictures(table), *pictures(prose(uneven, 200))
    source = read(scanned(first, second, scribbled(note_page())))

    assert text_of_page(source, 1).split("\n\n")[-1].split("\n")[:3] == [
        "| STT | Nhiệm vụ | Cơ quan chủ trì |", "| 1 | Xây dựng kế hoạch triển khai | Sở Y tế |", "| 2 | Mua sắm thuốc | |",
    ]  # fmt: skip
    assert [row.above for row in source.rows] == [(), (), (2,)]

    header = parse(parse_of_page(source, 2)).header
    assert (header.symbol, header.date) == ("12/KH-UBND", "2024-08-13")
    assert header.issuer and header.issuer.text == "Ủy ban nhân dân huyện Phong Thổ"
    assert "\n".join(PROSE) in text_of_page(source, 2)  # no blank line between the lines of a paragraph

    shown = [" ".join(line.split()) for line in text_of_page(source, 3).splitlines() if line.strip()]
    assert all(line.endswith(expected) for line, expected in zip(shown, LINES, strict=False))
    assert sum(map(len, shown)) < sum(map(len, LINES)) + 10


def note_page() -> Picture:
    (page,) = pictures(Paper().lines(85, 100, LINES))
    return page


def scribbled(page: Picture) -> Picture:
    """A pale stamp in the left margin."""
    places, picture = random.Random(3), page.copy()
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = places.randint(20, 110), places.randint(250, 600)
        pen.line([x, y, x + places.randint(-20, 20), y + places.randint(-20, 20)], fill=150, width=3)
    return picture


def test_a_table_of_many_cells_is_read_on_several_strips() -> None:
    """tesseract takes no picture of more than 32,767 pixels a side."""
    heights = [100 + 30 * n for n in range(4)]
    paper = Paper().table([85, 200, 400], heights, [["STT", "Nhiệm vụ"], ["1", "Đào tạo"], ["2", "Mua sắm"]])
    (page,) = pictures(paper)
    cells = [Rect(x0, top, x1, top + 30) for top in heights[:-1] for x0, x1 in ((85, 200), (200, 400))]
    grid = Grid(Rect(85, 100, 400, 190), tuple((Cell(a, 0), Cell(b, 1)) for a, b in zip(cells[::2], cells[1::2], strict=True)), 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.readers.ocr.cells.LONGEST", 250)
        rest, lines = read_cells(page, [grid])
    assert [line.text for line in lines] == ["STT", "Nhiệm vụ", "1", "Đào tạo", "2", "Mua sắm"]
    assert all(cell.top < (line.top + line.bottom) / 2 < cell.bottom and cell.x0 < line.x0 < cell.x1 for line, cell in zip(lines, cells, strict=True))
    assert all(min(rest.crop([round(value * 200 / 72) for value in (c.x0 + 3, c.top + 3, c.x1 - 3, c.bottom - 3)]).tobytes()) == 255 for c in cells)


# Pictures as files.


@pytest.mark.parametrize(("orientation", "turn"), [(6, 90), (3, 180), (8, 270)])
def test_photographs_that_say_how_they_are_turned(orientation: int, turn: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    source = read_bytes("a.jpg", packed(note().rotate(turn, expand=True), "JPEG", quality=85, exif=exif))
    assert well_placed(source) and source.places and source.places.pages[0].turned == 0
    assert likeness(source.text, " ".join(LINES)) > 0.97


@pytest.mark.parametrize("turn", [90, 180])
def test_pages_on_their_side_or_head_are_turned(turn: int) -> None:
    source = read_bytes("a.png", packed(note().rotate(turn, expand=True)))
    assert well_placed(source) and source.places
    (page,) = source.places.pages
    assert page.turned == turn and likeness(source.text, " ".join(LINES)) > 0.97
    at = source.text.index("Tỉnh")
    (box,) = source.places.boxes(at, at + 4)
    assert abs(box.x0 - 85) < 4 and box.top < 117 < box.bottom and (round(page.width), round(page.height)) == (595, 234)


def test_a_tiff_of_several_pages_with_beats() -> None:
    blank, beats = Image.new("L", note().size, 255), list[tuple[int, int]]()
    data = packed(note(), "TIFF", save_all=True, append_images=[blank, note()])
    source = read_bytes("a.tif", data, lambda done, of: beats.append((done, of)))
    assert well_placed(source) and source.pages == 3 and source.media_type == "image/tiff"
    assert beats == [(1, 3), (2, 3), (3, 3)] and lines_of(source) == [*LINES, *LINES]
    assert source.places and [page.recognised is None for page in source.places.pages] == [False, True, False]


def header_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large."""
    data = bytearray(packed(Image.new("L", (1, 1))))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("bomb.png", lambda: header_of(200_000, 200_000), "is damaged or no picture|pixels"),
        ("large.png", lambda: header_of(12_000, 12_000), "is damaged or no picture|pixels"),
        ("cut.jpg", lambda: packed(note(), "JPEG")[:3000], "is damaged: page 1 cannot be read"),
        ("cut.png", lambda: packed(note())[:3000], "is damaged: page 1 cannot be read"),
        ("head.jpg", lambda: packed(note(), "JPEG")[:20], "is damaged or no picture"),
        ("none.png", lambda: b"", "is damaged or no picture"),
        ("text.png", lambda: b"no picture at all", "is damaged or no picture"),
        ("blank.png", lambda: packed(Image.new("L", (800, 600), 255)), "there is no text in it"),
        ("dot.png", lambda: packed(Image.new("L", (1, 1))), "there is no text in it"),
        ("thread.png", lambda: packed(Image.new("L", (1, 60_000), 255)), "there is no text in it"),
    ],
)
def test_pictures_that_cannot_be_read(name: str, data: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        read_bytes(name, data())
    assert error.value.name == name


@pytest.mark.parametrize(("mode", "form"), [("RGB", "BMP"), ("RGBA", "PNG"), ("1", "TIFF"), ("P", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("L", "WEBP")])
def test_pictures_of_every_kind(mode: str, form: str) -> None:
    """Colours, palettes, fax, 16 bits, with transparency."""
    line = note().crop((200, 390, note().width, 480))
    picture = line.point(lambda value: value * 128, "I").convert("I;16") if mode == "I;16" else line.convert(mode)
    if mode == "RGBA":  # black letters on a ground that is not there
        picture = Image.merge("RGBA", [Image.new("L", line.size, 0)] * 3 + [line.point(lambda value: 255 - value)])
    assert likeness(read_bytes(f"a.{form.lower()}", packed(picture, form)).text, LINES[-1]) > 0.9


# What is unsure.


def test_a_blurred_word_is_doubted() -> None:
    picture, box = note().copy(), (620, 420, 710, 460)
    at = next(word for word in Paper().lines(85, 100, LINES).words if word.text == "21-CT/TW")
    box = tuple(round(value * 200 / 72) for value in (at.x0 - 2, at.baseline - 14, at.x1 + 2, at.baseline + 5))  # type: ignore[assignment]
    picture.paste(picture.crop(box).filter(ImageFilter.GaussianBlur(2.3)), box)
    source = read_bytes("a.png", packed(picture))
    assert source.places and source.doubts and {doubt.code for doubt in source.doubts} == {"ocr_low_confidence"}
    for doubt in source.doubts:
        for place in source.places.boxes(doubt.start, doubt.end):
            assert at.x0 - 6 < place.x0 and place.x1 < at.x1 + 6 and place.top < at.baseline < place.bottom + 4
        assert "page 1: recognised with a confidence of" in doubt.reason


def test_doubts_become_warnings_on_the_facts_that_rest_on_them() -> None:
    text = f"{LINES[3]}\nMột từ khác không rõ."
    known = parse_text(text)
    citation = known.citations[0].span
    at, other = text.index("04"), text.index("khác")
    doubts = tuple(Doubt("ocr_low_confidence", start, end, "unsure") for start, end in ((at, at + 2), (other, other + 4)))
    document = parse(Source("a", "application/pdf", "", text, doubts=doubts, recognised=True))
    assert [(w.code, w.span, w.message) for w in document.warnings] == [("ocr_low_confidence", citation, "recognised unsurely: 04")]


def test_a_page_that_is_poor_as_a_whole_is_doubted_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vanban.readers.paper.pages._PAGE_UNSURE", 0.99)
    source = read_bytes("a.png", packed(note()))
    assert [(d.code, d.start, d.end) for d in source.doubts] == [("ocr_low_confidence", 0, len(source.text))]
    assert "page 1 was recognised with a mean confidence of 9" in source.doubts[0].reason
    assert [w.code for w in parse(source).warnings] == ["ocr_low_confidence"]


# The program.


@pytest.fixture
def fresh() -> Iterator[None]:
    """What is known of the installed tesseract is asked for again."""
    tesseract.languages.cache_clear()
    yield
    tesseract.languages.cache_clear()


def test_without_tesseract_scans_are_refused_and_the_batch_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "scan.pdf": scanned(note()).data(),
        "photo.png": packed(note()),
        "text.pdf": prose(Paper()).data(),
        "layer.pdf": scanned(note(), over=lambda paper, _: over(paper, 1)).data(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {Path(path).name: result for path, result in each(hostile.text, [(str(tmp_path / name),) for name in files], 1, Limits())}
    for name in ("scan.pdf", "photo.png"):
        error = found[name]
        assert (
            isinstance(error, ReadError) and "page 1: needs text recognition" in error.reason and "apt install tesseract-ocr tesseract-ocr-vie" in error.reason
        )
    assert [str(found[name]).split("\n")[0].split()[:4] for name in ("text.pdf", "layer.pdf")] == [PROSE[0].split()[:4]] * 2


def test_without_tesseract_a_poor_layer_is_better_than_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fresh: None) -> None:
    data = scanned(note(), over=lambda paper, _: over(paper, 2)).data()
    monkeypatch.setenv("PATH", str(tmp_path))
    source = source_of(data)
    assert "Chi thj so" in source.text and source.recognised


PROGRAM = """#!/bin/sh
case "$*" in *list-langs*) echo Languages; echo vie; exit;; esac
echo "$OMP_THREAD_LIMIT" >> "{folder}/threads"
{rest}
"""


@pytest.mark.parametrize(
    ("rest", "reason"), [('exec {real} "$@"', ""), ("echo 'no such model' >&2; exit 1", "page 1: tesseract failed: no such model"), ("exit 0", "no text in it")]
)
def test_tesseract_runs_on_one_thread_and_its_failures_are_told(rest: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    program = tmp_path / "tesseract"
    program.write_text(PROGRAM.format(folder=tmp_path, rest=rest.format(real=shutil.which("tesseract"))))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    if reason:
        with pytest.raises(ReadError, match=reason):
            read_bytes("a.png", packed(note()))
    else:
        assert read_bytes("a.png", packed(note())).text
    assert set((tmp_path / "threads").read_text().split()) == {"1"}


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    program = tmp_path / "tesseract"
    program.write_text(PROGRAM.format(folder=tmp_path, rest="exec sleep 60"))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(tesseract, "_SECONDS", 0.2)
    with pytest.raises(ReadError, match="page 1: recognition of a page took longer"):
        read_bytes("a.png", packed(note()))


def test_the_number_of_threads_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for asked, threads in (("3", 3), ("0", 1), ("x", None)):
        monkeypatch.setenv("VANBAN_THREADS", asked)
        assert ocr.threads() == threads or (threads is None and ocr.threads() >= 1)
