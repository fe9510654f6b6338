"""Proofs that a dossier is one's own: digits in, keyed hashes out.

A hash is HMAC-SHA256 with the application's secret over what is proved, the dossier code and the digits, so
that equal digits in two dossiers give different hashes and a stolen table alone cannot be searched.
"""

import hmac
import re
from dataclasses import dataclass, field
from enum import Enum

from knowledge.dossiers.errors import BadProofError


class ProofKind(Enum):
    """What the citizen gives."""

    LAST_FOUR = "last_four"
    IDENTITY = "identity"
    PHONE = "phone"


@dataclass(frozen=True)
class Proof:
    """Digits of a known kind; they never show in a representation, hence in no log."""

    kind: ProofKind
    digits: str = field(repr=False)


@dataclass(frozen=True)
class ProofHashes:
    """What is stored of one dossier's owner; None where the source gave no such number."""

    identity: bytes | None = None
    identity_last_four: bytes | None = None
    phone: bytes | None = None
    phone_last_four: bytes | None = None


def read_proof(text: str) -> Proof:
    """Return the proof in `text`: 4 digits; 12 or 9 of an identity number; 10 or 11, or +84, of a phone.

    Spaces, dots and hyphens are left out. Raises `BadProofError`, whose message repeats no digit.
    """
    compact = re.sub(r"[\s.\-–]", "", text)
    if re.fullmatch(r"[0-9]{4}", compact):
        return Proof(ProofKind.LAST_FOUR, compact)
    if re.fullmatch(r"[0-9]{9}|[0-9]{12}", compact):
        return Proof(ProofKind.IDENTITY, compact)
    if phone := read_phone(compact):
        return Proof(ProofKind.PHONE, phone)
    raise BadProofError


def read_phone(text: str) -> str | None:
    """Return a Vietnamese phone number as 10 or 11 digits from 0, or None."""
    compact = re.sub(r"[\s.\-()]", "", text)
    national = re.sub(r"^(?:\+?84)(?=[1-9][0-9]{8,9}$)", "0", compact)
    return national if re.fullmatch(r"0[0-9]{9,10}", national) else None


def proof_hashes(secret: bytes, dossier_code: str, identity: str | None, phone: str | None) -> ProofHashes:
    """Return the hashes to store of a dossier whose owner has these numbers."""
    return ProofHashes(
        identity=keyed_hash(secret, "identity", dossier_code, identity) if identity else None,
        identity_last_four=keyed_hash(secret, "identity-4", dossier_code, identity[-4:]) if identity else None,
        phone=keyed_hash(secret, "phone", dossier_code, phone) if phone else None,
        phone_last_four=keyed_hash(secret, "phone-4", dossier_code, phone[-4:]) if phone else None,
    )


def matches(secret: bytes, dossier_code: str, proof: Proof, stored: ProofHashes) -> bool:
    """Tell whether `proof` fits, in a time that does not depend on what is stored."""
    purposes = {
        ProofKind.LAST_FOUR: (("identity-4", stored.identity_last_four), ("phone-4", stored.phone_last_four)),
        ProofKind.IDENTITY: (("identity", stored.identity), ("identity", None)),
        ProofKind.PHONE: (("phone", stored.phone), ("phone", None)),
    }
    fits = [
        hmac.compare_digest(keyed_hash(secret, purpose, dossier_code, proof.digits), expected or bytes(32))
        for purpose, expected in purposes[proof.kind]
    ]
    return any(fits)


def keyed_hash(secret: bytes, *parts: str) -> bytes:
    """Return HMAC-SHA256 over `parts`, which cannot be shifted into one another."""
    return hmac.digest(secret, "\0".join(parts).encode(), "sha256")
