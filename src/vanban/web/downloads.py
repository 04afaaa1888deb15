"""Files that pages offer: what they are, what they are called, and how much they hold."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

from vanban.checklist.about import About
from vanban.checklist.rows import clean
from vanban.text import plain

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
CUT = {"docx": 2_000, "xlsx": 5_000, "ics": 5_000, "md": 20_000, "csv": 20_000, "json": 20_000}
"""How many tasks a file holds at most: a Word table of more takes a minute to make, and nobody reads it."""


def cut(about: About, held: int, total: int) -> About:
    """The heading of a list, which says so where it does not hold all tasks."""
    return about if held >= total else replace(about, subject=f"{about.subject} ({held} nhiệm vụ đầu trong {total})", issuer=None, symbol=None, date=None)


_LONGEST = 80  # characters of a file's name: Windows takes 260 with all folders
_UNSAFE = re.compile(r'[<>:"|?*/\\%]+')


def attached(title: str, form: str) -> str:
    """The header that names a file: in plain letters for programs of old, and as people write it."""
    name = _UNSAFE.sub("-", clean(title))[:_LONGEST].strip(" .-") or "danh-muc"
    old = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-") or "danh-muc"
    return f"attachment; filename=\"{old}.{form}\"; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"
