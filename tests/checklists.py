"""Tasks made by hand for the tests of checklists, and words that no file may take for more than words."""

from __future__ import annotations

from typing import Any

from vanban.tasks import Basis, Task

PLAN = "vn/lai-chau/tinh-uy/2023/184-kh"
TITLES = {PLAN: "Kế hoạch số 184-KH/TU ngày 27/6/2023"}

HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
    "a\\nATTENDEE:mailto:x@y.vn;b,c:d",
    "\x00\x0b\x1f\x7f\x9f nul",
    "\ud800 \ufffe \uffff half",
    "\u202ecod.exe\u202c \u2066x\u2069 \u200b",
    "\u2028line\u2029paragraph\x85next",
    "]]>&amp;&#0;<w:p/><!--",
    "{ HYPERLINK x.vn } [x](javascript:1) **b** | c | `d` ![e](//f.vn)",
    "x" * 3000,
    "Ậ" * 400,
)


def row(no: int = 1, task: str = "rà soát", **fields: Any) -> Task:
    """A task; `document`, `section` and `quote` are of its basis."""
    basis = Basis(fields.pop("document", PLAN), fields.pop("section", "V/4"), fields.pop("quote", "Sở Nội vụ"))
    empty: dict[str, Any] = dict.fromkeys(("lead", "deadline", "deadline_text", "recurrence", "product"))
    return Task(**{"no": no, "task": task, **empty, "coordinate": (), "basis": basis, "id": f"t{no}", "state": "not_due", **fields})


def hostile(words: str, no: int = 1) -> Task:
    """A task all of whose words are these."""
    fields = dict.fromkeys(("lead", "deadline_text", "product", "lead_now", "note", "id", "section", "quote", "document"), words)
    return row(no, words, **fields, coordinate=(words, words), deadline="2026-12-31")
