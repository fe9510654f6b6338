"""Proofs are digits; what is kept of them is a keyed hash bound to one dossier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.errors import BadProofError
from knowledge.dossiers.proofs import Proof, ProofHashes, ProofKind, matches, proof_hashes, read_phone, read_proof

CODE, OTHER, SECRET = "H13.12-250701-0001", "H13.12-250701-0002", b"s" * 32
IDENTITY, PHONE = "099200001234", "0100555678"


@pytest.mark.parametrize(
    ("text", "kind", "digits"),
    [
        ("1234", ProofKind.LAST_FOUR, "1234"),
        (" 12 34 ", ProofKind.LAST_FOUR, "1234"),
        ("099 200 001 234", ProofKind.IDENTITY, "099200001234"),
        ("361 234 567", ProofKind.IDENTITY, "361234567"),
        ("0100.555.678", ProofKind.PHONE, "0100555678"),
        ("+84 100 555 678", ProofKind.PHONE, "0100555678"),
    ],
)
def test_a_proof_is_read_with_spaces_and_dots(text: str, kind: ProofKind, digits: str) -> None:
    assert read_proof(text) == Proof(kind, digits)


@pytest.mark.parametrize("text", ["", "123", "12345", "abcd", "19920000123", "0992000012345", "1234a"])
def test_anything_else_is_no_proof_and_is_not_repeated(text: str) -> None:
    with pytest.raises(BadProofError) as refusal:
        read_proof(text)
    assert not text or text not in str(refusal.value)


def test_the_digits_never_show_in_a_log() -> None:
    assert "1234" not in repr(read_proof("1234"))


@pytest.mark.parametrize("text", ["+84100555678", "84100555678", "0100 555 678", "(0100) 555-678"])
def test_a_phone_number_has_one_form(text: str) -> None:
    assert read_phone(text) == "0100555678"


@pytest.mark.parametrize("proof", ["1234", "5678", IDENTITY, PHONE])
def test_the_owner_proves_by_either_number(proof: str) -> None:
    assert matches(SECRET, CODE, read_proof(proof), proof_hashes(SECRET, CODE, IDENTITY, PHONE))


@pytest.mark.parametrize("proof", ["1235", "0992", "099200001235", "0100555679", "361234567"])
def test_nobody_else_does(proof: str) -> None:
    assert not matches(SECRET, CODE, read_proof(proof), proof_hashes(SECRET, CODE, IDENTITY, PHONE))


@given(st.from_regex(r"[0-9]{4}|[0-9]{9}|[0-9]{12}", fullmatch=True))
def test_a_dossier_without_numbers_is_proved_by_nothing(digits: str) -> None:
    assert not matches(SECRET, CODE, read_proof(digits), ProofHashes())


def test_the_same_number_gives_another_hash_in_another_dossier_and_with_another_secret() -> None:
    here = proof_hashes(SECRET, CODE, IDENTITY, PHONE)
    there = proof_hashes(SECRET, OTHER, IDENTITY, PHONE)
    elsewhere = proof_hashes(b"t" * 32, CODE, IDENTITY, PHONE)
    every = [
        getattr(hashes, field) for hashes in (here, there, elsewhere) for field in ProofHashes.__dataclass_fields__
    ]
    assert len(set(every)) == 12
