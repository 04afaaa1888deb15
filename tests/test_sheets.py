"""The page of a PDF or scan: every fact boxed where it stands on the paper, and nothing that the file could smuggle in."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from papers import Paper, changed_pages, needs_fonts, source_of
from test_cli import vanban
from test_html import Page, shown
from test_pdf import PROSE, letterhead, prose, signature
from test_scans import LINES, needs_ocr, note, packed
from vanban.errors import ReadError
from vanban.export.html import page
from vanban.marks import marks
from vanban.model import Document, Source
from vanban.pipeline import parse
from vanban.places import Page as Side
from vanban.readers import read_bytes
from vanban.readers.pictures import as_webp, pictures

pytestmark = needs_fonts
TARGET = "Phấn đấu đến năm 2030 đạt 45% học sinh vào hệ thống giáo dục nghề nghiệp."
WORKS = "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng kế hoạch hằng năm."


def plan(turned: int = 0) -> Paper:
    """Two pages, a citation over their border."""
    paper = letterhead(Paper(turned=turned)).centred(300, 165, "KẾ HOẠCH").centred(300, 185, "Thực hiện nhiệm vụ giáo dục nghề nghiệp năm 2024")
    prose(paper, 230).lines(85, 700, [TARGET, "", "Thực hiện Chỉ thị số 21-CT/TW ngày 04"])
    paper.next().lines(85, 80, ["tháng 5 năm 2023 của Ban Bí thư về giáo dục nghề nghiệp.", WORKS])
    return signature(paper, 300)


class Figures(HTMLParser):
    """The pictures of a page and the boxes on each: class, left, top, width, height in percent, ids of the facts that begin there."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.pictures: list[Image.Image] = []
        self.boxes: list[list[tuple[str, tuple[float, ...], list[str]]]] = []
        self.ids: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "figure":
            self.boxes.append([])
            self.ids.append(given["id"])
        elif tag == "img":
            kind, data = given["src"].split(",", 1)
            assert kind == "data:image/webp;base64"
            self.pictures.append(Image.open(io.BytesIO(base64.b64decode(data, validate=True))))
        elif tag == "a" and given.get("class", "").startswith("box "):
            place = tuple(float(value) for value in re.findall(r":(-?[\d.]+)%", given["style"]))
            self.boxes[-1].append((given["class"], place, []))
        elif given.get("id", "").startswith("b-"):
            self.boxes[-1][-1][2].append(given["id"][2:])


@cache
def made() -> tuple[Source, Document, str]:
    data = plan().data()
    source = source_of(data)
    document = parse(source)
    return source, document, page(document, [as_webp(picture) for picture in _drawn(data, document.pages)])


def _drawn(data: bytes, pages: Sequence[Side], name: str = "a.pdf") -> list[Image.Image]:
    path = Path(PATHS[0], name)
    path.write_bytes(data)
    return list(pictures(path, pages))


PATHS: list[Path] = []


