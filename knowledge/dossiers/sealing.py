"""Sealing: dossier codes, proofs and personal numbers become opaque tokens before anything else sees them.

Tokens live for minutes in the memory of the application (where it has replicas, in one that they share) and open only
here; what is not opened in time is gone. Rasa, logs and conversation state hold tokens alone.
"""

import re
import secrets
import string
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from knowledge.dossiers.codes import CodeAttempt, code_in_scan, find_codes
from knowledge.dossiers.errors import DossierError
from knowledge.dossiers.scans import without_bystanders

_ALPHABET = string.ascii_lowercase + string.digits
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .()‑–—-]{0,3}\d){7,}")
_FOUR_DIGITS = re.compile(r"(?<!\w)(?<!\w[./-])\d{4}(?!\w|[./-]\w)")
_FOUR = re.compile(r"\d{4}")
_LONGEST_NUMBER = 12
"""Digits of the longest number that proves anything: an identity number's."""
_NOBODYS = re.compile(
    r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?!\d)"  # a date
    r"|\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2})?(?!\d)"  # a procedure code
    r"|[1-9]\d{0,2}(?:[.,]\d{3}){2,}(?=\s*(?:đ|vn[dđ]|dong\b)))",  # money
    re.IGNORECASE,
)
_UNBROKEN = re.compile(r"\S+")
_LINK = re.compile(r"://|%[0-9a-f]{2}|\?\w+=", re.IGNORECASE)
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


class Elsewhere(Protocol):
    """A memory that replicas share. It raises nothing: what it cannot keep is lost."""

    def put(self, token: str, value: str, lifetime: float) -> None:
        """Keep a value for `lifetime` seconds."""

    def get(self, token: str) -> str | None:
        """Return a value that is still kept."""


@dataclass
class Seal:
    """Keeps sealed values for `lifetime` seconds. `elsewhere`: where other replicas find them."""

    lifetime: float = 900.0
    now: Callable[[], float] = time.monotonic
    elsewhere: Elsewhere | None = None
    _values: dict[str, tuple[float, str]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def seal(self, text: str, awaits_proof: bool = False) -> Sealed:
        """Replace dossier codes, identity and phone numbers, and four digits where a proof is awaited or a code stands.

        Of a scanned card or receipt everything else is dropped first.
        """
        text = without_bystanders(text)
        attempts = _codes_and_scans(text)
        awaits_proof = awaits_proof or any(attempt.code for attempt in attempts)
        codes: list[str] = []
        proofs: list[tuple[int, str]] = []
        shown, end = "", 0
        for attempt in attempts:
            token = self._keep("code", attempt.code or attempt.raw)
            codes += [token] if attempt.code else []
            shown += f"{self._without_numbers(text[end : attempt.start], awaits_proof, proofs)} {token} "
            end = attempt.end
        shown += self._without_numbers(text[end:], awaits_proof, proofs)
        # A long number proves more than four digits do, so it comes first.
        longest_first = [token for _, token in sorted(proofs, key=lambda proof: proof[0])]
        parts = (*(("code", token) for token in codes), *(("proof", token) for token in longest_first))
        hints = [attempt.problem.hint for attempt in attempts if attempt.problem]
        return Sealed(shown, parts, "" if codes else "".join(hints[:1]))

    def keep(self, value: str) -> str:
        """Seal a whole value and return its token."""
        return self._keep("code", value)

    def open(self, token: str) -> str:
        """Return the sealed value. Raises `SealExpiredError`."""
        with self._lock:
            self._forget()
            _, value = self._values.get(token, (0.0, None))
        if value is None and self.elsewhere:
            value = self.elsewhere.get(token)
        if value is None:
            raise SealExpiredError
        return value

    def _without_numbers(self, text: str, awaits_proof: bool, proofs: list[tuple[int, str]]) -> str:
        """Return `text` with its numbers sealed; adds (rank, token) to `proofs`, long numbers ranking first."""
        visible = _NOBODYS.sub(lambda match: "x" * len(match.group()), text)
        found = [span for match in _LONG_NUMBER.finditer(visible) for span in _apart(match)]
        found += [(*match.span(), 1) for match in _FOUR_DIGITS.finditer(visible)] if awaits_proof else []
        shown, end = "", 0
        # Of what starts at one place the longest: "0912 345 678" is a phone number, not four digits and a rest.
        for start, stop, rank in sorted(found, key=lambda span: (span[0], -span[1])):
            if start >= end:
                token = self._keep("proof", text[start:stop])
                proofs.append((rank, token))
                shown, end = f"{shown}{text[end:start]} {token} ", stop
        return shown + text[end:]

    def _keep(self, kind: str, value: str) -> str:
        token = _PREFIX[kind] + "".join(secrets.choice(_ALPHABET) for _ in range(8))
        with self._lock:
            self._forget()
            self._values[token] = (self.now() + self.lifetime, value)
        if self.elsewhere:
            self.elsewhere.put(token, value, self.lifetime)
        return token

    def _forget(self) -> None:
        now = self.now()
        while self._values and next(iter(self._values.values()))[0] <= now:
            del self._values[next(iter(self._values))]


def _apart(match: re.Match[str]) -> list[tuple[int, int, int]]:
    """Return (start, stop, rank) of the numbers in a run of digits: "6789 079123456789" is four digits and a number."""
    start, stop = match.span()
    groups = list(_UNBROKEN.finditer(match.string, start, stop))
    if len(groups) > 1 and _digits(match.group()) > _LONGEST_NUMBER:
        ways = [(groups[0], [(start, groups[0].end(), 1), (groups[1].start(), stop, 0)])]
        ways.append((groups[-1], [(start, groups[-2].end(), 0), (groups[-1].start(), stop, 1)]))
        # What begins like a phone number is one, so that its first group is not the four digits.
        for four, spans in reversed(ways) if match.group().startswith(("0", "+")) else ways:
            if _FOUR.fullmatch(four.group()):
                return spans
    return [(start, stop, 0)]


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _codes_and_scans(text: str) -> list[CodeAttempt]:
    """Return the codes and attempts in `text`; a link that holds a code, as a QR code does, counts whole."""
    scans = [
        CodeAttempt(code, part.group(), *part.span())
        for part in _UNBROKEN.finditer(text)
        if _LINK.search(part.group()) and (code := code_in_scan(part.group()))
    ]
    rest = text
    for scan in scans:
        rest = f"{rest[: scan.start]}{'|' * len(scan.raw)}{rest[scan.end :]}"
    return sorted([*scans, *find_codes(rest)], key=lambda attempt: attempt.start)
