"""The data key: what all that is stored is hashed and encrypted with. It stands in the database, itself encrypted.

What encrypts it is the application's secret. So the secret is changed without losing anything: the key is encrypted
anew, and no hash changes (envelope encryption; NIST SP 800-57 part 1, "key-encrypting key").
"""

import base64
import logging
import secrets
from datetime import UTC, datetime

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import String, Text, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.database import Base, Moment, Sessions, reading, writing
from knowledge.secrets import SecretError, application_secret, secret_before
from knowledge.settings import Settings

_NAME = "data"
_BYTES = 32

log = logging.getLogger(__name__)


class DataKeyRow(Base):
    """The one key. `wrapped`: encrypted; "" where data was stored before there was one: the secret itself is it then."""

    __tablename__ = "data_keys"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    wrapped: Mapped[str] = mapped_column(Text)
    wrapped_at: Mapped[datetime] = mapped_column(Moment)


def data_key(sessions: Sessions, settings: Settings) -> bytes:
    """Return the key of this database, made new where there is none.

    Opened with `MOTCUA_SECRET_BEFORE` it is encrypted with `MOTCUA_SECRET` at once. Raises `SecretError` where neither
    opens it, and `DatabaseUnavailableError`.
    """
    now, before = application_secret(settings), secret_before(settings)
    with reading(sessions) as session:
        row = session.get(DataKeyRow, _NAME)
        if row and (key := _unwrapped(row, now)):
            return key
    with writing(sessions) as session:
        return _settled(session, now, before)


def _settled(session: Session, now: bytes, before: bytes) -> bytes:
    """Return the key, and leave it encrypted with the secret of now."""
    if session.get_bind().dialect.name == "postgresql":
        # Of two processes that start at once the second finds what the first has made; SQLite's write lock does the same.
        session.execute(text("LOCK TABLE data_keys IN EXCLUSIVE MODE"))
    row = session.get(DataKeyRow, _NAME)
    if row is None:
        return _made(session, now)
    key = _unwrapped(row, now) or (_unwrapped(row, before) if before else None)
    if not row.wrapped:
        key = before or now
    if key is None:
        raise SecretError(
            "the database's key was encrypted with another secret: set the one from before as MOTCUA_SECRET_BEFORE"
        )
    row.wrapped, row.wrapped_at = _wrapped(key, now), datetime.now(UTC)
    log.info("the data key is encrypted with the secret of now")
    return key


def _made(session: Session, now: bytes) -> bytes:
    key = secrets.token_bytes(_BYTES)
    session.add(DataKeyRow(name=_NAME, wrapped=_wrapped(key, now), wrapped_at=datetime.now(UTC)))
    return key


def _wrapped(key: bytes, secret: bytes) -> str:
    return _cipher(secret).encrypt(key).decode()


def _unwrapped(row: DataKeyRow, secret: bytes) -> bytes | None:
    try:
        return _cipher(secret).decrypt(row.wrapped.encode())
    except InvalidToken:
        return None


def _cipher(secret: bytes) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"motcua data key").derive(secret)
    return Fernet(base64.urlsafe_b64encode(derived))
