"""The checklist as a workbook: written, opened by openpyxl and LibreOffice, filled in and taken back."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from builders import make, party
from checklists import HOSTILE, PLAN, TITLES, hostile, row
from vanban.checklist import returned, write
from vanban.checklist.about import About
from vanban.checklist.listing import listing
from vanban.checklist.rows import STATES, clean
from vanban.checklist.sheets import ALL, COLUMNS, HIDDEN, SUMMARY, letter, sheet_names
from vanban.errors import ReadError
from vanban.model import Body, Document
from vanban.store import Store
from vanban.store.asked import Asked

ABOUT = About("thực hiện Kế hoạch số 184-KH/TU & khác", on="2026-11-22")
TASKS = [
    row(1, "rà soát", lead="Sở Nội vụ", deadline="2026-Q2", deadline_text="quý II/2026", state="overdue"),
    row(2, "tổng kết", lead="Sở Lao động", lead_now="Sở Nội vụ", coordinate=("Sở Tài chính", "Sở Y tế"), recurrence="annual", state="done", note="xong"),
    row(3, "lập quy hoạch", lead="Sở Y tế", deadline="2026-12-01", extended="2027-01-31", state="in_progress"),
    row(4, "phối hợp"),
]


def opened(tasks: Any = TASKS, about: About = ABOUT) -> Workbook:
    return load_workbook(BytesIO(write("xlsx", tasks, TITLES, about)))


def by_soffice(path: Path, form: str, out: Path) -> Path:
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{form.partition(':')[0]}"


def test_the_sheets_and_what_stands_in_them() -> None:
    book = opened()
    assert book.sheetnames == [SUMMARY, ALL, "Sở Nội vụ", "Sở Y tế", "Chưa nêu cơ quan chủ trì"]
    sheet = book[ALL]
    assert [cell.value for cell in sheet[1]] == [column.name for column in (*COLUMNS, *HIDDEN)]
    first, third = [cell.value for cell in sheet[2]], [cell.value for cell in sheet[4]]
    assert first[:7] == [1, "Rà soát", "Sở Nội vụ", None, None, None, "Quý II/2026"]
    assert first[7:12] == [datetime.datetime(2026, 6, 30), None, "Quá hạn", None, "Kế hoạch số 184-KH/TU ngày 27/6/2023, mục V/4"]
    assert third[7:10] == [datetime.datetime(2026, 12, 1), datetime.datetime(2027, 1, 31), "Đang thực hiện"]
    assert first[13:15] == ["t1", PLAN]
    assert sheet["H2"].number_format == sheet["I3"].number_format == "dd/mm/yyyy"


def test_what_excel_is_told() -> None:
    book = opened()
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == f"A1:S{sheet.max_row}" and sheet.print_title_rows == "$1:$1"
        assert [c for c, look in sheet.column_dimensions.items() if look.hidden] == [letter(column.name) for column in HIDDEN]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 9, 1, 0)
        states, days = sheet.data_validations.dataValidation
        assert states.formula1 == '"Chưa đến hạn,Đang thực hiện,Hoàn thành,Quá hạn"' and str(states.sqref).startswith("J2")
        assert days.type == "date" and days.errorStyle == "warning"
        (rules,) = (found.rules for found in sheet.conditional_formatting)
        assert [rule.dxf.fill.bgColor.rgb[2:] for rule in rules] == ["C6EFCE", "FFC7CE", "FFEB9C"]
    assert book[SUMMARY]["B6"].hyperlink.location == "'Sở Nội vụ'!A1"
    assert book[ALL].HeaderFooter.oddHeader.center.text == "Danh mục nhiệm vụ thực hiện Kế hoạch số 184-KH/TU && khác"


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_words_stay_words(words: str) -> None:
    book = opened([hostile(words), row(2, lead=words)], About(words))
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    cells = [cell for line in book[ALL] for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert clean(words)[1:9] in str(book[ALL]["B2"].value)
    formulas = [cell.value for sheet in book for line in sheet for cell in line if cell.data_type == "f"]
    assert formulas and all(value.startswith(("=IFERROR(IF(INDEX(", "=COUNTIF('", "=COUNTA('", "=SUM(", "=IF($C")) for value in formulas)


def test_what_looks_like_a_formula_stays_text_when_edited() -> None:
    cell = opened([row(1, "=1+1")])[ALL]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_cell_holds_no_more_than_excel_takes() -> None:
    assert len(opened([row(1, "ậ" * 50_000)])[ALL]["B2"].value) == 32_767
    assert len(opened([row(1, "𝐀" * 50_000)])[ALL]["B2"].value) == 16_383


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (["Sở Nội vụ", "SỞ NỘI VỤ", "sở nội vụ"], ["Sở Nội vụ", "SỞ NỘI VỤ (2)", "sở nội vụ (3)"]),
        (["Nhiệm vụ", "tổng hợp", "History"], ["Nhiệm vụ (2)", "tổng hợp (2)", "History (2)"]),
        (["a/b:c[d]*?\\", "'x'", "", "'"], ["a b c d", "x", "Cơ quan", "Cơ quan (2)"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_names_of_sheets(names: list[str], sheets: list[str]) -> None:
    assert sheet_names(names) == sheets


def test_many_bodies_share_a_sheet() -> None:
    book = opened([row(n, lead=f"Sở số {n % 70}") for n in range(1, 150)])
    assert len(book.sheetnames) == 62
    assert book.sheetnames[-1] == "Cơ quan khác"
    assert sum(book[name].max_row - 1 for name in book.sheetnames[2:]) == book[ALL].max_row - 1 == 149


def test_a_body_of_each_province_has_its_sheet() -> None:
    two = [row(1, lead="Sở Nội vụ", province="Lai Châu"), row(2, lead="Sở Nội vụ", province="Cà Mau"), row(3, lead="Bộ Nội vụ")]
    assert opened(two).sheetnames[2:] == ["Sở Nội vụ (Lai Châu)", "Sở Nội vụ (Cà Mau)", "Bộ Nội vụ"]
    assert opened(two[:1] + two[2:]).sheetnames[2:] == ["Sở Nội vụ", "Bộ Nội vụ"], "one province needs no name"
    merged = row(4, lead="Sở Tài chính", lead_now="Sở Tài chính Khánh Hòa", province="Ninh Thuận")
    assert "Sở Tài chính Khánh Hòa" in opened([*two, merged]).sheetnames, "a successor bears its own province"


def test_an_empty_list_is_a_workbook() -> None:
    assert opened([]).sheetnames == [SUMMARY, ALL]


# Filled in and taken back.

DOCUMENT = make(
    "184-KH/TU",
    "2023-06-27",
    party("Cao Bằng"),
    tasks=(
        {"body": Body("Sở Nội vụ"), "action": "rà soát đội ngũ", "deadline": "2024"},
        {"body": Body("Sở Nội vụ"), "action": "tổng hợp báo cáo"},
        {"body": Body("Sở Y tế"), "action": "kiểm tra", "deadline": "2029-12-15"},
        {"body": Body("Sở Y tế"), "action": "tổng kết", "recurrence": "annual"},
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "x.db") as store:
        store.add([DOCUMENT], "a.txt")
        store.link()
        yield store


def test_the_heading_spells_a_body_however_it_was_typed(store: Store) -> None:
    heads = [listing(store, (), Asked(body=typed)).about.subject for typed in ("so noi vu", "noi vu")]
    assert heads == ["của Sở Nội vụ", "của noi vu"], "words that are no name stay"


def written(store: Store, path: Path, fill: Callable[[Workbook], object] = lambda book: None) -> Path:
    found = listing(store)
    book = load_workbook(BytesIO(write("xlsx", found.tasks, found.titles, found.about)))
    fill(book)
    book.save(path)
    return path


def filled(**cells: Any) -> Callable[[Workbook], object]:
    """Puts values into cells of the sheet of all tasks (J2=…), or of another (`Sở_Y_tế__J2`)."""

    def fill(book: Workbook) -> None:
        for name, value in cells.items():
            sheet, _, cell = name.rpartition("__")
            book[sheet.replace("_", " ") or ALL][cell] = value

    return fill


def short(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a report says, in short."""
    found = [("changed", one["sheet"], one["row"], one["field"], one["from"], one["to"]) for one in report["changed"]]
    found += [("conflict", one["sheet"], one["row"], one["field"], one["yours"], one["theirs"]) for one in report["conflicts"]]
    found += [("invalid", one["sheet"], one["row"], one["field"], one["value"]) for one in report["invalid"]]
    found += [("unmatched", one["sheet"], one["row"], (one["nearest"] or {}).get("words")) for one in report["unmatched"]]
    return [*found, ("unchanged", report["unchanged"])]


