"""What a checklist is of, for its headings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


def _today() -> str:
    return datetime.date.today().isoformat()


@dataclass(frozen=True, slots=True)
class About:
    """`subject` completes "Danh mục nhiệm vụ …": "thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023", "của Sở Nội vụ tỉnh Cao Bằng", "trong 12 văn bản".

    `issuer`, `symbol` and `date` (ISO) are of the one document that the list is an annex of, when one is asked for; `on` is the ISO day the list was made.
    """

    subject: str
    issuer: str | None = None
    symbol: str | None = None
    date: str | None = None
    on: str = field(default_factory=_today)
