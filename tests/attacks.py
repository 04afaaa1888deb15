"""Texts that would run a careless pattern into the ground: one thing over and over, at any length."""

from __future__ import annotations

SEEDS = (
    # letters, digits and signs that patterns repeat
    "a", "A", "ủ", "Ủ", "\u0301", "1", "0", "9.", ".", ",", ";", ":", "-", "–", "/", "|", "(", ")", "\"", "“", "*", "_", " ", "\t", "\n", "\n\n",
    "\r\n", "\f", "\u00a0",
    "\u200b", "\ufffd", "I", "IV", "X.", "%", "\0", "a ", "A ", "a, ", "1 ", "1, ", "1/", "1-", "1.1.", "a)", "a) ", "1) ", "(1) ", "- ", "+ ", "| ",
    " | | \n", "và ", ", và ",
    # beginnings without an end
    "số ", "số 1", "Số: ", "Điều ", "Điều 1", "khoản 1 Điều 2, ", "điểm a ", "Chương I\n", "Phần thứ nhất ", "Mục 1. ", "ngày ", "ngày 1",
    "ngày 01/02/2024, ", "tháng 5 ",
    "năm ", "năm 2030 ", "đến năm 20", "Đến năm 2030, ", "giai đoạn 2021 - ", "từ 40 đến ", "từ 1 - 2% ", "1.000.", "12,5% ", "ít nhất ", "trở lên ",
    "đạt 50% ", "tăng ", "giảm ",
    "Luật ", "Luật Đ", "Luật Đất đai, ", "Bộ luật ", "Nghị quyết ", "Chỉ thị số 12-", "12-CT/TW, ", "12/", "/QĐ-", "số 12/KH-UBND và ", "Kế hoạch ",
    "Kế hoạch số 12-KH/TU ngày 01/02/2024 của ",
    "của ", "của Ban Bí thư ", "của UBND tỉnh ", "về ", "(sau đây gọi tắt là ", "thực hiện ", "thay thế ", "căn cứ ",
    "sửa đổi, bổ sung một số điều của ", "Đề án ", "“Đề án ",
    # bodies and tasks
    "các ", "Sở ", "Sở Nội vụ, ", "các sở, ban, ngành, ", "UBND ", "UBND các huyện, ", "Ban ", "Ban Chấp hành ", "tỉnh ", "xã A, xã B, ",
    "phối hợp với ", "phối hợp với các ",
    "chủ trì, ", "chủ trì, phối hợp với Sở Nội vụ, ", "giao ", "Giao Sở Nội vụ ", "Hội nghị lần thứ ", "Chủ tịch, Phó Chủ tịch ", "cùng với Sở ",
    "hằng năm, ", "định kỳ 6 tháng ",
    # lines of a letterhead, a closing, a table
    "Nơi nhận:\n", "- Như trên;\n", "TM. ỦY BAN NHÂN DÂN\n", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n", "KẾ HOẠCH\n", "Số: 12/KH-UBND\n",
    "Lai Châu, ngày 02 tháng 3 năm 2024\n",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "PHỤ LỤC I\n", "| TT | Nhiệm vụ | Cơ quan chủ trì |\n", "| 1 | x | Sở Nội vụ |\n",
    "TT    Nội dung    Cơ quan chủ trì\n", "1. Mục tiêu: đạt 50%\n",
    "s    s  ", "sẽ cùng với s", ", vừa mới", "tổng số người ", "a\nb ", "A\n", "a-\n", "x  \n",
)  # fmt: skip


def text_of(seed: str, size: int) -> str:
    """So many characters of it."""
    return (seed * (size // len(seed) + 1))[:size]
