"""A conversation on Telegram, against a local Bot API server: the real library, the real gateway, no Rasa."""

import json

import pytest

from bot.answers.wording import say
from channels.kiosk import carrying
from channels.kiosk.carrying import Carried
from channels.services import Services
from channels.telegram.texts import text
from tests.channels.rendering.messages import papers_list
from tests.channels.telegram.bot_api import TOKEN, BotApi, Fault
from tests.channels.telegram.phone import Phone

BIRTH = "làm khai sinh cho con cần giấy gì"
TO_THE_LIST = ("Đã đăng ký kết hôn", "Đến quầy một cửa", "Đúng hết", "Có giấy chứng sinh bằng giấy")


def to_the_list(phone: Phone) -> list[str]:
    phone.says(BIRTH)
    return [part for label in TO_THE_LIST for part in phone.taps(label)]


def ticks(phone: Phone) -> list[str]:
    return [key["text"] for _, key in phone.buttons() if key["text"][0] in "✅⬜"]


def test_from_a_question_to_a_list_that_is_ticked_in_place(lan: Phone) -> None:
    told = to_the_list(lan)
    assert any("1. Tờ khai đăng ký khai sinh" in part and "Mã danh sách" in part for part in told)
    assert ticks(lan)[0] == "⬜ 1. Tờ khai đăng ký khai sinh"
    before = len(lan.messages)
    assert lan.taps("2. Giấy chứng sinh") == []
    assert len(lan.messages) == before
    assert [mark[0] for mark in ticks(lan)] == ["⬜", "✅", "⬜", "⬜"]
    assert "1/4 giấy tờ đã sẵn sàng." in lan.messages[-2]["text"]


def test_the_list_and_the_conversation_know_each_others_ticks(lan: Phone) -> None:
    to_the_list(lan)
    lan.taps("2. Giấy chứng sinh")
    (missing,) = lan.taps("Còn thiếu gì?")
    assert "Còn thiếu: Tờ khai đăng ký khai sinh" in missing
    assert "chứng sinh" not in missing.split("Có giấy nào")[0]
    lan.taps("Tờ khai đăng ký khai sinh")
    lan.taps("⬜ 3. ")
    assert [mark[0] for mark in ticks(lan)] == ["✅", "✅", "✅", "⬜"]


def test_a_tick_is_taken_back_and_a_full_list_says_that_it_is_full(lan: Phone, api: BotApi) -> None:
    to_the_list(lan)
    for number in ("1.", "2.", "3.", "4."):
        lan.taps(f"⬜ {number}")
    assert text("ticks.ready") in lan.messages[-2]["text"]
    assert api.called("answerCallbackQuery")[-1]["text"] == "Có rồi: 4/4"
    lan.taps("✅ 4.")
    assert api.called("answerCallbackQuery")[-1]["text"] == "Chưa có. Hiện 3/4"
    assert text("ticks.ready") not in lan.messages[-2]["text"]


def test_taps_faster_than_the_edits_lose_no_tick(lan: Phone) -> None:
    to_the_list(lan)
    shown = [lan.tap("1. Tờ"), lan.tap("2. Giấy"), lan.tap("3. ")]
    for update in shown:
        lan.does(update)
    assert [mark[0] for mark in ticks(lan)] == ["✅", "✅", "✅", "⬜"]


def test_the_same_tap_delivered_twice_ticks_once(lan: Phone) -> None:
    to_the_list(lan)
    update = lan.tap("2. Giấy")
    lan.does(update)
    lan.does(update)
    assert [mark[0] for mark in ticks(lan)] == ["⬜", "✅", "⬜", "⬜"]


def test_a_list_before_the_latest_one_is_ticked_by_its_buttons(lan: Phone) -> None:
    to_the_list(lan)
    lan.says("/xoadulieu")
    lan.taps("Xoá cuộc trò chuyện này")
    lan.taps("1. Tờ khai")
    lan.taps("2. Giấy")
    assert [mark[0] for mark in ticks(lan)] == ["✅", "✅", "⬜", "⬜"]


def test_a_tapped_answer_stays_marked_in_the_conversation(lan: Phone) -> None:
    lan.says(BIRTH)
    lan.taps("Đã đăng ký kết hôn")
    (first, *_) = [message for message in lan.messages if message.get("reply_markup")]
    labels = [key["text"] for row in first["reply_markup"]["inline_keyboard"] for key in row]
    assert labels[0] == "✓ Đã đăng ký kết hôn" or labels[0].startswith("✓ 1.")
    assert sum(label.startswith("✓") for label in labels) == 1


def test_long_answers_are_told_in_full_above_numbered_buttons(lan: Phone) -> None:
    told = "\n".join(lan.says(BIRTH))
    assert "3. Chưa kết hôn, cha muốn nhận con và đứng tên" in told
    assert lan.labels()[2] == "3. Chưa kết hôn, cha muốn nhận con…"


def test_every_tap_is_answered_also_one_that_nobody_knows(lan: Phone, api: BotApi) -> None:
    lan.says("xin chào")
    for data in ("t:NOSUCHLIST.1", "t:x", "zz:1", "q:nothing", "", "c:unknown-id"):
        lan.does(lan.query(data, {**lan.messages[-1], "reply_markup": None}))
    answers = [told.get("text") for told in api.called("answerCallbackQuery")]
    assert answers == [text("old_list")] * 2 + [text("old_button")] * 3 + [None]
    assert lan.messages[-1]["text"].endswith(say("stale_choice"))


