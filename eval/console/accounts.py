"""Accounts of staff: who may sign in, as what, with which password."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eval.console import passwords
from eval.console.errors import (
    AccountTakenError,
    AccountUnknownError,
    BadAccountError,
    LastAdministratorError,
    WeakPasswordError,
    WrongPasswordError,
)
from eval.console.roles import Role
from eval.console.tables import AccountRow
from knowledge.database import Sessions, reading, writing

LONGEST_FULL_NAME = 80
_NAME = re.compile(r"[a-z][a-z0-9.-]{1,59}")


@dataclass(frozen=True)
class Account:
    """One member of staff. `name`: what is typed to sign in; `must_change`: the password is somebody else's choice.

    `second_factor`: whether there is one.
    """

    name: str
    full_name: str
    role: Role
    must_change: bool
    disabled: bool
    made_at: datetime
    second_factor: bool = False


class Accounts:
    """The store. All methods may raise `DatabaseUnavailableError`; those about one account `AccountUnknownError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def add(self, name: str, full_name: str, role: Role, password: str, *, must_change: bool = True) -> Account:
        """Make an account. Raises `BadAccountError`, `AccountTakenError` and `WeakPasswordError`."""
        name, full_name = plain(name), " ".join(full_name.split())
        if not _NAME.fullmatch(name) or not 0 < len(full_name) <= LONGEST_FULL_NAME:
            raise BadAccountError(f"{name!r}: a name has 2 to 60 of a-z, 0-9, . and -, and begins with a letter")
        passwords.check(password, name)
        stored, now = passwords.hashed(password), datetime.now(UTC)
        with writing(self.sessions) as session:
            if session.get(AccountRow, name):
                raise AccountTakenError(f"{name}: there is an account of this name already")
            row = AccountRow(name=name, full_name=full_name, role=role, password=stored)
            row.must_change, row.disabled, row.made_at, row.second_factor = must_change, False, now, ""
            session.add(row)
            return _account(row)

    def all(self) -> list[Account]:
        """Return every account, by name."""
        with reading(self.sessions) as session:
            return [_account(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name))]

    def get(self, name: str) -> Account:
        """Return one account."""
        with reading(self.sessions) as session:
            return _account(row_of(session, name))

    def mark(self, name: str) -> str:
        """Return what changes with the password, "" for an account that cannot sign in."""
        with reading(self.sessions) as session:
            row = session.get(AccountRow, plain(name))
            return hashlib.sha256(row.password.encode()).hexdigest() if row and not row.disabled else ""

    def verified(self, name: str, password: str) -> Account | None:
        """Return the account whose name and password these are; None also where it is disabled. Slow on purpose."""
        with reading(self.sessions) as session:
            row = session.get(AccountRow, plain(name))
        right = passwords.matches(row.password if row else None, password)
        if row is None or not right or row.disabled:
            return None
        if passwords.is_outdated(row.password):
            self._store(row.name, passwords.hashed(password), must_change=row.must_change)
        return _account(row)

    def change_password(self, name: str, present: str, new: str) -> None:
        """Let the owner choose a new password. Raises `WrongPasswordError` and `WeakPasswordError`."""
        if self.verified(name, present) is None:
            raise WrongPasswordError
        if new == present:
            raise WeakPasswordError("a new password is another one")
        passwords.check(new, name)
        self._store(name, passwords.hashed(new), must_change=False)

    def set_password(self, name: str, new: str) -> None:
        """Set a password that the owner has to change. Raises `WeakPasswordError`."""
        passwords.check(new, name)
        self._store(name, passwords.hashed(new), must_change=True)

    def change_role(self, name: str, role: Role) -> None:
        """Raises `LastAdministratorError` where nobody could keep accounts any more."""
        with writing(self.sessions) as session:
            row = row_of(session, name)
            row.role = role
            _keep_an_administrator(session)

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Shut an account out, or let it in again. Raises `LastAdministratorError`."""
        with writing(self.sessions) as session:
            row_of(session, name).disabled = disabled
            _keep_an_administrator(session)

    def _store(self, name: str, stored: str, *, must_change: bool) -> None:
        with writing(self.sessions) as session:
            row = row_of(session, name)
            row.password, row.must_change = stored, must_change


def plain(name: str) -> str:
    """Return an account's name as it is stored, from how it is typed."""
    return name.strip().lower()


def row_of(session: Session, name: str, *, locked: bool = False) -> AccountRow:
    """Return an account's row, `locked` until the transaction ends. Raises `AccountUnknownError`."""
    row = session.get(AccountRow, plain(name), with_for_update=locked or None)
    if row is None:
        raise AccountUnknownError(f"{name}: there is no account of this name")
    return row


def _keep_an_administrator(session: Session) -> None:
    session.flush()
    # Locked, so that two who take each other's role at once do not both succeed.
    able = select(AccountRow).where(AccountRow.role == Role.ADMINISTRATOR, AccountRow.disabled.is_(False))
    if not session.scalars(able.with_for_update()).all():
        raise LastAdministratorError


def _account(row: AccountRow) -> Account:
    role, second_factor = Role(row.role), bool(row.second_factor)
    return Account(row.name, row.full_name, role, row.must_change, row.disabled, row.made_at, second_factor)
