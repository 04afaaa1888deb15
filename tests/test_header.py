"""What stands above the body, in forms that the demonstration corpus does not have."""

from typing import Any

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
        ("ỦY BAN NHÂN DÂN HUYỆN CHÂU THÀNH", "Ủy ban nhân dân huyện Châu Thành"),
        ("HUYỆN ỦY LÝ NHÂN", "Huyện ủy Lý Nhân"),
        ("UBND XÃ NHÂN HÀ", "UBND xã Nhân Hà"),
        ("UBND XÃ CÁC SƠN", "UBND xã Các Sơn"),
        ("ĐẢNG ỦY XÃ TÂN XÃ", "Đảng ủy xã Tân Xã"),
        ("ĐẢNG ỦY XÃ VĂN HÓA", "Đảng ủy xã Văn Hóa"),
        ("UBND HUYỆN ĐẮK R'LẤP", "UBND huyện Đắk R'Lấp"),
        ("UBND HUYỆN CƯ M’GAR", "UBND huyện Cư M'gar"),
        # What is no name stays as it is.
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ THANH HÓA", "Ủy ban nhân dân thành phố Thanh Hóa"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ XÃ KHÓA XXII", "Ban Chấp hành Đảng bộ xã khóa XXII"),
        ("PHÒNG VĂN HÓA VÀ THÔNG TIN", "Phòng Văn hóa và Thông tin"),
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


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("SẮC LỆNH\nCỦA CHỦ TỊCH NƯỚC SỐ 15 NGÀY 9 THÁNG 3 NĂM 1946\n", ("SL", "15", "1946-03-09", "Chủ tịch nước", None)),
        ("SẮC LỆNH\nCỦA CHỦ TỊCH CHÍNH PHỦ LÂM THỜI\nSỐ 21 NGÀY 4 THÁNG 2 NĂM 1946\n", ("SL", "21", "1946-02-04", "Chủ tịch Chính phủ lâm thời", None)),
        (
            "NGHỊ ĐỊNH\nCỦA HỘI ĐỒNG BỘ TRƯỞNG SỐ 41-HĐBT NGÀY 7-5-1989\nVỀ TỔ CHỨC THƯ VIỆN XÃ\n",
            ("NĐ", "41-HĐBT", "1989-05-07", "Hội đồng Bộ trưởng", "VỀ TỔ CHỨC THƯ VIỆN XÃ"),
        ),
        ("NGHỊ ĐỊNH\nVề tổ chức thư viện xã\nSố 41-HĐBT ngày 7-5-1989\n", None),  # in small letters it is another form
        ("NGHỊ ĐỊNH\nCỦA HỘI ĐỒNG BỘ TRƯỞNG SỐ 41-HĐBT NĂM 1989\n", None),  # no full date
    ],
)
def test_headings_in_one_run_of_capitals(heading: str, known: tuple[str | None, ...] | None) -> None:
    d = parse_text(heading + "\nChiểu theo lời đề nghị của Bộ trưởng Bộ Quốc gia giáo dục,\n\nĐiều thứ nhất: Mỗi xã có một thư viện.\n")
    h = d.header
    assert ((h.doc_type, h.symbol, h.date, h.issuer and h.issuer.text, h.title) == known) is (known is not None)
    assert all(d.text[span.start : span.end] == span.quote for span in h.spans.values())


@pytest.mark.parametrize(("day", "date"), [("15", "2010-01-15"), ("4Ä", "2010-01"), ("", "2010-01"), ("ff", "2010-01")])
def test_a_day_that_cannot_be_read_leaves_year_and_month(day: str, date: str) -> None:
    head = f"THỦ TƯỚNG CHÍNH PHỦ         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 68/QĐ-TTg         Hà Nội, ngày {day} tháng 01 năm 2010\n\n"
    assert parse_text(f"{head}QUYẾT ĐỊNH\nVề việc thử\n{BODY}").header.date == date


def test_the_year_of_a_letterhead_may_stand_on_a_line_of_its_own() -> None:
    head = "UBND HUYỆN TAM ĐƯỜNG      CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nSố: 12/KH-UBND                VIỆT NAM\n"
    header = parse_text(f"{head}\nTam Đường, ngày 14 tháng 3 năm\n2024\n\nKẾ HOẠCH\nPhát triển du lịch{BODY}").header
    assert (header.date, header.place) == ("2024-03-14", "Tam Đường")
    assert header.issuer and header.issuer.text == "UBND huyện Tam Đường"


