"""Conversations handed over to a person: asked for, taken, answered, released. Officers act by `python -m bot`.

While an officer has a conversation the assistant says nothing in it; what the citizen types is kept for the officer,
with dots for dossier codes and personal numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.answers.chat import ChatReply
from bot.conversations import consents
from bot.conversations.errors import HandOverError
from bot.conversations.masking import without_tokens
from bot.conversations.store import TRIAL
from bot.conversations.tables import ConversationRow, HandOverMessageRow, HandOverRow, TurnRow
from knowledge.database import Sessions, reading, reading_plainly, table_of, writing
from knowledge.dossiers.sealing import Seal

WAITING: Literal["waiting"] = "waiting"
TAKEN: Literal["taken"] = "taken"
RELEASED = "released"
Author = Literal["citizen", "officer"]
HandedOver = Literal["", "waiting", "taken"]
"""Whether a conversation waits for an officer, is with one, or is the assistant's alone."""

_ROW = table_of(HandOverRow).c
_STATE = select(_ROW.state).where(_ROW.conversation_key == bindparam("of"), _ROW.state != RELEASED).limit(1)


@dataclass(frozen=True)
class Said:
    """One message of a conversation that is handed over."""

    author: Author
    text: str
    said_at: datetime


@dataclass(frozen=True)
class HandOver:
    """One conversation that waits for, or is with, a person.

    `officer`: who took it, empty before; `heard`: how often the citizen has spoken since it was handed over.
    """

    number: int
    channel: str
    state: str
    reason: str
    summary: str
    officer: str
    asked_at: datetime
    messages: tuple[Said, ...] = ()
    heard: int = 0


class HandOvers:
    """The store. `seal`: what sealed the citizens' words, where they are heard in this process.

    All methods may raise `DatabaseUnavailableError`; those with a number raise `HandOverError`.
    """

    def __init__(self, sessions: Sessions, seal: Seal | None = None) -> None:
        self.sessions = sessions
        self.seal = seal or Seal()

    def ask(self, key: str, reason: str, summary: str, note: str = "") -> int:
        """Put a stored conversation in the officers' queue; return the number. Asked twice, it stands there once."""
        now = datetime.now(UTC)
        with writing(self.sessions) as session:
            row = _open_of(session, key)
            if row is None:
                conversation = session.get(ConversationRow, key)
                if conversation is None:
                    raise HandOverError("the conversation is not stored")
                channel = conversation.channel
                row = HandOverRow(conversation_key=key, channel=channel, state=WAITING, officer="", asked_at=now)
                session.add(row)
                consents.give(session, key, "hand_over")
            row.reason, row.summary = reason, summary
            session.flush()
            if note:
                session.add(self._said(row, note, now))
            return row.number

    def heard(self, key: str, text: str) -> HandedOver:
        """Keep what the citizen says while handed over, nothing where it is not; return the state."""
        with writing(self.sessions) as session:
            row = _open_of(session, key)
            if row is None:
                return ""
            if text:
                session.add(self._said(row, text, datetime.now(UTC)))
            return _state(row)

    def state(self, key: str) -> HandedOver:
        """Return where the conversation is."""
        with reading_plainly(self.sessions) as connection:
            found = connection.scalar(_STATE, {"of": key})
        return "" if found is None else TAKEN if found == TAKEN else WAITING

    def queue(self) -> list[HandOver]:
        """Return everything that waits for or is with a person, oldest first, without its messages and staff's trials."""
        with reading(self.sessions) as session:
            query = select(HandOverRow).where(HandOverRow.state != RELEASED, HandOverRow.channel != TRIAL)
            rows = session.scalars(query.order_by(HandOverRow.number)).all()
            heard = _heard(session, [row.number for row in rows])
            return [replace(_told(row), heard=heard.get(row.number, 0)) for row in rows]

    def show(self, number: int) -> HandOver:
        """Return one with all that was said in it."""
        with reading(self.sessions) as session:
            row = _row(session, number)
            query = select(HandOverMessageRow).where(HandOverMessageRow.hand_over == number)
            said = session.scalars(query.order_by(HandOverMessageRow.number))
            return _told(row, [Said(_author(one.author), one.text, one.said_at) for one in said])

    def take(self, number: int, officer: str, reply: ChatReply) -> None:
        """Give the conversation to an officer; refused where another one has it. `reply`: what tells the citizen so."""
        now = datetime.now(UTC)
        with writing(self.sessions) as session:
            row = _row(session, number, locked=True)
            if row.state == RELEASED or (row.state == TAKEN and row.officer != officer):
                raise HandOverError(f"{number} is {row.state}{f' by {row.officer}' if row.officer else ''}")
            if row.state == WAITING:
                row.state, row.officer, row.taken_at = TAKEN, officer, now
                _push(session, row, reply, now)

    def say(self, number: int, officer: str, text: str, reply: ChatReply) -> None:
        """Send an officer's words to the citizen. `reply`: the same as a public reply, pushed to the channel."""
        now = datetime.now(UTC)
        with writing(self.sessions) as session:
            row = self._taken_by(session, number, officer)
            session.add(HandOverMessageRow(hand_over=number, author="officer", text=text, said_at=now))
            _push(session, row, reply, now)

    def release(self, number: int, officer: str, reply: ChatReply) -> None:
        """Give the conversation back to the assistant. `reply`: what tells the citizen so."""
        now = datetime.now(UTC)
        with writing(self.sessions) as session:
            row = self._taken_by(session, number, officer)
            row.state, row.released_at = RELEASED, now
            _push(session, row, reply, now)

    def _said(self, row: HandOverRow, text: str, now: datetime) -> HandOverMessageRow:
        shown = without_tokens(text, self.seal)
        return HandOverMessageRow(hand_over=row.number, author="citizen", text=shown, said_at=now)

    def _taken_by(self, session: Session, number: int, officer: str) -> HandOverRow:
        row = _row(session, number, locked=True)
        if row.state != TAKEN or row.officer != officer:
            raise HandOverError(f"{number} is not with {officer}: it is {row.state}; take it first")
        return row


