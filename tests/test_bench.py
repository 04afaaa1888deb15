"""The benchmarks run, on tiny input, and print what they measured; how fast anything is, is not asserted here."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from bench import citations, common, floor, growth, opinions, parsing, pdf, startup, store, texts
from papers import HAS_FONTS, Paper

SMALL = 4_000


def rows(printed: str) -> dict[str, list[str]]:
    """The rows of the tables, by their first cell."""
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in printed.splitlines() if line.startswith("| "))
    return {first: rest for first, *rest in cells if first != "---"}


def number(cell: str) -> float:
    return float(re.match(r"[\d,.]+", cell)[0].replace(",", ""))  # type: ignore[index]


def test_programs_take_turns_and_the_first_round_is_not_kept() -> None:
    called = list[tuple[str, int]]()
    laps = common.turns({name: lambda k, name=name: called.append((name, k)) or k for name in ("a", "b")}, 2)  # type: ignore[func-returns-value,misc]
    assert called == [("a", 0), ("b", 0), ("b", 1), ("a", 1), ("a", 2), ("b", 2)]
    assert [lap.found for lap in laps["a"]] == [1, 2]


def test_no_text_is_read_twice() -> None:
    several = texts.long(SMALL, 6)
    assert all(SMALL - 4 <= len(text.encode()) <= SMALL for text in several)
    lines = [line for text in several for line in text.splitlines() if "Số" in line]
    assert len(lines) == len(set(lines))


def test_citations(capsys: pytest.CaptureFixture[str]) -> None:
    citations.measure(SMALL, 1, hyperscan=False)
    out, err = capsys.readouterr()
    found = rows(out)
    assert number(found["vanban"][2]) > 0 and number(found["vanban, settled"][2]) > 0
    assert ("eyecite, default" in found) == bool(find_spec("eyecite")) == ("not installed" not in err)


def test_the_opinions_have_what_eyecite_looks_for() -> None:
    eyecite = pytest.importorskip("eyecite")
    text = eyecite.clean_text(opinions.opinion(1, 30_000), citations.STEPS)
    found = eyecite.get_citations(text)
    kinds = {type(citation).__name__ for citation in found}
    assert kinds >= {"FullCaseCitation", "ShortCaseCitation", "SupraCitation", "IdCitation", "FullLawCitation", "FullJournalCitation"}
    assert 340 < len(text) / len(found) < 410


def test_parsing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "PROGRAMS", {"vanban": parsing.ours, "spaCy, PhraseMatcher": parsing.phrases, "nothing": lambda: __import__("nosuchmodule")})
    parsing.measure(SMALL, 1)
    out, err = capsys.readouterr()
    assert "nothing: not installed" in err
    assert all(number(rows(out)[name][2]) > 0 for name in ("vanban", "spaCy, PhraseMatcher"))


def test_the_floor_and_the_growth_name_every_layer(capsys: pytest.CaptureFixture[str]) -> None:
    layers = {"layout", "sections", "citations", "header", "citations.settle", "relations", "targets", "assignments", "warnings", "all layers"}
    floor.measure(SMALL, 1)
    assert rows(capsys.readouterr().out).keys() == layers | {"re", "layer"}
    growth.measure((1_000, 4_000), 4_000, 1)
    assert rows(capsys.readouterr().out).keys() == layers | {"ms a MB"}
    assert growth.power({10: 1.0, 100: 1.0, 1000: 10.0}) == pytest.approx(2)


def test_startup(capsys: pytest.CaptureFixture[str]) -> None:
    startup.measure({"python alone": ["-c", "pass"], "nothing": ["-c", "import nosuchmodule"]}, 1, 5)
    found = rows(capsys.readouterr().out)
    assert number(found["python alone"][0]) > 0 and found["nothing"] == ["not installed"]


def test_the_store_and_plain_sqlite_hold_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store.building(tmp_path, 60, 1)
    assert number(rows(capsys.readouterr().out)["both"][0]) > 0
    with store.Store(tmp_path / "1.db") as ours, store.Store(tmp_path / "plain1.db", create=False) as plain:
        assert ours.nodes() == plain.nodes() and ours.edges() == plain.edges() and ours.counts() == plain.counts()
    store.asking(tmp_path / "0.db", 1)
    assert {"plans", "coverage", "cascade", "search"} < rows(capsys.readouterr().out).keys()


@pytest.mark.skipif(not HAS_FONTS, reason="needs fonts")
def test_pdf_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paper = Paper()
    paper.write(70, 60, "Các sở, ngành rà soát nhiệm vụ được giao.")
    (tmp_path / "one.pdf").write_bytes(paper.data())
    pdf.read("one page", tmp_path / "one.pdf", "Các sở, ngành rà soát nhiệm vụ được giao.", 1)
    assert all(row[4] == "100.0%" for name, row in rows(capsys.readouterr().out).items() if name)
