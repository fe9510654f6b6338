"""Encryption at rest: Fernet (AES-128-CBC with HMAC-SHA256), its key derived from the application's secret by HKDF."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from channels.delivery.errors import UnreadableError


class Cipher:
    """Encrypts for one `purpose`; what another purpose or secret encrypted cannot be read.

    >>> Cipher(secret, "delivery").decrypt(Cipher(secret, "delivery").encrypt("84001"))
    '84001'
    """

    def __init__(self, secret: bytes, purpose: str) -> None:
        key = HKDF(SHA256(), 32, salt=None, info=b"motcua " + purpose.encode()).derive(secret)
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """Return `text` encrypted, as ASCII; each time different."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Return the text. Raises `UnreadableError`."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            raise UnreadableError from error

    def encrypt_json(self, value: Any) -> str:
        """Return a JSON value encrypted."""
        return self.encrypt(json.dumps(value, ensure_ascii=False))

    def decrypt_json(self, token: str) -> Any:
        """Return the JSON value. Raises `UnreadableError`."""
        return json.loads(self.decrypt(token))
