"""Targets of two documents, aligned by what they mean; cases in the words of documents, with near misses."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest

from vanban import lexicon
from vanban.alignment import THRESHOLD, align, cascade, to_json
from vanban.alignment.phrases import entries
from vanban.model import Target
from vanban.pipeline import parse_text
from vanban.text import Span, fold
from variants import VARIANTS

LINES = (Path(__file__).parent / "cases" / "alignment.jsonl").read_text(encoding="utf-8").splitlines()
CASES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
IDS = count()


def targets(goals: str) -> tuple[Target, ...]:
    return parse_text(f"I. MỤC TIÊU\n- {goals}").targets


def target(indicator: str, value: float, **more: Any) -> Target:
    fields: dict[str, Any] = {"comparator": "=", "value_max": None, "unit": "%", "deadline": "2030", "deadline_text": None, "status": "target"} | more
    return Target(f"t{next(IDS)}", Span(0, 0, ""), indicator, value=value, **fields)


@pytest.mark.parametrize(("case", "spelling"), list(product(CASES, ("as given", "tone late", "NFD"))), ids=lambda x: x["why"] if isinstance(x, dict) else x)
def test_cases(case: dict[str, Any], spelling: str) -> None:
    upper, lower = (targets(VARIANTS[spelling](case[key])) for key in ("upper", "lower"))
    assert all(any(t.status == "target" for t in side) for side in (upper, lower)) or case.get("no_targets")
    found = align(upper, lower, same_place=case.get("same_place", False))
    assert [[upper.index(p.upper), lower.index(p.lower), p.change, p.basis] for p in found.pairs] == case["pairs"]
    assert [lower.index(t) for p in found.pairs for t in p.beside] == case.get("beside", [])
    assert all(THRESHOLD <= p.similarity <= 1 for p in found.pairs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_every_target_is_in_one_place(case: dict[str, Any]) -> None:
    upper, lower = targets(case["upper"]), targets(case["lower"])
    found = align(upper, lower)
    assert Counter(t.id for t in (*found.added, *(x for p in found.pairs for x in (p.lower, *p.beside)))) == Counter(
        t.id for t in lower if t.status == "target"
    )
    assert {t.id for t in (*found.dropped, *(p.upper for p in found.pairs))} == {t.id for t in upper if t.status == "target"}
    assert [found.dropped, found.added] == [tuple(sorted(side, key=lambda t: t.span.start)) for side in (found.dropped, found.added)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_document_keeps_its_own_targets(case: dict[str, Any]) -> None:
    own = [t for t in targets(case["upper"]) if t.status == "target"]
    found = align(own, own)
    assert [(p.upper, p.lower, p.change, p.similarity) for p in found.pairs] == [(t, t, "kept", 1.0) for t in own]


UP = target("tỷ lệ lao động qua đào tạo", 75)


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (UP, target(UP.indicator, 75, comparator=">"), ("kept", "value")),
        (UP, target(UP.indicator, 70, deadline=None), ("lowered", "value")),  # nothing says that it is due earlier
        (UP, target(UP.indicator, 80, deadline="2026-06-30"), ("raised", "value")),
        (UP, target(UP.indicator, 70, deadline="2026-2030"), ("lowered", "value")),  # a period ends in its last year
        (UP, target(UP.indicator, 70, deadline="2030-Q4"), ("lowered", "value")),
        (UP, target(UP.indicator, 75, deadline="2025"), ("kept", "deadline")),
        (target("tỷ lệ hộ nghèo còn", 5, comparator="<"), target("tỷ lệ hộ nghèo còn", 5, deadline="2027"), ("kept", "deadline")),
        (target("tỷ lệ hộ nghèo còn", 5, comparator="<"), target("tỷ lệ hộ nghèo còn", 7, deadline="2027"), ("kept", "deadline")),
        (target("tỷ lệ hộ nghèo còn", 5, comparator="<"), target("tỷ lệ hộ nghèo còn", 4, deadline="2027"), ("raised", "value")),
        (target("tỷ lệ hộ nghèo", 2, value_max=3), target("tỷ lệ hộ nghèo", 1, value_max=2), ("raised", "value")),
    ],
)
def test_change(upper: Target, lower: Target, expected: tuple[str, str]) -> None:
    (pair,) = align([upper], [lower]).pairs
    assert (pair.change, pair.basis) == expected


DIRECTIVE = "Đến năm 2030, tỷ lệ lao động qua đào tạo đạt 75%; tỷ lệ hộ nghèo còn dưới 3%."


def test_cascade() -> None:
    upper, first, second = targets(DIRECTIVE), targets("Đến năm 2030, tỷ lệ hộ nghèo còn 4%."), targets("Đến năm 2030, trồng 300 ha rừng.")
    rows = to_json(cascade(upper, [("b", first), ("a", second), ("none", ())]))
    assert [row["target"] and row["target"]["value"] for row in rows] == [75, 3, None]
    assert [[(m["document"], m["change"], m["target"] and m["target"]["value"]) for m in row["matches"]] for row in rows] == [
        [("b", "dropped", None), ("a", "dropped", None)],
        [("b", "lowered", 4), ("a", "dropped", None)],
        [("a", "added", 300)],
    ]
    lowered = rows[1]["matches"][0]
    assert set(lowered) == {"document", "target", "change", "similarity", "basis"} and lowered["basis"] == "value"
    assert lowered["target"]["span"]["quote"] == first[0].span.quote
    json.dumps(rows)


def test_nothing_is_added_where_all_is_answered() -> None:
    upper = targets(DIRECTIVE)
    assert [row.target for row in cascade(upper, [("same", upper)])] == list(upper)
    assert cascade([], []) == []


def test_plans_of_one_place_are_named() -> None:
    upper, lower = (targets(f"Đến năm 2030, có {n} ngành, nghề trọng điểm.") for n in (6, 5))
    (row,) = cascade(upper, [("district", lower), ("ubnd", lower)], same_place={"ubnd"})
    assert [(m.document, m.change, m.basis) for m in row.matches] == [("district", "kept", "share"), ("ubnd", "lowered", "value")]


def test_an_upper_target_that_stands_twice_is_not_dropped() -> None:
    twice = targets(f"{DIRECTIVE}\n- Đến năm 2030, tỷ lệ lao động qua đào tạo đạt 75%.")
    assert not align(twice, targets(DIRECTIVE)).dropped


@pytest.mark.parametrize("indicator", ["", "%", "tăng " * 2000, "so với " * 500 + "\n", "hộ nghèo, " * 5000, "\x00\ud800", "số " * 999, "a" * 100_000])
def test_odd_indicators(indicator: str) -> None:
    odd = [target(indicator, value) for value in (0, 1e308, float("inf"))]
    started = time.process_time()
    align(odd, [*odd, UP])
    assert not align(odd, [UP]).pairs
    assert time.process_time() - started < 5


def test_many_alike() -> None:
    started = time.process_time()
    found = align([UP] * 300, [UP] * 300)
    assert len(found.pairs) == 300 and time.process_time() - started < 10


def test_a_thousand_plans() -> None:
    below = [t for case in CASES for t in targets(case["lower"]) if t.status == "target"]
    upper = [targets(case["upper"])[0] for case in CASES[::11]][:15]
    plans = [(f"p{n}", [below[(n * 7 + k * 31) % len(below)] for k in range(6)]) for n in range(1000)]
    started = time.process_time()
    rows = cascade(upper, plans)
    assert time.process_time() - started < 4  # 0.5 s on an idle machine, with the words of a new process
    assert rows == cascade(upper, plans)
    told = {document for row in rows for document in {m.document for m in row.matches}}
    assert told == {document for document, _ in plans}
    order = [m.document for row in rows[:1] for m in row.matches]
    assert order == sorted(order, key=lambda name: int(name[1:]))


def test_without_the_segmenter_syllables_stand_for_words() -> None:
    code = (
        "import sys; sys.modules['underthesea'] = None\n"
        "from test_alignment import CASES, align, targets\n"
        "seen = [[targets(c[k]) for k in ('upper', 'lower')] for c in CASES]\n"
        "found = [[[u.index(p.upper), l.index(p.lower)] for p in align(u, l).pairs] for u, l in seen]\n"
        "print(sum(f == [p[:2] for p in c['pairs']] for f, c in zip(found, CASES)) / len(CASES))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent)
    assert float(done.stdout) > 0.95


def test_a_phrase_stands_in_one_table() -> None:
    phrases = Counter([*(phrase for phrase, _ in entries()), *lexicon.table("alignment")["together"]])
    assert not [phrase for phrase, n in phrases.items() if n > 1]
    assert all(fold(phrase) == phrase.strip(" ") for phrase in phrases if not phrase.startswith(","))


def test_groups_and_bad_things_name_what_is_there() -> None:
    table = lexicon.table("alignment")
    assert {name for group in table["alike"]["groups"] for name in group} <= set(table["population"])
    assert all(0 < axis["alone"] <= 1 for axis in table["qualifiers"].values())
