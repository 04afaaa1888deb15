"""Tables as spreadsheets read them: text from documents that they would compute stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any


def to_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """CSV with a header line; lists and objects as JSON. Text that a spreadsheet would compute is kept text by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = columns(rows)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names of all fields that any row has, as they come."""
    return list(dict.fromkeys(name for row in rows for name in row))


def _cell(value: object) -> object:
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return kept(value) if isinstance(value, str) else value


_COMPUTED = re.compile(r"'*\s*[=+\-@＝＋－＠]")  # the wide signs are computed where East Asian letters are typed


def kept(text: str) -> str:
    """Text as a cell shows it: what would be computed begins with an apostrophe. What has one already gets another, so that `given` finds the way back."""
    return f"'{text}" if _COMPUTED.match(text) else text


def given(cell: str) -> str:
    """The text of a cell that `kept` made."""
    return cell[1:] if cell.startswith("'") and _COMPUTED.match(cell) else cell
