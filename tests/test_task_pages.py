"""The pages of tasks and agencies in a real browser: filters, downloads, states that staff record, workbooks that come back, words that mean harm."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import httpx
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from browser import TOKEN, Look, looking, serving
from builders import SECRETARIAT, make, party
from checklists import HOSTILE, row
from vanban.model import Body
from vanban.store import Store
from vanban.store.asked import Asked
from vanban.web.access import COOKIE, pass_for
from vanban.web.drawings.workload import Words, draw, periods
from vanban.web.remembering import remembered
from vanban.web.settings import Bounds, Settings
from vanban.web.tasking import ORDERS, STATES, shown
from vanban.web.wanted import Wanted, scope

PLAN = "/document/vn/lai-chau/tinh-uy/2023/184-kh"
LABOUR = "Sở Lao động - Thương binh và Xã hội"
DIRECTIVE = make("21-CT/TW", "2023-05-04", SECRETARIAT, title="Giáo dục nghề nghiệp", tasks=({"body": Body("Bộ Nội vụ"), "action": "tham mưu"},))
OFFICE = make(
    "184-KH/TU",
    "2024-06-27",
    party("Cao Bằng"),
    title="Thực hiện Chỉ thị 21",
    cites=({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT},),
    says=(("self", "implements", "c1"),),
    tasks=(
        {
            "body": Body("Sở Nội vụ"),
            "action": "rà soát đội ngũ",
            "with_": ("Sở Tài chính",),
            "deadline": "2020-12-15",
            "deadline_text": "trước ngày 15/12/2020",
        },
        {"body": Body(LABOUR), "action": "tổng hợp báo cáo", "recurrence": "annual"},
        {"body": Body("các sở, ban, ngành"), "action": "tuyên truyền", "deadline": "2099"},
    ),
)
SHOWN = [words for words in HOSTILE if "\ud800" not in words]
HARM = make(
    "66-KH/TU",
    "2025-03-03",
    party("Lai Châu"),
    title="<img src=x onerror=alert(1)>\u202e",
    tasks=tuple(
        {"body": Body(words), "action": words, "with_": (words,), "deadline_text": words, "product": words} for words in HOSTILE if "\ud800" not in words
    ),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store that tests write into."""
    path = tmp_path_factory.mktemp("office") / "office.db"
    with Store(path) as store:
        for document in (DIRECTIVE, OFFICE, HARM):
            store.add([document], document.source.name)
        store.link()
    return Settings(str(path), TOKEN)


@pytest.fixture(scope="module")
def office(settings: Settings) -> Iterator[str]:
    with serving(settings) as address:
        yield address


@pytest.fixture
def client(office: str, settings: Settings) -> Iterator[httpx.Client]:
    """Somebody who signed in."""
    with httpx.Client(base_url=office, cookies={COOKIE: pass_for(settings, "Lan")}, headers={"Origin": office}) as client:
        yield client


@pytest.fixture(params=["desk", "phone"])
def clerk(request: pytest.FixtureRequest, chromium: Browser, office: str, settings: Settings) -> Iterator[Look]:
    """A page in the browser of somebody who signed in."""
    with looking(chromium, office, request.param) as look:
        look.page.context.add_cookies([{"name": COOKIE, "value": pass_for(settings, "Lan"), "url": office}])
        yield look


def id_of(settings: Settings, words: str) -> tuple[str, str]:
    """The document and the id of the task of these words."""
    with Store(settings.store, create=False) as store:
        return next((task.basis.document, task.id) for task in store.tasks(Asked())[1] if task.task == words)


# Reading.


@pytest.mark.parametrize(
    "place",
    [
        "/checklist",
        "/checklist?body=so+noi+vu&state=overdue&order=due",
        "/checklist?province=lai+chau&due_before=2026-01-01&role=lead&year=2024&alone=1",
        "/checklist?document=21-CT/TW",
        "/checklist?document=khong-co",
        "/checklist?province=xyz",
        "/bodies",
        "/bodies?q=so+noi&province=cao+bang",
        f"/body?name={quote(LABOUR)}",
        "/body?name=Không+ai",
        "/progress",
    ],
)
def test_pages_are_sound(look: Look, place: str) -> None:
    look.open(place)
    assert look.page.locator("h1").count() == 1
    look.check()


