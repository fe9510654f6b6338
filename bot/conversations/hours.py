"""When officers answer conversations: "Mon-Fri 07:00-11:30 13:00-17:00; Sat 07:30-11:00", Vietnam's time."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_A_WEEK = 8
_MIDNIGHT = "24:00"


class BadHoursError(ValueError):
    """The officers' hours cannot be read."""


@dataclass(frozen=True)
class Hours:
    """Opening times by weekday (0 = Monday), each a list of (from, until). Empty: nobody answers here."""

    spans: dict[int, list[tuple[time, time]]]

    @property
    def any(self) -> bool:
        """Whether officers answer conversations at all."""
        return bool(self.spans)

    def open_at(self, moment: datetime) -> bool:
        """Whether an officer is there at `moment` (aware)."""
        local = moment.astimezone(ZONE)
        return any(start <= local.time() < end for start, end in self.spans.get(local.weekday(), ()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return when officers are there next after `moment`, in Vietnam's time; None where they never are."""
        local = moment.astimezone(ZONE)
        for later in range(_A_WEEK):
            day = (local + timedelta(days=later)).date()
            for start, _ in sorted(self.spans.get(day.weekday(), ())):
                opening = datetime.combine(day, start, ZONE)
                if opening > local:
                    return opening
        return None


def read_hours(text: str) -> Hours:
    """Read hours as they stand in the settings; "" gives none. Raises `BadHoursError` that names the wrong part."""
    spans: dict[int, list[tuple[time, time]]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        days, *times = part.split()
        for weekday in _weekdays(days, part):
            spans.setdefault(weekday, []).extend(_span(span, part) for span in times)
        if not times:
            raise BadHoursError(f"{part!r}: no times; write for example Mon-Fri 07:00-11:30 13:00-17:00")
    return Hours(spans)


def _weekdays(days: str, part: str) -> range:
    first, to, last = days.lower().partition("-")
    if first not in _DAYS or (to and last not in _DAYS):
        raise BadHoursError(f"{part!r}: days are Mon, Tue, Wed, Thu, Fri, Sat, Sun, or a range such as Mon-Fri")
    start = _DAYS.index(first)
    end = _DAYS.index(last) if last else start
    if end < start:
        raise BadHoursError(f"{part!r}: the range of days runs backwards")
    return range(start, end + 1)


def _span(span: str, part: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(span)
    try:
        start, end = (_clock(side) for side in found.groups()) if found else (time.max, time.min)
    except ValueError:
        start, end = time.max, time.min
    if start >= end:
        raise BadHoursError(f"{part!r}: {span!r} is no span of time such as 07:00-11:30")
    return start, end


def _clock(text: str) -> time:
    return time.max if text == _MIDNIGHT else time.fromisoformat(text)
