"""Several documents in one file: split where one begins, and nowhere else."""

import unicodedata
from array import array
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.model import Doubt, Row, Source
from vanban.parts import split
from vanban.places import Page, Places, Run
from variants import VARIANTS

DEMO = {path.stem: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "corpora" / "demo").glob("*.txt"))}
OFFICIAL = [name for name in DEMO if not name.startswith("tin-")]
JOINTS = {  # what stands between two documents: what goes with the first, and with the second
    "empty line": ("\n\n", ""),
    "page break": ("\n", "\f"),
    "page number and page break": ("\n\n12\n", "\f"),
    "running head": ("\n\n", "12   CÔNG BÁO/Số 35/Ngày 01-02-2024\n\n"),
    "page break and running head": ("\n", "\fCÔNG BÁO TỈNH SƠN LA/Số 35/Ngày 01-02-2024      13\n\n"),
    "page break and stamp": ("\n", "\fKý bởi: Trung tâm Công báo\nEmail: congbao@vidu.vn\n\n"),
}

HEAD = "ỦY BAN NHÂN DÂN           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n  TỈNH SƠN LA                 Độc lập - Tự do - Hạnh phúc\n"
DECISION = (
    f"{HEAD}Số: 15/QĐ-UBND            Sơn La, ngày 03 tháng 3 năm 2025\n\nQUYẾT ĐỊNH\nBan hành Quy chế làm việc\n\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương năm 2015;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.\n"
    "Điều 2. Sở Nội vụ chịu trách nhiệm thi hành.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Hải\n"
)
PLAN = (
    f"{HEAD}Số: 44/KH-UBND            Sơn La, ngày 21 tháng 5 năm 2025\n\nKẾ HOẠCH\nTrồng rừng năm 2025\n\nI. MỤC TIÊU\nTrồng 300 ha rừng.\n\n"
    "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Thị Lan\n"
)
LETTER = (
    "SỞ TÀI CHÍNH\n-------\nSố: 310/STC-NS\nV/v quyết toán ngân sách\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Sơn La, ngày 09 tháng 6 năm 2025\n\nKính gửi: Các sở, ban, ngành.\n\nĐề nghị các đơn vị gửi báo cáo quyết toán.\nKèm theo Công văn này các biểu mẫu.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Văn Bình\n"
)
PARTY = (
    "TỈNH ỦY SƠN LA\n*\nSố 12-NQ/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSơn La, ngày 10 tháng 7 năm 2025\n\nNGHỊ QUYẾT\nvề phát triển du lịch\n-----\n\n"
    "I- QUAN ĐIỂM\nDu lịch là ngành mũi nhọn.\n\nNơi nhận:\n- Lưu Văn phòng Tỉnh ủy.\nT/M BAN CHẤP HÀNH\nBÍ THƯ\nHoàng Văn Chất\n"
)
BARS = (
    "| BỘ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|  | Độc lập - Tự do - Hạnh phúc |\n"
    "| Số: 08/2025/TT-BYT | Hà Nội, ngày 15 tháng 8 năm 2025 |\n\n"
    "THÔNG TƯ\nQuy định về vệ sinh\n\nĐiều 1. Phạm vi\nThông tư này quy định về vệ sinh.\n\n"
    "| Nơi nhận: | KT. BỘ TRƯỞNG |\n| - Lưu: VT. | THỨ TRƯỞNG |\n|  | Phạm Thu Hà |\n"
)
LAW = (
    "QUỐC HỘI                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n                          Độc lập - Tự do - Hạnh phúc\n"
    "Luật số: 99/2025/QH15\n\nLUẬT\nTHƯ VIỆN\n\n"
    "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về thư viện.\n\nCHỦ TỊCH QUỐC HỘI\n\nNơi nhận:\n- Lưu: VT.\n"
)
MADE = {"decision": DECISION, "plan": PLAN, "letter": LETTER, "party": PARTY, "bars": BARS, "law": LAW}


def source(text: str, **fields: object) -> Source:
    return Source("file.docx", "text/plain", "0" * 64, text, **fields)  # type: ignore[arg-type]


def texts(text: str) -> list[str]:
    return [part.text for part in split(source(text))]


@pytest.mark.parametrize("first", OFFICIAL)
def test_two_documents_split_at_their_joint(first: str) -> None:
    for second, (left, right) in product((name for name in OFFICIAL if name != first), JOINTS.values()):
        above, below = DEMO[first] + left, right + DEMO[second]
        assert [part.strip() for part in texts(above + below)] == [above.strip(), below.strip()]


