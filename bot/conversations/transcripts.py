"""What an officer reads of a conversation that is handed over: all of it as the citizen saw it, up to its release."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.answers.chat import ChatReply
from bot.answers.messages import Message
from bot.conversations.errors import HandOverError
from bot.conversations.tables import HandOverRow, TurnRow
from knowledge.database import Sessions, reading

_MOST_TURNS = 300


@dataclass(frozen=True)
class Exchange:
    """One turn. `said`: by the citizen, dots for personal numbers, "" where an officer spoke; `messages`: the reply."""

    number: int
    said: str
    messages: list[Message]
    taken_at: datetime


def transcript(sessions: Sessions, hand_over: int, after: int = 0) -> list[Exchange]:
    """Return the turns numbered above `after`, oldest first, the newest 300 of them; none after the release.

    Raises `HandOverError` where nothing was handed over under this number and `DatabaseUnavailableError`.
    """
    with reading(sessions) as session:
        row = session.get(HandOverRow, hand_over)
        if row is None:
            raise HandOverError(f"{hand_over}: no conversation was handed over under this number")
        query = select(TurnRow).where(TurnRow.conversation_key == row.conversation_key, TurnRow.number > after)
        if row.released_at:
            query = query.where(TurnRow.taken_at <= row.released_at)
        turns = session.scalars(query.order_by(TurnRow.number.desc()).limit(_MOST_TURNS)).all()
    return [_exchange(turn) for turn in reversed(turns)]


def _exchange(turn: TurnRow) -> Exchange:
    messages = ChatReply.model_validate_json(turn.reply).messages if turn.reply else []
    return Exchange(turn.number, turn.said, messages, turn.taken_at)
