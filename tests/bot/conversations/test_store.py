"""Conversations in a real database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.conversations.errors import NoTurnError, NotYoursError
from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations, Pending, new_secret, new_turn_id
from bot.conversations.tables import ConversationRow
from knowledge.database import writing

OWNER = "the owner's secret"


def take(conversations: Conversations, key: str, reply: str, message_id: str | None = None) -> str:
    """Take one turn and return its id."""
    pending = Pending(turn_id=new_turn_id(), text="xin chào")
    conversations.begin(conversations.open(key, OWNER, message_id), "web", OWNER, pending)
    conversations.finish(key, pending.model_copy(update={"reply": reply}), message_id)
    return pending.turn_id


def test_a_new_conversation_starts_empty_and_nothing_is_stored_yet(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    assert conversations.open(key, OWNER).state == ConversationState()
    assert conversations.open(key, "another secret").state == ConversationState()


def test_a_conversation_opens_for_its_owner_alone(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    take(conversations, key, "{}")
    conversations.open(key, OWNER)
    with pytest.raises(NotYoursError):
        conversations.open(key, "another secret")
    with pytest.raises(NotYoursError):
        conversations.since(key, "another secret", None)
    with pytest.raises(NotYoursError):
        conversations.since(key, "", None)


def test_the_same_id_on_two_channels_is_two_conversations(conversations: Conversations) -> None:
    assert conversations.key("web", "abcdefgh") != conversations.key("kiosk", "abcdefgh")
    assert conversations.key("web", "abc") != conversations.key("we", "babc")


def test_another_secret_gives_other_keys(conversations: Conversations) -> None:
    other = Conversations(conversations.sessions, b"another secret of the same size!")
    assert conversations.key("web", "abcdefgh") != other.key("web", "abcdefgh")


def test_ids_and_secrets_stand_nowhere_in_the_database(conversations: Conversations, tmp_path: Path) -> None:
    take(conversations, conversations.key("web", "a-very-own-id"), "{}")
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"a-very-own-id" not in content
    assert OWNER.encode() not in content


def test_the_turn_being_taken_is_found_by_the_key_until_it_is_over(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    pending = Pending(turn_id=new_turn_id(), text="phí bao nhiêu", sealed=[("code", "hosoabcdefgh")])
    conversations.begin(conversations.open(key, OWNER), "web", OWNER, pending)
    assert conversations.taking(key) == (ConversationState(), pending)
    conversations.finish(key, pending, None)
    with pytest.raises(NoTurnError):
        conversations.taking(key)


def test_a_composed_reply_keeps_the_new_state(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    pending = Pending(turn_id=new_turn_id())
    conversations.begin(conversations.open(key, OWNER), "web", OWNER, pending)
    conversations.composed(key, ConversationState(topics=["1.001193"]), pending.model_copy(update={"reply": "{}"}))
    state, taken = conversations.taking(key)
    assert (state.topics, taken.reply) == (["1.001193"], "{}")


def test_an_action_that_comes_too_late_changes_nothing(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    late = Pending(turn_id=new_turn_id())
    conversations.begin(conversations.open(key, OWNER), "web", OWNER, late)
    conversations.finish(key, late, None)
    conversations.begin(conversations.open(key, OWNER), "web", OWNER, Pending(turn_id=new_turn_id()))
    with pytest.raises(NoTurnError):
        conversations.composed(key, ConversationState(topics=["1.001193"]), late)
    assert conversations.taking(key)[0].topics == []


def test_nobody_is_taking_a_turn_in_a_conversation_that_is_not_there(conversations: Conversations) -> None:
    with pytest.raises(NoTurnError):
        conversations.taking("0" * 64)
    with pytest.raises(NoTurnError):
        conversations.composed("0" * 64, ConversationState(), Pending(turn_id="x"))


def test_a_repeated_message_finds_its_first_reply(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    take(conversations, key, '{"first": 1}', "message-1")
    assert conversations.open(key, OWNER, "message-1").earlier == '{"first": 1}'
    assert conversations.open(key, OWNER, "message-2").earlier is None
    assert conversations.open(key, OWNER).earlier is None


def test_replies_come_oldest_first_and_only_those_after_a_turn(conversations: Conversations) -> None:
    key, other = conversations.key("web", "abcdefgh"), conversations.key("web", "ijklmnop")
    first = take(conversations, key, "1")
    take(conversations, other, "another's")
    second = take(conversations, key, "2")
    assert conversations.since(key, OWNER, None) == ["1", "2"]
    assert conversations.since(key, OWNER, first) == ["2"]
    assert conversations.since(key, OWNER, second) == []


def test_erasing_leaves_no_trace_and_the_id_is_free_again(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    take(conversations, key, "1")
    conversations.erase(key)
    assert conversations.open(key, "somebody else").state == ConversationState()
    take(conversations, key, "2")
    assert conversations.since(key, OWNER, None) == ["2"]


def test_only_idle_conversations_are_forgotten(conversations: Conversations) -> None:
    old, new = conversations.key("web", "old-one-"), conversations.key("web", "new-one-")
    take(conversations, old, "1")
    take(conversations, new, "2")
    with writing(conversations.sessions) as session:
        long_ago = datetime.now(UTC) - timedelta(days=31)
        session.execute(update(ConversationRow).where(ConversationRow.key == old).values(updated_at=long_ago))
    assert conversations.forget_idle(30) == 1
    assert conversations.since(new, OWNER, None) == ["2"]
    with pytest.raises(NotYoursError):
        conversations.since(old, OWNER, None)


def test_secrets_and_turn_ids_are_long_and_never_twice_the_same() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(new_secret()) >= 43
    assert len(new_turn_id()) <= 32


def silent_for(conversations: Conversations, key: str, seconds: int) -> None:
    """Let a conversation have been silent for so long."""
    with writing(conversations.sessions) as session:
        since = datetime.now(UTC) - timedelta(seconds=seconds)
        session.execute(update(ConversationRow).where(ConversationRow.key == key).values(updated_at=since))


def at_a_kiosk(conversations: Conversations) -> str:
    """Begin a conversation at a kiosk with something in it; return its key."""
    key = conversations.key("kiosk", "kiosk-01")
    pending = Pending(turn_id="first", reply="{}")
    opened = conversations.open(key, OWNER)
    conversations.begin(replace(opened, state=ConversationState(topics=["1.001193"])), "kiosk", OWNER, pending)
    conversations.finish(key, pending, "m-1")
    return key


def test_a_conversation_tells_how_long_it_was_silent(conversations: Conversations) -> None:
    key = conversations.key("web", "abcdefgh")
    assert conversations.open(key, OWNER).idle_seconds == 0
    take(conversations, key, "{}")
    silent_for(conversations, key, 7200)
    assert 7200 <= conversations.open(key, OWNER).idle_seconds < 7260


def test_a_kiosk_that_was_silent_starts_anew_with_nothing_of_before(conversations: Conversations) -> None:
    key = at_a_kiosk(conversations)
    silent_for(conversations, key, 181)
    opened = conversations.open(key, OWNER, "m-1")
    assert (opened.state, opened.earlier, opened.idle_seconds) == (ConversationState(), None, 0.0)
    pending = Pending(turn_id="second", reply="mine")
    conversations.begin(opened, "kiosk", OWNER, pending)
    conversations.finish(key, pending, "m-1")
    assert conversations.since(key, OWNER, None) == ["mine"]


def test_a_silent_kiosk_shows_nobody_what_was_said_even_before_the_next_turn(conversations: Conversations) -> None:
    key = at_a_kiosk(conversations)
    silent_for(conversations, key, 181)
    assert conversations.since(key, OWNER, None) == []
    assert conversations.since(key, OWNER, "first") == []


def test_a_kiosk_in_use_goes_on(conversations: Conversations) -> None:
    key = at_a_kiosk(conversations)
    silent_for(conversations, key, 170)
    assert conversations.open(key, OWNER).state.topics == ["1.001193"]
    assert conversations.open(key, OWNER, "m-1").earlier == "{}"
    assert conversations.since(key, OWNER, None) == ["{}"]


def test_how_long_a_kiosk_waits_can_be_set(conversations: Conversations) -> None:
    patient = Conversations(conversations.sessions, conversations.secret, timedelta(hours=1))
    key = at_a_kiosk(patient)
    silent_for(patient, key, 600)
    assert patient.open(key, OWNER).state.topics == ["1.001193"]
    assert conversations.open(key, OWNER).left
