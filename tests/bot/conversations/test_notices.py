"""Wishes for notices: one per conversation and dossier, gone with either."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from bot.conversations.notices import Known, Notices, masked
from bot.conversations.store import Conversations
from knowledge.database import writing
from knowledge.dossiers.tables import DossierRow
from tests.bot.conversations.samples import reply, taken

CODE, OTHER = "H13.12-250701-0001", "H13.12-250702-0002"
DUE = datetime(2026, 11, 26, tzinfo=UTC)
KNOWN = Known(CODE, "received", DUE)


@pytest.fixture
def notices(conversations: Conversations) -> Notices:
    for code, status in ((CODE, "received"), (OTHER, "in_progress"), ("H13.12-250703-0003", "finished")):
        row = DossierRow(
            dossier_code=code, procedure_code="1.001193", procedure_name="", field_name="", status=status,
            due_at=DUE, source="thử", as_of=DUE, digest=b"d",
        )  # fmt: skip
        with writing(conversations.sessions) as session:
            session.add(row)
    return Notices(conversations.sessions)


@pytest.fixture
def key(conversations: Conversations) -> str:
    key = conversations.key("telegram", "abcdefgh")
    taken(conversations, key, reply(), "telegram")
    return key


def test_a_wish_is_stored_once(notices: Notices, key: str) -> None:
    assert notices.wish(key, KNOWN)
    assert notices.wish(key, KNOWN)
    assert [(wish.masked, wish.status) for wish in notices.wishes(key)] == [("…0001", "received")]
    assert notices.is_wished(key, CODE)


def test_nothing_is_wished_of_what_has_ended_or_is_not_ours(notices: Notices, key: str) -> None:
    for code in ("H13.12-250703-0003", "H51.04-250701-0001"):
        assert not notices.can_tell(code)
        assert not notices.wish(key, Known(code, "received", None))
    assert notices.wishes(key) == []


def test_a_conversation_that_is_not_stored_wishes_nothing(notices: Notices) -> None:
    assert not notices.wish("0" * 64, KNOWN)


def test_one_wish_is_stopped_or_all(notices: Notices, key: str) -> None:
    notices.wish(key, KNOWN)
    notices.wish(key, Known(OTHER, "in_progress", None))
    first, second = notices.wishes(key)
    assert notices.stop(key, first.number) == 1
    assert notices.wishes(key) == [second]
    assert notices.stop(key) == 1
    assert notices.stop(key) == 0


def test_nobody_stops_the_wish_of_somebody_else(notices: Notices, key: str, conversations: Conversations) -> None:
    notices.wish(key, KNOWN)
    other = conversations.key("telegram", "ijklmnop")
    taken(conversations, other, reply(), "telegram")
    assert notices.stop(other, notices.wishes(key)[0].number) == 0
    assert notices.wishes(key)


def test_a_wish_goes_with_its_conversation(notices: Notices, key: str, conversations: Conversations) -> None:
    notices.wish(key, KNOWN)
    conversations.erase(key)
    assert notices.wishes(key) == []


def test_a_wish_goes_with_its_dossier(notices: Notices, key: str, conversations: Conversations) -> None:
    notices.wish(key, KNOWN)
    with writing(conversations.sessions) as session:
        session.execute(delete(DossierRow).where(DossierRow.dossier_code == CODE))
    assert notices.wishes(key) == []


def test_a_conversation_that_waits_is_emptied_and_not_forgotten(
    notices: Notices, key: str, conversations: Conversations
) -> None:
    idle = conversations.key("telegram", "ijklmnop")
    taken(conversations, idle, reply(), "telegram")
    notices.wish(key, KNOWN)
    assert conversations.forget_idle(days=-1) == 1
    assert notices.wishes(key)
    assert conversations.since(key, "the owner's secret", None) == []


def test_only_the_last_digits_of_a_code_are_shown() -> None:
    assert masked(CODE) == "…0001"
