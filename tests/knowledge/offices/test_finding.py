"""Old and new names, in any spelling, lead to today's office; where several had the name, one has to ask."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.offices.finding import Found, Match, find
from knowledge.offices.loading import offices
from knowledge.offices.models import Office
from knowledge.vietnamese.folding import fold

UNITS = [office for office in offices().values() if office.kind != "city_centre"]


def names(found: Found) -> set[str]:
    return {candidate.office.name for candidate in found.candidates}


@pytest.mark.parametrize("office", UNITS, ids=lambda office: office.unit_code)
def test_every_name_of_today_finds_its_office_or_asks(office: Office) -> None:
    found = find(office.name)
    assert found.match in (Match.EXACT, Match.AMBIGUOUS)
    assert found.candidates[0].office == office


@pytest.mark.parametrize("office", UNITS, ids=lambda office: office.unit_code)
def test_every_old_unit_with_its_district_finds_the_office_of_today(office: Office) -> None:
    for old in office.formed_from:
        for text in (old.full_name, fold(old.full_name)):
            found = find(text)
            assert office in [candidate.office for candidate in found.candidates], text
            assert found.office == office or old.part, text


@pytest.mark.parametrize(
    "text",
    [
        "phường An Hòa",
        "Phường An Hoà",
        "phuong an hoa",
        "P. An Hòa",
        unicodedata.normalize("NFD", "Phường An Hòa"),
        "Phường An Hòa cũ giờ thuộc phường nào?",
        "An Hòa, Ninh Kiều",
        "AN HÒA",
    ],
)
def test_a_former_name_leads_to_todays_office_and_is_named(text: str) -> None:
    found = find(text)
    assert (found.match, found.office and found.office.name) == (Match.FORMER, "Phường Cái Khế")
    assert found.candidates[0].old is not None
    assert found.candidates[0].old.name == "Phường An Hòa"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("xã Mĩ Tú", "xã Mỹ Tú"),
        ("xa Mi Tu", "xa My Tu"),
        ("phường Long Mĩ", "phường Long Mỹ"),
        ("xã Vị Thuỷ", "xã Vị Thủy"),
        ("phường Bình Thuỷ", "phường Bình Thủy"),
        ("xã Thuận Hoà", "xã Thuận Hòa"),
    ],
)
def test_other_spellings_are_the_same_name(text: str, name: str) -> None:
    assert find(text) == find(name)
    assert find(text).match is not Match.NONE


@pytest.mark.parametrize("office", UNITS, ids=lambda office: office.unit_code)
def test_i_for_y_finds_the_same_office(office: Office) -> None:
    other = office.name.replace("Mỹ", "Mĩ").replace("Quý", "Quí").replace("Kỳ", "Kì").replace("Lý", "Lí")
    assert find(other) == find(office.name)


def test_a_name_from_before_an_earlier_merger_is_known_too() -> None:
    assert names(find("phường An Cư")) == {"Phường Ninh Kiều"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phường 1", {"Phường Phú Lợi", "Phường Ngã Năm", "Phường Vĩnh Châu", "Phường Vị Thanh"}),
        ("Xã Long Phú", {"Xã Long Phú", "Phường Long Phú 1"}),
        ("Thuận An", {"Phường Thốt Nốt", "Phường Long Mỹ"}),
        ("Phường Tân An", {"Phường Tân An", "Phường Ninh Kiều"}),
        ("xã phú tân huyện châu thành", {"Xã Phú Hữu", "Xã Thuận Hòa"}),
        ("phường Bùi Hữu Nghĩa", {"Phường Cái Khế", "Phường Bình Thủy"}),
        ("tan thanh", {"Xã Tân Thạnh", "Xã Trường Thành", "Phường Đại Thành"}),
    ],
)
def test_a_name_that_several_units_had_is_asked_back(text: str, expected: set[str]) -> None:
    found = find(text)
    assert (found.match, found.office, names(found)) == (Match.AMBIGUOUS, None, expected)


def test_what_is_asked_back_tells_the_old_districts() -> None:
    districts = {candidate.old.district.name for candidate in find("Thuận An").candidates if candidate.old}
    assert districts == {"Quận Thốt Nốt", "Thị xã Long Mỹ"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phường 1 Vĩnh Châu", "Phường Vĩnh Châu"),
        ("P1 tx Ngã Năm", "Phường Ngã Năm"),
        ("phường 1, Ngã Năm, Sóc Trăng", "Phường Ngã Năm"),
        ("phường 1, Sóc Trăng", "Phường Phú Lợi"),
        ("Phường III", "Phường Vị Thanh"),
        ("phường 3 Vị Thanh", "Phường Vị Thanh"),
        ("xã Long Phú thị xã Long Mỹ", "Phường Long Phú 1"),
        ("xã Phú Tân huyện Châu Thành tỉnh Hậu Giang", "Xã Phú Hữu"),
        ("phường Tân An cũ", "Phường Ninh Kiều"),
        ("phường Tân An mới", "Phường Tân An"),
        ("thị trấn Hưng Lợi", "Xã Phú Lộc"),
        ("phường Hưng Lợi", "Phường Tân An"),
        ("Tân Thành", "Phường Đại Thành"),
    ],
)
def test_a_district_a_kind_a_word_or_the_diacritics_decide(text: str, expected: str) -> None:
    found = find(text)
    assert found.office is not None, found
    assert found.office.name == expected


def test_todays_name_counts_where_only_a_part_went_elsewhere() -> None:
    found = find("phường Thốt Nốt")
    assert (found.match, names(found)) == (Match.EXACT, {"Phường Thốt Nốt", "Phường Thuận Hưng"})


def test_an_old_district_alone_offers_the_units_it_became() -> None:
    found = find("quận Ninh Kiều")
    assert found.match is Match.AMBIGUOUS
    assert names(found) == {"Phường Cái Khế", "Phường Ninh Kiều", "Phường Tân An", "Phường An Bình"}


@pytest.mark.parametrize("text", ["trung tâm hành chính công thành phố ở đâu", "tt o 109 nguyen trai"])
def test_the_citys_own_centre_is_an_office(text: str) -> None:
    assert find(text).office == offices().centre


def test_a_ward_named_with_the_centre_is_the_wards_desk() -> None:
    found = find("trung tâm hành chính công phường Ô Môn")
    assert found.office is not None
    assert found.office.name == "Phường Ô Môn"


@pytest.mark.parametrize(
    "text",
    ["", "xin chào", "giữ gìn an ninh trật tự", "nộp tại văn phòng", "nop tai van phong", "1", "phường nào", "xã hội"],
)
def test_everyday_words_are_no_offices(text: str) -> None:
    assert find(text) == Found(Match.NONE)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["phường", "xã", "1", "Tân", "An", "Thạnh", "Phú", "cũ", "huyện"])).map(" ".join)
)
def test_any_text_is_read(text: str) -> None:
    found = find(text)
    assert (found.office is not None) == (found.match in (Match.EXACT, Match.FORMER))
    assert len(found.candidates) == len({candidate.office.unit_code for candidate in found.candidates})
