"""How a document is carried out, in a real browser: each tab's main use, on a desk and on a phone, by keyboard, with hostile documents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from browser import Look, looking, serving
from builders import SECRETARIAT, make, party
from vanban.model import Body
from vanban.store import Store
from vanban.text import slug
from vanban.web.app import create_app
from vanban.web.languages import english
from vanban.web.pages.directives import ANSWERS, BASES, CHANGES
from vanban.web.settings import Settings

ID = "vn/tw/2023/21-ct"
TABS = ["directive", "directive-units", "directive-time", "directive-targets"]
SCRIPT = '<script>document.title = "bad"</script>"\'><img src=x onerror=alert(1)>'
HOSTILE = f"thực hiện Chỉ thị {SCRIPT} \u202e{'dài' * 900}"
DIRECTIVE = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}


ASKED = [*TABS, "directive-units?level=district", "directive-units?level=commune&province=lai+chau", "directive-targets?target=t1"]


@pytest.mark.parametrize(("tab", "language"), [*((tab, "vi") for tab in ASKED), *((tab, "en") for tab in TABS)])
def test_tabs_are_sound(look: Look, tab: str, language: str) -> None:
    place, _, asked = tab.partition("?")
    look.open(f"/{place}/{ID}?{asked}&lang={language}")
    assert look.page.locator("h1").count() == 1
    assert look.page.locator(".tabs [aria-current=page]").count() == 1
    look.check()


@pytest.mark.parametrize("names", [ANSWERS.values(), BASES.values(), [name for _, name in CHANGES.values()]])
def test_names_in_tables_have_english(names: Iterable[str]) -> None:
    assert not [name for name in names if name not in english()]


@pytest.mark.parametrize("tab", TABS)
def test_tabs_are_sound_in_the_dark(chromium: Browser, site: str, tab: str) -> None:
    with looking(chromium, site, "desk", color_scheme="dark") as look:
        look.open(f"/{tab}/{ID}")
        look.check()


def test_from_the_directive_to_a_communes_plan_by_keyboard(look: Look) -> None:
    page = look.open(f"/directive/{ID}")
    press_until(page, "Bỏ qua sơ đồ")
    page.keyboard.press("Enter")
    assert page.url.endswith("#list")
    press_until(page, "Kế hoạch số 19-KH/ĐU")
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/vn/lai-chau/khong-lao/dang-uy/2025/19-kh")
    assert "19-KH/ĐU" in page.locator("h1").inner_text()
    look.check()


def test_the_drawing_leads_to_a_communes_plan_by_keyboard(look: Look) -> None:
    page = look.open(f"/directive/{ID}")
    press_until(page, "Kế hoạch số 19-KH/ĐU", "aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/**/19-kh")


def press_until(page: Page, words: str, attribute: str | None = None) -> None:
    """Go on by the tabulator key until what has the focus is called so."""
    for _ in range(200):
        page.keyboard.press("Tab")
        told = page.evaluate("name => name ? document.activeElement.getAttribute(name) : document.activeElement.innerText", attribute)
        if (told or "").startswith(words):
            return
    pytest.fail(f"{words} is not reached by keyboard")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_step_shows_the_words_that_prove_it(chromium: Browser, site: str, scripts: bool) -> None:
    with looking(chromium, site, "desk", java_script_enabled=scripts) as look:
        page = look.open(f"/directive/{ID}")
        quote = page.locator("#step-lai-chau-khong-lao-dang-uy-2025-19-kh")
        assert not quote.is_visible()
        page.locator(".cascade a.proof[href$='khong-lao-dang-uy-2025-19-kh']").click()
        quote.wait_for(state="visible")
        assert "184-KH/TU" in quote.inner_text()


def test_everything_drawn_is_in_the_list(look: Look) -> None:
    page = look.open(f"/directive/{ID}")
    drawn = page.locator(".cascade a.box").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    listed = page.locator(".steps .step > p > a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(listed) == 18 and sorted(drawn) == sorted([*listed, f"/document/{ID}"])


def test_a_square_leads_to_its_provinces_plan(look: Look) -> None:
    page = look.open(f"/directive-units/{ID}")
    assert page.locator(".tiles li").count() == 63
    tile = page.locator(".tiles a", has_text="Lai Châu")
    assert "54" in tile.inner_text() and "✓" in tile.inner_text()
    tile.click()
    page.wait_for_url("**/document/vn/lai-chau/tinh-uy/2023/184-kh")


def test_the_map_of_a_later_day_has_the_later_provinces(look: Look) -> None:
    page = look.open(f"/directive-units/{ID}?on=2025-07-01")
    assert page.locator(".tiles li").count() == 34
    look.check()


def test_levels_go_down_by_province(look: Look) -> None:
    page = look.open(f"/directive-units/{ID}?level=district")
    assert "1/8" in page.locator(".tiles a", has_text="Lai Châu").inner_text()
    page.locator(".tiles a", has_text="Lai Châu").click()
    page.wait_for_url("**province=Lai*")
    assert "huyện Phong Thổ" in page.locator(".units tbody").inner_text()
    assert "huyện Mường Tè" in page.locator(".columns").inner_text()
    look.check()


def test_what_comes_from_a_province_reaches_its_units_only(look: Look) -> None:
    page = look.open("/directive-units/vn/lai-chau/tinh-uy/2023/184-kh")
    assert page.locator(".tiles").count() == 0
    assert page.locator("select[name=level] option").evaluate_all("all => all.map(one => one.value)") == ["district", "commune"]
    assert "huyện Phong Thổ" in page.locator(".units tbody").inner_text()
    assert page.locator(".columns li").count() == 7
    look.check()


def test_what_comes_from_a_district_has_nobody_missing(look: Look) -> None:
    page = look.open("/directive-units/vn/lai-chau/phong-tho/huyen-uy/2024/452-kh")
    assert page.locator(".columns").count() == 0
    look.check()


def test_a_dot_in_time_is_a_document(look: Look) -> None:
    page = look.open(f"/directive-time/{ID}")
    assert page.locator(".timeline .dot").count() == 18 == page.locator("table tbody tr").count()
    assert page.locator(".timeline .middle-name").text_content() == "trung vị: 125 ngày"
    page.locator(".timeline .dot").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/**")


def test_a_targets_words_are_opened_and_lead_to_the_document(look: Look) -> None:
    page = look.open(f"/directive-targets/{ID}")
    entry = page.locator(".side li", has_text="178-KH/TU").first
    assert "hạ xuống" in entry.inner_text()
    assert not entry.locator("blockquote").first.is_visible()
    entry.locator("summary").click()
    assert "45% học sinh" in entry.locator("blockquote").first.inner_text()
    entry.locator(".proof a").click()
    page.wait_for_url(re.compile(r"/document/vn/ca-mau/tinh-uy/2023/178-kh#t\d+$"))


def test_a_target_is_opened_with_all_that_became_of_it(look: Look) -> None:
    page = look.open(f"/directive-targets/{ID}")
    page.locator(".target").first.locator(".counts a", has_text="hạ xuống").click()
    page.wait_for_url("**target=t1&change=lowered*")
    told = page.locator("tbody tr").all_inner_texts()
    assert len(told) == 9 and all("hạ xuống" in row for row in told)
    look.check()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directive with a hostile name, answered by four provinces, each with twenty documents below; one of them hostile, one known from citations only."""
    folder = tmp_path_factory.mktemp("large")
    answer = (("self", "implements", "c1"),)
    documents = [make("21-CT/TW", "2023-05-04", SECRETARIAT, title=HOSTILE)]
    for province in ("Lai Châu", "Trà Vinh", "Nghệ An", "Sơn La"):
        mine = {"symbol": "1-KH/TU", "date": "2023-06-01", "issuer": party(province)}
        documents.append(make("1-KH/TU", "2023-06-01", party(province), cites=(DIRECTIVE,), says=answer, title=HOSTILE))
        for n in range(20):
            issuer = Body(f"Huyện ủy {SCRIPT if n == 3 else n}", f"vn/{slug(province)}/huyen-{n}/huyen-uy", "district", province)
            documents.append(make(f"{n + 2}-KH/HU", f"2023-07-{n + 1:02}", issuer, cites=(mine,), says=answer, title=HOSTILE if n == 3 else "về việc x"))
    unread = {"symbol": "77-KH/TU", "date": "2023-09-01", "issuer": party("Hà Giang")}
    last = party("Hà Giang", "district", "Quản Bạ")
    documents.append(make("5-KH/HU", "2023-10-01", last, cites=(unread, DIRECTIVE), says=(*answer, ("c1", "implements", "c2"))))
    with Store(folder / "large.db") as store:
        for n, document in enumerate(documents):
            store.add([document], str(n))
        store.link()
    return folder / "large.db"


