"""A time in words is read where it is the only one; cases and stages stay unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.durations import contradicts_days, duration_in_words, says_working_days, told_times
from knowledge.procedures.models import Method, ProcessingTime, SubmissionMethod, TimeUnit


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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Trong thời hạn 25 ngày kể từ ngày nộp. Trong thời hạn 07 ngày kể từ ngày Cục trình, Bộ duyệt giá", 7),
        ("20 ngày làm việc, kể từ ngày nhận đủ hồ sơ theo quy định", 30),
    ],
)
def test_days_that_the_words_contradict_are_not_the_whole_time(text: str, days: int) -> None:
    assert contradicts_days(text, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("20 ngày làm việc, kể từ ngày nhận đủ hồ sơ", 20),
        ("Kiểm tra trong 03 ngày; trả kết quả trong 07 ngày kể từ ngày nhận hồ sơ", 7),
        ("", 5),
    ],
)
def test_days_that_the_words_leave_standing_hold(text: str, days: int) -> None:
    assert not contradicts_days(text, days)


def in_days(number: float, text: str, method: Method = Method.DIRECT) -> SubmissionMethod:
    return SubmissionMethod(method=method, time=ProcessingTime(quantity=number, unit=TimeUnit.DAY, text=text))


def test_two_stages_of_one_way_are_told_and_no_time_is_known() -> None:
    whole = in_days(6, "06 ngày", Method.ONLINE)
    stages = (in_days(4, "Kiểm tra: 04 ngày"), in_days(2, "Cấp: 02 ngày kể từ ngày kết thúc kiểm tra"))
    read = told_times((*stages, whole))
    assert [each.time.known for each in read] == [False, False, True]
    assert [each.time.text for each in read] == [each.time.text for each in (*stages, whole)]


def test_two_times_from_the_same_start_stay_known() -> None:
    times = (in_days(4, "04 ngày"), in_days(9, "09 ngày nếu phải kiểm tra"))
    assert told_times(times) == times
    assert told_times((in_days(2, "02 ngày kể từ ngày kết thúc kiểm tra"),))[0].time.known
