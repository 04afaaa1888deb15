"""`vanban show --page`: the page of the file that a fact was read from, the fact marked; and what stands on pages as offices print them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from papers import Paper, needs_fonts, source_of
from test_cli import vanban
from test_pdf import letterhead, prose, signature
from test_scans import needs_ocr, packed, pictures
from test_sheets import plan
from vanban.pipeline import parse, parse_all
from vanban.readers import read_bytes
from vanban.readers.ocr.quarters import count_strokes
from vanban.readers.ocr.skew import levelled, skew_of
from vanban.readers.ocr.tesseract import SCALE
from vanban.readers.paper.words import Line, Word

pytestmark = needs_fonts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has read a plan from a text and from a PDF file."""
    folder = tmp_path_factory.mktemp("paper")
    data = plan().data()
    (folder / "a kế hoạch.pdf").write_bytes(data)
    (folder / "a kế hoạch.txt").write_text(source_of(data).text, encoding="utf-8")
    assert vanban("build", folder / "a kế hoạch.txt", folder / "a kế hoạch.pdf", "--db", folder / "s.db").returncode == 0
    return folder


def shown(folder: Path, *arguments: str) -> tuple[int, str, str]:
    symbol = parse(source_of(plan().data())).header.symbol
    done = vanban("show", symbol or "", "--db", folder / "s.db", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_the_page_is_written_with_the_fact_marked(folder: Path) -> None:
    out = folder / "ra.png"
    code, answer, _ = shown(folder, "--page", "symbol", "--out", str(out))
    (page,) = json.loads(answer)
    assert (code, page["file"], page["page"]) == (0, str(out), 1)
    x0, top, x1, bottom = (edge * 150 / 72 for edge in page["boxes"][0])
    with Image.open(out) as picture:
        assert picture.size == (round(595 * 150 / 72), round(842 * 150 / 72)) or abs(picture.width - 595 * 150 / 72) < 2
        red, green, _ = picture.convert("RGB").split()
        marked = ImageChops.subtract(red, green).getbbox()
    assert marked and all(abs(a - b) < 8 for a, b in zip(marked, (x0, top, x1, bottom), strict=True))


def test_a_fact_over_two_pages_gives_two_pictures(folder: Path) -> None:
    document = parse(source_of(plan().data()))
    over = next(box.fact for box in document.boxes if box.page == 2 and any(b.fact == box.fact and b.page == 1 for b in document.boxes))
    code, answer, _ = shown(folder, "--page", over, "--out", str(folder / "z.png"))
    assert code == 0 and [page["page"] for page in json.loads(answer)] == [1, 2]
    assert (folder / "z.png").exists() and (folder / "z-2.png").exists()


@pytest.mark.parametrize(("asked", "reason"), [("c99", "no fact c99"), ("7", "has the pages 1 to 2"), ("../x", "no fact")])
def test_what_stands_on_no_page_is_said(asked: str, reason: str, folder: Path) -> None:
    code, _, message = shown(folder, "--page", asked, "--out", str(folder / "no.png"))
    assert code == 1 and reason in message and not (folder / "no.png").exists()


def test_a_file_that_changed_is_not_shown(folder: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "b.pdf"
    pdf.write_bytes(plan().data())
    assert vanban("build", pdf, "--db", tmp_path / "s.db").returncode == 0
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    symbol = parse(source_of(plan().data())).header.symbol
    done = vanban("show", symbol or "", "--db", tmp_path / "s.db", "--page", "1", "--out", tmp_path / "b.png")
    assert done.returncode == 1 and "has changed since" in done.stderr


def test_letterheads_that_return_are_no_running_heads() -> None:
    """Two decisions of one organ, a page each: the same letterhead at the same place twice."""
    paper = Paper()
    for number in (311, 312):
        paper = paper if number == 311 else paper.next()
        paper.write(60, 60, "ỦY BAN NHÂN DÂN").write(270, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12)
        paper.write(60, 78, "HUYỆN TAM ĐƯỜNG").write(300, 78, "Độc lập - Tự do - Hạnh phúc")
        paper.write(60, 100, f"Số: {number}/QĐ-UBND").write(290, 100, "Tam Đường, ngày 05 tháng 02 năm 2024")
        paper.centred(300, 150, "QUYẾT ĐỊNH").centred(300, 170, f"Về việc thành lập Tổ công tác số {number}")
        paper.lines(85, 210, ["Điều 1. Thành lập Tổ công tác giúp việc Ủy ban nhân dân huyện.", "Điều 2. Quyết định này có hiệu lực từ ngày ký."])
        signature(paper, 300)
    documents = parse_all(source_of(paper.data()))
    assert [(d.header.symbol, d.source.first_page, d.source.pages) for d in documents] == [("311/QĐ-UBND", 1, 1), ("312/QĐ-UBND", 2, 1)]


@needs_ocr
@pytest.mark.parametrize("angle", [-1.5, 0.6])
def test_a_crooked_scan_is_levelled(angle: float) -> None:
    paper = letterhead(Paper()).centred(300, 165, "KẾ HOẠCH").centred(300, 185, "Phân công nhiệm vụ năm 2024")
    rows = [["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Khảo sát nhu cầu học nghề", "Phòng Kinh tế", "Quý III/2024"]]
    prose(paper, 215).table([70, 110, 300, 420, 530], [400, 440, 480], rows, 12)
    (straight,) = pictures(paper)
    crooked = straight.convert("L").rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(crooked) == pytest.approx(angle, abs=0.15) and skew_of(straight) == 0
    source = read_bytes("a.png", packed(crooked))
    assert source.places and source.places.pages[0].skew == pytest.approx(angle, abs=0.15)
    assert len(source.rows) == 2
    assert [(a.body.text, a.deadline) for a in parse(source).assignments if a.role == "lead"] == [("Phòng Kinh tế", "2024-Q3")]


def test_a_level_page_stays_as_it_is() -> None:
    blank = Image.new("L", (600, 800), 255)
    assert skew_of(blank) == 0 and levelled(blank, 0.0) is blank


@pytest.mark.parametrize("numeral", ["I", "II", "III"])
@pytest.mark.parametrize("read", ["I", "II", "1", "IH", "HI"])
def test_strokes_of_quarters_are_counted_in_the_picture(numeral: str, read: str) -> None:
    source = source_of(Paper().write(60, 100, f"Quý {numeral}/2025", 14).data())
    assert source.places
    (picture,) = pictures(Paper().write(60, 100, f"Quý {numeral}/2025", 14))
    at = source.text.index("Quý")
    boxes = [source.places.boxes(at + a, at + b)[0] for a, b in ((0, 3), (4, 9 + len(numeral)))]
    quarter, year = (
        Word(text, b.x0, b.top, b.x1, b.bottom, source.places.runs[0].edges[:0], 0.9) for text, b in zip(("Quý", f"{read}/2025"), boxes, strict=True)
    )
    scale = picture.width / (595 / SCALE)
    assert scale == pytest.approx(1, abs=0.01)
    count_strokes(picture.convert("L"), [Line([quarter, year], boxes[0].top, boxes[0].bottom)])
    assert year.text == f"{numeral}/2025" and len(year.edges) == 2 * len(year.text)
