"""Who is who: units and bodies through levels and time, their successors, and the members of collective bodies."""

import subprocess
import sys
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban import ids, lexicon, registry
from vanban.model import Body, Level
from vanban.registry import territory
from vanban.registry.days import first, following, last
from vanban.registry.names import forms
from vanban.text import early_tone

NOW = "2026-06-01"


def names(name: str, on: str | None = None, field: str | None = None, province: str | None = None) -> list[str]:
    return [who.name for who in registry.whois(name, on, field, province)]


def heirs(name: str, on: str | None = None, field: str | None = None, province: str | None = None) -> list[str]:
    found = registry.whois(name, on, field, province)
    assert len(found) == 1, found
    return [heir.name for heir in found[0].successors]


# Units.


@pytest.mark.parametrize(
    ("level", "day", "count"),
    [
        ("province", "2024-12-31", 63),
        ("province", "2025-06-30", 63),
        ("province", "2025-07-01", 34),
        ("province", "2026", 34),
        ("province", "2025", 63),
        ("province", "2003-12-31", 60),  # before Điện Biên, Đắk Nông and Hậu Giang
        ("district", "2023-06-01", 705),
        ("district", "2025-06-30", 696),
        ("district", "2025-07-01", 0),
        ("commune", "2025-06-30", 10035),
        ("commune", "2025-07-01", 3321),
        ("central", "2025-07-01", 0),
    ],
)
def test_units_of_a_level_on_a_day(level: str, day: str, count: int) -> None:
    """Nghị quyết 202/2025/QH15 and the 34 resolutions that followed; 705 districts in 2023."""
    assert len(registry.units_on(level, day)) == count  # type: ignore[arg-type]


def test_kinds_of_communes_are_as_the_law_counts_them() -> None:
    found = Counter(unit.kind for unit in registry.units_on("commune", NOW))
    assert found == {"xã": 2621, "phường": 687, "đặc khu": 13}


@pytest.mark.parametrize(
    ("level", "day", "province", "count"),
    [
        ("district", "2024-08-01", "Lai Châu", 8),
        ("commune", NOW, "lai châu", 38),
        ("commune", NOW, "Hà Nội", 126),
        ("commune", NOW, "TP.HCM", 168),
        ("commune", NOW, "Hà Giang", 0),  # has become Tuyên Quang
        ("commune", "2025-01-15", "Hà Giang", 193),
        ("district", "2024-06-01", "Thừa Thiên Huế", 9),
        ("district", "2024-06-01", "Huế", 0),
        ("district", "2025-02-01", "Huế", 9),
        ("province", "2024-06-01", "Huế", 0),
        ("province", "2024-06-01", "Hà Giang", 1),
        ("district", "2024-08-01", "Atlantis", 0),
    ],
)
def test_units_of_a_province_as_it_was_named_on_the_day(level: str, day: str, province: str, count: int) -> None:
    assert len(registry.units_on(level, day, province)) == count  # type: ignore[arg-type]


def test_a_unit_has_the_key_of_its_documents_and_a_name_for_people() -> None:
    """COMMANDS.md: provinces by name, districts and communes with their kinds."""
    lai_chau = next(u for u in registry.units_on("province", NOW) if u.name == "Lai Châu")
    assert lai_chau.key == "vn/lai-chau"
    phong_tho = registry.UnitRef("vn/lai-chau/phong-tho", "huyện Phong Thổ", "district", "huyện", "Lai Châu")
    assert phong_tho in registry.units_on("district", "2024-08-13", "Lai Châu")
    body: Body = ids.identify("Huyện ủy Phong Thổ", "452-KH/HU")[0]
    assert body.id == f"{phong_tho.key}/huyen-uy"
    assert any((u.key, u.name) == ("vn/gia-lai/chu-prong", "xã Chư Prông") for u in registry.units_on("commune", NOW, "Gia Lai"))


@pytest.mark.parametrize(
    ("level", "key", "issuer", "name"),
    [
        ("district", "vn/dong-thap/cao-lanh", "Thành ủy Cao Lãnh", "thành phố Cao Lãnh"),
        ("district", "vn/dong-thap/cao-lanh", "Huyện ủy Cao Lãnh", "huyện Cao Lãnh"),
        ("district", "vn/dong-thap/cao-lanh", "UBND thành phố Cao Lãnh", "thành phố Cao Lãnh"),
        ("district", "vn/dong-thap/cao-lanh", "UBND huyện Cao Lãnh", "huyện Cao Lãnh"),
        ("district", "vn/ha-tinh/ky-anh", "Thị ủy Kỳ Anh", "thị xã Kỳ Anh"),
        ("district", "vn/ha-tinh/ky-anh", "Ban Thường vụ Huyện ủy", "huyện Kỳ Anh"),
        ("district", "vn/ha-tinh/ky-anh", "Ban Chỉ đạo Kỳ Anh", None),
        ("district", "vn/lai-chau/phong-tho", "Ban Chỉ đạo", "huyện Phong Thổ"),
    ],
)
def test_units_of_one_key_are_told_by_their_issuers(level: Level, key: str, issuer: str, name: str | None) -> None:
    found = registry.unit_of(level, key, "2024-08-01", issuer)
    assert (found.name if found else None) == name


