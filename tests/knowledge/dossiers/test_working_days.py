"""Working days: no weekends, no public holidays, and what was decided for a year."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.errors import BadWorkingDaysError
from knowledge.dossiers.working_days import FILE, WorkingDays, working_days

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "working-days.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 7, 4), True),
        (date(2025, 7, 5), False),
        (date(2025, 7, 6), False),
        (date(2025, 1, 1), False),
        (date(2025, 1, 29), False),
        (date(2025, 4, 7), False),
        (date(2025, 4, 30), False),
        (date(2025, 5, 1), False),
        (date(2025, 9, 2), False),
        (date(2026, 2, 17), False),
        (date(2026, 4, 27), False),
    ],
)
def test_offices_rest_at_weekends_on_holidays_and_at_the_lunar_new_year(day: date, works: bool) -> None:
    assert working_days().is_working(day) is works


def test_a_saturday_worked_in_exchange_is_a_working_day_and_the_day_for_it_is_not() -> None:
    assert working_days().is_working(date(2025, 4, 26))
    assert not working_days().is_working(date(2025, 5, 2))


def test_what_was_decided_for_a_year_goes_before_the_calendar(file: Callable[[str], Path]) -> None:
    decided = 'years: {2027: {document: "1/TB", off: [2027-06-01], working: [2027-06-05, 2027-09-02]}}'
    days = working_days(file(decided))
    assert not days.is_working(date(2027, 6, 1))
    assert days.is_working(date(2027, 6, 5))
    assert days.is_working(date(2027, 9, 2))
    assert days.is_working(date(2027, 6, 2))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2025, 7, 4), date(2025, 7, 4), 0),
        (date(2025, 7, 4), date(2025, 7, 7), 1),
        (date(2025, 7, 4), date(2025, 7, 6), 0),
        (date(2025, 7, 7), date(2025, 7, 4), -1),
        (date(2025, 4, 29), date(2025, 5, 5), 1),
        (date(2025, 1, 24), date(2025, 2, 3), 1),
    ],
)
def test_days_are_counted_without_the_first_and_with_the_last(start: date, end: date, expected: int) -> None:
    assert working_days().between(start, end) == expected


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counting_on_the_way_comes_to_the_same(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    days = working_days()
    assert days.between(start, middle) + days.between(middle, end) == days.between(start, end)
    assert days.between(end, start) == -days.between(start, end)


@given(DAYS)
def test_the_next_working_day_works_and_none_before_it_does(day: date) -> None:
    days = WorkingDays()
    reached = days.on_or_after(day)
    assert days.is_working(reached)
    assert not any(days.is_working(day + timedelta(days=number)) for number in range((reached - day).days))


def test_the_file_of_the_repository_is_read() -> None:
    assert working_days(FILE).decided.years == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("years: {2027: {off: [2027-06-01]}}", "years.2027.document"),
        ('years: {2027: {document: x, off: ["hôm qua"]}}', "years.2027.off.0"),
        ("years: {2027: {document: x, off: [2028-06-01]}}", "2028-06-01 is no day of 2027"),
        ("years: {2027: {document: x, off: [2027-06-01], working: [2027-06-01]}}", "both off and working"),
        ("jahre: {}", "jahre"),
        ("years: [", "is not YAML"),
    ],
)
def test_a_malformed_file_is_refused_by_name_and_field(file: Callable[[str], Path], text: str, reason: str) -> None:
    with pytest.raises(BadWorkingDaysError, match=rf"working-days\.yml.*{reason}"):
        working_days(file(text))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadWorkingDaysError, match=r"none\.yml"):
        working_days(tmp_path / "none.yml")
