"""Updates as they come in: whom they concern, and how little of them is kept."""

import json

import pytest

from channels.telegram.updates import Arriving, minimal
from tests.channels.telegram.bot_api import BotApi
from tests.channels.telegram.phone import Phone, Update

LAN = Phone(BotApi(), print, 42)
GROUP = {"id": -9, "type": "group", "title": "Tổ 5"}


def in_group(update: Update) -> Update:
    update["message"]["chat"] = GROUP
    return update


@pytest.mark.parametrize(
    ("update", "concerns"),
    [
        (LAN.message(text="a"), "conversation"),
        ({"update_id": 1, "edited_message": LAN.message(text="a")["message"]}, "conversation"),
        (LAN.query("c:1", {"message_id": 1, "chat": LAN.chat, "date": 0}), "conversation"),
        ({"update_id": 1, "callback_query": {"id": "1"}}, "nothing"),
        (in_group(LAN.message(text="a")), "nothing"),
        (LAN.membership("member", "kicked"), "blocked"),
        (LAN.membership("kicked", "member"), "nothing"),
        (LAN.membership("left", "member", GROUP), "joined"),
        (LAN.membership("member", "left", GROUP), "nothing"),
        (LAN.membership("left", "administrator", {"id": -1, "type": "channel"}), "nothing"),
        ({"update_id": 1, "poll": {}}, "nothing"),
    ],
)
def test_whom_an_update_concerns(update: Update, concerns: str) -> None:
    assert Arriving.model_validate(update).concerns == concerns


def test_names_numbers_and_places_are_not_kept() -> None:
    contact = {"phone_number": "0912345678", "first_name": "Ba", "last_name": "Trần", "user_id": 7, "vcard": "X"}
    update = LAN.message(contact=contact, location={"latitude": 10.03, "longitude": 105.78}, text="xin chào")
    kept = json.dumps(minimal(update), ensure_ascii=False)
    assert not [word for word in ("Trần", "lan_ct", "Lan", "0912345678", "10.03", "105.78", "vcard") if word in kept]
    assert "xin chào" in kept