def _sorted(book: Workbook) -> None:
    sheet = book[ALL]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    lines[0][9] = "Hoàn thành"
    for n, line in enumerate(reversed(lines), 2):
        for cell, value in zip(sheet[n], line, strict=True):
            cell.value = value


def _with_columns(book: Workbook) -> None:
    sheet = book[ALL]
    sheet["J2"], sheet["K5"] = "Hoàn thành", "theo Công văn 12"
    sheet.insert_cols(3, 2)
    sheet.insert_rows(1, 3)
    sheet["C4"] = "Chuyên viên"


def _with_rows(book: Workbook) -> None:
    sheet = book[ALL]
    sheet.delete_rows(3)
    sheet.append([9, "Kiểm tra đột xuất", *[None] * 12, DOCUMENT.id])
    sheet.append([10, "Việc mới hoàn toàn khác"])


CASES: dict[str, tuple[Callable[[Workbook], object], list[tuple[Any, ...]], int]] = {
    "nothing": (filled(), [], 4),
    "a state": (filled(J2="Hoàn thành"), [("changed", ALL, 2, "state", "overdue", "done")], 3),
    "by hand": (
        filled(J3=" HOAN THANH. ", J4="đang thực hiện"),
        [("changed", ALL, 3, "state", "not_due", "done"), ("changed", ALL, 4, "state", "not_due", "in_progress")],
        2,
    ),
    "a day": (filled(I2=datetime.date(2027, 1, 31)), [("changed", ALL, 2, "deadline", "", "2027-01-31")], 3),
    "a day in words": (
        filled(I2="31/01/2027", I3="ngày 1-2-2027"),
        [("changed", ALL, 2, "deadline", "", "2027-01-31"), ("changed", ALL, 3, "deadline", "", "2027-02-01")],
        2,
    ),
    "a day as offices write it": (filled(I2="ngày 31 tháng 01 năm 2027"), [("changed", ALL, 2, "deadline", "", "2027-01-31")], 3),
    "a day as a number": (filled(I2=46053), [("changed", ALL, 2, "deadline", "", "2026-01-31")], 3),
    "a note": (filled(K5="chờ ý kiến"), [("changed", ALL, 5, "note", "", "chờ ý kiến")], 3),
    "an emptied state": (filled(J2=None), [], 4),
    "no state and no day": (
        filled(J2="gần xong", I3="31/02/2027", I4="mai"),
        [("invalid", ALL, 2, "state", "gần xong"), ("invalid", ALL, 3, "deadline", "31/02/2027"), ("invalid", ALL, 4, "deadline", "mai")],
        1,
    ),
    "a body's sheet": (filled(Sở_Y_tế__J2="Hoàn thành"), [("changed", "Sở Y tế", 2, "state", "not_due", "done")], 3),
    "both alike": (filled(Sở_Y_tế__J2="Hoàn thành", J4="hoàn thành"), [("changed", ALL, 4, "state", "not_due", "done")], 3),
    "both differently": (filled(Sở_Y_tế__J2="Hoàn thành", J4="Đang thực hiện"), [("conflict", ALL, 4, "state", "in_progress", "done")], 3),
    "sorted": (_sorted, [("changed", ALL, 5, "state", "overdue", "done")], 3),
    "columns and rows put in": (
        _with_columns,
        [("changed", ALL, 5, "state", "overdue", "done"), ("changed", ALL, 8, "note", "", "theo Công văn 12")],
        2,
    ),
    "rows gone and new": (_with_rows, [("unmatched", ALL, 5, "kiểm tra"), ("unmatched", ALL, 6, None)], 4),
}


