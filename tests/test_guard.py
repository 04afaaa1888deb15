"""What reaches the server from outside is taken for what it is: foreign names and pages, forged passes, guesses, too much, too often."""

from __future__ import annotations

import logging
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anyio
import pytest
from fastapi import HTTPException
from starlette.testclient import TestClient

from browser import serving
from builders import SECRETARIAT, make, party
from vanban.store import Store
from vanban.web.access import COOKIE, pass_for
from vanban.web.api.answering import Room
from vanban.web.guard import POLICY
from vanban.web.pages.entry import local
from vanban.web.rates import Buckets
from vanban.web.settings import Bounds, Rate, Settings
from visitors import HERE, TOKEN, WRITING, visiting

NAME = "Nguyễn <b>A</b>"
STRANGER = ("203.0.113.9", 4000)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guard") / "x.db"
    directive = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
    with Store(path) as store:
        store.add([make("184-KH/TU", "2023-06-27", party("Lai Châu"), cites=(directive,), says=(("self", "implements", "c1"),))], "a")
        store.link()
    return path


@pytest.fixture
def visitor(db: Path) -> TestClient:
    return visiting(db)


def signed_in(client: TestClient, token: str = TOKEN, **form: str) -> Any:
    return client.post("/sign-in", data={"name": NAME, "token": token, "next": "/review"} | form, headers={"Origin": HERE})


# --- signing in and out ---


def test_a_visitor_signs_in_and_out(visitor: TestClient) -> None:
    answer = signed_in(visitor)
    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"], answer.headers["cache-control"]) == (303, "/review", "no-store")
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Secure" not in cookie and "Max-Age=2592000" in cookie
    page = visitor.get("/")
    assert "Nguyễn &lt;b&gt;A&lt;/b&gt;" in page.text and "<b>A</b>" not in page.text
    assert visitor.get("/upload").status_code == 200
    assert visitor.post("/sign-out", headers={"Origin": HERE}).status_code == 303
    assert visitor.get("/upload").headers["location"] == "/sign-in?next=%2Fupload"


def test_a_pass_is_sent_over_https_only_where_it_was_given_so(db: Path) -> None:
    client = visiting(db)
    client.base_url = HERE.replace("http:", "https:")
    answer = client.post("/sign-in", data={"name": "A", "token": TOKEN}, headers={"Origin": HERE.replace("http:", "https:")})
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("token", ["", " "])
def test_an_empty_token_opens_nothing(db: Path, token: str) -> None:
    client = visiting(db, token)
    assert signed_in(client, token).status_code == 403
    assert client.post("/api/v1/links", headers={"Authorization": f"Bearer {token}"}, json={}).status_code == 403


