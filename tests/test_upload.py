"""Files over the web: kept under safe names, read one build after the other, each with what it came to."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from browser import SIZES, Look, looking, serving
from browser import TOKEN as WORD
from vanban.store import Store
from vanban.web.naming import safe_name, safe_path
from vanban.web.reasons import reason_in_vietnamese, refusal_in_vietnamese
from vanban.web.settings import Bounds, Settings
from visitors import DEMO, HERE, WRITING, visiting

DIRECTIVE, PLAN = (DEMO / name for name in ("21-ct-tw-2023.txt", "lai-chau-184-kh-tu-2023.txt"))
Sent = list[tuple[str, tuple[str, bytes]]]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Store(tmp_path / "x.db") as store:
        store.link()
    return tmp_path / "x.db"


@pytest.fixture
def visitor(db: Path) -> TestClient:
    return visiting(db)


def files(*named: tuple[str, bytes]) -> Sent:
    return [("files", one) for one in named]


def built(visitor: TestClient, sent: Sent, status: int = 202, **form: str) -> Any:
    """What became of some files, when all was done."""
    answer = visitor.post("/api/v1/builds", files=sent, data=form, headers=WRITING)
    assert answer.status_code == status, answer.text
    if status != 202:
        return answer.json()
    until = time.monotonic() + 60
    while (build := visitor.get(answer.headers["location"], headers=WRITING).json())["state"] not in ("done", "failed"):
        assert time.monotonic() < until, build
        time.sleep(0.05)
    return build


def states(build: Any) -> dict[str, str]:
    return {file["name"]: file["state"] for file in build["files"]}


def kept(db: Path) -> list[str]:
    folder = db.with_suffix(".files")
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_are_read_and_linked(db: Path, visitor: TestClient) -> None:
    build = built(visitor, files(("21.txt", DIRECTIVE.read_bytes()), ("Kế hoạch/184.txt", PLAN.read_bytes())))
    assert (build["state"], build["by"], build["done"], build["total"]) == ("done", "Lê Thị B", 2, 2)
    assert states(build) == {"21.txt": "read", "Kế hoạch/184.txt": "read"} and kept(db) == ["21.txt", "Kế hoạch/184.txt"]
    ids = [document["id"] for file in build["files"] for document in file["documents"]]
    assert ids == ["vn/tw/2023/21-ct", "vn/lai-chau/tinh-uy/2023/184-kh"]
    assert [plan["id"] for plan in visitor.get("/api/v1/plans?symbol=vn/tw/2023/21-ct").json()] == ids[1:]
    assert str(db.parent) not in visitor.get(f"/api/v1/builds/{build['number']}", headers=WRITING).text


def test_a_bad_file_is_named_and_costs_nothing_else(db: Path, visitor: TestClient) -> None:
    sent = files(("a.docx", bomb()), ("b.exe", b"MZ"), ("c.pdf", b"%PDF-1.7 nothing"), ("d.txt", b""), ("184.txt", PLAN.read_bytes()), ("không đuôi", b"x"))
    build = built(visitor, sent)
    assert states(build) == {"a.docx": "failed", "b.exe": "failed", "c.pdf": "failed", "d.txt": "failed", "184.txt": "read", "không đuôi": "failed"}
    why = {file["name"]: file["reason"] for file in build["files"]}
    assert "too large when unpacked" in why["a.docx"] and ".exe" in why["b.exe"] and why["d.txt"] == "is empty"
    assert not any(str(db.parent) in (reason or "") for reason in why.values())
    assert kept(db) == ["184.txt", "a.docx", "c.pdf"]  # what may be read one day


def bomb() -> bytes:
    """A Word file that unpacks to a gigabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(bytes(1 << 20))
    return packed.getvalue()


def test_the_same_file_is_one_and_another_of_its_name_is_another(db: Path, visitor: TestClient) -> None:
    one, two = files(("kh.txt", DIRECTIVE.read_bytes())), files(("kh.txt", PLAN.read_bytes()))
    assert states(built(visitor, one)) == {"kh.txt": "read"}
    assert states(built(visitor, one)) == {"kh.txt": "unchanged"}
    assert states(built(visitor, [*two, *two])) == {"kh-2.txt": "read"}
    assert states(built(visitor, two)) == {"kh-2.txt": "unchanged"}
    assert (kept(db), visitor.get("/api/v1/documents?loaded=1").headers["x-total-count"]) == (["kh-2.txt", "kh.txt"], "2")


def test_who_says_so_replaces_a_file_and_what_was_read_from_it(db: Path, visitor: TestClient) -> None:
    built(visitor, files(("kh.txt", DIRECTIVE.read_bytes())))
    build = built(visitor, files(("kh.txt", PLAN.read_bytes())), replace="yes")
    assert states(build) == {"kh.txt": "read"} and kept(db) == ["kh.txt"]
    assert [one["id"] for one in visitor.get("/api/v1/documents?loaded=1").json()] == ["vn/lai-chau/tinh-uy/2023/184-kh"]


