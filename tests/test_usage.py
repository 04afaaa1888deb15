"""What the commands refuse, and say in short."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from builders import SECRETARIAT, make, party
from vanban.cli import tables
from vanban.cli.commands import app
from vanban.errors import VanbanError
from vanban.model import Body
from vanban.spreadsheet import to_csv
from vanban.store import Store

LONG = "kế hoạch " * 1000


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """21-CT/TW, answered by Lai Châu with a task that has no deadline."""
    path = tmp_path_factory.mktemp("usage") / "x.db"
    directive = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}
    says, tasks = (("self", "implements", "c1"),), ({"body": Body("Sở Nội vụ")}, {"body": Body("Sở Y tế"), "deadline": "2024"})
    with Store(path) as store:
        store.add([make("184-KH/TU", "2023-06-27", party("Lai Châu"), cites=(directive,), says=says, tasks=tasks, extra="ma túy, tội phạm")], "a")
        store.link()
    return path


def run(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--db", str(db)])


@pytest.mark.parametrize("option", [("plans", "21-CT/TW", "--on"), ("coverage", "21-CT/TW", "--on"), ("whois", "Sở Y tế", "--on"), ("tasks", "--due-before")])
@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2025", 0),
        ("2024-02", 0),
        ("2024-02-29", 0),
        ("2025-02-29", 2),
        ("2025-13", 2),
        ("20250101", 2),
        ("2025-W01-1", 2),
        ("01/7/2025", 2),
        ("", 2),
        ("9" * 9999, 2),
    ],
)
def test_a_day_is_one_of_the_calendar(db: Path, option: tuple[str, ...], day: str, code: int) -> None:
    done = run(db, *option, day, *(("--province", "lai chau") if option[0] == "whois" else ()))
    assert done.exit_code == code, done.output
    assert len(done.stderr) < 1500


@pytest.mark.parametrize("command", [("search", ""), ("search", " ", "!"), ("plans", ""), ("coverage", " "), ("whois", "?")])
def test_a_question_has_a_word(db: Path, command: tuple[str, ...]) -> None:
    done = run(db, *command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is no word in it" in done.stderr


def test_a_task_without_deadline_is_never_due(db: Path) -> None:
    assert [row["lead"] for row in json.loads(run(db, "tasks", "--due-before", "9999-12-31").stdout)] == ["Sở Y tế"]


@pytest.mark.parametrize("command", ["plans", "whois"])
def test_a_long_name_is_not_repeated_in_full(db: Path, command: str) -> None:
    done = run(db, command, LONG)
    assert isinstance(done.exception, VanbanError)
    assert len(str(done.exception)) < 200 and "kế hoạch" in str(done.exception)


def test_of_a_collective_without_members_it_is_said_that_there_were_none(db: Path) -> None:
    done = run(db, "whois", "các huyện ủy", "--on", "2026-01-01", "--province", "lai chau")
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    assert (found["kind"], found["members"], found["province"]) == ("collective", [], "Lai Châu")
    assert "no members" in done.stderr


def test_rows_with_different_fields_stand_under_their_names() -> None:
    rows = [{"gap": "no_body", "target": "t1"}, {"gap": "no_lead", "body": "Sở Y tế", "target": "=2"}]
    read = list(csv.DictReader(io.StringIO(to_csv(rows))))
    assert read == [{"gap": "no_body", "target": "t1", "body": ""}, {"gap": "no_lead", "target": "'=2", "body": "Sở Y tế"}]


def test_words_found_stand_as_in_the_text() -> None:
    quote = "(phòng,  chống ma túy, Ban\x1bChỉ đạo)"
    hit = {"kind": "text", "quote": quote, "start": 7, "marks": [[8, 13], [22, 28]]}
    assert tables._hit(hit).plain == "nội dung: (phòng, chống ma túy, Ban Chỉ đạo)"