@pytest.mark.parametrize("place", ["/checklist?body=so+noi+vu", "/bodies", f"/body?name={quote(LABOUR)}", "/progress"])
def test_pages_in_english(chromium: Browser, site: str, place: str) -> None:
    with looking(chromium, site, "phone") as look:
        page = look.open(f"{place}{'&' if '?' in place else '?'}lang=en")
        assert page.locator("h1").inner_text().startswith(("Task checklist: so noi vu", "Bodies with tasks", LABOUR, "Take results in"))
        look.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_have_contrast(chromium: Browser, office: str, scheme: str) -> None:
    with looking(chromium, office, "desk", color_scheme=scheme) as look:
        for place in ("/checklist?province=cao+bang", f"/body?name={quote(LABOUR)}&province=Cao+Bằng"):
            look.open(place)
            look.check()


def test_filters_stay_in_the_address_and_narrow_the_list(look: Look) -> None:
    page = look.open("/checklist")
    everything = page.locator(".chips a").first.locator("b").inner_text()
    page.locator("input[name=body]").fill("so noi vu")
    page.locator(".filters button").click()
    page.wait_for_url("**/checklist?body=so+noi+vu*")
    assert page.locator("h1").inner_text() == "Danh mục nhiệm vụ của Sở Nội vụ"
    assert int(page.locator(".chips a").first.locator("b").inner_text()) < int(everything)
    page.locator(".chips .overdue").click()
    page.wait_for_url("**state=overdue*")
    assert "body=so+noi+vu" in page.url
    rows = page.locator(".tasks tbody tr")
    assert rows.count() == int(page.locator(".chips .overdue b").inner_text()) > 0
    assert all("Quá hạn" in text for text in rows.all_inner_texts())


def test_the_basis_leads_to_the_fact_in_its_document(look: Look) -> None:
    page = look.open("/checklist?body=so+noi+vu&alone=1")
    words = page.locator(".tasks .what").first.inner_text().split("\n")[0]
    page.locator(".tasks .basis a").first.click()
    page.wait_for_url("**/document/**#a*")
    assert words.casefold()[:20] in page.locator(f"[id='f-{page.url.rpartition('#')[2]}']").inner_text().casefold()


def test_the_keyboard_suffices(clerk: Look) -> None:
    page = clerk.open("/checklist?body=so+tai+chinh")
    summary = page.locator(".tasks summary").filter(has_text="Cập nhật").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "state"


def test_a_document_that_several_may_be_is_chosen_with_the_filters_kept(site: str) -> None:
    found = httpx.get(f"{site}/checklist?document=21-CT/TW&state=overdue").text
    assert found.count("/checklist?document=vn%2Ftw%2F") >= 2 and "state=overdue" in found


def test_a_directive_with_all_plans_below_it(office: str) -> None:
    alone, whole = (httpx.get(f"{office}/checklist.json?document=21-CT/TW{more}").json() for more in ("", "&below=1"))
    assert [task["task"] for task in alone] == ["tham mưu"]
    assert {task["task"] for task in whole} > {"tham mưu", "rà soát đội ngũ"}


def test_pages_of_fifty_go_on(site: str) -> None:
    first, second = (httpx.get(f"{site}/checklist?offset={at}").text for at in (0, 50))
    assert first.count('id="t-') == second.count('id="t-') == 50
    assert "offset=50" in first and "offset=100" in second


@pytest.mark.parametrize("query", ["state=late", "order=random", "offset=-1", "year=20", "year=abcd", f"body={'x' * 4001}"])
def test_what_is_no_filter_is_refused(office: str, query: str) -> None:
    assert httpx.get(f"{office}/checklist?{query}").status_code == 422


# Agencies.


def test_an_agency_that_is_no_more_names_its_heirs(look: Look) -> None:
    page = look.open(f"/body?name={quote(LABOUR)}&province=Cao+Bằng")
    assert "đến 02/2025" in page.locator(".who").inner_text()
    page.locator(".who a", has_text="Sở Giáo dục và Đào tạo").click()  # the plans of the demonstration are of vocational training
    page.wait_for_url("**/body?name=S%E1%BB%9F+Gi%C3%A1o*")
    assert "Tiếp nhận nhiệm vụ của: Sở Lao động" in page.locator("main").inner_text()
    assert page.locator("svg.workload rect").count() > 0
    look.check()


