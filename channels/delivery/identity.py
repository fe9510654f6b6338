"""Who writes in a chat app: keyed hashes of the platform's id, which itself is stored only encrypted."""

import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """A chat app's conversation towards the gateway: its id (64 hex digits), and the secret that it is bound to."""

    conversation_id: str
    owner: str


def identity(secret: bytes, channel: str, recipient: str) -> Identity:
    """Return the identity of `recipient`, the platform's id of a person or chat.

    Nobody who knows the platform's id alone can compute either part: both need the application's secret.
    """
    return Identity(_hash(secret, "chat id", channel, recipient), _hash(secret, "chat owner", channel, recipient))


def _hash(secret: bytes, *parts: str) -> str:
    return hmac.digest(secret, "\0".join(parts).encode(), "sha256").hex()
