"""Amounts and lengths of time, as they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.said_amounts import amount, amounts, duration, durations
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold


def said(text: str) -> str:
    return fold(standardise(text))


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("hết 350k", 350_000),
        ("tốn 1tr2 lận", 1_200_000),
        ("ba trăm ngàn", 300_000),
        ("hai chục ngàn một tờ", 20_000),
        ("mười lăm ngàn", 15_000),
        ("trăm ngàn", 100_000),
        ("4 triệu rưỡi", 4_500_000),
        ("120.000 đồng", 120_000),
        ("1.200.000đ", 1_200_000),
        ("2 củ", 2_000_000),
    ],
)
def test_money_is_heard_in_digits_and_in_words(text: str, dong: int) -> None:
    found = amount(said(text))
    assert found is not None
    assert found.value == dong


@pytest.mark.parametrize("text", ["ba đóng dấu rồi", "mười ngàn người", "không có tiền", "5 đồng", "nam 2025", ""])
def test_what_is_no_money_is_not_heard_as_money(text: str) -> None:
    assert amount(said(text)) is None


def test_every_amount_of_an_official_line_is_found() -> None:
    assert amounts(said("2.000 đồng một trang, từ trang thứ ba 1.000 đồng, tối đa 200.000 đồng")) == {
        2_000, 1_000, 200_000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "days"),
    [("hai tuần", 14), ("45 ngày", 45), ("nửa tháng", 15), ("cả tháng trời", 30), ("ba bữa", 3), ("3 tháng", 90)],
)
def test_lengths_of_time_are_heard_in_days(text: str, days: float) -> None:
    found = duration(said(text))
    assert found is not None
    assert (found.value, found.hours) == (days, False)


def test_hours_are_heard_in_digits_alone_because_bay_gio_is_now() -> None:
    assert [one.value for one in durations(said("bây giờ nộp, 48 giờ sau có"))] == [48]


@given(st.integers(min_value=1, max_value=9_999))
def test_thousands_are_heard_however_they_are_written(thousands: int) -> None:
    forms = (f"{thousands}k", f"{thousands} ngàn", f"{thousands} nghìn", f"{thousands * 1000} đồng")
    assert {found.value for form in forms if (found := amount(said(form)))} == {thousands * 1000}


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = amount(said(text))
    assert found is None or found.value >= 1000
    assert all(one.value > 0 or not one.value for one in durations(said(text)))