def test_the_token_is_nowhere_to_be_seen(visitor: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [visitor.get("/sign-in"), signed_in(visitor, "sai"), signed_in(visitor), visitor.get("/"), visitor.get("/upload"), visitor.get("/api")]
        answers += [visitor.get("/api/v1/builds/1", headers=WRITING), visitor.post("/api/v1/links", headers=WRITING, json={})]
    seen = [text for answer in answers for text in (answer.text, *answer.headers.values())] + [caplog.text]
    for token in (TOKEN, quote(TOKEN), TOKEN.encode().hex(), "sai-"):
        assert not [text for text in seen if token in text]


def forged(db: Path) -> Iterator[str]:
    good = pass_for(Settings(str(db), TOKEN), "A")
    yield from ("", "A", "A.b", ".", "..", "A.99999999999." + "0" * 64, good[:-1], good.replace("A.", "B.", 1), "B" + good, good + ".x", "é.1.ü", "A.x.y")
    yield pass_for(Settings(str(db), "another"), "A")
    yield pass_for(Settings(str(db), TOKEN), "A", now=time.time() - 31 * 86_400)  # of long ago


def test_forged_passes_open_nothing(db: Path) -> None:
    for cookie in forged(db):
        visitor = visiting(db)
        answer = visitor.get("/upload", headers={"Cookie": f"{COOKIE}={cookie}".encode()})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fupload"), cookie
        if cookie:
            assert f"{COOKIE}=;" in answer.headers["set-cookie"]  # it is not shown again
    answer = visiting(db).get("/upload", headers={"Cookie": f"{COOKIE}={pass_for(Settings(str(db), TOKEN), 'A')}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer sai", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x", "Bearer \xff"])
def test_wrong_tokens_write_nothing(db: Path, header: str) -> None:
    answer = visiting(db).post("/api/v1/links", json={}, headers={"Authorization": header.encode("latin-1" if "\xff" in header else "utf-8")})
    assert answer.status_code in (401, 422) and answer.headers["content-type"] == "application/problem+json"
    assert visiting(db).get("/api/v1/builds/1", headers={"Authorization": header.encode()}).status_code == 401


def test_without_a_token_nobody_writes(db: Path) -> None:
    reader = visiting(db, token=None)
    for answer in (signed_in(reader), reader.get("/upload"), reader.post("/upload", files={"files": ("x.txt", b"x")})):
        assert answer.status_code == 403
    for place in ("links", "progress"):
        said = {"document": "a", "citation": "c1", "node": "b", "verdict": "confirm"} if place == "links" else {"document": "a", "task": "b"}
        assert reader.post(f"/api/v1/{place}", json=said, headers=WRITING).status_code == 403
    assert 'href="/upload"' not in reader.get("/").text and 'href="/sign-in' not in reader.get("/").text
    assert not list(db.parent.glob("*.files"))


def test_guessing_is_slow_and_tells_nothing(db: Path) -> None:
    visitor = visiting(db, bounds=Bounds(guessing=Rate(1, 3)))
    assert [signed_in(visitor, f"sai {n}").status_code for n in range(4)] == [401, 401, 401, 429]
    right = signed_in(visitor)
    assert right.status_code == 429 and "set-cookie" not in right.headers and 0 < int(right.headers["retry-after"]) <= 60
    assert visitor.get("/api/v1/builds/1", headers=WRITING).status_code == 429
    assert visitor.get("/", headers={"Cookie": f"{COOKIE}={pass_for(Settings(str(db), TOKEN), 'A')}"}).status_code == 429
    assert visitor.get("/").status_code == 200  # who shows no pass reads on


def test_guessing_by_header_and_by_cookie_is_counted(db: Path) -> None:
    for headers in ({"Authorization": "Bearer sai"}, {"Cookie": f"{COOKIE}=A.99999999999.0"}):
        visitor = visiting(db, bounds=Bounds(guessing=Rate(1, 3)))
        assert [visitor.get("/", headers=headers).status_code for _ in range(4)] == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("place", "safe"),
    [("/upload", "/upload"), ("/search?q=a&b=%2F", "/search?q=a&b=%2F"), ("/document/vn/lai-chau/x", "/document/vn/lai-chau/x")]
    + [(place, "/") for place in ("", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)",
       "evil.example", "/\tevil", "/\n/evil.example", " //evil.example", "http:evil", "//[", "/sign-out", "data:text/html,x")],
)  # fmt: skip
def test_signing_in_leads_to_this_server_only(visitor: TestClient, place: str, safe: str) -> None:
    assert local(place) == safe
    assert signed_in(visitor, next=place).headers["location"] == safe


# --- who asks, and from where ---


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765", "192.168.1.20", "van-ban.example"])
def test_names_of_this_server(db: Path, host: str) -> None:
    assert visiting(db, hosts=("van-ban.example",)).get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "", "127.0.0.1@evil.example", "[::1", "<script>"]
)
def test_foreign_names_are_not_answered_to(visitor: TestClient, host: str) -> None:
    for place in ("/", "/api/v1/documents", "/static/site.css"):
        answer = visitor.get(place, headers={"Host": host})
        assert answer.status_code == 421 and answer.headers["content-security-policy"] == POLICY
        assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1:8765.evil.example", ""])
def test_forms_of_foreign_pages_are_not_taken(db: Path, origin: str) -> None:
    visitor = visiting(db)
    assert signed_in(visitor).status_code == 303
    for place in ("/sign-in", "/sign-out", "/upload", "/review", "/api/v1/links", "/api/v1/builds"):
        answer = visitor.post(place, headers={"Origin": origin}, files={"files": ("x.txt", b"x")})
        assert answer.status_code == 403, place
    assert visitor.post("/upload", headers={"Sec-Fetch-Site": "cross-site"}, files={"files": ("x.txt", b"x")}).status_code == 403
    assert visitor.get("/upload").status_code == 200
    assert not list(db.parent.glob("*.files"))


