"""What a button says in full, and answers of older lists."""

import pytest

from tests.channels.replay.application import Application
from tests.channels.replay.faces import NotOfferedError, OldNumberError, TelegramApp, ZaloApp, full

ANSWERS = ["Đã đăng ký kết hôn", "Chưa kết hôn, để trống phần cha"]


@pytest.mark.parametrize(
    ("title", "at", "said"),
    [
        ("2", None, ANSWERS[1]),
        ("2. Chưa kết hôn, để…", None, ANSWERS[1]),
        ("Chưa kết hôn, để…", 1, ANSWERS[1]),
        ("✓ Có", None, "Có"),
        ("3", None, "3"),
        ("Gặp cán bộ", 0, "Gặp cán bộ"),
    ],
)
def test_a_button_stands_for_the_answer_told_above_it(title: str, at: int | None, said: str) -> None:
    assert full(title, ANSWERS, at) == said


def test_both_apps_offer_the_same_answers_in_full(application: Application) -> None:
    asked = "thế chấp sổ đỏ đăng ký cần giấy gì"
    telegram, zalo = TelegramApp(application).says(asked), ZaloApp(application).says(asked)
    assert len(zalo.labels) > 5
    assert list(telegram.labels) == list(zalo.labels)


def test_an_answer_of_an_older_numbered_list_is_told_apart_from_one_that_was_never_there(
    application: Application,
) -> None:
    app = ZaloApp(application)
    first = app.says("thế chấp sổ đỏ đăng ký cần giấy gì").labels[0]
    app.says("xin bản sao giấy khai sinh cần giấy gì")
    with pytest.raises(OldNumberError):
        app.taps(first)
    with pytest.raises(NotOfferedError) as never:
        app.taps("Không ai mời chọn câu này")
    assert never.type is NotOfferedError


def test_an_older_button_can_still_be_tapped_on_telegram(application: Application) -> None:
    app = TelegramApp(application)
    first = app.says("xin bản sao giấy khai sinh cần giấy gì").labels[0]
    app.says("phí bao nhiêu")
    assert app.taps(first).texts
