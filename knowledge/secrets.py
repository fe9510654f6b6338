"""The application's secret, which encrypts the data key (`knowledge.data_key`); and the one between it and Rasa."""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from knowledge.settings import Settings

SHORTEST = 16


class SecretError(Exception):
    """The application's secret cannot be used."""


def application_secret(settings: Settings) -> bytes:
    """Return `MOTCUA_SECRET`, or the random secret made once under `MOTCUA_VAR` with mode 0600.

    At least 16 bytes. Without it nothing that is stored can be matched or read: keep it, and back it up apart from
    the database. Raises `SecretError` for a secret that is too short, unreadable or readable by others.
    """
    given = settings.secret.get_secret_value().encode()
    path = settings.var / "secret"
    try:
        secret = given or _kept(path)
    except OSError as error:
        raise SecretError(f"{path}: the secret cannot be read or made: {error}") from error
    if len(secret) < SHORTEST:
        raise SecretError(f"{'MOTCUA_SECRET' if given else path}: a secret needs at least {SHORTEST} bytes")
    return secret


def secret_before(settings: Settings) -> bytes:
    """Return `MOTCUA_SECRET_BEFORE`, or what lies in the file `secret.before` beside the secret; b"" where neither is.

    Raises `SecretError`.
    """
    path = settings.var / "secret.before"
    try:
        return settings.secret_before.get_secret_value().encode() or (_kept(path) if path.exists() else b"")
    except OSError as error:
        raise SecretError(f"{path}: the secret before cannot be read: {error}") from error


def internal_secret(settings: Settings) -> str:
    """Return `MOTCUA_INTERNAL_SECRET`, or one that only this process and the Rasa server that it starts know.

    Raises `SecretError` for one of less than 16 bytes.
    """
    given = settings.internal_secret.get_secret_value()
    if given and len(given.encode()) < SHORTEST:
        raise SecretError(f"MOTCUA_INTERNAL_SECRET: a secret needs at least {SHORTEST} bytes")
    return given or secrets.token_urlsafe(32)


def _kept(path: Path) -> bytes:
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise SecretError(f"{path}: others may read the secret; run: chmod 600 {path}")
    return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written apart and linked, so that a second process sees either no secret or the whole one.
    with NamedTemporaryFile(dir=path.parent, prefix=".secret-") as file:
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return
