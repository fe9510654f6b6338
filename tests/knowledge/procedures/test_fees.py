"""Fees whose printed number their own words contradict are told and not known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.amounts import Unknown, why_unknown
from knowledge.procedures.fees import agreed_fees, told_fees
from knowledge.procedures.models import Fee, Level, Method, ProcessingTime, SubmissionMethod

DAY = date(2026, 7, 18)


def amounts(*fees: tuple[int | None, str]) -> list[int | None]:
    return [fee.amount for fee in agreed_fees([Fee(amount=amount, text=text) for amount, text in fees], DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Thi lý thuyết, Phí: 900,000 thi thực hành",
        "(áp dụng mức 150.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026)",
        "Lệ phí nộp đơn: 300.000 đồng; từ năm sau 600.000 đồng",
        "Bằng 50% mức thu quy định tại biểu phí",
        "Miễn phí từ ngày 01/7/2026 đến 30/9/2026",
        "Thẻ hạn hai năm: 300.000 USD",
    ],
)
def test_a_sum_that_its_words_contradict_is_not_known(text: str) -> None:
    assert amounts((300000, text)) == [None]


def test_the_printed_number_stays_in_the_words() -> None:
    told = agreed_fees([Fee(amount=300000, text="Phí: 900,000 thi thực hành")], DAY)[0]
    assert told.text == "300000 VNĐ Phí: 900,000 thi thực hành"
    assert why_unknown(told, Level.MINISTRY) is Unknown.SEVERAL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "300.000 đồng/giấy phép",
        "0,3 triệu đồng/lần",
        "Cấp lần đầu. Miễn phí từ ngày 07/4/2026 đến 30/6/2026",
        "theo Thông tư số 25/2022/TT-BTC",
    ],
)
def test_a_sum_that_nothing_contradicts_on_that_day_stays_known(text: str) -> None:
    assert amounts((300000, text)) == [300000]


def test_a_number_typed_in_thousands_is_read_from_the_words() -> None:
    assert amounts((700, "Phí thẩm định: 700.000 đồng/cơ sở")) == [700000]


def test_several_sums_with_the_same_words_are_one_unknown_fee() -> None:
    told = agreed_fees([Fee(amount=amount, text="theo Thông tư 10") for amount in (4000000, 10000000)], DAY)
    assert [(fee.amount, fee.text) for fee in told] == [(None, "4000000 VNĐ; 10000000 VNĐ; theo Thông tư 10")]
    assert why_unknown(told[0], Level.PROVINCE) is Unknown.SEVERAL


def test_fees_that_agree_stay_as_they_are() -> None:
    assert amounts((1000, "bản màu"), (500, "bản đen trắng"), (None, ""), (None, "")) == [1000, 500, None, None]


@given(st.text(max_size=100), st.one_of(st.none(), st.integers(0, 10**9)))
def test_no_words_are_lost(text: str, amount: int | None) -> None:
    told = agreed_fees([Fee(amount=amount, text=text)], DAY)
    assert len(told) == 1
    assert text in told[0].text


def told(method: Method, *fees: Fee, time: str = "") -> SubmissionMethod:
    return SubmissionMethod(method=method, time=ProcessingTime(text=time), fees=fees)


WAIVED = Fee(text="Miễn lệ phí đối với trường hợp đăng ký qua mạng (Thông tư số 1/2020/TT-BTC)")


def test_a_fee_waived_for_filing_online_is_free_online_only() -> None:
    online, direct = told_fees([told(Method.ONLINE, WAIVED), told(Method.DIRECT, WAIVED)], DAY)
    assert (online.fees[0].amount, direct.fees[0].amount) == (0, None)


def test_a_silent_fee_belongs_to_the_rule_that_the_record_names() -> None:
    _, silent = told_fees([told(Method.ONLINE, WAIVED), told(Method.DIRECT, Fee())], DAY)
    assert why_unknown(silent.fees[0], Level.PROVINCE) is Unknown.ELSEWHERE
    assert not told_fees([told(Method.DIRECT, Fee())], DAY)[0].fees[0].ruled_elsewhere


def test_a_fee_in_the_description_of_the_time_is_told() -> None:
    words = "Xem xét trong 01 giờ. Phí: Theo quy định của Ủy ban nhân dân cấp tỉnh"
    read = told_fees([told(Method.DIRECT, time=words)], DAY)[0].fees
    assert [fee.text for fee in read] == ["Phí: Theo quy định của Ủy ban nhân dân cấp tỉnh"]
    assert why_unknown(read[0], Level.UNKNOWN) is Unknown.LOCAL_COUNCIL


def test_a_fee_in_the_description_never_replaces_one_of_its_own() -> None:
    own = Fee(amount=20000, text="một bản")
    assert told_fees([told(Method.DIRECT, own, time="Phí: 30.000 đồng")], DAY)[0].fees == (own,)


def test_a_fee_for_the_appraisal_under_a_circular_is_told_from_the_description() -> None:
    words = "Phí thẩm định thực hiện theo Thông tư số 1/2025/TT-BTC"
    read = told_fees([told(Method.ONLINE, time=words)], DAY)[0].fees
    assert [fee.text for fee in read] == [words]
    assert why_unknown(read[0], Level.PROVINCE) is Unknown.ELSEWHERE


def test_a_sum_between_two_classes_or_not_due_here_is_told_and_not_known() -> None:
    between = "Giấy đối với xe nặng, lệ phí: 50.000 đồng (giấy đối với xe nhẹ)"
    elsewhere = "Thu một lần khi nhập kho, khi xuất kho không thu; mức thu là 50.000 đồng"
    for text in (between, elsewhere):
        assert agreed_fees([Fee(amount=50000, text=text)], DAY)[0].amount is None
    assert agreed_fees([Fee(amount=50000, text="50.000 đồng đối với xe nhẹ")], DAY)[0].amount == 50000
