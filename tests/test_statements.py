"""What one document says of others: each cited document once, and statements between them."""

from __future__ import annotations

from typing import Any

import pytest

from builders import SECRETARIAT, make, party
from vanban.identity.statements import statements
from vanban.model import Locator
from vanban.pipeline import parse_text

PLAN = {"symbol": "184-KH/TU", "date": "2023-06-27", "issuer": party("Lai Châu")}
DIRECTIVE = {"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}


def test_later_shorter_citations_take_what_the_first_one_says() -> None:
    found = statements(make(cites=(DIRECTIVE, PLAN, {"symbol": "184-KH/TU"}, {"symbol": "21-CT/TW"})))
    assert found.citations == ((), ("c1", "c4"), ("c2", "c3"))
    assert [m.date for m in found.mentions[1:]] == ["2023-05-04", "2023-06-27"]


def test_a_bare_symbol_between_two_of_its_dates_is_left_open() -> None:
    found = statements(make(cites=({"symbol": "37-CT/TW", "date": "2019-08-27"}, {"symbol": "37-CT/TW", "date": "2024-07-10"}, {"symbol": "37-CT/TW"})))
    assert found.citations == ((), ("c1",), ("c2",), ("c3",))
    assert found.mentions[3].date is None


def test_statements_point_at_mentions_and_zero_is_the_document_itself() -> None:
    document = make(cites=(DIRECTIVE, PLAN, {"symbol": "184-KH/TU"}), says=(("self", "implements", "c2"), ("c3", "implements", "c1")))
    found = statements(document)
    assert [(s.subject, s.type, s.object) for s in found.statements] == [(0, "implements", 2), (2, "implements", 1)]
    assert all(document.text[s.evidence.start : s.evidence.end] == s.evidence.quote for s in found.statements)


def test_a_relation_to_some_articles_is_partial() -> None:
    cites = ({**DIRECTIVE, "locator": (Locator("5"),)}, PLAN)
    found = statements(make(cites=cites, says=(("self", "repeals", "c1"), ("self", "repeals", "c2"))))
    assert [s.partial for s in found.statements] == [True, False]


@pytest.mark.parametrize(
    ("said", "partial"),
    [
        ("Bãi bỏ khoản 2 Điều 3 Quyết định số 15/QĐ-UBND ngày 08/3/2022.", True),
        ("Bãi bỏ một phần Quyết định số 15/QĐ-UBND ngày 08/3/2022.", True),
        ("Bãi bỏ một số điều, khoản của Quyết định số 15/QĐ-UBND ngày 08/3/2022.", True),
        ("Bãi bỏ Quyết định số 15/QĐ-UBND ngày 08/3/2022.", False),
        ("Bãi bỏ Quyết định số 15/QĐ-UBND ngày 08/3/2022 và khoản 2 Điều 3 Quyết định số 15/QĐ-UBND.", False),
    ],
)
def test_the_words_that_say_a_relation_say_whether_it_is_partial(said: str, partial: bool) -> None:
    found = statements(parse_text(f"Căn cứ Quyết định số 15/QĐ-UBND ngày 08/3/2022 của Ủy ban nhân dân tỉnh;\n\nĐiều 1. {said}\n"))
    assert [(s.type, s.partial) for s in found.statements] == [("basis", False), ("repeals", partial)]


OPENING = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 9/KH-UBND\nSơn La, ngày 02 tháng 01 năm 2024\n\nKẾ HOẠCH\nvề việc thử\n\n"


@pytest.mark.parametrize(
    ("opening", "task", "dates"),
    [
        (
            " của Ban Bí thư về giáo dục nghề nghiệp",
            "Hội Phụ nữ vận động hội viên theo Chỉ thị số 21-CT/TW ngày 20/01/2018 của Ban Bí thư.",
            [None, "2018-01-20"],
        ),
        # On the same subject, without a subject, dated in the opening.
        (" của Ban Bí thư về giáo dục nghề nghiệp", "Mở trường giáo dục nghề nghiệp theo Chỉ thị số 21-CT/TW ngày 04/5/2023 của Ban Bí thư.", ["2023-05-04"]),
        (" của Ban Bí thư", "Hội Phụ nữ vận động hội viên theo Chỉ thị số 21-CT/TW ngày 20/01/2018 của Ban Bí thư.", ["2018-01-20"]),
        (" về giáo dục nghề nghiệp", "Hội Phụ nữ vận động hội viên theo Chỉ thị số 21-CT/TW ngày 20/01/2018 của Ban Bí thư.", ["2018-01-20"]),
        (" ngày 04/5/2023 của Ban Bí thư", "Hội Phụ nữ vận động hội viên theo Chỉ thị số 21-CT/TW của Ban Bí thư về công tác phụ nữ.", ["2023-05-04"]),
    ],
)
def test_what_a_section_on_another_subject_dates_may_be_another_document(opening: str, task: str, dates: list[str | None]) -> None:
    text = f"{OPENING}Thực hiện Chỉ thị số 21-CT/TW{opening}, Ủy ban nhân dân tỉnh ban hành Kế hoạch:\n\nI. MỤC TIÊU\n\nNhư sau.\n\nII. NHIỆM VỤ\n\n1. {task}\n"
    found = statements(parse_text(text))
    assert sorted((m.date for m in found.mentions[1:]), key=str, reverse=True) == dates
    assert {s.object for s in found.statements} == set(range(1, len(found.mentions)))
    assert next((s.type, found.mentions[s.object].date) for s in found.statements if s.subject == 0) == ("implements", dates[0])


def test_a_report_ranks_below_the_document_it_reports() -> None:
    assert statements(make("184-KH/TU", kind="report")).mentions[0].rank < statements(make("184-KH/TU")).mentions[0].rank


@pytest.mark.parametrize(
    ("home", "cited", "on", "inferred", "unsure"),
    [
        ("Khánh Hòa", "2024-09-09", "2026-01-10", True, True),  # Ninh Thuận may be meant, which merged into it
        ("Khánh Hòa", "2024-09-09", "2026-01-10", False, False),
        ("Khánh Hòa", "2025-12-05", "2026-01-10", True, False),
        ("Khánh Hòa", "2024-09-09", "2025-01-10", True, False),
        ("Cao Bằng", "2024-10-10", "2026-01-10", True, False),  # never merged
    ],
)
def test_an_unnamed_committee_of_before_the_mergers_may_be_a_predecessors(home: str, cited: str, on: str, inferred: bool, unsure: bool) -> None:
    above = {"symbol": "338-KH/TU", "date": cited, "issuer": party(home), "inferred": ("issuer.province",) * inferred}
    assert statements(make("15-KH/ĐU", on, party(home, "commune", "Ninh Phước"), cites=(above,))).mentions[1].unsure is unsure


def test_an_article_that_is_nobodys_carries_out_nothing() -> None:
    said: dict[str, Any] = {"cites": (DIRECTIVE,), "says": (("self", "implements", "c1"), ("self", "basis", "c1"))}
    types = [
        [s.type for s in statements(make(**more, **said)).statements] for more in ({"kind": "other"}, {"kind": "report"}, {}, {"id": "vn/a", "kind": "report"})
    ]  # type: ignore[arg-type]
    assert types == [["cites", "basis"], ["cites", "basis"], ["implements", "basis"], ["implements", "basis"]]


def test_a_plan_without_date_has_not_that_of_what_it_carries_out() -> None:
    unnumbered = make(None, None, party("Lai Châu"), id="vn/lai-chau/tinh-uy/2023/kh~21-ct-tw", cites=(DIRECTIVE,), says=(("self", "implements", "c1"),))
    assert statements(unnumbered).mentions[0].facts.date is None
