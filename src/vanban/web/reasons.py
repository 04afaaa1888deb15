"""Why a file gave no document and why something was refused, in Vietnamese: programs are told in English, precisely; staff want to know what to do."""

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


REFUSALS: tuple[tuple[str, str], ...] = (
    (r"no document (.+?)(?:; perhaps .*)?|no text of (.+) was read", "Không có văn bản “{}” trong kho."),
    (r"no province is called (.*)", "Không có tỉnh, thành phố tên là “{}”."),
    (r".* has no task .*", "Văn bản này không có nhiệm vụ đó: có thể văn bản đã được đọc lại. Hãy tìm trong danh mục nhiệm vụ."),
    (r"this server only reads.*", "Không ghi được gì trên máy chủ này."),
    (r"a store on a database server has no folder.*", "Máy chủ chưa có thư mục chứa tệp tải lên: hãy báo người quản trị."),
    (r"sign in first.*", "Phiên đăng nhập đã hết hạn hoặc chưa đăng nhập: hãy đăng nhập rồi làm lại."),
    (r"at most (\d+) MB are taken here|a workbook of at most (\d+) MB is taken", "Chỉ nhận tối đa {} MB mỗi lần."),
    (r"there are more than (\d+) files.*", "Mỗi lần chỉ nhận tối đa {} tệp: hãy chia ra nhiều lần."),
    (r"(\d+) uploads are waiting.*", "Đang có {} lần tải lên chờ đọc: ít phút nữa hãy tải lại."),
    (r"too many requests; ask again in (\d+) seconds", "Hãy thử lại sau {} giây."),
    (r"the store cannot be (?:read or )?written now", "Kho dữ liệu đang bận hoặc không mở được: hãy thử lại; nếu vẫn vậy, báo người quản trị."),
    (r"the server has a fault.*", "Lỗi đã được ghi lại trên máy chủ: hãy báo người quản trị."),
    (r"nothing came for .*|the form was broken off", "Chưa nhận đủ nội dung gửi lên: hãy kiểm tra mạng rồi gửi lại."),
    (r"the files cannot be kept.*|the server has no room for files", "Máy chủ không lưu được tệp: hãy báo người quản trị."),
    (r"the extended deadline is no day.*", "Ngày gia hạn không hợp lệ."),
    (r"name: Field required", "Chưa có tên cơ quan."),
)
"""A pattern of the whole English sentence → what it comes to, with the words in its groups."""


def refusal_in_vietnamese(detail: str) -> str:
    """What a refusal comes to for staff; nothing where no table has it."""
    found = ((re.fullmatch(pattern, detail, re.DOTALL), words) for pattern, words in REFUSALS)
    return next((words.format(*filter(None, match.groups())) for match, words in found if match), "")
