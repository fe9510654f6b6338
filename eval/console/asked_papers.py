"""Papers that a desk asked for though the citizen's list did not have them: tied to the list, for the editors' inbox."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from bot.conversations.masking import masked
from eval.console.tables import AskedPaperRow
from knowledge.database import Sessions, reading, writing

LONGEST_PAPER = 200


@dataclass(frozen=True)
class AskedPaper:
    """One report. `paper`: what was asked for, in words; `component_code`: the paper of the list it is about, or ""."""

    receipt: str
    procedure_code: str
    component_code: str
    paper: str
    note: str
    reported_by: str
    number: int = 0
    reported_at: datetime | None = None


class AskedPapers:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def report(self, asked: AskedPaper) -> int:
        """Keep a report, with dots for personal numbers; return its number."""
        with writing(self.sessions) as session:
            row = AskedPaperRow(receipt=asked.receipt, procedure_code=asked.procedure_code)
            row.component_code, row.paper = asked.component_code, masked(asked.paper)[:LONGEST_PAPER]
            row.note, row.reported_by, row.reported_at = masked(asked.note), asked.reported_by, datetime.now(UTC)
            session.add(row)
            session.flush()
            return row.number

    def all(self, receipt: str = "") -> list[AskedPaper]:
        """Return the reports, newest first; of one receipt where it is named."""
        query = select(AskedPaperRow).order_by(AskedPaperRow.number.desc())
        with reading(self.sessions) as session:
            rows = session.scalars(query.where(AskedPaperRow.receipt == receipt) if receipt else query)
            return [_asked(row) for row in rows]


def _asked(row: AskedPaperRow) -> AskedPaper:
    return AskedPaper(
        row.receipt,
        row.procedure_code,
        row.component_code,
        row.paper,
        row.note,
        row.reported_by,
        row.number,
        row.reported_at,
    )
