"""The HTTP API: the same answers as the commands, described as they are, told apart when the store changes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from starlette.testclient import TestClient

from builders import SECRETARIAT, make, party
from vanban import parse_text, record
from vanban.export import EXPORTERS
from vanban.store import Store
from visitors import DEMO, WRITING, commanded, demo, visiting

PLAN = "vn/lai-chau/tinh-uy/2023/184-kh"
FILE = DEMO / "21-ct-tw-2023.txt"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def api(db: Path) -> TestClient:
    return visiting(db)


# What is asked of a command, and of the API.
SAME: list[tuple[list[str], str, dict[str, Any]]] = [
    (["search", "giao duc nghe nghiep"], "search", {"q": "giao duc nghe nghiep"}),
    (
        ["search", "giao duc", "--kind", "task", "--level", "province", "--province", "cao bang", "--limit", "3", "--offset", "1"],
        "search",
        {"q": "giao duc", "kind": "task", "level": "province", "province": "cao bang", "limit": 3, "offset": 1},
    ),
    (["plans", "21 ct/tw", "--date", "2023-05-04"], "plans", {"symbol": "21 ct/tw", "date": "2023-05-04"}),
    (
        ["plans", "21-CT/TW", "--date", "2023", "--direct", "--in-force", "--level", "province", "--on", "2024-01-01"],
        "plans",
        {"symbol": "21-CT/TW", "date": "2023", "direct": "true", "in_force": "true", "level": "province", "on": "2024-01-01"},
    ),
    (["plans", "21-CT/TW", "--date", "2023", "--province", "Lai Châu"], "plans", {"symbol": "21-CT/TW", "date": "2023", "province": "Lai Châu"}),
    (["coverage", "21-CT/TW", "--date", "2023"], "coverage", {"symbol": "21-CT/TW", "date": "2023"}),
    (
        ["coverage", "21-CT/TW", "--date", "2023", "--level", "commune", "--province", "lai chau", "--on", "2026-01-01"],
        "coverage",
        {"symbol": "21-CT/TW", "date": "2023", "level": "commune", "province": "lai chau", "on": "2026-01-01"},
    ),
    (["cascade", "21-CT/TW", "--date", "2023"], "cascade", {"symbol": "21-CT/TW", "date": "2023"}),
    (
        ["cascade", "21-CT/TW", "--date", "2023", "--level", "province", "--province", "gia lai"],
        "cascade",
        {"symbol": "21-CT/TW", "date": "2023", "level": "province", "province": "gia lai"},
    ),
    (["gaps"], "gaps", {}),
    (["gaps", "--province", "lai chau"], "gaps", {"province": "lai chau"}),
    (["gaps", "21-CT/TW", "--date", "2023"], "gaps", {"symbol": "21-CT/TW", "date": "2023"}),
    (
        ["whois", "huyện Phong Thổ", "--province", "Lai Châu", "--on", "2026-01-01"],
        "whois",
        {"name": "huyện Phong Thổ", "province": "Lai Châu", "on": "2026-01-01"},
    ),
    (
        ["whois", "các sở, ban, ngành", "--province", "Lai Châu", "--on", "2026-01-01"],
        "whois",
        {"name": "các sở, ban, ngành", "province": "Lai Châu", "on": "2026-01-01"},
    ),
    (["link", "list"], "links", {}),
    (["link", "list", "--reviewed"], "links", {"reviewed": "true"}),
    (
        ["tasks", "--body", "so noi vu", "--role", "lead", "--state", "overdue", "--on", "2027-01-01"],
        "tasks",
        {"body": "so noi vu", "role": "lead", "state": "overdue", "on": "2027-01-01"},
    ),
    (
        ["tasks", "184-KH/TU", "--below", "--province", "lai chau", "--due-before", "2028-01-01"],
        "tasks",
        {"symbol": "184-KH/TU", "below": "yes", "province": "lai chau", "due_before": "2028-01-01"},
    ),
    (["progress", "list"], "progress", {}),
    (["tasks", "21-CT/TW", "--date", "2023"], "tasks", {"symbol": "21-CT/TW", "date": "2023"}),
]


@pytest.mark.parametrize(("command", "place", "asked"), SAME, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_answers_are_those_of_the_commands(db: Path, api: TestClient, command: list[str], place: str, asked: dict[str, Any]) -> None:
    answer = api.get(f"/api/v1/{place}", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.json() == commanded(db, *command)


def test_a_document_is_shown_as_by_the_command_without_the_folders_of_the_server(db: Path, api: TestClient) -> None:
    shown = commanded(db, "show", PLAN)
    shown["sources"] = [source | {"path": Path(source["path"]).name} for source in shown["sources"]]
    assert shown["incoming"] and shown["outgoing"]
    assert api.get(f"/api/v1/documents/{PLAN}").json() == shown
    assert api.get("/api/v1/show", params={"symbol": shown["header"]["symbol"], "date": "2023"}).json() == shown
    assert str(DEMO) not in api.get(f"/api/v1/documents/{PLAN}").text


def test_a_file_is_read_as_by_the_command_and_not_kept(db: Path, api: TestClient) -> None:
    told = commanded(db, "show", "vn/tw/2023/21-ct")  # what the same file gave when it was built
    before = api.get("/api/v1/documents").headers["x-total-count"]
    for answer in (
        api.post("/api/v1/parse?name=21-ct-tw-2023.txt", content=FILE.read_bytes()),
        api.post("/api/v1/parse", files={"file": ("C:\\tạm\\21-ct-tw-2023.txt", FILE.read_bytes())}),
    ):
        assert answer.status_code == 200, answer.text
        assert answer.json() == {name: told[name] for name in answer.json()}
    assert api.get("/api/v1/documents").headers["x-total-count"] == before


def test_a_text_is_read(api: TestClient) -> None:
    words = "Thực hiện Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư"
    answer = api.post("/api/v1/parse", content=words.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    assert answer.json()["citations"] == record(parse_text(words))["citations"] != []


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("x.txt", b"", 422), ("x.docx", b"PK\x03\x04 no archive", 422), ("x.pdf", b"%PDF-1.7 nothing", 422), ("../../etc/x.doc", b"\xd0\xcf\x11\xe0", 422)],
)
def test_what_cannot_be_read_is_said(api: TestClient, name: str, content: bytes, status: int) -> None:
    answer = api.post("/api/v1/parse", params={"name": name}, content=content)
    assert answer.status_code == status and answer.json()["detail"]
    assert "/tmp" not in answer.text


def test_documents_are_listed_by_what_they_are(db: Path, api: TestClient) -> None:
    every = api.get("/api/v1/documents", params={"limit": 1000}).json()
    assert [one["id"] for one in every] == sorted(one["id"] for one in every)
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"level": "district"}, lambda d: d["level"] == "district"),
        ({"province": "tinh lai chau"}, lambda d: d["province"] == "Lai Châu"),
        ({"type": "CT"}, lambda d: d["doc_type"] == "CT"),
        ({"since": "2024", "until": "2025-06"}, lambda d: "2024" <= (d["date"] or "") < "2025-07"),
        ({"loaded": "false", "type": "QĐ"}, lambda d: not d["loaded"] and d["doc_type"] == "QĐ"),
    ]
    for asked, right in cases:
        found = api.get("/api/v1/documents", params=asked | {"limit": 1000}).json()
        assert found == [one for one in every if right(one)] != []
        assert len(found) < len(every)


@pytest.mark.parametrize(
    ("place", "asked"), [("documents", {}), ("plans", {"symbol": "21-CT/TW", "date": "2023"}), ("tasks", {"province": "cao bang"}), ("bodies", {})]
)
def test_pages_together_are_the_whole(api: TestClient, place: str, asked: dict[str, Any]) -> None:
    answer = api.get(f"/api/v1/{place}?{urlencode(asked | {'limit': 1000})}")
    whole, pages = answer.json(), []
    assert int(answer.headers["x-total-count"]) == len(whole) > 7
    assert "link" not in answer.headers
    at: str | None = f"/api/v1/{place}?{urlencode(asked | {'limit': 7})}"
    while at:
        answer = api.get(at)
        pages += answer.json()
        at = answer.links.get("next", {}).get("url")
    assert pages == whole


@pytest.mark.parametrize("to", EXPORTERS)
def test_exports_come_whole(db: Path, api: TestClient, to: str) -> None:
    answer = api.get("/api/v1/export", params={"to": to})
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    if answer.headers["content-type"] == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None and archive.namelist()
    else:
        assert answer.content
    if to == "jsonl":
        with Store(db) as store:
            assert [json.loads(line) for line in answer.text.splitlines()] == list(store.records())


@pytest.mark.parametrize(("to", "sign"), [("docx", b"PK"), ("xlsx", b"PK"), ("ics", b"BEGIN:VCALENDAR"), ("md", b"# "), ("csv", b"no,task,")])
def test_checklists_come_as_files(api: TestClient, to: str, sign: bytes) -> None:
    answer = api.get("/api/v1/tasks", params={"symbol": "184-KH/TU", "province": "lai chau", "to": to})
    assert answer.status_code == 200 and answer.content.startswith(sign) and f".{to}" in answer.headers["content-disposition"]


def test_an_export_of_some_documents(api: TestClient) -> None:
    lines = api.get("/api/v1/export", params={"to": "jsonl", "symbol": "vn/tw/2023/21-ct"}).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["vn/tw/2023/21-ct"]
    assert api.get("/api/v1/records/vn/tw/2023/21-ct").json() == [json.loads(lines[0])]


# What is asked, the status, the kind of problem, and a word of what is said.
REFUSED = [
    ("plans?symbol=99-CT/TW", 404, "not-found", "99-CT/TW"),
    ("plans", 422, "invalid", "symbol"),
    ("plans?symbol=...", 422, "invalid", "no word"),
    ("plans?symbol=21-CT/TW&level=village", 422, "invalid", "level"),
    ("plans?symbol=21-CT/TW&province=Atlantis", 422, "invalid", "Atlantis"),
    ("plans?symbol=21-CT/TW&date=2023-13", 422, "invalid", "2023-13"),
    ("plans?symbol=21-CT/TW&provnce=lai+chau", 400, "invalid", "provnce"),
    ("plans?symbol=21-CT/TW&limit=0", 422, "invalid", "limit"),
    ("search?q=x&limit=101", 422, "invalid", "limit"),
    ("whois?name=Hội+Yêu+Thơ", 404, "not-found", "Hội Yêu Thơ"),
    ("documents/vn/none/2020/1-kh", 404, "not-found", "vn/none/2020/1-kh"),
    ("records/vn/none/2020/1-kh", 404, "not-found", "vn/none"),
    ("export?to=word", 422, "invalid", "word"),
    ("export?to=parquet&symbol=21-CT/TW", 400, "invalid", "whole store"),
    ("nothing", 404, "not-found", ""),
    ("openapi.json/..", 404, "not-found", ""),
    ("builds/1", 401, "token", "token"),
]


@pytest.mark.parametrize(("place", "status", "kind", "word"), REFUSED)
def test_refusals_are_problems(api: TestClient, place: str, status: int, kind: str, word: str) -> None:
    answer = api.get(f"/api/v1/{place}")
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (told["status"], told["type"]) == (status, f"/api#{kind}") and told["title"] and word in told["detail"]
    assert answer.headers["cache-control"] == "no-store"
    assert ".db" not in answer.text  # where the store is, is the server's own matter


def test_an_ambiguous_symbol_names_its_candidates(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    with Store(db) as store:
        store.add([make("10-KH/TU", "2023-01-02", party("Lai Châu"), title="Về một"), make("10-KH/TU", "2023-01-03", party("Cao Bằng"))], "a")
        store.link()
    api = visiting(db)
    answer = api.get("/api/v1/plans", params={"symbol": "10-kh/tu"})
    assert answer.status_code == 409 and answer.json()["candidates"] == commanded(db, "plans", "10-kh/tu")["candidates"]
    assert api.get("/api/v1/plans", params={"symbol": "10-kh/tu", "province": "cao bang"}).status_code == 200
    several = api.get("/api/v1/whois", params={"name": "phường 1", "on": "2025-01-01"})
    assert several.status_code == 409 and several.json()["candidates"] == commanded(db, "whois", "phường 1", "--on", "2025-01-01")["candidates"]


def test_an_answer_is_kept_until_the_store_changes(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    directive = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
    with Store(db) as store:
        store.add([make("184-KH/TU", "2023-06-27", party("Lai Châu"), cites=(directive,), says=(("self", "implements", "c1"),))], "a")
        store.link()
        api = visiting(db)
        place = "/api/v1/plans?symbol=21-CT/TW"
        first = api.get(place)
        tag = first.headers["etag"]
        assert len(first.json()) == 1 and first.headers["vary"] == "Cookie, Authorization, X-Vanban-User"
        for method in ("GET", "HEAD"):
            again = api.request(method, place, headers={"If-None-Match": f'"other", {tag}'})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        store.add([make("375-KH/TU", "2023-07-01", party("Cao Bằng"), cites=(directive,), says=(("self", "implements", "c1"),))], "b")
        store.link()
        changed = api.get(place, headers={"If-None-Match": tag})
    assert (changed.status_code, len(changed.json())) == (200, 2) and changed.headers["etag"] != tag


def test_links_are_confirmed_refused_and_forgotten(tmp_path: Path) -> None:
    db, api = demo(tmp_path), visiting(demo(tmp_path))
    said = {"document": PLAN, "citation": "c1", "node": "vn/tw/2023/21-ct", "verdict": "refuse", "note": "<script>"}
    cited = [one["id"] for one in api.get(f"/api/v1/documents/{PLAN}").json()["outgoing"]]
    answer = api.post("/api/v1/links", json=said, headers=WRITING)
    assert answer.status_code == 200, answer.text
    assert answer.json()["by"] == "Lê Thị B" and answer.json() == commanded(db, "link", "list", "--reviewed")[0]
    assert api.get("/api/v1/links?reviewed=1").json() == [answer.json()]
    assert api.post("/api/v1/links", json=said | {"verdict": "forget"}, headers=WRITING).status_code == 204
    assert api.get("/api/v1/links?reviewed=1").json() == []
    assert api.post("/api/v1/links", json=said | {"verdict": "forget"}, headers=WRITING).status_code == 404
    assert [one["id"] for one in api.get(f"/api/v1/documents/{PLAN}").json()["outgoing"]] == cited


def test_progress_is_said_and_kept(tmp_path: Path) -> None:
    api = visiting(demo(tmp_path))
    task = api.get("/api/v1/tasks", params={"body": "so noi vu", "limit": 1}).json()[0]
    said = {"document": task["basis"]["document"], "task": task["id"], "state": "in_progress", "note": "đã họp", "deadline": "2027-01-31", "by": "Trần C"}
    told = api.post("/api/v1/progress", json=said, headers=WRITING)
    assert told.status_code == 200, told.text
    assert {name: told.json()[name] for name in said} == said
    assert api.get("/api/v1/progress", params={"document": said["document"]}).json() == [told.json()]
    now = api.get("/api/v1/tasks", params={"body": "so noi vu", "limit": 1, "on": "2026-12-01"}).json()[0]
    assert (now["state"], now["extended"], now["note"], now["deadline"]) == ("in_progress", "2027-01-31", "đã họp", task["deadline"])


@pytest.mark.parametrize(
    ("place", "body", "status"),
    [
        ("links", {"document": PLAN, "citation": "c99", "node": "vn/tw/2023/21-ct", "verdict": "confirm"}, 404),
        ("links", {"document": PLAN, "citation": "c1", "node": "21-CT/TW", "verdict": "maybe"}, 422),
        ("links", {"document": PLAN, "citation": "c1", "node": "21-CT/TW", "verdict": "confirm", "extra": 1}, 422),
        ("progress", {"document": PLAN, "task": "none", "state": "done"}, 404),
        ("progress", {"document": PLAN, "task": "none", "deadline": "2026-02-30"}, 422),
        ("progress", {"document": PLAN, "task": "none", "note": "\ud800"}, 422),
        ("progress", ["no object"], 422),
    ],
)
def test_what_cannot_be_written_is_said(api: TestClient, place: str, body: Any, status: int) -> None:
    answer = api.post(f"/api/v1/{place}", content=json.dumps(body), headers={**WRITING, "Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert api.get("/api/v1/progress").json() == api.get("/api/v1/links?reviewed=1").json() == []


# --- the description ---


@pytest.fixture(scope="module")
def described(api: TestClient) -> dict[str, Any]:
    answer = api.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


COMMANDS = {
    "parse": ("post", "/api/v1/parse"), "build": ("post", "/api/v1/builds"), "plans": ("get", "/api/v1/plans"), "show": ("get", "/api/v1/documents/{id}"),
    "coverage": ("get", "/api/v1/coverage"), "cascade": ("get", "/api/v1/cascade"), "tasks": ("get", "/api/v1/tasks"), "whois": ("get", "/api/v1/whois"),
    "export": ("get", "/api/v1/export"), "search": ("get", "/api/v1/search"), "gaps": ("get", "/api/v1/gaps"), "link": ("post", "/api/v1/links"),
}  # fmt: skip


def test_every_command_has_its_address(described: dict[str, Any]) -> None:
    from vanban.cli.commands import app

    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    commands |= {str(group.name or group.typer_instance.info.name) for group in app.registered_groups} | {"link"}
    assert commands - {"serve", "None", "progress"} <= set(COMMANDS)
    assert all(method in described["paths"][path] for method, path in COMMANDS.values())


def test_the_description_is_sound(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    named = set()
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert told["operationId"] not in named and told["description"] and told["tags"], (path, method)
            named.add(told["operationId"])
            assert "default" in told["responses"] and any(status.startswith("2") for status in told["responses"])
            wanted = {part[1:-1] for part in path.split("/") if part.startswith("{")}
            assert wanted == {one["name"] for one in told.get("parameters", ()) if one["in"] == "path"}
            assert all(one["description"] for one in told.get("parameters", ()) if one["name"] != "number")
            assert ("security" in told) == ((method == "post" and not path.endswith("/parse")) or path.endswith("{number}")), path
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for reference in _references(described):
        at: Any = described
        for step in reference.removeprefix("#/").split("/"):
            at = at[step]


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [value for name, value in part.items() if name == "$ref"] + [one for value in part.values() for one in _references(value)]
    return [one for value in part for one in _references(value)] if isinstance(part, list) else []


@pytest.mark.parametrize(
    ("path", "place"),
    [*((f"/api/v1/{place}", f"{place}?{urlencode(asked)}") for _, place, asked in SAME), ("/api/v1/documents", "documents"), ("/api/v1/bodies", "bodies"),
     ("/api/v1/documents/{id}", f"documents/{PLAN}"), ("/api/v1/records/{id}", f"records/{PLAN}")],
)  # fmt: skip
def test_answers_are_as_described(api: TestClient, described: dict[str, Any], path: str, place: str) -> None:
    schema = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(api.get(f"/api/v1/{place}").json())


def test_the_reference_shows_every_address(api: TestClient, described: dict[str, Any]) -> None:
    page = api.get("/api").text
    for path in described["paths"]:
        assert f"<code>{path}</code>" in page
    assert '<script src="/static/site.js" defer></script>' in page and page.count("<script") == 1
