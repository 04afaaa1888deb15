"""Why a file gave no document, in Vietnamese: readers say it in English, precisely; staff want to know what to do."""

from __future__ import annotations

import re

REASONS: tuple[tuple[str, str], ...] = (
    ("password|encrypted", "Tệp đặt mật khẩu: hãy lưu lại không có mật khẩu rồi tải lên."),
    ("larger than", "Tệp vượt quá dung lượng cho phép."),
    ("LibreOffice, which", "Máy chủ chưa cài phần mềm để đọc loại tệp này: hãy báo người quản trị, hoặc lưu thành .docx hay .pdf."),
    ("too large|too many|more than|nested too deeply|bomb", "Tệp quá lớn hoặc quá phức tạp khi mở ra."),
    ("memory|crashed|killed|seconds|minutes|did not end|hours", "Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng."),
    ("encoding", "Không nhận ra bảng mã chữ của tệp: hãy lưu lại ở dạng UTF-8 hoặc .docx."),
    ("empty|no text|only menus", "Tệp không có chữ nào."),
    ("of this kind|which cannot be read|not asked to convert|binary data", "Không đọc loại tệp này: hãy dùng Word, PDF, ảnh, trang web hoặc văn bản thuần."),
    ("damaged|cut off|no Word|no web|no picture|cannot be converted|no valid", "Tệp bị hỏng, hoặc không đúng loại như tên gọi: hãy mở ra kiểm tra và lưu lại."),
    ("cannot be kept", "Máy chủ không lưu được tệp: hãy báo người quản trị."),
)
"""A pattern of the English words → what it comes to. The first that is found counts."""


def reason_in_vietnamese(reason: str) -> str:
    """What a reason comes to for staff."""
    return next((words for pattern, words in REASONS if re.search(pattern, reason)), "Không đọc được tệp này.")
