"""A run at work: signs of life from a thread of its own, progress, and the order to stop."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

from eval.gate import THRESHOLDS
from eval.learning.errors import LostRunError, StoppedError
from eval.learning.runs import BEAT, Runs
from eval.learning.told import Told
from knowledge.database import DatabaseError, Sessions
from knowledge.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gauge:
    """By what a release is measured. `tasks`: names, none for all; `thresholds`: the rules of the gate."""

    quick: bool = True
    tasks: Sequence[str] = ()
    thresholds: Path = THRESHOLDS


@dataclass
class Work:
    """One run at work, a context: while it is open, the run lives. `stop` is set when somebody wants it to end.

    `shown`: the progress as it was told last.
    """

    settings: Settings
    sessions: Sessions
    number: int
    gauge: Gauge
    told: Told = field(default_factory=Told)
    stop: Event = field(default_factory=Event)
    shown: tuple[str, int, int] = ("", 0, 0)

    def __post_init__(self) -> None:
        self.runs = Runs(self.sessions)
        self._over = Event()
        self._beating = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Work":
        self._beating.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._beating.join()

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Say what is done now, `done` of `total`. Raises `StoppedError`."""
        self.still_wanted()
        self.shown = (name, done, total)
        self.runs.progress(self.number, *self.shown)

    def keep(self) -> None:
        """Keep what came of it so far, for whoever looks, and for after a crash."""
        self.runs.tell(self.number, self.told)

    def still_wanted(self) -> None:
        """Raises `StoppedError` where somebody wants the run to end, or `LostRunError` where it counts as dead."""
        if self.stop.is_set() or self.runs.beat(self.number):
            raise StoppedError

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            try:
                if self.runs.beat(self.number):
                    self.stop.set()
            except LostRunError:
                self.stop.set()
            except DatabaseError as error:
                log.warning("run %s: no sign of life now: %s", self.number, error)
