"""The tables as CSV (RFC 4180), for spreadsheets and everything else.

In UTF-8 with a byte order mark, without which Excel takes Vietnamese for something else; pandas and DuckDB pass over it. Nothing between two commas is
null, `""` is an empty text. Lists and objects are JSON. Text that a spreadsheet would compute begins with an apostrophe more than it has
(`vanban.spreadsheet.given` takes it away).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vanban.export.exporters import Asked
from vanban.export.tables.files import write as write_all
from vanban.export.tables.model import Column, Row
from vanban.spreadsheet import kept

if TYPE_CHECKING:
    from vanban.store import Store

_QUOTED = re.compile(r'[",\r\n]')


def write(store: Store, asked: Asked, folder: Path) -> None:
    """Write each table of the store to its file."""
    write_all(store, folder, "csv", _File)


def line(row: Iterable[Any]) -> str:
    """A row as it stands in a file, with the end of its line."""
    return ",".join(map(_cell, row)) + "\r\n"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(kept(value))
    return _text(json.dumps(value, ensure_ascii=False)) if isinstance(value, tuple) else str(value)


def _text(text: str) -> str:
    """In quotes where it must be, is empty, or has blanks around it that a reader might take away."""
    if text and not _QUOTED.search(text) and text.strip() == text:
        return text
    return '"' + text.replace('"', '""') + '"'


class _File:
    """A CSV file on its way."""

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._file.write(line(column.name for column in columns))

    def write(self, rows: Iterable[Row]) -> None:
        self._file.writelines(map(line, rows))

    def close(self) -> None:
        self._file.close()
