"""Between us and one source: the breaker, when it last answered, and a log that names the source and nobody else."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from knowledge.dossiers.sources.answers import SourceAnswer, Unreachable, Unreadable
from knowledge.dossiers.sources.breaker import Breaker
from knowledge.dossiers.sources.errors import BusyError, SourceError
from knowledge.dossiers.sources.manners import Manners

log = logging.getLogger(__name__)


class Guard:
    """Turns what fails into `Unreachable`. A dossier that cannot be read is no failure: others may be fine."""

    def __init__(self, name: str, manners: Manners) -> None:
        self._name = name
        self._breaker = Breaker(manners.failures, manners.rest_seconds)
        self._last_answered: datetime | None = None

    def answer(self, ask: Callable[[], SourceAnswer]) -> SourceAnswer:
        """Return what `ask` returns; it raises `SourceError` where the source gives no usable answer."""
        if not self._breaker.lets_through():
            return Unreachable(self._last_answered)
        try:
            answer = ask()
        except BusyError:
            self._breaker.not_asked()
            log.warning("dossier source %s: %s", self._name, BusyError.__doc__)
            return Unreachable(self._last_answered)
        except BaseException as error:
            self._note(error, leaves_alone=self._breaker.failed())
            if not isinstance(error, SourceError):
                raise
            return Unreachable(self._last_answered)
        self._breaker.answered()
        self._last_answered = datetime.now(UTC)
        if isinstance(answer, Unreadable):
            log.warning("dossier source %s: a dossier cannot be read: %s", self._name, answer.field)
        return answer

    def _note(self, error: BaseException, leaves_alone: bool) -> None:
        told = str(error) if isinstance(error, SourceError) else type(error).__name__
        log.warning("dossier source %s: %s%s", self._name, told, "; left alone for a while" if leaves_alone else "")
