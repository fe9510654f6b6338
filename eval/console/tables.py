"""Tables of the console: accounts and how they sign in, the audit, and papers that officers asked for besides."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base, Moment


class AccountRow(Base):
    """One member of staff. `password`: argon2id; `must_change`: somebody else has chosen it.

    `second_factor`: the secret of an authenticator app, encrypted, "" for none; `second_step`: the newest half minute
    whose code was used.
    """

    __tablename__ = "staff_accounts"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    full_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str] = mapped_column(Text)
    must_change: Mapped[bool]
    disabled: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Moment)
    second_factor: Mapped[str] = mapped_column(Text, default="", server_default="")
    second_step: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class RecoveryCodeRow(Base):
    """One code that stands in for the app once. `hashed`: argon2id."""

    __tablename__ = "staff_recovery_codes"
    __table_args__ = (Index("ix_staff_recovery_codes_account", "account"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    account: Mapped[str] = mapped_column(ForeignKey("staff_accounts.name", ondelete="CASCADE"))
    hashed: Mapped[str] = mapped_column(Text)


class SessionRow(Base):
    """One browser that is signed in. `digest`: of its token, which stands nowhere."""

    __tablename__ = "staff_sessions"
    __table_args__ = (Index("ix_staff_sessions_account", "account"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("staff_accounts.name", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(45))
    made_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Base):
    """Failed sign-ins of one kind. `key`: keyed hash of the kind and whom it is about, for names may be passwords."""

    __tablename__ = "staff_attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment)


class AuditRow(Base):
    """One deed. The database refuses to change or delete it."""

    __tablename__ = "staff_audit"
    __table_args__ = (Index("ix_staff_audit_at", "at"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment)
    account: Mapped[str] = mapped_column(String(60))
    deed: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(45))


class AskedPaperRow(Base):
    """A paper that a desk asked for though the list did not. `component_code`: the paper of the list it is about, or ""."""

    __tablename__ = "asked_papers"
    __table_args__ = (Index("ix_asked_papers_receipt", "receipt"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    receipt: Mapped[str] = mapped_column(String(20))
    procedure_code: Mapped[str] = mapped_column(String(40))
    component_code: Mapped[str] = mapped_column(String(80))
    paper: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    reported_by: Mapped[str] = mapped_column(String(60))
    reported_at: Mapped[datetime] = mapped_column(Moment)
