"""The commands, run as people and programs run them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parent.parent / "src"
DISTRICT = """ĐẢNG BỘ TỈNH LAI CHÂU
HUYỆN ỦY PHONG THỔ
*
Số 452-KH/HU

ĐẢNG CỘNG SẢN VIỆT NAM

Phong Thổ, ngày 13 tháng 8 năm 2024

KẾ HOẠCH
thực hiện Kế hoạch số 184-KH/TU, ngày 27/6/2023 của Ban Thường vụ Tỉnh ủy Lai Châu về giáo dục nghề nghiệp
-----

Thực hiện Kế hoạch số 184-KH/TU, ngày 27/6/2023 của Ban Thường vụ Tỉnh ủy Lai Châu thực hiện Chỉ thị số 21-CT/TW, ngày 04/5/2023 của Ban Bí thư,
Ban Thường vụ Huyện ủy Phong Thổ xây dựng Kế hoạch như sau:

I. MỤC TIÊU

Thu hút tối thiểu 45% học sinh trung học vào hệ thống giáo dục nghề nghiệp.

II. TỔ CHỨC THỰC HIỆN

1. Ban Tuyên giáo Huyện ủy chủ trì, phối hợp với các cơ quan liên quan tuyên truyền Kế hoạch này.
"""
OLDER = "UBND tỉnh Cao Bằng tổng kết Chỉ thị số 21-CT/TW ngày 20/01/2018 của Ban Bí thư về công tác phụ nữ."


def vanban(*arguments: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VANBAN_")}
    return subprocess.run(
        [sys.executable, "-m", "vanban", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**kept, "PYTHONPATH": str(SOURCE), **environment},
    )


def answer(*arguments: str | Path, **environment: str) -> Any:
    done = vanban(*arguments, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("texts")
    (made / "district.txt").write_text(DISTRICT, encoding="utf-8")
    (made / "older.txt").write_text(OLDER, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def db(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store where 21-CT/TW is two directives."""
    path = tmp_path_factory.mktemp("store") / "x.db"
    answer("build", folder, "--db", path)
    return path


def test_help_names_the_commands_and_loads_nothing_heavy() -> None:
    heavy = "[m for m in ('sqlalchemy', 'networkx', 'pydantic') if m in sys.modules]"
    code = f"import sys\nfrom vanban.cli import main\ntry: main()\nexcept SystemExit: print({heavy})"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, encoding="utf-8", env=environment)
    assert all(command in done.stdout for command in ("parse", "build", "plans", "show", "tasks", "export"))
    assert done.stdout.splitlines()[-1] == "[]"


def test_parse_prints_one_record(folder: Path) -> None:
    data = answer("parse", folder / "district.txt")
    assert (data["schema"], data["header"]["symbol"], data["text"]) == ("vanban/record/1", "452-KH/HU", DISTRICT)


def test_parse_reads_standard_input(folder: Path) -> None:
    done = vanban("parse", "-", stdin=OLDER)
    assert json.loads(done.stdout)["text"] == OLDER


def test_what_is_wrong_with_standard_input_is_said_by_its_name() -> None:
    done = vanban("parse", "-")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "vanban: stdin: is empty: there is no text in it\n")


def test_parse_writes_standard_input_to_a_file(tmp_path: Path) -> None:
    assert vanban("parse", "-", "--out", tmp_path / "out", stdin=OLDER).returncode == 0
    assert json.loads((tmp_path / "out" / "stdin.json").read_text(encoding="utf-8"))["source"]["name"] == "stdin"


@pytest.mark.parametrize("command", [("parse",), ("build", "--db", "x.db")])
def test_people_see_how_far_it_is_and_programs_do_not(command: tuple[str, ...], folder: Path, tmp_path: Path) -> None:
    """On a terminal standard error has a bar, which is gone in the end; standard output has the data only."""
    terminal, end = pty.openpty()
    arguments = [sys.executable, "-m", "vanban", *command, str(folder / "district.txt"), str(folder / "older.txt")]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(arguments, cwd=tmp_path, stdout=subprocess.PIPE, stderr=end, encoding="utf-8", env=environment) as process:
        os.close(end)
        shown = "".join(iter(lambda: _read(terminal), ""))
        data = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0
    assert "district.txt" in shown and "1/2" in shown
    assert all(json.loads(line)["text"] for line in data.splitlines()) if command == ("parse",) else json.loads(data)["new"] == 2


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 65536).decode("utf-8", "replace")
    except OSError:  # closed at the other end
        return ""


