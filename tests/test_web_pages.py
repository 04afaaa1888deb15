"""Saved web pages: the text they are about, with its tables, and what they say of themselves; nothing of what the site puts around it."""

import time
import unicodedata
from pathlib import Path

import pytest

from vanban.errors import ReadError
from vanban.model import Document, Source
from vanban.pipeline import parse
from vanban.readers import read, read_bytes

PAGES = Path(__file__).parent / "data" / "pages"
DECISION = (PAGES / "decision.txt").read_text(encoding="utf-8")
OF_LEGAL_SITES = ["legal-database.html", "legal-news-database.html", "legal-ministry.htm", "legal-old-portal.html", "legal-gazette.htm"]


def page(body: str, head: str = "") -> Source:
    """A page with this body, read."""
    return read_bytes("trang.html", f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode())


def lines(source: Source) -> list[str]:
    return [line for line in source.text.splitlines() if line and set(line) - set("| -")]


@pytest.mark.parametrize("name", OF_LEGAL_SITES)
def test_a_document_in_a_page_is_whole_and_alone(name: str) -> None:
    """Five ways in which legal sites show a document; only a headline of the site's may stand before it."""
    found = [unicodedata.normalize("NFC", line) for line in lines(read(PAGES / name))]  # Windows-1258 has tones as marks
    wanted = [line for line in DECISION.splitlines() if line]
    assert found[-len(wanted) :] == wanted
    assert found[: -len(wanted)] in ([], ["Quyết định 215/QĐ-UBND Sơn La 2025 kế hoạch chuyển đổi số thú y"])


def facts(document: Document) -> dict[str, object]:
    """What a document says, wherever it stands in its source."""
    h = document.header
    return {
        "kind": document.source.kind,
        "header": (h.symbol, h.doc_type, h.date, h.place, h.title, h.issuer and h.issuer.id, [s.name for s in h.signers], [r.text for r in h.recipients]),
        "citations": [(c.symbol, c.date, c.doc_type) for c in document.citations],
        "relations": [(r.type, r.subject) for r in document.relations],
        "targets": [(t.indicator, t.comparator, t.value, t.deadline) for t in document.targets],
        "assignments": [(a.body.text, a.role, a.action, a.deadline) for a in document.assignments],
        "sections": [(s.path, s.heading) for s in document.sections],
    }


@pytest.mark.parametrize("name", OF_LEGAL_SITES)
def test_a_document_in_a_page_says_what_its_text_says(name: str) -> None:
    plain = facts(parse(read_bytes("decision.txt", DECISION.encode())))
    assert plain["targets"] and plain["assignments"] and plain["citations"]
    found = parse(read(PAGES / name))
    assert facts(found) == plain
    assert all(found.text[c.span.start : c.span.end] == c.span.quote for c in found.citations)


