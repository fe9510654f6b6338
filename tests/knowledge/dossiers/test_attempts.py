"""What a citizen sets right was no guess; what a guesser could gain by that is bounded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from knowledge.database import Sessions, reading, writing
from knowledge.dossiers.attempts import SLIPS_GIVEN_BACK, Attempt, attempt, failures, note, one_at_a_time, set_right
from knowledge.dossiers.proofs import read_proof
from knowledge.dossiers.tables import FailedProofRow
from knowledge.dossiers.waiting import DAY

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
CODE, SLIP, OTHER = "H13.12-250701-0001", "H13.12-250701-0007", "H13.12-250702-0009"
Try = Callable[..., Attempt]


@pytest.fixture
def tried(secret: bytes) -> Try:
    def tried(code: str = CODE, proof: str = "1234", conversation: str = "c1", address: str = "10.0.0.1") -> Attempt:
        return attempt(secret, code, read_proof(proof), conversation, address)

    return tried


@pytest.fixture
def fail(database: Sessions) -> Callable[..., int]:
    def fail(of: Attempt, counts: bool = True, at: datetime = NOW) -> int:
        with writing(database) as session:
            one_at_a_time(session)
            return note(session, of, counts, at)

    return fail


def prove(database: Sessions, secret: bytes, of: Attempt, code: str = CODE) -> None:
    with writing(database) as session:
        set_right(session, secret, of, code, NOW)


def counting(database: Sessions) -> int:
    with reading(database) as session:
        return len(session.scalars(select(FailedProofRow.id).where(FailedProofRow.counts)).all())


def test_no_digit_and_no_name_is_written_down(tried: Try, fail: Callable[..., int], database: Sessions) -> None:
    fail(tried())
    with reading(database) as session:
        (row,) = session.scalars(select(FailedProofRow))
    hashes = (row.conversation, row.origin, row.dossier, row.guess, row.digits)
    assert {len(one) for one in hashes} == {32}
    assert len(set(hashes)) == 5


def test_equal_digits_of_two_conversations_cannot_be_told(tried: Try) -> None:
    assert tried(conversation="c1").digits != tried(conversation="c2").digits
    assert tried(conversation="c1").dossier == tried(conversation="c2").dossier


def test_a_conversation_without_an_address_is_its_own_origin(tried: Try) -> None:
    assert tried(conversation="c1", address="").origin != tried(conversation="c2", address="").origin
    assert tried(conversation="c1").origin == tried(conversation="c2").origin


def test_failures_are_told_newest_first_and_no_more_than_asked_for(
    tried: Try, fail: Callable[..., int], database: Sessions
) -> None:
    for minute in range(4):
        fail(tried(), at=NOW - timedelta(minutes=minute))
    mine = FailedProofRow.conversation == tried().conversation
    with reading(database) as session:
        assert failures(session, NOW - DAY, 2, mine) == [NOW, NOW - timedelta(minutes=1)]
        assert failures(session, NOW - timedelta(minutes=1), 9, mine) == [NOW]
        assert failures(session, NOW - DAY, 9, FailedProofRow.conversation == b"another") == []


def test_after_a_day_it_is_forgotten(tried: Try, fail: Callable[..., int], database: Sessions) -> None:
    fail(tried(), at=NOW - DAY)
    fail(tried("H13.12-250701-0009"))
    assert counting(database) == 1


def test_the_same_guess_after_a_source_was_down_is_the_earlier_one(
    tried: Try, fail: Callable[..., int], database: Sessions
) -> None:
    first = fail(tried())
    assert fail(tried()) != first
    with writing(database) as session:
        session.query(FailedProofRow).filter_by(id=first).update({"unreachable": True})
    assert fail(tried()) == first
    assert fail(tried(proof="4321")) != first
    assert fail(tried(conversation="c2")) != first


def test_failures_at_a_dossier_proved_afterwards_are_given_back(
    tried: Try, fail: Callable[..., int], database: Sessions, secret: bytes
) -> None:
    for proof in ("1235", "4321", "1111"):
        fail(tried(proof=proof))
    prove(database, secret, tried())
    assert counting(database) == 0


def test_a_slip_in_the_code_is_given_back_to_the_same_digits_only(
    tried: Try, fail: Callable[..., int], database: Sessions, secret: bytes
) -> None:
    fail(tried(SLIP))
    fail(tried(SLIP, "9999"))
    fail(tried(OTHER))
    fail(tried(SLIP, conversation="c2"))
    prove(database, secret, tried())
    assert counting(database) == 3


def test_four_digits_that_failed_are_set_right_by_the_whole_number_that_ends_so(
    tried: Try, fail: Callable[..., int], database: Sessions, secret: bytes
) -> None:
    fail(tried(SLIP))
    prove(database, secret, tried(proof="099200001234"))
    assert counting(database) == 0


def test_who_owns_a_dossier_cannot_guess_at_its_neighbours_for_free(
    tried: Try, fail: Callable[..., int], database: Sessions, secret: bytes
) -> None:
    for number in range(2, 10):
        fail(tried(f"H13.12-250701-000{number}", conversation=f"c{number}"))
    for number in range(2, 10):
        prove(database, secret, tried(conversation=f"c{number}"))
    assert counting(database) == 8 - SLIPS_GIVEN_BACK


def test_nothing_of_another_conversation_is_given_back(
    tried: Try, fail: Callable[..., int], database: Sessions, secret: bytes
) -> None:
    fail(tried(conversation="stranger"))
    prove(database, secret, tried())
    assert counting(database) == 1


def test_whole_numbers_never_count_against_the_budget(tried: Try, fail: Callable[..., int], database: Sessions) -> None:
    fail(tried(proof="099200001234"))
    fail(replace(tried(), short=False))
    assert counting(database) == 0
