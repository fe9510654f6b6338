"""Forgetting: what was done is forgotten after days, what waits is not."""

from channels.delivery.forgetting import forget
from tests.channels.delivery.conftest import Office, on_both_stores
from tests.channels.delivery.test_sending import notice


@on_both_stores
def test_what_was_done_is_known_for_some_days_and_then_forgotten(office: Office) -> None:
    office.hear("a", update_id="7")
    office.work()
    office.clock.forward(days=6)
    assert forget(office.deliveries.outbox, 7) == 0
    office.clock.forward(days=2)
    assert forget(office.deliveries.outbox, 7) == 3
    assert (office.inbox_states(), office.states()) == ([], [])


def test_what_waits_is_not_forgotten(office: Office) -> None:
    office.hear("a")
    office.clock.forward(days=30)
    assert forget(office.deliveries.outbox, 7) == 0
    assert office.inbox_states() == ["waiting"]


def test_a_notice_for_somebody_who_never_wrote_again_is_given_up(office: Office) -> None:
    notice(office)
    office.platform.faults.append("window")
    office.work()
    office.clock.forward(days=8)
    forget(office.deliveries.outbox, 7)
    assert office.states() == ["failed"]
    office.hear("a")
    office.work()
    assert office.platform.texts("an") == ["a/0", "a/1"]


def test_what_waits_for_a_chat_app_that_was_switched_off_goes_after_twice_as_long(office: Office) -> None:
    office.hear("a")
    office.clock.forward(days=13)
    assert forget(office.deliveries.outbox, 7, ()) == 0
    office.clock.forward(days=2)
    assert forget(office.deliveries.outbox, 7, office.deliveries.names) == 0
    assert forget(office.deliveries.outbox, 7, ()) == 1
    assert office.inbox_states() == []