def test_a_message_too_old_to_be_seen_is_no_hindrance(lan: Phone) -> None:
    to_the_list(lan)
    _, key = lan.buttons("1. Tờ khai")[-1]
    gone = {"chat": lan.chat, "message_id": 1, "date": 0}
    lan.does(lan.query(key["callback_data"], gone))
    _, choice = lan.buttons("Sửa câu trả lời")[-1]
    assert lan.does(lan.query(choice["callback_data"], gone))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}, "photo"),
        ({"document": {"file_id": "f", "file_unique_id": "u"}}, "document"),
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}, "voice"),
        ({"video_note": {"file_id": "f", "file_unique_id": "u", "length": 1, "duration": 3}}, "video"),
        ({"contact": {"phone_number": "0912345678", "first_name": "Lan"}}, "contact"),
        ({"location": {"latitude": 10.03, "longitude": 105.78}}, "location"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "other"),
    ],
)
def test_what_is_no_words_is_answered_with_what_to_write(lan: Phone, content: dict[str, object], key: str) -> None:
    assert lan.sends(**content) == [text(f"media.{key}")]


def test_a_sticker_gets_a_friendly_word_and_a_service_message_none(lan: Phone) -> None:
    sticker = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    assert lan.sends(sticker={**sticker, "type": "regular"}) == [text("media.sticker")]
    assert lan.sends(message_auto_delete_timer_changed={"message_auto_delete_time": 60}) == []


def test_a_caption_is_read_and_the_picture_is_said_not_to_be(lan: Phone) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    told = lan.sends(photo=photo, caption=BIRTH)
    assert told[0] == text("media.caption")
    assert "kết hôn" in told[-1]


def test_an_album_is_answered_once(lan: Phone) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert lan.sends(photo=photo, media_group_id="7") == [text("media.photo")]
    assert lan.sends(photo=photo, media_group_id="7") == []


def test_an_edited_message_is_read_as_a_new_one_and_said_so(lan: Phone) -> None:
    lan.says("làm khai sinh")
    told = lan.edits(text=BIRTH)
    assert told[0] == text("edited")
    assert len(told) > 1
    assert lan.edits(location={"latitude": 10.03, "longitude": 105.78}) == []


def test_a_group_is_declined_in_one_message(lan: Phone, api: BotApi) -> None:
    lan.does(lan.membership("left", "member", {"id": -77, "type": "group", "title": "Tổ 5"}))
    assert [message["text"] for message in api.chats[-77]] == [text("group")]


def test_the_first_contact_explains_itself_and_offers_what_is_asked_most(lan: Phone) -> None:
    (told,) = lan.says("/start")
    assert "trợ lý tự động" in told
    assert len(lan.labels()) == 8
    assert lan.taps("Khai sinh")


def test_help_and_an_unknown_command_name_the_commands(lan: Phone) -> None:
    assert "/hoso" in lan.says("/trogiup")[0]
    assert lan.says("/abc")[0].startswith(text("unknown_command"))


def test_a_command_may_bear_words_and_the_bots_name(lan: Phone) -> None:
    told = "\n".join(lan.says("/giayto@MotCuaBot khai sinh cho con"))
    assert "Đăng ký khai sinh cho con" in told


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/giayto", "cần làm giấy tờ gì"),
        ("/hoso", "mã hồ sơ"),
        ("/noinop", "tên xã, phường"),
        ("/noinop Cái Khế", "Phường Cái Khế"),
        ("/gapcanbo", "bàn hướng dẫn"),
        ("/dungthongbao", "thông báo"),
        ("/xoadulieu", "Xoá rồi không lấy lại được"),
    ],
)
def test_commands_reach_the_conversation(lan: Phone, command: str, words: str) -> None:
    assert words in "\n".join(lan.says(command))


def test_a_link_to_a_procedure_opens_its_papers(lan: Phone) -> None:
    assert "Đăng ký khai sinh cho con" in "\n".join(lan.says("/start p_1-001193"))


@pytest.mark.parametrize("payload", ["p_9-999999", "x", "quá lạ", "A" * 24])
def test_a_link_that_leads_nowhere_is_said_to_be_old(lan: Phone, payload: str) -> None:
    assert text("bad_link") in lan.says(f"/start {payload}")[0]


def test_typing_is_shown_while_the_answer_is_made(lan: Phone, api: BotApi) -> None:
    lan.says(BIRTH)
    lan.says("cảm ơn")
    assert {told["action"] for told in api.called("sendChatAction")} == {"typing"}


def test_signs_that_cannot_be_shown_hold_up_no_answer(lan: Phone, api: BotApi) -> None:
    lan.says(BIRTH)
    query_too_old = Fault("answerCallbackQuery", 400, {"description": "Bad Request: query is too old"})
    api.fail(Fault("sendChatAction", 500), query_too_old)
    assert lan.taps("Đã đăng ký kết hôn")


def test_no_name_phone_number_place_or_token_is_said_anywhere(
    lan: Phone, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    to_the_list(lan)
    lan.sends(contact={"phone_number": "0912345678", "first_name": "Lan"})
    everything = json.dumps(api.calls, ensure_ascii=False) + caplog.text
    assert not [word for word in ("Trần", "lan_ct", "0912345678", TOKEN) if word in everything]


def test_the_kiosks_link_hands_the_list_over_once(lan: Phone, services: Services) -> None:
    token, _ = carrying.keep(services.sessions, Carried.of(papers_list(), "release"))
    assert "Danh sách mang từ máy ở quầy: Khai sinh" in lan.says(f"/start {token}")[0]
    assert text("bad_link") in lan.says(f"/start {token}")[0]


def test_a_token_that_looks_like_a_procedure_is_still_a_token(
    lan: Phone, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying.secrets, "token_urlsafe", lambda _: "p_1-00119399999999999999")
    token, _ = carrying.keep(services.sessions, Carried.of(papers_list(), "release"))
    assert "Danh sách mang từ máy ở quầy" in lan.says(f"/start {token}")[0]