def test_communes_of_one_key_are_told_by_their_kind_and_tones() -> None:
    found = {
        issuer: registry.unit_of("commune", "vn/dong-thap/my-tho", NOW, issuer) for issuer in ("Đảng ủy phường Mỹ Tho", "Đảng ủy xã Mỹ Thọ", "Đảng ủy Mỹ Tho")
    }
    assert [unit and unit.name for unit in found.values()] == ["phường Mỹ Tho", "xã Mỹ Thọ", None]


def test_units_stand_in_the_order_of_the_alphabet() -> None:
    found = [unit.name for unit in registry.units_on("district", "2024-08-01", "Lai Châu")]
    assert (found[0], found[-1]) == ("thành phố Lai Châu", "huyện Than Uyên")


@pytest.mark.parametrize(
    ("name", "successor"),
    [("Hà Giang", "Tuyên Quang"), ("bình dương", "Hồ Chí Minh"), ("Lai Châu", None), ("Thừa Thiên Huế", "Huế"), ("Bắc Cạn", "Thái Nguyên"), ("Atlantis", None)],
)
def test_successor_of_a_province(name: str, successor: str | None) -> None:
    assert registry.successor_province(name) == successor


def test_every_merged_province_ends_in_one_of_the_34() -> None:
    ended = [unit for unit in territory.provinces() if unit.valid_to]
    assert len(ended) == 30  # 29 on 30/6/2025 and Thừa Thiên Huế
    assert {heir.name for unit in ended for heir in territory.heirs(unit)} <= {unit.name for unit in registry.units_on("province", NOW)}


def test_every_commune_of_before_went_to_communes_that_exist() -> None:
    before = territory.communes_before()
    assert len(before) == 10040 and sum(not unit.name for unit in before) == 5  # island districts
    new = {(unit.province, unit.name) for unit in registry.units_on("commune", NOW)}
    got = {(registry.successor_province(unit.province) or unit.province, title) for unit in before for title in unit.heirs}
    assert got == new  # and each new one took over from some


def test_every_district_of_the_last_day_has_communes_that_took_over() -> None:
    lasting = [unit for unit in territory.districts() if unit.valid_to == "2025-06-30"]
    assert len(lasting) == 696
    assert [unit for unit in lasting if not territory.heirs(unit)] == []
    homes = {(unit.province, unit.district) for unit in territory.communes_before()}
    assert homes == {(unit.province, unit.title) for unit in lasting}


def test_districts_that_changed_before_are_there_once_with_an_heir() -> None:
    early = [unit for unit in territory.districts() if unit.valid_to != "2025-06-30"]
    assert len(early) == 24
    assert all(heir.on("2025-06-01") for unit in early for heir in territory.heirs(unit)) and all(map(territory.heirs, early))
    for unit in territory.districts():
        assert not unit.valid_from or not unit.valid_to or unit.valid_from < unit.valid_to


def test_tables_of_units_are_in_one_spelling() -> None:
    units = [*territory.communes_before(), *territory.districts(), *territory.provinces()]
    odd = [unit.name for unit in units if early_tone(unit.name) != unit.name or unit.name != " ".join(unit.name.split())]
    assert odd == []


@pytest.mark.parametrize(
    ("level", "name", "province", "day", "found"),
    [
        ("province", "Hà Giang", "Hà Giang", None, ["Tuyên Quang"]),
        ("province", "Thừa Thiên Huế", "Thừa Thiên Huế", NOW, ["Huế"]),
        ("province", "Lai Châu", "Lai Châu", None, []),
        ("district", "huyện Hoàng Sa", "Đà Nẵng", NOW, ["đặc khu Hoàng Sa"]),
        ("district", "huyện Côn Đảo", "Bà Rịa - Vũng Tàu", NOW, ["đặc khu Côn Đảo"]),
        ("district", "huyện Phong Thổ", "Lai Châu", "2025-06-30", []),
        ("district", "huyện Đạ Tẻh", "Lâm Đồng", "2025-01-01", ["huyện Đạ Huoai"]),
        ("district", "huyện Nam Đông", "Thừa Thiên Huế", "2025-01-01", ["huyện Phú Lộc"]),
        ("commune", "xã Mường So", "Lai Châu", "2025-07-01", ["xã Phong Thổ"]),
        ("commune", "xã Mường Xo", "Lai Châu", None, []),
    ],
)
def test_who_has_the_land_of_a_unit(level: str, name: str, province: str, day: str | None, found: list[str]) -> None:
    unit = registry.UnitRef("", name, level, "", province)  # type: ignore[arg-type]
    assert [heir.name for heir in registry.heirs_on(unit, day)] == found


