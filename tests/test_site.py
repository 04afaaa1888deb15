"""The site in a real browser: each page's main use, on a desk and on a phone; what hostile documents can do there, which is nothing."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser

from browser import TOKEN, Look, looking, serving
from builders import SECRETARIAT, make, party
from papers import Paper, needs_fonts
from vanban.build import build
from vanban.pipeline import parse_text
from vanban.store import Store
from vanban.web.access import COOKIE, pass_for
from vanban.web.settings import Settings

PLAN = "/document/vn/lai-chau/tinh-uy/2023/184-kh"
PLACES = ["/", "/search?q=giao+duc", PLAN, "/document/vn/tw/2023/21-ct", "/review", "/reviewed", "/nowhere"]


def get(site: str, place: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """An answer of the server as it comes."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc)
    connection.request("GET", place, headers=headers)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_are_sound(look: Look, place: str, language: str) -> None:
    look.open(f"{place}{'&' if '?' in place else '?'}lang={language}")
    assert look.page.locator("h1").count() == 1
    assert look.page.locator("html").get_attribute("lang") == language
    look.check(but=("404",) if place == "/nowhere" else ())


@pytest.mark.parametrize("place", PLACES[:3])
def test_pages_are_sound_in_the_dark(chromium: Browser, site: str, place: str) -> None:
    with looking(chromium, site, "desk", color_scheme="dark") as look:
        look.open(place)
        look.check()


def test_searching_without_tones_leads_to_a_document(look: Look) -> None:
    page = look.open("/")
    page.locator("main input[name=q]").fill("giao duc nghe nghiep")
    page.locator("main button").first.click()
    page.locator(".results a").first.click()
    page.wait_for_url("**/document/**")
    assert page.locator("#text").inner_text().strip()
    look.check()


def test_a_symbol_leads_to_its_document(look: Look) -> None:
    look.open("/search?q=184-kh/tu")
    assert look.page.url.endswith(PLAN)


def test_a_fact_shows_its_evidence(look: Look) -> None:
    page = look.open(PLAN)
    page.locator("a.sign.targets").first.click()
    shown = page.locator(".facts li:target")
    assert shown.is_visible()
    shown.locator("a").first.click()
    lit = page.locator("#text .m.targets").first.evaluate("node => getComputedStyle(node).backgroundColor")
    assert lit not in ("rgba(0, 0, 0, 0)", "transparent")
    look.check()


def test_without_scripts(chromium: Browser, site: str) -> None:
    with looking(chromium, site, "desk", java_script_enabled=False) as look:
        page = look.open("/search?q=nghe")
        page.locator(".results a").first.click()
        page.wait_for_url("**/document/**")
        page.locator("a.sign.citations").first.click()
        assert page.locator(".facts li:target").is_visible()


def test_by_keyboard(look: Look) -> None:
    page = look.open(PLAN)
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("node => node === document.activeElement && node.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_an_answer_that_is_still_true_is_not_sent_again(site: str) -> None:
    status, headers, body = get(site, PLAN)
    assert status == 200 and body and headers["content-security-policy"].startswith("default-src 'none'")
    assert get(site, PLAN, **{"If-None-Match": headers["etag"]})[0] == 304
    assert get(site, f"{PLAN}?lang=en", **{"If-None-Match": headers["etag"]})[0] == 200


@pytest.fixture
def ambiguous(tmp_path: Path) -> Iterator[tuple[str, Settings]]:
    """A server over a store with a citation that may mean two documents."""
    plan = make("1-KH/TU", "2025-01-01", party("Lai Châu"), cites=({"symbol": "37-CT/TW"},), says=(("self", "implements", "c1"),))
    with Store(tmp_path / "x.db") as store:
        for date in ("2019-08-27", "2024-07-10"):
            store.add([make("37-CT/TW", date, SECRETARIAT)], date)
        store.add([plan], "plan")
        store.link()
    settings = Settings(str(tmp_path / "x.db"), TOKEN)
    with serving(settings) as site:
        yield site, settings


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_link_is_reviewed(chromium: Browser, ambiguous: tuple[str, Settings], size: str) -> None:
    site, settings = ambiguous
    with looking(chromium, site, size) as look:
        assert look.open("/review").locator(".candidates li").count() == 2
        assert look.page.locator(".candidates button").count() == 0, "only who is signed in decides"
        assert look.open("/document/vn/lai-chau/tinh-uy/2025/1-kh").locator(".side.outgoing a[href='/review']").is_visible()
        look.page.context.add_cookies([{"name": COOKIE, "value": pass_for(settings, "Chị Lan"), "url": site}])
        page = look.open("/review")
        look.check()
        page.locator(".candidates li", has_text="10/7/2024").locator("button[value=confirm]").click()
        page.locator("[role=status]").wait_for()
        assert page.locator(".candidates").count() == 0
        page = look.open("/reviewed")
        look.check()
        assert "Chị Lan" in page.locator("tbody").inner_text()
        assert "2024" in look.open("/document/vn/lai-chau/tinh-uy/2025/1-kh").locator(".side.outgoing").inner_text()
        look.open("/reviewed").locator("tbody button").click()
        look.page.locator("tbody").wait_for(state="detached")
        assert look.open("/review").locator(".candidates li").count() == 2


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)" {{ 7 * 7 }} \' \u202e\u0000\ufdd0' + "W" * 3000


def test_hostile_documents_only_look_odd(chromium: Browser, tmp_path: Path) -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\nSố: 9/KH-UBND\nLai Châu, ngày 02 tháng 01 năm 2025\nKẾ HOẠCH\nThực hiện Chỉ thị số 21-CT/TW về {HOSTILE}\n"
        f"1. Giao Sở Nội vụ chủ trì {HOSTILE} trước ngày 30/6/2025.\n2. Phấn đấu 95% {HOSTILE} vào năm 2030.\n"
    )
    with Store(tmp_path / "x.db") as store:
        store.add([parse_text(text, f"../{HOSTILE}.txt")], f"/tmp/{HOSTILE[:200]}.txt")
        store.link()
        (node,) = [node.id for node in store.nodes() if node.loaded]
    with serving(Settings(str(tmp_path / "x.db"), TOKEN)) as site, looking(chromium, site, "phone") as look:
        look.page.on("dialog", lambda dialog: look.faults.append(dialog.message))
        for place in ("/", f"/document/{quote(node)}", "/search?q=" + quote(HOSTILE[:400]), "/search?q=so+noi+vu", "/review"):
            page = look.open(place)
            assert "49" not in page.locator("h1").inner_text() and page.locator("main script, main img[src=x]").count() == 0
            look.check()


@needs_fonts
def test_pages_of_paper_are_shown(chromium: Browser, tmp_path: Path) -> None:
    head = ("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "Số: 9/KH-UBND", "Lai Châu, ngày 02 tháng 01 năm 2025", "KẾ HOẠCH")
    paper = Paper().lines(72, 90, (*head, "Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư"))
    (tmp_path / "plan.pdf").write_bytes(paper.data())
    with Store(tmp_path / "x.db") as store:
        build([tmp_path / "plan.pdf"], store)
        (node,) = [node.id for node in store.nodes() if node.loaded]
    with serving(Settings(str(tmp_path / "x.db"))) as site, looking(chromium, site, "phone") as look:
        page = look.open(f"/document/{node}")
        assert page.locator(".page img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
        assert page.locator(".page a.box.citations").count()
        look.check()
