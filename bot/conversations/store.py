"""Conversations in the database: their state, the turn being taken, and the replies given.

A conversation id never stands there, only its keyed hash; the same hash is Rasa's sender id.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from bot.conversations.errors import NoTurnError, NotYoursError
from bot.conversations.state import Choice, ConversationState
from bot.conversations.tables import ConversationRow, FeedbackRow, HandOverRow, SubscriptionRow, TurnRow
from knowledge.database import Sessions, reading, reading_plainly, table_of, writing, writing_plainly

KIOSK = "kiosk"
"""The channel whose device many people share, one after the other."""
TRIAL = "trial"
"""The channel of conversations that staff try; they count nowhere and are forgotten after `TRIAL_KEPT`."""
TRIAL_KEPT = timedelta(days=1)
# Statements on tables, made once: every turn makes ten of them, at a third of the processor time that rows as objects take.
_CONVERSATIONS, _TURNS, _HAND_OVERS = (table_of(row) for row in (ConversationRow, TurnRow, HandOverRow))
_ROW = _CONVERSATIONS.c
_FOUND = select(_ROW.owner, _ROW.channel, _ROW.state, _ROW.pending, _ROW.updated_at).where(_ROW.key == bindparam("of"))
_HANDED_OVER = (
    select(_HAND_OVERS.c.state)
    .where(_HAND_OVERS.c.conversation_key == _ROW.key, _HAND_OVERS.c.state != "released")
    .limit(1)
    .scalar_subquery()
    .label("handed_over")
)
_OPENED = _FOUND.add_columns(_HANDED_OVER)
_PENDING = select(_ROW.pending).where(_ROW.key == bindparam("of"))
_CHANGE = update(_CONVERSATIONS).where(_ROW.key == bindparam("of"))
_EARLIER = select(_TURNS.c.reply).where(
    _TURNS.c.conversation_key == bindparam("of"), _TURNS.c.client_message_id == bindparam("message")
)


class Pending(BaseModel):
    """The turn being taken: what was heard, and the reply (JSON) once it is composed; `erases`: with all that was said.

    `client_message_id`: by which a repeated message finds the turn that a crash left unfinished. `speech_act`,
    `confidence`, `composed_ms`: as what it was understood, and how long composing took, once it is composed.
    """

    turn_id: str
    client_message_id: str | None = None
    erases: bool = False
    text: str = ""
    choice: Choice | None = None
    sealed: list[tuple[str, str]] = []
    code_hint: str = ""
    address: str = ""
    channel: str = "web"
    idle_seconds: float = 0.0
    reply: str | None = None
    speech_act: str = ""
    confidence: float = 0.0
    composed_ms: int = 0


@dataclass(frozen=True)
class Taken:
    """What staff read of a turn: what was said (dots for personal numbers), what was decided, about which procedure."""

    said: str = ""
    decision: str = ""
    procedure_code: str = ""


@dataclass(frozen=True)
class Opened:
    """A conversation as found: its key and state, how long it was silent, and the reply if this message came before.

    `handed_over`: waiting or taken, while a person is wanted for it or has it; `left`: it was somebody else's
    at a kiosk and starts anew. `unfinished`: this message's turn, composed before a crash and not yet closed.
    """

    key: str
    state: ConversationState
    earlier: str | None = None
    idle_seconds: float = 0.0
    handed_over: str = ""
    left: bool = False
    unfinished: Pending | None = None


class Conversations:
    """The store. `kiosk_idle`: silence after which a kiosk's conversation counts as left and is told to nobody.

    All methods may raise `DatabaseUnavailableError`.
    """

    def __init__(self, sessions: Sessions, secret: bytes, kiosk_idle: timedelta = timedelta(minutes=3)) -> None:
        self.sessions = sessions
        self.secret = secret
        self.kiosk_idle = kiosk_idle

    def key(self, channel: str, conversation_id: str) -> str:
        """Return the keyed hash (64 hex digits) of a conversation id of a channel."""
        return self._hash("conversation", channel, conversation_id).hex()

    def open(self, key: str, owner: str, client_message_id: str | None = None) -> Opened:
        """Return the conversation, made new where there is none. Raises `NotYoursError` for another owner's."""
        with reading_plainly(self.sessions) as connection:
            row = connection.execute(_OPENED, {"of": key}).one_or_none()
            if row is None:
                return Opened(key, ConversationState())
            if not hmac.compare_digest(row.owner, self._hash("owner", owner)):
                raise NotYoursError
            if self._left(row.channel, row.updated_at):
                return Opened(key, ConversationState(), left=True)
            state = ConversationState.model_validate_json(row.state)
            idle = _silence(row.updated_at).total_seconds()
            earlier = _earlier(connection, key, client_message_id)
            unfinished = _unfinished(row.pending, client_message_id)
            return Opened(key, state, earlier, max(idle, 0.0), row.handed_over or "", unfinished=unfinished)

    def begin(self, opened: Opened, channel: str, owner: str, pending: Pending) -> None:
        """Store the turn being taken, so that whoever composes the reply finds it by the key."""
        told: dict[str, Any] = {"updated_at": datetime.now(UTC)}
        told |= {"state": opened.state.model_dump_json(), "pending": pending.model_dump_json()}
        with writing_plainly(self.sessions) as connection:
            if opened.left:
                connection.execute(delete(_TURNS).where(_TURNS.c.conversation_key == opened.key))
                connection.execute(delete(_HAND_OVERS).where(_HAND_OVERS.c.conversation_key == opened.key))
            if not _changed(connection, opened.key, told):
                new = {"key": opened.key, "owner": self._hash("owner", owner), "channel": channel}
                connection.execute(insert(_CONVERSATIONS), new | told)

    def taking(self, key: str) -> tuple[ConversationState, Pending]:
        """Return the state and the turn being taken. Raises `NoTurnError`."""
        with reading_plainly(self.sessions) as connection:
            row = connection.execute(_FOUND, {"of": key}).one_or_none()
            if row is None or row.pending is None:
                raise NoTurnError
            return ConversationState.model_validate_json(row.state), Pending.model_validate_json(row.pending)

    def composed(self, key: str, state: ConversationState, pending: Pending) -> None:
        """Store the new state with the composed reply. Raises `NoTurnError` where the turn is over already."""
        with writing_plainly(self.sessions) as connection:
            taking = connection.scalar(_PENDING, {"of": key})
            if taking is None or Pending.model_validate_json(taking).turn_id != pending.turn_id:
                raise NoTurnError
            _changed(connection, key, {"state": state.model_dump_json(), "pending": pending.model_dump_json()})

    def finish(self, key: str, pending: Pending, client_message_id: str | None, taken: Taken | None = None) -> None:
        """Close the turn and keep its reply for a repeated message and for reading later.

        `taken`: what staff read of the turn beside its reply.
        """
        told = taken or Taken()
        with writing_plainly(self.sessions) as connection:
            taking = connection.scalar(_PENDING, {"of": key})
            composed = Pending.model_validate_json(taking) if taking else pending
            if not _changed(connection, key, {"pending": None, "updated_at": datetime.now(UTC)}):
                return
            turn = {
                "turn_id": pending.turn_id,
                "conversation_key": key,
                "client_message_id": client_message_id,
                "reply": pending.reply or "",
                "said": told.said,
                "decision": told.decision,
                "procedure_code": told.procedure_code,
                "speech_act": composed.speech_act,
                "confidence": composed.confidence,
                "composed_ms": composed.composed_ms,
                "taken_at": datetime.now(UTC),
            }
            connection.execute(insert(_TURNS).inline(), turn)

    def since(self, key: str, owner: str, turn_id: str | None) -> Sequence[str]:
        """Return the replies (JSON) after `turn_id`, or all, oldest first. Raises `NotYoursError`."""
        with reading(self.sessions) as session:
            row = session.execute(_FOUND, {"of": key}).one_or_none()
            if row is None or not hmac.compare_digest(row.owner, self._hash("owner", owner)):
                raise NotYoursError
            if self._left(row.channel, row.updated_at):
                return []
            query = select(TurnRow.reply).where(TurnRow.conversation_key == key).order_by(TurnRow.number)
            if turn_id:
                last = select(TurnRow.number).where(TurnRow.turn_id == turn_id, TurnRow.conversation_key == key)
                query = query.where(TurnRow.number > last.scalar_subquery())
            return session.scalars(query).all()

    def erase(self, key: str) -> None:
        """Delete everything of a conversation."""
        with writing(self.sessions) as session:
            session.execute(delete(TurnRow).where(TurnRow.conversation_key == key))
            session.execute(delete(ConversationRow).where(ConversationRow.key == key))

    def forget_idle(self, days: int) -> int:
        """Delete conversations idle for more than `days`, trials of staff after one day; return how many.

        One that waits for a notice of a dossier stays, emptied: nothing of what was said in it is left.
        """
        row, now = ConversationRow, datetime.now(UTC)
        tried = and_(row.channel == TRIAL, row.updated_at < now - TRIAL_KEPT)
        with writing(self.sessions) as session:
            old = row.updated_at < now - timedelta(days=days)
            idle = session.scalars(select(row.key).where(or_(old, tried))).all()
            for table in (TurnRow, HandOverRow, FeedbackRow):
                session.execute(delete(table).where(table.conversation_key.in_(idle)))
            waiting = select(SubscriptionRow.conversation_key)
            emptied = update(ConversationRow).where(ConversationRow.key.in_(idle), ConversationRow.key.in_(waiting))
            session.execute(emptied.values(state=ConversationState().model_dump_json(), pending=None))
            ended = delete(ConversationRow).where(ConversationRow.key.in_(idle), ConversationRow.key.not_in(waiting))
            return len(session.scalars(ended.returning(ConversationRow.key)).all())

    def _left(self, channel: str, updated_at: datetime) -> bool:
        return channel == KIOSK and _silence(updated_at) > self.kiosk_idle

    def _hash(self, *parts: str) -> bytes:
        return hmac.digest(self.secret, "\0".join(parts).encode(), "sha256")


def new_secret() -> str:
    """Return a new owner secret, 43 characters."""
    return secrets.token_urlsafe(32)


def new_turn_id() -> str:
    """Return a new turn id, 22 characters."""
    return secrets.token_urlsafe(16)


def _silence(updated_at: datetime) -> timedelta:
    return datetime.now(UTC) - updated_at


def _changed(connection: Connection, key: str, told: dict[str, Any]) -> bool:
    """Change a conversation's row; return whether there is one."""
    return bool(connection.execute(_CHANGE, {"of": key} | told).rowcount)


def _earlier(connection: Connection, key: str, client_message_id: str | None) -> str | None:
    if client_message_id is None:
        return None
    found: str | None = connection.scalar(_EARLIER, {"of": key, "message": client_message_id})
    return found


def _unfinished(taking: str | None, client_message_id: str | None) -> Pending | None:
    if client_message_id is None or taking is None:
        return None
    pending = Pending.model_validate_json(taking)
    return pending if pending.reply and pending.client_message_id == client_message_id else None
