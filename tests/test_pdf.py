"""PDF files: reading order, columns, tables, running heads; page and box of every character where it was drawn; letters as their fonts mean them."""

from __future__ import annotations

import math
import random
import unicodedata
from functools import cache
from itertools import groupby, pairwise
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import A4, CATALOG, HELVETICA, Paper, changed_pages, lines_of, needs_fonts, one_page, pdf, pdfmetrics, source_of, stream
from vanban.errors import ReadError
from vanban.model import Source
from vanban.pipeline import parse
from vanban.readers import read_bytes
from vanban.text import normalise

pytestmark = needs_fonts
PROSE = (
    "Căn cứ Kế hoạch số 184-KH/TU ngày 27 tháng 6 năm 2023 của Ban Thường vụ",
    "Tỉnh ủy về giáo dục nghề nghiệp, Ủy ban nhân dân huyện xây dựng kế hoạch",
    "triển khai thực hiện trên địa bàn huyện với những nội dung chủ yếu sau đây.",
)


def prose(paper: Paper, down: float = 130) -> Paper:
    return paper.lines(85, down, PROSE)


def well_placed(source: Source) -> bool:
    """What holds for the places of any file."""
    places = source.places
    assert places is not None and len(places.pages) == source.pages
    runs = places.runs
    assert all(a.end <= b.start and a.page <= b.page for a, b in pairwise(runs))
    for run in runs:
        assert 0 <= run.start < run.end <= len(source.text) and len(run.edges) == 2 * (run.end - run.start)
        assert not set("\n\f") & set(source.text[run.start : run.end])
        assert run.top < run.bottom and all(map(math.isfinite, run.edges))
    assert all(a.end + 1 == b.start and source.text[a.end] == "\f" for a, b in pairwise(places.pages))
    assert (places.pages[0].start, places.pages[-1].end) == (0, len(source.text))
    assert all(any(run.start <= at < run.end for run in runs) for at, letter in enumerate(source.text) if letter.isalnum())
    return True


def read(paper: Paper | bytes) -> Source:
    source = source_of(paper)
    assert well_placed(source)
    return source


# Reading order.


