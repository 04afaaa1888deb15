"""The tables: read back from CSV and from Parquet they make the same documents."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from exported import demo, hostile, stored
from vanban.export import EXPORTERS, Asked, Folder
from vanban.export.tables import GRAPH, TABLES, Column
from vanban.export.tables.csv import line
from vanban.export.tables.parquet import schema
from vanban.model import SCHEMA, Document
from vanban.records import load
from vanban.spreadsheet import given, kept
from vanban.store import Store

Rows = list[dict[str, Any]]
COLUMNS = {name: table.columns for name, table in (*TABLES.items(), *GRAPH.items())}


def rebuilt(tables: dict[str, Rows]) -> list[Document]:
    """The documents of the rows, by nothing but the names of their columns."""
    of: dict[tuple[str, int], Rows] = defaultdict(list)
    for name, rows in tables.items():
        for row in rows:
            of[name, row.get("reading", 0)].append(row)
    return [_document(row, lambda name, n=row["reading"]: of[name, n]) for row in tables["documents"]]  # type: ignore[misc]


def _document(row: dict[str, Any], rows: Callable[[str], Rows]) -> Document:
    text = rows("texts")[0]["text"]
    source = {"name": row["file"]} | {key: row[key] for key in ("media_type", "sha256", "pages", "kind", "first_page", "site", "published", "recognised")}
    header = {key: row[key] for key in ("symbol", "number", "doc_type", "place", "date", "title", "inferred")}
    header |= {"issuer": _body(row, "issuer"), "spans": {one["field"]: _span(one) for one in rows("header_spans")}}
    header |= {"signers": [_fact(one) for one in rows("signers")], "recipients": [_fact(one) for one in rows("recipients")]}
    record: dict[str, Any] = {"schema": SCHEMA, "id": row["document"], "source": source, "text": text, "province": row["province"], "header": header}
    for name in ("relations", "targets", "assignments", "citations", "warnings"):
        record[name] = [_fact(one) for one in rows(name)]
    for one in record["relations"]:
        one["evidence"] = one.pop("span")
    for one in record["assignments"]:
        one["body"] = _body(one, "body")
    for one in record["citations"]:
        one |= {"issuer": _body(one, "issuer"), "locator": one["locator"] and json.loads(one["locator"])}
    record["sections"] = [one | {"span": _span(one | {"quote": text[one["start"] : one["end"]]})} for one in rows("sections")]
    return load(record | {"pages": rows("pages"), "boxes": rows("boxes")})


def _fact(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"span": _span(row)}


def _span(row: dict[str, Any]) -> dict[str, Any] | None:
    return {key: row[key] for key in ("start", "end", "quote")} if row["start"] is not None else None


def _body(row: dict[str, Any], name: str) -> dict[str, Any] | None:
    return {"text": row[name], **{key: row[f"{name}_{key}"] for key in ("id", "level", "province")}} if row[name] is not None else None


def from_csv(folder: Path) -> dict[str, Rows]:
    return {name: list(parsed((folder / f"{name}.csv").read_bytes().decode("utf-8-sig"), columns)) for name, columns in COLUMNS.items()}


CELL = re.compile(r'(?:"((?:[^"]+|"")*)"|([^",\r\n]*))(,|\r\n)')


def parsed(text: str, columns: tuple[Column, ...]) -> Iterator[dict[str, Any]]:
    """The rows of a CSV file, null told from the empty text as databases tell them."""
    read: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "boolean": "true".__eq__, "date": date.fromisoformat, "strings": json.loads}
    row: list[str | None] = []
    rows = []
    for cell in CELL.finditer(text):
        row.append(cell[2] or None if cell[1] is None else cell[1].replace('""', '"'))
        if cell[3] != ",":
            rows.append(row)
            row = []
    assert rows[0] == [column.name for column in columns]
    for row in rows[1:]:
        yield {c.name: None if cell is None else read.get(c.type, given)(cell) for c, cell in zip(columns, row, strict=True)}


def from_parquet(folder: Path) -> dict[str, Rows]:
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in COLUMNS}


READ = {"csv": from_csv, "parquet": from_parquet}


def written(to: str, store: Store, folder: Path) -> Path:
    exporter = EXPORTERS[to]
    assert isinstance(exporter, Folder)
    folder.mkdir(exist_ok=True)
    exporter.write(store, Asked(), folder)
    return folder


@pytest.mark.parametrize("to", READ)
@pytest.mark.parametrize("make", [stored, demo])
def test_tables_read_back_to_the_same_documents(tmp_path: Path, to: str, make: Callable[[Path], Store]) -> None:
    with make(tmp_path / "x.db") as store:
        tables = READ[to](written(to, store, tmp_path / "out"))
        assert rebuilt(tables) == list(store)
        assert [row["id"] for row in tables["nodes"]] == [node.id for node in store.nodes()]
        assert {tuple(list(row.values())[:4]) for row in tables["edges"]} == {(e.subject, e.type, e.object, e.partial) for e in store.edges()}
        first = {document.id: document for document in reversed(list(store))}
        reading = {row["document"]: row["reading"] for row in reversed(tables["documents"])}
        for id, document in first.items():
            mine = {row["citation"]: row["node"] for row in tables["links"] if row["reading"] == reading[id]}
            assert mine == {c.id: store.meant(id)[c.id] for c in document.citations if c.id in store.meant(id)}


@pytest.mark.parametrize("to", READ)
def test_hostile_words_come_back_as_words(tmp_path: Path, to: str) -> None:
    with Store(tmp_path / "x.db") as store:
        for n, document in enumerate(hostile()):
            store.add([document], f"{n}")
        assert rebuilt(READ[to](written(to, store, tmp_path / "out"))) == list(store)


def test_no_cell_of_a_csv_file_is_computed(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        for n, document in enumerate(hostile()):
            store.add([document], f"{n}")
        folder = written("csv", store, tmp_path / "out")
    for path in folder.glob("*.csv"):
        cells = [cell for row in csv.reader(path.open(encoding="utf-8-sig", newline="")) for cell in row]
        assert cells and not [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝＋－＠") and not cell.lstrip("-").replace(".", "").isdigit()]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((None, "", "a,b", 'say "x"'), ',"","a,b","say ""x"""\r\n'),
        ((True, False, 1.5, -2, date(2024, 8, 13)), "true,false,1.5,-2,2024-08-13\r\n"),
        ((("Sở Y tế", "b"), (), " a"), '"[""Sở Y tế"", ""b""]",[]," a"\r\n'),
        (("-2", "'", "'=x", "a-b"), "'-2,',''=x,a-b\r\n"),
    ],
)
def test_a_line_of_csv(row: tuple[Any, ...], expected: str) -> None:
    assert line(row) == expected


