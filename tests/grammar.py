"""Texts in the shape of policy documents, and what befalls them: pieces that the grammar of such documents has, put together and then damaged."""

from __future__ import annotations

from hypothesis import strategies as st

from damage import DAMAGES, damaged

Texts = st.SearchStrategy[str]

_KINDS = ("KẾ HOẠCH", "CHỈ THỊ", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CHƯƠNG TRÌNH", "THÔNG BÁO", "CÔNG VĂN", "ĐỀ ÁN", "HƯỚNG DẪN", "BÁO CÁO")
_STATE = ("KH-UBND", "QĐ-TTg", "CT-TTg", "NQ-HĐND", "NĐ-CP", "TT-BGDĐT", "QĐ-BLĐTBXH", "TTLT-BTC-BNV", "UBND-KGVX", "QH15")
_PARTY = ("CT/TW", "NQ/TW", "KH/TU", "KH/HU", "KH/ĐU", "CTr/TU", "KL/TW", "QĐ/BTGTW")
_PLACES = ("Lai Châu", "Cà Mau", "Thành phố Hồ Chí Minh", "Đắk Lắk", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế", "Hà Nội", "Con Cuông", "Chư Prông")
_ISSUERS = ("của Ban Bí thư", "của Thủ tướng Chính phủ", "của Bộ Chính trị", "của UBND tỉnh", "của Ủy ban nhân dân huyện", "của Tỉnh ủy", "của Quốc hội")
_LAWS = (
    "Luật Giáo dục nghề nghiệp",
    "Luật Đất đai",
    "Bộ luật Lao động",
    "Nghị quyết Đại hội XIII của Đảng",
    "Luật sửa đổi, bổ sung một số điều của Luật Việc làm",
)
_BODIES = (
    "Sở Nội vụ", "Sở Lao động - Thương binh và Xã hội", "Công an tỉnh", "UBND các huyện, thành phố", "các sở, ban, ngành", "Ban Dân vận Tỉnh ủy",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Phòng Văn hóa - Xã hội", "Trường Cao đẳng Cộng đồng", "Văn phòng HĐND và UBND xã", "Kho bạc Nhà nước Khu vực V",
)  # fmt: skip
_VERBS = ("chủ trì", "chủ trì, phối hợp với", "phối hợp với", "tham mưu", "có trách nhiệm", "tổ chức thực hiện", "giao", "đôn đốc, kiểm tra", "báo cáo")
_WORK = (
    "xây dựng kế hoạch đào tạo nghề",
    "rà soát mạng lưới cơ sở",
    "bố trí kinh phí hằng năm",
    "tuyên truyền trên hệ thống loa truyền thanh",
    "điều tra nhu cầu",
)
_ACTS = ("thực hiện", "triển khai", "căn cứ", "thay thế", "bãi bỏ", "sửa đổi, bổ sung", "theo", "hướng dẫn thực hiện", "sơ kết 05 năm thực hiện", "và")
_BOUNDS = ("trên", "dưới", "đạt", "ít nhất", "tối thiểu", "không quá", "khoảng", "từ", "tăng thêm", "giảm còn", "đạt từ", "trở lên", "đã đạt", "phấn đấu")
_UNITS = ("%", "% trở lên", " người", " lao động", " tỷ đồng", " triệu đồng/năm", " xã", " hộ", " cơ sở", " ha", "‰", " điểm phần trăm", " lượt người")
_NAMES = ("Nguyễn Văn An", "Lò Thị Mỵ", "K'Sor Phước", "TRẦN ĐỨC LONG", "Đ/c Hoàng Thị Hạnh", "Y Thanh Hà Niê Kđăm")
_LEVELS = (
    "Phần thứ nhất",
    "PHẦN I",
    "Chương {n}",
    "Mục {n}",
    "Điều {n}.",
    "{r}.",
    "{r} -",
    "{n}.",
    "{n})",
    "{n}.{n}.",
    "{n}.{n}.{n}.",
    "{a})",
    "{a}.",
    "-",
    "+",
    "*",
    "•",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "IX", "XIV")
_ENDS = (".", ";", ":", ",", "", "./.", " ;", "...")

_numbers = st.one_of(
    st.integers(0, 400).map(str), st.sampled_from(["01", "1.500", "1,5", "12.345.678", "2030", "0", "99999999999999999999", "1/2", "½", "III"])
)
_days = st.one_of(
    st.builds("ngày {}/{}/{}".format, st.integers(0, 40), st.integers(0, 13), st.sampled_from([2023, 2024, 1945, 30, 99999])),
    st.builds("ngày {:02} tháng {:02} năm {}".format, st.integers(0, 40), st.integers(0, 13), st.integers(1900, 2100)),
    st.sampled_from(["ngày   tháng 6 năm 2024", "ngày ... tháng ... năm 2025", "tháng 5/2024", "quý II/2025", "năm học 2024 - 2025", "ngày 30-4-1975"]),
)
_deadlines = st.sampled_from(
    ["Đến năm 2030", "đến hết năm 2025", "trước ngày 15/12 hằng năm", "trong quý III/2024", "giai đoạn 2021 - 2025", "định kỳ 6 tháng", "hằng tháng"]
)  # fmt: skip
_symbols = st.one_of(
    st.builds("{}/{}".format, _numbers, st.sampled_from(_STATE)),
    st.builds("{}-{}".format, _numbers, st.sampled_from(_PARTY)),
    st.builds("{}/{}/{}".format, _numbers, st.integers(1990, 2030), st.sampled_from(_STATE)),
    st.builds("{} {} {}".format, _numbers, st.sampled_from("-/–"), st.sampled_from(_STATE + _PARTY)),
)
_one = st.sampled_from


def _lines(*parts: Texts) -> Texts:
    return st.tuples(*parts).map("\n".join)


def _letterhead() -> Texts:
    state = _one(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------", "ĐẢNG CỘNG SẢN VIỆT NAM", "* * *", ""])
    issuer = st.builds(
        "{} {}".format, _one(["ỦY BAN NHÂN DÂN TỈNH", "TỈNH ỦY", "UBND XÃ", "HUYỆN ỦY", "BAN CHẤP HÀNH TRUNG ƯƠNG", "BỘ"]), _one(_PLACES).map(str.upper)
    )
    number = st.builds("Số: {}{}".format, _symbols, _one(["", "          ", "\n"]))
    dated = st.builds("{}, {}".format, _one(_PLACES), _days)
    columns = st.builds("{:<40}{}\n{:<40}{}".format, issuer, state.map(lambda s: s.split("\n")[0]), number, dated)
    kind = st.builds("\n{}\n{}\n".format, _one(_KINDS), _one(["Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023", "về đào tạo nghề", "", "V/v báo cáo"]))
    return st.builds("{}\n{}".format, st.one_of(_lines(state, issuer, number, dated), columns), kind)


def _citation() -> Texts:
    numbered = st.builds(
        "{} số {} {} {}".format, _one(["Chỉ thị", "Kế hoạch", "Quyết định", "Nghị quyết", "Công văn", "văn bản"]), _symbols, _days, _one(_ISSUERS)
    )
    several = st.builds("các Kế hoạch số {}, số {} và số {} {}".format, _symbols, _symbols, _symbols, _one(_ISSUERS))
    inside = st.builds("điểm {} khoản {}, {} Điều {} {}".format, _one("abcđê"), _numbers, _numbers, _numbers, _one(_LAWS))
    called = st.builds("{} (sau đây gọi tắt là {})".format, numbered, _one(["Chỉ thị 21", "Đề án", "Kế hoạch này"]))
    return st.one_of(numbered, several, inside, called, _one(_LAWS), _one(["Chỉ thị này", "Đề án 1956", "Kế hoạch trên"]))


def _target() -> Texts:
    amount = st.one_of(
        st.builds("{}{}".format, _numbers, _one(_UNITS)), st.builds("{}{}{}{}".format, _numbers, _one([" - ", "-", " đến ", "–"]), _numbers, _one(_UNITS))
    )
    return st.builds("{}, {} {} {}".format, _deadlines, _one(["tỷ lệ lao động qua đào tạo", "tuyển sinh", "số hộ nghèo", "trong đó nữ"]), _one(_BOUNDS), amount)


def _task() -> Texts:
    return st.builds("{}{} {} {} {}".format, _one(["", "Giao ", "Đề nghị "]), _one(_BODIES), _one(_VERBS), st.one_of(_one(_BODIES), _citation()), _one(_WORK))


def _prose() -> Texts:
    part = st.one_of(_citation(), _target(), _task(), _deadlines, _one(_ACTS), _one(_WORK), _one(_BODIES))
    return st.builds("{}{}".format, st.lists(part, min_size=1, max_size=5).map(" ".join), _one(_ENDS))


def _division() -> Texts:
    def label(shape: str, n: int) -> str:
        return shape.format(n=n, r=_ROMAN[n % len(_ROMAN)], a=chr(ord("a") + n % 26))

    return st.builds("{} {}".format, st.builds(label, _one(_LEVELS), st.integers(0, 30)), _prose())


def _table() -> Texts:
    head = _one(
        ["| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |", "| STT | Chỉ tiêu | Đơn vị tính | Năm 2025 | Năm 2030 |", "TT    Nội dung    Cơ quan chủ trì", "|"]
    )
    cell = st.one_of(_numbers, _one(_BODIES), _one(_WORK), _deadlines, _target(), st.just(""), _one(["%", "nt", "-//-", "x"]))
    row = st.lists(cell, min_size=1, max_size=5).flatmap(
        lambda cells: _one(["| {} |", "{}"]).map(lambda shape: shape.format((" | " if "|" in shape else "    ").join(cells)))
    )
    return st.builds("\n{}\n{}\n".format, head, st.lists(row, max_size=5).map("\n".join))


def _closing() -> Texts:
    recipients = st.lists(st.builds("- {}{}".format, _one(_BODIES), _one([";", ",", " (để b/c);", "."])), max_size=4).map("\n".join)
    signed = st.builds(
        "{}\n{}\n\n\n{}".format, _one(["TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", ""]), _one(["CHỦ TỊCH", "PHÓ BÍ THƯ"]), _one(_NAMES)
    )
    return st.builds("Nơi nhận:\n{}\n- Lưu: VT.\n{}".format, recipients, signed)


_block = st.one_of(_division(), _division(), _prose(), _table(), _one(["PHỤ LỤC I", "\f", "", "Căn cứ"]))
documents: Texts = st.builds(
    "{}\n{}\n{}\n{}".format,
    st.one_of(_letterhead(), st.just("")),
    st.lists(_block, max_size=12).map("\n".join),
    st.one_of(_closing(), st.just("")),
    _one(["", "\fPHỤ LỤC\n"]),
)
"""Documents as they were meant."""


texts: Texts = st.one_of(documents, st.builds(damaged, documents, st.lists(_one(sorted(DAMAGES)), min_size=1, max_size=4), st.integers(0, 2**32)))
"""Documents as they arrive."""
