"""What the doctor (`python -m channels doctor`) asks a channel for: functions that look at one thing and say it.

A channel keeps its own in `checks.py` as `CHECKS: list[Check]`; `channels/doctor.py` puts the lists together. Words
are Vietnamese and lie in a data file; secrets never stand in them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.settings import Settings


class State(StrEnum):
    """How a thing was found."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its name ("Telegram: webhook"), its state, and in plain words what to do about it."""

    name: str
    state: State
    text: str


Check = Callable[[Settings], Awaitable[list[Finding]]]
"""Looks and says; it raises nothing that the outside world can cause, and ends within seconds."""
