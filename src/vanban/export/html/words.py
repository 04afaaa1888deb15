"""What the page calls the fields and facts of a document, in Vietnamese; and text as HTML shows it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from vanban import wording
from vanban.marks import Layer, Mark
from vanban.model import Assignment, Body, Citation, Recipient, Relation, Signer, Target, Warning

Say = Callable[[str], str]
"""What makes of our Vietnamese words those of another language."""

NAMES: dict[Layer, str] = {
    "header": "Thông tin chung",
    "sections": "Bố cục",
    "citations": "Viện dẫn",
    "relations": "Quan hệ",
    "targets": "Chỉ tiêu, kết quả",
    "assignments": "Phân công",
    "warnings": "Cảnh báo",
}
FIELDS = {
    "symbol": "Số, ký hiệu",
    "issuer": "Cơ quan ban hành",
    "place": "Địa danh",
    "date": "Ngày ban hành",
    "title": "Trích yếu",
    "signer": "Người ký",
    "recipient": "Nơi nhận",
}
INFERRED = {
    "deadline": "thời hạn",
    "date": "ngày",
    "issuer": "cơ quan ban hành",
    "issuer.province": "tỉnh, thành phố của cơ quan ban hành",
    "body.province": "tỉnh, thành phố của cơ quan được giao",
}
KINDS = {"official": "văn bản", "report": "bài viết, báo cáo về văn bản", "other": "văn bản khác"}
ROLES = {"lead": "chủ trì", "coordinate": "phối hợp"}
STATUS = {"target": "chỉ tiêu", "result": "kết quả"}
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "~": "≈"}
_NOT_HTML = re.compile(r"[\x00\ud800-\udfff]")  # no HTML page can hold these; each is shown as one replacement character


def escaped(text: str) -> str:
    """Text that HTML shows as it stands, in elements and in attributes; a lone carriage return stays one."""
    return html.escape(_NOT_HTML.sub("\ufffd", text)).replace("\r", "&#13;")


def name(c: Citation) -> str:
    return wording.called(c.doc_type, c.symbol, c.name) if c.symbol or not c.name else c.name


def locator(article: str | None, clause: str | None, point: str | None) -> str:
    named = (("điểm", point), ("khoản", clause), ("Điều", article))
    return " ".join(f"{word} {number}" for word, number in named if number)


def amount(t: Target) -> str:
    value = f"{number(t.value)} – {number(t.value_max)}" if t.value_max is not None else f"{_SIGNS.get(t.comparator, t.comparator)} {number(t.value)}"
    return " ".join(f"{value} {t.unit or ''}".split())


def number(value: float) -> str:
    """A number as Vietnamese documents write it: 1.500 and 4,75."""
    shown = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    return shown.translate(str.maketrans(",.", ".,"))


def body(body: Body, say: Say = str) -> str:
    level = wording.LEVELS.get(body.level or "")
    return f"{body.text} ({say(level)})" if level else body.text


def due(value: str | None, words: str | None) -> str | None:
    """The words of a deadline, and behind them its date where they do not say it themselves."""
    shown = wording.due(value) if value else ""
    return f"{words} ({shown})" if words and shown and shown not in words else words or shown or None


def short(text: str, size: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= size else f"{words[:size].rsplit(' ', 1)[0]} …"


def summary(mark: Mark, say: Say = str) -> str:
    """A fact in a few words, as plain text."""
    fact = mark.fact
    if isinstance(fact, Signer):
        return f"{fact.name}, {fact.position}" if fact.position else fact.name
    if isinstance(fact, Recipient):
        return fact.text
    if isinstance(fact, Citation):
        return name(fact)
    if isinstance(fact, Relation):
        return say(wording.RELATIONS[fact.type])
    if isinstance(fact, Target):
        return f"{fact.indicator}: {amount(fact)}"
    if isinstance(fact, Assignment):
        return f"{fact.body.text} ({say(ROLES[fact.role])})"
    if isinstance(fact, Warning):
        return say(wording.WARNINGS.get(fact.code, fact.code))
    return say(FIELDS.get(mark.label, mark.label))
