"""Sessions on both stores: a token that stands nowhere, over when idle, when old, when signed out, when disabled."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from eval.console.errors import NotSignedInError
from eval.console.roles import Role
from eval.console.staff_sessions import StaffSessions
from eval.console.tables import SessionRow
from knowledge.database import Sessions, reading, writing
from tests.eval.console.staff import PASSWORD

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)


@pytest.fixture
def staff_sessions(database: Sessions) -> StaffSessions:
    made = StaffSessions(database, IDLE, LONGEST)
    for name in ("lan", "minh"):
        made.accounts.add(name, name, Role.OFFICER, PASSWORD)
    return made


def age(database: Sessions, **moments: timedelta) -> None:
    """Let every session be that old, or have been silent for so long."""
    with writing(database) as session:
        session.execute(update(SessionRow).values({name: datetime.now(UTC) - by for name, by in moments.items()}))


def is_over(staff_sessions: StaffSessions, token: str) -> bool:
    try:
        staff_sessions.visit(token, "1.2.3.4")
    except NotSignedInError:
        return True
    return False


def test_a_token_opens_its_session_and_is_stored_nowhere(staff_sessions: StaffSessions, database: Sessions) -> None:
    token = staff_sessions.begin("lan", "1.2.3.4")
    came = staff_sessions.visit(token, "5.6.7.8")
    assert (came.account.name, came.token, came.address) == ("lan", token, "5.6.7.8")
    with reading(database) as session:
        (row,) = session.scalars(select(SessionRow)).all()
    assert token not in (row.digest, row.account, row.address)
    assert len(token) == 43


def test_tokens_differ_and_none_can_be_made_up(staff_sessions: StaffSessions) -> None:
    tokens = {staff_sessions.begin("lan", "1.2.3.4") for _ in range(20)}
    assert len(tokens) == 20
    for made_up in ("", "x", "a" * 43, next(iter(tokens))[:-1]):
        assert is_over(staff_sessions, made_up)


def test_silence_ends_a_session_and_a_visit_keeps_it(staff_sessions: StaffSessions, database: Sessions) -> None:
    token = staff_sessions.begin("lan", "1.2.3.4")
    age(database, seen_at=IDLE - timedelta(minutes=1))
    assert not is_over(staff_sessions, token)
    with reading(database) as session:
        (row,) = session.scalars(select(SessionRow)).all()
    assert datetime.now(UTC) - row.seen_at < timedelta(minutes=1)
    age(database, seen_at=IDLE + timedelta(seconds=1))
    assert is_over(staff_sessions, token)


def test_a_page_that_asks_by_itself_keeps_no_session_alive(staff_sessions: StaffSessions, database: Sessions) -> None:
    token = staff_sessions.begin("lan", "1.2.3.4")
    silent = IDLE - timedelta(minutes=1)
    age(database, seen_at=silent)
    staff_sessions.visit(token, "1.2.3.4", counts=False)
    with reading(database) as session:
        (row,) = session.scalars(select(SessionRow)).all()
    assert datetime.now(UTC) - row.seen_at >= silent


def test_a_session_ends_after_its_longest_time_however_busy(staff_sessions: StaffSessions, database: Sessions) -> None:
    token = staff_sessions.begin("lan", "1.2.3.4")
    age(database, made_at=LONGEST + timedelta(seconds=1))
    assert is_over(staff_sessions, token)
    staff_sessions.begin("minh", "1.2.3.4")
    with reading(database) as session:
        assert [row.account for row in session.scalars(select(SessionRow))] == ["minh"]


def test_signing_out_ends_one_session_or_all_of_an_account(staff_sessions: StaffSessions) -> None:
    first, second, other = (staff_sessions.begin(name, "1.2.3.4") for name in ("lan", "lan", "minh"))
    staff_sessions.end(first)
    assert [is_over(staff_sessions, token) for token in (first, second, other)] == [True, False, False]
    staff_sessions.end_all("lan")
    assert [is_over(staff_sessions, token) for token in (second, other)] == [True, False]


def test_a_disabled_account_is_out_at_once(staff_sessions: StaffSessions) -> None:
    token = staff_sessions.begin("lan", "1.2.3.4")
    staff_sessions.accounts.add("boss", "Boss", Role.ADMINISTRATOR, PASSWORD)
    staff_sessions.accounts.disable("lan")
    assert is_over(staff_sessions, token)


def test_the_owner_sees_where_they_are_signed_in(staff_sessions: StaffSessions) -> None:
    staff_sessions.begin("lan", "1.1.1.1")
    here = staff_sessions.begin("lan", "2.2.2.2")
    staff_sessions.begin("minh", "3.3.3.3")
    assert [(one.address, one.here) for one in staff_sessions.of("lan", here)] == [
        ("2.2.2.2", True),
        ("1.1.1.1", False),
    ]
