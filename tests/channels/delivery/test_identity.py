"""Identities: the platform's id leads to neither part without the secret, and cannot be read from either."""

from hypothesis import given
from hypothesis import strategies as st

from channels.delivery.identity import identity
from tests.channels.delivery.conftest import SECRET


def test_the_same_person_is_known_again() -> None:
    assert identity(SECRET, "telegram", "84001") == identity(SECRET, "telegram", "84001")


def test_another_secret_channel_or_id_is_somebody_else() -> None:
    told = [(SECRET, "telegram", "84001"), (SECRET, "zalo", "84001"), (SECRET, "telegram", "84002")]
    told.append((b"another secret of the same size!", "telegram", "84001"))
    parts = [part for one in told for part in (identity(*one).conversation_id, identity(*one).owner)]
    assert len(set(parts)) == 8


@given(st.text())
def test_every_id_fits_the_gateway(recipient: str) -> None:
    made = identity(SECRET, "zalo", recipient.encode(errors="replace").decode())
    assert len(made.conversation_id) == 64
    assert made.conversation_id.isalnum()
