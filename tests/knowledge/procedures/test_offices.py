"""Who handles it: names with commas stay whole, other provinces' offices are left aside, a level is never invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.models import Level, Procedure
from knowledge.procedures.offices import handlers, level, offices
from tests.knowledge.procedures.samples import a_record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Thuế tỉnh, thành phố, Thuế cơ sở", ["Thuế tỉnh, thành phố", "Thuế cơ sở"]),
        ("Uỷ ban nhân dân xã, phường, thị trấn", ["Uỷ ban nhân dân xã, phường, thị trấn"]),
        ("Sở Tư pháp, Sở Tư pháp", ["Sở Tư pháp"]),
        ("Không có thông tin", []),
        (None, []),
    ],
)
def test_an_office_whose_name_holds_commas_stays_whole(text: str | None, expected: list[str]) -> None:
    assert list(offices(text)) == expected


def test_an_office_of_another_province_handles_nothing_here() -> None:
    record = a_record(handled_by=("Sở Xây dựng Thành phố Hà Nội", "Sở Xây dựng", "Sở Nội vụ tỉnh Tây Ninh"))
    assert handlers(record) == ("Sở Xây dựng",)


def test_where_nobody_is_named_the_authority_handles_it_or_nobody_is_known_to() -> None:
    assert handlers(a_record(authority=("Bộ Y tế",))) == ("Bộ Y tế",)
    assert handlers(a_record()) == ()


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (("Ủy ban nhân dân cấp xã", "Công an cấp Xã"), Level.COMMUNE),
        (("Sở Y tế",), Level.PROVINCE),
        (("Bộ Y tế", "Cục Thuế"), Level.MINISTRY),
        (("Sở Y tế", "Bộ Y tế"), Level.UNKNOWN),
        (("Cơ sở đăng kiểm",), Level.UNKNOWN),
        ((), Level.UNKNOWN),
    ],
)
def test_a_level_is_read_from_the_names_only_where_all_agree(named: tuple[str, ...], expected: Level) -> None:
    assert level(a_record(handled_by=named)) is expected


def test_the_records_own_level_stands_above_the_names() -> None:
    assert level(a_record(level="commune", handled_by=("Sở Y tế",))) is Level.COMMUNE


@given(st.text(max_size=80))
def test_splitting_offices_never_raises(text: str) -> None:
    assert all(office.strip() for office in offices(text))


@pytest.mark.catalogue
def test_no_office_of_the_catalogue_is_half_a_name(offered: list[Procedure]) -> None:
    halves = {"thành phố", "Thể thao và Du lịch", "xã hội", "phường", "thị trấn", "Dược cổ truyền - Bộ Y tế"}
    assert [record.procedure_code for record in offered if halves & {*record.handled_by, *record.authority}] == []


@pytest.mark.parametrize(
    "office", ["Sở Nội vụ Thành phố Đồng Nai", "Sở Xây dựng - Tỉnh Đắk Lắk", "Chi nhánh thành phố Huế"]
)
def test_every_other_province_is_known_by_its_name(office: str) -> None:
    assert handlers(a_record(handled_by=(office, "Sở Tài chính"))) == ("Sở Tài chính",)


def test_a_school_of_a_ministry_serves_the_whole_country() -> None:
    school = "Trường Dự bị thành phố Hồ Chí Minh - Bộ Giáo dục"
    assert handlers(a_record(handled_by=(school,))) == (school,)
