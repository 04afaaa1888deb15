"""Forms of real documents that trip a naive reader: each case says what is to be found in it, and so what is not.

A layer that a case states is stated whole. What a record fills in and names in `inferred` is compared only where the case states a value.
"""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from vanban.model import Citation, Document
from vanban.pipeline import parse
from vanban.readers import read_bytes
from vanban.text import Span, fold

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 9/KH-UBND\nSơn La, ngày 02 tháng 01 năm 2025\n\nKẾ HOẠCH\nvề việc thử\n\n"
CASES: list[dict[str, Any]] = [json.loads(line) for line in (Path(__file__).parent / "cases" / "hard.jsonl").read_text(encoding="utf-8").splitlines()]
LAYERS = {"citations", "locators", "same", "different", "relations", "targets", "assignments", "header", "outline", "warnings"}


def words(value: str | None) -> str | None:
    """Names, units and deadlines in words are compared in one spelling."""
    return fold(value) if value is not None else None


def given(citation: Citation, field: str, wanted: str | None) -> str | None:
    """What the record holds of a mention; what it only inferred counts as absent where nothing is wanted."""
    if wanted is None and field in citation.inferred:
        return None
    return citation.issuer and citation.issuer.text if field == "issuer" else getattr(citation, field)


def citations(d: Document, wanted: list[list[str | None]]) -> tuple[list[Any], list[Any]]:
    """Mentions in the order of the text: symbol or name, date, issuer, and the name of a numbered law where the case gives it."""
    # A mention beyond those wanted is compared with nothing.
    padded = wanted + [[None, None, None]] * (len(d.citations) - len(wanted))
    found = []
    for c, (_, date, issuer, *name) in zip(d.citations, padded, strict=False):
        mention = [words(c.symbol or c.name), given(c, "date", date), words(given(c, "issuer", issuer))]
        found.append((*mention, words(c.name)) if name else tuple(mention))
    return found, [(words(key), date, *map(words, rest)) for key, date, *rest in wanted]


def relations(d: Document) -> list[tuple[str, str, str]]:
    """Distinct triples of keys. A law cited by name and by number is one document, known by its number; a mere mention of it beside a closer tie is dropped."""
    numbers = {fold(c.name): c.symbol for c in d.citations if c.symbol and c.name}
    key = {c.id: fold(c.symbol or numbers.get(fold(c.name or "")) or c.name or "") for c in d.citations} | {"self": "self"}
    triples = {(key[r.subject], r.type, key[r.object]) for r in d.relations}
    closer = {object for subject, kind, object in triples if subject == "self" and kind != "cites" and object in {fold(s) for s in numbers.values()}}
    return [t for t in triples if not (t[:2] == ("self", "cites") and t[2] in closer)]


def spans(value: Any) -> Iterator[Span]:
    """Every span of a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from spans(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def differences(layer: str, found: Iterable[Hashable], wanted: Iterable[Hashable]) -> list[str]:
    has, needs = Counter(found), Counter(wanted)
    return [f"{layer}: not found: {x}" for x in (needs - has).elements()] + [f"{layer}: found, not there: {x}" for x in (has - needs).elements()]


def compare(d: Document, expect: dict[str, Any]) -> list[str]:
    """What is wrong, a line each."""
    wrong = [f"quote is not the text at {s.start}..{s.end}: {s.quote!r}, {d.text[s.start : s.end]!r}" for s in spans(d) if d.text[s.start : s.end] != s.quote]
    if "citations" in expect:
        found, wanted = citations(d, expect["citations"])
        wrong += differences("citations", found, wanted) or ([] if found == wanted else [f"citations: order of {found}"])
    if "locators" in expect:
        located = [(c.symbol or c.name, x.article, x.clause, x.point) for c in d.citations for x in c.locator or ()]
        wrong += differences("locators", located, map(tuple, expect["locators"]))
    if len(d.citations) == len(expect.get("citations", ())):
        ids = [c.document_id for c in d.citations]
        for group in expect.get("same", ()):
            if len({ids[i] for i in group}) != 1 or ids[group[0]] is None:
                wrong.append(f"one document: {[ids[i] for i in group]}")
        for group in expect.get("different", ()):
            if len({ids[i] for i in group}) != len(group):
                wrong.append(f"different documents: {[ids[i] for i in group]}")
    if "relations" in expect:
        wrong += differences("relations", relations(d), [(fold(s), kind, fold(o)) for s, kind, o in expect["relations"]])
    if "targets" in expect:
        targets = [(t.comparator, t.value, t.value_max, words(t.unit), words(t.deadline), t.status) for t in d.targets]
        wrong += differences("targets", targets, [(c, v, m, words(u), words(by), status) for c, v, m, u, by, status in expect["targets"]])
    if "assignments" in expect:
        charged = [(fold(a.body.text), a.role, words(a.deadline), a.recurrence) for a in d.assignments]
        wrong += differences("assignments", charged, [(fold(body), role, words(by), often) for body, role, by, often in expect["assignments"]])
    for field, value in expect.get("header", {}).items():
        held = getattr(d.header, field)
        held = held.text if field == "issuer" and held else held
        if words(held) != words(value):
            wrong.append(f"header.{field}: {held!r}, wanted {value!r}")
    if "outline" in expect and (paths := [s.path for s in d.sections]) != expect["outline"]:
        wrong.append(f"outline: {paths}, wanted {expect['outline']}")
    if "warnings" in expect:
        wrong += differences("warnings", {w.code for w in d.warnings}, expect["warnings"])
    return wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_hard_case(case: dict[str, Any]) -> None:
    text = HEAD * case.get("head", False) + case["text"]
    wrong = compare(parse(read_bytes(f"{case['id']}.txt", text.encode())), case["expect"])
    assert not wrong, "\n".join([f"{case['id']}: {case['why']}", *wrong, "in:", text])


def test_every_hard_form_has_its_case() -> None:
    assert {case["id"][:3] for case in CASES} == {f"H{n:02}" for n in range(1, 52) if n != 44}  # 44, legacy fonts, is for the readers to solve
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["expect"] and set(case["expect"]) <= LAYERS for case in CASES)
