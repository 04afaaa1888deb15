"""The spaCy component: the same facts, in the same places, whatever the tokens are."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from test_cli import DISTRICT
from test_properties import DEMO, TEXTS
from vanban.marks import LAYERS, marks
from vanban.nlp.component import aligned
from vanban.pipeline import parse_text
from variants import VARIANTS

TEXT = f"{DISTRICT}\n2. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính báo cáo trước ngày 15/12 hằng năm.\n"


def blank(language: str = "xx") -> Language:
    nlp = spacy.blank(language, **({"config": {"nlp": {"tokenizer": {"use_pyvi": False}}}} if language == "vi" else {}))
    nlp.add_pipe("vanban")
    return nlp


NLP = blank()


def check(doc: Doc, text: str) -> None:
    """Every fact of the text is a span in its group, exactly where it stands."""
    document = parse_text(text)
    assert doc.text == text
    assert doc._.vanban == document
    for layer in LAYERS:
        expected = [mark for mark in marks(document) if mark.layer == layer]
        got = [(s.id_, s.label_, s.start_char, s.end_char, s.text, s._.vanban) for s in doc.spans[layer]]
        assert got == [(m.id, m.label, m.span.start, m.span.end, m.span.quote, m.fact) for m in expected]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
@example("")
@example("\x00\x00 Luật Đất đai\x00")
@example("Số: 12/KH-UBND\r\n\r\nLuật Đất đai45%")
@example(" Luật  Đất\u00a0đai \t 45% ")
@example("thay thế 1.  năm 2030 Luật Đất đai từ 40 đến 45% 45% Lai Châu, ngày 02 tháng 3 năm 2024")  # a fact that ends with a blank
def test_every_fact_has_its_exact_place_in_any_text(text: str) -> None:
    check(NLP(text), text)


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_every_document_of_the_corpus_in_every_spelling(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for spell in VARIANTS.values():
        check(NLP(spell(text)), spell(text))


@pytest.mark.parametrize("language", ["xx", "vi", "en"])
def test_any_tokenizer_will_do(language: str) -> None:
    check(blank(language)(TEXT), TEXT)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_tokens_border_wherever_it_is_asked(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n\u0301", min_size=1, max_size=30))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda p: p[0] < p[1])
    spans = data.draw(st.lists(places, max_size=8))
    doc = aligned(NLP.make_doc(text), [a for a, _ in spans], [b for _, b in spans])
    assert doc.text == text
    for a, b in spans:
        span = doc.char_span(a, b)
        assert span is not None and span.text == text[a:b]


def test_a_doc_whose_tokens_fit_stays_itself() -> None:
    doc = NLP.make_doc("Luật Đất đai")
    assert aligned(doc, [0, 5], [4, 12]) is doc
    assert aligned(doc, [1], []) is not doc


def test_several_facts_in_one_place_keep_apart() -> None:
    doc = NLP(TEXT)
    *_, lead, help_ = doc.spans["assignments"]
    assert (lead.label_, lead._.vanban.body.text) == ("lead", "Sở Nội vụ")
    assert (help_.label_, help_._.vanban.body.text) == ("coordinate", "Sở Tài chính")
    doc = NLP("Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư và Kế hoạch số 184-KH/TU ngày 27/6/2023 của Tỉnh ủy Lai Châu.")
    first, second = doc.spans["relations"]
    assert (first.start, first.end) == (second.start, second.end)
    assert (first._.vanban.object, second._.vanban.object) == ("c1", "c2")


def test_other_spans_and_docs_have_no_fact() -> None:
    assert NLP.make_doc("x")._.vanban is None
    assert NLP(TEXT)[0:2]._.vanban is None
    assert NLP.make_doc("x")[0:1]._.vanban is None


# What components before it have said goes along.


def annotated() -> Doc:
    """A line whose tokens hide borders of facts ("45%học", "15/12."), with every kind of annotation."""
    words = ["Giao", "Sở", "Nội", "vụ", "chủ", "trì", "đạt45%học", "sinh", "."]
    doc = Doc(
        NLP.vocab,
        words=words,
        spaces=[True] * 7 + [False, False],
        tags=list("VNNNVVXNP"),
        pos=["VERB", "NOUN", "NOUN", "NOUN", "VERB", "VERB", "NUM", "NOUN", "PUNCT"],
        lemmas=[w.lower() for w in words],
        heads=[0, 0, 1, 1, 0, 4, 7, 4, 0],
        deps=["ROOT", *["dep"] * 8],
        ents=["O", "B-ORG", "I-ORG", "I-ORG", "O", "O", "B-NUM", "I-NUM", "O"],
    )
    doc.spans["mine"] = [Span(doc, 6, 8, label="A", kb_id="Q1", span_id="i1"), Span(doc, 1, 4, label="B")]
    doc.cats = {"plan": 1.0}
    doc.user_data["note"] = "kept"
    doc.tensor = np.arange(18, dtype="float32").reshape(9, 2)
    return doc


def test_annotation_goes_along_when_tokens_are_split() -> None:
    old = annotated()
    new = aligned(old, [old.text.index("45%")], [old.text.index("học")])
    assert [t.text for t in new][6:9] == ["đạt", "45%", "học"] and new.text == old.text
    assert [(e.text, e.label_) for e in new.ents] == [(e.text, e.label_) for e in old.ents]
    assert [(s.text, s.label_, s.kb_id_, s.id_) for s in new.spans["mine"]] == [(s.text, s.label_, s.kb_id_, s.id_) for s in old.spans["mine"]]
    assert [s.text for s in new.sents] == [s.text for s in old.sents]
    assert [t.tag_ for t in new] == list("VNNNVVXXXNP") and [t.pos_ for t in new][6:10] == ["NUM", "NUM", "NUM", "NOUN"]
    assert [t.head.text for t in new] == ["Giao", "Giao", "Sở", "Sở", "Giao", "chủ", "sinh", "đạt", "đạt", "chủ", "Giao"]
    assert (new.cats, new.user_data) == ({"plan": 1.0}, {"note": "kept"})
    assert new.tensor.tolist()[6:10] == [[12, 13]] * 3 + [[14, 15]]


def test_sentences_without_dependencies_go_along() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    old = nlp("Một. Hai45%ba. Bốn.")
    new = aligned(old, [old.text.index("45%")], [old.text.index("ba")])
    assert len(new) > len(old)
    assert [s.text for s in new.sents] == [s.text for s in old.sents] == ["Một.", "Hai45%ba.", "Bốn."]


def test_it_works_behind_and_before_other_components() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("vanban")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Sở Nội vụ"}])
    doc = nlp(TEXT)
    check(doc, TEXT)
    assert [e.text for e in doc.ents] == ["Sở Nội vụ"]
    assert "".join(s.text_with_ws for s in doc.sents) == TEXT


# Through pipe, processes and files.


def test_pipe_keeps_contexts() -> None:
    for doc, number in NLP.pipe([(TEXT, 1), ("Luật Đất đai45%", 2)], as_tuples=True):
        check(doc, TEXT if number == 1 else "Luật Đất đai45%")


def test_a_doc_is_written_and_read_back_with_its_facts() -> None:
    text = TEXT + "Phấn đấu đạt " + "9" * 400 + " người.\x00"
    doc = NLP(text)
    check(Doc(NLP.vocab).from_bytes(doc.to_bytes()), text)
    check(pickle.loads(pickle.dumps(doc)), text)
    check(doc.copy(), text)
    (back,) = DocBin(store_user_data=True).from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(NLP.vocab)
    check(back, text)


def test_it_works_in_two_processes(tmp_path: Path) -> None:
    code = f"""
