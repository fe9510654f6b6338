"""Sealing: dossier codes, proofs and personal numbers become opaque tokens before anything else sees them.

Tokens live for minutes in the memory of the application and open only here; what is not opened in time
is gone. Rasa, logs and conversation state hold tokens alone.
"""

import re
import secrets
import string
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.dossiers.codes import find_codes
from knowledge.dossiers.errors import DossierError

_ALPHABET = string.ascii_lowercase + string.digits
_LONG_NUMBER = re.compile(r"(?<![\w-])(?:\+?84|0)?\d(?:[ .-]?\d){7,12}(?![\w-])")
_FOUR_DIGITS = re.compile(r"(?<![\w./-])\d{4}(?![\w./-])")
_PREFIX = {"code": "hoso", "proof": "so"}


class SealExpiredError(DossierError):
    """The sealed value is no longer kept."""


@dataclass(frozen=True)
class Sealed:
    """A text with its personal parts replaced; `parts`: (kind, token), kind "code" or "proof".

    `code_hint`: how the first mistyped dossier code could be mended, in words; empty where there is none.
    """

    text: str
    parts: tuple[tuple[str, str], ...] = ()
    code_hint: str = ""


@dataclass
class Seal:
    """Keeps sealed values for `lifetime` seconds."""

    lifetime: float = 900.0
    now: Callable[[], float] = time.monotonic
    _values: dict[str, tuple[float, str]] = field(default_factory=dict, repr=False)

    def seal(self, text: str, awaits_proof: bool = False) -> Sealed:
        """Replace dossier codes, identity and phone numbers, and four digits where a proof is awaited or a code stands."""
        parts: list[tuple[str, str]] = []
        hint = ""
        for attempt in reversed(find_codes(text)):
            token = self._keep("code", attempt.code or attempt.raw)
            text = f"{text[: attempt.start]} {token} {text[attempt.end :]}"
            if attempt.code:
                parts.insert(0, ("code", token))
            else:
                hint = attempt.problem.hint if attempt.problem else hint
        patterns = [_LONG_NUMBER, _FOUR_DIGITS] if awaits_proof or parts else [_LONG_NUMBER]
        for pattern in patterns:
            for match in reversed(list(pattern.finditer(text))):
                token = self._keep("proof", match.group())
                text = f"{text[: match.start()]}{token}{text[match.end() :]}"
                parts.append(("proof", token))
        return Sealed(text, tuple(parts), "" if any(kind == "code" for kind, _ in parts) else hint)

    def open(self, token: str) -> str:
        """Return the sealed value. Raises `SealExpiredError`."""
        self._forget()
        if token not in self._values:
            raise SealExpiredError
        return self._values[token][1]

    def _keep(self, kind: str, value: str) -> str:
        self._forget()
        token = _PREFIX[kind] + "".join(secrets.choice(_ALPHABET) for _ in range(8))
        self._values[token] = (self.now() + self.lifetime, value)
        return token

    def _forget(self) -> None:
        now = self.now()
        while self._values and next(iter(self._values.values()))[0] <= now:
            del self._values[next(iter(self._values))]