def test_an_organ_of_the_central_committee_has_its_full_name() -> None:
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG     ĐẢNG CỘNG SẢN VIỆT NAM\nVĂN PHÒNG\n*\nSố 36-HD/VPTW     Hà Nội, ngày 03 tháng 4 năm 2018\n\n"
    header = parse_text(f"{head}HƯỚNG DẪN\nvề thư viện{BODY}").header
    assert header.issuer and header.issuer.text == "Văn phòng Trung ương Đảng"


def test_signatures_that_a_guide_shows_do_not_end_its_text() -> None:
    head = "TỈNH ỦY LAI CHÂU     ĐẢNG CỘNG SẢN VIỆT NAM\nSố 5-HD/TU     Lai Châu, ngày 03 tháng 4 năm 2018\n\nHƯỚNG DẪN\nthể thức văn bản\n\n"
    shown = "Ví dụ 1: Văn bản của đại hội\nT/M ĐOÀN CHỦ TỊCH\n(chữ ký)\nHọ và tên\n\nT/M ĐOÀN THƯ KÝ\n(chữ ký)\n\n"
    d = parse_text(
        f"{head}1. Ký thay mặt.\n\n{shown}2. Ký thay khi cấp trưởng vắng mặt.\n\nNơi nhận:\n- Như trên.\n\nT/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nBùi Văn An\n"
    )
    assert [s.path for s in d.sections] == ["1", "2"]
    assert [r.text for r in d.header.recipients] == ["Như trên"]
    assert [s.name for s in d.header.signers] == ["Bùi Văn An"]


def of_unit(unit: str, place: str, name: str, recipient: str, year: int = 2024, above: str = "ỦY BAN NHÂN DÂN", basis: str = "") -> str:
    """A plan of a district's or commune's UBND, its letterhead in two columns; `recipient` is whose UBND gets it."""
    columns = f"{above:<40}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{unit:<40}Độc lập - Tự do - Hạnh phúc\n\n"
    numbered = f"{'Số: 08/KH-UBND':<40}{place}, ngày 11 tháng 3 năm {year}\n\nKẾ HOẠCH\nPhát triển du lịch\n\n"
    body = f"{basis}Ủy ban nhân dân {name} ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n\n"
    return f"{columns}{numbered}{body}Nơi nhận:\n- UBND {recipient};\n- Lưu: VT."


@pytest.mark.parametrize(
    ("unit", "place", "province", "year", "known"),
    [
        ("HUYỆN CHÂU THÀNH", "Châu Thành", "Tiền Giang", 2024, "vn/tien-giang/chau-thanh/ubnd/2024/8-kh"),
        ("HUYỆN LÝ NHÂN", "Lý Nhân", "Hà Nam", 2024, "vn/ha-nam/ly-nhan/ubnd/2024/8-kh"),
        ("XÃ TÂN PHƯỚC 1", "Tân Phước 1", "Đồng Tháp", 2026, "vn/dong-thap/tan-phuoc-1/ubnd/2026/8-kh"),
        ("PHƯỜNG 1 BẢO LỘC", "Phường 1 Bảo Lộc", "Lâm Đồng", 2026, "vn/lam-dong/1-bao-loc/ubnd/2026/8-kh"),
        ("PHƯỜNG 5", "Phường 5", "Cà Mau", 2024, "vn/ca-mau/5/ubnd/2024/8-kh"),
        ("QUẬN 10", "Quận 10", "Hồ Chí Minh", 2024, "vn/ho-chi-minh/quan-10/ubnd/2024/8-kh"),
        ("HUYỆN CƯ M'GAR", "Cư M'gar", "Đắk Lắk", 2024, "vn/dak-lak/cu-m-gar/ubnd/2024/8-kh"),
        ("HUYỆN EA H’LEO", "Ea H’leo", "Đắk Lắk", 2024, "vn/dak-lak/ea-h-leo/ubnd/2024/8-kh"),
    ],
)
def test_names_with_common_words_numbers_and_apostrophes(unit: str, place: str, province: str, year: int, known: str) -> None:
    kind = next(kind for kind in ("huyện", "quận", "phường", "xã") if unit.startswith(kind.upper()))
    d = parse_text(of_unit(unit, place, f"{kind} {place.removeprefix(kind.capitalize()).strip()}", f"tỉnh {province}", year))
    assert (d.id, d.header.date, d.header.place) == (known, f"{year}-03-11", place)


