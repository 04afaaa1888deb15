"""The command `export`: one text, a folder, some documents or all; and what it says when it cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from builders import make, party
from exported import demo
from test_cli import vanban
from vanban.cli.exporting import Format
from vanban.export import EXPORTERS, Folder
from vanban.export.tables import GRAPH, TABLES
from vanban.store import Store

FOLDERS = [name for name, exporter in EXPORTERS.items() if isinstance(exporter, Folder)]
TEXTS = [name for name in EXPORTERS if name not in FOLDERS]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("export") / "demo.db"
    demo(path).close()
    yield str(path)


def test_the_command_knows_every_exporter() -> None:
    assert get_args(Format) == tuple(EXPORTERS)


@pytest.mark.parametrize("to", TEXTS)
def test_a_file_is_what_goes_to_standard_output(db: str, tmp_path: Path, to: str) -> None:
    assert vanban("export", "--to", to, "--db", db, "--out", tmp_path / "x").returncode == 0
    assert (tmp_path / "x").read_text(encoding="utf-8") == vanban("export", "--to", to, "--db", db).stdout != ""


@pytest.mark.parametrize("to", FOLDERS)
def test_a_folder_is_made(db: str, tmp_path: Path, to: str) -> None:
    done = vanban("export", "--to", to, "--db", db, "--out", tmp_path / "a" / "b")
    assert (done.returncode, done.stdout) == (0, "")
    names = {path.stem for path in (tmp_path / "a" / "b").iterdir()}
    assert len(names) > 20 if to == "akn" else names == {*TABLES, *GRAPH}


@pytest.mark.parametrize("to", [name for name, exporter in EXPORTERS.items() if not exporter.whole])
def test_one_document_alone(db: str, tmp_path: Path, to: str) -> None:
    out = tmp_path / "x"
    assert vanban("export", "247 qd ttg", "--to", to, "--db", db, "--out", out).returncode == 0
    written = "".join(path.read_text(encoding="utf-8") for path in ([out] if out.is_file() else sorted(out.iterdir())))
    assert "vn/ttg/2025/247-qd" in written and written.count("\n") <= 3
    if out.is_dir():
        assert [path.name for path in out.iterdir()] == ["vn_ttg_2025_247-qd.xml"]


def test_identifiers_begin_as_asked(db: str) -> None:
    done = vanban("export", "247/QĐ-TTg", "--to", "jsonld", "--base", "https://example.org/id/", "--db", db)
    assert json.loads(done.stdout)["@graph"][0]["@id"] == "https://example.org/id/vn/ttg/2025/247-qd"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--to", "csv"], 2, "--out"),
        (["--to", "akn", "--out", "pyproject.toml"], 2, "is a file"),
        (["--to", "parquet", "--out", "pyproject.toml/x"], 1, "pyproject.toml"),
        (["--to", "graphml", "--out", "/nosuch/folder/x"], 1, "/nosuch/folder/x"),
        (["--to", "jsonl", "--out", "src"], 1, "src"),
        (["--to", "exe"], 2, "exe"),
        (["21-CT/TW", "--to", "graphml"], 2, "whole store"),
        (["99-CT/TW", "--to", "jsonl"], 1, "99-CT/TW"),
        (["--to", "jsonld", "--base", "x"], 2, "address"),
        (["--to", "jsonld", "--base", "https://x/<>"], 2, "address"),
        (["--to", "jsonld", "--base", "https://x/a b/"], 2, "address"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(db: str, arguments: list[str], code: int, words: str) -> None:
    done = vanban("export", *arguments, VANBAN_DB=db)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr and "Traceback" not in done.stderr


def test_a_symbol_of_several_documents_is_not_guessed(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        for province in ("Lai Châu", "Sơn La"):
            store.add([make("184-KH/TU", "2023-06-27", party(province))], province)
        store.link()
    done = vanban("export", "184-KH/TU", "--to", "jsonl", "--db", tmp_path / "x.db")
    assert done.returncode == 2 and len(json.loads(done.stdout)["candidates"]) == 2
    done = vanban("export", "184-KH/TU", "--province", "son la", "--to", "jsonl", "--db", tmp_path / "x.db")
    assert json.loads(done.stdout)["id"] == "vn/son-la/tinh-uy/2023/184-kh"
