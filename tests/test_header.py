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