@pytest.fixture(scope="module")
def large_site(large: Path) -> Iterator[str]:
    with serving(Settings(str(large))) as address:
        yield address


@pytest.mark.parametrize("tab", [*TABS, "directive?province=Lai+Châu", "directive-units?level=district"])
def test_hostile_documents_stay_text(chromium: Browser, large_site: str, tab: str) -> None:
    place, _, asked = tab.partition("?")
    with looking(chromium, large_site, "phone") as look:
        page = look.open(f"/{place}/{ID}?{asked}")
        assert "bad" not in page.title() and page.locator("main script, main img, svg script").count() == 0
        look.check()


def test_a_province_of_a_large_cascade_is_opened(chromium: Browser, large_site: str) -> None:
    with looking(chromium, large_site, "desk") as look:
        page = look.open(f"/directive/{ID}")
        assert page.locator(".cascade .group").count() == 10 and page.locator(".cascade .proof").count() == 0
        page.locator(".cascade .group", has_text="Lai Châu").first.click()
        page.wait_for_url("**province=Lai*")
        assert page.locator(".cascade a.box").count() == 22
        assert page.locator(".cascade a.box[aria-label*='<script>']").count() == 1
        look.open(f"/directive/{ID}?province=ha+giang")
        assert page.locator(".cascade a.cited").count() == 1