@pytest.mark.parametrize(("first", "second"), list(product(MADE, repeat=2)))
def test_every_form_of_letterhead_begins_a_document(first: str, second: str) -> None:
    for left, right in JOINTS.values():
        above, below = MADE[first] + left, right + MADE[second]
        assert texts(above + below) == ([above, below] if first != second else [above + below])  # the same number twice is a copy that goes along


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_gazette_splits_in_every_spelling(variant: str) -> None:
    issue = "".join(f"\f{n}  CÔNG BÁO/Số 7/Ngày 01-9-2025\n\n{text}\n" for n, text in enumerate(MADE.values(), 3))
    parts = texts(VARIANTS[variant](issue))
    assert "".join(parts) == VARIANTS[variant](issue)
    assert len(parts) == len(MADE)
    assert all(unicodedata.normalize("NFC", part).startswith("\f") for part in parts)


def test_all_demo_documents_in_one_file() -> None:
    parts = texts("\n\n".join(DEMO[name] for name in OFFICIAL))
    assert [part.strip() for part in parts] == [DEMO[name].strip() for name in OFFICIAL]


@pytest.mark.parametrize("name", DEMO)
def test_a_document_stays_whole(name: str) -> None:
    given = source(DEMO[name])
    assert split(given) == (given,)


RULES = (
    "QUY CHẾ\nLàm việc của Văn phòng\n(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 03 tháng 3 năm 2025 của UBND tỉnh)\n\n"
    "Điều 1. Phạm vi\nQuy chế này quy định.\n"
)
SIGNED = "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Hải\n"
DATED = "Số: 77/KH-UBND            Sơn La, ngày 03 tháng 3 năm 2025\n\n"
WHOLE = {
    "rules attached, under a letterhead without number": DECISION + "\n\n" + HEAD + "\n" + RULES + SIGNED,
    "a plan attached, under a number of its own": DECISION
    + "\n\n"
    + HEAD
    + DATED
    + "KẾ HOẠCH\nTriển khai Quy chế\n(Kèm theo Quyết định số 15/QĐ-UBND)\n\nI. MỤC TIÊU\n"
    + SIGNED,
    "a plan attached, said behind an empty line": DECISION
    + "\n\n"
    + HEAD
    + DATED
    + "KẾ HOẠCH\nTriển khai Quy chế\n\n(Kèm theo Quyết định số 15/QĐ-UBND)\n"
    + SIGNED,
    "a plan enclosed": DECISION + "\n\n" + HEAD + DATED + "KẾ HOẠCH\nTriển khai Quy chế\n(Đính kèm Công văn số 9/UBND-VX)\n" + SIGNED,
    "an attachment under the decision's own number": DECISION + "\n\n" + DECISION.replace("QUYẾT ĐỊNH\nBan hành", "QUY CHẾ\nVề"),
    "said above the letterhead": DECISION + "\n\n(Kèm theo Quyết định số 15/QĐ-UBND)\n" + PLAN,
    "an annex": DECISION + "\n\nPHỤ LỤC II\n" + PLAN,
    "a form that is not filled in": LETTER
    + "\n\n"
    + HEAD
    + "Số: .../QĐ-UBND            Sơn La, ngày ... tháng ... năm ...\n\nQUYẾT ĐỊNH\nVề việc ...\n\nĐiều 1. ...\n"
    + SIGNED,
    "a draft to be stamped": LETTER
    + "\n\n"
    + HEAD
    + "Số:      /QĐ-UBND            Sơn La, ngày     tháng 6 năm 2025\n\nQUYẾT ĐỊNH\nVề quy chế\n\nĐiều 1. Ban hành.\n"
    + SIGNED,
    "a form that is filled in": DECISION + "\n\nMẫu số 03\n" + PLAN,
    "a specimen": DECISION + "\n\nVí dụ 2:\n" + PLAN,
    "specimens before anybody has signed": DECISION.split("Nơi nhận")[0] + "Kế hoạch trình bày như sau:\n\n" + PLAN,
    "a petition": DECISION
    + "\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nĐƠN ĐỀ NGHỊ\nKính gửi: Sở Nội vụ\n\nTôi tên là Trần Văn Bình.\n",
    "a report that quotes a document": "Tỉnh vừa ban hành kế hoạch trồng rừng, toàn văn như sau:\n\n" + PLAN,
    "a letterhead over nothing": DECISION + "\n\n" + PLAN.split("\n\nI. MỤC TIÊU")[0],
    "a second part nobody has signed": DECISION + "\n\n" + PLAN.split("Nơi nhận")[0],
    "a motto in a heading": DECISION
    + "\n\nPHỤ LỤC\n\nĐIỀU LỆ ĐẢNG CỘNG SẢN VIỆT NAM\nSố: 12-NQ/TU ngày 10 tháng 7 năm 2025\n"
    + "Đảng viên thực hiện nghĩa vụ.\n" * 20
    + "NGHỊ QUYẾT\n"
    + SIGNED,
    "no text": "",
    "only mottos": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" * 50,
}


