"""The second factor of staff: codes of an authenticator app, and recovery codes for when the telephone is gone.

The app's secret is encrypted with the data key and bound to its account; recovery codes are hashed as passwords are.
"""

import base64
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from channels.delivery.encryption import Cipher
from channels.delivery.errors import UnreadableError
from eval.console import passwords, recovery_codes, time_codes
from eval.console.accounts import row_of
from eval.console.errors import SecondFactorSetError, StaleOfferError, WrongCodeError
from eval.console.tables import AccountRow, RecoveryCodeRow
from knowledge.database import Sessions, reading, writing

Proof = Literal["code", "recovery"]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """A secret that is not set yet. `sealed`: what the form brings back with the first code."""

    secret: bytes
    sealed: str


class SecondFactors:
    """The store. All methods may raise `DatabaseUnavailableError` and `AccountUnknownError`."""

    def __init__(
        self, sessions: Sessions, secret: bytes, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.sessions = sessions
        self.now = now
        self._kept = _Sealed(secret, "second factor")
        self._offered = _Sealed(secret, "second factor offered")

    def offer(self, name: str) -> Offer:
        """Return a new secret for the account, kept nowhere but in the form that it is shown in."""
        secret = time_codes.new_secret()
        return Offer(secret, self._offered.seal(name, secret))

    def offered(self, name: str, sealed: str) -> Offer:
        """Return the offer that a form brought back. Raises `StaleOfferError` where it was made for somebody else."""
        secret = self._offered.opened(name, sealed)
        if secret is None:
            raise StaleOfferError
        return Offer(secret, sealed)

    def set(self, name: str, sealed: str, code: str) -> list[str]:
        """Set what was offered once its first code is right; return ten recovery codes, which nobody sees again.

        Raises `StaleOfferError`, `WrongCodeError`, and `SecondFactorSetError` where there is one already.
        """
        secret = self.offered(name, sealed).secret
        step = time_codes.step_of(secret, code, self.now(), 0)
        if step is None:
            raise WrongCodeError
        codes, hashes = _made()
        with writing(self.sessions) as session:
            row = row_of(session, name, locked=True)
            if row.second_factor:
                raise SecondFactorSetError
            row.second_factor, row.second_step = self._kept.seal(row.name, secret), step
            _replace(session, row.name, hashes)
        return codes

    def verified(self, name: str, typed: str) -> Proof | None:
        """Return what was typed, now used and never right again; None where it is neither."""
        if self._is_code(name, typed):
            return "code"
        return "recovery" if self._is_recovery_code(name, typed) else None

    def left(self, name: str) -> int:
        """Return how many recovery codes are unused."""
        query = select(func.count()).select_from(RecoveryCodeRow).where(RecoveryCodeRow.account == name)
        with reading(self.sessions) as session:
            return session.scalar(query) or 0

    def renew_codes(self, name: str) -> list[str]:
        """Return ten new recovery codes; those of before are over."""
        codes, hashes = _made()
        with writing(self.sessions) as session:
            _replace(session, row_of(session, name).name, hashes)
        return codes

    def _is_code(self, name: str, typed: str) -> bool:
        with writing(self.sessions) as session:
            row = row_of(session, name, locked=True)
            secret = self._secret(row)
            step = time_codes.step_of(secret, typed, self.now(), row.second_step) if secret else None
            if step is not None:
                row.second_step = step
            return step is not None

    def _secret(self, row: AccountRow) -> bytes | None:
        secret = self._kept.opened(row.name, row.second_factor) if row.second_factor else None
        if row.second_factor and secret is None:
            log.error("the second factor of %s was encrypted with another key or for another account", row.name)
        return secret

    def _is_recovery_code(self, name: str, typed: str) -> bool:
        code, mine = recovery_codes.plain(typed), RecoveryCodeRow.account == name
        if len(code) != recovery_codes.LENGTH:
            return False
        with reading(self.sessions) as session:
            hashes = list(session.scalars(select(RecoveryCodeRow.hashed).where(mine)))
        found = next((stored for stored in hashes if passwords.matches(stored, code)), None)
        # Of two who type the same code at once one deletes it.
        used = delete(RecoveryCodeRow).where(mine, RecoveryCodeRow.hashed == found).returning(RecoveryCodeRow.number)
        with writing(self.sessions) as session:
            return found is not None and session.scalar(used) is not None


class _Sealed:
    """Secrets encrypted for one purpose, each bound to its account: another account's row opens nobody else's door."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._cipher = Cipher(secret, purpose)

    def seal(self, name: str, secret: bytes) -> str:
        return self._cipher.encrypt_json([name, base64.b64encode(secret).decode()])

    def opened(self, name: str, sealed: str) -> bytes | None:
        try:
            of, secret = self._cipher.decrypt_json(sealed)
        except UnreadableError:
            return None
        return base64.b64decode(secret) if of == name else None


def drop(sessions: Sessions, name: str) -> None:
    """Take an account's second factor and its recovery codes away; no key is needed for that.

    Raises `AccountUnknownError` and `DatabaseUnavailableError`.
    """
    with writing(sessions) as session:
        row = row_of(session, name)
        row.second_factor, row.second_step = "", 0
        _replace(session, row.name, [])


def _made() -> tuple[list[str], list[str]]:
    codes = recovery_codes.made()
    return codes, [passwords.hashed(recovery_codes.plain(code)) for code in codes]


def _replace(session: Session, name: str, hashes: Sequence[str]) -> None:
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account == name))
    session.add_all(RecoveryCodeRow(account=name, hashed=stored) for stored in hashes)
