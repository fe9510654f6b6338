"""The kiosks that were heard of lately: in memory, for the operator's page and for watchdogs outside the browser."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

ALIVE = 60.0
"""Seconds after its last beat for which a kiosk counts as alive; pages beat every 15."""
FORGOTTEN = 24 * 3600.0
"""Seconds after which a kiosk that is silent is not shown any more."""
MOST = 300
"""Names that are known at once, at most."""

DeviceName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class Beat(BaseModel):
    """What a kiosk's page tells of itself."""

    model_config = ConfigDict(extra="forbid")

    device: DeviceName
    version: str = Field(max_length=40)
    screen: Literal["start", "home", "list", "talk"]
    printer: Literal["none", "80mm", "a4"]
    reset_at: datetime


class HeardKiosk(Beat):
    """A kiosk, and when it was heard last."""

    seen_at: datetime
    alive: bool


@dataclass
class Devices:
    """The kiosks by name."""

    now: Callable[[], float] = time.monotonic
    _beats: dict[str, tuple[float, Beat, datetime]] = field(default_factory=dict, repr=False)

    def heard(self, beat: Beat) -> None:
        """Note a beat. New names are not noted while too many are known: strangers push no kiosk out."""
        self._forget()
        if beat.device in self._beats or len(self._beats) < MOST:
            self._beats[beat.device] = (self.now(), beat, datetime.now(UTC))

    def alive(self, device: str) -> bool:
        """Whether a kiosk was heard within the last minute."""
        return device in self._beats and self._beats[device][0] > self.now() - ALIVE

    def all(self) -> list[HeardKiosk]:
        """Return every kiosk heard of within a day, by name."""
        self._forget()
        return [
            HeardKiosk(**beat.model_dump(), seen_at=seen_at, alive=self.alive(device))
            for device, (_, beat, seen_at) in sorted(self._beats.items())
        ]

    def _forget(self) -> None:
        limit = self.now() - FORGOTTEN
        self._beats = {device: heard for device, heard in self._beats.items() if heard[0] > limit}
