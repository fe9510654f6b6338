"""Citizens' wishes to hear in their chat app when a dossier moves. One wish per conversation and dossier.

A wish goes with its conversation and with its dossier: erased or deleted, neither leaves a wish behind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from bot.conversations import consents
from bot.conversations.tables import ConversationRow, SubscriptionRow
from knowledge.database import Sessions, reading, writing
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow


@dataclass(frozen=True)
class Known:
    """What a citizen was told of a dossier: a notice tells what has changed since."""

    dossier_code: str
    status: str
    due_at: datetime | None


@dataclass(frozen=True)
class Wish:
    """One wish. `masked`: the dossier's code but for its last digits; `status`: what the citizen knows, as a key."""

    number: int
    masked: str
    status: str


class Notices:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.sessions = sessions
        self.now = now

    def can_tell(self, dossier_code: str) -> bool:
        """Whether the dossier is in our own store and goes on: only there its changes are seen."""
        with reading(self.sessions) as session:
            return _goes_on(session, dossier_code)

    def wish(self, key: str, known: Known) -> bool:
        """Store a wish of a stored conversation; return False where there is nothing to wait for any more."""
        with writing(self.sessions) as session:
            conversation = session.get(ConversationRow, key)
            if conversation is None or not _goes_on(session, known.dossier_code):
                return False
            if _wish(session, key, known.dossier_code) is None:
                row = SubscriptionRow(
                    conversation_key=key,
                    dossier_code=known.dossier_code,
                    channel=conversation.channel,
                    told_status=known.status,
                    told_due_at=known.due_at,
                    since=self.now(),
                )
                session.add(row)
                consents.give(session, key, "notice")
            return True

    def is_wished(self, key: str, dossier_code: str) -> bool:
        """Whether the conversation hears of this dossier."""
        with reading(self.sessions) as session:
            return _wish(session, key, dossier_code) is not None

    def wishes(self, key: str) -> list[Wish]:
        """Return the wishes of a conversation, oldest first."""
        with reading(self.sessions) as session:
            query = select(SubscriptionRow).where(SubscriptionRow.conversation_key == key)
            rows = session.scalars(query.order_by(SubscriptionRow.number))
            return [Wish(row.number, masked(row.dossier_code), row.told_status) for row in rows]

    def stop(self, key: str, number: int | None = None) -> int:
        """End one wish of a conversation, or all; return how many. Notices that wait to be sent go with them."""
        ended = delete(SubscriptionRow).where(SubscriptionRow.conversation_key == key)
        with writing(self.sessions) as session:
            result = session.execute(ended if number is None else ended.where(SubscriptionRow.number == number))
            assert isinstance(result, CursorResult)
            left = select(SubscriptionRow.number).where(SubscriptionRow.conversation_key == key)
            if session.scalars(left).first() is None:
                consents.withdraw(session, key, "notice")
            return result.rowcount


def masked(dossier_code: str) -> str:
    """Return the last digits of a code: enough to tell one's own dossiers apart."""
    return f"…{dossier_code[-4:]}"


def _goes_on(session: Session, dossier_code: str) -> bool:
    row = session.get(DossierRow, dossier_code)
    return row is not None and statuses()[row.status].ends is None


def _wish(session: Session, key: str, dossier_code: str) -> SubscriptionRow | None:
    query = select(SubscriptionRow).where(SubscriptionRow.conversation_key == key)
    return session.scalars(query.where(SubscriptionRow.dossier_code == dossier_code)).one_or_none()