def test_agencies_are_found_without_tones(look: Look) -> None:
    page = look.open("/bodies")
    page.locator("main input[name=q]").fill("so noi vu")
    page.locator(".filters button").click()
    names = page.locator(".bodies tbody td:first-child").all_inner_texts()
    assert names and all("Sở Nội vụ" in name for name in names)
    page.locator(".bodies a").first.click()
    page.wait_for_url("**/body?**")
    page.locator(".years a").first.click()
    page.wait_for_url("**/checklist?**year=20**")
    assert page.locator(".tasks tbody tr").count() > 0


def test_a_collective_has_its_members(office: str) -> None:
    assert "Sở Tài chính Cao Bằng" in httpx.get(f"{office}/body?name=các sở, ban, ngành&province=Cao Bằng").text


def test_a_name_with_its_province_is_the_body_there(office: str) -> None:
    assert "/checklist?body=S" in httpx.get(f"{office}/body?name=Sở Nội vụ Cao Bằng&province=Bắc Kạn").text


@pytest.mark.parametrize(
    ("issued", "due", "names"),
    [
        ({}, {}, []),
        ({"2025-11": {"done": 1}}, {}, ["2025-Q1", "2025-Q4", "2026-Q4"]),
        ({"2025-11": {"done": 1}, "2024": {"done": 2}}, {}, ["2024", "2025", "2026"]),
        ({"2001-01": {"done": 1}}, {"2026-01": {"overdue": 1}}, ["2001", "2013", "2026"]),
        ({"": {"done": 4}}, {}, []),
    ],
)
def test_periods_of_a_drawing(issued: dict[str, Any], due: dict[str, Any], names: list[str]) -> None:
    found = [period.name for period in periods(issued, due, "2026-11-01")]
    assert set(names) <= set(found) and found[:1] == names[:1] and found[-1:] == names[-1:]


def test_a_drawing_holds_any_words_and_days() -> None:
    words = Words('<script>"', "a<b", "c", "d", lambda period, half, counts: f"</title><script>{period}")
    made = draw(periods({"2024-01": {"done": 3}}, {"9999-12": {"overdue": 1}, "0001-01": {"overdue": 1}}, "2026-11-01"), "2026-11-01", words)
    assert "<script" not in made and made.count("<rect") <= 200
    assert draw(periods({"2024-01": {"done": 3}}, {}, "2026-11-01"), "2026-11-01", words).count("<rect") == 1


# Files.


def test_downloads_hold_what_the_filters_say(site: str) -> None:
    asked = "body=so+noi+vu&alone=1&order=due"
    rows = httpx.get(f"{site}/checklist.json?{asked}").json()
    assert 0 < len(rows) < 50
    files = {form: httpx.get(f"{site}/checklist.{form}?{asked}") for form in ("docx", "xlsx", "ics", "md", "csv")}
    table = docx.Document(BytesIO(files["docx"].content)).tables[0]
    assert [row.cells[0].text for row in table.rows[1:]] == [str(row["no"]) for row in rows]
    book = load_workbook(BytesIO(files["xlsx"].content))
    assert book["Nhiệm vụ"].max_row == len(rows) + 1
    assert {event["UID"] for event in Calendar.from_ical(files["ics"].content).walk("VEVENT")}
    assert files["md"].text.startswith("# Danh mục nhiệm vụ của Sở Nội vụ\n")
    assert len(list(csv.reader(StringIO(files["csv"].text)))) == len(rows) + 1