TRICKS = [
    ("../../x.txt", "x.txt"),
    ("..\\..\\x.txt", "x.txt"),
    ("/etc/passwd.txt", "etc/passwd.txt"),
    ("C:\\Windows\\x.txt", "Windows/x.txt"),
    ("C:x.txt", "C_x.txt"),
    ("\\\\server\\share\\x.txt", "server/share/x.txt"),
    ("a/./../b/x.txt", "a/b/x.txt"),
    ("....//x.txt", "x.txt"),
    (".htaccess.txt", "htaccess.txt"),
    ("...", "tep"),
    ("", "tep"),
    ("/", "tep"),
    ("x\0.txt", "x.txt"),
    ("x.txt\0.exe", "x.txt.exe"),
    ("x\r\nSet-Cookie: a=b.txt", "x Set-Cookie_ a=b.txt"),
    ("CON.txt", "_CON.txt"),
    ("nul", "_nul"),
    ("lpt1.tar.txt", "_lpt1.tar.txt"),
    ("console.txt", "console.txt"),
    ("~$x.docx", "_~$x.docx"),
    ("x.txt ", "x.txt"),
    ("x.txt...", "x.txt"),
    ("a*b?c<d>e|f\"g:h.txt", "a_b_c_d_e_f_g_h.txt"),
    ("\u202etxt.exe.txt", "txt.exe.txt"),
    ("Kế hoạch  số 1.docx", "Kế hoạch số 1.docx"),
    ("Ke\u0302\u0301.txt", "Kế.txt"),
    ("\ud800.txt", "txt"),
    ("1/2/3/4/5/6/7/8.txt", "3/4/5/6/7/8.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "safe"), TRICKS)
def test_names_are_made_safe(sent: str, safe: str) -> None:
    assert str(safe_path(sent)) == safe
    assert safe_name(safe_name(sent)) == safe_name(sent)


@pytest.mark.parametrize("name", ["a" * 4_000 + ".txt", "đ" * 4_000 + ".txt", "a." * 2_000 + "docx", "." * 4_000, "a/" * 4_000 + "b.txt", "x." + "e" * 4_000])
def test_long_names_become_short(name: str) -> None:
    assert all(0 < len(part.encode()) <= 150 for part in safe_path(name).parts) and len(safe_path(name).parts) <= 6
    assert safe_path(name).suffix in (".txt", ".docx", "") or "e" in safe_path(name).name


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("is protected with a password: save it without one", "mật khẩu"),
        ("is damaged or no PDF file", "hỏng"),
        ("is larger than 50 MB", "dung lượng"),
        ("?", "Không đọc được"),
    ],
)
def test_reasons_are_told_in_vietnamese(reason: str, words: str) -> None:
    assert words in reason_in_vietnamese(reason)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/document/vn/kh%C3%B4ng?lang=vi", "Không có văn bản “vn/không” trong kho."),
        ("/body?name=S%E1%BB%9F&province=zz", "Không có tỉnh, thành phố tên là “zz”."),
        ("/task/vn/x?id=y", "Văn bản này không có nhiệm vụ đó"),
    ],
)
def test_refusals_are_told_in_vietnamese(visitor: TestClient, place: str, words: str) -> None:
    assert words in visitor.get(place).text


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("no document 5-CT/TƯ; perhaps 5-CT/TW (vn/tw/2020/5-ct)", "“5-CT/TƯ” trong kho"),
        ("at most 500 MB are taken here", "tối đa 500 MB"),
        ("there are more than 1000 files; send them in several parts", "tối đa 1000 tệp"),
        ("no document {x}", "“{x}”"),
        ("a request that no table has", ""),
    ],
)
def test_what_was_refused_is_told_with_its_figures(detail: str, words: str) -> None:
    assert words in refusal_in_vietnamese(detail) and bool(words) == bool(refusal_in_vietnamese(detail))


def test_tricks_stay_in_the_folder_and_words_on_pages(db: Path, visitor: TestClient) -> None:
    script = "<img src=x onerror=alert(1)>.txt"
    sent = files(
        *((name.replace("\0", "%00").replace("\r\n", "\n") or "x", f"Văn bản {n}".encode()) for n, (name, _) in enumerate(TRICKS) if "\ud800" not in name)
    )
    outside = {path for path in db.parent.rglob("*") if path.is_file()}
    build = built(visitor, [*sent, ("files", (script, PLAN.read_bytes()))])
    folder = db.with_suffix(".files")
    new = {path for path in db.parent.rglob("*") if path.is_file() and path not in outside and not path.name.startswith("x.db")}
    assert new and all(path.resolve().is_relative_to(folder) for path in new)
    assert len(kept(db)) == len({(file["name"]) for file in build["files"] if "kind" not in (file["reason"] or "")})
    visitor.post("/sign-in", data={"name": "A", "token": "mật-khẩu-thử"}, headers={"Origin": HERE})
    page = visitor.get(f"/builds/{build['number']}").text
    assert "_img src=x onerror=alert(1)_.txt" in page and "<img" not in page


