"""Answers as people see them: every question as a table or tree, in Vietnamese, no line longer than its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from vanban import lexicon, wording
from vanban.build import build
from vanban.cli.commands import app
from vanban.store import Store

SUITE = Path(__file__).parent / "linking" / "documents"
SEEN = [
    (["coverage", "37-CT/TW", "--date", "2024"], ["Đã ban hành: 4", "Ninh Thuận", "61", "Chưa có văn bản (59)"]),
    (["coverage", "39-CT/TW"], ["Hà Nam: nay là Ninh Bình"]),
    (["cascade", "37-CT/TW", "--date", "2024"], ["nâng lên", "hạ xuống", "không nhắc đến", "(không có trong văn bản gốc)", "bổ sung"]),
    (["whois", "Sở Kế hoạch và Đầu tư", "--on", "2026-01-01"], ["→ Sở Tài chính · từ 3/2025", "Nghị định 45/2025/NĐ-CP"]),
    (["whois", "các sở, ban, ngành", "--on", "2026-01-01", "--province", "Lai Châu"], ["nhiều cơ quan", "- Sở Nông nghiệp và Môi trường"]),
    (["gaps", "--province", "Lai Châu"], ["Văn bản của Trung ương chưa có kế hoạch thực hiện", "38-CT/TW"]),
    (["gaps", "184-KH/TU"], ["Không phát hiện thiếu sót nào."]),
    (["search", "tho cam"], ["1 văn bản", "15/KH-UBND", "thổ cẩm"]),
    (["search", "zzz"], ["0 văn bản"]),
    (["link", "list"], ["vn/ha-giang/ubnd/2025/64-kh", "vn/tw/2019/37-ct (0."]),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "x.db"
    with Store(path) as store:
        build([SUITE], store)
    return path


@pytest.mark.parametrize(("ask", "words"), SEEN, ids=lambda value: " ".join(value[:2]))
def test_what_people_see(ask: list[str], words: list[str], db: Path) -> None:
    done = CliRunner().invoke(app, [*ask, "--db", str(db), "--format", "table"])
    assert done.exit_code == 0, done.output
    for one in words:
        assert one in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 2000


@pytest.mark.parametrize("ask", [row[0] for row in SEEN], ids=" ".join)
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_other_programs_get_rows(ask: list[str], format: str, db: Path) -> None:
    done = CliRunner().invoke(app, [*ask, "--db", str(db), "--format", format])
    assert done.exit_code == 0, done.output


def test_several_of_a_name_are_candidates(db: Path) -> None:
    done = CliRunner().invoke(app, ["whois", "huyện Châu Thành", "--format", "table"])
    assert done.exit_code == 2
    assert done.stdout.count("huyện Châu Thành · ") > 5


def test_a_link_is_confirmed_listed_and_forgotten(db: Path) -> None:
    def link(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["link", *arguments, "--db", str(db)])
        assert done.exit_code == 0, done.output
        return done.stdout

    citing, cited = "vn/ha-giang/ubnd/2025/64-kh", "vn/tw/2019/37-ct"
    link("confirm", citing, "c1", cited, "--by", "Lan", "--note", "theo phụ lục")
    assert citing not in link("list")
    assert '"by": "Lan"' in link("list", "--reviewed", "--format", "json")
    link("forget", citing, "c1", cited)
    assert citing in link("list")
    assert CliRunner().invoke(app, ["link", "forget", citing, "c1", cited, "--db", str(db)]).exit_code == 1


def test_every_kind_of_body_has_a_name() -> None:
    assert {one.kind for one in lexicon.institutions()} <= set(wording.BODIES)
