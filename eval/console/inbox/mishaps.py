"""What went wrong: messages declined, asked back on twice, handed over or disliked, read from the turns themselves.

Nothing is copied: a message whose conversation is erased or forgotten is gone from here too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversations.store import TRIAL
from bot.conversations.tables import ConversationRow, FeedbackRow, HandOverRow, TurnRow
from eval.console.inbox.questions import Question, Questions
from eval.console.tables import AskedPaperRow
from knowledge.database import Sessions, reading

Kind = Literal["declined", "clarified_twice", "handed_over", "disliked", "asked_paper"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What can go wrong; `asked_paper`: a desk asked for one more paper, reported by an officer."""
MOST = 10_000
"""How many mishaps of one kind are read, the newest."""


@dataclass(frozen=True)
class Mishap:
    """One message that went wrong. `entry`: which one, for good; `turn_id`: the turn that it goes with, "" for a report.

    `said`: the question, or the paper asked for, dots for numbers; `about`: of feedback and hand-overs the reason, of a
    paper its component's code in the list, or ""; `note`: what was said besides; `hand_over`: its number, or 0.
    """

    kind: Kind
    entry: str
    said: str
    at: datetime
    channel: str = ""
    procedure_code: str = ""
    about: str = ""
    note: str = ""
    hand_over: int = 0
    turn_id: str = ""
    receipt: str = ""
    reported_by: str = ""


def mishaps(sessions: Sessions) -> list[Mishap]:
    """Return everything that went wrong, newest first; nothing of trials. Raises `DatabaseUnavailableError`."""
    with reading(sessions) as session:
        found = [
            *_declined(session),
            *_clarified_twice(session),
            *_handed_over(session),
            *_disliked(session),
            *_asked_papers(session),
        ]
    return sorted(found, key=lambda one: (one.at, one.kind, one.entry), reverse=True)


def _declined(session: Session) -> list[Mishap]:
    query = (
        select(TurnRow.turn_id, TurnRow.said, TurnRow.taken_at, ConversationRow.channel)
        .join(ConversationRow, ConversationRow.key == TurnRow.conversation_key)
        .where(TurnRow.decision == "decline", TurnRow.said != "", ConversationRow.channel != TRIAL)
        .order_by(TurnRow.number.desc())
        .limit(MOST)
    )
    return [
        Mishap("declined", turn_id, said, at, channel, turn_id=turn_id)
        for turn_id, said, at, channel in session.execute(query).tuples()
    ]


def _clarified_twice(session: Session) -> list[Mishap]:
    """Of questions back in a row: the message that the first was about, noted what was said then; once for each row."""
    key, number = TurnRow.conversation_key, TurnRow.number
    turn = (
        select(
            number,
            TurnRow.turn_id,
            TurnRow.said,
            TurnRow.decision,
            TurnRow.procedure_code,
            TurnRow.taken_at,
            ConversationRow.channel,
            func.lag(TurnRow.said).over(partition_by=key, order_by=number).label("said_before"),
            func.lag(TurnRow.decision).over(partition_by=key, order_by=number).label("decided_before"),
            func.lag(TurnRow.decision, 2, "").over(partition_by=key, order_by=number).label("decided_earlier"),
        )
        .join(ConversationRow, ConversationRow.key == TurnRow.conversation_key)
        .where(ConversationRow.channel != TRIAL)
        .subquery()
    ).c
    query = (
        select(turn.turn_id, turn.said_before, turn.taken_at, turn.channel, turn.procedure_code, turn.said)
        .where(turn.decision == "clarify", turn.decided_before == "clarify", turn.decided_earlier != "clarify")
        .where(turn.said_before != "")
        .order_by(turn.number.desc())
        .limit(MOST)
    )
    return [
        Mishap("clarified_twice", turn_id, said, at, channel, code, note=then, turn_id=turn_id)
        for turn_id, said, at, channel, code, then in session.execute(query).tuples()
    ]


def _handed_over(session: Session) -> list[Mishap]:
    query = select(HandOverRow).where(HandOverRow.channel != TRIAL).order_by(HandOverRow.number.desc()).limit(MOST)
    rows = session.scalars(query).all()
    questions = Questions(session, {row.conversation_key for row in rows})
    asked = ((row, questions.before(row.conversation_key, row.asked_at)) for row in rows)
    return [_mishap_of_hand_over(row, question) for row, question in asked if question]


def _mishap_of_hand_over(row: HandOverRow, asked: Question) -> Mishap:
    # The number of a row that is gone may be given anew, a turn's id is not.
    entry = f"{asked.turn_id}.{row.number}"
    return Mishap(
        "handed_over",
        entry,
        asked.said,
        row.asked_at,
        row.channel,
        asked.procedure_code,
        row.reason,
        hand_over=row.number,
        turn_id=asked.turn_id,
    )


def _disliked(session: Session) -> list[Mishap]:
    query = (
        select(FeedbackRow, ConversationRow.channel)
        .join(ConversationRow, ConversationRow.key == FeedbackRow.conversation_key)
        .where(FeedbackRow.verdict == "down", ConversationRow.channel != TRIAL)
        .order_by(FeedbackRow.number.desc())
        .limit(MOST)
    )
    rows = session.execute(query).tuples().all()
    questions = Questions(session, {row.conversation_key for row, _ in rows})
    asked = ((row, channel, questions.of(row.conversation_key, row.turn_id)) for row, channel in rows)
    return [_mishap_of_feedback(row, channel, question) for row, channel, question in asked if question]


def _mishap_of_feedback(row: FeedbackRow, channel: str, asked: Question) -> Mishap:
    code = row.procedure_code or asked.procedure_code
    entry, at = row.turn_id, row.given_at
    return Mishap("disliked", entry, asked.said, at, channel, code, row.reason, row.note, turn_id=entry)


def _asked_papers(session: Session) -> list[Mishap]:
    rows = session.scalars(select(AskedPaperRow).order_by(AskedPaperRow.number.desc()).limit(MOST))
    return [
        Mishap(
            "asked_paper",
            f"paper-{row.number}",
            row.paper,
            row.reported_at,
            procedure_code=row.procedure_code,
            about=row.component_code,
            note=row.note,
            receipt=row.receipt,
            reported_by=row.reported_by,
        )
        for row in rows
    ]
