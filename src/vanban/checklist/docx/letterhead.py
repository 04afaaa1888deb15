"""What an agency's own document has above and below: its name beside the national or the Party's title, and the place for recipients and signature.

State agencies by Nghị định 30/2020/NĐ-CP, the Party's by Hướng dẫn 36-HD/VPTW. What only the agency knows is left blank.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from vanban import lexicon
from vanban.checklist.docx.page import WIDTH, element
from vanban.text import fold

_BLANK = "…………"
_DATE = "……, ngày …… tháng …… năm ……"

Line = tuple[str, float, str]
"""Words, size in points, and how they are written: b(old), i(talic), u(nderlined), l(eft)."""


def add(document: Document, agency: str) -> None:
    """The letterhead of an agency, its name in capitals, or blank where it has none."""
    name = (agency or _BLANK).upper()
    if is_party(agency):
        left = ((_BLANK, 14, ""), (name, 14, "b"), ("*", 14, ""), ("Số …… - ……/……", 14, ""))
        right: tuple[Line, ...] = (("ĐẢNG CỘNG SẢN VIỆT NAM", 15, "bu"), ("", 14, ""), (_DATE, 14, "i"))
    else:
        left = ((_BLANK, 12, ""), (name, 12, "b"), ("_______", 8, "b"), ("Số: ……/……", 13, ""))
        right = (
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "b"),
            ("Độc lập - Tự do - Hạnh phúc", 13, "bu"),
            ("", 8, ""),
            (_DATE, 13, "i"),
        )
    _beside(document, left, right)
    document.add_paragraph()


def signature(document: Document) -> None:
    """Recipients on the left, on the right the office and name of who signs."""
    document.add_paragraph()
    left = (("Nơi nhận:", 12, "bil"), ("- ……;", 11, "l"), ("- ……;", 11, "l"), ("- Lưu: VT, …….", 11, "l"))
    right = (("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", 13, "b"), ("(Chữ ký, dấu)", 13, "i"), ("", 13, ""), ("", 13, ""), ("Họ và tên", 13, "b"))
    _beside(document, left, right)
    document.add_paragraph()  # no document may end with a table


def is_party(agency: str) -> bool:
    """Whether an agency is the Party's: "Tỉnh ủy Lai Châu", "Ban Tuyên giáo Huyện ủy"."""
    committees = {fold(name) for names in lexicon.table("bodies")["party_committees"].values() for name in names}
    return any(name in fold(agency) for name in (*committees, fold("Trung ương Đảng"), fold("Ban Bí thư"), fold("Bộ Chính trị")))


def _beside(document: Document, left: Iterable[Line], right: Iterable[Line]) -> None:
    """Two columns without lines, on one page."""
    table: Table = document.add_table(1, 2)
    table.autofit = False
    [row] = table.rows
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, lines, width in zip(row.cells, (left, right), (WIDTH * 2 // 5, WIDTH - WIDTH * 2 // 5), strict=True):
        cell.width = Mm(width)
        _fill(cell, lines)


def _fill(cell: _Cell, lines: Iterable[Line]) -> None:
    for n, (words, size, how) in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.alignment = None if "l" in how else WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(words)
        run.bold, run.italic, run.underline, run.font.size = "b" in how, "i" in how, "u" in how, Pt(size)
