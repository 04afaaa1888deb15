"""What notebooks get: tables for pandas, and documents that show themselves in a real kernel."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import vanban
from builders import SECRETARIAT, make, party
from vanban import ask
from vanban.build import build
from vanban.errors import VanbanError
from vanban.export.tables import GRAPH, TABLES
from vanban.model import Body, Document, Header
from vanban.notebook.display import LONGEST_LIST, html
from vanban.store import Store
from vanban.tasks import tasks

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from make_notebook import FOLDER, executed, notebook  # noqa: E402

HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> \u202e=cmd|\x00 &amp;"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration corpus."""
    with Store(tmp_path_factory.mktemp("notebook") / "demo.db") as store:
        build([ROOT / "corpora" / "demo"], store)
        yield store


@pytest.fixture(scope="module")
def document(store: Store) -> Document:
    """189-KH/TU of Gia Lai."""
    return store.document("vn/gia-lai/tinh-uy/2023/189-kh")


# Tables.


def test_a_store_gives_all_its_tables(store: Store) -> None:
    found = vanban.to_pandas(store)
    assert set(found) == {*TABLES, *GRAPH} - {"texts", "pages", "boxes"}
    assert len(found["documents"]) == 31 and len(found["nodes"]) == len(store.nodes())
    assert len(found["targets"]) == sum(len(document.targets) for document in store)
    linked = found["citations"].merge(found["links"], left_on=["reading", "document", "id"], right_on=["reading", "document", "citation"])
    assert set(linked[linked.symbol == "247/QĐ-TTg"].node) == {"vn/ttg/2025/247-qd"}


@pytest.mark.parametrize(
    ("table", "column", "dtype"),
    [
        ("documents", "day", "datetime64[s]"),
        ("documents", "title", "string"),
        ("documents", "characters", "Int64"),
        ("documents", "pages", "Int64"),
        ("targets", "value", "float64"),
        ("targets", "due", "datetime64[s]"),
        ("assignments", "with", "object"),
        ("nodes", "loaded", "boolean"),
    ],
)
def test_columns_have_their_types(store: Store, table: str, column: str, dtype: str) -> None:
    assert vanban.to_pandas(store, table)[column].dtype == dtype


@pytest.mark.parametrize("table", [*TABLES, *GRAPH])
def test_types_do_not_depend_on_the_rows(tmp_path: Path, store: Store, table: str) -> None:
    with Store(tmp_path / "empty.db") as empty:
        none = vanban.to_pandas(empty, table)
    assert len(none) == 0 and dict(none.dtypes) == dict(vanban.to_pandas(store, table).dtypes)


def test_words_of_a_table_are_those_of_the_text(document: Document) -> None:
    for row in vanban.to_pandas(document, "assignments").itertuples():
        assert document.text[row.start : row.end] == row.quote


def test_a_date_that_is_not_whole_is_no_day() -> None:
    dates = ("2023-05-04", "2023-05", "2023", None, "2023-02-30", "0024-01-01", "9999-12-31")
    found = vanban.to_pandas([make(date=date) for date in dates], "documents")
    assert found.day.dt.strftime("%Y-%m-%d").fillna("").tolist() == ["2023-05-04", "", "", "", "", "0024-01-01", "9999-12-31"]
    assert [None if pd.isna(date) else date for date in found.date] == list(dates)


