"""Details of offices: what an office is kept by, and which phone numbers can be called."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.offices.details import ImportedDetails, OfficeDetails, imported, kinds, of_kind, office_id
from knowledge.offices.errors import BadCellError
from knowledge.offices.keeping import keep


def details(**values: object) -> OfficeDetails:
    told = {"office": "31120", "kind": "ward", "name": "Phường Cái Khế", "source": "Công văn 1", "as_of": "2026-11-01"}
    return OfficeDetails.model_validate(told | values)


@pytest.mark.parametrize(
    ("kind", "unit_code", "name", "office"),
    [
        ("ward", "31120", "", "31120"),
        ("city_centre", "", "", "can-tho-centre"),
        ("commune_police", "31120", "", "commune_police-31120"),
        ("tax", "", "Thuế cơ sở 1", "tax-thue-co-so-1"),
    ],
)
def test_an_office_is_kept_by_its_unit_or_its_name(kind: str, unit_code: str, name: str, office: str) -> None:
    assert office_id(kind, unit_code, name) == office


@pytest.mark.parametrize(
    ("kind", "unit_code", "name", "column"),
    [
        ("shop", "31120", "", "kind"),
        ("commune", "31120", "", "kind"),
        ("ward", "99999", "", "unit_code"),
        ("ward", "can-tho-centre", "", "unit_code"),
        ("commune_police", "", "Công an", "unit_code"),
        ("tax", "31120", "", "name"),
    ],
)
def test_an_office_that_cannot_be_is_refused_by_column(kind: str, unit_code: str, name: str, column: str) -> None:
    with pytest.raises(BadCellError) as refused:
        office_id(kind, unit_code, name)
    assert refused.value.column == column


@pytest.mark.parametrize(
    "phone", ["", "0292 3123456", "(0292) 3.123.456", "+84 292 3123456", "1900 1234", "1022", "113"]
)
def test_numbers_that_can_be_called_are_kept(phone: str) -> None:
    assert details(phone=phone).phone == phone


@pytest.mark.parametrize("phone", ["2923123456", "gọi sau", "0292 3123456; không rõ", "0"])
def test_a_number_that_lost_its_zero_or_is_none_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError, match="is no phone number"):
        details(phone=phone)


def test_several_numbers_may_stand_in_one_cell() -> None:
    assert details(phone="0292 3123456; 0292 3123457 / 1022").phone.count("0292") == 2


def test_offices_of_a_kind_come_by_name(tmp_path: Path) -> None:
    told = [details(office=f"tax-{name}", kind="tax", name=name) for name in ("Thuế cơ sở 2", "Thuế cơ sở 1")]
    keep(tmp_path / "a.json", ImportedDetails(offices=(*told, details())))
    assert [one.name for one in of_kind(tmp_path / "a.json", "tax")] == ["Thuế cơ sở 1", "Thuế cơ sở 2"]
    assert imported(tmp_path / "a.json")["31120"].as_of == date(2026, 11, 1)
    assert of_kind(tmp_path / "none.json", "tax") == []


def test_desks_and_deciding_offices_are_kinds() -> None:
    assert {"ward", "commune", "city_centre", "commune_police", "tax"} <= set(kinds())
