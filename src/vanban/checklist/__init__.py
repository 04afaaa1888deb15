"""The task checklist as files that staff take away: one module a format, in the visible table `WRITERS`, and the way back from a filled-in workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban.checklist.about import About
    from vanban.tasks import Task

WRITERS = {
    "docx": "docx.write",
    "xlsx": "xlsx.write",
    "md": "markdown.write",
    "ics": "ics.write",
    "csv": "tabular.to_csv",
    "json": "tabular.to_json",
}
"""Ending of a file → what writes it, by its name in this package: some load packages that the others need not wait for."""


def write(form: str, tasks: Sequence[Task], titles: Mapping[str, str], about: About, **options: str) -> bytes:
    """The list as a file of a format of `WRITERS`; `titles` gives the name of each document by its id, `options` are those of the format."""
    module, name = WRITERS[form].split(".")
    written: bytes | str = getattr(import_module(f"{__name__}.{module}"), name)(tasks, titles, about, **options)
    return written.encode() if isinstance(written, str) else written