def test_other_pages_read_nothing(visitor: TestClient) -> None:
    asked = visitor.options("/api/v1/documents", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"})
    assert asked.status_code == 405
    for answer in (asked, visitor.get("/api/v1/documents", headers={"Origin": "https://evil.example"})):
        assert not [name for name in answer.headers if name.startswith("access-control")]


# --- what is asked ---

ODD = [
    ("GET", "/nothing", 404),
    ("GET", "/document/vn/../../etc/passwd", 404),
    ("GET", "/document/..%2f..%2fetc%2fpasswd", 404),
    ("GET", "/api/v1/documents/..%2f..%2fetc%2fpasswd", 404),
    ("GET", "/static/../settings.py", 404),
    ("GET", "/static/..%2fsettings.py", 404),
    ("GET", "/static/%2e%2e/settings.py", 404),
    ("GET", "/static/%2fetc/passwd", 404),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/page/vn/tw/2023/21-ct?n=0", 422),
    ("GET", "/page/vn/tw/2023/21-ct?n=" + "9" * 500, 422),
    ("GET", "/document/%ff%fe%80", 404),
    ("GET", "/document/%zz", 404),
    ("GET", "/document/a%00b", 400),
    ("GET", "/search?q=%00", 200),
    ("GET", "/api/v1/search?q=giao%00+duc", 200),
    ("GET", "/search?q=%ff%fe", 200),
    ("GET", "/search?q=%ED%A0%80", 200),
    ("GET", "/search?offset=x", 422),
    ("GET", "/search?q=" + "a" * 501, 422),
    ("GET", "/search?q=" + "a" * 9_000, 414),
    ("GET", "/document/" + "a" * 7_000, 404),
    ("GET", "/document/" + "a" * 9_000, 414),
    ("GET", "/api/v1/documents/" + "a" * 7_000, 422),
    ("GET", "/api/v1/plans?symbol=" + "a" * 2_000, 422),
    ("GET", "/api/v1/plans?" + "&".join(f"a{n}=1" for n in range(900)), 400),
    ("GET", "/upload", 303),
    ("GET", "/builds/x", 422),
    ("GET", "/builds/" + "9" * 400, 303),
    ("POST", "/", 405),
    ("PUT", "/upload", 405),
    ("DELETE", "/api/v1/documents", 405),
    ("PATCH", "/api/v1/nothing", 404),
    ("BREW", "/", 405),
    ("POST", "/static/site.css", 405),
    ("POST", "/sign-in", 401),
    ("GET", "/sign-out", 405),
    ("HEAD", "/", 200),
    ("HEAD", "/nothing", 404),
    ("GET", "/body?name=%20", 303),
    ("HEAD", "/api/v1/documents", 200),
]


@pytest.mark.parametrize(("method", "place", "status"), ODD, ids=lambda value: str(value)[:60])
def test_odd_requests_are_answered(visitor: TestClient, method: str, place: str, status: int) -> None:
    started = time.perf_counter()
    answer = visitor.send(visitor.build_request(method, place, headers={"Origin": HERE}))
    assert answer.status_code == status, answer.text[:500]
    assert time.perf_counter() - started < 5
    assert answer.headers["content-security-policy"] == POLICY and answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers and "root:" not in answer.text and "Traceback" not in answer.text
    if status >= 400:
        assert "no-store" in answer.headers["cache-control"] and "etag" not in answer.headers
        assert len(answer.content) < 30_000
    if method == "HEAD":
        assert not answer.content


ALIKE = [
    (b"/checklist", b"#&body=Nobody", {}),  # the rest of an address that a URL would end at "#"
    (b"/check\nlist", b"", {}),
    (b"/checklist", b"", {b"authorization": WRITING["Authorization"], b"x-vanban-user": b"Nobody"}),
]


@pytest.mark.parametrize(("path", "asked", "headers"), ALIKE)
def test_no_request_puts_its_answer_in_the_place_of_another(db: Path, path: bytes, asked: bytes, headers: dict[bytes, bytes]) -> None:
    app = visiting(db).app

    def tag_and_body(path: bytes, asked: bytes, headers: dict[bytes, bytes]) -> tuple[str, str]:
        """As it comes from a socket: clients tidy addresses up."""
        sent: list[Any] = []
        scope = {"type": "http", "method": "GET", "path": path.decode(), "raw_path": path, "query_string": asked, "root_path": "", "scheme": "http"}
        scope |= {"headers": [(b"host", b"127.0.0.1"), *headers.items()], "client": ("127.0.0.1", 5000), "server": ("127.0.0.1", 80)}

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(message)

        with ThreadPoolExecutor(1) as apart:  # a browser of other tests has the loop of this thread
            apart.submit(anyio.run, app, scope, receive, send).result()
        return dict(sent[0]["headers"]).get(b"etag", b"").decode(), sent[1]["body"].decode()

    odd, plain = tag_and_body(path, asked, headers), tag_and_body(b"/checklist", b"", {})
    assert odd[0] != plain[0] and plain[0] and "Nobody" not in plain[1]
    if headers:
        others = tag_and_body(path, asked, headers | {b"x-vanban-user": "Lê Thị B".encode()})
        assert "Nobody" in odd[1] and "Nobody" not in others[1] and "Lê Thị B" in others[1]


def test_signing_in_leads_back_to_what_was_asked(visitor: TestClient) -> None:
    page = visitor.get("/checklist?body=so+noi+vu&role=lead").text
    place = re.findall('href="(/sign-in[^"]*)"', page)[0]
    form = visitor.get(place.replace("&amp;", "&")).text
    assert re.findall('name="next" value="([^"]*)"', form) == ["/checklist?body=so+noi+vu&amp;role=lead"]
    assert visitor.get(re.findall('href="(/sign-in[^"]*)"', visitor.get("/search?q=" + "a " * 400 + "&province=" + "b" * 3_000).text)[0]).status_code == 200


def test_a_language_is_kept_until_another_is_chosen(visitor: TestClient) -> None:
    def language(place: str, **headers: str) -> str:
        return re.findall('<html lang="(..)">', visitor.get(place, headers=headers).text)[0]

    assert language("/review") == "vi"
    assert [language(place) for place in ("/?lang=en", "/review", "/nothing", "/?lang=en")] == ["en"] * 4
    kept = visitor.get("/?lang=en").headers["etag"]
    assert [language(place) for place in ("/?lang=vi", "/review", "/?lang=xx")] == ["vi"] * 3
    assert language("/?lang=en", **{"If-None-Match": kept}) == "en" == language("/review"), "though the browser has that page"
    cookie = visitor.get("/?lang=vi").headers["set-cookie"]
    assert cookie.startswith("language=vi;") and "HttpOnly" in cookie and "SameSite=lax" in cookie


def test_words_of_a_request_stay_words(visitor: TestClient) -> None:
    script = "<script>alert(1)</script>"
    for place in (f"/search?q={quote(script)}", f"/document/{quote(script)}", f"/sign-in?next={quote('/' + script)}", f"/{quote(script)}?lang={quote(script)}"):
        assert script not in visitor.get(place).text
    assert visitor.get(f"/api/v1/documents/{quote(script)}").headers["content-type"] == "application/problem+json"


def test_a_fault_of_the_program_tells_nothing_of_it(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = visiting(db)

    def broken(*_: object) -> None:
        raise RuntimeError("bí mật " + TOKEN)

    monkeypatch.setattr(Store, "counts", broken)
    monkeypatch.setattr(Store, "bodies", broken)
    for place in ("/", "/api/v1/bodies"):
        answer = visitor.get(place)
        assert answer.status_code == 500 and "bí mật" not in answer.text
        assert answer.headers["content-security-policy"] == POLICY and answer.headers["cache-control"] == "no-store"


def test_a_store_that_cannot_be_read_is_told_apart_from_what_is_not_there(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store:
        store.link()
    visitor = visiting(tmp_path / "x.db")
    assert visitor.get("/api/v1/documents").status_code == 200
    from sqlalchemy import text

    with visitor.app.state.site.store._writing() as connection:  # type: ignore[attr-defined]
        connection.execute(text("DROP TABLE node"))
    answer = visitor.get("/api/v1/documents?limit=1")
    assert (answer.status_code, answer.json()["type"]) == (503, "/api#busy") and "node" not in answer.text


@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_written_to_a_store_that_was_taken_away(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "x.db"
    for name in ("x.db", "y.db"):
        with Store(tmp_path / name) as store:
            store.add([make("184-KH/TU", "2023-06-27", party("Lai Châu"))], "a")
            store.link()
    visitor = visiting(path)
    assert visitor.get("/").status_code == 200
    if replaced:
        (tmp_path / "y.db").replace(path)
    else:
        path.unlink()
    assert [visitor.get(place).status_code for place in ("/", "/checklist", "/api/v1/documents")] == [503] * 3
    said = {"document": "vn/lai-chau/tinh-uy/2023/184-kh", "citation": "c1", "node": "x", "verdict": "forget"}
    answer = visitor.post("/api/v1/links", headers=WRITING, json=said)
    assert answer.status_code == 503 and str(tmp_path) not in answer.text and path.exists() == replaced


# --- how much, how often ---


@pytest.mark.parametrize("place", ["/sign-in", "/api/v1/links", "/review"])
def test_bodies_are_bounded_whether_their_length_is_told_or_not(db: Path, place: str) -> None:
    visitor = visiting(db, bounds=Bounds(body=1_000))
    headers = {**WRITING, "Content-Type": "application/json" if "api" in place else "application/x-www-form-urlencoded"}
    assert visitor.post(place, content=b"a=" + b"b" * 2_000, headers=headers).status_code == 413
    assert visitor.post(place, content=(b"a=" + b"b" * 100 for _ in range(20)), headers=headers).status_code == 413
    assert visitor.post(place, content=b"{}", headers={**headers, "Content-Length": "-1"}).status_code == 413


def test_a_file_to_read_is_bounded(db: Path) -> None:
    visitor = visiting(db, bounds=Bounds(file=10_000))
    for body in ({"content": b"a" * 10_001}, {"content": (b"a" * 1_000 for _ in range(11))}, {"files": {"file": ("x.txt", b"a" * 10_001)}}):
        assert visitor.post("/api/v1/parse?name=x.txt", **body).status_code == 413  # type: ignore[arg-type]


def test_those_who_ask_too_often_wait(db: Path) -> None:
    bounds = Bounds(reading=Rate(60, 3), writing=Rate(60, 2))
    stranger = visiting(db, client=STRANGER, bounds=bounds)
    assert [stranger.get("/api/v1/documents").status_code for _ in range(4)] == [200, 200, 200, 429]
    told = stranger.get("/api/v1/documents")
    assert told.headers["retry-after"] == "1" and told.json()["type"] == "/api#too-often" and told.headers["content-security-policy"] == POLICY
    assert stranger.get("/").status_code == 429
    here = visiting(db, bounds=bounds)
    assert {here.get("/api/v1/documents").status_code for _ in range(9)} == {200}  # this machine reads as it likes
    assert [here.post("/api/v1/nothing", headers=WRITING).status_code for _ in range(3)] == [404, 404, 429]


def test_buckets_fill_up_and_are_few() -> None:
    now = [0.0]
    buckets = Buckets(Rate(60, 2), lambda: now[0])
    buckets.take("a")
    assert buckets.wait("a") == 0
    buckets.take("a")
    assert buckets.wait("a") == 1 and buckets.wait("b") == 0
    now[0] = 0.5
    assert buckets.wait("a") == 0.5
    now[0] = 1000
    assert buckets.wait("a") == 0
    for n in range(20_000):
        buckets.take(str(n))
    assert len(buckets._left) == 10_000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.8", False),
    ],
)
def test_an_address_is_that_of_a_subscriber(db: Path, one: str, other: str, same: bool) -> None:
    app = visiting(db, bounds=Bounds(reading=Rate(1, 1))).app
    first, second = (TestClient(app, base_url=HERE, client=(address, 1)) for address in (one, other))
    assert first.get("/static/site.css").status_code == 200
    assert second.get("/static/site.css").status_code == (429 if same else 200)


def test_who_sends_nothing_more_is_sent_away(db: Path) -> None:
    with serving(Settings(str(db), TOKEN, bounds=Bounds(silence=0.5))) as site:
        host, port = site.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=".encode())
            assert b" 408 " in line.recv(100)


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000,
        b"\x16\x03\x01\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(db: Path, head: bytes) -> None:
    with serving(Settings(str(db), TOKEN)) as site:
        host, port = site.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(head)
            assert b" 400 " in line.recv(100)


def test_the_first_searches_of_a_server_may_come_together() -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from vanban.nlp.query import phrases
with ThreadPoolExecutor(8) as pool:
    assert len({phrases("giáo dục nghề nghiệp") for _ in pool.map(lambda n: phrases(f"giáo dục {n}"), range(32))}) == 1
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_costly_questions_wait_in_turn_and_then_no_longer() -> None:
    room = Room(1, 0.05)
    with room.taken():
        with pytest.raises(HTTPException) as refused, room.taken():
            pass
        assert refused.value.status_code == 503 and refused.value.headers and int(refused.value.headers["Retry-After"]) > 0
    for _ in range(3):  # also what failed gives its place back
        with pytest.raises(ZeroDivisionError), room.taken():
            _ = 1 / 0
    with room.taken():
        pass