# File, lines in their order, words that must not be there, site, day.
SHOWN = [
    (
        "news-paper.html",
        [
            "Thủ tướng yêu cầu siết quản lý thuốc thú y",
            "(BVD) - Thủ tướng Chính phủ vừa ký ban hành Công điện số 61/CĐ-TTg về kiểm soát thuốc thú y.",
            "Thủ tướng Chính phủ vừa ký ban hành Công điện số 61/CĐ-TTg ngày 11/5/2025 về tăng cường kiểm soát thuốc thú y trên thị trường.",
            "Thủ tướng yêu cầu:",
        ],
        ["GMT", "22/8/2025", "Ảnh minh họa", "bị phạt", "TTXVN", "Từ khóa", "công khai tên", "Giá vàng", "Tổng Biên tập", "Chính sách mới"],
        "TTXVN",
        "2025-05-12",
    ),
    (
        "news-province.html",
        [
            "Sơn La đẩy mạnh chuyển đổi số ngành thú y",
            "Tỉnh đặt chỉ tiêu trên 85% cơ sở giết mổ có mã số trong năm nay.",
            "| TT | Nhiệm vụ | Cơ quan thực hiện |  |",
            "|  |  | Chủ trì | Phối hợp |",
            "| 1 | Số hóa hồ sơ | Sở Nông nghiệp và Môi trường | Sở Tài chính |",
            "|  | Nâng cấp đường truyền |  |  |",
            "| 2 | Cấp mã số ¦ mã vạch |  |  |",
            "c. Danh mục nhiệm vụ",
            "d. Biểu mẫu báo cáo",
            "- Biểu tháng",
        ],
        ["Cổng thông tin", "tiếp công dân", "22/11/2026", "06:40", "Thu Hà", "Nguồn", "Facebook", "bóng chuyền", "Xem thêm", "Giấy phép"],
        "Báo Hoa Ban",
        "2025-04-16",
    ),
    (
        "word-export.htm",
        [
            "KẾ HOẠCH",
            "Phòng, chống bệnh dại trên địa bàn",
            "tỉnh Sơn La năm 2025",
            "I. MỤC TIÊU",
            "1. Tiêm phòng cho trên 80% tổng đàn chó, mèo.",
            "2. Giám sát 25 km2 vùng nguy cơ cao.",
            "- Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Sở Y tế tổ chức tiêm phòng.",
        ],
        ["Người soạn máy", "supportLists", "UBND TỈNH"],
        None,
        None,
    ),
    (
        "portal-tasks.mht",
        [
            "Giao nhiệm vụ chuyển đổi số thú y",
            "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |",
            "| 1 | Số hóa hồ sơ của trạm thú y | Sở Nông nghiệp và Môi trường | Sở Khoa học và Công nghệ | Quý III năm 2025 |",
        ],
        ["Duyệt trang", "Hỏi đáp", "bản tin tuần", "Hoa Ban", "=C3"],
        "sonla.example",
        "2025-04-18",
    ),
    ("legal-database.html", [], ["kịch bản", "font:", "Tóm tắt", "Số hiệu", "Decision", "kế toán", "901", "Minh Anh", "Mật khẩu"], "tracuu.example", None),
    ("legal-news-database.html", [], ["Ghi chú", "đóng phí", "15/NQ-HĐND", "cookie", "Zalo"], "Luật Ví Dụ", None),
    ("legal-ministry.htm", [], ["Lịch sử", "Còn hiệu lực", "lượt truy cập", "Bản quyền"], None, None),
]


@pytest.mark.parametrize(("name", "wanted", "absent", "site", "published"), SHOWN, ids=[row[0] for row in SHOWN])
def test_pages(name: str, wanted: list[str], absent: list[str], site: str | None, published: str | None) -> None:
    source = read(PAGES / name)
    found = lines(source)
    assert [line for line in found if line in wanted] == wanted
    assert not [words for words in absent if words in source.text]
    assert (source.site, source.published) == (site, published)


def test_facts_of_news_and_portal() -> None:
    news = parse(read(PAGES / "news-province.html"))
    assert (news.source.kind, news.header.symbol, news.header.date) == ("report", "215/QĐ-UBND", "2025-04-14")
    assert [t.value for t in news.targets if "giết mổ" in t.indicator]
    tasks = parse(read(PAGES / "portal-tasks.mht")).assignments
    assert ("Sở Nội vụ", "lead", "2025-11") in [(a.body.text, a.role, (a.deadline or "")[:7]) for a in tasks]


def test_rows_are_where_the_text_has_them() -> None:
    source = read(PAGES / "news-province.html")
    rows = [(source.text[r.start : r.end], r.above) for r in source.rows]
    assert rows[2][0].splitlines() == ["| 1 | Số hóa hồ sơ | Sở Nông nghiệp và Môi trường | Sở Tài chính |", "|  | Nâng cấp đường truyền |  |  |"]
    assert [above for _, above in rows] == [(), (0, 1), (), (2,)]


