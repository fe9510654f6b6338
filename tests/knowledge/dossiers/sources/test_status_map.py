"""Names count more than numbers, a source's own names more than everybody's, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.errors import UnknownStatusError
from knowledge.dossiers.sources.status_map import StatusMap
from knowledge.dossiers.statuses import UNCLEAR, statuses
from tests.knowledge.dossiers.sources.connecting import PATIENT

OWN = {"Đã ký số, chờ đóng dấu": "in_progress", "6": "in_progress", "Từ chối": "stopped"}


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("Đang xử lý", "in_progress"),
        ("  ĐANG  XỬ LÝ ", "in_progress"),
        ("dang xu ly", "in_progress"),
        ("Đã trả kết quả", "returned"),
        ("4", "in_progress"),
        ("9", "finished"),
    ],
)
def test_everybodys_names_and_numbers_are_known(told: str, key: str) -> None:
    assert StatusMap().key_of(told) == key


def test_a_nine_of_the_national_portal_is_unclear_but_its_name_is_not() -> None:
    national = StatusMap("dvcqg")
    assert national.key_of("9") == UNCLEAR
    assert national.key_of("Đã xử lý xong") == "finished"


@pytest.mark.parametrize(
    ("told", "key"), [("ĐÃ KÝ SỐ - chờ đóng dấu", "in_progress"), ("6", "in_progress"), ("Từ chối", "stopped")]
)
def test_a_sources_own_names_and_numbers_come_first(told: str, key: str) -> None:
    assert StatusMap.of("", OWN).key_of(told) == key


def test_its_other_numbers_stay_everybodys() -> None:
    assert StatusMap.of("", OWN).key_of("5") == "supplement_requested"


def test_a_map_to_no_status_is_refused() -> None:
    with pytest.raises(UnknownStatusError, match="there are registered"):
        StatusMap.of("", {"Xong": "done"})


@pytest.mark.parametrize("told", ["", " ", "…", "11", "0", "4 ngày", "Lên trời rồi"])
def test_what_nobody_knows_is_refused(told: str) -> None:
    with pytest.raises(UnknownStatusError):
        StatusMap.of("dvcqg", OWN).key_of(told)


@PATIENT
@given(st.text())
def test_any_text_is_a_status_or_refused(told: str) -> None:
    try:
        key = StatusMap("dvcqg").key_of(told)
    except UnknownStatusError:
        return
    assert statuses()[key]
