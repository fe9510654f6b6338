"""The store of trials: which conversations are trials, by whom, and why each of their replies was given."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers.chat import ChatReply
from bot.conversations.store import TRIAL, Conversations
from bot.conversations.tables import TurnRow
from eval.console.errors import ConsoleError
from eval.console.trials.tables import TrialRow, TrialTurnRow
from eval.console.trials.why import Why
from knowledge.database import reading, writing


class TrialGoneError(ConsoleError):
    """There is no such trial: it was forgotten after a day, or erased."""

    key = "try.gone"


@dataclass(frozen=True)
class Trial:
    """A conversation that staff try. `owner`: the secret that it is bound to; `number` 0: nothing was said yet."""

    conversation_id: str
    owner: str
    made_by: str
    number: int = 0
    made_at: datetime | None = None


@dataclass(frozen=True)
class TriedTurn:
    """One turn. `said`: dots for personal numbers; `why`: none where another version of the program wrote it."""

    place: int
    turn_id: str
    said: str
    reply: ChatReply
    taken_at: datetime
    why: Why | None


@dataclass(frozen=True)
class Measured:
    """What was stored of a turn while it was taken: as what it was understood, and how long composing took."""

    said: str
    speech_act: str
    confidence: float
    composed_ms: int


class Trials:
    """The store. All methods may raise `DatabaseUnavailableError`, those with a number `TrialGoneError`."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations
        self.sessions = conversations.sessions

    def new(self, made_by: str) -> Trial:
        """Return a trial that is stored with its first turn."""
        conversation_id = f"trial-{secrets.token_urlsafe(12)}"
        return Trial(conversation_id, self._owner(conversation_id), made_by)

    def get(self, number: int) -> Trial:
        """Return one."""
        with reading(self.sessions) as session:
            row = session.get(TrialRow, number)
            if row is None:
                raise TrialGoneError
            return self._trial(row)

    def of(self, made_by: str, most: int = 20) -> list[tuple[Trial, str]]:
        """Return the newest trials of an account, each with the first thing said in it."""
        query = select(TrialRow).where(TrialRow.made_by == made_by).order_by(TrialRow.number.desc()).limit(most)
        with reading(self.sessions) as session:
            return [(self._trial(row), _first_said(session, row)) for row in session.scalars(query)]

    def turns(self, number: int) -> list[TriedTurn]:
        """Return what was said and replied, oldest first."""
        with reading(self.sessions) as session:
            row = session.get(TrialRow, number)
            if row is None:
                raise TrialGoneError
            taken = select(TurnRow).where(TurnRow.conversation_key == row.conversation_key).order_by(TurnRow.number)
            kept = session.scalars(select(TrialTurnRow).where(TrialTurnRow.trial == number))
            reasons = {turn.turn_id: turn.why for turn in kept}
            return [_tried(place, turn, reasons) for place, turn in enumerate(session.scalars(taken))]

    def measured(self, turn_id: str) -> Measured:
        """Return what was stored of a turn. Raises `TrialGoneError`."""
        with reading(self.sessions) as session:
            turn = session.scalar(select(TurnRow).where(TurnRow.turn_id == turn_id))
            if turn is None:
                raise TrialGoneError
            return Measured(turn.said, turn.speech_act, turn.confidence, turn.composed_ms)

    def keep(self, trial: Trial, turn_id: str, why: Why) -> int:
        """Keep why a reply was given, and with the first one the trial; return the trial's number."""
        with writing(self.sessions) as session:
            key = self.conversations.key(TRIAL, trial.conversation_id)
            row = session.scalar(select(TrialRow).where(TrialRow.conversation_key == key))
            if row is None:
                row = TrialRow(conversation_key=key, conversation_id=trial.conversation_id, made_by=trial.made_by)
                row.made_at = datetime.now(UTC)
                session.add(row)
                session.flush()
            session.merge(TrialTurnRow(turn_id=turn_id, trial=row.number, why=why.model_dump_json()))
            return row.number

    def _trial(self, row: TrialRow) -> Trial:
        return Trial(row.conversation_id, self._owner(row.conversation_id), row.made_by, row.number, row.made_at)

    def _owner(self, conversation_id: str) -> str:
        return hmac.digest(self.conversations.secret, f"trial\0{conversation_id}".encode(), "sha256").hex()


def _first_said(session: Session, row: TrialRow) -> str:
    query = select(TurnRow.said).where(TurnRow.conversation_key == row.conversation_key).order_by(TurnRow.number)
    return session.scalars(query.limit(1)).first() or ""


def _tried(place: int, turn: TurnRow, reasons: dict[str, str]) -> TriedTurn:
    reply = ChatReply.model_validate_json(turn.reply)
    return TriedTurn(place, turn.turn_id, turn.said, reply, turn.taken_at, _read(reasons.get(turn.turn_id)))


def _read(text: str | None) -> Why | None:
    try:
        return Why.model_validate_json(text) if text else None
    except ValidationError:
        return None
