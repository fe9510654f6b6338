"""The budget of all callers together: how many wrong four digits are answered in an hour and in a day.

Only what could have opened a dossier counts, so the budget bounds the lucky hits whatever a guesser knows and however
many addresses they have. Kept in the database, so that replicas share it. When it is spent, four digits open nothing
for the rest of the window, and whole numbers still open everything.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.dossiers.tables import FailedProofRow
from knowledge.dossiers.waiting import DAY, HOUR


class Sign(Enum):
    """What an operator should see of look-ups; none tells whether a code exists.

    `FAILED_SHORT`, `FAILED_WHOLE`: a proof was wrong. `CLOSED`: four digits were not read, the budget being spent.
    `SPENT`: it was spent just now.
    """

    FAILED_SHORT = "failed_short"
    FAILED_WHOLE = "failed_whole"
    CLOSED = "closed"
    SPENT = "spent"


@dataclass(frozen=True)
class Spent:
    """How many wrong proofs count now, in the last hour and the last day."""

    in_hour: int
    in_day: int


@dataclass(frozen=True)
class Budget:
    """Wrong short proofs that are answered, of all callers, in any hour and in any day."""

    per_hour: int = 16
    per_day: int = 40

    def spent(self, session: Session, now: datetime) -> Spent:
        """Count what is spent; no higher than a day's budget."""
        counting = (FailedProofRow.counts.is_(True), FailedProofRow.at > now - DAY)
        newest = select(FailedProofRow.at).where(*counting).order_by(FailedProofRow.at.desc()).limit(self.per_day)
        moments = session.scalars(newest).all()
        return Spent(sum(at > now - HOUR for at in moments), len(moments))

    def closes(self, spent: Spent) -> bool:
        """Tell whether four digits open nothing now."""
        return spent.in_hour >= self.per_hour or spent.in_day >= self.per_day

    def is_spent_by_the_last(self, spent: Spent) -> bool:
        """Tell whether the newest wrong proof is the one that closes: the moment for the alarm."""
        return spent.in_hour == self.per_hour or spent.in_day == self.per_day
