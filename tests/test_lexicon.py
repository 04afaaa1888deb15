"""The tables of knowledge: what every row must be, and facts that anybody can check."""

import pytest

from vanban import ids, lexicon, symbols
from vanban.bodies import listed
from vanban.model import Body
from vanban.text import early_tone

PHONG_THO = ids.Place("district", "Lai Châu", "Phong Thổ")


def test_provinces_before_and_after_the_merger() -> None:
    """63 until 30/6/2025, 34 from 01/7/2025 (Nghị quyết 202/2025/QH15); Thừa Thiên Huế went on as the city Huế."""
    provinces = {p.name: p for p in lexicon.provinces().values()}
    assert len(provinces) == 64
    assert sum(p.successor is None for p in provinces.values()) == 34
    assert all(p.successor in provinces and provinces[p.successor].successor is None for p in provinces.values() if p.successor)
    assert {p.name for p in provinces.values() if p.city} == {"Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh"}


def test_units_stand_in_known_provinces() -> None:
    units = [unit for units in lexicon._units().values() for unit in units]
    assert {u.level for u in units} == {"district", "commune"}
    assert all(lexicon.province(u.province) for u in units)
    assert sum(u.level == "commune" for u in units) == 3321
    assert sum(u.level == "district" for u in units) == 696


def test_codes_are_unique_and_names_are_in_one_spelling() -> None:
    codes = [t.code.casefold() for t in lexicon.doc_types()]
    assert len(codes) == len(set(codes))
    names = [n for t in lexicon.doc_types() for n in t.names]
    assert len(names) == len(set(names))
    tables = [lexicon.table(name) for name in ("bodies", "duties", "measures", "laws", "targets")]
    words = [w for t in tables for value in t.values() for w in (value if isinstance(value, list) else [])]
    assert [w for w in words if early_tone(w) != w or not w.strip()] == []


@pytest.mark.parametrize(
    ("symbol", "parts"),
    [
        ("21-CT/TW", ("21", None, "CT", "TW", True)),
        ("21 ct/tw", ("21", None, "CT", "tw", True)),
        ("06-CT/TU", ("6", None, "CT", "TU", True)),
        ("3058/KH-UBND", ("3058", None, "KH", "UBND", False)),
        ("30/2020/NĐ-CP", ("30", "2020", "NĐ", "CP", False)),
        ("30a/2008/NQ-CP", ("30a", "2008", "NQ", "CP", False)),
        ("66.17/2026/NQ-CP", ("66.17", "2026", "NQ", "CP", False)),
        ("73/QĐ- TTg", ("73", None, "QĐ", "TTg", False)),
        ("1961/QĐUBND", ("1961", None, "QĐ", "UBND", False)),
        ("31/2024/QH15", ("31", "2024", None, "QH15", False)),
        ("4330/BNN-KTHT", ("4330", None, None, "BNN-KTHT", False)),
        ("10-CTR/TU", ("10", None, "CTr", "TU", True)),
    ],
)
def test_symbols_are_taken_apart(symbol: str, parts: tuple[str | None, ...]) -> None:
    s = symbols.parse(symbol)
    assert s is not None
    assert (s.number, s.year, s.doc_type, s.organ, s.party) == parts


@pytest.mark.parametrize("text", ["", "abc", "21", "-/", "Luật Đất đai", "12/11/2024"])
def test_what_is_no_symbol(text: str) -> None:
    assert symbols.parse(text) is None


@pytest.mark.parametrize(("a", "b"), [("06-CT/TU", "6 ct/tu"), ("21-CT/TW", "21/CT-TW"), ("73/QĐ-TTg", "73/qd-ttg"), ("375-KH/TU", "375 KH/TU")])
def test_one_key_for_all_spellings(a: str, b: str) -> None:
    assert symbols.key(a) == symbols.key(b)


@pytest.mark.parametrize(
    "symbol", ["21-CT/TW", "3058/KH-UBND", "30/2020/NĐ-CP", "31/2024/QH15", "1676/BGDĐT-GDTrH", "21/QĐ-UBND-ĐA30", "170/2008/QĐ-BCA(X11-X14)"]
)
def test_well_formed(symbol: str) -> None:
    assert symbols.well_formed(symbol)


