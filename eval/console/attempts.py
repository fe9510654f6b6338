"""Failed sign-ins: growing waits that slow a guesser down and that nobody can use to shut an officer out for good.

Counted are the pair of name and address, the address, and the name; a browser that signed in before carries a device
cookie and is counted by itself alone, so that strangers' failures cost its officer nothing (OWASP, "Device cookies").
Every wait is bounded, and names that do not exist wait as well as those that do.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, Insert, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from eval.console.accounts import plain
from eval.console.tables import AttemptRow
from knowledge.database import Sessions, writing

_FORGOTTEN_AFTER = timedelta(hours=24)
_FIRST_WAIT = 15.0


@dataclass(frozen=True)
class _Kind:
    """`free`: failures before the first wait; `longest`: seconds of the longest one, which doubles up to it."""

    free: int
    longest: float


_KINDS = {
    "device": _Kind(5, 300),
    "pair": _Kind(5, 900),
    "address": _Kind(30, 300),
    "name": _Kind(20, 60),
    "code": _Kind(5, 900),
}


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door. `device`: what a valid device cookie of this name says, or "".

    `code`: at the second step. Whoever is there knows the password and no stranger is, so there the account itself is
    counted, from everywhere: six digits are guessed sooner than a password.
    """

    name: str
    address: str
    device: str = ""
    code: bool = False

    def keys(self) -> dict[str, str]:
        """Return what is counted, by kind."""
        name, network = plain(self.name), _network(self.address)
        code = {"code": name} if self.code else {}
        if self.device:
            return {"device": f"{name}\0{self.device}", **code}
        return {"pair": f"{name}\0{network}", "address": network, "name": name, **code}


class Attempts:
    """The store. `secret`: keys the hashes. All methods may raise `DatabaseUnavailableError`."""

    def __init__(
        self, sessions: Sessions, secret: bytes, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.sessions = sessions
        self.secret = secret
        self.now = now

    def spend(self, attempt: Attempt) -> float:
        """Count an attempt as failed before it is tried; return 0, or the seconds to wait instead of trying.

        Counted first, so that a hundred guesses sent at once are not all tried.
        """
        keys, now = self._hashed(attempt), self.now()
        with writing(self.sessions) as session:
            session.execute(delete(AttemptRow).where(AttemptRow.last_at < now - _FORGOTTEN_AFTER))
            connection = session.connection()
            # In one order, so that two processes never wait for each other.
            for key in sorted(keys):
                connection.execute(_new(connection, key, now))
            query = select(AttemptRow).where(AttemptRow.key.in_(keys)).order_by(AttemptRow.key).with_for_update()
            rows = list(session.scalars(query))
            wait = max(_left(row, _KINDS[keys[row.key]], now) for row in rows)
            if wait <= 0:
                for row in rows:
                    row.failures, row.last_at = row.failures + 1, now
            return max(wait, 0.0)

    def forgive(self, attempt: Attempt, steps: int = 1) -> None:
        """Forget the failures of who has signed in now; what the address and the name gathered stands, less these steps."""
        keys = self._hashed(attempt)
        with writing(self.sessions) as session:
            rows = session.scalars(select(AttemptRow).where(AttemptRow.key.in_(keys)).with_for_update())
            for row in rows:
                row.failures = max(row.failures - steps, 0) if keys[row.key] in ("address", "name") else 0

    def forget(self) -> int:
        """Delete what nobody has added to for a day; return how many."""
        over = delete(AttemptRow).where(AttemptRow.last_at < self.now() - _FORGOTTEN_AFTER).returning(AttemptRow.key)
        with writing(self.sessions) as session:
            return len(session.scalars(over).all())

    def _hashed(self, attempt: Attempt) -> dict[str, str]:
        return {self._hash(kind, whom): kind for kind, whom in attempt.keys().items()}

    def _hash(self, *parts: str) -> str:
        return hmac.digest(self.secret, "\0".join(("attempt", *parts)).encode(), "sha256").hex()


def _new(connection: Connection, key: str, now: datetime) -> Insert:
    insert = insert_postgresql if connection.dialect.name == "postgresql" else insert_sqlite
    return insert(AttemptRow).values(key=key, failures=0, last_at=now).on_conflict_do_nothing()


def _left(row: AttemptRow, kind: _Kind, now: datetime) -> float:
    """Return the seconds left of the wait that these failures earn; negative where it is over."""
    over = row.failures - kind.free
    if over < 0:
        return 0.0
    wait = min(_FIRST_WAIT * 2.0 ** min(over, 20), kind.longest)
    return wait - (now - row.last_at).total_seconds()


def _network(address: str) -> str:
    """Return what one client owns: an IPv4 address, the /64 of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else str(parsed)
