"""The tables of knowledge: what every row must be, and facts that anybody can check."""

import re
from collections import Counter
from importlib.resources import files
from itertools import combinations
from typing import get_args

import pytest

from vanban import ids, lexicon, symbols
from vanban.bodies import listed
from vanban.model import Body, Level
from vanban.text import early_tone, fold
from vanban.units import NOWHERE, Place

PHONG_THO = Place("district", "Lai Châu", "Phong Thổ")


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


def column(table: str, n: int) -> list[str]:
    """One column of a table as it stands in the file, with the empty cells."""
    lines = files(lexicon).joinpath("data", f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[n] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("table", ["doc_types", "organs"])
def test_codes_are_unique(table: str) -> None:
    codes = [code.casefold() for code in column(table, 0)]
    assert [code for code, n in Counter(codes).items() if n > 1] == []


def test_rows_are_as_wide_as_their_table() -> None:
    for table, width in (("doc_types", 3), ("organs", 4), ("institutions", 6)):
        lines = files(lexicon).joinpath("data", f"{table}.tsv").read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if not line.startswith("#") and line.count("\t") != width - 1] == []


def test_names_are_in_one_spelling() -> None:
    names = [n for t in lexicon.doc_types() for n in t.names]
    names += [o.issuer for o in lexicon.organs().values() if o.issuer]
    names += [i.name for i in lexicon.institutions()]
    assert [n for n in names if early_tone(n) != n or n != n.strip()] == []
    tables = [lexicon.table(name) for name in ("bodies", "duties", "measures", "laws", "targets")]
    words = [w for t in tables for value in t.values() for w in (value if isinstance(value, list) else [])]
    assert [w for w in words if early_tone(w) != w or not w.strip()] == []
    for table in tables:
        for words in table.values():
            assert not isinstance(words, list) or len(words) == len(set(words)), [w for w in words if words.count(w) > 1]


# Kinds of document.

# Điều 7 of Nghị định 30/2020/NĐ-CP.
OF_THE_DECREE = [
    *("nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo", "hướng dẫn", "chương trình", "kế hoạch", "phương án"),
    *("đề án", "dự án", "báo cáo", "biên bản", "tờ trình", "hợp đồng", "công văn", "công điện", "bản ghi nhớ", "bản thỏa thuận", "giấy ủy quyền"),
    *("giấy mời", "giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo", "thư công"),
]


def test_the_29_kinds_of_the_decree_are_known() -> None:
    assert len(OF_THE_DECREE) == 29
    assert [name for name in OF_THE_DECREE if lexicon.type_of_name(name) is None] == []


def test_kinds_are_of_known_families_and_a_name_says_one_kind() -> None:
    assert {t.family for t in lexicon.doc_types()} == {"state", "party", "both", "law", "named"}
    shared = [name for name, n in Counter(fold(n) for t in lexicon.doc_types() for n in t.names).items() if n > 1]
    assert {name: lexicon.type_of_name(name) for name in shared} == {"quy định": "QyĐ", "chương trình hành động": "CTr"}


@pytest.mark.parametrize("kind", lexicon.doc_types(), ids=lambda kind: kind.code)
def test_a_code_stands_in_symbols_or_its_kind_is_known_by_name_alone(kind: lexicon.DocType) -> None:
    known = lexicon.type_code(kind.code)
    assert known == (None if kind.family == "named" else kind.code)
    for symbol in (f"12/{kind.code}-UBND", f"12-{kind.code}/TU"):
        parsed = symbols.parse(symbol)
        assert parsed and parsed.doc_type == known


@pytest.mark.parametrize("symbol", ["12/PGDĐT-THCS", "45/PCTT-QLĐĐ", "7/PBGDPL-HĐ", "12/SYT-NVY", "3/SNV-TCBC"])
def test_the_beginning_of_an_organ_is_no_kind(symbol: str) -> None:
    m = symbols.pattern().fullmatch(symbol)
    assert m and m["type"] is None and m["letter"]


@pytest.mark.parametrize(
    ("symbol", "kind", "organ"),
    [
        ("16-CTHĐ/TU", "CTHĐ", "TU"),
        ("09-CTrHĐ/ĐU", "CTrHĐ", "ĐU"),
        ("19-QĐi/TU", "QĐi", "TU"),
        ("01/KHPH-MTTQ-UBND", "KHPH", "MTTQ-UBND"),
        ("18/BCTĐ-STP", "BCTĐ", "STP"),
        ("12/SY-UBND", "SY", "UBND"),
        ("05/TTLN-BTP-TANDTC", "TTLN", "BTP-TANDTC"),
    ],
)
def test_longer_codes_win_in_running_text(symbol: str, kind: str, organ: str) -> None:
    m = symbols.pattern().fullmatch(symbol)
    assert m and (m["type"] or m["ptype"], m["organ"] or m["porgan"]) == (kind, organ)


