"""Sessions of staff: a random token in the browser, its hash here, over when idle, when old, or when signed out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from eval.console.accounts import Account, Accounts
from eval.console.errors import NotSignedInError
from eval.console.tables import SessionRow
from knowledge.database import Sessions, reading, writing

_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """One request of somebody who is signed in. `token`: the session's, for forms; `address`: where from."""

    account: Account
    token: str
    address: str


@dataclass(frozen=True)
class OpenSession:
    """A browser that is signed in, as its owner sees it."""

    address: str
    made_at: datetime
    seen_at: datetime
    here: bool


class StaffSessions:
    """The store. `idle`: longest silence; `longest`: from signing in. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions, idle: timedelta, longest: timedelta) -> None:
        self.sessions = sessions
        self.accounts = Accounts(sessions)
        self.idle = idle
        self.longest = longest

    def begin(self, name: str, address: str) -> str:
        """Sign an account in; return the new token, 43 characters of 256 random bits."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with writing(self.sessions) as session:
            session.execute(delete(SessionRow).where(self._is_over(now)))
            session.add(SessionRow(digest=_digest(token), account=name, address=address, made_at=now, seen_at=now))
        return token

    def visit(self, token: str, address: str, *, counts: bool = True) -> Visit:
        """Return who comes with this token. `counts`: a sign of life, which a page that asks by itself is not.

        Raises `NotSignedInError`.
        """
        now = datetime.now(UTC)
        with reading(self.sessions) as session:
            row = session.scalars(
                select(SessionRow).where(SessionRow.digest == _digest(token), ~self._is_over(now))
            ).first()
        if row is None or (account := self.accounts.get(row.account)).disabled:
            raise NotSignedInError
        if counts and now - row.seen_at > _SEEN_EVERY:
            with writing(self.sessions) as session:
                session.execute(update(SessionRow).where(SessionRow.digest == row.digest).values(seen_at=now))
        return Visit(account, token, address)

    def of(self, name: str, token: str) -> list[OpenSession]:
        """Return where the account is signed in, newest first; `here` for the browser with `token`."""
        query = select(SessionRow).where(SessionRow.account == name, ~self._is_over(datetime.now(UTC)))
        with reading(self.sessions) as session:
            rows = session.scalars(query.order_by(SessionRow.made_at.desc())).all()
        return [OpenSession(row.address, row.made_at, row.seen_at, row.digest == _digest(token)) for row in rows]

    def end(self, token: str) -> None:
        """Sign one browser out."""
        with writing(self.sessions) as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == _digest(token)))

    def end_all(self, name: str) -> None:
        """Sign an account out everywhere."""
        with writing(self.sessions) as session:
            session.execute(delete(SessionRow).where(SessionRow.account == name))

    def end_others(self, name: str, token: str) -> None:
        """Sign an account out everywhere but in the browser with `token`."""
        others = (SessionRow.account == name) & (SessionRow.digest != _digest(token))
        with writing(self.sessions) as session:
            session.execute(delete(SessionRow).where(others))

    def forget(self) -> int:
        """Delete sessions that are over; return how many."""
        over = delete(SessionRow).where(self._is_over(datetime.now(UTC))).returning(SessionRow.digest)
        with writing(self.sessions) as session:
            return len(session.scalars(over).all())

    def _is_over(self, now: datetime) -> ColumnElement[bool]:
        return (SessionRow.seen_at < now - self.idle) | (SessionRow.made_at < now - self.longest)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