ANSWERS: dict[str, tuple[Callable[[Store], Any], int, dict[str, Any]]] = {
    "plans": (lambda s: ask.plans(s, _directive(s)), 18, {"id": "vn/ca-mau/tinh-uy/2023/178-kh", "depth": 1, "in_force": True}),
    "coverage": (lambda s: ask.coverage(s, _directive(s), "province"), 63, {"unit": "Cà Mau", "answer": "with", "lag_days": 53}),
    "cascade": (lambda s: ask.cascade(s, _directive(s)), 161, {"target_value": 50.0, "change": "lowered", "answer_value": 45.0, "basis": "value"}),
    "search": (lambda s: ask.search(s, "trường cao đẳng chất lượng cao"), 20, {"kind": "target"}),
    "gaps": (lambda s: ask.gaps(s, province="lai chau"), 35, {"gap": "without_plan"}),
    "tasks": (lambda s: tasks(s), 191, {"no": 1}),
    "targets": (lambda s: s.document("vn/gia-lai/tinh-uy/2023/189-kh").targets, 5, {"value": 50.0, "value_max": 55.0, "deadline": "2030"}),
    "nodes": (lambda s: s.nodes(), 50, {"id": "vn/bgddt/2025/612-kh"}),
}


def _directive(store: Store) -> Any:
    return ask.choose(store, "21-CT/TW", date="2023")


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_a_table(store: Store, name: str) -> None:
    asked, count, first = ANSWERS[name]
    found = vanban.to_pandas(asked(store))
    assert (len(found), {column: found[column][0] for column in first}) == (count, first)
    lists = ("inferred", "path", "marks", "coordinate")
    assert all(column and (dtype != "object" or column.endswith(lists)) for column, dtype in found.dtypes.items())


def test_a_stream_is_taken_once(store: Store) -> None:
    assert len(vanban.to_pandas((d for d in store), "documents")) == 31
    assert len(vanban.to_pandas(t for d in store for t in d.targets)) == len(vanban.to_pandas(store, "targets"))


def test_nothing_is_an_empty_table() -> None:
    assert vanban.to_pandas([]).shape == (0, 0)
    assert vanban.to_pandas(make(), "targets").shape[0] == 0


@pytest.mark.parametrize(("of", "table"), [(make(), "target"), ([make()], "nodes"), ([], "targets"), (make().targets, "targets")])
def test_a_table_that_is_not_there_is_named(of: Any, table: str) -> None:
    with pytest.raises(VanbanError, match=table):
        vanban.to_pandas(of, table)


