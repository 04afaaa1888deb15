"""Documents as management systems of offices take them in: the fields of Nghị định 30/2020/NĐ-CP, Phụ lục VI, Phần II, one JSON object a line.

The names, types and lengths are those that the appendix prints for outgoing documents (Mục I, dữ liệu quản lý văn bản đi); those for incoming ones (Mục II) are
the same as far as a text can tell. They were checked against a transcription of the appendix, not against the gazette itself; where that has a small l for a
capital I (Organld, Signerlnfo), this has OrganId and SignerInfo. The appendix gives dates 10 characters and no form: here they are YYYY-MM-DD.

What is not known is left out, so also what only an office can say: FileCode (mã hồ sơ: OrganId, FileCatalog, FileNotation), DocOrdinal (số thứ tự trong hồ sơ),
Priority (mức độ khẩn, độ mật), IssuedAmount (số lượng bản phát hành), DueDate (hạn trả lời), and of incoming documents ArrivalDate, ArrivalNumber, ToPlaces and
TraceHeaderList. Texts longer than their field end in "…". Only official texts are documents of an office; reports on them are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from vanban import lexicon
from vanban.export.exporters import Asked, documents
from vanban.model import Document
from vanban.tasks import last_day

if TYPE_CHECKING:
    from vanban.store import Store

_SYMBOL = re.compile(r"(\d[^\s/-]*)[\s/-]+(\S.*)")
_NOT_SENT = re.compile(r"\s*[-–+]?\s*Lưu\b", re.I)  # the copy that the office keeps stands among the recipients


def _type_name(d: Document) -> str | None:
    return lexicon.type_name(d.header.doc_type) if d.header.doc_type else None


def _number(d: Document) -> str | None:
    """The number as it is written, "08", where there is a symbol to see it in."""
    parts = _SYMBOL.fullmatch(d.header.symbol or "")
    return parts[1] if parts else d.header.number


def _notation(d: Document) -> str | None:
    """The symbol without its number: "184-KH/TU" → "KH/TU", "15/2019/NĐ-CP" → "2019/NĐ-CP"."""
    parts = _SYMBOL.fullmatch(d.header.symbol or "")
    return parts[2] if parts else None


def _issued(d: Document) -> str | None:
    return d.header.date if d.header.date and last_day(d.header.date) == d.header.date else None


def _pages(d: Document) -> int | None:
    return d.source.pages if d.source.pages and d.source.pages < 1000 else None


def _signers(d: Document) -> list[dict[str, Any]]:
    return [_known({"Position": _cut(s.position, 100), "FullName": _cut(s.name, 50)}) for s in d.header.signers]


def _sent_to(d: Document) -> list[dict[str, Any]]:
    return [{"OrganName": _cut(r.text, 200)} for r in d.header.recipients if not _NOT_SENT.match(r.text)]


# Name in English, what the appendix calls it, its length, where it comes from.
FIELDS: tuple[tuple[str, str, int | None, Callable[[Document], Any]], ...] = (
    ("TypeName", "Tên loại văn bản", 100, _type_name),
    ("CodeNumber", "Số của văn bản", 11, _number),
    ("CodeNotation", "Ký hiệu của văn bản", 30, _notation),
    ("IssuedDate", "Ngày, tháng, năm văn bản", 10, _issued),
    ("OrganName", "Tên cơ quan, tổ chức ban hành văn bản", 200, lambda d: d.header.issuer.text if d.header.issuer else None),
    ("Subject", "Trích yếu nội dung", 500, lambda d: d.header.title),
    ("Language", "Ngôn ngữ", 30, lambda d: "Tiếng Việt"),
    ("PageAmount", "Số trang của văn bản", None, _pages),
    ("Description", "Ghi chú", 500, lambda d: f"{d.id} ({d.source.name})"),
    ("SignerInfo", "Chức vụ, họ tên người ký", None, _signers),
    ("To", "Nơi nhận", None, _sent_to),
)


def lines(store: Store, asked: Asked) -> Iterator[str]:
    """The documents, each once, ordered by id."""
    return (json.dumps(entry(document), ensure_ascii=False) for document, _ in documents(store, asked) if document.source.kind == "official")


def entry(document: Document) -> dict[str, Any]:
    """The fields of a document that are known."""
    made = ((name, length, of(document)) for name, _, length, of in FIELDS)
    return _known({name: _cut(value, length) if length else value for name, length, value in made})


def _cut(text: str | None, length: int) -> str | None:
    return f"{text[: length - 1].rstrip()}…" if text and len(text) > length else text


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
