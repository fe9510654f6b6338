"""Which kiosks live: heard within a minute, shown for a day, never pushed out by strangers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from channels.kiosk.devices import ALIVE, Beat, Devices


@dataclass
class Clock:
    now: float = 0.0
    devices: Devices = field(init=False)

    def __post_init__(self) -> None:
        self.devices = Devices(now=lambda: self.now)


def beat(device: str) -> Beat:
    return Beat(device=device, version="1", screen="start", printer="a4", reset_at=datetime.now(UTC))


def test_a_kiosk_that_was_just_heard_is_alive() -> None:
    clock = Clock()
    assert not clock.devices.alive("quay-1")
    clock.devices.heard(beat("quay-1"))
    assert clock.devices.alive("quay-1")


def test_after_a_minute_of_silence_it_is_not_but_still_shown() -> None:
    clock = Clock()
    clock.devices.heard(beat("quay-1"))
    clock.now += ALIVE
    assert not clock.devices.alive("quay-1")
    (shown,) = clock.devices.all()
    assert (shown.device, shown.alive) == ("quay-1", False)


def test_after_a_day_it_is_forgotten() -> None:
    clock = Clock()
    clock.devices.heard(beat("quay-1"))
    clock.now += 25 * 3600
    assert clock.devices.all() == []


def test_made_up_names_push_no_kiosk_out() -> None:
    clock = Clock()
    clock.devices.heard(beat("quay-1"))
    for number in range(1000):
        clock.devices.heard(beat(f"x{number}"))
    assert len(clock.devices.all()) == 300
    clock.now += ALIVE - 1
    clock.devices.heard(beat("quay-1"))
    assert clock.devices.alive("quay-1")


@pytest.mark.parametrize("name", ["", "quầy 1", "a/b", "x" * 41])
def test_a_name_is_letters_digits_and_hyphens(name: str) -> None:
    with pytest.raises(ValidationError):
        beat(name)
