"""Sealed values that replicas share: in Redis, encrypted, for as long as the seal keeps them; never on a disk.

Rasa may call the actions of another replica than the one that sealed a message, and the proof may come to another one
than the dossier's code did.
"""

from channels.delivery.encryption import Cipher
from channels.delivery.errors import UnreadableError
from channels.shared_memory import AWAY, Absence, connected

_PREFIX = "motcua:sealed:"


class SharedValues:
    """Implements `knowledge.dossiers.sealing.Elsewhere`. While Redis is away each replica opens what it sealed itself."""

    def __init__(self, url: str, secret: bytes) -> None:
        self.redis = connected(url)
        self.cipher = Cipher(secret, "sealed values")
        self.absence = Absence()

    def put(self, token: str, value: str, lifetime: float) -> None:
        """Keep a value for `lifetime` seconds, where Redis is there."""
        if self.absence.lasts:
            return
        try:
            self.redis.set(_PREFIX + token, self.cipher.encrypt(value), px=round(lifetime * 1000))
        except AWAY as error:
            self.absence.noticed(error)

    def get(self, token: str) -> str | None:
        """Return a value that is still kept, None where it is not or Redis is away."""
        if self.absence.lasts:
            return None
        try:
            kept = self.redis.get(_PREFIX + token)
        except AWAY as error:
            self.absence.noticed(error)
            return None
        try:
            return self.cipher.decrypt(str(kept)) if kept else None
        except UnreadableError:
            return None
