"""Switches in a real database: what is off, until when, and how soon every replica knows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversations.store import TRIAL
from channels.switches import CHANNELS, EVERYTHING, KEPT_SECONDS, Switch, Switches
from knowledge.database import engine, sessions, upgrade


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def switches(tmp_path: Path, clock: Clock) -> Switches:
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    return Switches(sessions(engine(url)), clock)


def off(channel: str = "web", until: datetime | None = None, message: str = "Nghỉ bảo trì.") -> Switch:
    return Switch(channel, message, "nâng cấp", until, "lan", datetime.now(UTC))


def test_everything_is_on_at_first(switches: Switches) -> None:
    assert [switches.off(channel) for channel in CHANNELS] == [None] * len(CHANNELS)
    assert switches.all() == []


def test_a_channel_is_off_alone_and_everything_is_off_together(switches: Switches) -> None:
    switches.switch_off(off("web"))
    assert [channel for channel in CHANNELS if switches.off(channel)] == ["web"]
    switches.switch_off(off(EVERYTHING, message="Tất cả nghỉ."))
    told = [switches.off(channel) for channel in CHANNELS]
    assert {switch.message for switch in told if switch} == {"Tất cả nghỉ."}
    assert len([switch for switch in told if switch]) == len(CHANNELS)
    assert [switch.channel for switch in switches.all()] == [EVERYTHING, "web"]


def test_staff_may_try_what_is_off(switches: Switches) -> None:
    switches.switch_off(off(EVERYTHING))
    assert switches.off("web")
    assert switches.off(TRIAL) is None


def test_switching_off_again_changes_the_words(switches: Switches) -> None:
    switches.switch_off(off())
    switches.switch_off(off(message="Nghỉ tới mai."))
    (known,) = switches.all()
    assert known.message == "Nghỉ tới mai."


def test_switching_on_tells_whether_it_was_off(switches: Switches) -> None:
    switches.switch_off(off())
    assert switches.switch_on("web")
    assert not switches.switch_on("web")
    assert switches.off("web") is None


def test_a_switch_ends_by_itself_at_its_moment(switches: Switches) -> None:
    switches.switch_off(off(until=datetime.now(UTC) - timedelta(seconds=1)))
    assert switches.off("web") is None
    assert switches.all() == []
    assert not switches.switch_on("web")
    switches.switch_off(off(until=datetime.now(UTC) + timedelta(minutes=1)))
    assert switches.off("web")


def test_another_replica_obeys_within_two_seconds(switches: Switches, clock: Clock) -> None:
    replica = Switches(switches.sessions, clock)
    assert replica.off("web") is None
    switches.switch_off(off())
    assert replica.off("web") is None
    clock.now += KEPT_SECONDS
    assert replica.off("web")
    assert KEPT_SECONDS <= 2


def test_a_channel_that_there_is_not_is_refused(switches: Switches) -> None:
    with pytest.raises(ValueError, match="fax"):
        switches.switch_off(off("fax"))
