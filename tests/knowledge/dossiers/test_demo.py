"""Demo dossiers are plainly invented, show every status, and can be looked up with the printed digits."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.database import Sessions
from knowledge.dossiers import demo
from knowledge.dossiers.look_up import Caller, LookUps, Outcome
from knowledge.dossiers.statuses import statuses

NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)


def test_the_same_seed_invents_the_same_and_another_one_does_not() -> None:
    assert demo.invent(12, 1, NOW) == demo.invent(12, 1, NOW)
    assert demo.invent(12, 1, NOW) != demo.invent(12, 2, NOW)


def test_every_status_comes_before_one_comes_twice() -> None:
    told = [dossier.record.status for dossier in demo.invent(10, 1, NOW)]
    assert sorted(told) == sorted(status.name for status in statuses().statuses.values())


def test_codes_and_numbers_are_plainly_invented() -> None:
    for dossier in demo.invent(30, 1, NOW):
        assert dossier.record.dossier_code.startswith("H13.99-")
        assert dossier.identity_number.startswith("099")
        assert dossier.phone.startswith("0100")


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_nothing_that_is_over_lies_in_the_future(hour: int) -> None:
    now = NOW.replace(hour=hour)
    for dossier in demo.invent(24, 1, now):
        over = (dossier.record.received_at, dossier.record.finished_at)
        assert all(moment <= now for moment in over if moment)


def test_each_can_be_looked_up_and_some_are_late_or_lack_a_paper(database: Sessions, secret: bytes) -> None:
    invented = demo.invent(12, 1, NOW)
    demo.replace(database, secret, invented, NOW)
    desk = LookUps(database, secret, per_hour=20, now=lambda: NOW)
    found = [desk.look_up(one.record.dossier_code, one.identity_number, Caller("a")) for one in invented]
    assert {answer.outcome for answer in found} == {Outcome.FOUND_FULL}
    dossiers = [answer.dossier for answer in found if answer.dossier]
    assert {"early", "on_time", "overdue", "running"} <= {dossier.punctuality for dossier in dossiers}
    assert any(dossier.supplements for dossier in dossiers)


def test_a_new_demo_takes_the_place_of_the_old_one(database: Sessions, secret: bytes) -> None:
    old, new = demo.invent(3, 1, NOW - timedelta(days=1)), demo.invent(3, 1, NOW)
    demo.replace(database, secret, old, NOW)
    demo.replace(database, secret, new, NOW)
    desk = LookUps(database, secret, per_hour=20, now=lambda: NOW)
    gone = desk.look_up(old[0].record.dossier_code, old[0].phone[-4:], Caller("a"))
    assert gone.outcome is Outcome.NOT_PROVED