def letterhead(paper: Paper) -> Paper:
    paper.centred(170, 80, "ỦY BAN NHÂN DÂN", 13).centred(410, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    paper.centred(170, 97, "HUYỆN PHONG THỔ", 13).centred(410, 97, "Độc lập - Tự do - Hạnh phúc", 13)
    return paper.centred(170, 125, "Số: 12/KH-UBND", 13).centred(410, 125, "Phong Thổ, ngày 13 tháng 8 năm 2024", 13)


def signature(paper: Paper, down: float) -> Paper:
    paper.write(85, down, "Nơi nhận:", 12).centred(430, down, "TM. ỦY BAN NHÂN DÂN")
    paper.write(85, down + 16, "- Như trên;", 11).centred(430, down + 18, "CHỦ TỊCH")
    return paper.write(85, down + 32, "- Lưu: VT.", 11).centred(430, down + 90, "Nguyễn Văn An")


def test_letterhead_and_signature_keep_their_columns_apart() -> None:
    paper = letterhead(Paper()).centred(300, 165, "KẾ HOẠCH").centred(300, 185, "Thực hiện nhiệm vụ giáo dục nghề nghiệp năm 2024")
    source = read(signature(prose(paper, 230), 330))
    assert "ỦY BAN NHÂN DÂN   " in source.text and "\n" + PROSE[0] in source.text
    assert lines_of(source)[:3] == [
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HUYỆN PHONG THỔ Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND Phong Thổ, ngày 13 tháng 8 năm 2024",
    ]
    header = parse(source).header
    assert (header.symbol, header.date, header.title) == ("12/KH-UBND", "2024-08-13", "Thực hiện nhiệm vụ giáo dục nghề nghiệp năm 2024")
    assert header.issuer and header.issuer.text == "Ủy ban nhân dân huyện Phong Thổ"
    assert [(s.name, s.position) for s in header.signers] == [("Nguyễn Văn An", "CHỦ TỊCH")]
    assert [r.text for r in header.recipients] == ["Như trên", "Lưu: VT"]


def test_columns_drawn_one_after_the_other_are_read_line_by_line() -> None:
    """Word draws a table cell by cell; the lines of its cells stand beside each other."""
    paper = Paper()
    paper.centred(170, 80, "TỈNH ỦY LAI CHÂU").centred(170, 98, "BAN TUYÊN GIÁO").centred(410, 80, "ĐẢNG CỘNG SẢN VIỆT NAM")
    paper.centred(410, 98, "Lai Châu, ngày 05 tháng 3 năm 2024")
    assert lines_of(read(prose(paper))) == ["TỈNH ỦY LAI CHÂU ĐẢNG CỘNG SẢN VIỆT NAM", "BAN TUYÊN GIÁO Lai Châu, ngày 05 tháng 3 năm 2024", *PROSE]


def test_drawing_order_does_not_matter() -> None:
    order = [(85.0, 130 + 20 * n, text) for n, text in enumerate(PROSE)]
    random.Random(1).shuffle(order)
    paper = Paper()
    for x, down, text in order:
        paper.write(x, down, text)
    assert lines_of(read(paper)) == list(PROSE)


# Running heads.


NUMBERS = ("một", "hai", "ba", "bốn", "năm")


def pages(count: int, heads: bool = True) -> Paper:
    """Pages with a head that changes sides and page numbers at the foot, each with its own first line in the margin."""
    paper = Paper()
    for n in range(1, count + 1):
        if n > 1:
            paper.next()
        if heads:
            paper.write(85, 45, f"{n} CÔNG BÁO/Số {10 + n}") if n % 2 == 0 else paper.write(330, 45, f"CÔNG BÁO/Số {10 + n} {n}")
        paper.write(85, 70, f"Dòng đầu trang {NUMBERS[n - 1]}")
        prose(paper)
        paper.centred(297, 810, f"- {n} -")
    return paper


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    source = read(pages(5))
    assert "CÔNG BÁO" not in source.text and "- 3 -" not in source.text
    assert source.places and [page.aside for page in source.places.pages[:3]] == [
        ("CÔNG BÁO/Số 11 1", "- 1 -"), ("2 CÔNG BÁO/Số 12", "- 2 -"), ("CÔNG BÁO/Số 13 3", "- 3 -"),
    ]  # fmt: skip
    assert [line for line in lines_of(source) if line.startswith("Dòng đầu")] == [f"Dòng đầu trang {n}" for n in NUMBERS]


def test_one_page_has_no_running_head() -> None:
    source = read(prose(Paper().write(85, 45, "CÔNG BÁO/Số 11")))
    assert lines_of(source)[0] == "CÔNG BÁO/Số 11" and source.places and source.places.pages[0].aside == ()


@pytest.mark.parametrize(("first", "second"), [("Mục 1. Quy định chung", "Mục 1. Quy định riêng"), ("Điều 1. Phạm vi", "Đối tượng áp dụng")])
def test_first_lines_that_differ_stay(first: str, second: str) -> None:
    paper = prose(prose(Paper().write(85, 60, first)).next().write(85, 60, second))
    assert lines_of(read(paper)) == [first, *PROSE, second, *PROSE]


def test_the_same_words_at_another_height_stay() -> None:
    paper = prose(prose(Paper().write(85, 40, "PHỤ LỤC")).next().write(85, 80, "PHỤ LỤC"))
    assert lines_of(read(paper)).count("PHỤ LỤC") == 2


def test_a_citation_over_a_page_break_is_found_with_its_exact_words() -> None:
    paper = Paper().write(85, 45, "CÔNG BÁO 1").lines(85, 740, [PROSE[1], "thực hiện Chỉ thị số 21-CT/TW ngày 04"]).write(297, 810, "1")
    paper.next().write(85, 45, "CÔNG BÁO 2").lines(85, 80, ["tháng 5 năm 2023 của Ban Bí thư về giáo dục nghề nghiệp."]).write(297, 810, "2")
    source = read(paper)
    document = parse(source)
    citation = next(c for c in document.citations if c.symbol == "21-CT/TW")
    assert (citation.date, citation.span.quote) == ("2023-05-04", source.text[citation.span.start : citation.span.end])
    assert "\f" in citation.span.quote and source.places
    assert {box.page for box in source.places.boxes(citation.span.start, citation.span.end)} == {1, 2}


# Places.


def check_places(paper: Paper, data: bytes | None = None, moved: tuple[float, float] = (0, 0)) -> Source:
    """Every word is found in order where it was drawn, to 2 points."""
    source = read(data or paper)
    assert source.places
    at = 0
    for word in paper.words:
        at = source.text.index(word.text, at)
        (box,) = source.places.boxes(at, at + len(word.text))
        at += len(word.text)
        left, down = word.x0 - moved[0], word.baseline - moved[1]
        assert (box.page, box.x0, box.x1) == (word.page, pytest.approx(left, abs=2), pytest.approx(left + word.x1 - word.x0, abs=2)), word
        assert down - word.size - 2 < box.top < down - 0.45 * word.size and down - 2 < box.bottom < down + 0.35 * word.size + 2, word
    return source


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [A4, A4[::-1]], ids=["upright", "landscape"])
def test_words_lie_where_they_were_drawn(turned: int, size: tuple[float, float]) -> None:
    paper = prose(prose(Paper(size, turned)).next(), 200)
    source = check_places(paper)
    assert source.places and [(p.width, p.height, p.turned) for p in source.places.pages] == [(*size, 0)] * 2


