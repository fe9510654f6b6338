"""Hanging up when time is over: httpx's own limits start anew with every byte, so a dripping source outlasts them."""

import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

_OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class HangUp:
    """Within the block, shuts the connection that `trace` was told of at `until` on the monotonic clock."""

    def __init__(self, until: float) -> None:
        self._until = until
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take what httpcore reports of a request (its extension "trace")."""
        if event in _OPENED:
            self._socket = info["return_value"].get_extra_info("socket")
            if time.monotonic() >= self._until:
                self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            # The plain method also for TLS: that of an SSLSocket takes the session away under the reader's feet.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
