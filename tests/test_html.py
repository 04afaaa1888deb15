"""The page of a document: the whole text, every fact marked in its place, and nothing that a text could smuggle in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import rich
from test_cli import DISTRICT, vanban
from test_properties import DEMO, TEXTS
from vanban import wording
from vanban.export.html import page
from vanban.marks import Mark, marks
from vanban.model import Document, Section
from vanban.pipeline import parse_text
from vanban.text import Span

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "aside", "details", "summary", "div", "span", "p", "h1", "h2"),
    *("a", "b", "i", "small", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "th", "td", "input"),
}
VOID = {"meta", "input", "img"}


class Page(HTMLParser):
    """A page taken apart: the source text as it stands in `main`, where each class and id holds in it, and all links and tags.

    Like a browser, it takes a raw carriage return for a line end.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.words = ""
        self.held: dict[str, list[tuple[int, int]]] = {}  # class → stretches of the text
        self.at: dict[str, int] = {}  # id → where in the text its element begins
        self.classes: dict[str, str] = {}  # id → classes
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self._open: list[tuple[str, str, int]] = []
        self.feed(source.replace("\r\n", "\n").replace("\r", "\n"))
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes |= set(given)
        if "id" in given:
            self.ids.append(given["id"])
            self.at[given["id"]] = len(self.text)
            self.classes[given["id"]] = given.get("class", "")
        if "href" in given:
            self.links.append(given["href"])
        if tag not in VOID:
            self._open.append((tag, given.get("class", ""), len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        opened, classes, start = self._open.pop()
        assert opened == tag
        if self.inside and len(self.text) > start:
            for name in classes.split():
                self.held.setdefault(name, []).append((start, len(self.text)))

    @property
    def inside(self) -> bool:
        return any(tag == "main" for tag, _, _ in self._open)

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data
        else:
            self.words += data


def shown(text: str) -> str:
    """The text as HTML can hold it."""
    return re.sub(r"[\x00\ud800-\udfff]", "\ufffd", text)


def places(shows: Page, mark: Mark) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are marked for a fact."""
    number = re.search(r"\bp(\d+)\b", shows.classes[mark.id])
    assert number
    return iter(shows.held[f"g{number[1]}"])


def check(document: Document) -> Page:
    """Strip the tags and the source text is there; every fact is marked from its first character to its last, in the colour of its layer."""
    source = page(document)
    shows = Page(source)
    assert shows.text == shown(document.text)
    assert set(shows.tags) <= TAGS
    assert len(shows.ids) == len(set(shows.ids))
    assert all(link[0] == "#" and link[1:] in shows.ids for link in shows.links)
    assert shows.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "type", "checked", "aria-label", "title",
                                "data-sign", "open", "style", "scope"}  # fmt: skip
    for mark in marks(document):
        if mark.layer == "sections":
            assert not shown(document.text)[shows.at[mark.id] : mark.span.start].strip()  # the box may begin with the blanks before
            continue
        held = [at for a, b in places(shows, mark) for at in range(a, b)]
        assert held == list(range(mark.span.start, mark.span.end)), mark
        assert set(held) <= {at for a, b in shows.held[mark.layer] for at in range(a, b)}
        assert shows.at[mark.id] == mark.span.start
    return shows


MARKUP = st.sampled_from(["<", ">", "&", '"', "'", "]]>", "<script>", "</main>", "&lt;", "Luật Đất đai", "45%", "\r", "\n", "\x00", " "])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(TEXTS, st.lists(MARKUP).map("".join)))
@example("")
@example("\r\nLuật\r Đất đai\x00\x85\u2028\ud800")
@example("1. A\n\n  2. B 45%\n  a) c; b) d\n")
def test_without_the_tags_the_page_is_the_text(text: str) -> None:
    check(parse_text(text))


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_every_fact_of_the_corpus_is_marked_and_listed(path: Path) -> None:
    document = parse_text(path.read_text(encoding="utf-8"))
    shows = check(document)
    assert all(f"f-{mark.id}" in shows.ids for mark in marks(document))
    for c in document.citations:
        assert c.symbol is None or c.symbol in shows.words
    for t in document.targets:
        assert " ".join(t.indicator.split()) in " ".join(shows.words.split())
    for a in document.assignments:
        assert a.body.text in shows.words and a.action in shows.words


HOSTILE = """<script>alert("x")</script> ]]> <!-- </style> </main> <img src=x onerror='alert(1)'>
Số: 12/KH-UBND
KẾ HOẠCH
Thực hiện Chỉ thị số 21-CT/TW "><script>alert(1)</script> ngày 04/5/2023 của Ban Bí thư về <b onclick="x">dạy nghề</b> &amp; việc làm

