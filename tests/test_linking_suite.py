"""The linking suite: texts that hold the traps of symbols, levels and time, against what a person who reads them all would say.

What is expected stands as data beside the texts in `linking/`; its README tells the fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from vanban import symbols
from vanban.build import build
from vanban.cli.commands import app
from vanban.errors import VanbanError
from vanban.identity.nodes import Node
from vanban.model import Document
from vanban.pipeline import parse
from vanban.readers import read
from vanban.store import OpenMention, Store
from vanban.text import normalise

SUITE = Path(__file__).parent / "linking"
PATHS = sorted((SUITE / "documents").glob("*.txt"))
COMPLETE = ("implements", "replaces", "repeals", "amends")
"""The relations that are expected one and all; of the others the data holds samples."""
FACTS = ("date", "level", "province", "loaded")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SUITE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


NODES, EDGES, AMBIGUOUS, NONLINKS, QUESTIONS = map(rows, ("nodes", "edges", "ambiguous", "nonlinks", "questions"))


@cache
def parsed(path: Path) -> Document:
    return parse(read(path))


def named(*keys: str) -> Any:
    """A test's name: the first of these fields that a row has."""
    return lambda row: next(str(row[key]) for key in keys if row.get(key))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("linking") / "x.db"
    with Store(path) as store:
        report = build([SUITE / "documents"], store)
    assert (report["documents"], report["failed"]) == (len(PATHS), [])
    return path


@pytest.fixture(scope="module")
def store(db: Path) -> Iterator[Store]:
    with Store(db, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts() -> dict[str, Document]:
    """The parsed documents by file name."""
    return {path.name: parsed(path) for path in PATHS}


@pytest.fixture(scope="module")
def files(store: Store) -> dict[str, list[str]]:
    """The names of the files that each node was read from."""
    return {node.id: sorted(Path(origin.path).name for origin in store.origins(node.id)) for node in store.nodes()}


@pytest.fixture(scope="module")
def ids(store: Store, files: dict[str, list[str]]) -> dict[str, str]:
    """The store's ids of the expected nodes that it has. Those without an id in the data ("?…") are known by their facts and files."""
    return {row["id"]: node.id for row in NODES for node in store.nodes() if _is(row, node, files)}


def _is(row: dict[str, Any], node: Node, files: dict[str, list[str]]) -> bool:
    if not row["id"].startswith("?"):
        return bool(row["id"] == node.id)
    return key(row["symbol"]) == key(node.symbol) and row["date"] == node.date and row["files"] == files[node.id]


def key(symbol: str | None) -> str | None:
    """A symbol in one spelling."""
    return symbols.key(symbol) or symbol


def nodes_of(file: str) -> set[str]:
    """The expected nodes that a file is read into."""
    return {row["id"] for row in NODES if file in row["files"]}


@pytest.mark.parametrize("row", [row for row in NODES if not row.get("optional")], ids=named("id"))
def test_node(row: dict[str, Any], store: Store, ids: dict[str, str], files: dict[str, list[str]]) -> None:
    assert row["id"] in ids, row["why"]
    (node,) = [node for node in store.nodes() if node.id == ids[row["id"]]]
    assert (key(node.symbol), files[node.id]) == (key(row["symbol"]), row["files"]), row["why"]
    assert {name: getattr(node, name) for name in FACTS} == {name: row[name] for name in FACTS}, row["why"]


def test_there_are_no_other_nodes(store: Store, ids: dict[str, str]) -> None:
    assert {node.id for node in store.nodes()} - set(ids.values()) == set()


@pytest.mark.parametrize("row", [row for row in EDGES if not row.get("optional")], ids=lambda row: f"{row['subject']} {row['type']} {row['object']}")
def test_edge(row: dict[str, Any], store: Store, ids: dict[str, str]) -> None:
    found = {(edge.subject, edge.type, edge.object) for edge in store.edges()}
    assert (ids.get(row["subject"]), row["type"], ids.get(row["object"])) in found, row["why"]


def test_there_are_no_other_edges(store: Store, ids: dict[str, str]) -> None:
    wanted = {(ids.get(row["subject"]), row["type"], ids.get(row["object"])) for row in EDGES}
    assert {(edge.subject, edge.type, edge.object) for edge in store.edges() if edge.type in COMPLETE} - wanted == set()


@pytest.mark.parametrize("row", AMBIGUOUS, ids=named("words", "file"))
def test_ambiguous_mention(row: dict[str, Any], store: Store, texts: dict[str, Document], ids: dict[str, str]) -> None:
    found = [{node for node, _, _ in mention.candidates} for mention in store.open_mentions() if _says(mention, row, texts[row["file"]])]
    assert found == [{ids.get(candidate) for candidate in row["candidates"]}], row["why"]


def test_nothing_else_is_ambiguous(store: Store, texts: dict[str, Document]) -> None:
    """And every open mention has scored candidates with reasons, best first."""
    for mention in store.open_mentions():
        assert any(_says(mention, row, texts[row["file"]]) for row in AMBIGUOUS), mention
        scores = [score for _, score, _ in mention.candidates]
        assert scores == sorted(scores, reverse=True) and all(reasons for _, _, reasons in mention.candidates)


def _says(mention: OpenMention, row: dict[str, Any], document: Document) -> bool:
    """Whether an open mention is the expected one; without words it is the document itself."""
    if mention.document not in {document.id, *nodes_of(row["file"])}:
        return False
    if row["words"] is None:
        return not mention.citations
    cited = [citation.span.quote for citation in document.citations if citation.id in mention.citations]
    return any(normalise(quote).clean in row["words"] or row["words"] in normalise(quote).clean for quote in cited)


@pytest.mark.parametrize("row", NONLINKS, ids=named("file"))
def test_never_linked(row: dict[str, Any], store: Store, texts: dict[str, Document], ids: dict[str, str]) -> None:
    """Neither as a relation nor as a candidate."""
    wrong, own = ids[row["node"]], {texts[row["file"]].id, *nodes_of(row["file"])}
    assert not [edge for edge in store.edges(wrong) if edge.evidence.document in own and edge.object == wrong], row["why"]
    assert not [mention for mention in store.open_mentions() if mention.document in own and wrong in {node for node, _, _ in mention.candidates}], row["why"]


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: " ".join(row["ask"]))
def test_question(row: dict[str, Any], db: Path) -> None:
    done = CliRunner().invoke(app, [*row["ask"], "--db", str(db), "--format", "json"])
    failed = isinstance(done.exception, VanbanError)  # which the program's entry turns into exit code 1
    assert failed or isinstance(done.exception, SystemExit | None), done.exception
    assert (1 if failed else done.exit_code) == row.get("exit", 0), done.output
    if row.get("exit") != 1:
        _check(row, json.loads(done.stdout))


