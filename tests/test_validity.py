"""How long a plan holds by its title."""

from __future__ import annotations

import pytest

from vanban.validity import last_day

CASES = [
    ("KH", "Phát triển giáo dục nghề nghiệp giai đoạn 2021 - 2025, định hướng đến năm 2030", "2025-12-31"),
    ("KH", "Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư về giáo dục nghề nghiệp đến năm 2030, tầm nhìn đến năm 2045", "2030-12-31"),
    ("KH", "Đào tạo nghề cho lao động nông thôn năm 2026", "2026-12-31"),
    ("KH", "Công tác phổ cập giáo dục năm học 2024 - 2025", "2025-08-31"),
    ("CTr", "Xây dựng nông thôn mới giai đoạn 2021-2025", "2025-12-31"),
    ("KH", "Giảm nghèo các năm 2024 và 2025", "2025-12-31"),
    ("KH", "Triển khai thi hành Luật Đất đai năm 2024", None),
    ("KH", "Thực hiện Nghị định số 30/2020/NĐ-CP về công tác văn thư", None),
    ("KH", "Thực hiện Chỉ thị số 37-CT/TW ngày 10 tháng 7 năm 2024 của Ban Bí thư", None),
    ("KH", "Triển khai thi hành Luật Phòng, chống ma túy năm 2021", None),
    ("KH", "Triển khai thi hành Luật Bảo vệ, chăm sóc và giáo dục trẻ em năm 2004 trong năm 2027", "2027-12-31"),
    ("KH", "Thi hành Luật Đất đai, phát triển du lịch năm 2027", "2027-12-31"),
    ("KH", "Thực hiện Kết luận số 36-KL/TW năm 2022 của Bộ Chính trị", None),
    ("KH", "Thực hiện Nghị quyết số 19-NQ/TW, năm 2022 về nông nghiệp giai đoạn 2023 - 2025", "2025-12-31"),
    ("KH", "Triển khai Quyết định năm 2020 của Thủ tướng Chính phủ", None),
    ("KH", "Thực hiện nghị quyết năm 2024", "2024-12-31"),
    ("KH", "Phòng cháy, chữa cháy rừng", None),
    ("KH", None, None),
    ("CT", "Về công tác tuyển quân năm 2024", None),
    ("QĐ", "Phê duyệt Đề án phát triển du lịch giai đoạn 2021 - 2025", None),
    (None, "Kế hoạch năm 2024", None),
]


@pytest.mark.parametrize(("kind", "title", "last"), CASES, ids=lambda value: str(value))
def test_last_day(kind: str | None, title: str | None, last: str | None) -> None:
    assert last_day(kind, title) == last
