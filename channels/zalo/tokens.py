"""The account's tokens: kept encrypted, renewed ahead of their end, by one process at a time.

A refresh token works once, so the renewal happens under a lock on the row that holds for every process on the same
database (`FOR UPDATE` in PostgreSQL; in SQLite the transaction has the database's write lock from its start), and the
new pair is committed before anybody uses it. Between Zalo's answer and the commit lies the one moment in which a
crash costs the account its connection: docs/zalo.md.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from channels.delivery.encryption import Cipher
from channels.delivery.errors import UnreadableError
from channels.zalo import oauth, protocol
from channels.zalo.account import Account
from channels.zalo.errors import NotConnectedError, NoTokensError, UnreachableError
from channels.zalo.oauth import Pair
from channels.zalo.tables import ZaloTokensRow
from knowledge.database import Sessions, reading, writing

AHEAD = timedelta(hours=2)
"""An access token is renewed when no more than this is left of it, nor more than a quarter of its life."""
_PAUSE = timedelta(minutes=1)
"""How long a process waits after a renewal that failed, and how old a pair is before Zalo's rejection renews it."""

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Standing:
    """How the connection stands: until when the access token is good, and the refresh token about; why it is none."""

    expires_at: datetime
    refreshable_until: datetime
    refusal: str = ""


class Tokens:
    """The store of one account's tokens. All methods block: call them in a thread. They raise `DatabaseError`."""

    def __init__(
        self, sessions: Sessions, secret: bytes, account: Account, now: Clock = lambda: datetime.now(UTC)
    ) -> None:
        self.sessions = sessions
        self.account = account
        self.now = now
        self._cipher = Cipher(secret, "zalo tokens")
        self._not_before = datetime.min.replace(tzinfo=UTC)

    def connect(self, pair: Pair) -> None:
        """Keep the first pair of a new consent, in place of whatever was there."""
        with writing(self.sessions) as session:
            self._keep(session.merge(ZaloTokensRow(app_id=self.account.app_id)), pair)

    def access(self) -> str:
        """Return an access token that is good for a while, or as good as one can be had.

        Raises `NotConnectedError`, and `UnreachableError` where the one there is is over and Zalo does not answer.
        """
        row = self._row()
        if not self._is_due(row) or (self._pauses() and self._is_good(row)):
            return self._open(row).access
        try:
            return self._renewed(lambda found, _: self._is_due(found))
        except UnreachableError:
            if self._is_good(row):
                return self._open(row).access
            raise

    def access_after(self, rejected: str) -> str:
        """Return another access token than the one that Zalo did not take. Raises like `access`."""
        access = self._renewed(lambda row, pair: pair.access == rejected and self.now() - row.given_at > _PAUSE)
        if access == rejected:
            raise NotConnectedError("Zalo does not take the token that it gave, and gives no other one now")
        return access

    def standing(self) -> Standing:
        """Return how the connection stands. Raises `NotConnectedError` where there never was one."""
        row = self._row()
        self._open(row)
        return Standing(row.expires_at, row.given_at + timedelta(days=protocol.REFRESH_DAYS), row.refusal)

    def _renewed(self, wanted: Callable[[ZaloTokensRow, Pair], bool]) -> str:
        """Renew the pair unless somebody else did while we waited for the lock; return the access token."""
        with writing(self.sessions) as session:
            row = self._found(self._locked(session))
            pair = self._open(row)
            if wanted(row, pair) and not self._pauses():
                pair = self._next(row, pair)
        if self._is_good(row):
            return pair.access
        if row.refusal:
            raise NotConnectedError(f"{NotConnectedError.__doc__} {row.refusal}")
        raise UnreachableError("the access token is over, and the last try to renew it failed a moment ago")

    def _next(self, row: ZaloTokensRow, pair: Pair) -> Pair:
        """Ask for the next pair; a refusal is kept with the row, for whoever looks what is wrong."""
        self._not_before = self.now() + _PAUSE
        try:
            pair = oauth.next_pair(self.account, pair.refresh)
        except NoTokensError as error:
            row.refusal = str(error)
            log.warning("the Zalo account's tokens could not be renewed: %s", error)
            return pair
        self._keep(row, pair)
        self._not_before = self.now()
        return pair

    def _keep(self, row: ZaloTokensRow, pair: Pair) -> None:
        row.pair = self._cipher.encrypt_json([pair.access, pair.refresh])
        row.expires_at, row.given_at, row.refusal = pair.expires_at, self.now(), ""

    def _open(self, row: ZaloTokensRow) -> Pair:
        try:
            access, refresh = self._cipher.decrypt_json(row.pair)
        except UnreadableError as error:
            raise NotConnectedError("the tokens were encrypted with another data key: connect again") from error
        return Pair(access, refresh, row.expires_at)

    def _row(self) -> ZaloTokensRow:
        with reading(self.sessions) as session:
            return self._found(session.get(ZaloTokensRow, self.account.app_id))

    def _locked(self, session: Session) -> ZaloTokensRow | None:
        mine = select(ZaloTokensRow).where(ZaloTokensRow.app_id == self.account.app_id)
        return session.scalars(mine.with_for_update()).one_or_none()

    def _found(self, row: ZaloTokensRow | None) -> ZaloTokensRow:
        if row is None:
            raise NotConnectedError
        return row

    def _is_due(self, row: ZaloTokensRow) -> bool:
        return row.expires_at - self.now() <= min(AHEAD, (row.expires_at - row.given_at) / 4)

    def _is_good(self, row: ZaloTokensRow) -> bool:
        return row.expires_at > self.now()

    def _pauses(self) -> bool:
        return self.now() < self._not_before
