"""The tables of dossiers. Only what a look-up needs: no names, no addresses, no identity or phone number."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledge.database import Base, Moment

_HASH = LargeBinary(32)


class DossierRow(Base):
    """One submitted dossier. The hashes are keyed (see `proofs`); `digest` tells whether an import changes it.

    `due_at`: the day appointed now. `ended_at`: when it was finished, handed out or closed, or first seen to be.
    """

    __tablename__ = "dossiers"

    dossier_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    procedure_code: Mapped[str] = mapped_column(String(40))
    procedure_name: Mapped[str] = mapped_column(String(500))
    field_name: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(30))
    received_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    source: Mapped[str] = mapped_column(String(100))
    as_of: Mapped[datetime] = mapped_column(Moment)
    identity_hash: Mapped[bytes | None] = mapped_column(_HASH)
    identity_last_four_hash: Mapped[bytes | None] = mapped_column(_HASH)
    phone_hash: Mapped[bytes | None] = mapped_column(_HASH)
    phone_last_four_hash: Mapped[bytes | None] = mapped_column(_HASH)
    digest: Mapped[bytes] = mapped_column(_HASH)
    events: Mapped[list["StatusEventRow"]] = relationship(
        order_by="(StatusEventRow.at, StatusEventRow.id)", cascade="all, delete-orphan"
    )
    supplements: Mapped[list["SupplementRow"]] = relationship(order_by="SupplementRow.id", cascade="all, delete-orphan")
    appointments: Mapped[list["AppointmentRow"]] = relationship(
        order_by="AppointmentRow.replaced_at", cascade="all, delete-orphan"
    )
    results: Mapped[list["ResultRow"]] = relationship(order_by="ResultRow.id", cascade="all, delete-orphan")


class StatusEventRow(Base):
    """A step of a dossier. `observed`: seen by an import at `as_of`; otherwise dated by the source itself,
    in the dossier or, `from_progress`, in a message of its own.
    """

    __tablename__ = "dossier_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_code: Mapped[str] = mapped_column(ForeignKey("dossiers.dossier_code", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    status: Mapped[str] = mapped_column(String(30))
    observed: Mapped[bool]
    from_progress: Mapped[bool] = mapped_column(default=False)


class SupplementRow(Base):
    """What the citizen was asked to add, when, and when it came in."""

    __tablename__ = "dossier_supplements"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_code: Mapped[str] = mapped_column(ForeignKey("dossiers.dossier_code", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    asked: Mapped[str] = mapped_column(String(2000))
    received_at: Mapped[datetime | None] = mapped_column(Moment)


class AppointmentRow(Base):
    """A day that was appointed earlier, and when another one took its place."""

    __tablename__ = "dossier_appointments"

    dossier_code: Mapped[str] = mapped_column(ForeignKey("dossiers.dossier_code", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    replaced_at: Mapped[datetime] = mapped_column(Moment)


class ResultRow(Base):
    """What was, or is to be, handed out, and when; `name` is empty where the source names nothing."""

    __tablename__ = "dossier_results"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_code: Mapped[str] = mapped_column(ForeignKey("dossiers.dossier_code", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(500))
    returned_at: Mapped[datetime | None] = mapped_column(Moment)


class FailedProofRow(Base):
    """A proof that did not open a dossier; kept for a day. Keyed hashes only, none of which names anybody.

    `origin`: the source address, or the conversation where there is none. `guess`: conversation, code and digits
    together; `digits`: conversation and last four digits. `counts`: against the budget of all callers.
    `unreachable`: a source could not be asked. `meant`: the dossier that the caller proved afterwards instead.
    """

    __tablename__ = "failed_proofs"
    __table_args__ = (
        Index(None, "conversation", "at"),
        Index(None, "origin", "at"),
        Index(None, "dossier", "origin", "at"),
        Index(None, "counts", "at"),
        Index(None, "meant"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    conversation: Mapped[bytes] = mapped_column(_HASH)
    origin: Mapped[bytes] = mapped_column(_HASH)
    dossier: Mapped[bytes] = mapped_column(_HASH)
    guess: Mapped[bytes] = mapped_column(_HASH)
    digits: Mapped[bytes] = mapped_column(_HASH)
    short: Mapped[bool]
    counts: Mapped[bool]
    unreachable: Mapped[bool] = mapped_column(default=False)
    meant: Mapped[bytes | None] = mapped_column(_HASH)