@pytest.mark.parametrize("why", WHOLE)
def test_attachments_and_specimens_stay_in_their_document(why: str) -> None:
    given = source(WHOLE[why])
    assert split(given) == (given,)


def test_an_attachment_goes_with_its_own_document() -> None:
    rules = HEAD + "\n" + RULES + SIGNED
    assert texts(DECISION + "\n" + rules + "\n" + PLAN + "\n" + BARS) == [DECISION + "\n" + rules + "\n", PLAN + "\n", BARS]


def test_rows_doubts_and_pages_move_along() -> None:
    text = DECISION + "\n\f" + BARS
    joint = len(DECISION) + 1
    row, line = text.index("| BỘ Y TẾ"), text.index("| Nơi nhận")
    rows = (Row(row, row + 40), Row(line, line + 32, (1,)))
    doubts = (Doubt("tones_restored", 3, 9, "no tones"), Doubt("ocr_low_confidence", joint + 5, joint + 9, "faint"))
    pages = (Page(4, 0, joint, 595, 842), Page(5, joint, len(text), 595, 842))
    runs = (Run(0, 3, 4, 10, 20, array("f", [0, 1, 1, 2, 2, 3])), Run(row, row + 2, 5, 10, 20, array("f", [5, 6, 6, 7])))
    first, second = split(source(text, pages=2, places=Places(pages, runs), rows=rows, doubts=doubts))
    assert (first.name, first.sha256, second.name, second.sha256) == ("file.docx", "0" * 64) * 2
    assert first.text + second.text == text
    assert (first.rows, first.doubts) == ((), doubts[:1])
    assert [second.text[r.start : r.end] for r in second.rows] == [text[r.start : r.end] for r in rows]
    assert second.rows[1].above == (1,)
    assert [text[joint + d.start : joint + d.end] for d in second.doubts] == [text[joint + 5 : joint + 9]]
    assert (first.pages, first.first_page, second.pages, second.first_page) == (1, 4, 1, 5)
    assert second.places is not None
    assert [box.x0 for box in second.places.boxes(0, 20)] == [5]


PIECES = st.sampled_from(
    [*MADE.values(), HEAD, DATED, RULES, SIGNED, "\n\n", "\f", "PHỤ LỤC I\n", "CÔNG BÁO/Số 7\n", "QUYẾT ĐỊNH\n", "\r\n", "\x0b", "Ký bởi: A\n", "| a |\n"]
)
MARKS = st.lists(st.tuples(st.integers(-9, 4000), st.integers(-9, 4000)), max_size=5)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=9).map("".join), MARKS)
def test_parts_are_the_whole_text_in_order(text: str, marks: list[tuple[int, int]]) -> None:
    rows, doubts = tuple(Row(a, b) for a, b in marks), tuple(Doubt("x", a, b, "y") for a, b in marks)
    parts = split(source(text, rows=rows, doubts=doubts))
    assert "".join(part.text for part in parts) == text
    if len(parts) > 1:
        assert all(part.text.strip() for part in parts)
        assert all(0 <= m.start < m.end <= len(part.text) for part in parts for m in (*part.rows, *part.doubts))


@pytest.mark.parametrize(
    "unit", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "CỘNG HÒA XÃ H Số " + " " * 500, "Số: 1/QĐ ", HEAD + DATED, DECISION + "\n", "CỘNG ", "\f", "S ố "]
)
def test_time_grows_with_the_text_not_faster(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    assert "".join(texts(text)) == text


def test_many_documents_in_one_file() -> None:
    text = "".join(DECISION.replace("15/QĐ", f"{n}/QĐ") + "\n\f" for n in range(1, 301))
    assert len(texts(text)) == 300
