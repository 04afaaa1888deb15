"""Every string of the interface has its English; names of documents stay as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vanban import wording
from vanban.export.html import words
from vanban.web.languages import english, translator
from vanban.web.pages.documents import NAMES

WEB = Path(__file__).parents[1] / "src" / "vanban" / "web"
_SAID = re.compile(r"""\b(?:_|say)\(\s*(?:"([^"]+)"|'([^']+)')""")


def said(path: Path) -> set[str]:
    """The strings that a template or module has translated."""
    return {one or other for one, other in _SAID.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", sorted([*WEB.rglob("*.html"), *WEB.rglob("*.py"), *(WEB.parent / "export" / "html").glob("*.py")]), ids=lambda path: path.name)
def test_strings_have_english(path: Path) -> None:
    assert said(path) <= english().keys(), sorted(said(path) - english().keys())


@pytest.mark.parametrize(
    "names",
    [
        words.NAMES,
        words.FIELDS,
        words.INFERRED,
        words.ROLES,
        words.STATUS,
        wording.LEVELS,
        wording.RELATIONS,
        wording.RECURRENCE,
        wording.WARNINGS,
        *NAMES.values(),
    ],
)
def test_names_in_tables_have_english(names: dict[str, str]) -> None:
    assert set(names.values()) <= english().keys(), sorted(set(names.values()) - english().keys())


def test_every_translation_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in WEB.parent.rglob("*") if path.suffix in (".py", ".html"))
    assert not [words for words in english() if words not in text]


def test_vietnamese_stays() -> None:
    assert translator("vi")("Tìm kiếm") == "Tìm kiếm" != translator("en")("Tìm kiếm")