def test_an_upload_is_bounded(db: Path) -> None:
    visitor = visiting(db, bounds=Bounds(file=1_000, upload=5_000, files=3))
    build = built(visitor, files(("a.txt", b"a" * 1_001), ("b.txt", "Kế hoạch".encode())))
    assert states(build) == {"a.txt": "failed", "b.txt": "read"} and kept(db) == ["b.txt"]
    assert "larger" in next(file["reason"] for file in build["files"] if file["name"] == "a.txt")
    assert "more than 3 files" in built(visitor, files(*((f"{n}.txt", b"x") for n in range(4))), 413)["detail"]
    assert built(visitor, files(("a.txt", b"a" * (2 << 20))), 413)["type"] == "/api#too-large"
    assert kept(db) == ["b.txt"] and not list(db.with_suffix(".files").glob(".incoming*"))


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"x", 415),
        ("multipart/form-data; boundary=b", b"no form", 400),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n", 400),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.txt"\r\n\r\nhalf', 400),
        ("multipart/form-data; boundary=b", b"--b\r\nX: " + b"a" * 100_000 + b"\r\n\r\nx\r\n--b--\r\n", 400),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nno file\r\n--b--\r\n', 422),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--b--\r\n', 422),
    ],
)
def test_damaged_forms_are_refused(db: Path, visitor: TestClient, kind: str, body: bytes, status: int) -> None:
    answer = visitor.post("/api/v1/builds", content=body, headers={**WRITING, "Content-Type": kind})
    assert answer.status_code == status, answer.text
    assert kept(db) == [] and not list(db.parent.rglob(".incoming*"))


def test_nobody_elses_files_are_received(db: Path, visitor: TestClient) -> None:
    taken = []

    def endless() -> Iterator[bytes]:
        for n in range(100):
            taken.append(n)
            yield b"x" * 1_000

    assert visitor.post("/upload", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=b"}).status_code == 401
    assert not db.with_suffix(".files").exists()


def test_a_database_server_needs_a_folder() -> None:
    assert Settings("kho/a.db").folder() == Path("kho/a.files")
    assert Settings("postgresql://x/y", uploads=Path("u")).folder() == Path("u")
    with pytest.raises(Exception, match="--uploads"):
        Settings("postgresql://x/y").folder()


def test_a_forgotten_build_is_explained(visitor: TestClient) -> None:
    answer = visitor.get("/builds/1", headers=WRITING)
    assert answer.status_code == 404 and "máy chủ đã khởi động lại" in answer.text
    assert "started anew" in visitor.get("/builds/1?lang=en", headers=WRITING).text


def test_a_build_that_fails_is_told_and_the_next_goes_on(db: Path, visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("bí mật")

    monkeypatch.setattr("vanban.web.builds.build", broken)
    failed = built(visitor, files(("a.txt", b"x")))
    assert failed["state"] == "failed" and failed["error"] and "bí mật" not in failed["error"]
    monkeypatch.undo()
    assert states(built(visitor, files(("a.txt", b"x")))) == {"a.txt": "read"}


# --- in a browser ---


@pytest.fixture(params=[(size, scripts) for size in SIZES for scripts in (True, False)], ids=lambda value: f"{value[0]}-{'scripts' if value[1] else 'plain'}")
def writing(request: pytest.FixtureRequest, chromium: Browser, db: Path) -> Iterator[Look]:
    """Somebody who signed in, with scripts and without."""
    size, scripts = request.param
    with serving(Settings(str(db), WORD)) as site, looking(chromium, site, size, java_script_enabled=scripts) as look:
        page = look.open("/upload")
        page.wait_for_url("**/sign-in?next=*")
        check(look, scripts)
        page.locator("main input[name=name]").fill("Nguyễn Thị A")
        page.locator("main input[name=token]").fill(WORD)
        page.locator("main button").click()
        page.wait_for_url("**/upload")
        yield look


def check(look: Look, scripts: bool) -> None:
    if scripts:
        look.check()
    assert not look.faults


def test_staff_upload_files_and_see_what_they_came_to(writing: Look, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    scripts = "scripts" in request.node.name
    check(writing, scripts)
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.7 nothing")
    writing.page.locator("input[type=file]").first.set_input_files([PLAN, tmp_path / "hỏng.pdf"])
    writing.page.locator("main form button").click()
    writing.page.wait_for_url("**/builds/*")
    writing.page.locator(".badge.good").wait_for(timeout=30_000)
    writing.page.locator("#build[data-over=yes]").wait_for(timeout=30_000)
    assert writing.page.locator(".why").inner_text()
    check(writing, scripts)
    writing.page.locator(".files a").click()
    writing.page.wait_for_url("**/document/vn/lai-chau/tinh-uy/2023/184-kh")


@pytest.mark.parametrize("place", ["/api", "/sign-in", "/nothing?lang=en"])
def test_pages_are_sound(look: Look, place: str) -> None:
    look.page.goto(look.site + place)
    look.faults = [fault for fault in look.faults if "404" not in fault]
    look.check()
