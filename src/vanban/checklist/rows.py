"""A row of the checklist as plain words, whatever it is written into."""

from __future__ import annotations

from collections.abc import Mapping

from vanban import wording
from vanban.model import Document
from vanban.tasks import Task

COLUMNS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn", "Căn cứ")


def title(document: Document) -> str:
    """What a document is called in a list: "Kế hoạch số 452-KH/HU ngày 13/8/2024"."""
    header = document.header
    name = wording.called(header.doc_type, header.symbol, header.title or document.source.name)
    return f"{name} ngày {wording.day(header.date)}" if header.date else name


def cells(task: Task, titles: Mapping[str, str]) -> list[str]:
    """A row of the list under `COLUMNS`, as plain words."""
    row = (task.task, task.lead or "", "; ".join(task.coordinate), task.product or "", due(task), basis(task, titles))
    return [str(task.no), *(cell[:1].upper() + cell[1:] for cell in row)]


def due(task: Task) -> str:
    """A task's deadline in the words of the document, or how often it comes."""
    return task.deadline_text or task.deadline or wording.RECURRENCE.get(task.recurrence or "", "")


def basis(task: Task, titles: Mapping[str, str]) -> str:
    """Where a task is set; the document is named only where there are several: one is named in the heading."""
    where = [titles.get(task.basis.document, task.basis.document)] if len(titles) != 1 else []
    return ", ".join([*where, *([_place(task.basis.section)] if task.basis.section else [])])


def _place(section: str) -> str:
    """A place in a document as people name it: "IV/1" → "mục IV/1", "Điều 5/2" stays."""
    return section if section.startswith(("Điều", "Chương", "Phần")) else f"mục {section}"