@pytest.mark.parametrize("symbol", ["21/CT-TW", "73QĐTTg", "72-NQ-TW", "1511LĐTBXH-CATLĐ"])
def test_malformed(symbol: str) -> None:
    assert not symbols.well_formed(symbol)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Sở Giáo dục và Đào tạo, Sở Y tế và các đơn vị liên quan rà soát", ["Sở Giáo dục và Đào tạo", "Sở Y tế", "các đơn vị liên quan"]),
        ("Các sở, ban, ngành phối hợp", ["Các sở, ban, ngành"]),
        ("Ủy ban nhân dân các huyện, thành phố chỉ đạo", ["Ủy ban nhân dân các huyện, thành phố"]),
        ("Bộ Văn hóa, Thể thao và Du lịch chủ trì", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Thủ trưởng các sở, ngành và Chủ tịch UBND các huyện trực tiếp", ["Thủ trưởng các sở, ngành", "Chủ tịch UBND các huyện"]),
        ("Bộ tiêu chí được ban hành", []),
        ("Trường hợp người học bỏ học", []),
        ("Hội nghị thống nhất", []),
    ],
)
def test_lists_of_bodies(text: str, bodies: list[str]) -> None:
    assert [text[a:b] for a, b in listed(text, 0, len(text))] == bodies


@pytest.mark.parametrize(
    ("name", "symbol", "place", "body"),
    [
        ("Ban Bí thư", "21-CT/TW", ids.NOWHERE, ("vn/tw", "central", None)),
        ("Thủ tướng Chính phủ", "24/CT-TTg", ids.NOWHERE, ("vn/ttg", "central", None)),
        ("Bộ Nội vụ", "100/QĐ-BNV", ids.NOWHERE, ("vn/bnv", "ministry", None)),
        ("Tỉnh ủy Lai Châu", "184-KH/TU", ids.NOWHERE, ("vn/lai-chau/tinh-uy", "province", "Lai Châu")),
        ("Ban Thường vụ Tỉnh ủy", "184-KH/TU", PHONG_THO, ("vn/lai-chau/tinh-uy", "province", "Lai Châu")),
        ("Huyện ủy Phong Thổ", "452-KH/HU", ids.NOWHERE, ("vn/lai-chau/phong-tho/huyen-uy", "district", "Lai Châu")),
        ("Ủy ban nhân dân thành phố Hải Phòng", "7/KH-UBND", ids.NOWHERE, ("vn/hai-phong/ubnd", "province", "Hải Phòng")),
        ("Ủy ban nhân dân thành phố Vinh", "7/KH-UBND", ids.NOWHERE, ("vn/nghe-an/vinh/ubnd", "district", "Nghệ An")),
        ("Sở Nội vụ", None, ids.Place("province", "Lai Châu"), ("vn/lai-chau/snv", "province", "Lai Châu")),
        ("Sở Giáo dục và Đào tạo Đồng Tháp", "935/KH-SGDĐT", ids.NOWHERE, ("vn/dong-thap/sgddt", "province", "Đồng Tháp")),
        ("Ban Tuyên giáo Huyện ủy", None, PHONG_THO, ("vn/lai-chau/phong-tho/ban-tuyen-giao-huyen-uy", "district", "Lai Châu")),
        ("các huyện ủy, thị ủy", None, ids.Place("province", "Lai Châu"), (None, "district", "Lai Châu")),
        ("Tỉnh ủy", "60-KH/TU", ids.NOWHERE, (None, "province", None)),
        ("Ủy ban nhân dân huyện Châu Thành", "60/KH-UBND", ids.NOWHERE, (None, "district", None)),
    ],
)
def test_who_a_body_is(name: str, symbol: str, place: ids.Place, body: tuple[str | None, ...]) -> None:
    found, _ = ids.identify(name, symbol, place)
    assert (found.id, found.level, found.province) == body


def test_ids_of_documents() -> None:
    tw = Body("Ban Bí thư", "vn/tw", "central")
    assert ids.document_id("21-CT/TW", "CT", tw, "2023-05-04") == "vn/tw/2023/21-ct"
    assert ids.document_id("21-CT/TW", "CT", tw, None) is None
    assert ids.document_id("30/2020/NĐ-CP", "NĐ", Body("Chính phủ", "vn/cp", "central"), None) == "vn/cp/2020/30-nd"
    hai_phong = Body("UBND thành phố Hải Phòng", "vn/hai-phong/ubnd", "province", "Hải Phòng")
    assert ids.document_id(None, "KH", hai_phong, "2020-05-28", "24/CT-TTg") == "vn/hai-phong/ubnd/2020/kh~24-ct-ttg"