@pytest.fixture(autouse=True, scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    PATHS[:] = [tmp_path_factory.mktemp("sheets")]
    made.cache_clear()


def test_every_page_is_a_figure_and_the_text_stays_the_text() -> None:
    source, document, html = made()
    shows, figures = Page(html), Figures(html)
    assert shows.text == shown(document.text) == shown(source.text)
    assert figures.ids == ["page-1", "page-2"]
    assert all(
        picture.format == "WEBP" and abs(picture.width - 595 * 110 / 72) < 2 and abs(picture.height - 842 * 110 / 72) < 2 for picture in figures.pictures
    )
    assert len(shows.ids) == len(set(shows.ids))
    assert all(link[0] == "#" and link[1:] in shows.ids for link in shows.links)
    assert shows.links.count("#pages") == 1
    assert len(html) < 600_000


def test_nothing_but_data_pictures_may_be_loaded() -> None:
    html = made()[2]
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:\"" in html
    assert not re.search(r"https?:|url\(|@import|<link|<script|<iframe| on[a-z]+=", html)
    assert re.findall(r'src="(.{22})', html) == ["data:image/webp;base64"] * 2


def test_every_fact_has_a_box_on_the_words_that_prove_it() -> None:
    source, document, html = made()
    figures = Figures(html)
    begins = {id: (n, classes.split()[1], place) for n, boxes in enumerate(figures.boxes, 1) for classes, place, ids in boxes for id in ids}
    assert source.places
    layers = set()
    for mark in marks(document):
        boxes = source.places.boxes(mark.span.start, mark.span.end)
        if mark.layer == "sections" or not boxes:
            assert mark.id not in begins
            continue
        number, layer, (left, top, width, height) = begins[mark.id]
        box = boxes[0]
        assert (number, layer) == (box.page, mark.layer)
        expected = (box.x0 / 5.95, box.top / 8.42, (box.x1 - box.x0) / 5.95, (box.bottom - box.top) / 8.42)
        assert (left, top, width, height) == pytest.approx(expected, abs=0.03)
        assert min(left, top) >= 0 and left + width <= 100 and top + height <= 100 and height < 4
        layers.add(mark.layer)
        assert f'href="#b-{mark.id}">tr. {number}</a>' in html
    assert layers == {"header", "citations", "relations", "targets", "assignments"}
    count = sum(len({(b.page, b.top) for b in source.places.boxes(*span)}) for span in {(m.layer, m.span.start, m.span.end): (m.span.start, m.span.end)
                for m in marks(document) if m.layer != "sections"}.values())  # fmt: skip
    assert sum(map(len, figures.boxes)) == count


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("is_told", [True, False])
def test_boxes_lie_on_the_ink(turned: int, is_told: bool) -> None:
    """The picture and the boxes agree, however the page is turned in the file, also where the file does not say so."""
    data = plan(turned).data() if is_told else changed_pages(plan(turned).data(), lambda page: page.set_rotation(0))
    source = source_of(data)
    document = parse(source)
    assert source.places and document.citations
    drawn = [picture.convert("L") for picture in _drawn(data, document.pages)]
    for mark in marks(document):
        for box in source.places.boxes(mark.span.start, mark.span.end) if mark.layer != "sections" else ():
            picture = drawn[box.page - 1]
            scale = picture.width / 595
            inside = picture.crop([round(value * scale) for value in box[1:]])
            above = picture.crop([round(value * scale) for value in (box.x0, box.top - 1.5, box.x1, box.top - 0.5)])
            assert min(inside.tobytes()) < 100
            dark = [sum(value < 128 for value in part.tobytes()) / len(part.tobytes()) for part in (inside, above)]
            assert dark[0] > 2 * dark[1], mark


def test_a_fact_over_a_page_border_has_boxes_on_both_and_one_anchor() -> None:
    _, document, html = made()
    figures = Figures(html)
    citation = next(c for c in document.citations if c.symbol == "21-CT/TW")
    numbers = {re.search(r"g\d+", classes)[0] for boxes in figures.boxes for classes, _, ids in boxes if citation.id in ids}  # type: ignore[index]
    (number,) = numbers
    on = [n for n, boxes in enumerate(figures.boxes, 1) for classes, _, _ in boxes if classes.endswith(number)]
    assert on == [1, 2] and html.count(f'id="b-{citation.id}"') == 1


def test_the_command_writes_pages(tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch.pdf"
    path.write_bytes(plan().data())
    done = vanban("parse", path, "--format", "html")
    assert (done.returncode, done.stderr) == (0, "") and Figures(done.stdout).ids == ["page-1", "page-2"]
    text = tmp_path / "a.txt"
    text.write_text("\n".join(PROSE), encoding="utf-8")
    assert "<figure" not in vanban("parse", text, "--format", "html").stdout


def test_names_of_files_and_facts_stay_text() -> None:
    words = 'Luật Đất đai <script>alert("1")</script> năm 2024 "><img src=x>'
    source = read_bytes('"><script>x</script>.pdf', Paper().write(60, 100, f"Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 {words}", 9).data())
    assert source.places
    html = page(parse(source), [as_webp(Image.new("RGB", (10, 10)))])
    assert "<script" not in html and html.count("<img") == 1


def test_pages_of_files_that_have_changed_are_refused() -> None:
    sides = made()[1].pages
    with pytest.raises(ReadError, match="has no page 2"):
        _drawn(Paper().write(85, 100, "Một trang").data(), sides)
    with pytest.raises(ReadError, match="damaged or no picture"):
        _drawn(b"no file of pages", sides)
    with pytest.raises(ReadError, match="no such file"):
        list(pictures(PATHS[0] / "none.pdf", sides))


@needs_ocr
@pytest.mark.parametrize("turn", [0, 180])
def test_the_pages_of_a_photograph(turn: int) -> None:
    """They are shown as they are read, also where the photograph lies on its head."""
    data = packed(note().rotate(turn, expand=True))
    source = read_bytes("a.png", data)
    assert source.places
    document = parse(source)
    (picture,) = _drawn(data, document.pages, "a.png")
    html = page(document, [as_webp(picture)])
    assert Page(html).text == shown(source.text) and "nhận dạng ký tự, độ tin cậy 9" in html
    at = source.text.index(LINES[3].split()[0])
    (box,) = source.places.boxes(at, at + 4)
    scale = picture.width / source.places.pages[0].width
    assert min(picture.convert("L").crop([round(value * scale) for value in box[1:]]).tobytes()) < 100