SIDES = {
    0: ("left", "lower", "right", "upper"),
    90: ("lower", "right", "upper", "left"),
    180: ("right", "upper", "left", "lower"),
    270: ("upper", "left", "lower", "right"),
}
"""For a page turned clockwise: which sides of it in the file are shown at the left, below, at the right, above."""


@pytest.mark.parametrize("turned", SIDES)
@pytest.mark.parametrize("box", ["crop", "media"])
def test_pages_that_do_not_begin_at_zero(turned: int, box: str) -> None:
    """The page that is shown begins at the corner of its CropBox, which is that of its MediaBox where there is none."""
    paper = prose(Paper(A4, turned))
    cut = dict(zip(SIDES[turned], (20, 30, 10, 50), strict=True))

    def crop(page: object) -> None:
        x0, y0, x1, y1 = page.get_mediabox()  # type: ignore[attr-defined]
        getattr(page, f"set_{box}box")(x0 + cut["left"], y0 + cut["lower"], x1 - cut["right"], y1 - cut["upper"])

    source = check_places(paper, changed_pages(paper.data(), crop), (20, 50))
    assert source.places and (source.places.pages[0].width, source.places.pages[0].height) == (A4[0] - 30, A4[1] - 80)


def test_tables_of_turned_pages_are_found_where_they_are_shown() -> None:
    for turned in (0, 90, 180, 270):
        paper = Paper(A4, turned).table((85, 150, 400), (100, 130, 160), [["STT", "Nhiệm vụ"], ["1", "Xây dựng kế hoạch"]])
        assert lines_of(check_places(paper)) == ["| STT | Nhiệm vụ |", "| 1 | Xây dựng kế hoạch |"], turned


def test_tables_of_pages_that_do_not_begin_at_zero() -> None:
    paper = Paper().table((85, 150, 400), (100, 130, 160), [["STT", "Nhiệm vụ"], ["1", "Xây dựng kế hoạch"]])
    data = paper.data()
    for box in ("crop", "media"):
        moved = changed_pages(data, lambda page, box=box: getattr(page, f"set_{box}box")(30, 40, 560, 800))  # type: ignore[misc]
        assert lines_of(check_places(paper, moved, (30, 42))) == ["| STT | Nhiệm vụ |", "| 1 | Xây dựng kế hoạch |"], box


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_places_of_a_part_are_those_of_the_whole(data: st.DataObject) -> None:
    source = three_pages()
    places, size = source.places, len(source.text)
    assert places
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    part = places.part(start, end)
    low = data.draw(st.integers(0, end - start - 1))
    high = data.draw(st.integers(low + 1, end - start))
    assert part.boxes(low, high) == places.boxes(start + low, start + high)
    assert [p.number for p in part.pages_of(low, high)] == [p.number for p in places.pages_of(start + low, start + high)]
    assert all(source.text[start + p.start : start + p.end] == source.text[max(o.start, start) : min(o.end, end)]
               for p in part.pages for o in places.pages if o.number == p.number)  # fmt: skip


@cache
def three_pages() -> Source:
    return read(pages(3))


# Letters.


def torn(paper: Paper, x: float, down: float, text: str, lacking: str) -> Paper:
    """A line whose font lacks letters: these stand behind the rest of it, in another font, in the gaps that are left for them."""
    later, at = [], x
    for is_lacking, letters in groupby(text, key=lambda letter: letter in lacking):
        part = "".join(letters)
        if is_lacking:
            later.append((at, part))
        else:
            paper.write(at, down, part)
        at += pdfmetrics.stringWidth(part, "Arimo" if is_lacking else "Tinos", 14)
    for at, part in later:
        paper.write(at, down, part, font="Arimo")
    return paper