def test_parquet_has_types(tmp_path: Path) -> None:
    with stored(tmp_path / "x.db") as store:
        folder = written("parquet", store, tmp_path / "out")
    for name, columns in COLUMNS.items():
        assert pq.read_schema(folder / f"{name}.parquet") == schema(columns)
    documents = pq.read_table(folder / "documents.parquet").to_pylist()
    assert {(row["date"], row["day"]) for row in documents} == {("2024-01-01", date(2024, 1, 1)), ("2023-06-27", date(2023, 6, 27))}
    targets = pq.read_table(folder / "targets.parquet").to_pylist()
    assert {(row["deadline"], row["due"]) for row in targets} == {("2030", date(2030, 12, 31)), (None, None), ("annual", None)}


def test_pandas_reads_the_csv_files_as_they_are(tmp_path: Path) -> None:
    with demo(tmp_path / "x.db") as store:
        folder = written("csv", store, tmp_path / "out")
        citations = pd.read_csv(folder / "citations.csv", parse_dates=["day"])
        assert list(citations.columns) == [column.name for column in TABLES["citations"].columns]
        assert len(citations) == sum(len(document.citations) for document in store)
    assert str(citations["day"].dtype).startswith("datetime64") and "21-CT/TW" in set(citations["symbol"])


def test_a_table_takes_any_documents() -> None:
    documents = hostile()[:3]
    rows = list(TABLES["targets"].rows(documents))
    assert [row[:3] for row in rows] == [(n, document.id, target.id) for n, document in enumerate(documents) for target in document.targets]
    assert all(len(row) == len(table.columns) for table in TABLES.values() for row in table.rows(documents))


@settings(deadline=None)
@example("'=1").via("an apostrophe of its own")
@example("\t'＝").via("blanks before")
@given_any(st.text(st.sampled_from("'=+-@＝ \ta1")))
def test_a_kept_cell_is_never_computed_and_leads_back(text: str) -> None:
    assert given(kept(text)) == text
    assert kept(text).lstrip()[:1] not in tuple("=+-@＝＋－＠")
