"""The columns and sheets of the workbook, which `xlsx` writes and `returned` reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

SUMMARY, ALL = "Tổng hợp", "Nhiệm vụ"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and what its cells are."""

    name: str
    width: int
    kind: Literal["text", "centre", "day", "share"] = "text"


COLUMNS = (
    Column("STT", 6, "centre"),
    Column("Nhiệm vụ", 46),
    Column("Cơ quan chủ trì", 21),
    Column("Nay là", 17),
    Column("Phối hợp", 21),
    Column("Sản phẩm", 15),
    Column("Thời hạn", 17),
    Column("Hạn", 12, "day"),
    Column("Gia hạn đến", 12, "day"),
    Column("Trạng thái", 15, "centre"),
    Column("Ghi chú", 20),
    Column("Căn cứ", 22),
    Column("Nguyên văn", 26),
)
HIDDEN = (
    Column("Mã nhiệm vụ", 18),
    Column("Mã văn bản", 30),
    Column("Trạng thái khi xuất", 15),
    Column("Ghi chú khi xuất", 20),
    Column("Gia hạn khi xuất", 12, "day"),
    Column("Thời điểm xuất", 26),
)
"""What a row was when it was written."""
FILLED = {"Trạng thái": "Trạng thái khi xuất", "Ghi chú": "Ghi chú khi xuất", "Gia hạn đến": "Gia hạn khi xuất"}
"""The columns that people fill in, with those that say what stood there."""

_LETTERS = {column.name: chr(ord("A") + n) for n, column in enumerate((*COLUMNS, *HIDDEN))}


def letter(name: str) -> str:
    """The letter of a column, as it is written."""
    return _LETTERS[name]


_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\]")


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names that Excel takes for sheets: at most 31 characters, none of []:*?/\\, no quotation mark at an end, none twice in any case, not "History"."""
    taken = {SUMMARY.casefold(), ALL.casefold(), "history"}
    found = []
    for name in names:
        whole = _REFUSED.sub(" ", name).strip("' ") or "Cơ quan"
        tries = (f"{whole[: _LONGEST - len(end)].strip(chr(39) + ' ')}{end}" for end in ("", *(f" ({n})" for n in range(2, 10_000))))
        found.append(next(one for one in tries if one.casefold() not in taken))
        taken.add(found[-1].casefold())
    return found