def test_words_torn_apart_by_fonts_come_out_whole() -> None:
    lines = ["TỈNH ỦY LAI CHÂU", "ỦY BAN NHÂN DÂN TỈNH", "Thực hiện Chỉ thị số 21-CT/TW của Ban Bí thư"]
    paper = Paper()
    for n, line in enumerate(lines):
        torn(paper, 85, 100 + 20 * n, line, "ỈỦÂựệỉịủ")
    assert lines_of(read(paper)) == lines


@pytest.mark.parametrize("space", [0.3, 1, 2, 4, 8])
def test_letter_spaced_words_stay_words(space: float) -> None:
    paper = Paper()
    line = paper.canvas.beginText(85, 700)
    line.setFont("Tinos", 14)
    line.setCharSpace(space)
    line.textOut("KẾ HOẠCH TRIỂN KHAI")
    paper.canvas.drawText(line)
    assert lines_of(read(paper)) == ["KẾ HOẠCH TRIỂN KHAI"]


@pytest.mark.parametrize("gap", [2.5, 3.5, 8.0])
def test_blanks_that_are_only_gaps(gap: float) -> None:
    paper, x = Paper(), 85.0
    for word in PROSE[0].split()[:9]:
        paper.write(x, 100, word)
        x += pdfmetrics.stringWidth(word, "Tinos", 14) + gap
    assert lines_of(check_places(paper)) == [" ".join(PROSE[0].split()[:9])]


def test_letters_with_their_marks_apart() -> None:
    source = read(Paper().write(85, 100, unicodedata.normalize("NFD", PROSE[0])))
    assert normalise(source.text).clean.strip() == PROSE[0]


@pytest.mark.parametrize("font", [b"ABCDEF+.VnTime", b".VnArialH"])
def test_fonts_from_before_unicode(font: bytes) -> None:
    """A font called .VnTime draws TCVN3 bytes as Vietnamese letters, whatever Unicode the file has for them."""
    drawn = b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 32 /LastChar 255 /Widths [%s] /Encoding /WinAnsiEncoding >>" % (font, b"500 " * 224)
    words = b"K\xd5 ho\xb9ch tri\xd3n khai \xae\xb5o t\xb9o ngh\xd2"
    source = read(one_page(b"BT /F1 14 Tf 85 700 Td (%s) Tj ET" % words, drawn))
    expected = "Kế hoạch triển khai đào tạo nghề"
    assert lines_of(source) == [expected.upper() if font.endswith(b"H") else expected]
    assert source.places and source.doubts == ()
    for at, box in ((k, source.places.boxes(k, k + 1)[0]) for k in range(len(expected))):
        assert abs((box.x0 + box.x1) / 2 - (88.5 + 7 * at)) < 3.5, at  # the font is drawn by another one, which is wider


def test_a_letter_of_two_bytes_keeps_the_place_of_its_word() -> None:
    """VNI writes a vowel and its tone as two characters."""
    drawn = b"<< /Type /Font /Subtype /TrueType /BaseFont /VNI-Times /FirstChar 32 /LastChar 255 /Widths [%s] /Encoding /WinAnsiEncoding >>" % (b"500 " * 224)
    source = read(one_page("BT /F1 14 Tf 85 700 Td (Keá hoaïch naêm) Tj ET".encode("latin-1"), drawn))
    assert lines_of(source) == ["Kế hoạch năm"] and source.places
    (box,) = source.places.boxes(3, 8)
    assert abs(box.x0 - (85 + 7 * 4)) < 2 and abs(box.x1 - (85 + 7 * 10)) < 3


def test_turned_text_is_set_aside() -> None:
    paper = prose(Paper())
    paper.canvas.saveState()
    paper.canvas.translate(200, 400)
    paper.canvas.rotate(45)
    paper.canvas.setFont("Tinos", 60)
    paper.canvas.drawString(0, 0, "BẢN SAO")
    paper.canvas.restoreState()
    source = read(paper)
    assert lines_of(source) == list(PROSE) and source.places and source.places.pages[0].aside == ("BẢN SAO",)


