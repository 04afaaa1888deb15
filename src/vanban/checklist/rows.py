"""A row of the checklist as plain words, whatever it is written into."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vanban import wording
from vanban.model import Document
from vanban.tasks import Task

COLUMNS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn", "Căn cứ", "Ghi chú")
STATES = {"not_due": "Chưa đến hạn", "in_progress": "Đang thực hiện", "done": "Hoàn thành", "overdue": "Quá hạn"}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff\U000e0000-\U000e007f]")


def title(document: Document) -> str:
    """What a document is called in a list: "Kế hoạch số 452-KH/HU ngày 13/8/2024"."""
    header = document.header
    name = wording.called(header.doc_type, header.symbol, header.title or document.source.name)
    return f"{name} ngày {wording.day(header.date)}" if header.date else name


def cells(task: Task, titles: Mapping[str, str], heading: str = "") -> list[str]:
    """A row of the list under `COLUMNS`, as plain words; `heading` stands above the list."""
    row = (task.task, task.lead or "", "; ".join(task.coordinate), task.product or "", due(task), basis(task, titles, heading), remarks(task))
    return [str(task.no), *(capital(clean(cell)) for cell in row)]


def due(task: Task) -> str:
    """A task's deadline in the words of the document, or how often it comes; with the day to which people moved it."""
    first = task.deadline_text or (wording.due(task.deadline) if task.deadline else wording.RECURRENCE.get(task.recurrence or "", ""))
    moved = f"gia hạn đến {wording.day(task.extended)}" if task.extended else ""
    return f"{first} ({moved})" if first and moved else first or moved


def basis(task: Task, titles: Mapping[str, str], heading: str = "") -> str:
    """Where a task is set; the document is left out only where it is the only one and the heading names it."""
    title = titles.get(task.basis.document, task.basis.document)
    where = [] if len(titles) == 1 and title in heading else [title]
    return ", ".join([*where, *([place(task.basis.section)] if task.basis.section else [])])


def remarks(task: Task) -> str:
    """What is to be known besides: how far it is, who the lead is today, what people noted."""
    state = "" if task.state == "not_due" else STATES[task.state]
    now = f"cơ quan chủ trì nay là {task.lead_now}" if task.lead_now else ""
    return "; ".join(filter(None, (state, now, task.note)))


def clean(text: str) -> str:
    """Words on one line, without characters that no XML can hold, that steer a program or that turn the direction of what follows."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def place(section: str) -> str:
    """A place in a document as people name it: "IV/1" → "mục IV/1", "Điều 5/2" stays."""
    return section if section.startswith(("Điều", "Chương", "Phần")) else f"mục {section}"
