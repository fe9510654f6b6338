"""Grouping: what says nearly the same is together, whatever else is there, each time the same, and fast enough."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.console.grouping import Grouping, content, grouping

NAMES = ("Đăng ký khai sinh", "Đăng ký kết hôn", "Cấp giấy phép xây dựng", "Đăng ký tạm trú")
GROUPING, OTHER = Grouping(NAMES), Grouping(NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mua vé số ở đâu", "dạ cho hỏi chỗ nào mua ve so vậy"),
        ("làm giấy khai sinh cần gì", "khai sinh bao nhiêu tiền"),
        ("dk kết hôn", "đăng ký kết hôn"),
    ],
)
def test_the_same_matter_in_other_words_is_together(one: str, other: str) -> None:
    assert GROUPING.leaders([one, other]) == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("đăng ký khai sinh", "đăng ký kết hôn"),
        ("mua vé số ở đâu", "mua thuốc tây ở đâu"),
        ("đăng ký tạm trú", "giấy phép xây dựng"),
    ],
)
def test_another_matter_is_apart(one: str, other: str) -> None:
    assert GROUPING.leaders([one, other]) == [0, 1]


def test_a_message_of_nothing_but_aspects_is_grouped_by_these() -> None:
    assert content("dạ cho hỏi làm giấy khai sinh cần giấy tờ gì") == "khai sinh"
    assert content("phí bao nhiêu") == "phi bao nhieu"
    assert GROUPING.leaders(["phí bao nhiêu", "phi bao nhieu", "!!!", ""]) == [0, 0, 2, 2]


def test_a_group_is_led_by_the_message_with_most_others_around_it() -> None:
    texts = ["xổ số kiến thiết miền tây", "xổ số", "xổ số miền tây", "xổ số kiến thiết"]
    leaders = GROUPING.leaders(texts)
    assert len(set(leaders)) == 1
    assert leaders[leaders[0]] == leaders[0]


def test_without_texts_or_names_nothing_breaks() -> None:
    assert GROUPING.leaders([]) == []
    assert Grouping([]).leaders(["khai sinh", "khai sinh"]) == [0, 0]


def test_the_same_names_give_the_same_grouping_again() -> None:
    assert grouping(NAMES) is grouping(tuple(NAMES))


@given(st.lists(st.text(max_size=40), max_size=8))
def test_whatever_is_typed_every_text_is_led_by_one_that_leads_itself(texts: list[str]) -> None:
    leaders = GROUPING.leaders(texts)
    assert len(leaders) == len(texts)
    assert all(leaders[leader] == leader for leader in leaders)
    assert leaders == OTHER.leaders(texts)


def test_thousands_of_messages_take_seconds_and_the_second_look_nothing() -> None:
    words = ["sinh", "hôn", "dựng", "trú", "xe", "đất", "chợ", "trường", "thuế", "sông", "lúa"]
    texts = [" ".join(words[n // 11**place % 11] for place in range(3)) + f" {n % 7}" for n in range(5000)]
    own = Grouping(NAMES)
    first = own.leaders(texts)
    started = time.process_time()
    assert own.leaders(texts) == first
    assert time.process_time() - started < 0.1
