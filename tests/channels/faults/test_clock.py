"""Clocks that jump: what was said stays, and nobody is taken for somebody who left."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations, Pending, new_turn_id
from bot.conversations.tables import ConversationRow
from channels.services import Services
from knowledge.database import writing

OWNER = "an owner's secret"


@pytest.fixture
def conversations(services: Services) -> Conversations:
    return services.conversations


def begun(conversations: Conversations, channel: str, seen: timedelta) -> str:
    """Begin a conversation, and let it seem to have been heard `seen` from now; return its key."""
    key = conversations.key(channel, str(uuid.uuid4()))
    state = ConversationState(topics=["1.001193"])
    opened = conversations.open(key, OWNER)
    opened.state.topics = state.topics
    conversations.begin(opened, channel, OWNER, Pending(turn_id=new_turn_id(), channel=channel))
    with writing(conversations.sessions) as session:
        session.execute(
            update(ConversationRow).where(ConversationRow.key == key).values(updated_at=datetime.now(UTC) + seen)
        )
    return key


@pytest.mark.parametrize("channel", ["web", "kiosk"])
def test_a_clock_that_jumped_back_makes_no_conversation_older_than_it_is(
    conversations: Conversations, channel: str
) -> None:
    opened = conversations.open(begun(conversations, channel, timedelta(hours=5)), OWNER)
    assert (opened.idle_seconds, opened.left, opened.state.topics) == (0.0, False, ["1.001193"])


def test_a_clock_that_jumped_ahead_loses_no_conversation_by_itself(conversations: Conversations) -> None:
    opened = conversations.open(begun(conversations, "web", -timedelta(days=31)), OWNER)
    assert (opened.left, opened.state.topics) == (False, ["1.001193"])
    assert opened.idle_seconds > 30 * 24 * 3600


def test_a_kiosk_starts_anew_then(conversations: Conversations) -> None:
    opened = conversations.open(begun(conversations, "kiosk", -timedelta(days=31)), OWNER)
    assert (opened.left, opened.state.topics) == (True, [])