# Organs.

ORGANS = list(lexicon.organs().values())
# What is also a kind and another organ, without their hyphen: a thông tư of CP, a chỉ thị of UBND.
UNTOLD = {"TTCP", "TCCP", "HĐCP", "CTUBND", "TTHĐND"}


def test_organs_stand_at_known_levels_under_ascii_slugs() -> None:
    assert {o.level for o in ORGANS} - {None} <= set(get_args(Level))
    assert [o.slug for o in ORGANS if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", o.slug)] == []


def test_one_slug_for_one_body_and_one_body_for_one_slug() -> None:
    for a, b in combinations([o for o in ORGANS if o.issuer], 2):
        if a.issuer == b.issuer:
            assert (a.level, a.slug) == (b.level, b.slug), (a, b)
        elif a.slug == b.slug:  # a committee or council with its standing board and its chair
            assert a.slug in ("ubnd", "hdnd"), (a, b)


@pytest.mark.parametrize("organ", ORGANS, ids=lambda organ: organ.code)
def test_every_organ_ends_a_symbol(organ: lexicon.Organ) -> None:
    for symbol, party in ((f"12/QĐ-{organ.code}", False), (f"12-QĐ/{organ.code}", True)):
        parsed = symbols.parse(symbol)
        assert parsed and (parsed.doc_type, parsed.organ, parsed.party) == ("QĐ", organ.code, party)
        assert lexicon.organ(parsed.organ) == organ
        assert symbols.pattern().fullmatch(symbol)
    assert organ.code in UNTOLD or lexicon.glued_type(organ.code)[0] is None


def test_the_issuer_of_an_organ_is_the_body_with_its_slug() -> None:
    for organ in ORGANS:
        if organ.issuer:
            found = lexicon.organ_of(organ.issuer)
            assert found and found.slug == organ.slug
        if organ.issuer and organ.level == "ministry" and organ.issuer.startswith("Bộ "):
            assert ids.identify(organ.issuer, f"1/QĐ-{organ.code}")[0] == Body(organ.issuer, f"vn/{organ.slug}", "ministry")


# Names of bodies.


@pytest.mark.parametrize("field", [*lexicon.table("bodies")["fields"], *lexicon.table("bodies")["short_fields"]])
def test_ministry_department_and_office_of_every_field_are_read_to_their_end(field: str) -> None:
    for head in ("Bộ", "Sở", "Phòng"):
        text = f"{head} {field} chủ trì"
        assert [text[a:b] for a, b in listed(text, 0, len(text))] == [f"{head} {field}"]


@pytest.mark.parametrize("name", sorted({n for key in ("central", "ministry_rank", "mass", "agencies") for n in lexicon.table("bodies")[key]}))
def test_every_listed_body_is_read_to_its_end(name: str) -> None:
    text = f"{name} chủ trì"
    assert [text[a:b] for a, b in listed(text, 0, len(text))] == [name]


@pytest.mark.parametrize("one", [i for i in lexicon.institutions() if i.kind in ("ministry", "department")], ids=lambda one: one.name)
def test_the_grammar_reads_every_ministry_and_department(one: lexicon.Institution) -> None:
    text = f"{one.name} chủ trì, phối hợp"
    assert [text[a:b] for a, b in listed(text, 0, len(text))][:1] == [one.name]


# Institutions through time.

INSTITUTIONS = lexicon.institutions()


def test_institutions_are_of_known_kinds_and_their_days_are_days_in_order() -> None:
    assert {i.kind for i in INSTITUTIONS} == {*lexicon.table("registry")["levels"], "committee", "mass"}
    for one in INSTITUTIONS:
        for day in filter(None, (one.valid_from, one.valid_to)):
            assert re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", day), one
        assert not (one.valid_from and one.valid_to) or one.valid_from < one.valid_to, one


def test_no_two_of_one_name_are_in_force_together() -> None:
    for a, b in combinations(INSTITUTIONS, 2):
        if a.name == b.name:
            first, second = sorted((a, b), key=lambda i: i.valid_from or "")
            assert first.valid_to and second.valid_from and first.valid_to < second.valid_from, a.name


def test_successors_exist_when_their_predecessor_ends() -> None:
    for one in INSTITUTIONS:
        assert not one.successors or one.valid_to, f"{one.name} goes on, who succeeds?"
        for heir in one.successors:
            rows = [i for i in INSTITUTIONS if i.name == heir.name]
            year = int((one.valid_to or "")[:4])
            assert any(i.in_force(str(y)) for i in rows for y in (year, year + 1)), f"{one.name} → {heir.name}"


@pytest.mark.parametrize(
    ("on", "ministries", "rank", "agencies"), [("2003-01-01", 20, 6, None), ("2008-01-01", 18, 4, None), ("2024-06-01", 18, 4, 8), ("2025-06-01", 14, 3, 5)]
)
def test_the_government_through_time(on: str, ministries: int, rank: int, agencies: int | None) -> None:
    """Nghị quyết 02/2002/QH11, 01/2007/QH12, 08/2021/QH15 and 176/2025/QH15."""
    found = Counter(i.kind for i in INSTITUTIONS if i.in_force(on))
    assert (found["ministry"], found["rank"]) == (ministries, rank)
    assert agencies in (None, found["agency"])


def test_every_ministry_and_department_that_has_a_code_is_an_institution() -> None:
    assert [o.issuer for o in ORGANS if o.issuer and o.issuer.startswith(("Bộ ", "Sở ")) and lexicon.institution(o.issuer) is None] == []


def test_every_ministry_and_body_of_its_rank_of_today_has_a_code() -> None:
    today = [i.name for i in INSTITUTIONS if i.kind in ("ministry", "rank") and i.in_force("2025-06-01")]
    assert [name for name in today if lexicon.organ_of(name) is None] == []


@pytest.mark.parametrize(
    ("name", "field", "on", "heirs"),
    [
        ("Bộ Lao động - Thương binh và Xã hội", "giáo dục nghề nghiệp", None, ("Bộ Giáo dục và Đào tạo",)),
        ("Bộ Lao động - Thương binh và Xã hội", "Trẻ em", None, ("Bộ Y tế",)),
        ("Bộ Lao động - Thương binh và Xã hội", "người có công", None, ("Bộ Nội vụ",)),
        ("Sở Lao động - Thương binh và Xã hội", "giảm nghèo", None, ("Sở Nông nghiệp và Môi trường",)),
        ("bộ kế hoạch và đầu tư", None, None, ("Bộ Tài chính",)),
        ("Bộ Thủy sản", None, None, ("Bộ Nông nghiệp và Phát triển nông thôn",)),
        ("Bộ Nội vụ", None, None, ()),
        ("Bộ Nội vụ", None, "1997-01-01", ("Bộ Công an",)),
        ("Bộ Hạnh phúc", None, None, ()),
    ],
)
def test_who_took_over(name: str, field: str | None, on: str | None, heirs: tuple[str, ...]) -> None:
    assert lexicon.successors(name, field, on) == heirs


@pytest.mark.parametrize(
    ("name", "on", "there"),
    [
        ("Bộ Nông nghiệp và Môi trường", "2025-02-28", False),
        ("Bộ Nông nghiệp và Môi trường", "2025-03-01", True),
        ("Bộ Nông nghiệp và Môi trường", "2025", True),
        ("Bộ Giao thông vận tải", "2025-03", False),
        ("Bộ Giao thông vận tải", "2025-02", True),
        ("Bộ Nội vụ", "2000-01-01", False),
        ("Bộ Công Thương", "2007-08-15", True),
        ("Ban Kinh tế Trung ương", "2025-02-03", False),
    ],
)
def test_who_was_there_on_a_day(name: str, on: str, there: bool) -> None:
    assert (lexicon.institution(name, on) is not None) == there


def test_laws_are_named_without_their_kind() -> None:
    laws = lexicon.table("laws")["laws"]
    assert len({fold(law) for law in laws}) == len(laws)
    assert [law for law in laws if re.match(r"luật (?!sư)|bộ luật |pháp lệnh ", fold(law)) or not law[0].isupper()] == []


# Symbols and names.


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
        ("57 NQ/TW", ("57", None, "NQ", "TW", True)),  # a blank for the hyphen, and without it
        ("57NQ/TW", ("57", None, "NQ", "TW", True)),
        ("06CTr/TU", ("6", None, "CTr", "TU", True)),
        ("12b/KH-UBND", ("12b", None, "KH", "UBND", False)),
        ("12tt/2009/BTC", ("12tt", "2009", None, "BTC", False)),
    ],
)
def test_symbols_are_taken_apart(symbol: str, parts: tuple[str | None, ...]) -> None:
    s = symbols.parse(symbol)
    assert s is not None
    assert (s.number, s.year, s.doc_type, s.organ, s.party) == parts


