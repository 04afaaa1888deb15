"""The task checklist as a Markdown table. Words from documents stay words: nothing in them can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from vanban import wording
from vanban.checklist.about import About
from vanban.checklist.rows import COLUMNS, cells, clean
from vanban.tasks import Task

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$^=@]|(?<=:)//|(?<=www)\.", re.I)


def write(tasks: Sequence[Task], titles: Mapping[str, str], about: About) -> str:
    """A heading and a table; `titles` gives the name of each document by its id."""
    rows = [map(escaped, cells(task, titles, about.subject)) for task in tasks]
    made = f"Lập ngày {wording.day(about.on)}: {len(tasks)} nhiệm vụ."
    head = [f"# Danh mục nhiệm vụ {escaped(about.subject)}", "", made, "", _line(COLUMNS), _line(["---:"] + ["---"] * (len(COLUMNS) - 1))]
    return "\n".join([*head, *map(_line, rows)]) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _MARKUP.sub(lambda m: "".join(f"&#{ord(c)};" for c in m.group()), clean(text))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
