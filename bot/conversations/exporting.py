"""What is kept of one conversation, whole, for the citizen who asks for it."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers.chat import ChatReply
from bot.conversations import consents
from bot.conversations.state import ConversationState
from bot.conversations.tables import (
    ConversationRow,
    FeedbackRow,
    HandOverMessageRow,
    HandOverRow,
    SubscriptionRow,
    TurnRow,
)
from knowledge.database import Sessions, reading


class KeptTurn(BaseModel):
    """One turn. `said`: with dots for personal numbers, as it is kept; `reply`: None where an officer's alone was kept."""

    taken_at: datetime
    said: str
    reply: ChatReply | None


class KeptWords(BaseModel):
    """What was said in a conversation while it was handed over; `author`: citizen or officer."""

    said_at: datetime
    author: str
    text: str


class KeptHandOver(BaseModel):
    """A hand-over to an officer, with the summary that the officer saw."""

    asked_at: datetime
    released_at: datetime | None
    reason: str
    summary: str
    officer: str
    messages: list[KeptWords]


class KeptFeedback(BaseModel):
    """What was thought of a reply."""

    given_at: datetime
    verdict: str
    reason: str
    note: str


class KeptNotice(BaseModel):
    """A wish to hear when a dossier moves."""

    since: datetime
    dossier_code: str


class KeptConsent(BaseModel):
    """What was agreed to. `wording`: SHA-256 of the words."""

    purpose: str
    wording: str
    given_at: datetime
    withdrawn_at: datetime | None


class Kept(BaseModel):
    """Everything. `state`: what the conversation is about, with the facts told; `last_at`: when it was active last."""

    channel: str
    last_at: datetime
    state: ConversationState
    turns: list[KeptTurn]
    hand_overs: list[KeptHandOver]
    feedback: list[KeptFeedback]
    notices: list[KeptNotice]
    consents: list[KeptConsent]


def kept(sessions: Sessions, key: str) -> Kept | None:
    """Return what is kept of a conversation, None where nothing is. Raises `DatabaseUnavailableError`."""
    with reading(sessions) as session:
        row = session.get(ConversationRow, key)
        if row is None:
            return None
        return Kept(
            channel=row.channel,
            last_at=row.updated_at,
            state=ConversationState.model_validate_json(row.state),
            turns=_turns(session, key),
            hand_overs=_hand_overs(session, key),
            feedback=_feedback(session, key),
            notices=_notices(session, key),
            consents=[KeptConsent(**vars(one)) for one in consents.consents(session, key)],
        )


def _turns(session: Session, key: str) -> list[KeptTurn]:
    rows = session.scalars(select(TurnRow).where(TurnRow.conversation_key == key).order_by(TurnRow.number))
    return [
        KeptTurn(
            taken_at=row.taken_at,
            said=row.said,
            reply=ChatReply.model_validate_json(row.reply) if row.reply else None,
        )
        for row in rows
    ]


def _hand_overs(session: Session, key: str) -> list[KeptHandOver]:
    rows = session.scalars(select(HandOverRow).where(HandOverRow.conversation_key == key).order_by(HandOverRow.number))
    return [
        KeptHandOver(
            asked_at=row.asked_at,
            released_at=row.released_at,
            reason=row.reason,
            summary=row.summary,
            officer=row.officer,
            messages=_words(session, row.number),
        )
        for row in rows
    ]


def _words(session: Session, hand_over: int) -> list[KeptWords]:
    message = HandOverMessageRow
    rows = session.scalars(select(message).where(message.hand_over == hand_over).order_by(message.number))
    return [KeptWords(said_at=row.said_at, author=row.author, text=row.text) for row in rows]


def _feedback(session: Session, key: str) -> list[KeptFeedback]:
    rows = session.scalars(select(FeedbackRow).where(FeedbackRow.conversation_key == key).order_by(FeedbackRow.number))
    return [KeptFeedback(given_at=row.given_at, verdict=row.verdict, reason=row.reason, note=row.note) for row in rows]


def _notices(session: Session, key: str) -> list[KeptNotice]:
    rows = session.scalars(select(SubscriptionRow).where(SubscriptionRow.conversation_key == key))
    return [KeptNotice(since=row.since, dossier_code=row.dossier_code) for row in rows]
