"""Waits after failed proofs, counted in the database per caller: a conversation, and a source address.

Nothing is counted per dossier, so nobody can lock a citizen out of theirs from elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from knowledge.dossiers.tables import FailedProofRow

WINDOW = timedelta(hours=1)
FREE = 2


@dataclass(frozen=True)
class Waits:
    """`per_hour`: failed proofs that one caller may make in an hour."""

    per_hour: int

    def seconds_left(self, session: Session, callers: Sequence[bytes], now: datetime) -> int:
        """Return how many seconds the callers have to wait: the longest wait of them, 0 for none."""
        _one_at_a_time(session)
        recent = (FailedProofRow.caller.in_(callers), FailedProofRow.at > now - WINDOW)
        rows = session.execute(
            select(FailedProofRow.caller, FailedProofRow.at).where(*recent).order_by(FailedProofRow.at)
        ).all()
        ends = [self._end([at for who, at in rows if who == caller]) for caller in callers]
        return max((ceil((end - now).total_seconds()) for end in ends if end and end > now), default=0)

    def count(self, session: Session, callers: Sequence[bytes], now: datetime) -> None:
        """Count one failed proof of the callers, and forget those that no longer matter."""
        session.execute(delete(FailedProofRow).where(FailedProofRow.at <= now - WINDOW))
        session.add_all([FailedProofRow(caller=caller, at=now) for caller in callers])

    def pause(self, failures: int) -> timedelta:
        """Return the wait after so many failures: none at first, growing as their square.

        All waits of an hour's failures together take half an hour: the limit can be reached, not rushed.
        """
        return timedelta(hours=1.5 * failures**2 / self.per_hour**3) if failures > FREE else timedelta(0)

    def _end(self, failed: list[datetime]) -> datetime | None:
        if not failed:
            return None
        freed = failed[-self.per_hour] + WINDOW if len(failed) >= self.per_hour else failed[-1]
        return max(freed, failed[-1] + self.pause(len(failed)))


def _one_at_a_time(session: Session) -> None:
    # SQLite's write lock does the same: many guesses at once must not all see the same count.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE failed_proofs IN SHARE ROW EXCLUSIVE MODE"))
