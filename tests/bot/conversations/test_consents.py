"""A consent is written where something rests on it, and never without."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from bot.conversations import consents
from bot.conversations.hand_overs import HandOvers
from bot.conversations.notices import Known, Notices
from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations, Opened, Pending
from knowledge.database import reading, writing
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow

NOW = datetime.now(UTC)
CODES = ("H13.99-260901-0001", "H13.99-260901-0002")
KEY = "k" * 64


@pytest.fixture
def held(conversations: Conversations) -> Conversations:
    """A store with one conversation and two dossiers that go on."""
    opened = Opened(KEY, ConversationState())
    conversations.begin(opened, "telegram", "owner", Pending(turn_id="t1"))
    status = next(key for key, status in statuses().statuses.items() if status.ends is None)
    told = {"procedure_code": "1.1", "procedure_name": "", "field_name": "", "source": "", "digest": bytes(32)}
    with writing(conversations.sessions) as session:
        for code in CODES:
            session.execute(insert(DossierRow).values(dossier_code=code, status=status, as_of=NOW, **told))
    return conversations


def given(conversations: Conversations) -> list[tuple[str, bool]]:
    with reading(conversations.sessions) as session:
        return [(one.purpose, one.withdrawn_at is None) for one in consents.consents(session, KEY)]


def test_a_conversation_agrees_to_nothing_by_itself(held: Conversations) -> None:
    assert given(held) == []


def test_a_hand_over_rests_on_one_consent_however_often_it_is_asked_for(held: Conversations) -> None:
    hand_overs = HandOvers(held.sessions)
    hand_overs.ask(KEY, "asked", "summary")
    hand_overs.ask(KEY, "asked", "summary", "a note")
    assert given(held) == [("hand_over", True)]


def test_a_wish_for_notices_is_agreed_to_and_withdrawn_with_the_last_wish(held: Conversations) -> None:
    notices = Notices(held.sessions)
    for code in CODES:
        assert notices.wish(KEY, Known(code, "", None))
    assert given(held) == [("notice", True)] * 2
    first = notices.wishes(KEY)[0]
    notices.stop(KEY, first.number)
    assert given(held) == [("notice", True)] * 2
    notices.stop(KEY)
    assert given(held) == [("notice", False)] * 2


def test_a_wish_that_is_not_taken_leaves_no_consent(held: Conversations) -> None:
    assert not Notices(held.sessions).wish(KEY, Known("H13.99-260901-9999", "", None))
    assert given(held) == []


def test_consents_go_with_their_conversation(held: Conversations) -> None:
    HandOvers(held.sessions).ask(KEY, "asked", "summary")
    held.erase(KEY)
    assert given(held) == []


@pytest.mark.parametrize("purpose", ["hand_over", "notice"])
def test_the_words_that_were_agreed_to_can_be_told_apart(purpose: consents.Purpose) -> None:
    assert len(consents.wording(purpose)) == 64
    assert consents.wording("hand_over") != consents.wording("notice")
