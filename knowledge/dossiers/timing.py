"""Is a dossier early, on time or late, and by how many working days?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from knowledge.dossiers.statuses import Status
from knowledge.dossiers.times import VIET_NAM
from knowledge.dossiers.working_days import WorkingDays, working_days

Punctuality = Literal["early", "on_time", "overdue", "running", "unknown"]
State = Literal["early", "on_time", "late", "running", "running_late", "paused", "unknown"]
# A span that no dossier has; counting its days one by one would take long.
_LONGEST = 3660


@dataclass(frozen=True)
class Timing:
    """`early`, `on_time`, `late`: finished so; `running`, `running_late`: not finished yet; `paused`: the day that was
    appointed is past, but nothing moves until the citizen acts.

    `days`: working days spared (early), left (running, 0 on the last day) or over (late, running_late); None
    where the state is paused or unknown.
    """

    state: State
    days: int | None = None

    @property
    def punctuality(self) -> Punctuality:
        """The same in the words of the API: everything late is overdue, and of a paused one nothing can be said."""
        if self.state == "paused":
            return "unknown"
        return "overdue" if self.state == "late" or self.state == "running_late" else self.state


PAUSED, UNKNOWN = Timing("paused"), Timing("unknown")


def timing(
    status: Status,
    due_at: datetime | None,
    finished_at: datetime | None,
    now: datetime,
    days: WorkingDays | None = None,
) -> Timing:
    """Compare by days in Viet Nam. A day appointed on a day off counts as the next working day.

    Unknown where no day is appointed, where the dossier was closed without a result, and where it was finished
    nobody knows when. One that waits for the citizen is never late: a source that stops the clock appoints another
    day once it has what it asked for. `days`: those of `working-days.yml` unless given.
    """
    if due_at is None or status.ends == "closed" or (status.ends == "done" and finished_at is None):
        return UNKNOWN
    due = due_at.astimezone(VIET_NAM).date()
    day = (finished_at or now).astimezone(VIET_NAM).date()
    if abs((due - day).days) > _LONGEST:
        return UNKNOWN
    found = _compare(days or working_days(), due, day, finished_at is not None)
    return PAUSED if status.waits_for_citizen and found.state == "running_late" else found


def punctuality(status: Status, due_at: datetime | None, finished_at: datetime | None, now: datetime) -> Punctuality:
    """Return the timing in the words of the API."""
    return timing(status, due_at, finished_at, now).punctuality


def _compare(days: WorkingDays, due: date, day: date, finished: bool) -> Timing:
    last = days.on_or_after(due)
    left = days.between(day, last)
    if day > last:
        return Timing("late" if finished else "running_late", -left)
    if not finished:
        return Timing("running", left)
    # Done on the day off itself, or on the working day that takes its place: as appointed.
    return Timing("on_time", 0) if day >= due else Timing("early", left)