def test_without_pandas_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['pandas'] = None\nimport vanban\ntry: vanban.to_pandas([])\nexcept Exception as e: print(type(e).__name__, e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("VanbanError") and 'pip install "vanban[notebook]"' in done.stdout


# Cards.


class Seen(HTMLParser):
    """The elements of a piece of HTML, with their classes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.classes: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]
        self.classes |= {word for name, value in attrs if name == "class" for word in (value or "").split()}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if "style" not in self.open else ""


def test_a_document_shows_its_facts_and_the_beginning_of_its_text(document: Document) -> None:
    seen = Seen(html(document))
    assert "Kế hoạch số 189-KH/TU" in seen.text and "Viện dẫn (2)" in seen.text and "học sinh tốt nghiệp" in seen.text
    assert {"citations", "targets", "assignments", "header"} - seen.classes <= {"targets", "assignments"}  # further down than is shown
    assert "còn " in seen.text and "văn bản này thực hiện c" in seen.text


def test_a_long_document_is_shortened(document: Document) -> None:
    long = replace(document, text=document.text * 200, targets=document.targets * 500, sections=document.sections * 500)
    page = html(long)
    assert len(page) < 30_000 and f"… và {len(long.targets) - LONGEST_LIST} nữa" in page


def test_a_long_name_is_shortened() -> None:
    name = "kế hoạch " * 100_000
    made = make("1-KH/TU", "2024-01-01", party("Lai Châu"), cites=({"symbol": "2-KH/TU", "name": name, "issuer": Body(name)},))
    shown = [replace(made, province=name, header=Header(doc_type="KH", title=name)), *made.citations]
    assert max(len(html(one)) for one in shown) < 30_000


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, names in vanban._SHOWN.items() for name in names])
def test_what_shows_itself_is_where_it_is_said_to_be(module: str, name: str) -> None:
    """IPython knows a class by the module that defines it."""
    assert getattr(import_module(module), name).__module__ == module


def _hostile() -> Document:
    body = Body(HOSTILE, None, "province", HOSTILE)
    made = make("1-KH/TU", "2024-01-01", party("Lai Châu"), cites=({"symbol": HOSTILE, "name": HOSTILE, "issuer": body},), extra=HOSTILE)
    return replace(made, id=HOSTILE, province=HOSTILE, header=Header(HOSTILE, None, HOSTILE, body, HOSTILE, "2024", HOSTILE))


def test_what_is_hostile_stays_words() -> None:
    made = _hostile()
    directive = make("21-CT/TW", "2023-05-04", SECRETARIAT, tasks=({"body": Body(HOSTILE), "action": HOSTILE},))
    shown: list[Any] = [made, *made.citations, *directive.assignments, *tasks([directive]), directive]
    for one in shown:
        seen = Seen(html(one))
        assert set(seen.tags) <= {"div", "style", "b", "small", "details", "summary", "ul", "li", "i", "pre", "mark", "table", "tr", "th", "td", "blockquote"}
        assert "\x00" not in seen.text
    assert "<script>alert(1)</script>" in Seen(html(made)).text


def test_representations_are_short(store: Store, document: Document) -> None:
    assert repr(document) == "<Document vn/gia-lai/tinh-uy/2023/189-kh: 2865 characters, 2 citations, 5 targets, 7 assignments>"
    assert repr(store).startswith("<Store ") and len(repr(max(document.sections, key=lambda s: s.span.end - s.span.start))) < 400
    assert repr(document.citations[0].span) == f"Span(start=235, end=309, quote={document.citations[0].span.quote!r})"


# A real kernel.

CELLS = (
    "import sys, vanban\n[m for m in ('pandas', 'sqlalchemy', 'vanban.model', 'vanban.notebook') if m in sys.modules]",
    "document = vanban.parse_text('Thực hiện Chỉ thị số 12-CT/TW ngày 06/7/2022 của Ban Bí thư về công tác thú y.'); document",
    "document.citations[0]",
    "vanban.to_pandas(document, 'citations')",
    "[document]",
)


def test_in_a_kernel_documents_show_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    loaded, document, citation, table, several = (cell.outputs[0].data for cell in notebook.cells)
    assert loaded["text/plain"] == "[]"
    assert "Viện dẫn (1)" in document["text/html"] and document["text/plain"].startswith("<Document ")
    assert re.search("<b>Chỉ thị số 12-CT/TW</b>", citation["text/html"])
    assert "12-CT/TW" in table["text/html"] and "<table" in table["text/html"]
    assert several["text/plain"].startswith("[<Document ")


# The worked notebook.

SCRIPT = FOLDER / "directive.py"


def test_the_notebook_is_that_of_its_script() -> None:
    kept = nbformat.read(SCRIPT.with_suffix(".ipynb"), 4)
    nbformat.validate(kept)
    assert [(cell.cell_type, cell.source) for cell in kept.cells] == [(cell.cell_type, cell.source) for cell in notebook(SCRIPT).cells]


def test_the_notebook_runs_and_shows_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words come out as they are kept (by scripts/make_notebook.py); pictures are there, but depend on the fonts and versions of a machine."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    made, kept = executed(SCRIPT), nbformat.read(SCRIPT.with_suffix(".ipynb"), 4)
    assert [_shown(cell) for cell in made.cells] == [_shown(cell) for cell in kept.cells]
    assert sum("image/png" in kinds for cell in made.cells for kinds, _ in _shown(cell)) == 6
    assert not [
        o for cell in made.cells for o in cell.get("outputs", ()) if o.output_type == "stream" and o.name == "stderr"
    ]  # such as letters that a font has not


def _shown(cell: Any) -> list[tuple[tuple[str, ...], str]]:
    """The kinds of what a cell shows, and its words without markup."""
    found = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        words = "" if "image/png" in data else output.get("text") or data.get("text/html") or data.get("text/plain", "")
        found.append((tuple(sorted(data)), " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", words, flags=re.S).split())))
    return found