@pytest.mark.parametrize(
    ("query", "name", "full"),
    [
        ("body=so+noi+vu&province=cao+bang", "danh-muc-nhiem-vu-cua-so-noi-vu-tinh-cao-bang.csv", "Danh mục nhiệm vụ của Sở Nội vụ tỉnh Cao Bằng.csv"),
        ("body=a%22%0d%0aX-Evil:+1", "danh-muc-nhiem-vu-cua-a-x-evil-1.csv", "Danh mục nhiệm vụ của a- X-Evil- 1.csv"),
        ("body=..%2F..%2Fetc%2Fpasswd%E2%80%AE", "danh-muc-nhiem-vu-cua-etc-passwd.csv", "Danh mục nhiệm vụ của ..-..-etc-passwd.csv"),
    ],
)
def test_files_have_speaking_names_that_harm_nobody(office: str, query: str, name: str, full: str) -> None:
    answer = httpx.get(f"{office}/checklist.csv?{query}")
    assert answer.headers["content-disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(full, safe='')}"
    assert "x-evil" not in answer.headers


def test_word_with_a_letterhead(office: str) -> None:
    plain, headed = (httpx.get(f"{office}/checklist.docx?province=cao+bang{more}").content for more in ("", "&issued_by=S%E1%BB%9F+N%E1%BB%99i+v%E1%BB%A5"))
    assert [len(docx.Document(BytesIO(content)).tables) for content in (plain, headed)] == [1, 3]


def test_a_file_says_that_it_does_not_hold_all(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("vanban.web.downloads", fromlist=["CUT"]).CUT, "md", 2)
    head = httpx.get(f"{office}/checklist.md?province=cao+bang").text
    assert "(2 nhiệm vụ đầu trong 3)" in head and "&#124; 3 " not in head and "| 3 |" not in head


# Recording.


def test_only_who_signed_in_writes(office: str, settings: Settings) -> None:
    document, id = id_of(settings, "tuyên truyền")
    said = {"id": id, "state": "done"}
    assert httpx.post(f"{office}/task/{document}", data=said, headers={"Origin": office}).status_code == 401
    forged = {COOKIE: pass_for(Settings("x", "wrong"), "Lan")}
    assert httpx.post(f"{office}/task/{document}", data=said, headers={"Origin": office}, cookies=forged).status_code == 401
    mine = {COOKIE: pass_for(settings, "Lan")}
    assert httpx.post(f"{office}/task/{document}", data=said, headers={"Origin": "http://evil.vn"}, cookies=mine).status_code == 403
    for place in ("/progress", "/progress/taken"):
        assert httpx.post(office + place, files={"file": b""}, data={"key": ""}, headers={"Origin": office}).status_code == 401
    with Store(settings.store, create=False) as store:
        assert not store.progress(document, id)


def test_a_state_is_recorded_where_it_is_read(clerk: Look, settings: Settings) -> None:
    document, id = id_of(settings, "rà soát đội ngũ")
    page = clerk.open("/checklist?body=so+noi+vu&province=cao+bang")
    row = page.locator(f"#t-{id}")
    row.locator("summary", has_text="Cập nhật").click()
    row.locator("select[name=state]").select_option("done")
    row.locator("textarea").fill("Đã trình <b>Sở</b>\nngày 01/11")
    row.locator("input[type=date]").fill("2099-01-31")
    clerk.check()
    row.locator("button").click()
    page.wait_for_url("**/checklist?body=so+noi+vu&province=cao+bang&done=*")
    assert "Hoàn thành" in row.inner_text() and "Đã trình <b>Sở</b>" in row.inner_text() and "gia hạn đến 31/01/2099" in row.inner_text()
    clerk.check()
    row.locator("a", has_text="Chi tiết").click()
    expect(page.locator("main table")).to_contain_text("Lan")
    clerk.check()
    with Store(settings.store, create=False) as store:
        last = store.progress(document, id)[-1]
        assert (last.state, last.deadline, last.by) == ("done", "2099-01-31", "Lan")
        assert store.task(document, id).deadline == "2020-12-15"  # type: ignore[union-attr]  # the first stays
        store.say(document, id, state="", note="", deadline="", by="test")


def test_only_what_was_changed_is_said(client: httpx.Client, settings: Settings) -> None:
    document, id = id_of(settings, "tổng hợp báo cáo")
    shown = {"id": id, "note_was": "cũ\nhai dòng", "deadline_was": "2027-01-01"}
    for told in ({"note": "cũ\r\nhai dòng", "deadline": "2027-01-01"}, {"note": "cũ\r\nhai dòng", "deadline": "2027-01-01", "state": "in_progress"}):
        assert client.post(f"/task/{document}", data=shown | told).status_code == 303
    assert client.post(f"/task/{document}", data=shown | {"note": "mới", "deadline": ""}).status_code == 303
    with Store(settings.store, create=False) as store:
        assert [(one.state, one.note, one.deadline) for one in store.progress(document, id)] == [("in_progress", None, None), (None, "mới", "")]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"id": "0" * 16}, 404),
        ({"state": "finished"}, 422),
        ({"deadline": "31/12/2026"}, 422),
        ({"deadline": "2026-02-31"}, 422),
        ({"note": "x" * 2001}, 422),
    ],
)
def test_what_cannot_be_recorded_is_refused(client: httpx.Client, settings: Settings, told: dict[str, str], status: int) -> None:
    document, id = id_of(settings, "tham mưu")
    assert client.post(f"/task/{document}", data={"id": id, "state": "done", **told}).status_code == status
    with Store(settings.store, create=False) as store:
        assert not store.progress(document, id)


