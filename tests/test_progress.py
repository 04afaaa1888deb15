"""Tasks in the store: found by body, province and day, and what people say of them, kept through every rebuilding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import SECRETARIAT, make, party
from postgres import Databases
from vanban.errors import StoreError
from vanban.model import Body, Document
from vanban.store import Store
from vanban.store.asked import Asked
from vanban.tasks import STATES, Status, tasks
from vanban.tasks.state import effective

ON = "2026-11-01"
LABOUR = "Sở Lao động - Thương binh và Xã hội"
DIRECTIVE = make(
    "21-CT/TW",
    "2023-05-04",
    SECRETARIAT,
    title="Giáo dục nghề nghiệp",
    tasks=(
        {"body": Body("Các tỉnh ủy, thành ủy"), "action": "lãnh đạo xây dựng kế hoạch", "deadline": "2023"},
        {"body": Body("Bộ Nội vụ"), "action": "tham mưu"},
    ),
)
PLAN = make(
    "184-KH/TU",
    "2023-06-27",
    party("Cao Bằng"),
    title="Thực hiện Chỉ thị 21",
    cites=({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT},),
    says=(("self", "implements", "c1"),),
    tasks=(
        {"body": Body("Sở Nội vụ"), "action": "rà soát đội ngũ", "with_": ("Sở Tài chính",), "deadline": "2026-12-15"},
        {"body": Body(LABOUR), "action": "tổng hợp báo cáo", "recurrence": "annual"},
        {"body": Body("các sở, ban, ngành"), "action": "tuyên truyền", "deadline": "2024"},
        {"body": Body("Sở Nội vụ"), "role": "coordinate", "action": "kiểm tra"},
    ),
)
OTHER = make(
    "9-KH/TU",
    "2024-02-03",
    party("Bắc Giang"),
    tasks=(
        {"body": Body("Sở Nội vụ"), "action": "rà soát"},
        {"body": Body("Văn phòng Sở Nội vụ"), "action": "lưu trữ"},
        {"body": Body("Văn phòng UBND tỉnh"), "action": "bố trí phòng họp"},
    ),
)


def fill(store: Store) -> Store:
    for path, document in (("central/a.txt", DIRECTIVE), ("provinces/cb/b.txt", PLAN), ("provinces/bg/c.txt", OTHER)):
        store.add([document], path)
    store.link()
    return store


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    databases: Databases | None = request.getfixturevalue("databases") if request.param == "postgresql" else None
    with Store(databases.new() if databases else tmp_path_factory.mktemp("tasks") / "x.db") as store:
        yield fill(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "x.db") as store:
        yield fill(store)


def first(document: Document) -> str:
    return tasks([document])[0].id


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (
            {},
            [
                "lãnh đạo xây dựng kế hoạch",
                "tham mưu",
                "rà soát đội ngũ",
                "tổng hợp báo cáo",
                "tuyên truyền",
                "kiểm tra",
                "rà soát",
                "lưu trữ",
                "bố trí phòng họp",
            ],
        ),
        ({"documents": [DIRECTIVE.id]}, ["lãnh đạo xây dựng kế hoạch", "tham mưu"]),
        ({"documents": []}, []),
        ({"province": "Bắc Giang"}, ["rà soát", "lưu trữ", "bố trí phòng họp"]),
        ({"path": "provinces/cb"}, ["rà soát đội ngũ", "tổng hợp báo cáo", "tuyên truyền", "kiểm tra"]),
        ({"path": "provinces/bg/c.txt"}, ["rà soát", "lưu trữ", "bố trí phòng họp"]),
        ({"path": "prov"}, []),
        ({"body": "so noi vu", "province": "Cao Bằng"}, ["rà soát đội ngũ", "tổng hợp báo cáo", "tuyên truyền", "kiểm tra"]),
        ({"body": "Sở Nội vụ", "province": "Cao Bằng", "collective": False}, ["rà soát đội ngũ", "tổng hợp báo cáo", "kiểm tra"]),
        ({"body": "Sở Nội vụ tỉnh Cao Bằng", "collective": False}, ["rà soát đội ngũ", "tổng hợp báo cáo", "kiểm tra"]),
        ({"body": "so noi vu cao bang", "collective": False}, ["rà soát đội ngũ", "tổng hợp báo cáo", "kiểm tra"]),
        ({"body": "Văn phòng Ủy ban nhân dân tỉnh"}, ["bố trí phòng họp"]),
        ({"body": "vp ubnd tinh"}, []),
        ({"body": "ubnd tỉnh Bắc Giang"}, ["bố trí phòng họp"]),
        ({"body": "Sở Nội vụ", "province": "Cao Bằng", "role": "lead"}, ["rà soát đội ngũ", "tổng hợp báo cáo", "tuyên truyền"]),
        ({"body": "Sở Nội vụ", "province": "Cao Bằng", "role": "coordinate"}, ["kiểm tra"]),
        # Before 1/3/2025 the labour department was there itself.
        ({"body": "Sở Nội vụ", "province": "Cao Bằng", "on": "2025-02-28", "collective": False}, ["rà soát đội ngũ", "kiểm tra"]),
        # Bắc Giang is part of Bắc Ninh since 1/7/2025.
        ({"body": "Sở Nội vụ", "province": "Bắc Ninh", "collective": False}, ["rà soát"]),
        ({"body": "Sở Nội vụ", "exact": True, "collective": False, "province": "Bắc Giang"}, ["rà soát"]),
        ({"body": "Sở Nội vụ", "collective": False, "province": "Bắc Giang"}, ["rà soát", "lưu trữ"]),
        ({"body": "Tỉnh ủy", "province": "Cao Bằng"}, ["lãnh đạo xây dựng kế hoạch"]),
        ({"body": "Sở Tài chính", "role": "coordinate", "collective": False}, ["rà soát đội ngũ"]),
        ({"due_before": "2026-01-01"}, ["lãnh đạo xây dựng kế hoạch", "tuyên truyền"]),
        ({"state": "overdue", "province": "Cao Bằng"}, ["tuyên truyền"]),
        ({"state": "overdue", "on": "2023-12-31"}, []),
        ({"role": "coordinate", "province": "Cao Bằng"}, ["rà soát đội ngũ", "kiểm tra"]),
        ({"body": "100%_"}, []),
    ],
    ids=str,
)
def test_which_tasks(filled: Store, asked: dict[str, Any], found: list[str]) -> None:
    total, rows = filled.tasks(Asked(**{"on": ON, **asked}))
    assert ([t.task for t in rows], total) == (found, len(found))
    assert sum(filled.task_states(Asked(**{"on": ON, **asked})).values()) == total


def test_a_page_of_tasks(filled: Store) -> None:
    total, page = filled.tasks(Asked(on=ON), order="latest", limit=3, offset=2)
    assert total == 9
    assert [(t.no, t.task) for t in page] == [(3, "bố trí phòng họp"), (4, "rà soát đội ngũ"), (5, "tổng hợp báo cáo")]
    assert filled.tasks(Asked(on=ON), limit=3, offset=9) == (9, [])
    assert [t.due for t in filled.tasks(Asked(on=ON), order="due")[1]][:4] == ["2023-12-31", "2024-12-31", "2026-12-15", None]


def test_the_store_tells_tasks_as_documents_do(filled: Store) -> None:
    documents = [filled.document(id) for id in (PLAN.id, OTHER.id)]
    for document in documents:
        assert filled.tasks(Asked(documents=[document.id], on=ON))[1] == tasks([document], on=ON)


def test_documents_of_tasks(filled: Store) -> None:
    nodes = filled.task_documents(filled.tasks()[1])
    assert {id: node.symbol for id, node in nodes.items()} == {DIRECTIVE.id: "21-CT/TW", PLAN.id: "184-KH/TU", OTHER.id: "9-KH/TU"}


def test_bodies_with_their_tasks(filled: Store) -> None:
    total, found = filled.bodies("noi vu")
    assert total == 5
    assert [(b.name, b.province, b.lead, b.coordinate, b.heir) for b in found[:3]] == [
        ("Sở Nội vụ", "Cao Bằng", 1, 1, 1),
        ("Bộ Nội vụ", None, 1, 0, 0),
        ("Sở Nội vụ", "Bắc Giang", 1, 0, 0),
    ]
    assert {b.name for b in filled.bodies(province="Bắc Giang")[1]} == {"Sở Nội vụ", "Văn phòng Sở Nội vụ", "Văn phòng UBND tỉnh"}
    assert [b.name for b in filled.bodies("các sở")[1] if b.collective] == ["các sở, ban, ngành"]


def test_what_people_say_counts_at_once(filled: Store) -> None:
    id = first(PLAN)
    filled.say(PLAN.id, id, state="done", note="xong", deadline="2027-01-31", by="An")
    task = filled.task(PLAN.id, id, ON)
    assert task and (task.state, task.note, task.extended, task.due, task.deadline) == ("done", "xong", "2027-01-31", "2027-01-31", "2026-12-15")
    assert [t.id for t in filled.tasks(Asked(state="done", on=ON))[1]] == [id]
    filled.say(PLAN.id, id, state="", note="", deadline="", by="Bình")
    assert filled.task(PLAN.id, id, ON) == replace(task, state="not_due", note=None, extended=None)
    assert [(p.by, p.state, p.words, p.lead) for p in filled.progress(PLAN.id, id)] == [
        ("An", "done", "rà soát đội ngũ", "Sở Nội vụ"),
        ("Bình", "", "rà soát đội ngũ", "Sở Nội vụ"),
    ]


@pytest.mark.parametrize("on", ["2023-12-31", "2024-01-01", "2025-01-01", ON, "2026-12-16", "2027-06-01"])
@pytest.mark.parametrize("said", STATES)
def test_the_database_tells_states_as_the_program_does(filled: Store, said: Any, on: str) -> None:
    for task in filled.tasks()[1]:
        filled.say(task.basis.document, task.id, state=said, by="An")
    rows = filled.tasks(Asked(on=on))[1]
    day = filled.progress()[-1].at[:10]
    expected = [effective(Status(said, day), task.due, task.recurrence, on) for task in rows]
    assert [task.state for task in rows] == expected
    assert filled.task_states(Asked(on=on)) == {state: expected.count(state) for state in STATES}
    for task in rows:
        filled.say(task.basis.document, task.id, state="", by="An")


@pytest.mark.parametrize(
    "said",
    [{"state": "fertig"}, {"deadline": "31/12/2026"}, {"deadline": "2026-02-30"}, {"deadline": "20260101"}],
    ids=str,
)
def test_what_is_no_state_and_no_day_is_refused(store: Store, said: dict[str, Any]) -> None:
    with pytest.raises(StoreError):
        store.say(PLAN.id, first(PLAN), by="An", **said)
    with pytest.raises(StoreError, match="has no task"):
        store.say(PLAN.id, first(DIRECTIVE), state="done", by="An")
    assert store.progress() == []


def test_what_people_said_outlives_every_rebuilding(store: Store) -> None:
    id = first(PLAN)
    store.say(PLAN.id, id, state="done", note="xong", by="An")
    kept = store.task(PLAN.id, id, ON)
    changed = replace(PLAN, source=replace(PLAN.source, sha256="0" * 64))
    store.add([changed], "provinces/cb/b.txt")
    store.link()
    assert store.task(PLAN.id, id, ON) == kept != None  # noqa: E711
    store.remove("provinces/cb/b.txt")
    store.link()
    assert store.task(PLAN.id, id, ON) is None
    assert [p.note for p in store.progress(unmatched=True)] == ["xong"]
    store.add([PLAN], "elsewhere/b.txt")
    store.link()
    assert store.task(PLAN.id, id, ON) == kept
    assert store.progress(unmatched=True) == []


def test_of_two_texts_of_a_document_one_stands_for_it(store: Store) -> None:
    report = replace(PLAN, source=replace(PLAN.source, kind="report", sha256="1" * 64), assignments=PLAN.assignments[:1])
    before = store.tasks(Asked(on=ON))
    store.add([report], "a-report.html")
    store.link()
    assert store.tasks(Asked(on=ON)) == before
    store.remove("provinces/cb/b.txt")
    store.link()
    assert [t.task for t in store.tasks(Asked(documents=[PLAN.id]))[1]] == ["rà soát đội ngũ"]
    store.remove("a-report.html")
    store.link()
    assert store.tasks(Asked(documents=[PLAN.id])) == (0, [])


def test_every_change_raises_the_revision(store: Store) -> None:
    seen = [store.revision()]
    for change in (
        lambda: store.say(PLAN.id, first(PLAN), state="done", by="An"),
        lambda: store.remove("provinces/bg/c.txt"),
        store.link,
        lambda: store.add([OTHER], "c"),
    ):
        change()
        seen.append(store.revision())
    assert seen == sorted(set(seen))
    store.link()
    now = store.revision()
    store.link()
    store.tasks()
    store.bodies()
    assert store.revision() == now


def test_a_character_that_no_database_takes_is_left_out(filled: Store) -> None:
    task = filled.tasks()[1][0]
    assert filled.say(task.basis.document, task.id, note="xong\0 rồi", by="An").note == "xong rồi"