1. <svg/onload=alert(1)> Đến năm 2030
Phấn đấu đạt 45% <iframe src="//evil.example"> học sinh 'học' "nghề".
2. Sở Nội vụ chủ trì, phối hợp với Sở <i>Tài chính</i> </a></span> thực hiện javascript:alert(1).
"""


def test_hostile_text_stays_text() -> None:
    document = parse_text(HOSTILE, name='"><script>alert(2)</script>.txt')
    assert document.citations and document.targets
    source = page(document)
    check(document)
    assert not re.search(r"<(?:script|img|svg|iframe|b onclick|!--)", source)


def test_hostile_facts_of_a_stored_document_stay_text() -> None:
    """Values are escaped wherever they are shown, also where a parser would not have produced them."""
    evil = '"><script>x</script>'
    d = rich()
    document = replace(
        d,
        id=evil,
        province=evil,
        citations=tuple(replace(c, name=evil, symbol=None, document_id=evil, section=evil, inferred=(evil,)) for c in d.citations),
        targets=tuple(replace(t, indicator=evil, unit=evil, deadline=evil, deadline_text=evil) for t in d.targets),
        assignments=tuple(replace(a, action=evil, product=evil, with_=(evil,), body=replace(a.body, text=evil)) for a in d.assignments),
        header=replace(d.header, title=evil, symbol=evil, place=evil, date=evil),
    )
    assert "<script" not in page(document)


def test_facts_that_overlap_are_each_seen() -> None:
    text = "Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư và Kế hoạch số 184-KH/TU ngày 27/6/2023 của Tỉnh ủy Lai Châu."
    document = parse_text(text)
    shows = check(document)
    first, second = (m for m in marks(document) if m.layer == "relations")
    assert list(places(shows, first)) == list(places(shows, second))  # one sentence, two statements
    at = text.index("21-CT/TW")
    assert all(any(a <= at < b for a, b in shows.held[layer]) for layer in ("citations", "relations"))


def test_sections_that_cross_do_not_break_the_page() -> None:
    text = "1. một\n2. hai\n3. ba\n"
    crossing = (Section("1", "1.", None, Span(0, 14, text[:14]), None), Section("2", "2.", None, Span(7, 20, text[7:20]), None))
    check(replace(parse_text(text), sections=crossing))


def test_the_page_needs_nothing_else() -> None:
    source = page(parse_text(DISTRICT))
    assert source.startswith("<!DOCTYPE html>") and '<html lang="vi">' in source
    assert "default-src 'none'; style-src 'unsafe-inline'" in source
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<link|<script", source)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_can_be_read() -> None:
    """WCAG 2 AA: 4.5 to 1 on paper, on the desk behind it and where a fact is lit up."""
    css = page(parse_text(""))
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", css)) | {"paper": "#ffffff"}
    for name in ("ink", "soft", "header", "sections", "citations", "relations", "targets", "assignments", "warnings"):
        grounds = ("paper", "desk", "hit") if name in ("ink", "soft") else ("paper", "desk")
        for ground in grounds:
            assert (luminance(colours[ground]) + 0.05) / (luminance(colours[name]) + 0.05) >= 4.5, (name, ground)


@pytest.mark.parametrize(
    ("value", "words"),
    [("2024-12-15", "15/12/2024"), ("2024-Q4", "quý IV/2024"), ("2025-2030", "2025 - 2030"), ("annual", "hằng năm"), ("2024-10", "10/2024"),
     ("2024-10/2024-12", "10/2024 - 12/2024"), ("2030", "2030"), ("trước ngày 15/12 hằng năm", "trước ngày 15/12 hằng năm")],
)  # fmt: skip
def test_deadlines_in_words(value: str, words: str) -> None:
    assert wording.due(value) == words


def test_the_page_grows_with_the_text_not_faster() -> None:
    """Many facts that rest on one sentence do not multiply the page, nor the time: one that grew with their square would hang here for a minute."""
    text = "Thực hiện " + ", ".join(f"Chỉ thị số {n}-CT/TW" for n in range(1, 4000)) + "."
    document = parse_text(text)
    assert len(document.relations) > 3500
    assert len(page(document)) < 60 * len(text)


# The command.


def test_parse_shows_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISTRICT, encoding="utf-8")
    done = vanban("parse", "--format", "html", tmp_path / "a.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert Page(done.stdout).text == DISTRICT


def test_parse_writes_a_page_for_each(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(DISTRICT, encoding="utf-8")
    done = vanban("parse", "--format", "html", "--out", tmp_path / "out", tmp_path / "a.txt", tmp_path / "no.txt", tmp_path / "b.txt")
    assert done.returncode == 1 and "no.txt" in done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.html", "b.html"]
    assert Page((tmp_path / "out" / "b.html").read_text(encoding="utf-8")).text == DISTRICT


def test_several_pages_need_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISTRICT, encoding="utf-8")
    done = vanban("parse", "--format", "html", tmp_path / "a.txt", tmp_path / "a.txt")
    assert (done.returncode, done.stdout) == (2, "") and "--out" in done.stderr
