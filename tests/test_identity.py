"""Who is who: which mentions are one document, which are not, and which cannot be told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import SECRETARIAT, party
from vanban.identity.mention import Mention
from vanban.identity.nodes import nodes
from vanban.identity.resolve import Resolution, resolve
from vanban.model import Body

LAI_CHAU, CAO_BANG, TRA_VINH = party("Lai Châu"), party("Cao Bằng"), party("Trà Vinh")
SOME_PARTY = Body("Ban Thường vụ Tỉnh ủy", None, "province")


def clusters(*mentions: Mention) -> list[set[int]]:
    return sorted((set(cluster) for cluster in resolve(mentions).clusters), key=min)


def open_(*mentions: Mention) -> set[int]:
    return set(resolve(mentions).candidates)


def ct(date: str | None = None, symbol: str = "37-CT/TW") -> Mention:
    return Mention(symbol, "CT", date, SECRETARIAT if date else None)


def kh(issuer: Body | None = None, date: str | None = None, symbol: str = "60-KH/TU", document_id: str | None = None) -> Mention:
    return Mention(symbol, "KH", date, issuer, document_id=document_id)


def law(name: str, date: str | None = None, symbol: str | None = None) -> Mention:
    return Mention(symbol, "L", date, None, name)


def test_one_symbol_of_two_terms_is_two_documents() -> None:
    assert clusters(ct("2019-08-27"), ct("2024-07-10"), ct("2024-07-10")) == [{0}, {1, 2}]


def test_every_province_has_its_own_symbol() -> None:
    assert clusters(kh(TRA_VINH, "2017-09-25"), kh(LAI_CHAU, "2017-09-25"), kh(TRA_VINH)) == [{0, 2}, {1}]


def test_districts_of_one_province_are_kept_apart() -> None:
    phong_tho, sin_ho = party("Lai Châu", "district", "Phong Thổ"), party("Lai Châu", "district", "Sìn Hồ")
    assert clusters(kh(phong_tho, "2024-08-13", "45-KH/HU"), kh(sin_ho, "2024-08-13", "45-KH/HU"), kh(phong_tho, None, "45-KH/HU")) == [{0, 2}, {1}]


def test_a_province_and_a_city_below_it_are_kept_apart() -> None:
    city = Body("Thành ủy Lai Châu", None, "district", "Lai Châu")
    assert clusters(kh(LAI_CHAU, "2023-06-27"), kh(city, "2023")) == [{0}, {1}]


def test_spelling_and_leading_zero_do_not_matter() -> None:
    assert clusters(ct("2021-06-15", "06-CT/TU"), ct("2021-06-15", "6 ct/tu")) == [{0, 1}]


def test_the_organ_decides_between_party_and_state() -> None:
    assert clusters(Mention("23/CT-TTg", "CT"), Mention("23-CT/TW", "CT")) == [{0}, {1}]


def test_a_year_agrees_with_a_date_of_that_year() -> None:
    assert clusters(ct("2024"), ct("2024-07-10"), ct("2019-08-27")) == [{0, 1}, {2}]


def test_a_mention_that_knows_less_joins_the_only_document_it_fits() -> None:
    assert clusters(ct(), ct("2024-07-10")) == [{0, 1}]


def test_a_mention_that_fits_two_documents_is_ambiguous_with_reasons() -> None:
    mentions = [kh(TRA_VINH, "2017-09-25"), kh(TRA_VINH, "2019-08-27"), kh(TRA_VINH)]
    resolution = resolve(mentions)
    assert [set(c) for c in resolution.clusters] == [{0}, {1}]
    assert [(c.cluster, c.reasons) for c in resolution.candidates[2]] == [(at, ("same level", "same province", "same unit")) for at in (0, 1)]


def test_no_document_cites_a_later_one() -> None:
    mentions = [ct("2019-08-27"), ct("2024-07-10"), replace(ct(), cited_on="2022-01-01"), replace(ct(), cited_on="2024-07-11")]
    assert clusters(*mentions) == [{0, 2}, {1}]
    assert open_(*mentions) == {3}


def test_what_is_cited_before_the_only_known_document_is_another_one() -> None:
    assert clusters(ct("2024-07-10"), replace(ct(), cited_on="2022-01-01"), replace(ct(), cited_on="2025-01-01")) == [{0, 2}, {1}]


def titled(date: str, title: str) -> Mention:
    return replace(ct(date, "21-CT/TW"), title=title, rank=2)


WOMEN = "Về tiếp tục đẩy mạnh công tác phụ nữ trong tình hình mới"
TRAINING = "Về tiếp tục đổi mới, nâng cao chất lượng giáo dục nghề nghiệp đến năm 2030"


def test_the_words_on_its_subject_decide() -> None:
    said = replace(ct(None, "21-CT/TW"), subject="tiếp tục đổi mới, nâng cao chất lượng giáo dục nghề nghiệp")
    assert clusters(titled("2018-01-20", WOMEN), titled("2023-05-04", TRAINING), said) == [{0}, {1, 2}]
    assert clusters(titled("2018-01-20", WOMEN), said) == [{0}, {1}]
    assert open_(titled("2018-01-20", WOMEN), titled("2023-05-04", TRAINING), replace(said, subject="công tác quý I")) == {2}


def test_an_inferred_province_gives_way_to_one_that_merged_into_it() -> None:
    ninh_thuan, khanh_hoa = party("Ninh Thuận"), party("Khánh Hòa")
    said = replace(kh(khanh_hoa, "2024-09-09", "338-KH/TU", "vn/khanh-hoa/tinh-uy/2024/338-kh"), unsure=True)
    assert clusters(kh(ninh_thuan, "2024-09-09", "338-KH/TU"), said) == [{0, 1}]
    both = [kh(ninh_thuan, "2024-09-09", "338-KH/TU"), said, said]
    assert [node.province for node in nodes(both, resolve(both))[0]] == ["Ninh Thuận"]
    assert clusters(kh(ninh_thuan, "2024-09-10", "338-KH/TU"), said) == [{0}, {1}]
    assert clusters(kh(ninh_thuan, "2024-09-09", "338-KH/TU"), replace(said, unsure=False)) == [{0}, {1}]
    assert clusters(kh(CAO_BANG, "2024-09-09", "338-KH/TU"), said) == [{0}, {1}]


def test_a_local_document_on_another_subject_is_a_candidate_at_most() -> None:
    loaded = replace(kh(LAI_CHAU, "2022-03-01", "5-KH/TU"), title="Thực hiện Chỉ thị về an toàn giao thông đường bộ", rank=2)
    said = replace(kh(LAI_CHAU, None, "5-KH/TU"), subject="giáo dục nghề nghiệp cho lao động nông thôn", cited_on="2024-01-01")
    assert clusters(loaded, said) == [{0}] and open_(loaded, said) == {1}
    assert clusters(loaded, replace(said, subject="bảo đảm an toàn giao thông")) == [{0, 1}]


def test_an_unnamed_committee_is_that_of_the_citing_texts_province() -> None:
    mentions = [kh(TRA_VINH, "2017-09-25"), kh(LAI_CHAU, "2017-09-25"), replace(kh(SOME_PARTY, "2017-09-25"), home="Lai Châu")]
    assert clusters(*mentions) == [{0}, {1, 2}]
    assert open_(*mentions[:2], replace(mentions[2], home="Cao Bằng")) == {2}


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("2022-05-04", True),  # the year, within the term
        ("2023-04-05", True),  # day and month changed places
        ("2023-05-14", True),
        ("2018-05-04", False),  # another term
        ("2022-06-07", False),  # nothing is the same
    ],
)
def test_a_misprinted_date_is_that_of_the_only_document_it_can_be(said: str, same: bool) -> None:
    assert clusters(replace(ct("2023-05-04"), rank=2), ct(said)) == ([{0, 1}] if same else [{0}, {1}])


def test_numbers_of_the_state_begin_anew_each_year_so_another_year_is_another_document() -> None:
    one, other = Mention("12/CT-TTg", "CT", "2023-05-04", rank=2), Mention("12/CT-TTg", "CT", "2022-05-04")
    assert clusters(one, other) == [{0}, {1}]
    assert clusters(one, replace(other, date="2023-05-14")) == [{0, 1}]


def test_two_texts_of_one_title_whose_dates_slip_are_one_document() -> None:
    copies = [titled("2023-05-04", TRAINING), titled("2022-05-04", TRAINING.upper().replace("ế", "ế")), ct("2023-05-04", "21-CT/TW")]
    assert clusters(*copies) == [{0, 1, 2}]
    assert clusters(copies[0], titled("2022-05-04", WOMEN)) == [{0}, {1}]


def test_what_a_person_refused_it_does_not_mean() -> None:
    one, other = ct("2019-08-27"), replace(ct("2024-07-10"), document_id="vn/tw/2024/37-ct")
    said = replace(ct(), cited_on="2025-01-01", refused=("vn/tw/2024/37-ct",))
    assert clusters(one, other, said) == [{0, 2}, {1}]
    assert clusters(other, said) == [{0}, {1}]
    assert clusters(one, other, replace(said, refused=("vn/unknown/tw/2019/37-ct",))) == [{0}, {1, 2}], "also by an id that was made"


def test_what_agrees_only_halfway_with_each_of_two_is_not_merged_with_either() -> None:
    dated = kh(SOME_PARTY, "2017-09-25")
    assert open_(dated, kh(TRA_VINH, "2017"), kh(LAI_CHAU, "2017")) == {0}


def test_mentions_that_know_nothing_more_are_one_document() -> None:
    assert clusters(ct(), ct(), ct()) == [{0, 1, 2}]


def test_when_all_is_open_nothing_is_merged() -> None:
    """Two dates without province and two provinces without date agree crosswise: any pairing would be a guess."""
    circle = [kh(SOME_PARTY, "2017-09-25"), kh(TRA_VINH), kh(SOME_PARTY, "2018-10-25"), kh(LAI_CHAU)]
    assert all(len(cluster) == 1 for cluster in clusters(*circle))


def test_a_central_document_has_no_province_whatever_was_read_around_it() -> None:
    odd = [Mention("37-CT/TW", "CT", "2024-07-10", Body("Ban Bí thư", None, None, province)) for province in ("Cao Bằng", "Lai Châu")]
    assert clusters(*odd) == [{0, 1}]


def test_one_document_id_is_one_document_even_over_a_misprinted_date() -> None:
    a, b = kh(LAI_CHAU, "2023-06-27", document_id="vn/x/2023/60-kh"), kh(LAI_CHAU, "2023-06-21", document_id="vn/x/2023/60-kh")
    assert clusters(a, b) == [{0, 1}]


def test_a_loaded_document_is_never_ambiguous() -> None:
    loaded = replace(kh(None, "2017-09-25", document_id="vn/unknown/abc"), rank=2)
    resolution = resolve([loaded, kh(TRA_VINH, "2017-09-25"), kh(LAI_CHAU, "2017-09-25")])
    assert not resolution.candidates
    assert len(resolution.clusters) == 3


def test_a_law_without_year_joins_when_there_is_only_one_of_that_name() -> None:
    assert clusters(law("Luật Giáo dục nghề nghiệp"), law("luật giáo dục nghề nghiệp", "2014-11-27")) == [{0, 1}]
    assert open_(law("Luật Đất đai"), law("Luật Đất đai", "2013"), law("Luật Đất đai năm 2024")) == {0}


def test_a_law_is_one_by_its_name_and_by_its_symbol() -> None:
    by_both, by_symbol = law("Luật Giáo dục nghề nghiệp", None, "74/2014/QH13"), Mention("74/2014/QH13", None)
    assert clusters(by_both, by_symbol, law("Luật Giáo dục nghề nghiệp năm 2014")) == [{0, 1, 2}]


def test_laws_of_longer_names_and_of_other_kinds_are_others() -> None:
    assert len(clusters(law("Luật Đầu tư"), law("Luật Đầu tư công"), Mention(None, "PL", None, None, "Pháp lệnh Đầu tư"))) == 3


def test_plans_known_by_name_alone_belong_to_the_province_that_cites_them() -> None:
    name = "Đề án phát triển du lịch"
    mentions = [Mention(None, "ĐA", None, None, name, home=home) for home in ("Lai Châu", "Cao Bằng", "Lai Châu")]
    assert clusters(*mentions) == [{0, 2}, {1}]


def test_national_strategies_known_by_name_are_one_whoever_cites_them() -> None:
    name, issuer = "Đề án phổ cập giáo dục", Body("Thủ tướng Chính phủ", "vn/ttg", "central")
    assert clusters(*(Mention(None, "ĐA", None, issuer, name, home=home) for home in ("Lai Châu", "Cao Bằng"))) == [{0, 1}]


def test_words_that_name_no_certain_document_are_left_alone() -> None:
    assert resolve([Mention(None, "KH")]) == Resolution((), {})


def test_an_id_is_the_full_one_that_most_is_known_for_then_that_of_the_loaded_document_then_made() -> None:
    mentions = [
        kh(LAI_CHAU, "2023-06-27", "184-KH/TU", "vn/lai-chau/tinh-uy/2023/184-kh"),
        replace(kh(None, None, "184-KH/TU", "vn/unknown/0123"), rank=2),
        ct("2024"),
        kh(None, None, "12-KH/HU"),
        kh(CAO_BANG, None, "12-KH/ABC"),
    ]
    found, _ = nodes(mentions, resolve(mentions))
    assert [n.id for n in found] == [
        "vn/lai-chau/tinh-uy/2023/184-kh",
        "vn/unknown/cao-bang/abc/nd/12-kh",
        "vn/unknown/huyen-uy/nd/12-kh",
        "vn/unknown/tw/2024/37-ct",
    ]
    assert found[0].loaded and not found[1].loaded


def test_a_node_tells_what_the_document_says_before_what_others_say_of_it() -> None:
    loaded = replace(kh(LAI_CHAU, "2023-06-27", document_id="vn/a"), rank=2, title="Thực hiện Chỉ thị")
    said = replace(kh(Body("Tỉnh ủy", None, "province", "Lai Châu"), "2023-06-27"), title="khác")
    (node,), _ = nodes([said, said, loaded], resolve([said, said, loaded]))
    assert (node.title, node.issuer, node.loaded) == ("Thực hiện Chỉ thị", "Tỉnh ủy Lai Châu", True)


def test_two_documents_that_would_get_one_made_id_get_two() -> None:
    mentions = [ct("2024-07-10"), ct("2024-08-11")]
    assert [n.id for n in nodes(mentions, resolve(mentions))[0]] == ["vn/unknown/tw/2024/37-ct", "vn/unknown/tw/2024/37-ct~2"]


def test_a_commune_of_its_districts_name_numbers_anew_though_the_ids_are_one() -> None:
    id = "vn/cao-bang/trung-khanh/ubnd/2025/5-kh"
    district = replace(kh(Body("UBND huyện Trùng Khánh", id.rsplit("/", 2)[0], "district", "Cao Bằng"), "2025-02-01", "5/KH-UBND", id), rank=2)
    commune = replace(kh(Body("UBND xã Trùng Khánh", id.rsplit("/", 2)[0], "commune", "Cao Bằng"), "2025-08-01", "5/KH-UBND", id), rank=2)
    both = [commune, replace(district, rank=0), district]
    assert clusters(*both) == [{0}, {1, 2}]
    found, ids = nodes(both, resolve(both))
    assert [(node.id, node.level) for node in found] == [(id, "district"), (f"{id}~2", "commune")]
    assert sorted(ids) == [id, f"{id}~2"]


def test_a_city_and_the_district_of_its_name_are_two() -> None:
    id = "vn/dong-thap/cao-lanh/ubnd/2023/60-kh"
    city, district = (Body(f"UBND {name} Cao Lãnh", id.rsplit("/", 2)[0], "district", "Đồng Tháp") for name in ("thành phố", "huyện"))
    both = [replace(kh(city, "2023-02-11", "60/KH-UBND", id), rank=2), replace(kh(district, "2023-02-12", "60/KH-UBND", id), rank=2)]
    assert clusters(*both, kh(city, "2023-02-11", "60/KH-UBND")) == [{0, 2}, {1}]
    assert [node.id for node in nodes(both, resolve(both))[0]] == [id, f"{id}~2"]


def test_two_terms_that_meet_in_one_year_number_anew() -> None:
    id = "vn/lai-chau/tinh-uy/2020/2-kh"
    spring, winter = (kh(LAI_CHAU, date, "2-KH/TU", id) for date in ("2020-02-03", "2020-12-20"))
    assert clusters(spring, winter, replace(winter, symbol="02-KH/TU")) == [{0}, {1, 2}]


mentions = st.builds(
    Mention,
    symbol=st.sampled_from(["60-KH/TU", "37-CT/TW", "74/2014/QH13", None]),
    doc_type=st.sampled_from(["KH", "L"]),
    date=st.sampled_from([None, "2017", "2017-09-25", "2018-09-25", "2018"]),
    issuer=st.sampled_from([None, SOME_PARTY, TRA_VINH, LAI_CHAU, party("Lai Châu", "district", "Phong Thổ")]),
    name=st.sampled_from([None, "Luật Đất đai", "Luật Giáo dục"]),
    title=st.sampled_from([None, "a", "b"]),
    document_id=st.sampled_from([None, None, None, "vn/a/2017/60-kh", "vn/b/2018/60-kh"]),
    rank=st.sampled_from([0, 0, 0, 1, 2]),
    home=st.sampled_from([None, "Lai Châu"]),
    cited_on=st.sampled_from([None, "2017-12-01"]),
)


@given(st.lists(mentions, max_size=12).flatmap(lambda some: st.tuples(st.just(some), st.permutations(range(len(some))))))
def test_the_order_of_loading_never_changes_the_result(case: tuple[list[Mention], list[int]]) -> None:
    some, order = case
    assert answer(some) == answer([some[i] for i in order])


def answer(some: list[Mention]) -> object:
    """Nodes, and what each mention means, with mentions known by their content."""
    resolution = resolve(some)
    found, ids = nodes(some, resolution)
    means = [(repr(some[i]), ids[at]) for at, cluster in enumerate(resolution.clusters) for i in cluster]
    may_mean = [(repr(some[i]), [(ids[c.cluster], c.score, c.reasons) for c in candidates]) for i, candidates in resolution.candidates.items()]
    return found, sorted(means), sorted(may_mean)


@given(st.lists(mentions, max_size=12))
def test_each_mention_has_at_most_one_meaning_and_contradictions_never_meet(some: list[Mention]) -> None:
    from vanban.identity.facts import agree

    resolution = resolve(some)
    settled = [i for cluster in resolution.clusters for i in cluster]
    assert len(settled) == len(set(settled))
    assert not set(settled) & set(resolution.candidates)
    for cluster in resolution.clusters:
        without_id = [some[i].facts for i in cluster if some[i].document_id is None]
        but_dates = [facts._replace(date=None) for facts in without_id]  # which may be misprinted
        assert all(agree(a, b) for a in but_dates for b in but_dates)
    assert all(resolution.candidates.values())
