"""What stands above the body, in forms that the demonstration corpus does not have."""

import pytest

from vanban import bodies, parse_text

BODY = "\n\nI. MỤC TIÊU\n1. Phát triển du lịch."
STATE = "UBND TỈNH QUẢNG NGÃI\nSố: 2741/UBND-KGVX\n"
COLUMNS = """ỦY BAN NHÂN DÂN                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG NGÃI                        Độc lập - Tự do - Hạnh phúc

Số: 2741/UBND-KGVX                 Quảng Ngãi, ngày 03 tháng 6 năm 2024
V/v triển khai Nghị quyết số 42-NQ/TW
của Ban Chấp hành Trung ương Đảng
"""
LETTER = "\nKính gửi:\n- Các sở, ban, ngành tỉnh.\n\nGiao Sở Tài chính rà soát."


@pytest.mark.parametrize(
    "head",
    [
        COLUMNS,
        STATE + "V/v triển khai Nghị quyết số 42-NQ/TW\ncủa Ban Chấp hành Trung ương Đảng\nQuảng Ngãi, ngày 03 tháng 6 năm 2024\n",
        STATE + "V/v triển khai Nghị quyết số 42-NQ/TW của Ban Chấp hành Trung ương Đảng\n\nQuảng Ngãi, ngày 03 tháng 6 năm 2024\n",
    ],
)
def test_the_subject_of_a_letter_runs_over_its_lines(head: str) -> None:
    header = parse_text(head + LETTER).header
    assert header.title == "triển khai Nghị quyết số 42-NQ/TW của Ban Chấp hành Trung ương Đảng"
    assert (header.date, header.doc_type) == ("2024-06-03", "CV")


@pytest.mark.parametrize(
    ("above", "line", "issuer", "known"),
    [
        ("HUYỆN ỦY BẮC HÀ", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN", "Ban Chấp hành Đảng bộ huyện Bắc Hà", "vn/lao-cai/bac-ha/huyen-uy"),
        ("HUYỆN ỦY BẮC HÀ", "CỦA BAN THƯỜNG VỤ HUYỆN ỦY", "Ban Thường vụ Huyện ủy Bắc Hà", "vn/lao-cai/bac-ha/huyen-uy"),
    ],
)
def test_an_issuer_without_place_takes_that_of_the_letterhead(above: str, line: str, issuer: str, known: str) -> None:
    header = parse_text(f"{above}\n*\nSố 15-NQ/HU\nBắc Hà, ngày 22 tháng 9 năm 2021\n\nNGHỊ QUYẾT\n{line}\nvề phát triển du lịch{BODY}").header
    assert header.issuer is not None
    assert (header.issuer.text, header.issuer.id, header.inferred) == (issuer, known, ("issuer", "issuer.province"))


@pytest.mark.parametrize(
    ("capitals", "spelled"),
    [
        ("UBND TỈNH THANH HÓA", "UBND tỉnh Thanh Hóa"),
        ("HĐND TỈNH LÀO CAI", "HĐND tỉnh Lào Cai"),
        ("SỞ GD&ĐT LÀO CAI", "Sở GD&ĐT Lào Cai"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH KHÓA XXII", "Ban Chấp hành Đảng bộ tỉnh khóa XXII"),
        ("THÀNH ỦY VĨNH LONG", "Thành ủy Vĩnh Long"),
        ("XÃ LỆ XÁ", "Xã Lệ Xá"),
    ],
)
def test_names_in_capitals_are_spelled_as_running_text_has_them(capitals: str, spelled: str) -> None:
    assert bodies.spell(capitals) == spelled


ENACTED = """THỦ TƯỚNG CHÍNH PHỦ

Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;
Theo đề nghị của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch,

QUYẾT ĐỊNH:

Điều 1. Phê duyệt Chương trình đọc sách.

Điều 2. Bộ Văn hóa, Thể thao và Du lịch chủ trì thực hiện.

Nơi nhận:
- Ban Bí thư;
- Lưu: VT.
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Trần Văn An"""


@pytest.mark.parametrize(
    ("first", "symbol", "title"),
    [
        ("Quyết định số 73/QĐ-TTg ngày 08/02/2023 của Thủ tướng Chính phủ về phát triển văn hóa đọc\n\n", "73/QĐ-TTg", "về phát triển văn hóa đọc"),
        ("", None, "Phê duyệt Chương trình đọc sách"),
    ],
)
def test_a_copy_without_letterhead(first: str, symbol: str | None, title: str) -> None:
    d = parse_text(first + ENACTED)
    header = d.header
    assert (header.symbol, header.doc_type, header.title) == (symbol, "QĐ", title)
    assert header.issuer is not None
    assert header.issuer.id == "vn/ttg"
    assert [r.text for r in header.recipients] == ["Ban Bí thư", "Lưu: VT"]
    assert [(s.name, s.position) for s in header.signers] == [("Trần Văn An", "PHÓ THỦ TƯỚNG")]
    assert [c.symbol or c.name for c in d.citations] == ["Luật Thư viện"]


def test_marks_of_markdown_are_no_part_of_the_words() -> None:
    text = (
        "**ỦY BAN NHÂN DÂN**\n**TỈNH SƠN LA**\n\nSố: 15/KH-UBND\n\n*Sơn La, ngày 02 tháng 01 năm 2025*\n\n**KẾ HOẠCH**\n\n"
        "**Phát triển thư viện cơ sở**\n\n**I. MỤC TIÊU**\n\n- Đến năm 2030, **80%** xã có thư viện."
    )
    d = parse_text(text)
    assert (d.header.symbol, d.header.date, d.header.title) == ("15/KH-UBND", "2025-01-02", "Phát triển thư viện cơ sở")
    assert [(t.indicator, t.value, t.deadline) for t in d.targets] == [("xã có thư viện", 80, "2030")]


MISREAD = "UY BAN NHÂN DÂN\nTINH SƠN LA\nSô: 15/KH-UBND\nSơn La, ngày 02 tháng 01 năm 2025\n\nKÊ HOẠCH\nVê phát triên thư viện\n\n"


def test_phrases_of_a_misread_text_get_their_tones_back_and_the_quotes_stay() -> None:
    d = parse_text(MISREAD + "1. Sở Giáo duc và Đào tao chủ tri, phôi hợp vơi Sở Nôi vu xuât bản tài liệu; kêt nôi thư viện.")
    assert [(a.body.text, a.role) for a in d.assignments] == [("Sở Giáo dục và Đào tạo", "lead"), ("Sở Nội vụ", "coordinate")]
    assert all(d.text[a.span.start : a.span.end] == a.span.quote for a in d.assignments)


def test_words_of_a_well_read_text_stay_as_they_are() -> None:
    d = parse_text(STATE + "Quảng Ngãi, ngày 03 tháng 6 năm 2024\n\nKẾ HOẠCH\nvề việc thử\n\n1. Sở Nôi vu chủ trì quản lý lưu trú.")
    assert [(a.body.text, a.action) for a in d.assignments] == [("Sở Nôi vu", "chủ trì quản lý lưu trú")]
