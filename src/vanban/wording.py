"""Vietnamese for people: how documents, dates and levels are called in tables, trees and lists."""

from __future__ import annotations

import re

from vanban import lexicon

LEVELS = {"central": "Trung ương", "ministry": "bộ, ngành", "province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã", "unit": "đơn vị"}
RECURRENCE = {"annual": "Hằng năm", "semiannual": "6 tháng một lần", "quarterly": "Hằng quý", "monthly": "Hằng tháng", "periodic": "Định kỳ"}
RELATIONS = {
    "implements": "thực hiện",
    "basis": "căn cứ",
    "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế",
    "repeals": "bãi bỏ",
    "guides": "hướng dẫn",
    "cites": "viện dẫn",
}
BODIES = {
    "ministry": "bộ",
    "rank": "cơ quan ngang bộ",
    "agency": "cơ quan thuộc Chính phủ",
    "directorate": "đơn vị thuộc bộ",
    "party": "cơ quan Đảng ở Trung ương",
    "central": "cơ quan Trung ương",
    "mass_central": "tổ chức chính trị - xã hội ở Trung ương",
    "mass": "tổ chức chính trị - xã hội",
    "department": "cơ quan chuyên môn cấp tỉnh",
    "provincial": "cơ quan cấp tỉnh",
    "district": "cơ quan cấp huyện",
    "commune": "cơ quan cấp xã",
    "committee": "cấp ủy, chính quyền",
    "collective": "nhiều cơ quan",
}
"""Kinds of bodies in the registry; units have kinds of their own (tỉnh, huyện, xã)."""
WARNINGS = {
    "date_conflict": "Ngày ban hành trước ngày của văn bản được viện dẫn",
    "number_format": "Dấu phẩy dùng để phân cách hàng nghìn",
    "symbol_malformed": "Số, ký hiệu không đúng thể thức",
    "encoding_guessed": "Bảng mã của tệp là phỏng đoán",
}
_REASONS = {
    "same date": "cùng ngày ban hành",
    "same level": "cùng cấp",
    "same province": "cùng tỉnh, thành phố",
    "same unit": "cùng đơn vị",
    "of the citing text's province": "cùng tỉnh với văn bản viện dẫn",
    "of another province than the citing text": "khác tỉnh với văn bản viện dẫn",
}


def reason(told: str) -> str:
    """Why a document may be the one that is meant, as linking says it, in Vietnamese."""
    share, of, _ = told.partition("% of the words on its subject")
    return f"trùng {share}% từ ngữ của trích yếu" if of else _REASONS.get(told, told)


def day(iso: str | None) -> str:
    """An ISO date, whole or shortened, as documents write it: 2024-08-13 → 13/8/2024, 2024-02-03 → 03/02/2024.

    Days below 10 and the months 1 and 2 have a leading zero (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    year, month, day = (*(iso or "").split("-"), "", "")[:3]
    return "/".join(part for part in (day, month if month in ("01", "02") else month.lstrip("0"), year) if part)


def due(value: str) -> str:
    """A computed deadline: 2024-12-15 → 15/12/2024, 2024-Q4 → quý IV/2024, 2025-2030 → 2025 - 2030, annual → hằng năm. Words stay words."""
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return f"quý {('I', 'II', 'III', 'IV')[int(m[2]) - 1]}/{m[1]}"
    if m := re.fullmatch(r"(\d{4})-(\d{4})|(\d{4}-\d\d(?:-\d\d)?)/(\d{4}-\d\d(?:-\d\d)?)", value):
        return f"{day(m[1] or m[3])} - {day(m[2] or m[4])}"
    return "hằng năm" if value == "annual" else day(value) if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value) else value


def called(doc_type: str | None, symbol: str | None, title: str | None) -> str:
    """What a document is called: "Kế hoạch số 452-KH/HU"; without a number by its subject."""
    kind = (lexicon.type_name(doc_type) if doc_type else None) or "Văn bản"
    if symbol:
        return f"{kind} số {symbol}"
    if title and title.casefold().startswith(kind.casefold()):
        return title
    return f"{kind} (không số) {title or ''}".rstrip()
