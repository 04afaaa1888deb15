"""The annotated real documents, where they lie beside the project (`VANBAN_GOLD`, default ../shared/gold); skipped elsewhere."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from vanban.pipeline import parse
from vanban.readers import read
from vanban.records import dumps

GOLD = Path(os.environ.get("VANBAN_GOLD") or Path(__file__).parents[2] / "shared" / "gold")
pytestmark = pytest.mark.skipif(not (GOLD / "score.py").exists(), reason=f"no annotated documents in {GOLD} (set VANBAN_GOLD)")

# What each part must reach; a layer that is not named has no demand yet.
PERFECT = ("citations", "relations", "outline", "warnings", "targets", "results")
FIELDS = ("symbol", "doc_type", "issuer", "level", "place", "date", "title", "signers", "recipients")
FLOORS: dict[str, dict[str, float]] = {
    "seeds": {**dict.fromkeys(PERFECT, 1.0), "assignments": 0.95, "who_does_what": 0.95, **{f"header.{f}": 1.0 for f in FIELDS}, "province": 1.0, "kind": 1.0},
    "plans": {"citations": 0.98, "relations": 0.95, "outline": 1.0, "targets": 0.94, "results": 0.9, "assignments": 0.9, "who_does_what": 0.92},
    "dev": {"citations": 0.97, "relations": 0.87, "outline": 0.8, "assignments": 0.9, "who_does_what": 0.9},
}


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("part", FLOORS)
def test_scores(part: str, score: Any, tmp_path: Path) -> None:
    for path in sorted((GOLD / part).glob("*.txt")):
        (tmp_path / f"{path.stem}.json").write_text(dumps(parse(read(path))), encoding="utf-8")
    layers, shares, _ = score.score(GOLD / part, tmp_path)
    reached = {name: t.row()["f1"] for name, t in layers.items()} | {name: s.row()["accuracy"] for name, s in shares.items()}
    short = {name: (reached[name], floor) for name, floor in FLOORS[part].items() if (reached[name] if reached[name] is not None else 1.0) < floor}
    assert not short
    assert reached["spans.true"] == 1.0