# Body of a page, its lines.
MARKUP = [
    ("<p>Kế <b>ho</b>ạch   số\n 5</p><p>Mục&nbsp;tiêu &amp; giải ph&aacute;p</p>", ["Kế hoạch số 5", "Mục\u00a0tiêu & giải pháp"]),
    ("<div>Một<div>hai</div>ba<br>bốn</div>", ["Một", "hai", "ba", "bốn"]),
    ("<ol start=4><li>Một<li value=9>Hai<li><p>Ba</p></ol>", ["4. Một", "9. Hai", "10. Ba"]),
    ("<ol type=I reversed><li>Một<li>Hai</ol><ol style='list-style-type: lower-alpha'><li>Ba</ol>", ["II. Một", "I. Hai", "a. Ba"]),
    ("<ol><li>1. Số gõ tay</li></ol><ul><li>+ Ý gõ tay</li><li>Ý</li></ul>", ["1. Số gõ tay", "+ Ý gõ tay", "- Ý"]),
    ("<ul style='list-style: none'><li>Điểm</li></ul>", ["Điểm"]),
    ("<p>Chỉ thị<sup>2</sup>, rộng 5 m<sup>2</sup> đất<sup><a href='#n'>(3)</a></sup></p>", ["Chỉ thị [2], rộng 5 m2 đất [3]"]),
    ("<p>a</p><p hidden>b</p><p style='display : none'>c</p><template>d</template><noscript>e</noscript><p>g</p>", ["a", "g"]),
    ("<pre>  Số  5\n    Điều 1</pre>", ["  Số  5", "    Điều 1"]),
    ("<table><tr><td>Khung</td></tr><tr><td>một cột</td></tr></table>", ["Khung", "một cột"]),
    ("<table><caption>Bảng 1</caption><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", ["Bảng 1", "| a |  | b |", "| c | d | e |"]),
    ("<table><tr><td>a<td>b<table><tr><td>c<td>d</table></table>", ["| a | b |", "|  | c ¦ d |"]),
    ("<p>Ngày 5/4/2025 họp</p><p>Ngày 06/4/2025</p><p>Cập nhật: 07:15 08/4/2025</p>", ["Ngày 5/4/2025 họp", "Ngày 06/4/2025"]),
    ("<p>Tin.</p><p>Nguồn: kinh phí của tỉnh và của huyện được giao</p>", ["Tin.", "Nguồn: kinh phí của tỉnh và của huyện được giao"]),
    ("<p>Nơi nhận: các sở.</p><p>Nguồn: Ngân sách tỉnh</p>", ["Nơi nhận: các sở.", "Nguồn: Ngân sách tỉnh"]),
    ("<p>Căn cứ <a href=1>Luật A</a>; <a href=2>Luật B</a>; <a href=3>Luật C</a> và các luật.</p>", ["Căn cứ Luật A; Luật B; Luật C và các luật."]),
    ("<p>Nội dung của trang</p><b>Tin liên quan</b><p><a href=1>Một tin khác hẳn</a></p><p>Hết.</p>", ["Nội dung của trang", "Hết."]),
    ("<figure><table><tr><td>1<td>2</table><figcaption>Bảng 2</figcaption></figure>", ["| 1 | 2 |", "Bảng 2"]),
]


@pytest.mark.parametrize(("body", "wanted"), MARKUP, ids=range(len(MARKUP)))
def test_markup(body: str, wanted: list[str]) -> None:
    assert [line for line in page(body).text.splitlines() if line] == wanted


# A document cut by what the site puts between, and one whose parts have the names of a page's head and foot.
CUT = [
    '<div class="detail-content">%s</div><p class="ads">Mua</p><div class="detail-content">%s</div><div class="detail-content">%s</div>',
    '<div class="doc-header">%s</div><div class="fulltext">%s</div><div class="doc-footer">%s</div>',
    '<div class="print">%s<div class="box">%s</div></div>%s',
]
HEAD = "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Số: 5/QĐ-UBND</p>"
ARTICLES = "".join(f"<p>Điều {k}. Ủy ban nhân dân tỉnh giao các sở, ngành tổ chức thực hiện.</p>" for k in range(1, 9))
CLOSING = "<p>Nơi nhận: các sở, ngành của tỉnh và Ủy ban nhân dân các xã, phường.</p>"


@pytest.mark.parametrize("body", CUT, ids=range(len(CUT)))
def test_no_part_of_a_document_is_lost(body: str) -> None:
    found = lines(page(body % (HEAD, ARTICLES, CLOSING)))
    assert (found[:2], len(found), found[-1][:9]) == (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 5/QĐ-UBND"], 11, "Nơi nhận:")


WORDS = "Ủy ban nhân dân tỉnh giao các sở, ngành tổ chức thực hiện kế hoạch này, báo cáo kết quả trước ngày 15 tháng 12 năm 2025."


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{WORDS}".encode(),
        f"<p>{WORDS}".encode("utf-8-sig"),
        f"<meta charset=windows-1252><p>{WORDS}".encode(),
        f"<meta charset=utf-8><p>{WORDS}".encode("utf-16"),
        f"<p>{WORDS}".encode("utf-16-le"),
        f"<meta charset=iso-8859-1><p>{WORDS}".encode("ascii", "xmlcharrefreplace"),
        f"<meta charset=no-such-thing><p>{WORDS}".encode(),
        f"<p>{WORDS}</p><!--".encode() + b"\xe1\xbb" + b"-->" + b"<meta charset=utf-8>" + b" " * 400,
    ],
)
def test_encodings(data: bytes) -> None:
    assert read_bytes("a.htm", data).text.strip() == WORDS