@pytest.mark.parametrize(
    ("unit", "name", "recipient", "year", "above", "province"),
    [
        # A commune may bear the name of a province of any time.
        ("PHƯỜNG HÀ NAM", "phường Hà Nam", "tỉnh Ninh Bình", 2026, "ỦY BAN NHÂN DÂN", "Ninh Bình"),
        ("PHƯỜNG NAM ĐỊNH", "phường Nam Định", "tỉnh", 2026, "ỦY BAN NHÂN DÂN", "Ninh Bình"),
        ("ĐẢNG ỦY XÃ BÌNH THUẬN", "xã Bình Thuận", "huyện", 2024, "ĐẢNG BỘ HUYỆN PHÙ YÊN", "Sơn La"),
        # The name behind "tỉnh" or "thành phố" is a province's.
        ("TỈNH HÀ NAM", "tỉnh Hà Nam", "tỉnh Ninh Bình", 2024, "ỦY BAN NHÂN DÂN", "Hà Nam"),
        ("THÀNH PHỐ HUẾ", "thành phố Huế", "tỉnh Quảng Trị", 2025, "ỦY BAN NHÂN DÂN", "Huế"),
        # After the mergers a province that went up in another is that other.
        ("XÃ MỸ THIỆN", "xã Mỹ Thiện", "tỉnh Tiền Giang; UBND tỉnh Đồng Tháp", 2026, "ỦY BAN NHÂN DÂN", "Đồng Tháp"),
    ],
)
def test_the_province_of_a_unit_with_the_name_of_another(unit: str, name: str, recipient: str, year: int, above: str, province: str) -> None:
    d = parse_text(of_unit(unit, name.split(" ", 1)[1], name, recipient, year, above=above))
    assert d.province == province
    assert d.header.issuer is not None
    assert d.header.issuer.province == province


BAO_LAC = ("ĐẢNG ỦY XÃ QUANG TRUNG", "Quang Trung", "Đảng ủy xã Quang Trung", "tỉnh Cao Bằng")


@pytest.mark.parametrize(
    ("unit", "cited", "known"),
    [
        # The district above the issuer, and the one that gets the text.
        (
            (*BAO_LAC, 2024, "ĐẢNG BỘ HUYỆN BẢO LẠC"),
            "Kế hoạch số 09-KH/HU ngày 21/01/2024 của Ban Thường vụ Huyện ủy",
            "vn/cao-bang/bao-lac/huyen-uy/2024/9-kh",
        ),
        (
            ("PHƯỜNG CẨM THỊNH", "Cẩm Thịnh", "phường Cẩm Thịnh", "thành phố Cẩm Phả, tỉnh Quảng Ninh"),
            "Kế hoạch số 17/KH-UBND ngày 22/4/2023 của UBND thành phố",
            "vn/quang-ninh/cam-pha/ubnd/2023/17-kh",
        ),
        # A district of another kind, or several, is not the one meant.
        ((*BAO_LAC, 2024, "ĐẢNG BỘ HUYỆN BẢO LẠC"), "Kế hoạch số 9/KH-UBND ngày 21/01/2024 của UBND quận", None),
        ((*BAO_LAC, 2024, "ĐẢNG BỘ HUYỆN BẢO LẠC"), "Kế hoạch số 9/KH-UBND ngày 21/01/2024 của UBND các huyện", None),
        (BAO_LAC, "Kế hoạch số 09-KH/HU ngày 21/01/2024 của Ban Thường vụ Huyện ủy", None),
        # TU without issuer is the province's committee, but a city's may have the same code; KH-UBND says no level.
        (("HUYỆN CAI LẬY", "Cai Lậy", "huyện Cai Lậy", "tỉnh Tiền Giang"), "Kế hoạch số 03-KH/TU, ngày 08/8/2023", "vn/tien-giang/tinh-uy/2023/3-kh"),
        (("QUẬN LÊ CHÂN", "Lê Chân", "quận Lê Chân", "thành phố Hải Phòng"), "Kế hoạch số 03-KH/TU, ngày 08/8/2023", "vn/hai-phong/thanh-uy/2023/3-kh"),
        (("THÀNH PHỐ CẨM PHẢ", "Cẩm Phả", "thành phố Cẩm Phả", "tỉnh Quảng Ninh"), "Kế hoạch số 03-KH/TU, ngày 08/8/2023", None),
        (("PHƯỜNG CẨM THỊNH", "Cẩm Thịnh", "phường Cẩm Thịnh", "tỉnh Quảng Ninh"), "Kế hoạch số 03-KH/TU, ngày 08/8/2023", None),
        (("HUYỆN CAI LẬY", "Cai Lậy", "huyện Cai Lậy", "tỉnh Tiền Giang"), "Kế hoạch số 3/KH-UBND, ngày 08/8/2023", None),
        # A district of a province that was merged since; of two of one name neither.
        (
            ("XÃ AN HÒA", "An Hòa", "xã An Hòa", "tỉnh Gia Lai", 2026),
            "Kế hoạch số 19/KH-UBND ngày 23/12/2024 của UBND huyện An Lão",
            "vn/binh-dinh/an-lao/ubnd/2024/19-kh",
        ),
        (("XÃ CÁI BÈ", "Cái Bè", "xã Cái Bè", "tỉnh Đồng Tháp", 2026), "Kế hoạch số 19/KH-UBND ngày 23/12/2024 của UBND huyện Châu Thành", None),
        (
            ("XÃ BÌNH TRƯNG", "Bình Trưng", "xã Bình Trưng", "tỉnh Tiền Giang"),
            "Kế hoạch số 19/KH-UBND ngày 23/12/2023 của UBND huyện Châu Thành",
            "vn/tien-giang/chau-thanh/ubnd/2023/19-kh",
        ),
    ],
)
def test_whose_an_unnamed_committee_is(unit: Any, cited: str, known: str | None) -> None:
    d = parse_text(of_unit(*unit, basis=f"Thực hiện {cited};\n"))
    assert [c.document_id for c in d.citations] == [known]
    if known:
        assert "issuer.province" in d.citations[0].inferred