@pytest.mark.parametrize("case", CASES)
def test_what_people_fill_in_is_taken_over(store: Store, tmp_path: Path, case: str) -> None:
    fill, expected, unchanged = CASES[case]
    path = written(store, tmp_path / "x.xlsx", fill)
    tried = returned.take(store, path, "An", dry_run=True)
    assert short(tried) == [*expected, ("unchanged", unchanged)] and store.progress() == []
    assert returned.take(store, path, "An") == tried
    said = {(one.task, field) for one in store.progress() for field in ("state", "note", "deadline") if getattr(one, field) is not None}
    assert said == {(one["task"], one["field"]) for one in tried["changed"]}
    again = returned.take(store, path, "Bình")
    assert again["changed"] == [] and again["conflicts"] == tried["conflicts"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_counts_and_what_it_saves_is_taken_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    cells = filled(J2="Hoàn thành", I3="31/01/2027", I4=datetime.date(2030, 1, 31), Sở_Y_tế__J3="Đang thực hiện", K2="=1+1"[1:])
    saved = by_soffice(written(store, tmp_path / "x.xlsx", cells), "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    book = load_workbook(saved, data_only=True)
    counts = [[cell.value for cell in line][1:8] for line in book[SUMMARY].iter_rows(min_row=6, max_row=8)]
    assert counts == [["Sở Nội vụ", 2, 1, 0, 1, 0, 0.5], ["Sở Y tế", 2, 1, 1, 0, 0, 0], ["Tổng cộng", 4, 2, 1, 1, 0, 0.25]]
    assert [book["Sở Nội vụ"][cell].value for cell in ("J2", "K2", "I3", "J3")] == ["Hoàn thành", "1+1", "31/01/2027", "Chưa đến hạn"]
    assert book["Sở Y tế"]["I2"].value == datetime.datetime(2030, 1, 31)
    assert short(returned.take(store, saved, "An")) == [
        ("changed", ALL, 2, "state", "overdue", "done"),
        ("changed", ALL, 2, "note", "", "1+1"),
        ("changed", ALL, 3, "deadline", "", "2027-01-31"),
        ("changed", ALL, 4, "deadline", "", "2030-01-31"),
        ("changed", "Sở Y tế", 3, "state", "not_due", "in_progress"),
        ("unchanged", 0),
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_formula_of_people_counts_as_what_it_shows(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    cells = filled(I2="=H2+31", J3='="Hoàn"&" thành"')
    unsaved = written(store, tmp_path / "x.xlsx", cells)
    assert short(returned.take(store, unsaved, "An", dry_run=True)) == [("unchanged", 4)]
    saved = by_soffice(unsaved, "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    found = [("changed", ALL, 2, "deadline", "", "2025-01-31"), ("changed", ALL, 3, "state", "not_due", "done"), ("unchanged", 2)]
    assert short(returned.take(store, saved, "An", dry_run=True)) == found


def test_what_somebody_else_said_meanwhile_is_a_conflict(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id = store.tasks()[1][0].id
    path = written(store, tmp_path / "x.xlsx", lambda book: (filled(J2="Hoàn thành", K2="xong")(book), _dated(book, "2020-01-01T00:00:00+00:00")))
    store.say(DOCUMENT.id, id, state="in_progress", by="Bình")
    assert short(returned.take(store, path, "An")) == [
        ("changed", ALL, 2, "note", "", "xong"),
        ("conflict", ALL, 2, "state", "done", "in_progress"),
        ("unchanged", 3),
    ]
    store.say(DOCUMENT.id, id, state="in_progress", by="An")  # who said it may say otherwise
    assert short(returned.take(store, path, "An"))[0] == ("changed", ALL, 2, "state", "overdue", "done")


def _dated(book: Workbook, at: str) -> None:
    for line in book[ALL].iter_rows(min_row=2, min_col=len(COLUMNS) + len(HIDDEN)):
        line[0].value = at


def test_a_note_and_an_extension_are_taken_back_by_emptying_them(store: Store, tmp_path: Path) -> None:
    id = store.tasks()[1][0].id
    store.say(DOCUMENT.id, id, note="chờ", deadline="2027-01-31", by="An")
    path = written(store, tmp_path / "x.xlsx", filled(I2=None, K2="  "))
    assert short(returned.take(store, path, "An"))[:2] == [("changed", ALL, 2, "note", "chờ", ""), ("changed", ALL, 2, "deadline", "2027-01-31", "")]
    task = store.task(DOCUMENT.id, id)
    assert task and (task.extended, task.note, task.deadline) == (None, None, "2024")


def test_rows_of_a_document_that_changed_name_the_nearest_task(store: Store, tmp_path: Path) -> None:
    path = written(store, tmp_path / "x.xlsx", filled(J2="Hoàn thành"))
    changed = [{"body": Body("Sở Nội vụ"), "action": "rà soát toàn bộ đội ngũ"}]
    other: Document = make("184-KH/TU", "2023-06-27", party("Cao Bằng"), tasks=tuple(changed))
    store.add([other], "a.txt")
    store.link()
    report = returned.take(store, path, "An")
    assert report["changed"] == [] and len(report["unmatched"]) == 4
    assert (report["unmatched"][0]["words"], report["unmatched"][0]["nearest"]["words"]) == ("Rà soát đội ngũ", "rà soát toàn bộ đội ngũ")


def _package(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def _parts(store: Store, path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(written(store, path)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda parts: parts.clear(), "no Excel workbook"),
        (lambda parts: parts.update({"xl/vbaProject.bin": b"x"}), "macros"),
        (lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "links to other files"),
        (lambda parts: parts.update({"xl/embeddings/a.bin": b"x"}), "files within the file"),
        (lambda parts: parts.update({"xl/bomb.xml": b" " * (65 * 2**20)}), "too large"),
        (lambda parts: parts.update({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "entities"),
        (lambda parts: parts.update({"xl/workbook.xml": b"<x/>"}), "cannot be read|no list"),
        (lambda parts: parts.update({"xl/worksheets/sheet2.xml": parts["xl/worksheets/sheet2.xml"][:2000]}), "cannot be read"),
    ],
)
def test_hostile_workbooks_are_refused_in_a_line(store: Store, tmp_path: Path, change: Callable[[dict[str, bytes]], object], words: str) -> None:
    parts = _parts(store, tmp_path / "x.xlsx")
    change(parts)
    _package(tmp_path / "y.xlsx", parts)
    with pytest.raises(ReadError, match=words):
        returned.take(store, tmp_path / "y.xlsx", "An")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 an old workbook", "STT;Nhiệm vụ".encode()])
def test_what_is_no_workbook_is_refused(store: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "y.xlsx").write_bytes(content)
    with pytest.raises(ReadError, match="no Excel workbook"):
        returned.take(store, tmp_path / "y.xlsx", "An")


@pytest.mark.parametrize(("place", "words"), [("A1000000000", "more than 100000 rows"), ("ZZZZZZZ9", "cannot be read")])
def test_rows_that_are_only_declared_cost_nothing(store: Store, tmp_path: Path, place: str, words: str) -> None:
    parts = _parts(store, tmp_path / "x.xlsx")
    far = f'<row r="{place.strip("AZ")}"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"</sheetData>", far)
    _package(tmp_path / "y.xlsx", parts)
    with pytest.raises(ReadError, match=words):
        returned.take(store, tmp_path / "y.xlsx", "An")


def test_states_are_those_of_the_drop_down() -> None:
    assert list(STATES.values()) == ["Chưa đến hạn", "Đang thực hiện", "Hoàn thành", "Quá hạn"]
