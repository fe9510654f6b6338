"""Quiet hours: when no notice is sent, "21:00-07:00" in Vietnam's time. Replies are always sent."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from knowledge.dossiers.times import VIET_NAM

_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


class BadQuietHoursError(ValueError):
    """The quiet hours cannot be read."""


@dataclass(frozen=True)
class QuietHours:
    """From `start` until `end`, over midnight where `end` is earlier; never where both are the same."""

    start: time = time.min
    end: time = time.min

    def at(self, moment: datetime) -> bool:
        """Whether `moment` (aware) is within."""
        now = moment.astimezone(VIET_NAM).time()
        if self.start <= self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end


def read_quiet_hours(text: str) -> QuietHours:
    """Read quiet hours as they stand in the settings; "" gives none. Raises `BadQuietHoursError`."""
    if not text.strip():
        return QuietHours()
    found = _SPAN.fullmatch(text.strip())
    try:
        start, end = (time.fromisoformat(side) for side in found.groups()) if found else ("", "")
    except ValueError:
        start, end = "", ""
    if not (isinstance(start, time) and isinstance(end, time)):
        raise BadQuietHoursError(f"MOTCUA_QUIET_HOURS: {text!r} is no span of time such as 21:00-07:00")
    return QuietHours(start, end)
