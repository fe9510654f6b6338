"""The 103 units of today's Cần Thơ with what became of the old ones; what is not known is not there."""

from pathlib import Path

import pytest

from knowledge.offices.errors import BadOfficesError, OfficeNotFoundError
from knowledge.offices.loading import offices

UNITS = [office for office in offices().values() if office.kind != "city_centre"]


def test_there_are_31_wards_and_72_communes_and_the_citys_centre() -> None:
    assert len([office for office in UNITS if office.kind == "ward"]) == 31
    assert len([office for office in UNITS if office.kind == "commune"]) == 72
    assert len(offices()) == 104


def test_names_say_the_kind() -> None:
    assert all(office.name.startswith("Phường" if office.kind == "ward" else "Xã") for office in UNITS)
    kinds = {office.name: office.kind for office in UNITS}
    assert (kinds["Phường Tân Lộc"], kinds["Xã Phong Điền"]) == ("ward", "commune")


def test_263_old_units_went_into_them_three_of_them_in_two_parts() -> None:
    old = [unit for office in UNITS for unit in office.formed_from]
    assert len({unit.full_name for unit in old}) == 263
    parts = sorted(unit.name for unit in old if unit.part)
    assert parts == ["Phường Bùi Hữu Nghĩa"] * 2 + ["Phường Long Tuyền"] * 2 + ["Phường Thốt Nốt"] * 2


def test_what_is_not_known_of_the_ward_centres_is_not_there() -> None:
    assert {(office.address, office.hours, office.phone) for office in UNITS} == {(None, None, None)}


def test_the_citys_centre_is_told_with_its_date() -> None:
    centre = offices().centre
    assert centre.address is not None
    assert centre.address.text.startswith("109 Nguyễn Trãi")
    assert (centre.address.as_of.year, centre.address.as_of.month) == (2024, 2)
    assert centre.phone is None


def test_an_office_is_got_by_its_unit_code() -> None:
    assert offices()["31120"].name == "Phường Cái Khế"
    assert offices()["31120"].former_names == (
        "Phường An Hòa, Quận Ninh Kiều, Cần Thơ",
        "Phường Bùi Hữu Nghĩa, Quận Bình Thủy, Cần Thơ",
    )
    with pytest.raises(OfficeNotFoundError, match="99999"):
        offices()["99999"]


@pytest.mark.parametrize(
    "content", ["units: [", "units: []", "source: x\nas_of: 2025-07-01\ndistricts: {}\nunits: [{}]"]
)
def test_a_malformed_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "offices.yml").write_text(content, encoding="utf-8")
    with pytest.raises(BadOfficesError, match=r"offices\.yml"):
        offices(tmp_path / "offices.yml")
