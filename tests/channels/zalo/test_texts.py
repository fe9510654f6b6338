"""What is said to what has no words."""

import pytest

from channels.zalo.texts import text, unread


@pytest.mark.parametrize(
    "medium", ["image", "file", "sticker", "gif", "audio", "voice", "location", "video", "", "\0{x}"]
)
def test_every_medium_gets_an_answer_that_asks_for_words(medium: str) -> None:
    assert any(word in unread(medium) for word in ("nhắn", "gõ"))


def test_no_picture_is_ever_judged() -> None:
    assert "không dám nói giấy trong hình đúng hay sai" in unread("image")


def test_a_gif_is_no_stranger_than_a_sticker() -> None:
    assert unread("gif") == unread("sticker") != unread("video")


def test_the_welcome_says_what_can_be_asked() -> None:
    assert "khai sinh" in text("welcome")
