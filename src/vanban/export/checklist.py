"""The task checklist as a Markdown table and as JSON. Words from documents stay words: nothing in them can become markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from vanban import wording
from vanban.model import Document
from vanban.tasks import Task

COLUMNS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn", "Căn cứ")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$^=@]|(?<=:)//|(?<=www)\.", re.I)


def title(document: Document) -> str:
    """What a document is called in a list: "Kế hoạch số 452-KH/HU ngày 13/8/2024"."""
    header = document.header
    name = wording.called(header.doc_type, header.symbol, header.title or document.source.name)
    return f"{name} ngày {wording.day(header.date)}" if header.date else name


def to_json(tasks: Iterable[Task]) -> str:
    """The rows as a JSON array."""
    return json.dumps([asdict(task) for task in tasks], ensure_ascii=False, indent=2)


def to_markdown(tasks: Iterable[Task], titles: Mapping[str, str]) -> str:
    """A heading and a table; `titles` gives the name of each document by its id."""
    rows = [map(escaped, cells(task, titles)) for task in tasks]
    of = f"thực hiện {escaped(next(iter(titles.values())))}" if len(titles) == 1 else f"trong {len(titles)} văn bản"
    head = [f"# Danh mục nhiệm vụ {of}", "", _line(COLUMNS), _line(["---:"] + ["---"] * (len(COLUMNS) - 1))]
    return "\n".join([*head, *map(_line, rows)]) + "\n"


def escaped(text: str) -> str:
    """Text that a Markdown table shows as it stands, on one line."""
    return _MARKUP.sub(lambda m: "".join(f"&#{ord(c)};" for c in m.group()), " ".join(text.split()))


def cells(task: Task, titles: Mapping[str, str]) -> list[str]:
    """A row of the list under `COLUMNS`, as plain words."""
    due = task.deadline_text or task.deadline or wording.RECURRENCE.get(task.recurrence or "", "")
    where = [titles.get(task.basis.document, task.basis.document)] if len(titles) != 1 else []  # one document is named in the heading
    basis = ", ".join([*where, *([_place(task.basis.section)] if task.basis.section else [])])
    row = (task.task, task.lead or "", "; ".join(task.coordinate), task.product or "", due, basis)
    return [str(task.no), *(cell[:1].upper() + cell[1:] for cell in row)]


def _place(section: str) -> str:
    """A place in a document as people name it: "IV/1" → "mục IV/1", "Điều 5/2" stays."""
    return section if section.startswith(("Điều", "Chương", "Phần")) else f"mục {section}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
