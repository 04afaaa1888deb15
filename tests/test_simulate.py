"""The simulated country: one seed gives one country, its truth is what stands in its texts, and the measure of linking sees what is wrong."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vanban.pipeline import parse
from vanban.readers import read

SCRIPTS = Path(__file__).parents[1] / "scripts"
SIZE = 150


def simulated(out: Path, seed: int) -> Path:
    subprocess.run([sys.executable, str(SCRIPTS / "simulate.py"), str(SIZE), str(out), "--seed", str(seed)], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated(tmp_path_factory.mktemp("country") / "one", 7)


def lines(country: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (country / "truth.jsonl").read_text(encoding="utf-8").splitlines())


def content(country: Path) -> dict[str, str]:
    return {str(path.relative_to(country)): path.read_text(encoding="utf-8") for path in sorted(country.rglob("*")) if path.suffix in (".txt", ".jsonl")}


def test_one_seed_is_one_country_and_another_is_another(country: Path, tmp_path: Path) -> None:
    assert content(simulated(tmp_path / "again", 7)) == content(country) != content(simulated(tmp_path / "other", 8))


def test_the_truth_stands_in_the_texts(country: Path) -> None:
    dates: dict[str, str] = {}
    found = 0
    for line in lines(country):
        text = (country / line["path"]).read_text(encoding="utf-8")
        assert all(text[c["start"] : c["end"]] == c["words"] for c in line["citations"])
        assert line["copy"] or line["symbol"] in text
        assert set(line["implements"]) <= set(line["above"])
        assert all(dates.get(above, "") <= line["date"] for above in line["above"])  # nothing carries out what came later
        assert all(above in {c["id"] for c in line["citations"]} for above in line["implements"])
        dates[line["id"]] = line["date"]
        found += len(line["citations"])
    assert len(dates) == SIZE and found > 2 * SIZE


def test_the_parser_reads_what_the_truth_says(country: Path) -> None:
    read_targets = true_targets = read_citations = true_citations = 0
    for line in lines(country):
        document = parse(read(country / line["path"]))
        places = [range(c.span.start, c.span.end) for c in document.citations]
        true_citations += len(line["citations"])
        read_citations += sum(any(c["start"] in place for place in places) for c in line["citations"])
        true_targets, read_targets = true_targets + len(line["targets"]), read_targets + len(document.targets)
        assert document.source.kind == "official"
    assert read_citations >= 0.97 * true_citations
    assert 0.9 * true_targets <= read_targets <= true_targets


def test_the_measure_sees_what_is_wrong(country: Path, tmp_path: Path) -> None:
    """Where the truth is turned round (two documents cited for one another), what the store links rightly must count as wrong."""

    def measured(truth: str) -> dict[str, Any]:
        (country / "truth.jsonl").write_text(truth, encoding="utf-8")
        command = [sys.executable, str(SCRIPTS / "bench"), "linking", str(country), "--json", "--db", str(tmp_path / f"{len(truth)}-{hash(truth)}.db")]
        found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return found

    truth = (country / "truth.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in truth.splitlines()]
    cited = [c for row in rows for c in row["citations"]]
    loaded = {row["id"] for row in rows}
    a, b = sorted({c["id"] for c in cited} & loaded)[:2]
    for c in cited:
        c["id"] = {a: b, b: a}.get(c["id"], c["id"])
    turned = sum(c["id"] in (a, b) for c in cited)
    good, bad = measured(truth), measured("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    (country / "truth.jsonl").write_text(truth, encoding="utf-8")
    assert good["precision"] > 0.98 and good["recall"] > 0.9
    right = [round(found["precision"] * found["linked"]) for found in (good, bad)]
    assert 0 < right[0] - right[1] <= turned and len(bad["examples"]["wrong"]) > len(good["examples"]["wrong"])