def _check(row: dict[str, Any], answer: Any) -> None:
    """Compare the asked part of an answer: `equal` in order, `same` in any order, `includes` and `lacks` as parts, `count`, words, changes of targets."""
    part = answer[row["at"]] if "at" in row else answer
    found = [_fields(item, row.get("fields")) for item in (part if isinstance(part, list) else [part])]
    text = json.dumps(part, ensure_ascii=False)
    why = f"{row['why']}: {text[:2000]}"
    if "equal" in row:
        assert found == row["equal"], why
    if "same" in row:
        assert sorted(found, key=repr) == sorted(row["same"], key=repr), why
    if "count" in row:
        assert len(found) == row["count"], why
    assert all(item in found for item in row.get("includes", ())), why
    assert not [item for item in row.get("lacks", ()) if item in found], why
    assert all(words in text for words in row.get("has", ())), why
    assert not [words for words in row.get("has_not", ()) if words in text], why
    for words, document, change in row.get("changes", ()):
        assert change in _changes(answer, words, document), why


def _fields(item: Any, names: list[str] | None) -> Any:
    values = [item[name] for name in names] if names else [item]
    return values if len(values) > 1 else values[0]


def _changes(cascade: list[dict[str, Any]], words: str | None, document: str) -> set[str]:
    """What a document did to the target with these words; null asks for targets that answer none."""
    entries = [
        e for e in cascade if (e["target"] is None if words is None else e["target"] is not None and words in json.dumps(e["target"], ensure_ascii=False))
    ]
    return {match["change"] for entry in entries for match in entry["matches"] if match["document"] == document}


def linked(store: Store) -> dict[str, list[Any]]:
    """All that linking finds: nodes, edges, what is open and may mean what, and where each node was read."""
    found = store.nodes()
    origins = [(node.id, store.origins(node.id)) for node in found]
    return {"nodes": found, "edges": store.edges(), "open": sorted(store.open_mentions(), key=repr), "origins": origins}


def differences(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> list[str]:
    """What only one of two stores says; nothing of what they share, which is long."""
    return [f"{name}: {item}" for name in one for here, there in ((one, other), (other, one)) for item in here[name] if item not in there[name]]


def put(store: Store, paths: Iterable[Path]) -> None:
    for path in paths:
        store.add([parsed(path)], str(path))


PLACES = range(len(PATHS))
# A failing order of a hundred files would shrink for hours.
FEW = settings(max_examples=12, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))


@FEW
@given(order=st.permutations(PLACES), moments=st.sets(st.sampled_from(PLACES), max_size=12))
def test_no_order_of_loading_changes_the_result(order: list[int], moments: set[int], store: Store) -> None:
    """Not even with linking at any moments between additions."""
    with TemporaryDirectory() as folder, Store(Path(folder, "x.db")) as shuffled:
        for at, place in enumerate(order):
            put(shuffled, [PATHS[place]])
            if at in moments:
                shuffled.link()
        shuffled.link()
        assert differences(linked(shuffled), linked(store)) == []


@settings(FEW, max_examples=6)
@given(gone=st.sets(st.sampled_from(PLACES), min_size=1, max_size=12), back=st.randoms(use_true_random=False))
def test_what_is_taken_out_and_put_back_leaves_no_trace(gone: set[int], back: Random, store: Store) -> None:
    taken = [PATHS[place] for place in sorted(gone)]
    with TemporaryDirectory() as folder, Store(Path(folder, "x.db")) as changed, Store(Path(folder, "y.db")) as without:
        put(changed, PATHS)
        put(without, [path for path in PATHS if path not in taken])
        changed.link()
        without.link()
        for path in taken:
            changed.add([], str(path))
        changed.link()
        assert differences(linked(changed), linked(without)) == []
        back.shuffle(taken)
        put(changed, taken)
        changed.link()
        assert differences(linked(changed), linked(store)) == []
