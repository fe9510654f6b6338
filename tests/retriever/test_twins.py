"""Twins: records of one name have one number, and so have records of one request at several levels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.twins import names, requests
from tests.retriever.samples import a_document, market


def numbers_of(*said: str) -> list[int]:
    return requests([a_document(name) for name in said]).tolist()


def test_records_of_one_name_have_one_number() -> None:
    made = [a_document("Cấp thẻ", code="1.1"), a_document("Cấp sổ", code="1.2"), a_document("Cấp thẻ", code="2.1")]
    assert names(made).tolist() == [0, 1, 0]


def test_marks_capitals_and_punctuation_make_no_other_name() -> None:
    assert len(set(names([a_document(name) for name in ("Cấp thẻ", "CẤP THẺ.", "cap  the", "Cấp “thẻ”")]))) == 1


def test_everyday_names_make_no_twins() -> None:
    made = [a_document("Cấp thẻ", names=("Cấp thẻ", "làm thẻ")), a_document("Cấp sổ", names=("Cấp sổ", "làm thẻ"))]
    assert len(set(names(made))) == 2


def test_other_names_have_other_numbers() -> None:
    found = names(market())
    assert (found.dtype, len(set(found.tolist()))) == (np.int64, len(market()))


def test_no_records_have_no_numbers() -> None:
    assert names([]).shape == requests([]).shape == (0,)


@pytest.mark.parametrize(
    "where",
    [
        "(cấp xã)",
        "(Cấp TW)",
        "(thực hiện tại cấp tỉnh)",
        "thực hiện tại cấp trung ương",
        "cấp huyện",
        "(thẩm quyền của Bộ Thú y)",
        "(địa phương)",
        "bằng dịch vụ công trực tuyến toàn trình",
        "bằng dịch vụ công một phần",
    ],
)
def test_level_and_way_make_no_other_request(where: str) -> None:
    assert numbers_of("Cấp thẻ nuôi mèo", f"Cấp thẻ nuôi mèo {where}", f"Thủ tục CẤP THẺ nuôi mèo {where}.") == [0] * 3


@pytest.mark.parametrize(
    "other",
    [
        "Cấp lại thẻ nuôi mèo",
        "Cấp thẻ nuôi mèo (đối tượng là người nước ngoài)",
        "Cấp thẻ nuôi mèo (bao gồm cả trường hợp cấp lại)",
        "Cấp xác nhận nuôi mèo",
        "Cấp bộ thẻ nuôi mèo",
    ],
)
def test_what_is_really_different_stays_another_request(other: str) -> None:
    assert numbers_of("Cấp thẻ nuôi mèo", other) == [0, 1]


def test_a_name_of_nothing_but_a_level_is_kept_whole() -> None:
    assert numbers_of("Thủ tục", "(cấp xã)", "Cấp tỉnh") == [0, 1, 2]


@given(st.lists(st.text(max_size=40), max_size=6))
def test_records_of_one_name_are_of_one_request(said: list[str]) -> None:
    documents = [a_document(name) for name in (*said, *said)]
    assert requests(documents)[: len(said)].tolist() == requests(documents)[len(said) :].tolist()
