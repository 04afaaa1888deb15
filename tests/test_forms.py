"""The same document as Word file, old Word file, PDF made from it and clean scan of that says the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

import forms
from vanban.model import Document
from vanban.pipeline import parse, parse_text
from vanban.readers import office, read

DEMO = Path(__file__).parents[1] / "corpora" / "demo"
# A directive and a plan of the Party, a plan of the State with a task table.
NAMES = ("21-ct-tw-2023", "ca-mau-178-kh-tu-2023", "gia-lai-xa-chu-prong-27-kh-ubnd-2026")
pytestmark = pytest.mark.skipif(not forms.HAS_OFFICE, reason="LibreOffice is not installed")
needs_ocr = pytest.mark.skipif(not forms.HAS_OCR, reason="tesseract with its Vietnamese model is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Each document as NAME.docx, NAME.doc, NAME.pdf and NAME-scan.pdf."""
    folder = tmp_path_factory.mktemp("forms")
    made = [forms.to_docx((DEMO / f"{name}.txt").read_text("utf-8"), folder / f"{name}.docx") for name in NAMES]
    forms.convert(made, "doc", folder)
    for pdf in forms.convert(made, "pdf", folder):
        forms.scan(pdf, pdf.with_name(f"{pdf.stem}-scan.pdf"))
    yield folder


def said(document: Document) -> dict[str, Any]:
    """What must be the same in every form."""
    h = document.header
    return {
        "symbol": h.symbol,
        "doc_type": h.doc_type,
        "date": h.date,
        "issuer": h.issuer,
        "citations": [(c.symbol or c.name, c.date, c.issuer and c.issuer.id) for c in document.citations],
        "targets": [(t.value, t.value_max, t.unit, t.comparator, t.deadline, t.status) for t in document.targets],
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [".docx", ".doc", ".pdf", pytest.param("-scan.pdf", marks=needs_ocr)])
def test_every_form_says_the_same(name: str, form: str, folder: Path) -> None:
    text = parse_text((DEMO / f"{name}.txt").read_text("utf-8"))
    document = parse(read(folder / f"{name}{form}"))
    assert said(document) == said(text)
    if form != "-scan.pdf":
        assert [(a.body.text, a.role, a.deadline) for a in document.assignments] == [(a.body.text, a.role, a.deadline) for a in text.assignments]
        assert [s.path for s in document.sections] == [s.path for s in text.sections]


def test_old_files_are_converted_many_in_a_call(folder: Path) -> None:
    paths = [folder / f"{name}.doc" for name in NAMES]
    made = office.convert([(path.name, path) for path in paths])
    assert all(isinstance(one, bytes) and one[:2] == b"PK" for one in made)


_KIND = re.compile(r"^\s*(?:KẾ HOẠCH|CHỈ THỊ)\s*$", re.M)


def parts(text: str) -> tuple[str, str]:
    """Letterhead and body without drawn rules, as single blanks part their words."""
    kind = _KIND.search(text)
    assert kind
    clean = (unicodedata.normalize("NFC", re.sub(r"[-–—|_*]+", " ", part)) for part in (text[: kind.start()], text[kind.start() :]))
    head, body = (" ".join(part.split()) for part in clean)
    return head, body


@needs_ocr
def test_clean_scans_are_read_with_few_errors(folder: Path) -> None:
    """At most 2 characters of a hundred are wrong in letterheads, at most 1 in bodies."""
    pairs = [[parts(read(folder / f"{name}{form}").text) for form in (".pdf", "-scan.pdf")] for name in NAMES]
    for k, most in ((0, 0.02), (1, 0.01)):
        errors = sum(Levenshtein.distance(truth[k], found[k]) for truth, found in pairs)
        assert errors <= most * sum(len(truth[k]) for truth, _ in pairs)