@pytest.mark.parametrize("text", ["", "abc", "21", "5KH", "-/", "Luật Đất đai", "12/11/2024"])
def test_what_is_no_symbol(text: str) -> None:
    assert symbols.parse(text) is None


@pytest.mark.parametrize(
    ("a", "b"), [("06-CT/TU", "6 ct/tu"), ("21-CT/TW", "21/CT-TW"), ("73/QĐ-TTg", "73/qd-ttg"), ("375-KH/TU", "375 KH/TU"), ("375-KH/TU", "375KH/TU")]
)
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
        ("UBND xã Tân Phước 1, UBND phường 5, UBND Quận 10", ["UBND xã Tân Phước 1", "UBND phường 5", "UBND Quận 10"]),
        ("UBND xã Tân Phước 1 người", ["UBND xã Tân Phước"]),  # a count
        ("UBND huyện Cư M'gar, UBND huyện Ea H’leo", ["UBND huyện Cư M'gar", "UBND huyện Ea H’leo"]),
    ],
)
def test_lists_of_bodies(text: str, bodies: list[str]) -> None:
    assert [text[a:b] for a, b in listed(text, 0, len(text))] == bodies


@pytest.mark.parametrize(
    ("name", "symbol", "place", "body"),
    [
        ("Ban Bí thư", "21-CT/TW", NOWHERE, ("vn/tw", "central", None)),
        ("Thủ tướng Chính phủ", "24/CT-TTg", NOWHERE, ("vn/ttg", "central", None)),
        ("Bộ Nội vụ", "100/QĐ-BNV", NOWHERE, ("vn/bnv", "ministry", None)),
        ("Tỉnh ủy Lai Châu", "184-KH/TU", NOWHERE, ("vn/lai-chau/tinh-uy", "province", "Lai Châu")),
        ("Ban Thường vụ Tỉnh ủy", "184-KH/TU", PHONG_THO, ("vn/lai-chau/tinh-uy", "province", "Lai Châu")),
        ("Huyện ủy Phong Thổ", "452-KH/HU", NOWHERE, ("vn/lai-chau/phong-tho/huyen-uy", "district", "Lai Châu")),
        ("Ủy ban nhân dân thành phố Hải Phòng", "7/KH-UBND", NOWHERE, ("vn/hai-phong/ubnd", "province", "Hải Phòng")),
        ("Ủy ban nhân dân thành phố Vinh", "7/KH-UBND", NOWHERE, ("vn/nghe-an/vinh/ubnd", "district", "Nghệ An")),
        ("Sở Nội vụ", None, Place("province", "Lai Châu"), ("vn/lai-chau/snv", "province", "Lai Châu")),
        ("Sở Giáo dục và Đào tạo Đồng Tháp", "935/KH-SGDĐT", NOWHERE, ("vn/dong-thap/sgddt", "province", "Đồng Tháp")),
        ("Ban Tuyên giáo Huyện ủy", None, PHONG_THO, ("vn/lai-chau/phong-tho/ban-tuyen-giao-huyen-uy", "district", "Lai Châu")),
        ("các huyện ủy, thị ủy", None, Place("province", "Lai Châu"), (None, "district", "Lai Châu")),
        ("Tỉnh ủy", "60-KH/TU", NOWHERE, (None, "province", None)),
        ("Ủy ban nhân dân huyện Châu Thành", "60/KH-UBND", NOWHERE, (None, "district", None)),
    ],
)
def test_who_a_body_is(name: str, symbol: str, place: Place, body: tuple[str | None, ...]) -> None:
    found, _ = ids.identify(name, symbol, place)
    assert (found.id, found.level, found.province) == body


def test_ids_of_documents() -> None:
    tw = Body("Ban Bí thư", "vn/tw", "central")
    assert ids.document_id("21-CT/TW", "CT", tw, "2023-05-04") == "vn/tw/2023/21-ct"
    assert ids.document_id("21-CT/TW", "CT", tw, None) is None
    assert ids.document_id("30/2020/NĐ-CP", "NĐ", Body("Chính phủ", "vn/cp", "central"), None) == "vn/cp/2020/30-nd"
    hai_phong = Body("UBND thành phố Hải Phòng", "vn/hai-phong/ubnd", "province", "Hải Phòng")
    assert ids.document_id(None, "KH", hai_phong, "2020-05-28", "24/CT-TTg") == "vn/hai-phong/ubnd/2020/kh~24-ct-ttg"
