"""What the bodies of webhook calls tell."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.zalo.events import read
from channels.zalo.protocol import Button, Event, outgoing

AT = "1784000000000"


def told(name: str, **more: Any) -> dict[str, Any]:
    parties = {"sender": {"id": "246"}, "recipient": {"id": "388"}}
    return {"app_id": "1", "event_name": name, "timestamp": AT, **parties, **more}


def test_a_text_is_what_the_citizen_wrote() -> None:
    event = read(told("user_send_text", message={"text": "làm khai sinh", "msg_id": "abc.1"}))
    assert (event.kind, event.user, event.id, event.at) == (Event.TEXT, "246", "abc.1", int(AT))
    assert (event.text, event.choice) == ("làm khai sinh", None)


def test_a_tap_comes_back_as_the_choice_of_its_button() -> None:
    message = outgoing("Sinh ở đâu?", [Button("Tại nhà", "a-choice_id1")])
    payload = message["attachment"]["payload"]["buttons"][0]["payload"]
    event = read(told("user_send_text", message={"text": payload, "msg_id": "m"}))
    assert (event.text, event.choice) == ("", "a-choice_id1")


@pytest.mark.parametrize("text", ["1", "choice", "mc", "#a-choice_id1", "lựa chọn: 1"])
def test_nobody_taps_by_typing(text: str) -> None:
    assert read(told("user_send_text", message={"text": text, "msg_id": "m"})).choice is None


@pytest.mark.parametrize("medium", ["image", "file", "sticker", "audio", "location", "gif", "video", "link"])
def test_other_media_are_named(medium: str) -> None:
    event = read(told(f"user_send_{medium}", message={"msg_id": "m", "text": "", "attachments": [{}]}))
    assert (event.kind, event.medium, event.text) == (Event.OTHER, medium, "")


def test_a_follower_is_known_by_either_form() -> None:
    old = {"event_name": "follow", "timestamp": AT, "follower": {"id": "7"}, "oa_id": "388"}
    assert [(one.kind, one.user) for one in (read(old), read(told("unfollow")))] == [
        (Event.FOLLOW, "7"),
        (Event.UNFOLLOW, "246"),
    ]


def test_events_without_an_id_of_their_own_get_one_that_comes_again() -> None:
    first, again, later = read(told("follow")), read(told("follow")), read(told("follow", timestamp="1784000000001"))
    assert first.id == again.id != later.id
    assert len(first.id) == 64


@pytest.mark.parametrize("odd", ["", "x" * 65, "a\0b", "ký tự", "\ud800", 5.5, None, ["m"]])
def test_an_id_that_no_database_would_keep_is_replaced(odd: object) -> None:
    event = read(told("user_send_text", message={"text": "chào", "msg_id": odd}))
    assert len(event.id) == 64
    assert event.id.isalnum()


@pytest.mark.parametrize("name", ["oa_send_text", "oa_send_image", "user_received_message", "user_seen_message"])
def test_echoes_of_our_own_messages_are_nobodys_words(name: str) -> None:
    assert read(told(name, message={"text": "Dạ", "msg_id": "m"})).kind is Event.ECHO


@pytest.mark.parametrize("name", ["", "user_send_group_text", "shop_has_order", "user_submit_info", None, 7])
def test_what_we_do_not_know_is_kept_quiet(name: object) -> None:
    assert read(told("x") | {"event_name": name}).kind is Event.UNKNOWN


def test_an_event_of_nobody_is_unknown() -> None:
    assert read({"event_name": "user_send_text", "timestamp": AT, "message": {"text": "chào"}}).kind is Event.UNKNOWN


def test_halves_of_characters_are_made_storable() -> None:
    event = read(told("user_send_text", message={"text": "ch\ud800ào", "msg_id": "m"}, sender={"id": "2\udfff"}))
    assert (event.text, event.user) == ("ch?ào", "2?")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["user_send_text", "user_send_image", "follow", "unfollow", "oa_send_text"]) | json_values
FIELDS = {"sender": json_values, "follower": json_values, "message": json_values, "app_id": json_values}


@given(st.fixed_dictionaries({"event_name": NAMES, "timestamp": st.just(AT)}, optional=FIELDS))
def test_any_body_is_some_event(body: dict[str, Any]) -> None:
    event = read(body)
    assert isinstance(event.kind, Event)
    event.text.encode()
    assert len(event.id) <= 64
