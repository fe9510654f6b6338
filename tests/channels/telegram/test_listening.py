"""What a message asks for."""

import pytest

from channels.telegram.listening import Command, command, menu


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/start", Command("start")),
        ("/START p_1-001193", Command("start", "p_1-001193")),
        ("/giayto@MotCuaBot  khai sinh\ncho con ", Command("giayto", "khai sinh\ncho con")),
        ("giayto", None),
        ("làm 1/2 việc", None),
        ("/", None),
    ],
)
def test_a_command_is_told_from_plain_words(said: str, heard: Command | None) -> None:
    assert command(said) == heard


def test_commands_ask_in_the_citizens_name() -> None:
    assert Command("hoso").asks == "Tra cứu hồ sơ đã nộp"
    assert Command("giayto", "khai sinh").asks == "khai sinh cần giấy tờ gì"
    assert Command("giayto").asks == ""
    assert Command("giayto").says
    assert Command("trogiup", "gì đó").asks == Command("abc", "gì đó").asks == Command("abc").says == ""


def test_the_menu_is_what_telegram_takes() -> None:
    names = [name for name, _ in menu()]
    assert names == ["start", "giayto", "hoso", "noinop", "gapcanbo", "xoadulieu", "dungthongbao", "trogiup"]
    assert all(1 <= len(description) <= 256 for _, description in menu())