@pytest.mark.parametrize("back", ["https://evil.vn/", "//evil.vn", "?a=b#x", "\r\nX: y", "?body=a%0d%0ab&done=1"])
def test_the_way_back_stays_here(client: httpx.Client, settings: Settings, back: str) -> None:
    document, id = id_of(settings, "tuyên truyền")
    answer = client.post(f"/task/{document}", data={"id": id, "back": back})
    assert answer.headers["location"].startswith("/checklist?") and "\n" not in answer.headers["location"]
    assert answer.headers["location"].count("done=") == 1 and answer.headers["location"].endswith(f"#t-{id}")


# Workbooks that come back.


def filled(client: httpx.Client, **cells: str) -> bytes:
    """The workbook of a list with cells of its first task filled in."""
    book = load_workbook(BytesIO(client.get("/checklist.xlsx?province=cao+bang&order=document").content))
    sheet = book["Nhiệm vụ"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(2, columns[{"state": "Trạng thái", "note": "Ghi chú", "deadline": "Gia hạn đến"}[name]]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_seen_before_it_is_taken(clerk: Look, client: httpx.Client, settings: Settings, tmp_path: Path) -> None:
    note = f"xong ngày {clerk.page.viewport_size['width']}"  # type: ignore[index]
    (tmp_path / "a.xlsx").write_bytes(filled(client, note=note, deadline="vô lý"))
    with Store(settings.store, create=False) as store:
        before = len(store.progress())
        page = clerk.open("/progress")
        page.locator("input[type=file]").set_input_files(tmp_path / "a.xlsx")
        page.locator("button", has_text="Xem trước").click()
        expect(page.locator("main")).to_contain_text(note)
        expect(page.locator("main")).to_contain_text("không phải là ngày")
        clerk.check()
        assert len(store.progress()) == before
        page.locator("button", has_text="Ghi nhận 1 thay đổi").click()
        expect(page.locator("[role=status]")).to_have_text("Đã ghi nhận 1 thay đổi.")
        clerk.check()
        assert [(one.note, one.by) for one in store.progress()[before:]] == [(note, "Lan")]


def test_what_was_sent_is_taken_once_and_by_its_sender(client: httpx.Client, office: str, settings: Settings) -> None:
    sent = client.post("/progress", files={"file": ("a.xlsx", filled(client, note="một lần"))}).text
    key = sent.split('name="key" value="')[1].split('"')[0]
    other = {COOKIE: pass_for(settings, "Minh")}
    assert httpx.post(f"{office}/progress/taken", data={"key": key}, cookies=other, headers={"Origin": office}).status_code == 409
    again = client.post("/progress", files={"file": ("a.xlsx", filled(client, note="một lần"))}).text
    key = again.split('name="key" value="')[1].split('"')[0]
    assert [client.post("/progress/taken", data={"key": key}).status_code for _ in range(2)] == [200, 409]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"x" * 100])
def test_what_is_no_workbook_is_said(client: httpx.Client, content: bytes) -> None:
    answer = client.post("/progress", files={"file": ("../../a.xlsx", content)})
    assert answer.status_code == 422 and "Không đọc được tệp" in answer.text and "/tmp" not in answer.text


def test_too_large_a_workbook_is_refused(client: httpx.Client) -> None:
    assert client.post("/progress", files={"file": ("a.xlsx", b"x" * (Bounds().workbook + 1))}).status_code == 413


# Harm.