@pytest.mark.parametrize(
    ("unit", "name", "year", "known"),
    [
        ("HUYỆN TRÙNG KHÁNH", "huyện Trùng Khánh", 2024, ("vn/cao-bang/trung-khanh/ubnd", "district")),
        ("XÃ TRÙNG KHÁNH", "xã Trùng Khánh", 2026, ("vn/cao-bang/trung-khanh/ubnd", "commune")),
    ],
)
def test_a_commune_with_the_name_of_the_district_it_was(unit: str, name: str, year: int, known: tuple[str, str]) -> None:
    issuer = parse_text(of_unit(unit, "Trùng Khánh", name, "tỉnh Cao Bằng", year)).header.issuer
    assert issuer is not None
    assert (issuer.id, issuer.level) == known


@pytest.mark.parametrize(
    ("cited", "kept"),
    [
        # Another issuer or another date tells a document apart that has the same symbol.
        ("Kế hoạch số 08/KH-UBND của UBND tỉnh Tiền Giang", [(None, "province")]),
        ("Kế hoạch số 08/KH-UBND của UBND huyện Cái Bè", [(None, "district")]),
        ("Kế hoạch số 08/KH-UBND ngày 02/01/2024 của UBND tỉnh", [("2024-01-02", "province")]),
        ("Kế hoạch số 08/KH-UBND ngày 02/01/2024", [("2024-01-02", None)]),
        # Nothing tells it from the document itself.
        ("Kế hoạch số 08/KH-UBND", []),
        ("Kế hoạch số 08/KH-UBND của UBND huyện", []),
        ("Kế hoạch số 08/KH-UBND của Ủy ban nhân dân huyện Cai Lậy", []),
        ("Kế hoạch số 08/KH-UBND ngày 11/3/2024 của UBND huyện Cai Lậy", []),
    ],
)
def test_a_citation_with_the_own_symbol(cited: str, kept: list[tuple[str | None, str | None]]) -> None:
    d = parse_text(of_unit("HUYỆN CAI LẬY", "Cai Lậy", "huyện Cai Lậy", "tỉnh Tiền Giang", basis=f"Theo {cited};\n"))
    assert [(c.date, c.issuer.level if c.issuer and "issuer" not in c.inferred else None) for c in d.citations] == kept


@pytest.mark.parametrize(
    ("letterhead", "issuer", "level"),
    [
        ("ĐẢNG ỦY XÃ LỆ THỦY\nBAN THƯỜNG VỤ", "Ban Thường vụ Đảng ủy xã Lệ Thủy", "commune"),
        ("ĐẢNG BỘ PHƯỜNG ĐỒNG HỚI\nBAN CHẤP HÀNH", "Ban Chấp hành Đảng bộ phường Đồng Hới", "commune"),
        ("ĐẢNG BỘ TỈNH QUẢNG TRỊ\nĐẢNG ỦY XÃ LỆ THỦY", "Đảng ủy xã Lệ Thủy", "commune"),
        ("TỈNH ỦY QUẢNG TRỊ\nBAN TUYÊN GIÁO VÀ DÂN VẬN", "Ban Tuyên giáo và Dân vận Tỉnh ủy Quảng Trị", "province"),
    ],
)
def test_an_organ_of_a_committee_takes_the_committees_name_along(letterhead: str, issuer: str, level: str) -> None:
    head = f"{letterhead}\n*\nSố 12-KH/ĐU\n\nĐẢNG CỘNG SẢN VIỆT NAM"
    text = f"{head}\n\nQuảng Trị, ngày 12 tháng 11 năm 2025\n\nKẾ HOẠCH\nthực hiện Chỉ thị số 21-CT/TW\n-----\n"
    found = parse_text(text).header.issuer
    assert found and (found.text, found.level) == (issuer, level)
