"""What citizens think of the replies: kept beside the turn, for staff to read and to learn from."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision
from bot.conversations.masking import masked
from bot.conversations.store import TRIAL
from bot.conversations.tables import ConversationRow, FeedbackRow, TurnRow
from knowledge.database import Sessions, reading, writing

Verdict = Literal["up", "down"]
Reason = Literal["wrong_procedure", "wrong_papers", "unclear", "service", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a reply was not good; the texts have a label `feedback_REASON` for each."""
_LOOKED_BACK = 10
_TRIED = select(ConversationRow.key).where(ConversationRow.channel == TRIAL)


@dataclass(frozen=True)
class Feedback:
    """One verdict on one reply. `reason`: one of `REASONS`, or ""."""

    turn_id: str
    verdict: Verdict
    reason: str = ""
    note: str = ""
    procedure_code: str = ""
    release: str = ""
    given_at: datetime | None = None


class Feedbacks:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def give(self, key: str, given: Feedback) -> bool:
        """Keep a verdict, the last one on a turn; return whether that turn is the conversation's.

        Without a turn id the last reply that told something is meant. Procedure and release are the reply's own,
        and dots stand for numbers in the note.
        """
        with writing(self.sessions) as session:
            reply = _reply(session, key, given.turn_id)
            if reply is None:
                return False
            known = select(FeedbackRow).where(FeedbackRow.conversation_key == key, FeedbackRow.turn_id == reply.turn_id)
            row = session.scalars(known).first() or FeedbackRow(conversation_key=key, turn_id=reply.turn_id)
            row.verdict, row.reason, row.note = given.verdict, given.reason, masked(given.note)
            row.procedure_code = (reply.procedures or [given.procedure_code])[0]
            row.release, row.given_at = reply.release or given.release, datetime.now(UTC)
            session.add(row)
            return True

    def given(self, verdict: Verdict | None = None) -> list[Feedback]:
        """Return what citizens gave, newest first."""
        with reading(self.sessions) as session:
            query = select(FeedbackRow).where(FeedbackRow.conversation_key.not_in(_TRIED))
            query = query.order_by(FeedbackRow.number.desc())
            rows = session.scalars(query.where(FeedbackRow.verdict == verdict) if verdict else query)
            return [
                Feedback(
                    row.turn_id,
                    "up" if row.verdict == "up" else "down",
                    row.reason,
                    row.note,
                    row.procedure_code,
                    row.release,
                    row.given_at,
                )
                for row in rows
            ]


def _reply(session: Session, key: str, turn_id: str) -> ChatReply | None:
    """Return the reply given in a turn of the conversation, without an id the last one that was no mere manners."""
    query = select(TurnRow.reply).where(TurnRow.conversation_key == key).order_by(TurnRow.number.desc())
    if turn_id:
        query = query.where(TurnRow.turn_id == turn_id)
    replies = [ChatReply.model_validate_json(reply) for reply in session.scalars(query.limit(_LOOKED_BACK))]
    telling = (reply for reply in replies if reply.decision is not Decision.DIALOGUE)
    return next(telling, replies[0] if replies else None)
