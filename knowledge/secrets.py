"""The application's secret: the key of every keyed hash."""

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

    At least 16 bytes. Hashes made with another secret match nothing any more: keep it, and back it up with
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
