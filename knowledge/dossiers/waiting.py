"""Waits after failed proofs: of a conversation and of an address for four digits, and for whole numbers.

No wait hangs on a dossier alone, so nobody can lock a citizen out of theirs from elsewhere. The arithmetic stands in
docs/look-up-protection.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHOLE_FREE = 5
_WHOLE_FIRST, _WHOLE_LONGEST = timedelta(minutes=1), timedelta(hours=1)
WHOLE_MOST = 12
"""More failures than this do not lengthen the wait any more."""


@dataclass(frozen=True)
class Waits:
    """`per_hour`: failed proofs allowed in an hour; the first `free` of them cost no wait."""

    per_hour: int
    free: int = 2

    def end(self, failed: Sequence[datetime]) -> datetime | None:
        """Return when four digits are read again; `failed`: the last hour's failures, at least the newest `per_hour`.

        None where there was no failure.
        """
        if not failed:
            return None
        newest = sorted(failed)[-self.per_hour :]
        freed = newest[0] + HOUR if len(newest) >= self.per_hour else newest[-1]
        return max(freed, newest[-1] + self.pause(len(newest)))

    def pause(self, failures: int) -> timedelta:
        """Return the wait after so many failures: none at first, growing as their square.

        All waits of an hour's failures together take half an hour: the limit can be reached, not rushed.
        """
        return timedelta(hours=1.5 * failures**2 / self.per_hour**3) if failures > self.free else timedelta(0)


def of_address(per_hour: int) -> Waits:
    """Return the waits of one source address, which thousands may share: a third of what it may fail is free."""
    return Waits(per_hour, max(2, per_hour // 3))


def whole_end(failed: Sequence[datetime]) -> datetime | None:
    """Return when a whole number is compared again with the dossier that it failed for from this address.

    `failed`: the last day's failures of that pair, at least the newest `WHOLE_MOST`. The first five cost nothing;
    then a minute, doubled each time, an hour at most. None where there is no wait.
    """
    over = len(failed) - WHOLE_FREE
    if over < 0:
        return None
    pause: timedelta = min(_WHOLE_FIRST * 2**over, _WHOLE_LONGEST)
    return max(failed) + pause