def test_words_stay_words(clerk: Look, client: httpx.Client, settings: Settings) -> None:
    with Store(settings.store, create=False) as store:
        rows = store.tasks(Asked(province="Lai Châu"))[1]
        for one, words in zip(rows, HOSTILE, strict=False):
            client.post(f"/task/{one.basis.document}", data={"id": one.id, "note": words.replace("\ud800", "")[:2000]})
    places = ["/checklist?province=lai+chau", "/bodies?province=lai+chau", f"/task/{rows[0].basis.document}?id={rows[0].id}"]
    places += [f"/body?name={quote(one.lead or '')}&province=Lai+Châu" for one in rows[-3:]]
    for place in places:
        page = clerk.open(place)
        assert not page.locator("main script, main img[src=x]").count()
        clerk.check()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><svg onload=alert(1)>', "a\u202eb", "%", "'; drop table task; --"])
def test_words_of_addresses_stay_words(office: str, words: str) -> None:
    asked = quote(words, safe="")
    for place in (f"/checklist?body={asked}&document={asked}", f"/checklist?body={asked}", f"/bodies?q={asked}", f"/body?name={asked}"):
        answer = httpx.get(office + place)
        assert answer.status_code == 200 and "<script>alert" not in answer.text and "<svg onload" not in answer.text


# Pieces.


def test_counts_are_found_once_for_each_state_of_the_store(tmp_path: Path) -> None:
    calls: list[int] = []
    with Store(tmp_path / "x.db") as store:
        for _ in range(3):
            assert remembered(store, "n", lambda: calls.append(1) or {"n": len(calls)}) == {"n": 1}  # type: ignore[func-returns-value]
        store.add([OFFICE], "a.txt")
        assert remembered(store, "n", lambda: calls.append(1) or {"n": len(calls)}) == {"n": 2}  # type: ignore[func-returns-value]


def test_filters_that_are_not_used_leave_no_trace() -> None:
    assert Wanted().values == {} and Wanted(order="due", below=True).values == {"order": "due", "below": 1}


@pytest.mark.parametrize("server", ["sqlite", "postgresql"])
def test_tasks_of_a_year_and_through_time(server: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    with Store(request.getfixturevalue("databases").new() if server == "postgresql" else tmp_path / "x.db") as store:
        for document in (DIRECTIVE, OFFICE):
            store.add([document], document.source.name)
        store.link()
        own = Asked(body="Sở Nội vụ", province="Cao Bằng", exact=True)
        assert {task.task for task in store.tasks(Asked(year="2023"))[1]} == {"tham mưu"}
        assert store.tasks(Asked(year="2024"), limit=1, total=3)[0] == 3
        load = store.workload(Asked(province="Cao Bằng"))
        assert sum(load.issued["2024-06"].values()) == 3 and load.due["2099-12"] == {"not_due": 1} and load.due["2020-12"] == {"overdue": 1}
        assert [(one.name, one.province, one.tasks) for one in store.alongside(own)] == [("Sở Tài chính", "Cao Bằng", 1)]
        assert [(one.name, one.province) for one in store.alongside(replace(own, province=None), before=True)] == [(LABOUR, None)]


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (Wanted(province="xyz"), "province"),
        (Wanted(due_before="31/12/2026"), "day"),
        (Wanted(document="999-CT/TW"), "document"),
        (Wanted(document="21-CT/TW", province="tỉnh Cao Bằng"), ""),
        (Wanted(province="  "), ""),
    ],
)
def test_what_filters_mean(settings: Settings, wanted: Wanted, fault: str) -> None:
    with Store(settings.store, create=False) as store:
        assert scope(store, wanted).fault == fault


@pytest.mark.parametrize(
    ("words", "deadline", "day"),
    [
        ("trước ngày 15/06/2024", "2024-06-15", None),
        ("trong quý II/2024", "2024-Q2", "2024-06-30"),
        ("trước 5-3-2024", "2024-03-05", None),
        ("hằng năm", None, None),
    ],
)
def test_a_day_that_the_words_name_is_not_told_twice(words: str, deadline: str | None, day: str | None) -> None:
    assert shown(row(deadline_text=words, deadline=deadline), None, str).day == day


def test_names_have_english() -> None:
    from vanban.web.languages import english

    assert {*STATES.values(), *ORDERS.values()} <= english().keys()
