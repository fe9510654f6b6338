"""Forgetting: dossiers that ended long enough ago, with everything that hangs on them, and failed proofs of yesterday."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from knowledge.database import Sessions, writing
from knowledge.dossiers.tables import DossierRow, FailedProofRow
from knowledge.dossiers.waiting import DAY

# Small enough that nobody waits long for the write lock.
_BATCH = 1000


def forget_finished(sessions: Sessions, days: int, now: datetime | None = None) -> int:
    """Delete dossiers that were finished, handed out or closed more than `days` days ago; return how many.

    Where the source gave no date, the day counts on which an import first saw the end. In batches: what was
    deleted before a failure stays deleted. Raises `DatabaseUnavailableError`.
    """
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    forgotten = 0
    while batch := _forget_some(sessions, before):
        forgotten += batch
    return forgotten


def forget_proofs(sessions: Sessions, now: datetime | None = None) -> int:
    """Delete failed proofs that count nowhere any more; return how many. Raises `DatabaseUnavailableError`."""
    with writing(sessions) as session:
        over = delete(FailedProofRow).where(FailedProofRow.at <= (now or datetime.now(UTC)) - DAY)
        return len(session.scalars(over.returning(FailedProofRow.id)).all())


def _forget_some(sessions: Sessions, before: datetime) -> int:
    with writing(sessions) as session:
        codes = session.scalars(select(DossierRow.dossier_code).where(DossierRow.ended_at < before).limit(_BATCH)).all()
        if codes:
            session.execute(delete(DossierRow).where(DossierRow.dossier_code.in_(codes)))
        return len(codes)