import spacy
if __name__ == "__main__":
    nlp = spacy.blank("xx")
    nlp.add_pipe("vanban")
    texts = [{TEXT!r}, "Luật Đất đai45%", ""]
    for doc in nlp.pipe(texts * 2, n_process=2, batch_size=2):
        assert doc._.vanban.text == doc.text
        assert all(s.text == doc.text[s.start_char:s.end_char] and s._.vanban for group in doc.spans.values() for s in group)
        print(len(doc.spans["citations"]), end=" ")
"""
    (tmp_path / "two.py").write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, tmp_path / "two.py"], capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert (done.stdout, done.returncode) == ("3 1 0 3 1 0 ", 0), done.stderr


def test_a_saved_pipeline_is_loaded_by_its_entry_point(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path / "model")
    code = f"import spacy; print(len(spacy.load({str(tmp_path / 'model')!r})('Luật Đất đai').spans['citations']))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "1\n"


def test_the_readme_tells_what_happens() -> None:
    code = next(block for block in (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8").split("```python\n")[1:] if "spacy" in block)
    names: dict[str, object] = {}
    exec(code.split("```")[0], names)
    span = names["span"]
    assert isinstance(span, Span)
    assert (span.text, span.label_, span.id_) == ("Chỉ thị số 12-CT/TW ngày 06/7/2022 của Ban Bí thư", "CT", "c1")
    assert span._.vanban.issuer.text == "Ban Bí thư"
