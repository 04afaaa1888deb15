"""Answers as people see them on a terminal: what implements a document and what stands around it as trees, tasks as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from vanban import wording
from vanban.checklist.rows import COLUMNS, cells
from vanban.cli.output import line
from vanban.quantities import is_later

if TYPE_CHECKING:
    from vanban.graph import Plan
    from vanban.identity.nodes import Node
    from vanban.tasks import Task


def plans(asked: Node, plans: Sequence[Plan], on: str) -> Tree:
    """The asked document with what implements it below it, each under the last step of its chain that is listed too; in force or not `on` an ISO day."""
    root = Tree(_label(asked))
    branches = {asked.id: root}
    for plan in plans:
        above = next(branches[step] for step in reversed(plan.path[:-1]) if step in branches)
        branches[plan.id] = above.add(_label(plan, on))
    return root


def _label(document: Node | Plan, on: str = "") -> Text:
    label = Text(line(wording.called(document.doc_type, document.symbol, document.title)), style="bold")
    about = (document.issuer, wording.day(document.date), document.level and wording.LEVELS[document.level], document.province)
    label.append("".join(f" · {line(part)}" for part in about if part), style="not bold")
    if not document.loaded:
        label.append(" · ○ chưa có văn bản, biết qua trích dẫn", style="not bold dim")
    if not getattr(document, "in_force", True):
        early = document.date and is_later(document.date, on)
        label.append(" · ✕ chưa ban hành" if early else " · ✕ không còn hiệu lực", style="not bold dim")
    for evidence in getattr(document, "evidence", ())[: 0 if document.loaded else 1]:
        label.append(f"\n“{_shortened(line(evidence.quote))}” ({evidence.document})", style="not bold dim")
    return label


def _shortened(text: str, width: int = 200) -> str:
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"


def document(asked: Node, shown: Mapping[str, Any]) -> Tree:
    """A document with its relations both ways, targets and tasks."""
    root = Tree(_label(asked))
    for direction, mark in (("outgoing", "→"), ("incoming", "←")):
        for end in shown[direction]:
            name = wording.called(end["doc_type"], end["symbol"], end["title"])
            other = Text(line(f"{mark} {wording.RELATIONS[end['type']]}: {name} · {end['issuer'] or ''} · {wording.day(end['date'])}").strip(" ·"))
            branch = root.add(other)
            branch.add(Text(f"“{_shortened(line(end['evidence'][0]['quote']))}”", style="dim"))
    _facts(root, "Chỉ tiêu", [t["span"]["quote"] for t in shown.get("targets", ())])
    _facts(root, "Nhiệm vụ", [f"{a['body']['text']}: {a['action']}" for a in shown.get("assignments", ()) if a["role"] == "lead"])
    return root


def tasks(rows: Sequence[Task], titles: Mapping[str, str]) -> Table:
    """The task checklist, in the columns that staff keep."""
    table = Table(*COLUMNS, show_lines=True)
    for task in rows:
        table.add_row(*(Text(line(cell)) for cell in cells(task, titles)))
    return table


def _facts(root: Tree, heading: str, facts: Sequence[str]) -> None:
    if facts:
        branch = root.add(Text(f"{heading} ({len(facts)})"))
        for fact in facts:
            branch.add(Text(_shortened(line(fact))))
