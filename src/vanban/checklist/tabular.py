"""The task checklist for other programs: JSON and CSV, in the fields of the contract."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from vanban import spreadsheet
from vanban.checklist.about import About
from vanban.tasks import Task


def to_json(tasks: Sequence[Task], _titles: Mapping[str, str] | None = None, _about: About | None = None) -> str:
    """The rows as a JSON array, on lines of their own."""
    return json.dumps([asdict(task) for task in tasks], ensure_ascii=False, indent=2) + "\n"


def to_csv(tasks: Sequence[Task], _titles: Mapping[str, str] | None = None, _about: About | None = None) -> str:
    """The rows under a header line, for programs that read CSV; lists and objects as JSON."""
    return spreadsheet.to_csv([asdict(task) for task in tasks])