def client(large: Path) -> TestClient:
    return TestClient(create_app(Settings(str(large))), base_url="http://localhost")


@pytest.mark.parametrize("asked", ["province=%3Cscript%3E", "province=" + "x" * 90, "province=%00%E2%80%AE"])
@pytest.mark.parametrize("tab", TABS)
def test_what_is_typed_stays_text(large: Path, tab: str, asked: str) -> None:
    answer = client(large).get(f"/{tab}/{ID}?{asked}")
    assert answer.status_code == 200 and "<script>" not in answer.text.split("</head>")[1]


@pytest.mark.parametrize("asked", ["level=planet", "on=soon", "on=2023-13-01", "offset=-1", "province=" + "x" * 200, "change=better"])
def test_what_cannot_be_asked_is_refused(large: Path, asked: str) -> None:
    tab = "directive-time" if "offset" in asked else "directive-targets" if "change" in asked else "directive-units"
    assert client(large).get(f"/{tab}/{ID}?{asked}").status_code == 422


@pytest.mark.parametrize("tab", [*TABS, "directive-units.csv"])
def test_a_document_that_is_not_there_is_not_found(large: Path, tab: str) -> None:
    assert client(large).get(f"/{tab}/vn/tw/1999/1-ct").status_code == 404


def test_the_table_of_units_is_csv_that_computes_nothing(tmp_path: Path) -> None:
    evil = Body("=HYPERLINK(0)", "vn/lai-chau/tinh-uy", "province", "Lai Châu")
    with Store(tmp_path / "x.db") as store:
        store.add([make("1-KH/TU", "2023-06-01", evil, cites=(DIRECTIVE,), says=(("self", "implements", "c1"),))], "a")
        store.link()
    answer = client(tmp_path / "x.db").get(f"/directive-units.csv/{ID}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8" and "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 63 and [row["Tình trạng"] for row in rows[:2]] == ["đã có văn bản", "chưa thấy văn bản"]
    assert (rows[0]["Đơn vị"], rows[0]["Số ngày"], rows[0]["Mã văn bản"]) == ("Lai Châu", "28", "vn/lai-chau/tinh-uy/2023/1-kh")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("size", [1, 250])
def test_a_document_that_few_or_many_carry_out_is_drawn(tmp_path: Path, size: int) -> None:
    says = (("self", "implements", "c1"),)
    issuers = [party("Lai Châu", "district", f"Huyện {n}") for n in range(size)]
    with Store(tmp_path / "x.db") as store:
        store.add([make(f"{n}-KH/HU", "2023-06-01", issuer, cites=(DIRECTIVE,), says=says) for n, issuer in enumerate(issuers, 1)], "all")
        store.link()
    for tab in TABS:
        assert client(tmp_path / "x.db").get(f"/{tab}/{ID}").status_code == 200
