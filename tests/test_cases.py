"""Each case states a form that documents have, with what is to be found in it or that nothing is; run in every spelling."""

import json
from pathlib import Path
from typing import Any

import pytest

from vanban.model import Document
from vanban.pipeline import parse_text
from vanban.text import fold
from variants import VARIANTS

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 9/KH-UBND\nSơn La, ngày 02 tháng 01 năm 2025\n\nKẾ HOẠCH\nvề việc thử\n\n"


def cases(layer: str) -> list[Any]:
    lines = (Path(__file__).parent / "cases" / f"{layer}.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(json.loads(line), name, spell) for line in lines for name, spell in VARIANTS.items()]
    # Doubled blanks move the columns of a table that is aligned by blanks.
    return [pytest.param(case, spell, id=f"{case['why']} [{name}]") for case, name, spell in found if not (case.get("aligned") and name == "doubled blanks")]


def quotes_are_exact(d: Document) -> bool:
    spans = [x.span for layer in (d.citations, d.targets, d.assignments, d.sections) for x in layer]  # type: ignore[attr-defined]
    return all(d.text[s.start : s.end] == s.quote for s in spans)


@pytest.mark.parametrize(("case", "spell"), cases("citations"))
def test_citations(case: dict[str, Any], spell: Any) -> None:
    d = parse_text(spell(case["text"]))
    issuers = [c.issuer.text if c.issuer and "issuer" not in c.inferred else None for c in d.citations]
    found = [(fold(c.span.quote), c.symbol, c.date, issuer, c.name) for c, issuer in zip(d.citations, issuers, strict=True)]
    wanted = [(fold(quote), symbol, date, issuer, (name or [None])[0]) for quote, symbol, date, issuer, *name in case["citations"]]
    assert found == wanted
    assert quotes_are_exact(d)


@pytest.mark.parametrize(("case", "spell"), cases("relations"))
def test_relations(case: dict[str, Any], spell: Any) -> None:
    d = parse_text(spell(case["text"]))
    names = {c.id: c.symbol or c.name for c in d.citations} | {"self": "self"}
    assert sorted((names[r.subject], r.type, names[r.object]) for r in d.relations) == sorted(map(tuple, case["relations"]))


@pytest.mark.parametrize(("case", "spell"), cases("targets"))
def test_targets(case: dict[str, Any], spell: Any) -> None:
    d = parse_text(spell(case["text"]))
    assert [[t.comparator, t.value, t.value_max, t.unit, t.deadline, t.status] for t in d.targets] == case["targets"]
    assert case.get("indicators") in (None, [t.indicator for t in d.targets])
    assert quotes_are_exact(d)


@pytest.mark.parametrize(("case", "spell"), cases("assignments"))
def test_assignments(case: dict[str, Any], spell: Any) -> None:
    d = parse_text(spell(HEAD + case["text"]))
    assert [[a.body.text, a.role, a.deadline, a.recurrence] for a in d.assignments] == case["assignments"]
    assert quotes_are_exact(d)


@pytest.mark.parametrize(("case", "spell"), cases("sections"))
def test_sections(case: dict[str, Any], spell: Any) -> None:
    d = parse_text(spell(HEAD + case["text"]))
    assert [[s.path, s.heading and fold(s.heading)] for s in d.sections] == [[path, fold(heading)] for path, heading in case["sections"]]
    assert quotes_are_exact(d)
