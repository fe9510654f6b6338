"""What a record says of itself: whether it is offered, where its page is, what its papers are."""

from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.procedures.models import Component, ComponentGroup, Fee, Procedure, ProcessingTime, Scope, TimeUnit


def procedure(scope: Scope = Scope.STANDARD, portal_id: str | None = None, **fields: object) -> Procedure:
    record = {"procedure_code": "1.000001", "name": "Cấp giấy thử", "as_of": date(2026, 7, 18), **fields}
    return Procedure.model_validate({**record, "scope": scope, "portal_id": portal_id})


@pytest.mark.parametrize("scope", [Scope.SPECIFIC, Scope.INTERNAL, Scope.UNKNOWN])
def test_a_procedure_of_another_province_inside_the_administration_or_of_unknown_scope_is_not_offered(
    scope: Scope,
) -> None:
    assert not procedure(scope).offered


def test_a_national_procedure_is_offered() -> None:
    assert procedure(Scope.STANDARD).offered


def test_the_page_is_the_procedures_own_where_its_id_is_known() -> None:
    assert procedure(portal_id="0198").page == "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/0198"
    assert procedure().page == "https://dichvucong.gov.vn"


def test_components_of_all_groups_keep_the_official_order() -> None:
    first, second, third = (Component(component_code=code, line=code, text=code) for code in "abc")
    groups = (ComponentGroup(title="A", components=(first, second)), ComponentGroup(title="B", components=(third,)))
    assert procedure(component_groups=groups).components == (first, second, third)


def test_a_time_is_known_only_with_quantity_and_unit() -> None:
    assert ProcessingTime(quantity=3, unit=TimeUnit.DAY).known
    assert not ProcessingTime(quantity=3).known
    assert not ProcessingTime(text="theo mô tả").known


def test_an_unknown_fee_differs_from_a_waived_one() -> None:
    assert Fee() != Fee(amount=0)


def test_a_record_is_immutable_and_refuses_keys_that_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        procedure(colour="red")
    with pytest.raises(ValidationError):
        setattr(procedure(), "name", "khác")  # noqa: B010
