"""Entries for document-management systems: the decree's fields, filled with what is known, no longer than it allows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import make, party
from exported import demo, hostile, stored
from vanban.export.exporters import Asked
from vanban.export.nd30 import FIELDS, entry, lines
from vanban.model import Header, Recipient, Signer, Span

LENGTHS = {name: length for name, _, length, _ in FIELDS} | {"Position": 100, "FullName": 50}
SPAN = Span(0, 1, "S")


def test_a_document_with_all_that_a_text_tells() -> None:
    document = make("184-KH/TU", "2023-06-27", party("Lai Châu"), title="thực hiện Chỉ thị")
    signers = (Signer("Nguyễn Văn An", "PHÓ BÍ THƯ", SPAN), Signer("Lê Bình", None, SPAN))
    recipients = (Recipient("Ban Bí thư", SPAN), Recipient("Lưu Văn phòng Tỉnh ủy", SPAN), Recipient("- Lưu: VT.", SPAN))
    document = replace(document, header=replace(document.header, signers=signers, recipients=recipients), source=replace(document.source, pages=6))
    assert entry(document) == {
        "TypeName": "Kế hoạch",
        "CodeNumber": "184",
        "CodeNotation": "KH/TU",
        "IssuedDate": "2023-06-27",
        "OrganName": "Tỉnh ủy Lai Châu",
        "Subject": "thực hiện Chỉ thị",
        "Language": "Tiếng Việt",
        "PageAmount": 6,
        "Description": "vn/lai-chau/tinh-uy/2023/184-kh (vn-lai-chau-tinh-uy-2023-184-kh.txt)",
        "SignerInfo": [{"Position": "PHÓ BÍ THƯ", "FullName": "Nguyễn Văn An"}, {"FullName": "Lê Bình"}],
        "To": [{"OrganName": "Ban Bí thư"}],
    }


def test_what_is_unknown_is_left_out() -> None:
    document = replace(make(name="x.txt"), header=Header())
    assert set(entry(document)) == {"Language", "Description"}


@pytest.mark.parametrize(
    ("symbol", "number", "notation"),
    [("247/QĐ-TTg", "247", "QĐ-TTg"), ("15/2019/NĐ-CP", "15", "2019/NĐ-CP"), ("05 -CT/TU", "05", "CT/TU"), ("12a/KH", "12a", "KH"), ("KH/TU", None, None)],
)
def test_number_and_notation(symbol: str, number: str | None, notation: str | None) -> None:
    document = make("184-KH/TU", "2023-06-27", party("Lai Châu"))
    made = entry(replace(document, header=replace(document.header, symbol=symbol, number=None)))
    assert (made.get("CodeNumber"), made.get("CodeNotation")) == (number, notation)


@pytest.mark.parametrize(("date", "expected"), [("2024-08-13", "2024-08-13"), ("2024-08", None), ("2024", None)])
def test_only_a_whole_date_is_one(date: str, expected: str | None) -> None:
    document = make("184-KH/TU", "2023-06-27", party("Lai Châu"))
    assert entry(replace(document, header=replace(document.header, date=date))).get("IssuedDate") == expected


def values(made: dict[str, Any]) -> list[tuple[str, Any]]:
    nested = [one for key in ("SignerInfo", "To") for one in made.get(key, ())]
    return [(key, value) for one in (made, *nested) for key, value in one.items() if isinstance(value, str)]


def test_no_value_is_longer_than_its_field() -> None:
    made = [entry(document) for document in hostile()]
    assert any(value.endswith("…") for one in made for _, value in values(one))
    assert not [value for one in made for key, value in values(one) if len(value) > (LENGTHS[key] or 0)]


def test_each_official_document_is_one_line(tmp_path: Path) -> None:
    with demo(tmp_path / "demo.db") as store:
        found = [json.loads(line) for line in lines(store, Asked())]
        official = {document.id for document in store if document.source.kind == "official"}
    assert sorted(one["Description"].partition(" ")[0] for one in found) == sorted(official) and len(official) > 20
    with stored(tmp_path / "x.db") as store:
        assert len(list(lines(store, Asked()))) == 2
        (node,) = store.find("1-KH/TU")
        assert [json.loads(line)["CodeNumber"] for line in lines(store, Asked((node.id,)))] == ["1"]