def test_xhtml_closes_its_elements_itself() -> None:
    data = (
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/></head><body><p>{WORDS}</p></body></html>'
    )
    assert read_bytes("a.xhtml", data.encode()).text.strip() == WORDS


# Head of a page, its body, site and day.
ABOUT = [
    ("<meta property=article:published_time content=2025-05-12T23:30:00Z>", "", None, "2025-05-13"),
    ("<meta property=article:published_time content='12/05/2025 08:30'>", "", None, "2025-05-12"),
    ("<meta name=pubdate content=hôm-qua>", "<time datetime=2025-05-09>9/5</time>", None, "2025-05-09"),
    ("<meta property=og:url content=https://www.tinh.example/x>", "", "tinh.example", None),
    ("<meta property=og:url content='https://[x'>", "<p>Thứ hai, 31/02/2025 08:30</p>", None, None),
    ("", "<p>Ngày ban hành: 12/05/2025</p>", None, None),
    ("", "<p>Thứ năm, 20/11/2025 (GMT+7)</p>", None, None),
    ("", "<p>Đăng ngày 12-05-2025</p><p>(Theo Báo Chính phủ)</p>", "Báo Chính phủ", "2025-05-12"),
    ("", f"<h1>Tin</h1><div class=fulltext><p>{WORDS * 3}</p></div><div>Nguồn: Báo Mường Bú</div>", "Báo Mường Bú", None),
    ("", "<h1>Quyết định</h1><p>Nguồn: Ngân sách tỉnh</p><p>Nơi nhận: các sở.</p>", None, None),
    ("<title>x</title>", "<p>Theo quyết định, tỉnh giao việc</p>", None, None),
]


@pytest.mark.parametrize(("head", "body", "site", "published"), ABOUT, ids=range(len(ABOUT)))
def test_what_a_page_says_of_itself(head: str, body: str, site: str | None, published: str | None) -> None:
    source = page(f"<p>{WORDS}</p>{body}", head)
    assert (source.site, source.published) == (site, published)


@pytest.mark.parametrize(
    "part", ["<b>", "<div>", "<span>", "<p><a href=x>", "<table><tr><td>", "<ul><li>", "<select><option>", "<!--", "<", "<p title='", "</div>", "&#0;"]
)
def test_broken_and_nested_markup_ends_soon(part: str) -> None:
    """100,000 open elements, and what stands before them is read."""
    start = time.monotonic()
    assert WORDS in page(f"<p>{WORDS}</p>" + part * 100_000 + f"<p>{WORDS}</p>").text
    assert time.monotonic() - start < 20


def test_what_stands_deep_is_kept() -> None:
    assert page("<div>" * 100_000 + f"<p>{WORDS}</p>" + "</div>" * 100_000 + "<p>Hết.</p>").text.split("\n\n") == [WORDS, "Hết.\n"]


@pytest.mark.parametrize(
    "body", [f"<p title='{'x' * 5_000_000}'>{WORDS}", "<p " + " ".join(f"a{k}=1" for k in range(100_000)) + f">{WORDS}", f"<p>{WORDS[:9]}\x00{WORDS[9:]}"]
)
def test_monstrous_attributes_and_null_bytes(body: str) -> None:
    assert page(body).text.strip() == WORDS


def test_a_table_that_spans_without_end() -> None:
    source = page("<table>" + "<tr><td colspan=99999 rowspan=99999>a<td>b</tr>" * 200 + f"</table><p>{WORDS}")
    assert len(source.text) < 200_000


def test_titles_hold_no_scripts_and_entities_fetch_nothing() -> None:
    head = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyy">]><title><script>alert(1)</script></title>'
    data = f"{head}<h1>&lt;script&gt;</h1><p>Nội dung &x; &y;</p>"
    text = read_bytes("a.html", data.encode()).text
    assert "&x; &y;" in text and "alert" not in text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", (PAGES / "only-menus.html").read_bytes(), "only menus and links"),
        ("a.html", b"", "no elements"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no text"),
        ("a.html", b"%PDF-1.7\n%\xe2\xe3", "is damaged"),
        ("a.mht", b"Subject: x\n\nwords", "no HTML in it"),
        ("a.html", b"x" * 64_000_001, "too large"),
    ],
)
def test_what_is_no_page_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_bytes(name, data)
