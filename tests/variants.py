"""The same text in other spellings: whoever typed it, the facts are the same."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from vanban.model import Document

_EARLY = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_LATE = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]


def _retone(text: str, old: list[str], new: list[str]) -> str:
    spell = dict(zip(old, new, strict=True))

    def swap(m: re.Match[str]) -> str:
        found = spell[m[0].lower()]
        return found.upper() if m[0].isupper() else found.capitalize() if m[0][0].isupper() else found

    return re.sub(rf"(?i)(?<!q)(?:{'|'.join(old)})(?!\w)", swap, text)


VARIANTS: dict[str, Callable[[str], str]] = {
    "as given": lambda t: t,
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "tone late": lambda t: _retone(t, _EARLY, _LATE),
    "tone early": lambda t: _retone(t, _LATE, _EARLY),
    "doubled blanks": lambda t: t.replace(" ", "  "),
    "no-break blanks": lambda t: t.replace(" ", "\u00a0"),
    "CRLF": lambda t: t.replace("\n", "\r\n"),
}


def facts(d: Document) -> dict[str, Any]:
    """All facts of a document without their places and quotes."""
    h = d.header
    return {
        "header": (h.symbol, h.doc_type, h.issuer, h.place, h.date, h.title, [(s.name, s.position) for s in h.signers], [r.text for r in h.recipients]),
        "province": d.province,
        "kind": d.source.kind,
        "sections": [(s.path, s.label, s.heading, s.parent) for s in d.sections],
        "citations": [(c.symbol, c.doc_type, c.date, c.issuer, c.name, c.locator, c.document_id, c.section, c.inferred) for c in d.citations],
        "relations": [(r.subject, r.type, r.object) for r in d.relations],
        "targets": [(t.indicator, t.comparator, t.value, t.value_max, t.unit, t.deadline, t.status, t.section, t.inferred) for t in d.targets],
        "assignments": [(a.body, a.role, a.action, a.with_, a.deadline, a.recurrence, a.section) for a in d.assignments],
        "warnings": [w.code for w in d.warnings],
    }
