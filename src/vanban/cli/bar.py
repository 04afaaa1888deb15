"""How far a command is, for people: a bar on standard error, with the file at hand and its pages. Nothing where that is no terminal."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.cli.output import line

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """Called as `vanban.workers.Progress`. It comes with the first call, and goes with the context or `clear`, until it is called again."""

    def __call__(self, done: int, total: int, path: str, page: int, pages: int) -> None:
        if not sys.stderr.isatty():
            return
        name = line(Path(path).name)
        bar = self._bar
        bar.update(bar.task_ids[0], completed=done, total=total, name=name, pages=f"{page}/{pages}" if pages else "")
        if done < total:
            bar.start()

    def clear(self) -> None:
        """Leave the terminal to others."""
        if "_bar" in self.__dict__:
            self._bar.stop()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    @cached_property
    def _bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = [TextColumn("{task.fields[name]}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pages]}")]
        bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
        bar.add_task("", total=None, name="", pages="")
        return bar
