"""Which kind of office decides, and where one hands in: read from a record's names by the mapping."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.offices.competence import Competence, competence, mapping, named_kind, of_here
from knowledge.offices.errors import BadOfficesError
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Level, Method, Procedure, ProcessingTime, SubmissionMethod
from tests.catalogue import IMPORTED, need


def record(
    *handled_by: str, level: str = "commune", authority: str = "", address: str = "", direct: str = ""
) -> Procedure:
    methods = (SubmissionMethod(method=Method.DIRECT, time=ProcessingTime(text=direct)),) if direct else ()
    return Procedure(
        procedure_code="1.000001",
        name="Thủ tục thử",
        level=Level(level),
        handled_by=handled_by,
        authority=(authority,) if authority else (),
        receiving_address=address,
        methods=methods,
        as_of=date(2026, 7, 20),
    )


def kinds(found: Competence) -> list[str]:
    return [kind.kind for kind in found.decided_by]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ủy ban nhân dân cấp xã", "commune_committee"),
        ("Uỷ ban Nhân dân xã", "commune_committee"),
        ("Chủ tịch UBND cấp xã", "commune_committee"),
        ("Cơ quan chuyên môn về Nông nghiệp và Môi trường thuộc UBND cấp xã", "commune_committee"),
        ("Công an cấp Xã", "commune_police"),
        ("Công an cấp Tỉnh", "city_police"),
        ("Phòng cảnh sát quản lý hành chính về trật tự xã hội", "city_police"),
        ("Cục cảnh sát giao thông", "ministry_police"),
        ("Bảo hiểm xã hội tỉnh", "social_insurance"),
        ("Thuế cơ sở", "tax"),
        ("Chi cục Thuế doanh nghiệp lớn - Cục Thuế", "tax"),
        ("Chi nhánh Văn phòng đăng ký đất đai", "land_registration"),
        ("Chi cục Hải quan khu vực", "customs"),
        ("Ban chỉ huy quân sự cấp Xã", "commune_military"),
        ("Bộ chỉ huy quân sự cấp tỉnh", "city_military"),
        ("Sở Y tế", "department"),
        ("Chi cục Kiểm lâm", "department"),
        ("Cơ quan chuyên môn về y tế thuộc Uỷ ban nhân dân cấp tỉnh", "department"),
        ("Chủ tịch ủy ban nhân dân cấp tỉnh", "city_committee"),
        ("Ủy ban nhân dân tỉnh và thành phố trực thuộc Trung ương", "city_committee"),
        ("Bộ Khoa học và Công nghệ", "ministry"),
        ("Cục Đường bộ Việt Nam", "ministry"),
        ("Cơ sở giáo dục", "school"),
        ("Tập đoàn Điện lực Việt Nam", "electricity"),
        ("Trung tâm Dịch vụ việc làm", "employment_service"),
    ],
)
def test_an_official_name_tells_the_kind(name: str, kind: str) -> None:
    assert kinds(competence(record(name))) == [kind]


def test_names_that_only_look_alike_without_diacritics_are_told_apart() -> None:
    assert kinds(competence(record("Hải quan khu vực"))) == ["customs"]
    assert kinds(competence(record("Đơn vị cho thuê nhà"))) == []
    assert kinds(competence(record("Cơ quan y tế"))) == []


def test_pieces_of_a_name_that_the_importer_cut_at_a_comma_tell_nothing() -> None:
    assert kinds(competence(record("Sở Văn hóa", "Thể thao và Du lịch", "thành phố"))) == ["department"]


def test_several_offices_are_all_told() -> None:
    found = competence(record("Công an tỉnh", "Công an cấp Xã"))
    assert kinds(found) == ["city_police", "commune_police"]


def test_who_handles_counts_before_who_is_competent_and_both_before_the_address() -> None:
    assert competence(record("Sở Y tế", authority="Bộ Y tế")).seen_in[0] == "1.000001#handled_by"
    assert kinds(competence(record("thành phố", authority="Bộ Y tế"))) == ["ministry"]
    told = competence(record(address="Trung tâm Phục vụ hành chính công cấp tỉnh", level="province"))
    assert (kinds(told), told.seen_in[0]) == (["city_committee"], "1.000001#receiving_address")


def test_a_record_that_names_nobody_stays_unknown() -> None:
    assert competence(record()) == Competence()
    assert competence(record("", "Cơ quan khác")) == Competence()


def test_the_ward_hands_in_at_its_centre_and_a_department_at_the_citys() -> None:
    assert competence(record("Ủy ban nhân dân cấp xã")).desks == ("commune_centre",)
    assert competence(record("Sở Y tế", level="province")).desks == ("city_centre",)
    assert competence(record("Công an cấp Xã")).handed_in_at == ("Công an xã, phường",)


def test_a_desk_of_another_level_is_not_told() -> None:
    assert competence(record("Bộ Nội vụ", "Sở Nội vụ", level="commune")).desks == ()
    assert competence(record("Bộ Y tế", "Sở Y tế", level="ministry")).desks == ()


def test_where_no_record_says_the_desk_none_is_told() -> None:
    found = competence(record("Chi cục Hải quan khu vực"))
    assert (kinds(found), found.desks) == (["customs"], ())


def test_an_office_of_another_province_counts_only_where_no_other_is_named() -> None:
    other = "Sở Nông nghiệp và Môi trường Thành phố Hà Nội"
    both = record(other, authority="Chủ tịch ủy ban nhân dân cấp tỉnh", level="province")
    assert kinds(competence(both)) == ["city_committee"]
    assert kinds(competence(record(other, level="province"))) == ["department"]


def test_a_centre_that_the_record_names_beats_the_kinds_own_desk() -> None:
    found = competence(record("Thuế cơ sở", direct="Nộp tại Trung tâm phục vụ hành chính công cấp tỉnh, xã"))
    assert found.desks == ("commune_centre", "city_centre")
    assert found.seen_in[-1] == "1.000001#times.direct"


def test_offices_of_other_provinces_are_left_out() -> None:
    names = ["Sở Y tế", "Sở Xây dựng - TP.HCM", "Sở Nội vụ Thành phố Hà Nội", "Công an cấp Tỉnh", "Sở Y tế tỉnh Sơn La"]
    assert of_here(names) == ["Sở Y tế", "Công an cấp Tỉnh"]
    assert of_here(["Sở Y tế thành phố Cần Thơ"]) == ["Sở Y tế thành phố Cần Thơ"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("công an phường Cái Khế ở đâu", "commune_police"),
        ("cong an thanh pho o dau", "city_police"),
        ("số điện thoại bhxh", "social_insurance"),
        ("chi cuc thue", "tax"),
    ],
)
def test_everyday_words_name_a_kind(text: str, kind: str) -> None:
    found = named_kind(text)
    assert found is not None
    assert found[0].kind == kind


def test_other_words_name_none() -> None:
    assert named_kind("phường Cái Khế ở đâu") is None


def test_kinds_have_names_of_their_own() -> None:
    told = [kind.kind for kind in mapping().kinds]
    assert len(told) == len(set(told)) == len({kind.name for kind in mapping().kinds})


@pytest.mark.parametrize(
    ("content", "place"),
    [("kinds: [", "is not YAML"), ("checked_on: 2026-11-22", "catalogue_as_of"), ("[]", "mapping")],
)
def test_a_malformed_mapping_is_refused_by_file_and_field(tmp_path: Path, content: str, place: str) -> None:
    path = tmp_path / "competence.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadOfficesError, match=r"competence\.yml"):
        mapping(path)


@given(st.lists(st.text(max_size=40), max_size=3).map(tuple))
def test_any_names_are_read(names: tuple[str, ...]) -> None:
    found = competence(record(*names))
    assert bool(found.decided_by) == bool(found.seen_in)


@pytest.fixture(scope="module")
def offered() -> list[Procedure]:
    need(IMPORTED)
    return list(Catalogue(IMPORTED).offered())


@pytest.mark.catalogue
def test_nearly_every_record_of_the_catalogue_gets_a_kind(offered: list[Procedure]) -> None:
    unknown = [one for one in offered if not competence(one).decided_by]
    assert len(unknown) <= 0.025 * len(offered)


@pytest.mark.catalogue
def test_every_desk_of_the_mapping_is_seen_in_the_catalogue(offered: list[Procedure]) -> None:
    by_code = {one.procedure_code: one for one in offered}
    told = {reference for kind in mapping().kinds for reference in kind.seen_in}
    assert all(kind.seen_in for kind in mapping().kinds if kind.desk)
    assert [reference for reference in sorted(told) if not stands(by_code, reference)] == []


@pytest.mark.catalogue
def test_what_a_competence_rests_on_stands_in_the_catalogue(offered: list[Procedure]) -> None:
    by_code = {one.procedure_code: one for one in offered}
    some = random.Random(7).sample(offered, 60)
    assert [line for one in some for line in competence(one).seen_in if not stands(by_code, line)] == []


def stands(by_code: dict[str, Procedure], reference: str) -> bool:
    code, _, line = reference.partition("#")
    return line in set(lines(by_code[code]))


def lines(one: Procedure) -> Iterator[str]:
    return (line for _, line, _ in official_lines(one))
