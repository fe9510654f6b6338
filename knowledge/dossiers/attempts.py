"""Failed proofs as they are written down: before anybody is asked, once a guess, and given back where they were slips.

A proof counts as failed from the moment it was compared, so that of many guesses under way at once no more get an
answer than one by one. What its caller sets right afterwards was no guess.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, text, update
from sqlalchemy.orm import Session

from knowledge.dossiers.proofs import Proof, ProofKind, keyed_hash
from knowledge.dossiers.slips import one_slip_away
from knowledge.dossiers.tables import FailedProofRow
from knowledge.dossiers.waiting import DAY

SLIPS_GIVEN_BACK = 2
"""Slips in the code that one proved dossier gives back in a day: who owns one must not guess at its neighbours."""


@dataclass(frozen=True)
class Attempt:
    """One look-up as keyed hashes, named as in `FailedProofRow`."""

    conversation: bytes
    origin: bytes
    dossier: bytes
    guess: bytes
    digits: bytes
    short: bool


def attempt(secret: bytes, code: str, proof: Proof, conversation: str, address: str) -> Attempt:
    """Return the look-up of a normalised `code`; a chat application has no source address, there it is empty."""
    return Attempt(
        conversation=keyed_hash(secret, "caller", "conversation", conversation),
        origin=keyed_hash(secret, "caller", *(("address", address) if address else ("conversation", conversation))),
        dossier=_dossier(secret, code),
        guess=keyed_hash(secret, "guess", conversation, code, proof.digits),
        digits=keyed_hash(secret, "digits", conversation, proof.digits[-4:]),
        short=proof.kind is ProofKind.LAST_FOUR,
    )


def one_at_a_time(session: Session) -> None:
    """Wait until no other look-up counts: many guesses at once must not all see the same count.

    SQLite's write lock does the same.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE failed_proofs IN SHARE ROW EXCLUSIVE MODE"))


def note(session: Session, tried: Attempt, counts: bool, now: datetime) -> int:
    """Write the attempt down as failed and return its number; forget what is older than a day.

    The same guess again, after a source could not be reached, is the earlier one: it tells nothing new.
    """
    session.execute(delete(FailedProofRow).where(FailedProofRow.at <= now - DAY))
    same = (FailedProofRow.conversation == tried.conversation, FailedProofRow.guess == tried.guess)
    earlier = select(FailedProofRow.id).where(*same, FailedProofRow.unreachable, FailedProofRow.meant.is_(None))
    if (known := session.scalars(earlier.limit(1)).first()) is not None:
        return known
    row = FailedProofRow(at=now, counts=counts and tried.short, **vars(tried))
    session.add(row)
    session.flush()
    return row.id


def failures(session: Session, since: datetime, most: int, *of: ColumnElement[bool]) -> list[datetime]:
    """Return when the newest failures happened that fit `of` and were not set right, `most` of them at most."""
    fitting = (*of, FailedProofRow.at > since, FailedProofRow.meant.is_(None))
    newest = select(FailedProofRow.at).where(*fitting).order_by(FailedProofRow.at.desc()).limit(most)
    return list(session.scalars(newest))


def set_right(session: Session, secret: bytes, tried: Attempt, code: str, now: datetime) -> None:
    """Give back what the same conversation failed before it proved `code`: at this dossier, or by a slip in the code
    with the same four digits.
    """
    failed = (FailedProofRow.conversation == tried.conversation, FailedProofRow.at > now - DAY)
    mine = select(FailedProofRow).where(*failed, FailedProofRow.meant.is_(None)).order_by(FailedProofRow.at)
    rows = session.scalars(mine).all()
    if not rows:
        return
    here = [row.id for row in rows if row.dossier == tried.dossier]
    neighbours = {_dossier(secret, other) for other in one_slip_away(code)}
    slips = [row.id for row in rows if row.short and row.digits == tried.digits and row.dossier in neighbours]
    given_back = [*here, *slips[: _slips_left(session, tried.dossier, now)]]
    meant = update(FailedProofRow).where(FailedProofRow.id.in_(given_back))
    session.execute(meant.values(meant=tried.dossier, counts=False))


def _slips_left(session: Session, dossier: bytes, now: datetime) -> int:
    given = (FailedProofRow.meant == dossier, FailedProofRow.dossier != dossier, FailedProofRow.at > now - DAY)
    count = session.scalar(select(func.count()).select_from(FailedProofRow).where(*given)) or 0
    return max(0, SLIPS_GIVEN_BACK - count)


def _dossier(secret: bytes, code: str) -> bytes:
    return keyed_hash(secret, "dossier", code)