def test_parse_prints_several_records_one_a_line(folder: Path) -> None:
    done = vanban("parse", folder / "district.txt", folder / "older.txt")
    assert [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()] == ["district.txt", "older.txt"]


def test_parse_writes_a_file_for_each(folder: Path, tmp_path: Path) -> None:
    done = vanban("parse", folder / "district.txt", folder / "older.txt", "--out", tmp_path / "new" / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(path.name for path in (tmp_path / "new" / "out").iterdir()) == ["district.json", "older.json"]
    assert json.loads((tmp_path / "new" / "out" / "older.json").read_text(encoding="utf-8"))["text"] == OLDER


def test_parse_does_not_overwrite_one_record_with_another(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "older.txt").write_text(DISTRICT, encoding="utf-8")
    done = vanban("parse", folder / "older.txt", tmp_path / "older.txt", "--out", tmp_path / "out")
    assert done.returncode == 1 and "already written" in done.stderr
    assert json.loads((tmp_path / "out" / "older.json").read_text(encoding="utf-8"))["text"] == OLDER


def test_bad_inputs_are_named_and_the_others_done(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    bad = [tmp_path / "empty.txt", tmp_path / "binary.txt", tmp_path / "missing.txt", tmp_path]
    done = vanban("parse", *bad, folder / "older.txt")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 4
    assert all(str(path) in line for path, line in zip(bad, done.stderr.splitlines(), strict=True))
    assert "Traceback" not in done.stderr


def test_build_says_what_failed_and_goes_on(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = vanban("build", folder, tmp_path / "empty.txt", "--db", tmp_path / "x.db")
    report = json.loads(done.stdout)
    assert (done.returncode, report["new"], [Path(f["path"]).name for f in report["failed"]]) == (1, 2, ["empty.txt"])
    assert "empty.txt" in done.stderr
    again = answer("build", folder, "--db", tmp_path / "x.db")
    assert (again["new"], again["unchanged"]) == (0, 2)


def test_plans_are_a_chain_with_evidence(db: Path) -> None:
    found = answer("plans", "21 ct/tw", "--date", "2023", "--db", db)
    assert list(found[0]) == (["id", "symbol", "doc_type", "title", "issuer", "level", "province", "date", "loaded", "in_force", "depth", "path", "evidence"])
    assert [(plan["symbol"], plan["loaded"], plan["depth"], plan["level"]) for plan in found] == [
        ("184-KH/TU", False, 1, "province"),
        ("452-KH/HU", True, 2, "district"),
    ]
    assert found[1]["path"] == ["vn/tw/2023/21-ct", found[0]["id"], found[1]["id"]]
    for plan in found:
        for evidence in plan["evidence"]:
            assert DISTRICT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_store_may_be_named_by_the_environment(db: Path) -> None:
    assert answer("plans", "184-KH/TU", VANBAN_DB=str(db))[0]["symbol"] == "452-KH/HU"


@pytest.mark.parametrize(
    ("filters", "symbols"),
    [
        (["--level", "district"], ["452-KH/HU"]),
        (["--province", "lai chau"], ["184-KH/TU", "452-KH/HU"]),
        (["--province", "Cao Bằng"], []),
        (["--in-force"], ["184-KH/TU", "452-KH/HU"]),
        (["--direct"], ["184-KH/TU"]),
    ],
)
def test_plans_can_be_filtered(db: Path, filters: list[str], symbols: list[str]) -> None:
    assert [plan["symbol"] for plan in answer("plans", "21-CT/TW", "--date", "2023-05-04", "--db", db, *filters)] == symbols


def test_plans_for_people_are_a_tree(db: Path) -> None:
    lines = vanban("plans", "21-CT/TW", "--date", "2023", "--db", db, "--format", "table").stdout.splitlines()
    assert lines[0].startswith("Chỉ thị số 21-CT/TW · Ban Bí thư · 04/5/2023")
    places = [next(n for n, line in enumerate(lines) if words in line) for words in ("└── Kế hoạch số 184-KH/TU", "    └── Kế hoạch số 452-KH/HU")]
    assert places == sorted(places)
    assert "chưa có văn bản" in lines[places[0]] and "chưa có văn bản" not in lines[places[1]]


@pytest.mark.parametrize("command", ["plans", "show", "tasks"])
def test_an_ambiguous_symbol_is_answered_with_candidates(db: Path, command: str) -> None:
    done = vanban(command, "21-CT/TW", "--db", db)
    assert done.returncode == 2
    candidates = json.loads(done.stdout)["candidates"]
    assert [(c["id"], c["date"]) for c in candidates] == [("vn/tw/2018/21-ct", "2018-01-20"), ("vn/tw/2023/21-ct", "2023-05-04")]
    assert list(candidates[0]) == ["id", "symbol", "issuer", "date", "title"]
    assert "21-CT/TW" in done.stderr


def test_an_id_decides(db: Path) -> None:
    assert answer("show", "vn/tw/2018/21-ct", "--db", db)["date"] == "2018-01-20"


def test_show_is_the_record_with_relations_both_ways(db: Path, folder: Path) -> None:
    shown = answer("show", "452-kh/hu", "--db", db)
    parsed = answer("parse", folder / "district.txt")
    assert {name: shown[name] for name in parsed} == parsed
    assert shown["incoming"] == []
    assert ("implements", "184-KH/TU") in [(end["type"], end["symbol"]) for end in shown["outgoing"]]


def test_show_tells_what_is_known_of_a_document_that_was_not_read(db: Path) -> None:
    shown = answer("show", "184-KH/TU", "--db", db)
    assert (shown["loaded"], shown["province"], shown["date"]) == (False, "Lai Châu", "2023-06-27")
    (end,) = [end for end in shown["incoming"] if end["type"] == "implements"]
    assert end["symbol"] == "452-KH/HU" and "184-KH/TU" in end["evidence"][0]["quote"]


def test_tasks_as_markdown(db: Path, tmp_path: Path) -> None:
    done = vanban("tasks", "452-KH/HU", "--db", db, "--to", "md", "--out", tmp_path / "x.md")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "x.md").read_text(encoding="utf-8").startswith("# Danh mục nhiệm vụ thực hiện Kế hoạch số 452-KH/HU ngày 13/8/2024\n")


def test_a_letterhead_stands_in_word_files_only(db: Path, tmp_path: Path) -> None:
    asked = ("tasks", "452-KH/HU", "--db", db, "--issued-by", "Sở Nội vụ")
    assert vanban(*asked, "--out", tmp_path / "x.docx").returncode == 0
    assert "SỞ NỘI VỤ" in vanban("parse", tmp_path / "x.docx").stdout
    assert vanban(*asked, "--out", tmp_path / "x.md").returncode == 2


@pytest.mark.parametrize(("form", "begin"), [("docx", b"PK"), ("xlsx", b"PK"), ("md", b"# "), ("ics", b"BEGIN:VCALENDAR"), ("csv", b"no,task"), ("json", b"[")])
def test_tasks_in_every_form(db: Path, tmp_path: Path, form: str, begin: bytes) -> None:
    assert vanban("tasks", "--db", db, "--out", tmp_path / f"x.{form}").returncode == 0
    assert (tmp_path / f"x.{form}").read_bytes().startswith(begin)


def test_tasks_below_a_document_of_a_body_on_a_day(db: Path) -> None:
    asked = ("tasks", "184-KH/TU", "--below", "--db", db)
    rows = answer(*asked)
    assert rows and {row["basis"]["document"] for row in rows} == {"vn/lai-chau/phong-tho/huyen-uy/2024/452-kh"}
    lead = next(row["lead"] for row in rows if row["lead"])
    assert {row["id"] for row in answer(*asked, "--body", lead, "--role", "lead", "--no-collective")} <= {row["id"] for row in rows}
    assert {row["state"] for row in answer(*asked, "--state", "overdue", "--on", "2099")} <= {"overdue"}
    assert answer("tasks", "--db", db, "--path", "/nosuch/folder") == []


def test_progress_is_said_listed_and_imported(db: Path, tmp_path: Path) -> None:
    first = answer("tasks", "452-KH/HU", "--db", db)[0]
    said = answer("progress", "set", "452-KH/HU", "1", "--state", "in_progress", "--note", "chờ", "--by", "An", "--db", db)
    assert (said["task"], said["state"], said["by"]) == (first["id"], "in_progress", "An")
    assert answer("progress", "list", "452-KH/HU", first["id"][:6], "--db", db) == [said]
    assert vanban("tasks", "452-KH/HU", "--db", db, "--out", tmp_path / "x.xlsx").returncode == 0
    report = answer("progress", "import", tmp_path / "x.xlsx", "--dry-run", "--db", db)
    assert report == {"changed": [], "unchanged": len(answer("tasks", "452-KH/HU", "--db", db)), "unmatched": [], "conflicts": [], "invalid": []}
    answer("progress", "set", "452-KH/HU", first["id"], "--state", "", "--note", "", "--db", db)
    now = answer("tasks", "452-KH/HU", "--db", db)[0]
    assert (now["state"], now["note"]) == (first["state"], None)


@pytest.mark.parametrize("name", ["x.odt", "x"])
def test_a_checklist_is_never_written_under_a_name_of_another_kind(db: Path, tmp_path: Path, name: str) -> None:
    done = vanban("tasks", "452-KH/HU", "--db", db, "--out", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr and not (tmp_path / name).exists()
    assert vanban("tasks", "452-KH/HU", "--db", db, "--to", "json", "--out", tmp_path / name).returncode == 0


def test_tasks_of_a_document_that_was_not_read_are_an_error(db: Path) -> None:
    done = vanban("tasks", "184-KH/TU", "--db", db)
    assert done.returncode == 1 and "184-kh" in done.stderr


def test_csv_and_lines_for_other_programs(db: Path) -> None:
    asked = ("plans", "184-KH/TU", "--db", db, "--format")
    (row,) = csv.DictReader(io.StringIO(vanban(*asked, "csv").stdout))
    assert row["symbol"] == "452-KH/HU" and json.loads(row["path"])[-1] == row["id"]
    (line,) = vanban(*asked, "jsonl").stdout.splitlines()
    assert json.loads(line)["id"] == row["id"]


@pytest.mark.parametrize("to", ["jsonl", "graphml"])
def test_export_to_a_file_is_what_goes_to_standard_output(db: Path, tmp_path: Path, to: str) -> None:
    assert vanban("export", "--to", to, "--db", db, "--out", tmp_path / "x").returncode == 0
    assert (tmp_path / "x").read_text(encoding="utf-8") == vanban("export", "--to", to, "--db", db).stdout != ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["plans", "99-CT/TW"], 1, "99-CT/TW"),
        (["plans", "21-CT/TW", "--date", "1999"], 1, "1999"),
        (["plans", "21-CT/TW", "--level", "galaxy"], 2, "galaxy"),
        (["plans"], 2, "SYMBOL"),
        (["nosuch"], 2, "nosuch"),
        (["progress", "set", "452-KH/HU", "1"], 2, "--state"),
        (["progress", "set", "452-KH/HU", "999", "--state", "done"], 1, "no task 999"),
        (["progress", "set", "452-KH/HU", "1", "--deadline", "31/12/2026"], 1, "YYYY-MM-DD"),
        (["progress", "import", "/nosuch.xlsx"], 1, "/nosuch.xlsx"),
        (["tasks", "--state", "fertig"], 2, "fertig"),
        (["export", "--to", "graphml", "--out", "/nosuch/folder/x"], 1, "/nosuch/folder/x"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(db: Path, arguments: list[str], code: int, words: str) -> None:
    done = vanban(*arguments, VANBAN_DB=str(db))
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr and "Traceback" not in done.stderr


def test_a_missing_store_is_said_and_not_made(tmp_path: Path) -> None:
    done = vanban("plans", "21-CT/TW", "--db", tmp_path / "no.db")
    assert done.returncode == 1 and "no such store" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_build_that_was_cut_off_is_linked_when_asked(folder: Path, tmp_path: Path) -> None:
    from vanban.pipeline import parse
    from vanban.readers import read
    from vanban.store import Store

    with Store(tmp_path / "x.db") as store:
        store.add([parse(read(folder / "district.txt"))], "district.txt")
    assert answer("plans", "184-KH/TU", "--db", tmp_path / "x.db")[0]["symbol"] == "452-KH/HU"