def _open_of(session: Session, key: str) -> HandOverRow | None:
    query = select(HandOverRow).where(HandOverRow.conversation_key == key, HandOverRow.state != RELEASED)
    return session.scalars(query).first()


def _state(row: HandOverRow | None) -> HandedOver:
    if row is None:
        return ""
    return TAKEN if row.state == TAKEN else WAITING


def _heard(session: Session, numbers: Sequence[int]) -> dict[int, int]:
    message = HandOverMessageRow
    counted = select(message.hand_over, func.count()).where(message.author == "citizen", message.hand_over.in_(numbers))
    return dict(session.execute(counted.group_by(message.hand_over)).tuples().all())


def _row(session: Session, number: int, *, locked: bool = False) -> HandOverRow:
    # Locked where it is acted on: of two officers who take it at once the second reads what the first has written.
    row = session.get(HandOverRow, number, with_for_update=locked or None)
    if row is None:
        raise HandOverError(f"{number}: no conversation was handed over under this number")
    return row


def _push(session: Session, row: HandOverRow, reply: ChatReply, now: datetime) -> None:
    """Put a reply among the conversation's turns, where its channel finds it, and count it as a sign of life."""
    key = row.conversation_key
    session.add(
        TurnRow(
            turn_id=reply.turn_id,
            conversation_key=key,
            client_message_id=None,
            reply=reply.model_dump_json(),
            taken_at=now,
        )
    )
    session.execute(update(ConversationRow).where(ConversationRow.key == key).values(updated_at=now))


def _told(row: HandOverRow, messages: Sequence[Said] = ()) -> HandOver:
    return HandOver(
        row.number, row.channel, row.state, row.reason, row.summary, row.officer, row.asked_at, tuple(messages)
    )


def _author(stored: str) -> Author:
    return "officer" if stored == "officer" else "citizen"
