"""Switches: one channel, or everything, off with a message to the citizen, until a moment or until switched on.

They lie in the database, so that every replica obeys within `KEPT_SECONDS`.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.conversations.store import TRIAL
from knowledge.database import Base, Moment, Sessions, reading, writing

EVERYTHING = "everything"
CHANNELS = ("web", "kiosk", "telegram", "zalo", "api")
KEPT_SECONDS = 1.5


class SwitchRow(Base):
    """A channel that is off. `reason`: for staff alone; `set_by`: the account that switched it off."""

    __tablename__ = "switches"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    message: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime | None] = mapped_column(Moment)
    set_by: Mapped[str] = mapped_column(String(60))
    set_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Switch:
    """What is off. `channel`: one of `CHANNELS`, or `EVERYTHING`; `until` None: until switched on by hand."""

    channel: str
    message: str
    reason: str
    until: datetime | None
    set_by: str
    set_at: datetime


class Switches:
    """The store, with a short memory. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self.sessions = sessions
        self.clock = clock
        self._lock = threading.Lock()
        self._known: Mapping[str, Switch] = {}
        self._read_at = float("-inf")

    def off(self, channel: str) -> Switch | None:
        """Return why `channel` is off, None where it is on; at most `KEPT_SECONDS` old. Staff may always try."""
        if channel == TRIAL:
            return None
        with self._lock:
            if self.clock() - self._read_at >= KEPT_SECONDS:
                self._known = {switch.channel: switch for switch in self.all()}
                self._read_at = self.clock()
            known = self._known
        found = known.get(EVERYTHING) or known.get(channel)
        return found if found and _holds(found) else None

    def all(self) -> list[Switch]:
        """Return what is off now, everything first."""
        with reading(self.sessions) as session:
            found = [_switch(row) for row in session.scalars(select(SwitchRow).order_by(SwitchRow.channel))]
        return sorted(filter(_holds, found), key=lambda switch: switch.channel != EVERYTHING)

    def switch_off(self, switch: Switch) -> None:
        """Switch a channel off, or change how it is off. Raises `ValueError` for a channel that there is not."""
        if switch.channel not in (EVERYTHING, *CHANNELS):
            raise ValueError(f"{switch.channel}: no channel; there are {', '.join((EVERYTHING, *CHANNELS))}")
        with writing(self.sessions) as session:
            session.merge(SwitchRow(**vars(switch)))
        self._read_at = float("-inf")

    def switch_on(self, channel: str) -> bool:
        """Switch a channel on again; return whether it was off."""
        with writing(self.sessions) as session:
            row = session.get(SwitchRow, channel)
            session.execute(delete(SwitchRow).where(SwitchRow.channel == channel))
        self._read_at = float("-inf")
        return row is not None and _holds(_switch(row))


def _holds(switch: Switch) -> bool:
    return switch.until is None or switch.until > datetime.now(UTC)


def _switch(row: SwitchRow) -> Switch:
    return Switch(row.channel, row.message, row.reason, row.until, row.set_by, row.set_at)
