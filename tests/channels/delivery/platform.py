"""A chat platform of our own on the loopback: takes messages over real HTTP, and fails as real ones do.

`python -m tests.channels.delivery.platform LOG` prints its port and serves until it is ended.
"""

import json
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STATUSES = {"flood": 429, "blocked": 403, "refused": 400, "window": 409, "broken": 502}
"""Faults that are answered; each but `broken` says surely that nothing was taken."""
CUTS = ("cut_before", "cut_after")
"""Faults without an answer: the connection ends before the message is taken, or after."""


@dataclass
class Platform:
    """What was taken, in order, and what goes wrong next. `slow`: seconds that each answer takes."""

    taken: list[dict[str, Any]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    slow: float = 0.0
    asked: int = 0
    url: str = ""

    def texts(self, to: str) -> list[str]:
        """What one person got."""
        return [message["text"] for message in list(self.taken) if message["to"] == to]


@contextmanager
def serving(platform: Platform) -> Iterator[Platform]:
    """Serve until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(platform))
    server.daemon_threads = True
    platform.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()


def _handler(platform: Platform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            platform.asked += 1
            fault = platform.faults.popleft() if platform.faults else ""
            if fault == "cut_before":
                return self._cut()
            if fault not in STATUSES:
                platform.taken.append(body)
            if fault == "cut_after":
                return self._cut()
            if fault == "broken":
                platform.taken.append(body)
            time.sleep(platform.slow)
            self._answer(STATUSES.get(fault, 200))
            return None

        def _answer(self, status: int) -> None:
            told = json.dumps({"id": str(len(platform.taken))}).encode()
            with suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

        def _cut(self) -> None:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_: object) -> None:
            return

    return Handler