def test_signs_above_the_line_do_not_break_it() -> None:
    paper = Paper().write(85, 100, "Tổng diện tích 1.500 m").write(85 + pdfmetrics.stringWidth("Tổng diện tích 1.500 m", "Tinos", 14), 94, "2", 8)
    paper.write(300, 100, "đất ở.")
    assert lines_of(read(paper)) == ["Tổng diện tích 1.500 m2 đất ở."]


# Tables.


TABLES: list[tuple[str, tuple[list[float], list[float], list[list[str | None]]], list[str], list[tuple[int, ...]]]] = [
    (
        "plain",
        ([85, 130, 350, 540], [100, 130, 160, 190], [["STT", "Nhiệm vụ", "Cơ quan"], ["1", "Xây dựng kế hoạch", "Sở Y tế"], ["2", "", "Sở Nội vụ"]]),
        ["| STT | Nhiệm vụ | Cơ quan |", "| 1 | Xây dựng kế hoạch | Sở Y tế |", "| 2 | | Sở Nội vụ |"],
        [(), (), ()],
    ),
    (
        "cells over several lines",
        ([85, 130, 350, 540], [100, 130, 175], [["STT", "Nhiệm vụ", "Cơ quan"], ["1", "Xây dựng kế hoạch\ntriển khai", "Sở Y\ntế"]]),
        ["| STT | Nhiệm vụ | Cơ quan |", "| 1 | Xây dựng kế hoạch triển khai | Sở Y tế |"],
        [(), ()],
    ),
    (
        "one with the cell above",
        ([85, 130, 350, 540], [100, 130, 160, 190], [["STT", "Nhiệm vụ", "Cơ quan"], ["1", "Mua sắm", "Sở Y tế"], ["2", "Đào tạo", None]]),
        ["| STT | Nhiệm vụ | Cơ quan |", "| 1 | Mua sắm | Sở Y tế |", "| 2 | Đào tạo | |"],
        [(), (), (2,)],
    ),
    (
        "one with the cell at its left",
        ([85, 130, 350, 540], [100, 130, 160, 190], [["STT", "Nhiệm vụ", "Cơ quan"], ["I", "Lĩnh vực y tế", "<"], ["1", "Đào tạo", "Sở Y tế"]]),
        ["| STT | Nhiệm vụ | Cơ quan |", "| I | Lĩnh vực y tế | |", "| 1 | Đào tạo | Sở Y tế |"],
        [(), (), ()],
    ),
    (
        "bullets",
        ([85, 130, 350, 540], [100, 130, 190], [["STT", "Nhiệm vụ", "Cơ quan"], ["1", "- Mua sắm\n- Đào tạo cán bộ\ncấp xã", "- Sở Y tế\n- Sở Nội vụ"]]),
        ["| STT | Nhiệm vụ | Cơ quan |", "| 1 | - Mua sắm | - Sở Y tế |", "| | - Đào tạo cán bộ cấp xã | - Sở Nội vụ |"],
        [(), ()],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "lines", "above"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_ruled_tables(drawn: tuple[list[float], list[float], list[list[str | None]]], lines: list[str], above: list[tuple[int, ...]]) -> None:
    paper = Paper().write(85, 80, "Giao nhiệm vụ như sau:").table(*drawn).lines(85, 300, PROSE)
    source = read(paper)
    assert lines_of(source) == ["Giao nhiệm vụ như sau:", *lines, *PROSE]
    assert [row.above for row in source.rows] == above
    assert all(source.text[row.start] == "|" and source.text[row.end - 1] == "|" for row in source.rows)


def test_a_table_of_boxes_and_one_of_thin_rectangles() -> None:
    """Programs draw rules as lines, as boxes of cells, or as filled rectangles."""
    for filled in (False, True):
        paper = Paper()
        for r in range(2):
            for c in range(2):
                x, down = 85 + 150 * c, 100 + 30 * r
                if filled:
                    for rect in ((x, 842 - down, 150, 0.6), (x, 812 - down, 150, 0.6), (x, 812 - down, 0.6, 30), (x + 150, 812 - down, 0.6, 30)):
                        paper.canvas.rect(*rect, stroke=0, fill=1)
                else:
                    paper.canvas.rect(x, 812 - down, 150, 30)
                paper.write(x + 5, down + 18, f"Ô {r}{c}", 11)
        assert lines_of(read(paper)) == ["| Ô 00 | Ô 01 |", "| Ô 10 | Ô 11 |"], filled


def test_two_tables_on_a_page_and_one_over_two_pages() -> None:
    xs, head = [85, 130, 350, 540], ["STT", "Nhiệm vụ", "Cơ quan"]
    paper = Paper().table(xs, [100, 130, 160], [head, ["1", "Đào tạo", "Sở Nội vụ"]]).lines(85, 200, PROSE)
    paper.table(xs, [700, 730, 760], [head, ["1", "Mua sắm", "Sở Y tế"]])
    paper.next().table(xs, [80, 110, 140], [head, ["2", "Phòng dịch", "Sở Tài chính"]])
    source = read(paper)
    assert lines_of(source) == [
        "| STT | Nhiệm vụ | Cơ quan |", "| 1 | Đào tạo | Sở Nội vụ |", *PROSE, "| STT | Nhiệm vụ | Cơ quan |", "| 1 | Mua sắm | Sở Y tế |",
        "| STT | Nhiệm vụ | Cơ quan |", "| 2 | Phòng dịch | Sở Tài chính |",
    ]  # fmt: skip
    assert len(source.rows) == 6 and source.pages == 2


def test_a_task_table_gives_tasks() -> None:
    rows: list[list[str | None]] = [["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp"], ["1", "Xây dựng kế hoạch", "Sở Y tế", "Sở Tài chính"],
                                    ["2", "Mua sắm thuốc", None, "Sở Nội vụ"]]  # fmt: skip
    document = parse(read(prose(letterhead(Paper()).centred(300, 160, "KẾ HOẠCH"), 190).table([85, 120, 300, 420, 560], [300, 330, 360, 390], rows)))
    assert [(a.body.text, a.role, a.action) for a in document.assignments if a.role == "lead"] == [
        ("Sở Y tế", "lead", "Xây dựng kế hoạch"), ("Sở Y tế", "lead", "Mua sắm thuốc"),
    ]  # fmt: skip


def test_frames_and_rules_are_no_tables() -> None:
    paper = Paper().box(70, 90, 560, 200).lines(85, 115, PROSE).rule(100, 230, 300, 230).rule(350, 230, 500, 230)
    source = read(paper.write(85, 260, "Sau khung."))
    assert lines_of(source) == [*PROSE, "Sau khung."] and source.rows == ()


def test_bars_in_cells_are_not_those_of_tables() -> None:
    source = read(Paper().table([85, 150, 400], [100, 130, 160], [["STT", "Nhiệm vụ | Việc"], ["1", "Đào tạo"]]))
    assert lines_of(source) == ["| STT | Nhiệm vụ ¦ Việc |", "| 1 | Đào tạo |"]


# Pages.


def test_blank_pages_are_counted() -> None:
    source = read(prose(prose(Paper()).next().next()))
    assert source.pages == 3 and source.text.count("\f") == 2
    assert source.places and [p.end - p.start > 0 for p in source.places.pages] == [True, False, True]


def test_a_file_of_blank_pages_has_no_text() -> None:
    with pytest.raises(ReadError, match="no text in it"):
        source_of(Paper().next())


def test_a_page_of_fifty_thousand_characters() -> None:
    paper = Paper()
    for n in range(500):
        paper.write(20, 12 + 1.6 * n, f"{n:04d} " + "năm hai nghìn không trăm hai mươi tư " * 3, 1.4)
    started = monotonic()
    source = read(paper)
    assert len(source.text) > 50_000 and [line[:4] for line in lines_of(source)] == [f"{n:04d}" for n in range(500)]
    assert monotonic() - started < 10


def test_beats_come_page_by_page() -> None:
    beats: list[tuple[int, int]] = []
    read_bytes("a.pdf", pages(4).data(), lambda done, of: beats.append((done, of)))
    assert beats == [(n, 4) for n in range(1, 5)]


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("rotated", [0, 90])
def test_pages_printed_across_are_read_as_they_are_held(turned: int, rotated: int) -> None:
    """The words of a page stand on their side, and the file does not say so, or not rightly."""
    paper = prose(Paper(A4, turned), 200).table((85, 150, 400), (300, 330, 360), [["STT", "Nhiệm vụ"], ["1", "Xây dựng kế hoạch"]])
    held = changed_pages(paper.data(), lambda page: page.set_rotation(rotated))
    source = check_places(paper, held)
    assert lines_of(source) == [*PROSE, "| STT | Nhiệm vụ |", "| 1 | Xây dựng kế hoạch |"]
    assert source.places and [(p.width, p.height, p.turned) for p in source.places.pages] == [(*A4, (turned - rotated) % 360)]


# What programs do.


def drawn_with(paper: Paper, text: str, *matrix: float) -> Paper:
    paper.canvas.saveState()
    paper.canvas.transform(*matrix)
    paper.canvas.setFont("Tinos", 14)
    paper.canvas.drawString(0, 0, text)
    paper.canvas.restoreState()
    return paper


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_letters_that_lean_stand_upright(turned: int) -> None:
    """An italic that the font lacks is made of the upright one."""
    paper = drawn_with(Paper(turned=turned), "Lai Châu, ngày 05 tháng 3 năm 2024", 1, 0, 0.3, 1, 85, 742)
    assert lines_of(read(prose(paper))) == ["Lai Châu, ngày 05 tháng 3 năm 2024", *PROSE]


def test_letters_of_another_scale() -> None:
    assert lines_of(read(drawn_with(Paper(), "Thu nhỏ", 0.8, 0, 0, 0.8, 85, 742))) == ["Thu nhỏ"]


def test_words_that_do_not_stand_on_the_page_are_set_aside() -> None:
    source = read(prose(Paper()).write(700, 130, "Ngoài").write(85, -30, "Trên").write(85, 860, "Dưới"))
    assert lines_of(source) == list(PROSE) and source.places and source.places.pages[0].aside == ("Ngoài Trên Dưới",)


def test_words_drawn_several_times_for_weight_are_read_once() -> None:
    paper = Paper()
    for shift in (0, 0.3, 0.6):
        paper.write(85 + shift, 100, PROSE[0])
    assert lines_of(read(paper)) == [PROSE[0]]


def test_words_in_forms_within_the_page() -> None:
    paper = Paper()
    paper.canvas.beginForm("inner")
    paper.write(0, 100, PROSE[0])
    paper.canvas.endForm()
    paper.canvas.translate(85, -50)
    paper.canvas.doForm("inner")
    source = read(paper)
    assert lines_of(source) == [PROSE[0]] and source.places
    (box,) = source.places.boxes(0, 3)
    assert abs(box.x0 - 85) < 2 and box.top < 148 < box.bottom


def test_lines_set_wide_are_not_torn_into_columns() -> None:
    words, paper, x = PROSE[0].split()[:8], prose(Paper()), 85.0
    line = paper.canvas.beginText(x, 742)
    line.setFont("Tinos", 14)
    for word in words:
        line.textOut(word + " ")
        x += pdfmetrics.stringWidth(word, "Tinos", 14) + 20
        line.setTextOrigin(x, 742)
    paper.canvas.drawText(line)
    assert lines_of(read(paper))[0] == " ".join(words) and "  " not in read(paper_of(words)).text


def paper_of(words: list[str]) -> Paper:
    paper, x = Paper(), 85.0
    for word in words:
        paper.write(x, 100, word)
        x += pdfmetrics.stringWidth(word, "Tinos", 14) + 9
    return paper


def test_what_pages_inherit() -> None:
    """Boxes and rotation may stand in the list of pages."""
    rules = b"".join(b"%d 200 m %d 500 l S " % (x, x) for x in (300, 340, 380)) + b"".join(b"300 %d m 380 %d l S " % (y, y) for y in (200, 300, 500))
    words = b"".join(b"BT /F1 12 Tf 0 1 -1 0 %d %d Tm (%s) Tj ET " % place for place in ((325, 210, b"A1"), (325, 310, b"B1"), (365, 210, b"A2")))
    shared = b"/MediaBox [100 100 695 942] /CropBox [110 120 680 900] /Rotate 90 /Resources << /Font << /F1 5 0 R >> >>"
    objects = {
        1: CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s >>" % shared, 3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        4: stream(rules + words), 5: HELVETICA,
    }  # fmt: skip
    source = read(pdf(objects))
    assert lines_of(source) == ["| A1 | B1 |", "| A2 | |"]
    assert source.places and [(p.width, p.height) for p in source.places.pages] == [(780, 570)]
    (box,) = source.places.boxes(source.text.index("B1"), source.text.index("B1") + 2)
    assert abs(box.x0 - (310 - 120)) < 2 and box.top < 325 - 110 < box.bottom + 1
