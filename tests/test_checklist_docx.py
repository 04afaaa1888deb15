"""The checklist as a Word document: the layout of an annex, what stands above it, and words that stay words. LibreOffice renders it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument

from checklists import HOSTILE, PLAN, TITLES, hostile, row
from vanban.checklist.about import About
from vanban.checklist.docx import capitals, long_day, write
from vanban.checklist.docx.letterhead import is_party
from vanban.checklist.docx.table import roman
from vanban.checklist.rows import COLUMNS, capital, clean

OTHER = "vn/son-la/tinh-uy/2024/9-kh"
TWO = {**TITLES, OTHER: "Kế hoạch số 9-KH/TU ngày 03/02/2024"}
ANNEX = About("thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023", "Tỉnh ủy Lai Châu", "184-KH/TU", "2023-06-27", on="2026-11-22")
LIST = About("của Sở Nội vụ", on="2026-11-22", names={OTHER: "Kế hoạch số 9-KH/TU ngày 03/02/2024 của Tỉnh ủy Sơn La: về đào tạo nghề"})


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


@pytest.mark.parametrize("issued_by", [None, "", "Sở Nội vụ"])
def test_the_sheet_is_as_the_decree_sets_it(issued_by: str | None) -> None:
    document = opened(write([row()], TITLES, ANNEX, issued_by=issued_by))
    [section] = document.sections
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    top, bottom, left, right = (side.mm for side in sides if side is not None)
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width and section.page_height and (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert 20 <= top <= 25 and 20 <= bottom <= 25 and 30 <= left <= 35 and 15 <= right <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert {language.get(qn("w:val")) for language in document.styles.element.iter(qn("w:lang"))} == {"vi-VN"}


def test_page_numbers_stand_above_from_the_second_page() -> None:
    [section] = opened(write([row()], TITLES, ANNEX)).sections
    assert section.different_first_page_header_footer
    assert [field.text for field in section.header._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))


def test_the_heading_row_is_repeated_and_short_rows_stay_whole() -> None:
    [table] = opened(write([row(1), row(2, "dài " * 300)], TITLES, ANNEX)).tables
    assert tuple(cell.text for cell in table.rows[0].cells) == COLUMNS
    assert [bool(list(r._tr.iter(qn("w:tblHeader")))) for r in table.rows] == [True, False, False]
    assert [bool(list(r._tr.iter(qn("w:cantSplit")))) for r in table.rows] == [True, True, False]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(251 / 25.4 * 1440, abs=8)


def test_all_tasks_of_one_document_are_its_annex() -> None:
    document = opened(write([row(lead="Sở Nội vụ", deadline="2026-12-15", deadline_text="trước ngày 15/12/2026", note="gấp")], TITLES, ANNEX))
    assert lines(document) == [
        "Phụ lục",
        "DANH MỤC NHIỆM VỤ THỰC HIỆN KẾ HOẠCH SỐ 184-KH/TU NGÀY 27/6/2023",
        "(Kèm theo Kế hoạch số 184-KH/TU ngày 27 tháng 6 năm 2023 của Tỉnh ủy Lai Châu)",
        "Danh mục do phần mềm lập ngày 22/11/2026 từ toàn văn văn bản; khi có điểm khác nhau, thực hiện theo văn bản gốc.",
    ]
    cells = [cell.text for cell in document.tables[0].rows[1].cells]
    assert cells == ["1", "Rà soát", "Sở Nội vụ", "", "", "Trước ngày 15/12/2026", "Mục V/4", "Gấp"]


def test_a_list_from_several_documents_is_no_annex_and_names_them() -> None:
    document = opened(write([row(1), row(2), row(3, document=OTHER), row(4, document=OTHER)], TWO, LIST))
    assert lines(document)[:2] == ["DANH MỤC NHIỆM VỤ CỦA SỞ NỘI VỤ", "(Tổng hợp từ 2 văn bản, tính đến ngày 22 tháng 11 năm 2026)"]
    names = ["Kế hoạch số 184-KH/TU ngày 27/6/2023", "Kế hoạch số 9-KH/TU ngày 03/02/2024 của Tỉnh ủy Sơn La: về đào tạo nghề"]
    assert lines(document)[2:5] == ["Các văn bản được tổng hợp", *(f"{n}. {name}" for n, name in enumerate(names, 1))]
    [table] = document.tables
    assert [table.rows[n].cells[0].text for n in (1, 4)] == [f"I. {names[0]}", f"II. {names[1]}"]
    assert table.rows[2].cells[6].text == "Kế hoạch số 184-KH/TU, mục V/4"


def test_a_row_of_a_broken_text_is_cut() -> None:
    [table] = opened(write([row(1, "dài " * 80_000)], TITLES, LIST)).tables
    assert len(table.rows[1].cells[1].text) == 10_000 and table.rows[1].cells[1].text.endswith("…")


def test_the_only_document_is_named_where_the_heading_does_not() -> None:
    [table] = opened(write([row(1)], TITLES, LIST)).tables
    assert table.rows[1].cells[6].text == "Kế hoạch số 184-KH/TU ngày 27/6/2023, mục V/4"


@pytest.mark.parametrize("documents", [[PLAN], [PLAN, OTHER], [PLAN, OTHER, PLAN, OTHER]])
def test_no_group_rows_where_they_do_not_help(documents: list[str]) -> None:
    tasks = [row(n, document=document) for n, document in enumerate(documents, 1)]
    assert len(opened(write(tasks, TWO, LIST)).tables[0].rows) == 1 + len(tasks)


def test_a_letterhead_only_where_the_agency_issues_the_list_itself() -> None:
    plain, state, party, blank = (opened(write([row()], TITLES, ANNEX, issued_by=by)) for by in (None, "Sở Nội vụ tỉnh Cao Bằng", "Tỉnh ủy Lai Châu", ""))
    assert [len(document.tables) for document in (plain, state, party, blank)] == [1, 3, 3, 3]
    left, right = (cell.text.splitlines() for cell in state.tables[0].rows[0].cells)
    assert left[1] == "SỞ NỘI VỤ TỈNH CAO BẰNG" and right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert party.tables[0].rows[0].cells[1].text.startswith("ĐẢNG CỘNG SẢN VIỆT NAM")
    assert not re.search(r"\w", blank.tables[0].rows[0].cells[0].text.replace("Số", "").replace("_", ""))
    assert "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ" in state.tables[2].rows[0].cells[1].text
    assert lines(state) == ["DANH MỤC NHIỆM VỤ THỰC HIỆN KẾ HOẠCH SỐ 184-KH/TU NGÀY 27/6/2023"]


@pytest.mark.parametrize(
    ("agency", "party"),
    [("Ban Tuyên giáo Huyện ủy", True), ("Đảng ủy xã A", True), ("Văn phòng Trung ương Đảng", True), ("Sở Nội vụ", False), ("UBND xã A", False), ("", False)],
)
def test_the_partys_agencies_have_the_partys_letterhead(agency: str, party: bool) -> None:
    assert is_party(agency) == party


def test_an_empty_list_says_so() -> None:
    [table] = opened(write([], TITLES, LIST)).tables
    assert {cell.text for cell in table.rows[1].cells} == {"Không có nhiệm vụ nào."}


def test_the_file_names_no_person_and_no_program_and_is_the_same_each_time() -> None:
    first, second = (write([row(), row(2)], TITLES, ANNEX) for _ in range(2))
    assert first == second
    about = opened(first).core_properties
    assert about.title == "Danh mục nhiệm vụ thực hiện Kế hoạch số 184-KH/TU ngày 27/6/2023"
    assert (about.author, about.last_modified_by, about.comments, about.language) == ("", "", "", "vi-VN")
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "app.xml" in name or "customXml" in name]
        assert not [name for name in parts.namelist() if re.search(rb"python-docx|Macintosh", parts.read(name))]


ORDER = {
    "tblPr": "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u lang",
}
"""What the schema has in this order (ECMA-376, part 1); Word calls a file damaged that has it in another."""


@pytest.mark.parametrize("issued_by", [None, "Sở Nội vụ"])
def test_elements_stand_in_the_order_of_the_schema(issued_by: str | None) -> None:
    document = opened(write([row(1), row(2), row(3, document=OTHER), row(4, document=OTHER)], TWO, LIST, issued_by=issued_by))
    for name, order in ORDER.items():
        for properties in document.element.body.iter(qn(f"w:{name}")):
            names = [child.tag.partition("}")[2] for child in properties]
            assert names == sorted(names, key=order.split().index)
    assert [child.tag for child in document.element.body][-2:] == [qn("w:p"), qn("w:sectPr")]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_documents_stay_words(words: str) -> None:
    about = About(words, words, words, words, on="2026-11-22", names={PLAN: words})
    data = write([hostile(words), row(2, words), hostile(words, 3)], {words: words, PLAN: words}, about)
    document = opened(data)
    assert document.tables[0].rows[1].cells[1].text == capital(clean(words))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        body = parts.read("word/document.xml").decode()
        relations = parts.read("word/_rels/document.xml.rels").decode()
    assert not re.search(r"<w:(?:hyperlink|fldSimple|fldChar|instrText|object|drawing|script)\b", body)
    assert 'TargetMode="External"' not in relations
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", body)


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2024-08-03", "ngày 03 tháng 8 năm 2024"), ("2024-02", "ngày … tháng 02 năm 2024"), (None, "ngày … tháng … năm …")],
)
def test_days_in_words(iso: str | None, words: str) -> None:
    assert long_day(iso) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("thực hiện Quyết định số 247/QĐ-TTg ngày 06/02/2025", "THỰC HIỆN QUYẾT ĐỊNH SỐ 247/QĐ-TTg NGÀY 06/02/2025"),
        ("của Sở Nội vụ, thực hiện Chương trình số 02-CTr/TU", "CỦA SỞ NỘI VỤ, THỰC HIỆN CHƯƠNG TRÌNH SỐ 02-CTr/TU"),
        ("trong 12 văn bản", "TRONG 12 VĂN BẢN"),
    ],
)
def test_symbols_keep_their_small_letters_among_capitals(text: str, shown: str) -> None:
    assert capitals(text) == shown


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (250, "CCL")])
def test_roman_numbers(number: int, letters: str) -> None:
    assert roman(number) == letters


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_repeats_the_heading_on_each_page_and_numbers_them(tmp_path: Path) -> None:
    tasks = [row(n, f"nhiệm vụ thứ {n} " * 6) for n in range(1, 41)] + [row(41 + n, words, lead=words, note=words) for n, words in enumerate(HOSTILE)]
    (tmp_path / "list.docx").write_bytes(write(tasks, TITLES, ANNEX))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "list.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = PdfDocument(tmp_path / "list.pdf")
    assert len(pdf) > 3
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert all("STT" in text for text in texts[:-1])
    assert [text.split()[0] for text in texts[1:]] == [str(number) for number in range(2, len(pdf) + 1)]
    assert texts[0].startswith("Ph") and all(page.get_width() > page.get_height() for page in pdf)
