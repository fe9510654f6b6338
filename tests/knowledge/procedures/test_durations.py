"""A time in words is read where it is the only one; cases and stages stay unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.durations import duration_in_words, says_working_days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Không quá 10 ngày làm việc kể từ ngày nhận hồ sơ", (10, "working_day")),
        ("15 (mười lăm) ngày", (15, "day")),
        ("1.5 ngày làm việc", (1.5, "working_day")),
        ("02 giờ", (2, "hour")),
        ("3 tháng", (3, "month")),
    ],
)
def test_the_only_duration_is_the_time(text: str, expected: tuple[float, str]) -> None:
    time = duration_in_words(text)
    assert time is not None
    assert ((time.quantity, time.unit), time.text) == (expected, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Trong ngày",
        "10 ngày; 5 ngày đối với cấp lại",
        "Trường hợp hồ sơ không hợp lệ: 10 ngày",
        "Trước thời hạn 10 ngày làm việc",
        "Trước ngày 30/11",
        "Nhận hồ sơ sau 15 giờ thì trả kết quả ngày hôm sau",
        "02 tháng và 15 ngày",
        "ba tháng",
        "Từ 3 đến 5 ngày",
        "0 ngày",
    ],
)
def test_cases_stages_and_days_of_the_calendar_are_no_time(text: str) -> None:
    assert duration_in_words(text) is None


@given(st.text(max_size=80))
def test_reading_a_time_never_raises(text: str) -> None:
    time = duration_in_words(text)
    assert time is None or (time.known and time.quantity)


def test_days_are_working_days_where_the_words_say_so_of_the_same_number() -> None:
    assert says_working_days("không quá 15 ngày làm việc, kể từ ngày nộp; kéo dài thêm 05 ngày làm việc", 15)
    assert not says_working_days("15 ngày; trường hợp phức tạp 20 ngày làm việc", 15)
    assert not says_working_days("05 ngày làm việc để kiểm tra, 15 ngày để giải quyết", 15)
