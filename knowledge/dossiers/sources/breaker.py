"""A circuit breaker: a source that fails again and again is left alone for a while, then tried by one alone.

Our own, because pybreaker holds its lock while the call runs: one slow source would be asked one by one.
"""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Opens after `failures` in a row, for `rest` seconds; then lets one probe through, whose end decides."""

    def __init__(self, failures: int, rest: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rest, self._now = failures, rest, now
        self._lock = threading.Lock()
        self._failed = 0
        self._open_until: float | None = None
        self._probing = False

    def lets_through(self) -> bool:
        """Tell whether to ask now. Whoever was let through says how it ended: exactly one of the methods below."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._probing or self._now() < self._open_until:
                return False
            self._probing = True
            return True

    def answered(self) -> None:
        """Note an answer: whatever failed before is forgotten."""
        with self._lock:
            self._failed, self._open_until, self._probing = 0, None, False

    def failed(self) -> bool:
        """Note a failure. Tells whether the source is left alone from now on."""
        with self._lock:
            self._failed += 1
            opens = self._probing or (self._open_until is None and self._failed >= self._most)
            if opens:
                self._open_until = self._now() + self._rest
            self._probing = False
            return opens

    def not_asked(self) -> None:
        """Note that it came to no request after all."""
        with self._lock:
            self._probing = False
