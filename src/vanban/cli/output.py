"""Printing: one answer as JSON, JSON lines, CSV or, for people, a table or tree. Data goes to standard output, nothing else does."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from vanban.spreadsheet import columns, to_csv

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Format = Literal["table", "json", "jsonl", "csv"]
Answer = Mapping[str, Any] | Sequence[Mapping[str, Any]]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


def chosen(asked: Format | None) -> Format:
    """The format asked for, else a table on a terminal and JSON for another program."""
    return asked or ("table" if sys.stdout.isatty() else "json")


def show(answer: Answer, format: Format, table: Callable[[], RenderableType] | None = None) -> None:
    """Print an answer; `table` makes what people see of it, by default its fields in columns."""
    rows = [answer] if isinstance(answer, Mapping) else answer
    if format == "table":
        console().print(table() if table else _table(answer))
    elif format == "csv":
        sys.stdout.write(to_csv(rows))
    elif format == "jsonl":
        sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=2))


def console() -> Console:
    """Standard output for people; piped, lines are as long as they need to be."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)


def line(text: str | None) -> str:
    """One line without control characters: a document cannot steer the terminal."""
    return inline(text or "").strip()


def inline(text: str) -> str:
    """A piece of a line, likewise; blanks at its ends are kept, one each."""
    return re.sub(r"\s+", " ", _CONTROL.sub(" ", text))


def _table(answer: Answer) -> RenderableType:
    """Rows under their field names; a single answer as one line for each field."""
    from rich.table import Table
    from rich.text import Text

    rows: list[tuple[Any, ...]]
    if isinstance(answer, Mapping):
        table, rows = Table.grid(padding=(0, 2)), list(answer.items())
    else:
        names = columns(answer)
        table, rows = Table(*names), [tuple(row.get(name) for name in names) for row in answer]
    for row in rows:
        table.add_row(*(Text(line(_words(value))) for value in row))
    return table


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_words, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