# Names as people type them.


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Sở Nội vụ Cao Bằng", "Sở Nội vụ Cao Bằng"),
        ("sở nội vụ tỉnh cao bằng", "Sở Nội vụ Cao Bằng"),
        ("so lao dong thuong binh va xa hoi lai chau", "Sở Lao động - Thương binh và Xã hội Lai Châu"),
        ("Sở LĐ-TB&XH Lai Châu", "Sở Lao động - Thương binh và Xã hội Lai Châu"),
        ("Sở LĐTBXH tỉnh Lai Châu", "Sở Lao động - Thương binh và Xã hội Lai Châu"),
        ("SLĐTBXH Lai Châu", "Sở Lao động - Thương binh và Xã hội Lai Châu"),
        ("Sở Lao động, Thương binh và Xã hội Lai Châu", "Sở Lao động - Thương binh và Xã hội Lai Châu"),
        ("Sở GD và ĐT Đồng Tháp", "Sở Giáo dục và Đào tạo Đồng Tháp"),
        ("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo"),
        ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
        ("Bộ trưởng Bộ Giáo dục và Đào tạo", "Bộ Giáo dục và Đào tạo"),
        ("BỘ NÔNG NGHIỆP VÀ PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Sở Lao động - TB&XH Lai Châu", "Sở Lao động - Thương binh và Xã hội Lai Châu"),
        ("Sở GD và Đào tạo Lai Châu", "Sở Giáo dục và Đào tạo Lai Châu"),
        ("UBND TP.HCM", "UBND thành phố Hồ Chí Minh"),
        ("Thành ủy TP. Hồ Chí Minh", "Thành ủy Hồ Chí Minh"),
        ("Đảng bộ huyện Phong Thổ", "Huyện ủy Phong Thổ"),
        ("Đảng bộ tỉnh Lai Châu", "Tỉnh ủy Lai Châu"),
        ("UBND Bà Rịa-Vũng Tàu", "UBND tỉnh Bà Rịa - Vũng Tàu"),
        ("Huyện ủy huyện Tủa Chùa", "Huyện ủy Tủa Chùa"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("Giám đốc Sở Y tế Hải Dương", "Sở Y tế Hải Dương"),
        ("Thủ tướng", "Thủ tướng Chính phủ"),
        ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        ("ttg", "Thủ tướng Chính phủ"),
        ("UBND huyện Phong Thổ", "UBND huyện Phong Thổ"),
        ("Ủy ban nhân dân huyện Phong Thổ tỉnh Lai Châu", "UBND huyện Phong Thổ"),
        ("Uỷ ban nhân dân huyện Phong Thổ, tỉnh Lai Châu", "UBND huyện Phong Thổ"),
        ("Chủ tịch UBND huyện Phong Thổ", "UBND huyện Phong Thổ"),
        ("UBND thành phố Hải Phòng", "UBND thành phố Hải Phòng"),
        ("ubnd tp vinh", "UBND thành phố Vinh"),
        ("Huyện ủy Phong Thổ", "Huyện ủy Phong Thổ"),
        ("Ban Thường vụ Huyện ủy Phong Thổ", "Huyện ủy Phong Thổ"),
        ("Thành ủy Vinh", "Thành ủy Vinh"),
        ("Thành ủy Hải Phòng", "Thành ủy Hải Phòng"),
        ("Thành ủy Lai Châu", "Thành ủy Lai Châu"),
        ("Tỉnh ủy Lai Châu", "Tỉnh ủy Lai Châu"),
        ("Tỉnh ủy Hải Phòng", ""),  # a city has a Thành ủy
        ("Huyện ủy Vinh", ""),
        ("Thị ủy Cửa Lò", "Thị ủy Cửa Lò"),
        ("Đảng ủy xã Chư Prông", "Đảng ủy xã Chư Prông"),
        ("Ban Tuyên giáo Thành ủy Vinh", "Ban Tuyên giáo Thành ủy Vinh"),
        ("Công an tỉnh Lai Châu", "Công an tỉnh Lai Châu"),
        ("Công an huyện Phong Thổ", "Công an huyện Phong Thổ"),
        ("Phòng Nội vụ huyện Phong Thổ", "Phòng Nội vụ huyện Phong Thổ"),
        ("Tỉnh đoàn Hà Giang", "Tỉnh đoàn Hà Giang"),
        ("Ủy ban MTTQ Việt Nam tỉnh Lai Châu", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu"),
        ("xã Mường So huyện Phong Thổ", "xã Mường So"),
        ("UBND xã Mường So, huyện Phong Thổ, tỉnh Lai Châu", "UBND xã Mường So"),
        ("UBND xã Mường So, huyện Sìn Hồ", ""),  # it is in another district
        ("thành phố Vinh", "thành phố Vinh"),
        ("TX Cửa Lò", "thị xã Cửa Lò"),
        ("Lai Châu", "Lai Châu"),
        ("tỉnh Lai Châu", "Lai Châu"),
        ("thành phố Lai Châu", "thành phố Lai Châu"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("quan 1", "quận 1"),
        ("xã Lả Nhì Thàng", "xã Lản Nhì Thàng"),
        ("huyện Ia H'Drai", "huyện Ia H'Drai"),
        ("xã Atlantis", ""),
        ("Sở Nội vụ Atlantis", ""),
        ("Bộ Hạnh phúc", ""),
        ("Trường Cao đẳng Lai Châu", ""),
        ("", ""),
        ("   ,;", ""),
        ("\u0000\ud800", ""),
        ("huyện " * 500, ""),
        ("Tân An " * 100, ""),
        ("UBND xã Tân An " * 100, ""),
    ],
)
def test_names_as_people_type_them(typed: str, name: str) -> None:
    found = set(names(typed))
    assert found == ({name} if name else set())


@pytest.mark.parametrize(
    ("typed", "provinces"),
    [
        ("huyện Châu Thành", 10),
        ("UBND huyện Châu Thành", 10),
        ("Huyện ủy Châu Thành", 10),
        ("huyện Châu Thành tỉnh Long An", 1),
        ("Châu Thành, Long An", 1),
        ("huyện Tam Nông", 2),
    ],
)
def test_a_name_of_several_has_several_answers(typed: str, provinces: int) -> None:
    found = [who for who in registry.whois(typed) if who.level == "district"]
    assert len({who.province for who in found}) == len(found) == provinces


def test_the_province_where_a_name_was_said_decides() -> None:
    assert [who.province for who in registry.whois("huyện Châu Thành", province="Tây Ninh")] == ["Tây Ninh"]
    assert names("Sở Nội vụ", province="Lai Châu") == ["Sở Nội vụ Lai Châu"]
    assert names("UBND tỉnh", province="Lai Châu") == ["UBND tỉnh Lai Châu"]
    assert names("Tỉnh ủy", province="Hải Phòng") == ["Tỉnh ủy"]  # the city has none: whose it is stays open
    assert names("UBND tỉnh") == ["UBND tỉnh"]
    assert names("huyện Phong Thổ", province="Nghệ An") == []
    # The district lay in Long An, which is Tây Ninh now; Tây Ninh has one of its own, which comes first.
    assert [who.province for who in registry.whois("huyện Cần Giuộc", province="Tây Ninh")] == ["Long An"]


def test_tones_decide_where_they_are_typed() -> None:
    assert {who.name for who in registry.whois("xã Phù Mỹ")} == {"xã Phù Mỹ"}
    assert len({who.name for who in registry.whois("xa phu my")}) > 1


def test_communes_of_one_name_in_one_province_differ_by_their_district() -> None:
    found = [who for who in registry.whois("phường 1", province="Hồ Chí Minh") if who.province == "Hồ Chí Minh"]
    assert len({who.district for who in found}) == len(found) > 3


@pytest.mark.parametrize(
    ("name", "on", "until"),
    [
        ("Bộ Nội vụ", "1997-01-01", ["1998-05-06"]),
        ("Bộ Nội vụ", NOW, [None]),
        ("Bộ Nội vụ", None, [None, "1998-05-06"]),
        ("xã Tân Lập, Bắc Ninh", "2025-01-01", ["2025-06-30"]),
        ("Hội Nông dân tỉnh Lai Châu", NOW, [None]),
        ("Bảo hiểm xã hội Việt Nam", "2024", ["2025-02-28"]),
        ("Huyện ủy Phong Thổ", None, ["2025-06-30"]),
        ("Sở Lao động - Thương binh và Xã hội Hải Dương", NOW, ["2025-02"]),
        ("Sở Y tế Hải Dương", NOW, ["2025-06-30"]),
        ("UBND tỉnh Thừa Thiên Huế", NOW, ["2024-12-31"]),
    ],
)
def test_of_several_of_one_name_the_one_of_the_day(name: str, on: str | None, until: list[str | None]) -> None:
    assert [who.until for who in registry.whois(name, on)] == until


# Successors.

LABOUR = "Bộ Lao động - Thương binh và Xã hội"
SO = "Sở Lao động - Thương binh và Xã hội"


@pytest.mark.parametrize(
    ("name", "on", "field", "found"),
    [
        (LABOUR, None, "giáo dục nghề nghiệp", ["Bộ Giáo dục và Đào tạo"]),
        (LABOUR, None, "giao duc nghe nghiep", ["Bộ Giáo dục và Đào tạo"]),
        (LABOUR, None, "Tổ chức đào tạo nghề cho lao động nông thôn", ["Bộ Giáo dục và Đào tạo"]),
        (LABOUR, None, "giáo dục nghề nghiệp, việc làm", ["Bộ Giáo dục và Đào tạo"]),
        (LABOUR, None, "dạy nghề và giảm nghèo", ["Bộ Giáo dục và Đào tạo", "Bộ Nông nghiệp và Môi trường"]),
        (LABOUR, None, "người có công", ["Bộ Nội vụ"]),
        (LABOUR, None, "trẻ em", ["Bộ Y tế"]),
        (LABOUR, "2025-02-28", "giáo dục nghề nghiệp", []),
        (LABOUR, "2025-03-01", "giáo dục nghề nghiệp", ["Bộ Giáo dục và Đào tạo"]),
        (LABOUR, "2024", None, []),
        ("Bộ Thủy sản", None, None, ["Bộ Nông nghiệp và Môi trường"]),
        ("Bộ Thủy sản", "2010-01-01", None, ["Bộ Nông nghiệp và Phát triển nông thôn"]),
        ("Bộ Kế hoạch và Đầu tư", NOW, None, ["Bộ Tài chính"]),
        ("Bộ Nội vụ", NOW, None, []),
        ("Ban Tuyên giáo Trung ương", NOW, None, ["Ban Tuyên giáo và Dân vận Trung ương"]),
        ("Tổng cục Dạy nghề", NOW, None, ["Bộ Giáo dục và Đào tạo"]),
        (f"{SO} Lai Châu", NOW, "giáo dục nghề nghiệp", ["Sở Giáo dục và Đào tạo Lai Châu"]),
        (f"{SO} Lai Châu", NOW, "giảm nghèo", ["Sở Nông nghiệp và Môi trường Lai Châu"]),
        (f"{SO} Lai Châu", NOW, "việc làm", ["Sở Nội vụ Lai Châu"]),
        (f"{SO} Lai Châu", NOW, "bảo trợ xã hội", ["Sở Y tế Lai Châu"]),
        (f"{SO} Lai Châu", NOW, "cai nghiện", ["Công an tỉnh Lai Châu"]),
        (f"{SO} Hải Dương", "2025-04-01", "đào tạo nghề", ["Sở Giáo dục và Đào tạo Hải Dương"]),
        (f"{SO} Hải Dương", NOW, "đào tạo nghề", ["Sở Giáo dục và Đào tạo Hải Phòng"]),
        ("Sở Y tế Hải Dương", NOW, None, ["Sở Y tế Hải Phòng"]),
        ("Sở Y tế Hải Dương", "2025-06-30", None, []),
        ("Sở Y tế Lai Châu", NOW, None, []),
        ("Sở Kế hoạch và Đầu tư Hà Giang", NOW, None, ["Sở Tài chính Tuyên Quang"]),
        ("UBND tỉnh Hà Giang", NOW, None, ["UBND tỉnh Tuyên Quang"]),
        ("UBND tỉnh Hải Dương", NOW, None, ["UBND thành phố Hải Phòng"]),
        ("Tỉnh ủy Hải Dương", NOW, None, ["Thành ủy Hải Phòng"]),
        ("Tỉnh ủy Thừa Thiên Huế", "2025-02-01", None, ["Thành ủy Huế"]),
        ("Thanh tra tỉnh Hải Dương", NOW, None, ["Thanh tra thành phố Hải Phòng"]),
        ("Ban Tuyên giáo Tỉnh ủy Lai Châu", NOW, None, ["Ban Tuyên giáo và Dân vận Tỉnh ủy Lai Châu"]),
        ("Ban Dân vận Tỉnh ủy Hà Giang", NOW, None, ["Ban Tuyên giáo và Dân vận Tỉnh ủy Tuyên Quang"]),
        ("Đảng ủy Khối Doanh nghiệp tỉnh Lai Châu", NOW, None, ["Đảng ủy UBND tỉnh Lai Châu"]),
        ("Công an huyện Phong Thổ", NOW, None, ["Công an tỉnh Lai Châu"]),
        ("Công an huyện Vị Xuyên", NOW, None, ["Công an tỉnh Tuyên Quang"]),
        ("Thanh tra huyện Phong Thổ", NOW, None, ["Thanh tra tỉnh Lai Châu"]),
        ("Hội Nông dân tỉnh Hà Giang", NOW, None, ["Hội Nông dân tỉnh Tuyên Quang"]),
        ("Hội Nông dân tỉnh Lai Châu", NOW, None, []),
        ("Liên đoàn Lao động huyện Phong Thổ", NOW, None, []),  # not known whose its tasks are
        ("Hà Giang", NOW, None, ["Tuyên Quang"]),
        ("Hà Giang", "2025-06-30", None, []),
        ("xã Mường So", NOW, None, ["xã Phong Thổ"]),
        ("UBND xã Mường So", NOW, None, ["UBND xã Phong Thổ"]),
        ("Đảng ủy xã Mường So", NOW, None, ["Đảng ủy xã Phong Thổ"]),
        ("huyện Hoàng Sa", NOW, None, ["đặc khu Hoàng Sa"]),
        ("UBND huyện Đạ Tẻh", "2025-01-01", None, ["UBND huyện Đạ Huoai"]),
        ("thị xã Việt Yên", "2025-06-30", None, []),
    ],
)
def test_successors(name: str, on: str | None, field: str | None, found: list[str]) -> None:
    assert heirs(name, on, field) == found


PHONG_THO = ["xã Phong Thổ", "xã Sì Lở Lầu", "xã Khổng Lào", "xã Dào San", "xã Sin Suối Hồ", "phường Đoàn Kết"]


@pytest.mark.parametrize(
    ("name", "of_each"),
    [
        ("huyện Phong Thổ", "{}"),
        ("UBND huyện Phong Thổ", "UBND {}"),
        ("HĐND huyện Phong Thổ", "HĐND {}"),
        ("Huyện ủy Phong Thổ", "Đảng ủy {}"),
        ("Ban Tuyên giáo Huyện ủy Phong Thổ", "Ban Xây dựng Đảng {}"),
        ("Phòng Giáo dục và Đào tạo huyện Phong Thổ", "Phòng Văn hóa - Xã hội {}"),
        ("Hội Liên hiệp Phụ nữ huyện Phong Thổ", "Hội Liên hiệp Phụ nữ {}"),
        ("Huyện đoàn Phong Thổ", "Đoàn Thanh niên Cộng sản Hồ Chí Minh {}"),
    ],
)
def test_a_district_went_to_the_communes_on_its_land(name: str, of_each: str) -> None:
    """Five xã on its own land, and the phường that one of its communes joined."""
    assert sorted(heirs(name, NOW)) == sorted(of_each.format(unit) for unit in PHONG_THO)
    assert heirs(name, "2025-01-15") == []


def test_a_town_has_an_office_of_another_name() -> None:
    found = heirs("Phòng Tài chính - Kế hoạch huyện Phong Thổ", NOW)
    assert "Phòng Kinh tế xã Phong Thổ" in found and "Phòng Kinh tế, Hạ tầng và Đô thị phường Đoàn Kết" in found


@pytest.mark.parametrize(
    ("name", "day", "field", "rule"),
    [
        ("Hà Giang", "2025-07-01", None, "Nghị quyết 202/2025/QH15"),
        ("UBND tỉnh Hà Giang", "2025-07-01", None, "Nghị quyết 202/2025/QH15"),
        ("Thừa Thiên Huế", "2025-01-01", None, "Nghị quyết 175/2024/QH15"),
        ("xã Mường So", "2025-07-01", None, "Nghị quyết 1670/NQ-UBTVQH15"),
        ("phường Bến Nghé", "2025-07-01", None, "Nghị quyết 1685/NQ-UBTVQH15"),
        ("huyện Hoàng Sa", "2025-07-01", None, "Luật 72/2025/QH15; Nghị quyết 1659/NQ-UBTVQH15"),
        (LABOUR, "2025-03-01", "trẻ em", "Nghị quyết 176/2025/QH15"),
        (f"{SO} Lai Châu", "2025-03", "trẻ em", "Nghị định 45/2025/NĐ-CP"),
        (f"{SO} Hải Dương", "2025-07-01", "trẻ em", "Nghị định 45/2025/NĐ-CP; Nghị quyết 202/2025/QH15"),
        ("Ban Kinh tế Trung ương", "2025-02-03", None, None),  # not sure, so not said
    ],
)
def test_since_when_and_by_which_rule(name: str, day: str, field: str | None, rule: str | None) -> None:
    (who,) = registry.whois(name, NOW, field)
    (heir,) = who.successors
    assert (heir.from_, heir.rule) == (day, rule)


def test_without_a_field_each_successor_has_its_own() -> None:
    (who,) = registry.whois(LABOUR, NOW)
    by_name = {heir.name: heir.field for heir in who.successors}
    assert by_name["Bộ Nội vụ"] is None and by_name["Bộ Công an"] == "cai nghiện" and "giáo dục nghề nghiệp" in (by_name["Bộ Giáo dục và Đào tạo"] or "")


def test_the_answer_as_json() -> None:
    (who,) = registry.whois("Sở Y tế Hải Dương", NOW)
    assert registry.whois_json(who) == {
        "name": "Sở Y tế Hải Dương",
        "kind": "department",
        "level": "province",
        "province": "Hải Dương",
        "district": None,
        "until": "2025-06-30",
        "successors": [{"name": "Sở Y tế Hải Phòng", "from": "2025-07-01", "field": None, "rule": "Nghị quyết 202/2025/QH15"}],
    }


@pytest.mark.parametrize("name", sorted({one.name for one in lexicon.institutions()}))
def test_every_institution_is_found_by_its_name_and_its_successors_end(name: str) -> None:
    """No chain runs in a circle: whoever ended leads to bodies that are there, or to none that the tables know."""
    found = registry.whois(name)
    assert any(who.name.startswith(name.removesuffix(" tỉnh").removesuffix(" huyện")) for who in found)
    for who in found:
        assert len(who.successors) == len({heir.name for heir in who.successors})
        for heir in who.successors:
            assert any(one.until is None for one in registry.whois(heir.name)), heir


def test_aliases_and_collectives_name_institutions() -> None:
    table = lexicon.table("registry")
    known = {one.name for one in lexicon.institutions()}
    assert set(table["aliases"]) <= known
    assert {name for one in table["collective"] for key in ("members", "but") for name in one.get(key, ())} <= known
    assert {kind for one in table["collective"] for kind in one.get("of", ())} <= set(table["levels"])


def test_a_form_of_a_name_means_few() -> None:
    crowded = {key: [form.name for form in several] for key, several in forms().items() if len({form.name for form in several}) > 2}
    assert set(crowded) <= {"ubkt", "ub", "dangbo", "doanthanhnien", "doantncshochiminh", "doanthanhniencongsanhochiminh"}, crowded


@pytest.mark.parametrize(
    ("name", "province", "field", "found"),
    [
        ("Sở LĐ-TB&XH", "Lai Châu", "Tổ chức đào tạo nghề cho lao động nông thôn", "Sở Giáo dục và Đào tạo Lai Châu"),
        (SO, None, "giáo dục nghề nghiệp", "Sở Giáo dục và Đào tạo"),
        ("Sở Kế hoạch và Đầu tư", "Hải Dương", "", "Sở Tài chính Hải Phòng"),
        ("UBND tỉnh", "Hà Giang", "", "UBND tỉnh Tuyên Quang"),
        ("Sở Y tế", "Lai Châu", "", None),  # goes on
        ("Huyện ủy Phong Thổ", "Lai Châu", "", None),  # several
        ("UBND huyện", "Lai Châu", "", None),  # of which district?
        ("Phòng Nội vụ", "Lai Châu", "", None),
        ("Công an huyện", "Lai Châu", "", "Công an tỉnh Lai Châu"),
        ("Công an", "Lai Châu", "", None),  # that of the province, which goes on
        ("các sở, ban, ngành", "Lai Châu", "", None),
        ("Hội Cựu giáo chức", "Lai Châu", "", None),
    ],
)
def test_who_has_a_task_now(name: str, province: str | None, field: str, found: str | None) -> None:
    assert registry.lead_now(name, province, NOW, field) == found


# Collective bodies.


@pytest.mark.parametrize(
    ("collective", "on", "province", "count", "one"),
    [
        ("các sở, ban, ngành", "2024-06-01", "Lai Châu", 17, f"{SO} Lai Châu"),
        ("các sở, ban, ngành cấp tỉnh", NOW, "Lai Châu", 12, "Sở Nông nghiệp và Môi trường Lai Châu"),
        ("Các sở, ngành", NOW, "Lai Châu", 12, "Thanh tra tỉnh Lai Châu"),
        ("các sở, ban, ngành có liên quan", NOW, None, 12, "Sở Nội vụ"),
        ("các bộ", "2024-06-01", None, 18, LABOUR),
        ("các bộ", NOW, None, 14, "Bộ Dân tộc và Tôn giáo"),
        ("các bộ, cơ quan ngang bộ", NOW, None, 17, "Thanh tra Chính phủ"),
        ("các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", NOW, None, 22, "Đài Tiếng nói Việt Nam"),
        ("các Bộ, ngành", "2024-06-01", None, 30, "Bảo hiểm xã hội Việt Nam"),
        ("UBND các huyện, thành phố", "2024-06-01", "Lai Châu", 8, "UBND huyện Phong Thổ"),
        ("Ủy ban nhân dân các huyện", "2024-06-01", "Lai Châu", 7, "UBND huyện Phong Thổ"),
        ("UBND cấp huyện", "2025-06-30", "Lai Châu", 8, "UBND thành phố Lai Châu"),
        ("UBND các huyện, thành phố", "2025-07-01", "Lai Châu", 0, None),
        ("UBND các huyện, thành phố", "2024-06-01", None, 0, None),
        ("các huyện, thành phố", "2024-06-01", "Lai Châu", 8, "huyện Phong Thổ"),
        ("UBND các xã, phường", NOW, "Lai Châu", 38, "UBND xã Phong Thổ"),
        ("UBND các xã", NOW, "Lai Châu", 36, "UBND xã Phong Thổ"),
        ("Ủy ban nhân dân cấp xã", NOW, "Lai Châu", 38, "UBND phường Đoàn Kết"),
        ("các huyện ủy, thành ủy trực thuộc", "2024-06-01", "Lai Châu", 8, "Thành ủy Lai Châu"),
        ("các huyện ủy", "2024-06-01", "Lai Châu", 7, "Huyện ủy Phong Thổ"),
        ("các huyện ủy, thành ủy trực thuộc Tỉnh ủy", NOW, "Lai Châu", 0, None),
        ("các đảng ủy xã, phường", NOW, "Lai Châu", 38, "Đảng ủy xã Phong Thổ"),
        ("các đoàn thể chính trị - xã hội", NOW, "Lai Châu", 5, "Tỉnh đoàn Lai Châu"),
        ("các tổ chức chính trị - xã hội", NOW, None, 5, "Tổng Liên đoàn Lao động Việt Nam"),
        ("Ủy ban MTTQ Việt Nam và các đoàn thể chính trị - xã hội", NOW, "Lai Châu", 6, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu"),
        ("các ban đảng", "2024-06-01", "Lai Châu", 6, "Ban Dân vận Tỉnh ủy Lai Châu"),
        ("các ban đảng", NOW, "Lai Châu", 5, "Ban Tuyên giáo và Dân vận Tỉnh ủy Lai Châu"),
        ("các địa phương", NOW, None, 34, "Lai Châu"),
        ("các tỉnh, thành phố trực thuộc Trung ương", "2024-06-01", None, 63, "Thừa Thiên Huế"),
        ("các tỉnh ủy, thành ủy trực thuộc Trung ương", NOW, None, 34, "Thành ủy Huế"),
        ("UBND các tỉnh, thành phố", NOW, None, 34, "UBND tỉnh Lai Châu"),
        ("các bộ, ngành, địa phương", NOW, None, 56, "Lai Châu"),
        ("các bộ, ban, ngành Trung ương", NOW, None, 22, "Bộ Nội vụ"),
        ("Thủ trưởng các sở, ban, ngành", NOW, "Lai Châu", 12, "Sở Nội vụ Lai Châu"),
        ("Chủ tịch UBND các xã, phường", NOW, "Lai Châu", 38, "UBND xã Phong Thổ"),
        ("các doanh nghiệp", NOW, "Lai Châu", 0, None),
        ("Sở Nội vụ", NOW, "Lai Châu", 0, None),
        ("", NOW, "Lai Châu", 0, None),
    ],
)
def test_members_of_collective_bodies(collective: str, on: str, province: str | None, count: int, one: str | None) -> None:
    found = registry.members(collective, on, province)
    assert len(found) == len(set(found)) == count
    assert one is None or one in found


def test_members_within_a_district() -> None:
    communes = registry.members("UBND các xã, thị trấn", "2024-06-01", "Lai Châu", "Phong Thổ")
    assert len(communes) == 17 and "UBND xã Mường So" in communes
    assert registry.members("UBND các xã, thị trấn", "2024-06-01", "Lai Châu", "huyện Phong Thổ") == communes
    unions = registry.members("các đoàn thể", "2024-06-01", "Lai Châu", "huyện Phong Thổ")
    assert "Huyện đoàn Phong Thổ" in unions and "Hội Nông dân huyện Phong Thổ" in unions and len(unions) == 5


# Days, speed, weight.


@pytest.mark.parametrize(
    ("day", "begins", "ends", "then"),
    [
        ("2025-02-28", "2025-02-28", "2025-02-28", "2025-03-01"),
        ("2025-02", "2025-02-01", "2025-02-31", "2025-03"),
        ("2024-12", "2024-12-01", "2024-12-31", "2025-01"),
        ("2007", "2007-01-01", "2007-12-31", "2007"),
    ],
)
def test_days(day: str, begins: str, ends: str, then: str) -> None:
    assert (first(day), last(day), following(day)) == (begins, ends, then)


def test_lookups_are_fast_once_the_tables_are_there() -> None:
    registry.whois("xã Mường So")
    start = time.perf_counter()
    for _ in range(20):
        registry.whois("huyện Châu Thành", NOW)
        registry.lead_now("Sở LĐ-TB&XH", "Lai Châu", NOW, "đào tạo nghề")
        registry.units_on("commune", NOW)
        registry.members("UBND các xã", NOW, "Lai Châu")
    assert (time.perf_counter() - start) / 20 < 0.1


@given(st.text(max_size=80), st.text(max_size=20))
def test_nothing_that_is_typed_breaks_it(name: str, other: str) -> None:
    for typed in (name, f"UBND {name}", f"huyện {name}, tỉnh {other}", f"các {name}"):
        for who in registry.whois(typed, NOW, other, other):
            assert who.name and registry.whois_json(who)["name"] == who.name
        assert isinstance(registry.members(typed, NOW, other), list)
        assert registry.lead_now(typed, other, NOW, name) is None or name


def test_parsing_does_not_load_old_communes() -> None:
    code = "import sys, vanban; vanban.parse_text('UBND xã X, huyện Phong Thổ, tỉnh Lai Châu'); print('vanban.registry' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
