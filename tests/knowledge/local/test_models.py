"""Local decisions hold from their day until their last one, and need a document, a day and a source."""

from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.local.models import Local, LocalFee, LocalTime

DECIDED = {"document": "1/2026/NQ-HĐND", "dated": "2026-08-01", "source": "Công báo thành phố"}
FEE = DECIDED | {"procedure_code": "1.001193", "text": "Đăng ký đúng hạn", "amount": 8000}
LOCAL = Local(province="can-tho", name="Cần Thơ")


def with_fees(**changes: object) -> Local:
    return LOCAL.model_copy(update={"fees": (LocalFee.model_validate(FEE | changes),)})


@pytest.mark.parametrize(
    ("changes", "day", "holds"),
    [
        ({}, date(2026, 7, 31), False),
        ({}, date(2026, 8, 1), True),
        ({"in_force_from": "2026-09-01"}, date(2026, 8, 15), False),
        ({"in_force_until": "2026-12-31"}, date(2026, 12, 31), True),
        ({"in_force_until": "2026-12-31"}, date(2027, 1, 1), False),
    ],
)
def test_a_fee_holds_from_its_first_day_to_its_last(changes: dict[str, object], day: date, holds: bool) -> None:
    assert bool(with_fees(**changes).fees_of("1.001193", day)) is holds


def test_a_fee_is_of_one_procedure() -> None:
    assert with_fees().fees_of("1.000656", date(2026, 9, 1)) == []


@pytest.mark.parametrize("missing", ["document", "dated", "source", "procedure_code", "text"])
def test_a_fee_without_its_decision_is_none(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        LocalFee.model_validate({key: value for key, value in FEE.items() if key != missing})


@pytest.mark.parametrize("wrong", [{"amount": -1}, {"procedure_code": "khai sinh"}, {"methods": ["fax"]}, {"fee": 1}])
def test_a_fee_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        LocalFee.model_validate(FEE | wrong)


def test_a_time_has_quantity_and_unit_or_neither() -> None:
    time = DECIDED | {"procedure_code": "1.001193", "text": "kể từ khi nhận đủ hồ sơ", "quantity": 1}
    assert LocalTime.model_validate(time | {"unit": "working_day"}).quantity == 1
    with pytest.raises(ValidationError, match="belong together"):
        LocalTime.model_validate(time)


def test_the_operators_entries_are_added_and_their_list_replaces() -> None:
    own = LOCAL.model_validate(
        {
            "province": "can-tho",
            "name": "Cần Thơ",
            "fees": [FEE],
            "hotlines": [DECIDED | {"name": "Tổng đài", "phone": "1022"}],
            "any_desk": {"published": DECIDED | {"procedure_codes": ["1.001193"]}},
        }
    )
    joined = with_fees(text="Đăng ký lại").joined(own)
    assert [fee.text for fee in joined.fees] == ["Đăng ký lại", "Đăng ký đúng hạn"]
    assert joined.any_desk.published is not None
    assert [hotline.phone for hotline in joined.hotlines_on(date(2026, 9, 1))] == ["1022"]
    assert joined.hotlines_on(date(2026, 1, 1)) == []
