"""Several documents in one file, from the pipeline to what the commands write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vanban import parts
from vanban.cli.written import Folder, written
from vanban.errors import ReadError, VanbanError
from vanban.model import Source, changed
from vanban.pipeline import parse, parse_all

SOURCE = Source("a.pdf", "application/pdf", "0123456789abcdef", "Hai trang giấy.\nMột trang nữa.", 3)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every source holds one document a line, the second from page 3."""

    def split(source: Source) -> tuple[Source, ...]:
        first, second = source.text.splitlines()
        return changed(source, text=first, pages=2), changed(source, text=second, pages=1, first_page=3)

    monkeypatch.setattr(parts, "split", split)


def test_a_file_of_one_document_gives_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "split", lambda source: (source,))
    assert parse_all(SOURCE) == [parse(SOURCE)]


@pytest.mark.usefixtures("two")
def test_each_part_is_a_document_with_its_own_pages_and_id() -> None:
    first, second = parse_all(SOURCE)
    assert [d.text for d in (first, second)] == SOURCE.text.splitlines()
    assert [(d.source.pages, d.source.first_page, d.source.sha256) for d in (first, second)] == [(2, None, SOURCE.sha256), (1, 3, SOURCE.sha256)]
    assert (first.id, second.id) == ("vn/unknown/0123456789ab", "vn/unknown/0123456789ab-2")


@pytest.mark.usefixtures("two")
def test_several_documents_are_written_one_a_line() -> None:
    texts = written(SOURCE, "a.pdf", None, alone=False)
    assert [json.loads(text)["text"] for text in texts] == SOURCE.text.splitlines()
    assert not any("\n" in text for text in texts)
    assert all("\n" in text for text in written(SOURCE, "a.pdf", "json", alone=False))


@pytest.mark.usefixtures("two")
def test_pages_of_several_documents_need_a_folder() -> None:
    assert [text[:15] for text in written(SOURCE, "a.pdf", "html", alone=False)] == ["<!DOCTYPE html>"] * 2
    with pytest.raises(ReadError, match="holds 2 documents"):
        written(SOURCE, "a.pdf", "html", alone=True)


def test_further_documents_of_a_file_have_numbers(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out", "json")
    folder.write("x/a.pdf", ["1", "2", "3"])
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.path.iterdir()} == {"a.json": "1\n", "a-2.json": "2\n", "a-3.json": "3\n"}


def test_no_text_of_a_file_is_written_when_one_would_be_lost(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "json")
    folder.write("a-2.txt", ["other"])
    with pytest.raises(VanbanError, match=r"a\.pdf: .*a-2\.json was already written from a-2\.txt"):
        folder.write("a.pdf", ["1", "2"])
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["other\n"]
