"""Ten statuses, each in everyday words; names decide before numbers, and numbers are read per source."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.errors import BadStatusesError, UnknownStatusError
from knowledge.dossiers.statuses import UNCLEAR, statuses


def test_there_are_the_ten_national_statuses_in_order() -> None:
    every = statuses().statuses.values()
    assert [status.number for status in every] == list(range(1, 11))
    assert [status.name for status in every] == [
        "Mới đăng ký",
        "Được tiếp nhận",
        "Không được tiếp nhận",
        "Đang xử lý",
        "Yêu cầu bổ sung giấy tờ",
        "Yêu cầu thực hiện nghĩa vụ tài chính",
        "Công dân yêu cầu rút hồ sơ",
        "Dừng xử lý",
        "Đã xử lý xong",
        "Đã trả kết quả",
    ]


@pytest.mark.parametrize("key", [*statuses().statuses, UNCLEAR])
def test_every_status_says_what_it_means_and_what_to_do(key: str) -> None:
    status = statuses()[key]
    assert status.meaning.endswith(".")
    assert status.to_do.endswith(".")
    assert status.by_when.endswith(".")


def test_only_papers_and_money_wait_for_the_citizen() -> None:
    waiting = [key for key, status in statuses().statuses.items() if status.waits_for_citizen]
    assert waiting == ["supplement_requested", "payment_requested"]


@given(st.text(max_size=30))
def test_any_text_is_a_known_status_or_refused(told: str) -> None:
    try:
        assert statuses().key_of(told) in statuses().statuses
    except UnknownStatusError:
        return


@pytest.mark.parametrize("told", ["Đã xử lý xong", "đã xử lý xong ", "DA XU LY XONG", "9", "09", "finished"])
def test_a_status_is_known_by_name_in_any_spelling_or_by_number(told: str) -> None:
    assert statuses().key_of(told) == "finished"


def test_the_name_decides_where_another_system_numbers_it_otherwise() -> None:
    assert statuses().key_of("Hồ sơ đã bổ sung giấy tờ") == "in_progress"
    assert statuses().key_of("6") == "payment_requested"


def test_a_nine_from_the_national_portal_need_not_mean_finished() -> None:
    assert statuses().key_of("9", "dvcqg") == UNCLEAR
    assert statuses().key_of("Đã xử lý xong", "dvcqg") == "finished"
    assert statuses().key_of("4", "dvcqg") == "in_progress"


@pytest.mark.parametrize("told", ["", "11", "0", "-", "Xong phim", "4 5"])
def test_anything_else_is_refused_with_the_valid_choices(told: str) -> None:
    with pytest.raises(UnknownStatusError, match="10 Đã trả kết quả"):
        statuses().key_of(told)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownStatusError, match="registered"):
        statuses()["done"]


def test_a_malformed_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "status.yml"
    file.write_text("statuses: {registered: {name: Mới}}", encoding="utf-8")
    with pytest.raises(BadStatusesError, match=r"status\.yml"):
        statuses(file)
