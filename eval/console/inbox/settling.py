"""Settling: what an editor made of mishaps. New ones like them are open again, for they were not settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from bot.conversations.masking import masked
from bot.conversations.tables import TurnRow
from eval.console.inbox.mishaps import Mishap
from eval.console.inbox.tables import SettledRow, SettlementRow
from knowledge.database import Sessions, reading, writing

Verdict = Literal["taught", "not_ours", "known", "ignored"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Entry = tuple[str, str]
"""Kind and entry of a mishap."""
_AT_ONCE = 300


@dataclass(frozen=True)
class Settlement:
    """What was decided: `taught` to the assistant, `not_ours` to answer, `known` and waiting, `ignored` for a reason."""

    verdict: Verdict
    reason: str
    settled_by: str
    settled_at: datetime


def entry_of(mishap: Mishap) -> Entry:
    """Return what a mishap is settled by."""
    return mishap.kind, mishap.entry


class Settlements:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def all(self) -> dict[Entry, Settlement]:
        """Return what was decided last about each mishap."""
        with reading(self.sessions) as session:
            made = {row.number: _settlement(row) for row in session.scalars(select(SettlementRow))}
            query = select(SettledRow.kind, SettledRow.entry, SettledRow.settlement).order_by(SettledRow.number)
            return {(kind, entry): made[number] for kind, entry, number in session.execute(query).tuples()}

    def settle(self, verdict: Verdict, reason: str, settled_by: str, mishaps: Iterable[Mishap]) -> None:
        """Decide about some mishaps; decided twice, the later one holds. Dots stand for numbers in the reason."""
        with writing(self.sessions) as session:
            _tidy(session)
            row = SettlementRow(verdict=verdict, reason=masked(reason), settled_by=settled_by)
            row.settled_at = datetime.now(UTC)
            session.add(row)
            session.flush()
            session.add_all(_settled(row.number, one) for one in mishaps)

    def reopen(self, mishaps: Iterable[Mishap]) -> None:
        """Take back what was decided about some mishaps."""
        entries = [entry_of(one) for one in mishaps]
        with writing(self.sessions) as session:
            for start in range(0, len(entries), _AT_ONCE):
                these = tuple_(SettledRow.kind, SettledRow.entry).in_(entries[start : start + _AT_ONCE])
                session.execute(delete(SettledRow).where(these))
            _tidy(session)


def _tidy(session: Session) -> None:
    """Forget decisions about turns that are gone."""
    gone = SettledRow.turn_id.not_in(select(TurnRow.turn_id))
    session.execute(delete(SettledRow).where(SettledRow.turn_id != "", gone))
    session.execute(delete(SettlementRow).where(SettlementRow.number.not_in(select(SettledRow.settlement))))


def _settled(settlement: int, mishap: Mishap) -> SettledRow:
    return SettledRow(settlement=settlement, kind=mishap.kind, entry=mishap.entry, turn_id=mishap.turn_id)


def _settlement(row: SettlementRow) -> Settlement:
    # The column holds nothing but verdicts: `settle` takes no other.
    verdict = next(verdict for verdict in VERDICTS if verdict == row.verdict)
    return Settlement(verdict, row.reason, row.settled_by, row.settled_at)
